"""What day it is at the desk, and how near a case's promise is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from danchu.ground.offices.calendars import calendar_shown
from danchu.ground.ui.due import Due
from danchu.law.calendar import Calendar
from danchu.law.limits import Duty, limit_for
from danchu.mechanisms.petitions import shown
from danchu.mechanisms.petitions.desk_queue import Listed
from danchu.mechanisms.petitions.models import Petition


@dataclass(frozen=True)
class Today:
    """The day, the calendar, and the last day that counts as soon."""

    day: date
    calendar: Calendar
    soon: date


def today_at_desk() -> Today:
    """One statement: the days off this country added to the law's calendar."""
    day, calendar = timezone.localdate(), calendar_shown()
    return Today(day, calendar, calendar.add_working_days(day, limit_for(Duty.DUE_SOON, day).amount))


def badge_of(p: Petition | Listed, today: Today, *, brief: bool = False) -> Due:
    answered_on = timezone.localtime(p.answered_at).date() if p.answered_at else None
    return shown.badge(p.state, p.due_on, answered_on, p.outcome, today=today.day, calendar=today.calendar,
                       brief=brief)
