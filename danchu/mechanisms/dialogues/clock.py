"""The clock as an actor: what falls due by itself in dialogues, taken as actions like everything else."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import TypeVar

from django.utils import timezone

from danchu.ground.offices.calendars import calendar_for
from danchu.ground.people import following
from danchu.ground.people.access import CLOCK
from danchu.law.limits import Duty, limit_for
from danchu.mechanisms.dialogues import (
    actions,
    duty_actions,
    opening,
    question_actions,
    reception_actions,
    request_actions,
)
from danchu.mechanisms.dialogues.actions import Refused
from danchu.mechanisms.dialogues.duties import pressing
from danchu.mechanisms.dialogues.models import Dialogue, DialogueRequest, Follower, Question
from danchu.mechanisms.dialogues.reception_models import Booking
from danchu.mechanisms.dialogues.reception_rules import BookingState, DayState
from danchu.mechanisms.dialogues.request_rules import RequestState
from danchu.mechanisms.dialogues.rules import QuestionState, State

AT_MOST = 500  # rows a round: a long backlog is taken in several
Row = TypeVar("Row")


def take_due_steps(now: datetime) -> int:
    """Open, remind, fall overdue, follow up. Returns how many steps were taken."""
    question_actions.fold(now)
    following.drop_unconfirmed(Follower, now)
    opening.refresh(now)
    today = timezone.localtime(now).date()
    return sum(part(today, now) for part in (_open, _remind, _invite, _fall_overdue, _owe_overdue, _follow_up,
                                               _expire, _tell_of_duties, _remind_visitors))


def recount(now: datetime) -> list[tuple[str, date, date]]:
    """Results still owed, counted again after a change of the calendar: (code, was, is) of those that moved."""
    moved = []
    for dialogue in Dialogue.objects.owing_results().select_related("body"):
        was = dialogue.due_on
        actions.recount(dialogue, by=CLOCK, calendar=calendar_for(dialogue.body), now=now)
        if was and dialogue.due_on and dialogue.due_on != was:
            moved.append((dialogue.code, was, dialogue.due_on))
    return moved


def _open(today: date, now: datetime) -> int:
    due = Dialogue.objects.filter(state=State.ANNOUNCED, questions_from__lte=now).select_related("body")
    return _attempt(due, lambda d: actions.open(d, by=CLOCK, now=now))


def _remind(today: date, now: datetime) -> int:
    last = calendar_for(None).add_working_days(today, limit_for(Duty.DUE_SOON, today).amount)
    to_announce = Dialogue.objects.filter(
        state__in=(State.PLANNED, State.POSTPONED), reminded=False, announce_by__gte=today, announce_by__lte=last)
    to_publish = Dialogue.objects.owing_results().filter(reminded=False, due_on__gte=today, due_on__lte=last)
    return (_attempt(to_announce.select_related("body"), lambda d: actions.remind(
                d, due_on=d.announce_by, by=CLOCK, now=now))
            + _attempt(to_publish.select_related("body"), lambda d: actions.remind(
                d, due_on=d.due_on or today, by=CLOCK, now=now)))


def _invite(today: date, now: datetime) -> int:
    last = calendar_for(None).add_working_days(today, limit_for(Duty.DUE_SOON, today).amount)
    near = Dialogue.objects.filter(state__in=(State.ANNOUNCED, State.COLLECTING), reminded=False, starts_at__gt=now,
                                   starts_at__date__lte=last).select_related("body")
    return _attempt(near, lambda d: actions.invite(d, by=CLOCK, now=now))


def _fall_overdue(today: date, now: datetime) -> int:
    late = Dialogue.objects.owing_results().filter(overdue=False, due_on__lt=today).select_related("body")
    return _attempt(late, lambda d: actions.fall_overdue(d, head=d.host_words, by=CLOCK, now=now))


def _owe_overdue(today: date, now: datetime) -> int:
    late = Question.objects.filter(state=QuestionState.OWED, overdue=False, due_on__lt=today)
    return _attempt(late.select_related("dialogue__body"), lambda q: question_actions.owe_overdue(q, by=CLOCK, now=now))


def _follow_up(today: date, now: datetime) -> int:
    promised = Question.objects.filter(state__in=(QuestionState.OWED, QuestionState.COMMITTED)).values("dialogue_id")
    out = Dialogue.objects.filter(state=State.PUBLISHED, pk__in=promised).select_related("body")
    return _attempt(out, lambda d: actions.follow_up(d, by=CLOCK, now=now))


def _expire(today: date, now: datetime) -> int:
    out = DialogueRequest.objects.filter(state=RequestState.OPEN, open_until__lt=today).select_related("body")
    return _attempt(out, lambda r: request_actions.expire(r, by=CLOCK, now=now))


def _tell_of_duties(today: date, now: datetime) -> int:
    found = pressing(today)
    return sum(duty_actions.tell(owed, office, now=now) for office, owed in found)


def _remind_visitors(today: date, now: datetime) -> int:
    near = Booking.objects.filter(state=BookingState.BOOKED, reminded=False, day__state=DayState.POSTED,
                                  starts_at__gt=now, starts_at__lte=now + reception_actions.BEFORE)
    return _attempt(near.select_related("day__body"), lambda b: reception_actions.remind_booking(b, by=CLOCK, now=now))


def _attempt(rows: Iterable[Row], step: Callable[[Row], object]) -> int:
    taken = 0
    for row in list(rows)[:AT_MOST]:
        try:
            step(row)
            taken += 1
        except Refused:
            continue  # somebody was quicker; the next round looks again
    return taken
