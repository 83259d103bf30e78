"""One list of all that waits for whoever is at the desk, most urgent first; and the meetings of the month."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from danchu.ground.offices.calendars import calendar_for
from danchu.ground.people.access import Standing, official_required, person_of, standing
from danchu.ground.post.notices import unread
from danchu.ground.ui import due as near
from danchu.ground.ui.due import Due, Nearness
from danchu.ground.ui.environment import url
from danchu.law.calendar import Calendar
from danchu.law.roles import Role
from danchu.overview.today.waiting import Waiting, waiting_for

TO_COME = ("dialogue", "reception")  # their day is when they happen, not by when something is owed


@dataclass(frozen=True)
class ListRow:
    """A row as the component `queue` shows it."""

    title: str
    href: str
    sub: str
    d: Due
    office: Any
    officer: str
    current: bool = False


@never_cache
@require_safe
@official_required
def today(request: HttpRequest) -> HttpResponse:
    """Late, today and soon, later, and what has no day: each a list, each row a link to where it is done."""
    me = person_of(request)
    day, calendar = timezone.localdate(), calendar_for(None)
    found = [(w, _due(w, day, calendar)) for w in waiting_for(standing(request))]
    kinds = Counter(str(w.source.room[0]) for w, _d in found)
    room = request.GET.get("phan", "")
    shown = [(w, d) for w, d in found if not room or str(w.source.room[0]) == room]
    lists = [{"title": words, "rows": [_row(w, d) for w, d in shown if fits(w, d)]} for words, fits in _lists()]
    return render(request, "today/today.html", {
        "layout": "wide", "nav": _nav(standing(request), unread(me.pk if me else None)), "n": len(found),
        "lists": [one for one in lists if one["rows"]],
        "late": sum(d.kind == Nearness.LATE for _w, d in found),
        "chips": [{"label": name, "count": n, "href": "?" if name == room else f"?phan={name}",
                   "current": name == room} for name, n in kinds.items()] if len(kinds) > 1 else []})


def _nav(who: Standing, letters: int) -> list[dict[str, Any]]:
    calendar = [{"label": _("Lịch nghỉ"), "url": url("holidays:holidays")}]
    return [{"label": _("Thông báo cho tôi"), "url": url("post:notices"), "count": letters or None},
            *(calendar if who.has(Role.LEADER) or who.has(Role.ADMIN) else [])]


def _lists() -> list[tuple[str, Any]]:
    return [
        (_("Quá hẹn"), lambda w, d: d.kind == Nearness.LATE),
        (_("Hôm nay và sắp đến hẹn"), lambda w, d: d.kind == Nearness.SOON),
        (_("Chờ ông/bà, không ghi ngày"), lambda w, d: w.by is None),
        (_("Còn thời gian"), lambda w, d: w.by is not None and d.kind in (Nearness.OK, Nearness.WAIT)),
    ]


def _row(w: Waiting, d: Due) -> ListRow:
    return ListRow(w.title, w.href, f"{w.code} · {w.to_do}", d, w.source.room[0], f"{w.by:%d/%m/%Y}" if w.by else "")


def _due(w: Waiting, day: date, calendar: Calendar) -> Due:
    """In working days, as everywhere at the desk; what happens on a day is not late once the day is over."""
    if w.by is None:
        return near.waiting(_("Chờ ông/bà"))
    left = calendar.working_days_between(day, w.by)
    if w.what in TO_COME and left < 0:
        return near.waiting(_("Chờ ghi kết quả"))
    return near.due(w.by, left, brief=True)
