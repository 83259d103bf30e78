"""Which meetings with the people a month holds: asked of the mechanism that holds them, by whoever leads (a desk)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils.module_loading import import_string

from danchu.ground.people.access import Standing


@dataclass(frozen=True)
class Meeting:
    """One meeting as a list shows it: when, what, who meets the people, how far it has come, where to work on it."""

    starts_at: datetime
    title: str
    host: str
    state: str
    href: str


def meetings_of(who: Standing, day: date) -> Sequence[Meeting]:
    """The meetings of this person's bodies in the month of `day`, the earliest first; none where nobody holds any.

    `settings.MEETINGS_OF` names the function. One statement at most.
    """
    named = getattr(settings, "MEETINGS_OF", "")
    return import_string(named)(who, day) if named else ()
