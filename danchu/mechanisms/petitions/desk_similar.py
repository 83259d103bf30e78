"""Open cases of the same body that read like this one: to merge with, chosen by a person."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from danchu.ground.people.access import Standing, official_required
from danchu.ground.search.asking import ask
from danchu.ground.text.group import similar as likeness
from danchu.mechanisms.petitions.desk import frame, rows_of
from danchu.mechanisms.petitions.desk_lists import asked_in
from danchu.mechanisms.petitions.desk_queue import listed
from danchu.mechanisms.petitions.desk_steps import theirs
from danchu.mechanisms.petitions.models import Petition
from danchu.mechanisms.petitions.rules import Step
from danchu.mechanisms.petitions.search_text import DESK, desk_code
from danchu.mechanisms.petitions.similar import telling_words

SHOWN = 8
_LOOKED_AT = 40


@never_cache
@require_safe
@official_required
def similar(request: HttpRequest, code: str) -> HttpResponse:
    """Candidates to merge into, the nearest first."""
    opened, asked = theirs(request, code, Step.MERGE), asked_in(request.GET)
    p, text = opened.petition, str(opened.papers.original.get("text", ""))
    telling = telling_words(f"{p.title} {text}")
    found: list[Petition] = []
    for many in (4, 2):
        found = found or _like(opened.who, p, text, telling[:many])
    return render(request, "petitions/desk/similar.html", {
        **frame(opened.who, None, {}), "layout": "wide", "p": p, 
        "rows": rows_of([listed(q) for q in found], asked, opened.today), "codes": [q.code for q in found],
        "back": reverse("desk:case", args=[code]) + asked.link()})


def _like(who: Standing, p: Petition, text: str, telling: list[str]) -> list[Petition]:
    if not telling:
        return []
    hits = ask(" ".join(telling), kind=DESK, unit_id=p.body_id, limit=_LOOKED_AT, count=False)
    codes = [c.removeprefix(desk_code("")) for c in hits.codes]
    open_ones = Petition.objects.visible_to(who).open().filter(code__in=codes, body_id=p.body_id).exclude(pk=p.pk)
    found = list(open_ones.select_related("office", "officer", "original"))
    ours = f"{p.title} {text}"[:2000]
    return sorted(found, key=lambda q: -likeness(ours, f"{q.title} {q.original.text[:600]}"))[:SHOWN]
