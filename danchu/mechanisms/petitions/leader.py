"""The leader's view: how promises were kept, by office and by month, and what is about to break.

Figures come from the tallies, never from counting cases: one statement however many there are.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from danchu.ground import rows
from danchu.ground.journal.meetings import meetings_of
from danchu.ground.people.access import Standing, official_required, standing
from danchu.ground.rows import Written
from danchu.ground.ui.environment import url
from danchu.ground.ui.words import percent
from danchu.law.roles import Role
from danchu.mechanisms.petitions.desk import frame, rows_of
from danchu.mechanisms.petitions.desk_lists import Asked, Near, Tab
from danchu.mechanisms.petitions.desk_queue import LISTED, Listed
from danchu.mechanisms.petitions.desk_today import Today, today_at_desk
from danchu.mechanisms.petitions.figures import COLUMNS, Row, Span, span_of
from danchu.mechanisms.petitions.models import Petition

ABOUT_TO_BREAK = 12
FIRST_YEAR = 2017
LABELS = {
    "on_time": gettext_lazy("Đúng hẹn"), "extended": gettext_lazy("Gia hạn"), "late": gettext_lazy("Quá hẹn"),
    "refused": gettext_lazy("Không thụ lý"), "passed_on": gettext_lazy("Chuyển đi"),
    "reopened": gettext_lazy("Mở lại"), "unsolved": gettext_lazy("Chưa giải quyết"),
}  # fmt: skip
# What the list of the cases behind a figure asks for; a case passed on is no longer ours to list.
BEHIND = {
    "on_time": {"ket-qua": "on_time"}, "extended": {"ket-qua": "extended"}, "late": {"ket-qua": "late"},
    "refused": {"tinh-trang": "refused"}, "reopened": {"mo-lai": "1"}, "unsolved": {"giai-quyet": "no"},
}  # fmt: skip
_ANSWERS = ("on_time", "extended", "late")


@never_cache
@require_safe
@official_required
def view(request: HttpRequest) -> HttpResponse:
    """A year of the body, and today's cases that need a hand."""
    who, today = standing(request), today_at_desk()
    body, year = _body(who), _year(request.GET.get("nam", ""), today.day.year)
    if year is None:
        raise Http404
    found = year_of(body, year)
    by_name = found.rows()
    total = Row(-1, _("Tổng số"), sum(found.offices.values(), Counter()))
    asked = Asked(tab=Tab.ALL)
    return render(request, "petitions/desk/leader.html", {
        **frame(who, None, {}), "layout": "wide", "year": year, "body": found.body, "total": total,
        "parts": _parts(total, year), "received": total.counts["received"], "columns": _columns(),
        "table": [_cells(r, year) for r in by_name],
        "sum": _cells(total, year) if by_name else None, "months": _months(found), "chart": chart(found),
        "month_rows": [[f"{m}/{year}", c["received"], sum(c[a] for a in _ANSWERS)] for m, c in _months(found)],
        "breaking": rows_of(_about_to_break(who, body, today), asked, today),
        "meetings": _meetings(who, today.day) if year == today.day.year else None,
        "month": f"{today.day:%m/%Y}",
        "late_url": f"{url('desk:queue')}?viec={Tab.ALL}&han={Near.LATE}", "today": today.day,
        "tabs": [{"label": str(y), "href": f"?nam={y}", "current": y == year}
                 for y in range(today.day.year, today.day.year - 3, -1)]})


def _body(who: Standing) -> int:
    bodies = who.units(Role.LEADER) or who.units(Role.RECEPTION)
    if not bodies:
        raise Http404
    return min(bodies)


def _year(typed: str, this_year: int) -> int | None:
    if not typed:
        return this_year
    year = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) == 4 else 0
    return year if FIRST_YEAR <= year <= this_year else None


def year_of(body: int, year: int) -> Span:
    """A whole year of one body. One statement."""
    return span_of(body, date(year, 1, 1), date(year, 12, 31))


def _about_to_break(who: Standing, body: int, today: Today) -> list[Listed]:
    """Late or due within the days that count as soon, most urgent first."""
    return [Listed(*row) for row in _breaking(who).rows(body=body, soon=today.soon)]


@lru_cache(maxsize=64)
def _breaking(who: Standing) -> Written:
    near = {"body_id": rows.number("body"), "due_on__lte": rows.day("soon")}
    open_ones = Petition.objects.visible_to(who).open().filter(**near)
    running = open_ones.exclude(state="waiting").order_by("due_on", "id")
    return Written(running.values_list(*LISTED)[:ABOUT_TO_BREAK])


def _meetings(who: Standing, day: date) -> list[list[Any]]:
    """This month's meetings with the people, each a row: when, what, who, how far."""
    return [[f"{timezone.localtime(m.starts_at):%H:%M, %d/%m}", {"text": m.title, "href": m.href}, m.host, m.state]
            for m in meetings_of(who, day)]


def _columns() -> list[dict[str, Any]]:
    return [{"label": _("Phòng, ban")}, {"label": _("Đã trả lời (n)"), "num": True},
            *({"label": LABELS[c], "num": True} for c in COLUMNS), {"label": _("Tỷ lệ đúng hẹn"), "num": True}]


def _cells(row: Row, year: int) -> list[Any]:
    counts = [_linked(c, row.counts[c], row.office_id, year) for c in COLUMNS]
    return [row.name, row.n, *counts, percent(row.counts["on_time"], row.n)]


def _linked(what: str, n: int, office: int, year: int) -> Any:
    """A figure and the address of the list it counts; a bare number where there is none."""
    if not n or what not in BEHIND or office == 0:
        return n
    return {"text": n, "href": _list_of(what, office, year)}


def _list_of(what: str, office: int, year: int) -> str:
    place = {"phong": office} if office > 0 else {}
    return f"{url('desk:queue')}?{urlencode({'viec': Tab.DONE.value, **BEHIND[what], **place, 'nam': year})}"


def _parts(total: Row, year: int) -> list[dict[str, Any]]:
    kinds = {"on_time": "good", "extended": "warn", "late": "bad"}
    return [{"label": LABELS[w], "n": total.counts[w], "kind": kind, "href": _list_of(w, -1, year)}
            for w, kind in kinds.items()]


# --- the chart ---------------------------------------------------------------------------------
_HEIGHT, _STEP, _BAR = 140, 56, 20


def _months(found: Span) -> list[tuple[int, Counter[str]]]:
    last = max((m for m, c in found.months.items() if c), default=0)
    return [(m, found.months[m]) for m in range(1, last + 1)]


def chart(found: Span) -> dict[str, Any] | None:
    """Bars of received and answered, month by month; None where nothing came in. Drawn by the template."""
    months = _months(found)
    top = max((max(c["received"], sum(c[a] for a in _ANSWERS)) for _m, c in months), default=0)
    if not top:
        return None
    bars = []
    for place, (month, c) in enumerate(months):
        for side, (kind, n) in enumerate((("rest", c["received"]), ("good", sum(c[a] for a in _ANSWERS)))):
            height = round(_HEIGHT * n / top, 1)
            bars.append({"x": place * _STEP + side * (_BAR + 2), "y": round(_HEIGHT + 16 - height, 1),
                         "height": height, "width": _BAR, "kind": kind, "n": n, "month": month})
    return {"bars": bars, "width": len(months) * _STEP, "height": _HEIGHT + 36, "foot": _HEIGHT + 32,
            "labels": [{"x": i * _STEP + _BAR, "text": f"T{m}"} for i, (m, _c) in enumerate(months)]}
