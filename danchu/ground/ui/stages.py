"""The stages a thing goes through, as everybody sees them: past, now or next (component `steps`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from django.utils.translation import get_language

from danchu.ground.ui.language import is_plain


class Stage(NamedTuple):
    """One of the stages: "past", "now" or "next"."""

    label: str
    state: str


@dataclass(frozen=True, eq=False)
class Way:
    """The stages with the states that stand in each; states in which all is `over`; states in which it `ended` another
    way, with what they are called. Labels are lazy texts: a way is laid once, and read in two languages.
    """

    stages: tuple[tuple[Any, tuple[str, ...]], ...]
    over: tuple[str, ...] = ()
    ended: Mapping[str, Any] = field(default_factory=dict)

    def at(self, state: str) -> tuple[Stage, ...]:
        """How far it has come. Made once for all that have come as far, so that they are drawn once, too."""
        return _at(self, state, "" if is_plain() else get_language())


@lru_cache(maxsize=512)
def _at(way: Way, state: str, _language: str | None) -> tuple[Stage, ...]:
    if state in way.ended:
        return Stage(str(way.stages[0][0]), "past"), Stage(str(way.ended[state]), "now")
    here = next((n for n, (_label, states) in enumerate(way.stages) if state in states), len(way.stages))
    here = len(way.stages) if state in way.over else here
    return tuple(Stage(str(label), "past" if n < here else "now" if n == here else "next")
                 for n, (label, _states) in enumerate(way.stages))
