"""What anyone may read: the register, a case, its feed. Fetch, ask `visible_to`, show."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

from django.core.cache import cache
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from danchu.ground import rows
from danchu.ground.files.models import Attachment
from danchu.ground.journal.cached import public_page
from danchu.ground.journal.linked import linked_to
from danchu.ground.journal.models import Audience
from danchu.ground.journal.reading import asks_links, asks_timeline, timeline
from danchu.ground.offices.calendars import calendar_shown
from danchu.ground.offices.models import Unit
from danchu.ground.people.models import PostHeld
from danchu.ground.people.proof import who
from danchu.ground.rows import Written
from danchu.ground.search.asking import ask
from danchu.ground.text.codes import read_code
from danchu.ground.ui.atom import atom
from danchu.ground.ui.typed import number_in
from danchu.ground.ui.words import percent
from danchu.mechanisms.petitions import following, shown
from danchu.mechanisms.petitions.figures import COLUMNS, Figures, Row, figures_of
from danchu.mechanisms.petitions.grounds import ground
from danchu.mechanisms.petitions.models import Petition, Publication
from danchu.mechanisms.petitions.register import A_PAGE, FILTERS, ROW, Asked, asked_in, chips_of, met_by, page_of
from danchu.mechanisms.petitions.rules import Kind
from danchu.mechanisms.petitions.sending import SETTLED, receiving_body
from danchu.mechanisms.petitions.words import KINDS


@require_safe
@public_page
def register(request: HttpRequest) -> HttpResponse:
    """Every public case, newest first, by key and never by offset."""
    asked = asked_in(request)
    code = read_code(asked.query) if asked.query else None
    if code and Publication.objects.visible_to().filter(code=code).exists():
        return redirect("petitions:case", code=code)
    rows, earlier, later, count = page_of(asked)
    today, calendar = timezone.localdate(), calendar_shown()
    cases = [row | {"due": shown.badge(row["state"], row["due_on"], row["answered_on"], row["outcome"],
                                       today=today, calendar=calendar)} for row in rows]
    return render(request, "petitions/register.html", {
        "cases": cases, "asked": asked, "earlier": earlier, "later": later, "count": count,
        "chips": chips_of(asked), "feed": reverse("petitions:feed") + asked.link().removesuffix("?"),
        "offices": _offices(), "kinds": FILTERS["loai"][1]})


def _offices() -> list[tuple[int, str]]:
    body = receiving_body()
    return cache.get_or_set(f"offices:{body.pk}", lambda: _offices_of(body), SETTLED) or []


def _offices_of(body: Unit) -> list[tuple[int, str]]:
    same = Unit.objects.filter(serves_id=body.serves_id, level="office").order_by("full_name")
    return list(same.values_list("pk", "full_name"))


@require_safe
@public_page
def case(request: HttpRequest, code: str) -> HttpResponse:
    """A case: the sender's own page, the public page, or only where it stands. Otherwise there is nothing here."""
    known = read_code(code)
    if known is None:
        raise Http404
    if known != code:
        return redirect("petitions:case", code=known)
    mine = who(request)
    if code in mine.proven or mine.person:
        own = following.own_case(request, code)
        if own is not None:
            return own
    papers = _public_files().of(code=code)
    with rows.ahead(_asks_public(code), asks_timeline(code, Audience.PUBLIC), asks_links(code), papers):
        public = _public(code)
        if public:
            return _public_case(request, public, papers)
    return following.closed_case(request, code)


_HANGS_ON = ("id", "state", "due_on", "due_duty", "promised_from", "extended", "pauses", "paused_on",
             "provisional")


def _public(code: str) -> Publication | None:
    """What the public reads of a case, with the promise it hangs on and who heads the office. One statement."""
    found = [*rows.read(_asks_public(code))]
    if not found:
        return None
    row = found[0]
    names = rows.columns(Publication)
    public = rows.made(Publication, names, row[: len(names)])
    public.petition = rows.made(Petition, _HANGS_ON, row[len(names) : -1])
    public.head = row[-1]  # type: ignore[attr-defined]
    return public


def _asks_public(code: str) -> rows.Asking:
    return _public_one().of(code=code, today=timezone.localdate())


@lru_cache
def _public_one() -> Written:
    head = Subquery(PostHeld.head_of(Coalesce(OuterRef("office_id"), OuterRef("body_id")), rows.day("today")))
    listed = Publication.objects.visible_to().filter(code=rows.words("code")).annotate(head=head)
    hangs_on = (f"petition__{name}" for name in _HANGS_ON)
    return Written(listed.values_list(*rows.columns(Publication), *hangs_on, "head"))


@lru_cache
def _public_files() -> Written:
    public = Attachment.objects.filter(subject=rows.words("code"), audience=Audience.PUBLIC)
    return Written(public.values_list(*rows.columns(Attachment)))


def _public_case(request: HttpRequest, p: Publication, papers: rows.Asking) -> HttpResponse:
    today, calendar = timezone.localdate(), calendar_shown()
    lines = [shown.told(line, names=False) for line in timeline(p.code, Audience.PUBLIC) if shown.heard(line.verb)]
    related = linked_to(p.code)
    files = [rows.made(Attachment, rows.columns(Attachment), row) for row in rows.read(papers)]
    return render(request, "petitions/case.html", {
        "p": p, "kind": KINDS[Kind(p.kind)], "lines": lines, "track": shown.WAY.at(p.state), "files": files,
        "due": shown.badge(p.state, p.due_on, p.answered_on, p.outcome, today=today, calendar=calendar),
        "cells": shown.cells(p.petition, calendar, today), "related": related,
        "map": ground() if p.lat is not None else None})


@require_safe
@public_page
def figures(request: HttpRequest) -> HttpResponse:
    """How each office kept its promises: always all figures together, always with n, never for few cases."""
    year = number_in(request.GET.get("nam")) or timezone.localdate().year
    if not 2017 <= year <= timezone.localdate().year:
        raise Http404
    found, this_year = figures_of(receiving_body(), year), timezone.localdate().year
    return render(request, "petitions/figures.html", {
        "year": year, "figures": found, "columns": _columns(), "table": [_cells(row) for row in _named(found)],
        "sum": _cells(found.total, _("Tổng số")) if found.total else None,
        "tabs": [{"label": str(y), "href": f"?nam={y}", "current": y == year}
                 for y in range(this_year, this_year - 3, -1)]})


def _columns() -> list[dict[str, Any]]:
    words = (_("Đúng hẹn"), _("Gia hạn"), _("Quá hẹn"), _("Không thụ lý"), _("Chuyển đi"), _("Mở lại"),
             _("Chưa giải quyết"))
    return [{"label": _("Phòng, ban")}, {"label": _("Đã trả lời (n)"), "num": True},
            *({"label": w, "num": True} for w in words), {"label": _("Tỷ lệ đúng hẹn"), "num": True}]


def _named(found: Figures) -> list[Row]:
    return [*found.rows, *([replace(found.rest, name=_("Các nơi ít việc, cộng chung"))] if found.rest else [])]


def _cells(row: Row, name: str = "") -> list[Any]:
    return [name or row.name, row.n, *(row.counts[c] for c in COLUMNS), percent(row.counts["on_time"], row.n)]


@require_safe
@public_page
def feed(request: HttpRequest) -> HttpResponse:
    """The newest public cases as Atom (RFC 4287): all, or those of one list of the register."""
    asked = replace(asked_in(request), after=None, before=None)
    listed = met_by(asked).order_by("-petition_id")
    if asked.query:
        listed = listed.filter(code__in=ask(asked.query, kind="petition", limit=A_PAGE, count=False).codes)
    query = asked.link().removesuffix("?")
    return atom(_feed_name(asked), reverse("petitions:register") + query, reverse("petitions:feed") + query, [
        (p.title, reverse("petitions:case", args=[p.code]), p.text, p.changed_at) for p in listed[:A_PAGE]])


def _feed_name(asked: Asked) -> str:
    kept = [str(words[asked.filters[name]]) for name, (_column, words) in FILTERS.items() if name in asked.filters]
    kept += [name for pk, name in (_offices() if asked.office else []) if pk == asked.office]
    kept += [f"“{asked.query}”"] if asked.query else []
    return ": ".join(filter(None, [_("Phản ánh, kiến nghị mới"), ", ".join(kept)]))


@require_safe
@public_page
def case_feed(request: HttpRequest, code: str) -> HttpResponse:
    """What happened to one public case, as Atom (RFC 4287)."""
    p = Publication.objects.visible_to().filter(code=code).first()
    if p is None:
        raise Http404
    lines = [shown.told(line, names=False) for line in timeline(code, Audience.PUBLIC) if shown.heard(line.verb)]
    where = reverse("petitions:case", args=[code])
    return atom(p.title, where, reverse("petitions:case_feed", args=[code]),
                [(t.text, f"{where}#{n}", t.note, t.at) for n, t in enumerate(lines, 1)][::-1])


def newest_answers(limit: int) -> list[dict[str, Any]]:
    """The latest public answers, for the front page."""
    return [dict(zip(ROW, row, strict=True)) for row in rows.read(asks_newest_answers(limit))]


def asks_newest_answers(limit: int) -> rows.Asking:
    """What `newest_answers` asks, to be asked ahead."""
    return _newest_answers(limit).of()


@lru_cache(maxsize=8)
def _newest_answers(limit: int) -> Written:
    listed = Publication.objects.visible_to().filter(answered_on__isnull=False)
    return Written(listed.order_by("-answered_on", "-petition_id").values_list(*ROW)[:limit])
