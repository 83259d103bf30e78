"""The clock as an actor: what falls due by itself, taken as actions like everything else."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

from django.core.cache import cache
from django.db.models import QuerySet
from django.utils import timezone

from danchu.ground.offices.calendars import calendar_for
from danchu.ground.offices.models import Unit
from danchu.ground.people import following
from danchu.ground.people.access import CLOCK
from danchu.ground.people.models import PostHeld
from danchu.law.calendar import Calendar
from danchu.law.deadlines import deadline, remaining
from danchu.law.limits import Duty, limit_for
from danchu.mechanisms.petitions import actions
from danchu.mechanisms.petitions.models import Follower, Petition
from danchu.mechanisms.petitions.rules import State
from danchu.mechanisms.petitions.taking import waits_until

AT_MOST = 500  # cases a round: a long backlog is taken in several
HOUR = 3600  # seconds
_FORGOTTEN = "petitions.followers-forgotten"


def take_due_steps(now: datetime) -> int:
    """Remind, fall overdue, stop waiting, close, forget. Returns how many steps were taken."""
    actions.fold_tallies()
    following.drop_unconfirmed(Follower, now)
    if cache.add(_FORGOTTEN, True, HOUR):
        forget_followers(now)
    today = timezone.localtime(now).date()
    return sum(part(today, now) for part in (_remind, _fall_overdue, _wait_for_senders, _close))


def forget_followers(now: datetime) -> int:
    """The addresses of cases that nobody can open again; how many. It reads all of them: not every round."""
    again = limit_for(Duty.REOPEN, timezone.localtime(now).date()).amount
    return actions.forget_followers(now - timedelta(days=again))


def recount(now: datetime) -> list[tuple[str, date, date]]:
    """Every open promise counted again after a change of the calendar: (code, was, is) of those that moved."""
    moved = []
    for petition in _each(Petition.objects.open().select_related("body", "office", "place")):
        was = petition.due_on
        actions.recount(petition, by=CLOCK, calendar=_calendar(petition), now=now)
        if petition.due_on != was:
            moved.append((petition.code, was, petition.due_on))
    return moved


def _remind(today: date, now: datetime) -> int:
    soon = limit_for(Duty.DUE_SOON, today).amount
    last = calendar_for(None).add_working_days(today, soon)
    near = _running().filter(due_on__gte=today, due_on__lte=last, reminded=False)
    return _attempt(near, lambda p: actions.remind(
        p, left=remaining(today, p.due_on, _calendar(p)), by=CLOCK, now=now))


def _fall_overdue(today: date, now: datetime) -> int:
    return _attempt(_running().filter(due_on__lt=today, overdue=False), lambda p: actions.fall_overdue(
        p, head=_head_of(p.body, today), by=CLOCK, now=now))


def _wait_for_senders(today: date, now: datetime) -> int:
    """Go on without whoever was asked too long ago; remind those for whom the wait soon ends. Read once for both."""
    found = Petition.objects.filter(state=State.WAITING).select_related("body", "office", "place")
    waiting = [(p, waits_until(p, _calendar(p))) for p in found.order_by("paused_on")[:AT_MOST]]
    soon = limit_for(Duty.DUE_SOON, today).amount
    near = {p.pk: last for p, last in waiting
            if last >= today and not p.reminded and remaining(today, last, _calendar(p)) <= soon}
    gone_on = _attempt([p for p, last in waiting if last < today], lambda p: actions.resume(
        p, by=CLOCK, calendar=_calendar(p), now=now))
    return gone_on + _attempt([p for p, _last in waiting if p.pk in near], lambda p: actions.remind_sender(
        p, until=near[p.pk], by=CLOCK, now=now))


def _close(today: date, now: datetime) -> int:
    answered = Petition.objects.filter(state=State.ANSWERED).select_related("body", "office", "place")
    over = [p for p in answered.order_by("answered_at")[:AT_MOST] if p.answered_at and deadline(
        Duty.CLOSE_AFTER_ANSWER, timezone.localtime(p.answered_at).date(), _calendar(p)).due_on < today]
    return _attempt(over, lambda p: actions.close(p, by=CLOCK, now=now))


def _running() -> QuerySet[Petition]:
    return Petition.objects.open().exclude(state=State.WAITING).select_related(
        "body", "office", "place").order_by("due_on", "id")


def _attempt(petitions: Iterable[Petition], step: Callable[[Petition], Petition]) -> int:
    taken = 0
    for petition in list(petitions)[:AT_MOST]:
        try:
            step(petition)
            taken += 1
        except actions.Refused:
            continue  # somebody was quicker; the next round looks again
    return taken


def _each(rows: QuerySet[Petition]) -> Iterable[Petition]:
    return rows.order_by("id").iterator(chunk_size=500)


def _calendar(petition: Petition) -> Calendar:
    return calendar_for(petition.body)


def _head_of(body: Unit, today: date) -> str:
    head = PostHeld.held_on(today).filter(unit=body, is_head=True).select_related("person").first()
    return f"{head.title} {head.person.name}" if head else body.full_name
