"""From rows to the facts the law is asked about, and back to the columns lists are sorted by. Reads; writes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from danchu.law.calendar import Calendar
from danchu.law.disclosed import NOT_DONE, Disclosed, Owed, owed, worst
from danchu.law.disclosed import Seen as Looked
from danchu.law.disclosed import State as Standing
from danchu.law.disclosure import Form, Posting
from danchu.law.limits import Duty, limit_for
from danchu.mechanisms.disclosures.models import Disclosure, Observation
from danchu.mechanisms.disclosures.plain import Seen, Thing

_ONE_DAY = timedelta(days=1)


def facts_of(disclosure: Disclosure | Thing, looks: Iterable[Observation | Seen]) -> Disclosed:
    """What was decided, published and seen of it."""
    told = disclosure.clause
    needs = tuple(f for f in told.forms if disclosure.loudspeaker or f is not Form.LOUDSPEAKER)
    return Disclosed(
        item=told, decided_on=disclosure.decided_on, published_on=disclosure.published_on,
        offline_on=disclosure.offline_on, covers_until=disclosure.covers_until, changed_on=disclosure.changed_on,
        refreshed_on=disclosure.refreshed_on, needs=needs, places=tuple(disclosure.places),
        seen=tuple(Looked(Form(o.form), o.on, o.up, o.place) for o in sorted(looks, key=lambda o: (o.on, o.pk))),
        heirs=tuple((date.fromisoformat(on), name) for on, name in disclosure.heirs))


def owed_of(disclosure: Disclosure | Thing, looks: Iterable[Observation | Seen], today: date,
            calendar: Calendar) -> tuple[Owed, ...]:
    """Every obligation of it on `today`."""
    return owed(facts_of(disclosure, looks), today, calendar)


def reckoned(disclosure: Disclosure, obligations: tuple[Owed, ...], today: date, calendar: Calendar) -> dict[str, Any]:
    """The columns that follow: the worst standing, the next day something is due, the day it may turn by itself."""
    standing = worst(one.state for one in obligations)
    owing = (one.due_on or one.broken_on for one in obligations if one.state is not Standing.EXPIRED)
    left = [on for on in owing if on]  # what was broken is owed from the day it broke
    due_on = min(left, default=None)
    turns = [on + _ONE_DAY for on in left if on >= today]
    turns += [_soon_from(on, today, calendar) for on in left if on >= today]
    if disclosure.covers_until and disclosure.covers_until >= today:
        turns.append(disclosure.covers_until + _ONE_DAY)
    later = [on for on in turns if on > today]
    if disclosure.names_until and disclosure.is_open:  # also where the day has passed unnoticed
        later.append(max(disclosure.names_until + _ONE_DAY, today))
    return {"standing": standing.value, "next_due_on": due_on, "turns_on": min(later, default=None)}


def _soon_from(due_on: date, today: date, calendar: Calendar) -> date:
    return calendar.add_working_days(due_on, -limit_for(Duty.DUE_SOON, today).amount)


def is_complete(disclosure: Disclosure, obligations: tuple[Owed, ...]) -> bool:
    """Everything with an end has come to it; what always hangs never does."""
    always = disclosure.clause.posting is Posting.ALWAYS
    return not always and all(one.state is Standing.DONE for one in obligations)


def is_not_done(standing: str) -> bool:
    """Counts as not done on any board."""
    return Standing(standing) in NOT_DONE
