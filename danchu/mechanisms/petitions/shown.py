"""A case as pages show it: its badge, its steps, its timeline in words. Reads; changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.utils.translation import get_language, gettext_lazy, pgettext_lazy

from danchu.ground.journal.reading import Line
from danchu.ground.ui.days import Cell, day_strip
from danchu.ground.ui.due import Due, Nearness, done, due, waiting
from danchu.ground.ui.stages import Way
from danchu.law.calendar import Calendar
from danchu.law.deadlines import remaining
from danchu.law.limits import Duty
from danchu.law.promises import promise
from danchu.mechanisms.petitions.models import Petition
from danchu.mechanisms.petitions.rules import OPEN, Outcome, State, Step
from danchu.mechanisms.petitions.words import (
    CHANNELS,
    HAPPENED,
    KINDS,
    REASONS,
    SOLVED,
    STATES,
    STATES_FOR_SENDER,
)

_ANSWERED = (State.ANSWERED, State.CLOSED)
_KEPT: dict[str, Any] = {Outcome.EXTENDED: gettext_lazy("Đúng hẹn, sau khi gia hạn")}


def badge(state: str, due_on: date, answered_on: date | None, outcome: str, *, today: date, calendar: Calendar,
          brief: bool = False, by_sender: bool = False) -> Due:
    """How near the promised day is, or how the promise was kept; `by_sender`: as the sender's own page says it."""
    if by_sender and state == State.WAITING:
        return waiting(str(STATES_FOR_SENDER[State.WAITING]))
    return _badge(state, due_on, answered_on, outcome, today, calendar, brief, get_language())


@lru_cache(maxsize=4096)
def _badge(state: str, due_on: date, answered_on: date | None, outcome: str, today: date, calendar: Calendar,
           brief: bool, language: str | None) -> Due:
    """The same for every case that agrees in all of this: on a day, most do."""
    if state == State.WAITING:
        return waiting()
    if State(state) in OPEN:
        return due(due_on, remaining(today, due_on, calendar), brief=brief)
    if State(state) in _ANSWERED and answered_on:
        kept = done(due_on, answered_on)
        return Due(kept.kind, str(_KEPT[outcome]) if outcome in _KEPT else kept.words, due_on)
    return Due(Nearness.ENDED, str(STATES[State(state)]), due_on)  # no promise kept: not the colour of one


def cells(petition: Petition, calendar: Calendar, today: date) -> tuple[Cell, ...]:
    """The days of the running promise, counted or left out, and the late ones while nothing was answered."""
    until = today if petition.is_open else min(today, petition.due_on)
    return _cells(Duty(petition.due_duty), petition.promised_from, calendar, petition.extended,
                  petition.pause_spans(), petition.due_on, until, get_language())


@lru_cache(maxsize=2048)
def _cells(duty: Duty, start: date, calendar: Calendar, extended: bool, pauses: tuple[tuple[date, date], ...],
           due_on: date, until: date, language: str | None) -> tuple[Cell, ...]:
    kept = promise(duty, start, calendar, extended=extended, pauses=pauses)
    return tuple(day_strip(kept.derivation, due_on=due_on, today=until))


@dataclass(frozen=True)
class Told:
    """One line of a timeline, in words."""

    at: datetime
    text: str
    who: str
    note: str


def told(line: Line, *, names: bool) -> Told:
    """What the journal row says, in words; `names` shows the official's own name (desk only)."""
    said = HAPPENED.get(line.verb, line.verb)
    about = _About({key: _readable(key, value) for key, value in line.about.items()})
    return Told(line.at, str(said).format_map(about), line.who if names else "", line.text)


class _About(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"


_CODED: dict[str, Any] = {"kind": KINDS, "channel": CHANNELS, "reason": REASONS, "solved": SOLVED}
_DAYS = ("due_on", "was", "until")


def _readable(key: str, value: Any) -> str:
    if key in _DAYS:
        return f"{date.fromisoformat(value):%d/%m/%Y}"
    return str(_CODED.get(key, {}).get(value, value))


_STAGES = (
    (pgettext_lazy("track", "Gửi"), (State.SUBMITTED,)),
    (pgettext_lazy("track", "Tiếp nhận"), (State.RECEIVED,)),
    (pgettext_lazy("track", "Xử lý"), (State.ACCEPTED, State.ASSIGNED, State.IN_HAND, State.DRAFTED,
                                      State.APPROVED, State.WAITING)),
    (pgettext_lazy("track", "Trả lời"), (State.ANSWERED,)),
    (pgettext_lazy("track", "Kết thúc"), (State.CLOSED,)),
)
_ON_THE_WAY = {state for _label, states in _STAGES for state in states}
# The five steps a sender sees; a case that ended otherwise shows how.
WAY = Way(_STAGES, ended={s: STATES_FOR_SENDER[s] for s in State if s not in _ON_THE_WAY})


def heard(verb: str) -> bool:
    """Whether a line is worth telling a sender: the clock's reminders are for the office."""
    return verb != Step.REMIND
