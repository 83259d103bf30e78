"""Promises by the hundred thousand: the law's own answers, each worked out once."""

from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

from danchu.law.calendar import Calendar
from danchu.law.deadlines import deadline
from danchu.law.limits import Duty, limit_for
from danchu.law.promises import promise
from danchu.mechanisms.petitions import rules
from danchu.mechanisms.petitions.rules import Kind, Step

KEPT = 50_000  # answers remembered: some kinds times some hundred days


def owed(kind: Kind, step: Step, start: date, calendar: Calendar) -> dict[str, Any]:
    """The columns of a new promise; none where an earlier one goes on."""
    duty = rules.duty_after(kind, step)
    if duty is None:
        return {}
    due = counted(duty, start, calendar, extended=False)
    return due | {"promised_from": start, "first_due_on": due["due_on"], "due_duty": duty}


def counted(duty: Duty, start: date, calendar: Calendar, *, extended: bool) -> dict[str, Any]:
    """The columns that change when a promise is counted anew."""
    due_on, under, provisional = _counted(duty, start, calendar, extended)
    return {"due_on": due_on, "due_under": under, "provisional": provisional}


@lru_cache(maxsize=KEPT)
def _counted(duty: Duty, start: date, calendar: Calendar, extended: bool) -> tuple[date, str, bool]:
    due = promise(duty, start, calendar, extended=extended)
    return due.due_on, due.under, due.provisional


@lru_cache(maxsize=KEPT)
def reminds_at(due: date, calendar: Calendar) -> datetime:
    """When the clock first finds that the day comes near (local time, no zone)."""
    soon = limit_for(Duty.DUE_SOON, due).amount
    return datetime.combine(calendar.add_working_days(due, -soon), time(8))


@lru_cache(maxsize=KEPT)
def closes_after(answered: date, calendar: Calendar) -> date:
    """The last day on which the house still waits for the sender's word."""
    return deadline(Duty.CLOSE_AFTER_ANSWER, answered, calendar).due_on
