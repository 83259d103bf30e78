"""The two catalogues as anyone reads them: procedures by life event, instruments by number and words."""

from __future__ import annotations

import re
from datetime import date
from itertools import chain
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from danchu.ground.files.models import Attachment
from danchu.ground.journal.cached import kept_part, public_page
from danchu.ground.journal.linked import linked_to
from danchu.ground.journal.models import Audience
from danchu.ground.search.asking import ask
from danchu.ground.text.codes import read_code
from danchu.ground.text.sort import sort_key
from danchu.ground.ui.typed import number_in
from danchu.law.papers import Kind
from danchu.mechanisms.disclosures.catalogue import Instrument, InstrumentBond, Procedure
from danchu.mechanisms.disclosures.rules import Bond, LifeEvent
from danchu.mechanisms.disclosures.search_text import INSTRUMENTS, PROCEDURES
from danchu.mechanisms.disclosures.words import BONDS, LIFE_EVENTS

A_PAGE = 20
_SYMBOL = re.compile(r"\b\d+(?:/\d{4})?[/-][\w-]+(?:/[\w-]+)?")  # 188/QĐ-UBND, 05-CTr/ĐU, 12/2026/NQ-HĐND
MOST = 300  # procedures a ward itself carries out; a list of them is one page


@require_safe
@public_page
def procedures(request: HttpRequest) -> HttpResponse:
    """All procedures of the ward, by what happened in a life and by field; or those that hold the words."""
    query, event = request.GET.get("q", "").strip()[:200], request.GET.get("viec", "")
    event, fields = event if event in set(LifeEvent) else "", _fields(request)
    field = request.GET.get("linh-vuc", "")
    field = field if field in fields else ""
    rows = Procedure.objects.select_related("office").order_by("name", "id")
    if query:
        rows = rows.filter(code__in=ask(query, kind=PROCEDURES, limit=50).codes)
    rows = rows.filter(life_event=event) if event else rows
    rows = rows.filter(field=field) if field else rows
    kept = {"q": query, "linh-vuc": field}
    return render(request, "disclosures/procedures.html", {
        "groups": _by_life_event(list(rows[:MOST])), "query": query, "event": event, "field": field, "fields": fields,
        "chips": [{"label": label, "href": _address("disclosures:procedures", kept | {"viec": value}),
                   "current": event == value}
                  for value, label in (("", _("Tất cả")), *((e.value, words) for e, words in LIFE_EVENTS.items()))]})


def _by_life_event(rows: list[Procedure]) -> list[tuple[str, list[Procedure]]]:
    """In the order of a life; names sorted as Vietnamese is."""
    found = {e: sorted((p for p in rows if p.life_event == e), key=lambda p: sort_key(p.name)) for e in LifeEvent}
    return [(str(LIFE_EVENTS[e]), those) for e, those in found.items() if those]


def _fields(request: HttpRequest) -> list[str]:
    """The fields there are procedures of."""
    return kept_part(request, "procedures:fields", lambda: sorted(set(
        Procedure.objects.values_list("field", flat=True)), key=sort_key))


def _address(route: str, asked: dict[str, str]) -> str:
    kept = {name: value for name, value in asked.items() if value}
    return reverse(route) + (f"?{urlencode(kept)}" if kept else "")


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
        "complaints": linked_to(code), "basis": _named_in(p.basis),
        "complain": f"/phan-anh/gui/?{urlencode({'loai': 'feedback', 've': code, 'noi-dung': told})}"})


def _named_in(words: str) -> str | None:
    """Where the instrument is read that these words name ("Quyết định 188/QĐ-UBND"), if it is kept here."""
    symbols = _SYMBOL.findall(words)
    code = Instrument.objects.filter(symbol__in=symbols).order_by("-issued_on").values_list("code", flat=True).first()
    return reverse("disclosures:instrument", args=[code]) if code else None


def _elsewhere(code: str) -> Http404:
    return Http404(code)


@require_safe
@public_page
def instruments(request: HttpRequest) -> HttpResponse:
    """Instruments by the day they were issued, newest first, by key; or those whose title, abstract, files hold the
    words. By kind, by year, and only what is in force.
    """
    query, after = request.GET.get("q", "").strip()[:200], request.GET.get("sau", "")
    code = read_code(query) if query else None
    if code and Instrument.objects.filter(code=code).exists():
        return redirect("disclosures:instrument", code=code)
    kinds, years = _kept(request)
    asked = {"loai": request.GET.get("loai", ""), "nam": request.GET.get("nam", ""),
             "con": request.GET.get("con", "")}
    rows = _narrowed(Instrument.objects.order_by("-issued_on", "-id"), asked, timezone.localdate())
    if query:
        exact = Instrument.objects.filter(symbol__iexact=query).values_list("code", flat=True)
        rows = rows.filter(code__in=[*exact, *ask(query, kind=INSTRUMENTS, limit=50).codes])
    elif last := _last(after):
        rows = rows.filter(Q(issued_on__lt=last[0]) | Q(issued_on=last[0], pk__lt=last[1]))
    found = list(rows[: A_PAGE + 1])
    more, found = len(found) > A_PAGE and not query, found[:A_PAGE]
    return render(request, "disclosures/instruments.html", {
        "rows": found, "query": query, "asked": asked, "kinds": _kinds(), "kept_kinds": kinds, "years": years,
        "later": _address("disclosures:instruments", asked | {
            "sau": f"{found[-1].issued_on:%Y-%m-%d}.{found[-1].pk}"}) if more else None})


def _narrowed(rows: QuerySet[Instrument], asked: dict[str, str], today: date) -> QuerySet[Instrument]:
    if asked["loai"] in _kinds():
        rows = rows.filter(kind=asked["loai"])
    year = number_in(asked["nam"]) or 0
    if 1900 < year < 2200:
        rows = rows.filter(issued_on__range=(date(year, 1, 1), date(year, 12, 31)))
    return rows.exclude(in_force_to__lte=today) if asked["con"] else rows


def _last(after: str) -> tuple[date, int] | None:
    """The key an address continues from: 2026-01-05.17."""
    day, _dot, key = after.partition(".")
    pk = number_in(key)
    try:
        return (date.fromisoformat(day), pk) if pk else None
    except ValueError:
        return None


def _kept(request: HttpRequest) -> tuple[list[tuple[str, str]], list[int]]:
    """The kinds and years there are instruments of, to choose from."""
    pairs = kept_part(request, "instruments:kept", lambda: list(
        Instrument.objects.order_by().values_list("kind", "issued_on__year").distinct()))
    kinds = sorted({kind for kind, _year in pairs if kind}, key=lambda kind: sort_key(_kinds()[kind]))
    return [(kind, _kinds()[kind]) for kind in kinds], sorted({year for _kind, year in pairs}, reverse=True)


def _kinds() -> dict[str, str]:
    """With a capital: "Kế hoạch"."""
    return {k.value: k.label[:1].upper() + k.label[1:] for k in Kind}


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
