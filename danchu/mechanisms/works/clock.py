"""The clock as an actor: what falls due by itself, taken as actions like everything else."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import lru_cache

from django.db.models import QuerySet
from django.utils import timezone

from danchu.ground import rows
from danchu.ground.offices.calendars import calendar_for
from danchu.ground.offices.lineage import only_heir_of
from danchu.ground.people.access import CLOCK
from danchu.ground.rows import Written
from danchu.law.calendar import Calendar
from danchu.law.deadlines import deadline, remaining
from danchu.law.limits import Duty, limit_for
from danchu.mechanisms.works import actions
from danchu.mechanisms.works.models import Commitment
from danchu.mechanisms.works.rules import State

AT_MOST = 500  # promises a round: a long backlog is taken in several
UNDONE = (State.PROMISED, State.UNDER_WAY, State.DISPUTED)


def take_due_steps(now: datetime) -> int:
    """Hand over, remind, fall overdue, close. Returns how many steps were taken."""
    today, calendar = timezone.localtime(now).date(), calendar_for(None)
    return sum((_hand_over(today, now), _remind(today, now, calendar), _fall_overdue(today, now),
                _close(today, now, calendar)))


def recount(now: datetime) -> list[tuple[str, date, date]]:
    """A promise names its day itself: no change of the calendar moves one."""
    return []


def _hand_over(today: date, now: datetime) -> int:
    taken = 0
    for commitment in _those(_left(), today=today):
        heir = only_heir_of(commitment.owner, today)
        if heir is not None:  # parted among several: a leader of one of them takes it
            taken += _attempt([commitment], lambda c, to=heir: actions.hand_over(  # type: ignore[misc]
                c, to=to, by=CLOCK, now=now))
    return taken


def _remind(today: date, now: datetime, calendar: Calendar) -> int:
    last = calendar.add_working_days(today, limit_for(Duty.DUE_SOON, today).amount)
    return _attempt(_those(_near(), today=today, last=last), lambda c: actions.remind(
        c, left=remaining(today, c.due_on, calendar), by=CLOCK, now=now))


def _fall_overdue(today: date, now: datetime) -> int:
    return _attempt(_those(_late(), today=today), lambda c: actions.fall_overdue(
        c, head=_head(c, today), by=CLOCK, now=now))


def _close(today: date, now: datetime, calendar: Calendar) -> int:
    over = [pk for pk, confirmed_on in _confirmed().rows() if confirmed_on and deadline(
        Duty.CLOSE_AFTER_CONFIRMED, confirmed_on, calendar).due_on < today]
    confirmed = Commitment.objects.filter(state=State.CONFIRMED, pk__in=over).select_related("owner", "head")
    return _attempt(confirmed.order_by("confirmed_on", "id") if over else (), lambda c: actions.close(
        c, by=CLOCK, now=now))


# --- who is due: asked each minute, and most often nobody is ---------------------------------------
@lru_cache
def _left() -> Written:
    left = _open().filter(owner__successions__effective_on__lte=rows.day("today")).distinct()
    return Written(left.values_list("id", "due_on")[:AT_MOST])


@lru_cache
def _near() -> Written:
    near = _undone().filter(due_on__gte=rows.day("today"), due_on__lte=rows.day("last"), reminded=False)
    return Written(near.values_list("id", "due_on")[:AT_MOST])


@lru_cache
def _late() -> Written:
    return Written(_undone().filter(due_on__lt=rows.day("today"), overdue=False).values_list("id", "due_on")[:AT_MOST])


@lru_cache
def _confirmed() -> Written:
    confirmed = Commitment.objects.filter(state=State.CONFIRMED).order_by("confirmed_on", "id")
    return Written(confirmed.values_list("id", "confirmed_on")[:AT_MOST])


def _those(written: Written, **slots: date) -> list[Commitment]:
    """The promises of which a statement gives the keys, the nearest day first."""
    keys = [pk for pk, _on in written.ask(**slots)]
    return list(_open().filter(pk__in=keys)) if keys else []


def _head(commitment: Commitment, today: date) -> str:
    head = actions.head_on(commitment.owner, today)
    return f"{head.title} {head.person.name}" if head else commitment.owner.full_name


def _open() -> QuerySet[Commitment]:
    return Commitment.objects.open().select_related("owner", "head").order_by("due_on", "id")


def _undone() -> QuerySet[Commitment]:
    return _open().filter(state__in=UNDONE)


def _attempt(commitments: Iterable[Commitment], step: Callable[[Commitment], Commitment]) -> int:
    taken = 0
    for commitment in commitments:
        try:
            step(commitment)
            taken += 1
        except actions.Refused:
            continue  # somebody was quicker; the next round looks again
    return taken
