"""Requests as pages show them: the badge, the days counted, the timeline in words. Reads; changes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from danchu.ground.journal.reading import Line
from danchu.ground.ui.days import Cell, day_strip
from danchu.ground.ui.due import Due, Nearness, done, due
from danchu.ground.ui.words import day
from danchu.law.calendar import Calendar
from danchu.law.deadlines import deadline, derive, remaining
from danchu.law.limits import Duty, Unit
from danchu.mechanisms.information.models import InformationRequest
from danchu.mechanisms.information.rules import Ground, State
from danchu.mechanisms.information.words import GROUNDS, HAPPENED, STATES


def badge(r: InformationRequest, today: date, calendar: Calendar) -> Due:
    """How near the promised day is, or how the promise was kept."""
    if r.is_open:
        return due(r.due_on, remaining(today, r.due_on, calendar))
    if r.state == State.GIVEN and r.answered_on:
        return done(r.due_on, r.answered_on)
    return Due(Nearness.DONE, str(STATES[State(r.state)]), r.due_on)


def cells(r: InformationRequest, calendar: Calendar, today: date) -> list[Cell]:
    """The days of the running promise, counted or left out."""
    start = timezone.localtime(r.received_at).date()
    first = deadline(Duty(r.due_duty), start, calendar)
    told = first.derivation
    if r.extended:
        told = (*told, *derive(first.due_on, r.due_on, Unit.DAYS, calendar))
    return day_strip(told, due_on=r.due_on, today=today if r.is_open else min(today, r.due_on))


@dataclass(frozen=True)
class Told:
    """One line of a timeline, in words."""

    at: datetime
    text: str
    who: str
    note: str


def told_all(lines: Iterable[Line], *, names: bool = False) -> list[Told]:
    """The timeline in words; `names` shows the official's own name (desk only)."""
    return [Told(x.at, _words(x), x.who if names else "", x.text) for x in lines]


def _words(line: Line) -> str:
    about = {key: _readable(key, value) for key, value in line.about.items()}
    return str(HAPPENED.get(line.verb, line.verb)).format_map(about)  # type: ignore[call-overload]


def _readable(key: str, value: Any) -> str:
    if key in ("due_on", "was"):
        return day(date.fromisoformat(value))
    return str(GROUNDS[Ground(value)]) if key == "ground" else str(value)
