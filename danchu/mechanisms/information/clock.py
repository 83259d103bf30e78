"""The clock as an actor: what falls due by itself, taken as actions like everything else."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime

from django.utils import timezone

from danchu.ground.offices.calendars import calendar_for
from danchu.ground.people.access import CLOCK
from danchu.law.limits import Duty, limit_for
from danchu.mechanisms.information import actions
from danchu.mechanisms.information.models import IS_OPEN, InformationRequest

AT_MOST = 500  # a round: a long backlog is taken in several


def take_due_steps(now: datetime) -> int:
    """Remind, fall overdue. Returns how many steps were taken."""
    today = timezone.localtime(now).date()
    last = calendar_for(None).add_working_days(today, limit_for(Duty.DUE_SOON, today).amount)
    waiting = InformationRequest.objects.filter(IS_OPEN).select_related("body").order_by("due_on", "id")
    near = waiting.filter(due_on__gte=today, due_on__lte=last, reminded=False)
    late = waiting.filter(due_on__lt=today, overdue=False)
    return (_attempt(near, lambda r: actions.remind(r, by=CLOCK, now=now))
            + _attempt(late, lambda r: actions.fall_overdue(r, by=CLOCK, now=now)))


def recount(now: datetime) -> list[tuple[str, date, date]]:
    """Every open promise counted again after a change of the calendar: (code, was, is) of those that moved."""
    moved = []
    for request in InformationRequest.objects.filter(IS_OPEN).select_related("body").order_by("id").iterator(500):
        was = request.due_on
        actions.recount(request, by=CLOCK, calendar=calendar_for(request.body), now=now)
        if request.due_on != was:
            moved.append((request.code, was, request.due_on))
    return moved


def _attempt(requests: Iterable[InformationRequest], step: Callable[[InformationRequest], object]) -> int:
    taken = 0
    for request in list(requests)[:AT_MOST]:
        try:
            step(request)
            taken += 1
        except actions.Refused:
            continue  # somebody was quicker; the next round looks again
    return taken
