"""The clock as an actor: what turns by itself on a day, taken as actions like everything else."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from danchu.ground.offices.calendars import calendar_for
from danchu.ground.offices.lineage import only_succession_of
from danchu.ground.offices.models import Succession, Unit
from danchu.ground.people.access import CLOCK
from danchu.law.calendar import Calendar
from danchu.law.limits import Duty, limit_for
from danchu.mechanisms.disclosures import actions
from danchu.mechanisms.disclosures.models import Disclosure
from danchu.mechanisms.disclosures.rules import State

AT_MOST = 500  # things a round: a long backlog is taken in several


def take_due_steps(now: datetime) -> int:
    """Hand over, reckon what turned, remind, tell what fell overdue, hide what expired. Returns how many steps."""
    today = timezone.localtime(now).date()
    handed_over = _hand_over(today, now)
    turning = Disclosure.objects.filter(turns_on__lte=today).order_by("turns_on", "id")
    due = turning.select_related("body", "office", "own_item")
    return handed_over + sum(_turn(disclosure, today, now) for disclosure in due[:AT_MOST])


def _hand_over(today: date, now: datetime) -> int:
    """What is live of a body merged away passes to its only heir, on the day of the merger, as it stands."""
    left = Disclosure.objects.live().filter(body__successions__effective_on__lte=today)
    taken = 0
    for body in Unit.objects.filter(pk__in=left.order_by().values("body_id")):
        passed = only_succession_of(body, today)
        if passed is None:  # parted among several: a leader of one of them takes it
            continue
        rows = Disclosure.objects.live().filter(body=body).select_related("body", "office", "own_item").order_by("id")
        calendar = calendar_for(passed.successor)
        taken += sum(_passed_on(d, passed, calendar, now) for d in rows[:AT_MOST])
    return taken


def _passed_on(disclosure: Disclosure, passed: Succession, calendar: Calendar, now: datetime) -> bool:
    try:
        actions.hand_over(disclosure, to=passed.successor, on=passed.effective_on, by=CLOCK, calendar=calendar, now=now)
    except actions.Refused:
        return False  # somebody was quicker; the next round looks again
    return True


def recount(now: datetime) -> list[tuple[str, date, date]]:
    """Everything live reckoned again after a change of the calendar: (code, was, is) of the days that moved."""
    moved = []
    for disclosure in _each():
        was = disclosure.next_due_on
        actions.turn(disclosure, by=CLOCK, calendar=calendar_for(disclosure.body), now=now)
        if was and disclosure.next_due_on and disclosure.next_due_on != was:
            moved.append((disclosure.code, was, disclosure.next_due_on))
    return moved


def _each() -> Iterable[Disclosure]:
    live = Disclosure.objects.live().select_related("body", "office", "own_item")
    return live.order_by("id").iterator(chunk_size=500)


def _turn(disclosure: Disclosure, today: date, now: datetime) -> int:
    calendar, taken = calendar_for(disclosure.body), 0
    how: dict[str, Any] = {"by": CLOCK, "calendar": calendar, "now": now}
    actions.turn(disclosure, **how)
    try:
        if disclosure.names_until and disclosure.names_until < today and disclosure.is_open and disclosure.is_public:
            actions.expire(disclosure, **how)
            return 1
        if State(disclosure.state) in (State.ARCHIVED, State.WITHDRAWN):
            return 0
        due_on = disclosure.next_due_on
        soon = calendar.add_working_days(today, limit_for(Duty.DUE_SOON, today).amount)
        if due_on and today <= due_on <= soon and not disclosure.reminded:
            actions.remind(disclosure, **how)
            taken += 1
        if actions.is_late(disclosure) and not disclosure.overdue:
            actions.fall_overdue(disclosure, **how)
            taken += 1
    except actions.Refused:
        pass  # somebody was quicker; the next round looks again
    return taken
