"""How a unit kept what it promised: asked of the mechanism that counts promises, by whoever shows it (a dialogue)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.utils.module_loading import import_string

from danchu.ground.offices.models import Unit


@dataclass(frozen=True)
class Part:
    """One figure of a score: its words, how many, in which colour, and the list it counts."""

    label: str
    n: int
    kind: str  # good | warn | bad | rest, as ui.figure draws them
    href: str


@dataclass(frozen=True)
class Kept:
    """The promises a unit made from `since` to `until` (both included), each counted once."""

    since: date
    until: date
    n: int
    kept: int  # confirmed by somebody else, done by the first day promised
    due: int  # of n: those whose fate is known or whose day has passed; the denominator of `kept`
    href: str  # all of them
    parts: tuple[Part, ...] = field(default_factory=tuple)


def score_of(unit: Unit, since: date, until: date) -> Kept | None:
    """The score of a unit with its offices and all it took over; None where no mechanism counts promises.

    `settings.SCORE_OF` names the function. Three statements at most, whatever the number of promises.
    """
    named = getattr(settings, "SCORE_OF", "")
    return import_string(named)(unit, since, until) if named else None
