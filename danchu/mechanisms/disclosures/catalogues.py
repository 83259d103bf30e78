"""The two catalogues as anyone reads them: procedures by life event, instruments by number and words."""

from __future__ import annotations

from itertools import chain
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from danchu.ground.files.models import Attachment
from danchu.ground.journal.cached import public_page
from danchu.ground.journal.models import Audience
from danchu.ground.search.asking import ask
from danchu.ground.text.codes import read_code
from danchu.law.papers import Kind
from danchu.mechanisms.disclosures.catalogue import Instrument, InstrumentBond, Procedure
from danchu.mechanisms.disclosures.rules import Bond, LifeEvent
from danchu.mechanisms.disclosures.search_text import INSTRUMENTS, PROCEDURES
from danchu.mechanisms.disclosures.views import number
from danchu.mechanisms.disclosures.words import BONDS, LIFE_EVENTS

A_PAGE = 20
MOST = 300  # procedures a ward itself carries out; a list of them is one page


@require_safe
@public_page
def procedures(request: HttpRequest) -> HttpResponse:
    """All procedures of the ward, by what happened in a life; or those that hold the words."""
    query, event = request.GET.get("q", "").strip()[:200], request.GET.get("viec", "")
    event = event if event in set(LifeEvent) else ""
    rows = Procedure.objects.select_related("office").order_by("life_event", "name", "id")
    if query:
        rows = rows.filter(code__in=ask(query, kind=PROCEDURES, limit=50).codes)
    if event:
        rows = rows.filter(life_event=event)
    here = reverse("disclosures:procedures")
    return render(request, "disclosures/procedures.html", {
        "rows": rows[:MOST], "query": query, "event": event, "words": LIFE_EVENTS, "chips": [
            {"label": _("Tất cả"), "href": here, "current": not event},
            *({"label": words, "href": f"{here}?viec={e.value}", "current": event == e.value}
              for e, words in LIFE_EVENTS.items())]})


@require_safe
@public_page
def procedure(request: HttpRequest, code: str) -> HttpResponse:
    """One procedure: what to bring, how long, how much, and what it was before."""
    p = Procedure.objects.select_related("office", "body").filter(code=code).first()
    if p is None:
        raise _elsewhere(code)
    told = _("Thủ tục “%(name)s” (%(number)s) phiền hà ở chỗ: ") % {"name": p.name, "number": p.number}
    return render(request, "disclosures/procedure.html", {
        "p": p, "event": LIFE_EVENTS[LifeEvent(p.life_event)], "was": list(p.was.all()),
        "complain": f"/phan-anh/gui/?{urlencode({'loai': 'feedback', 'noi-dung': told})}"})


def _elsewhere(code: str) -> Http404:
    return Http404(code)


@require_safe
@public_page
def instruments(request: HttpRequest) -> HttpResponse:
    """Instruments, newest first, by key; or those whose title, abstract or files hold the words."""
    query, after = request.GET.get("q", "").strip()[:200], number(request.GET.get("sau"))
    code = read_code(query) if query else None
    if code and Instrument.objects.filter(code=code).exists():
        return redirect("disclosures:instrument", code=code)
    rows = Instrument.objects.order_by("-id")
    if query:
        exact = Instrument.objects.filter(symbol__iexact=query).values_list("code", flat=True)
        rows = rows.filter(code__in=[*exact, *ask(query, kind=INSTRUMENTS, limit=50).codes])
    elif after:
        rows = rows.filter(pk__lt=after)
    found = list(rows[: A_PAGE + 1])
    more, found = len(found) > A_PAGE and not query, found[:A_PAGE]
    return render(request, "disclosures/instruments.html", {
        "rows": found, "query": query, "later": f"?sau={found[-1].pk}" if more else None, "kinds": _kinds()})


def _kinds() -> dict[str, str]:
    return {k.value: k.label for k in Kind}


@require_safe
@public_page
def instrument(request: HttpRequest, code: str) -> HttpResponse:
    """One instrument: what it says, its files, what it implements, replaces, amends, and what does so to it."""
    i = Instrument.objects.filter(code=code).first()
    if i is None:
        raise _elsewhere(code)
    bonds = InstrumentBond.objects.select_related("source", "target")
    ahead = [(BONDS[Bond(b.kind)][0], b.target) for b in bonds.filter(source=i)]
    back = [(BONDS[Bond(b.kind)][1], b.source) for b in bonds.filter(target=i)]
    return render(request, "disclosures/instrument.html", {
        "i": i, "kind": _kinds().get(i.kind, ""), "bonds": list(chain(ahead, back)),
        "files": list(Attachment.objects.filter(subject=code, audience=Audience.PUBLIC).order_by("id"))})
