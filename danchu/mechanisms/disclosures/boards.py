"""Where units stand, worked out from the facts when asked: the matrix, what is next, the quarter's list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import Value

from danchu.ground import rows
from danchu.ground.offices.models import Unit
from danchu.ground.rows import Written
from danchu.law.calendar import Calendar
from danchu.law.deadlines import deadline
from danchu.law.disclosed import Cell, Owed, cell
from danchu.law.disclosure import ITEMS, Form, Item
from danchu.law.limits import Duty
from danchu.mechanisms.disclosures import plain
from danchu.mechanisms.disclosures.facts import facts_of, owed_of
from danchu.mechanisms.disclosures.models import OwnItem, QuarterList, Session
from danchu.mechanisms.disclosures.plain import Looks, Seen, Thing
from danchu.mechanisms.disclosures.quarters import quarter_before, quarter_ends

NEXT = 60
_NO_SESSION = Value("")


@dataclass(frozen=True)
class Told:
    """One disclosure behind a cell, and each obligation of it."""

    disclosure: Thing
    obligations: tuple[Owed, ...]


@dataclass(frozen=True)
class Square:
    """One unit and one item: where it stands, and what it follows from."""

    cell: Cell
    told: tuple[Told, ...]
    own: OwnItem | None = None


@dataclass(frozen=True)
class Board:
    """One unit with its fourteen items, then what it added to them. `of` counts what must be there: what nothing is
    known of is left out."""

    unit: Unit
    squares: tuple[Square, ...]

    @property
    def done(self) -> int:
        return sum(s.cell.done is True for s in self.squares)

    @property
    def of(self) -> int:
        return sum(s.cell.done is not None for s in self.squares)


def boards(units: Sequence[Unit], today: date, calendar: Calendar) -> list[Board]:
    """The matrix of these units. Three statements, however many disclosures there are."""
    keys = [u.pk for u in units]
    return _boards(units, *plain.behind_the_cells(keys), plain.added_to(keys), today, calendar)


def _boards(units: Sequence[Unit], running: list[Thing], looks: Looks, added: list[OwnItem], today: date,
            calendar: Calendar) -> list[Board]:
    behind: dict[tuple[int, int, int | None], list[Thing]] = defaultdict(list)
    for thing in running:
        behind[thing.body_id, thing.item, thing.own_item_id].append(thing)

    def square(unit: Unit, clause: Item, own: OwnItem | None = None) -> Square:
        things = sorted(behind[unit.pk, clause.number, own.pk if own else None], key=lambda d: (d.decided_on, d.pk))
        found = cell(clause, [facts_of(d, looks[d.pk]) for d in things], today, calendar)
        return Square(found, tuple(Told(things[n], obligations) for n, obligations in found.of), own)

    return [Board(unit, (*(square(unit, clause) for clause in ITEMS),
                         *(square(unit, own.item, own) for own in added if own.body_id == unit.pk))) for unit in units]


# --- what is due next ----------------------------------------------------------------------------

@dataclass(frozen=True)
class Next:
    """One thing to do: by when, which form of which disclosure; `disclosure` is None for the unit's own lists."""

    due_on: date
    disclosure: Thing | None
    owed: Owed | None
    words: str = ""


def next_of(unit: Unit, today: date, calendar: Calendar) -> list[Next]:
    """What this unit must do next, the most urgent first. Three statements."""
    things, looks = plain.due_next(unit.pk, NEXT)
    found = [Next(one.due_on, d, one) for d in things for one in owed_of(d, looks[d.pk], today, calendar) if one.due_on]
    return sorted([*found, *_lists_due(unit, today, calendar)], key=lambda n: (n.due_on, n.words))


def _lists_due(unit: Unit, today: date, calendar: Calendar) -> list[Next]:
    year, quarter = quarter_before(today)
    owed = list(_lists().rows(body=unit.pk, year=year, quarter=quarter))
    sessions = [Next(held_on, None, None, name) for name, held_on in owed if name]
    drawn_up = len(sessions) < len(owed)
    lists = [] if drawn_up else [Next(list_due_on(year, quarter, calendar), None, None, f"list {quarter}/{year}")]
    return [*lists, *sessions]


@lru_cache(maxsize=1)
def _lists() -> Written:
    """The sessions not reported to (name, day), and the list of a quarter once it is drawn up ("", day)."""
    body = rows.number("body")
    kept = QuarterList.objects.filter(body_id=body, year=rows.number("year"), quarter=rows.number("quarter"))
    sessions = Session.objects.filter(body_id=body, reported_on=None).values_list("name", "held_on")
    return Written(sessions.union(kept.values_list(_NO_SESSION, "drawn_up_on"), all=True))


def list_due_on(year: int, quarter: int, calendar: Calendar) -> date:
    """The day by which the list of a quarter is drawn up and posted (art. 13(2); the days are the house's)."""
    return deadline(Duty.LIST_DISCLOSURES, quarter_ends(year, quarter), calendar).due_on


# --- the quarter's list --------------------------------------------------------------------------

@dataclass(frozen=True)
class Line:
    """A line of the quarter's list: what, in which forms, from when to when."""

    disclosure: Thing
    forms: tuple[Form, ...]
    first_on: date
    last_on: date | None


def lines_between(unit: Unit, first: date, last: date) -> list[Line]:
    """What was made public, or still looked after, between two days. Two statements."""
    things, looks = plain.told_between(unit.pk, first, last)
    return [_line(d, looks[d.pk]) for d in things]


def reported(unit: Unit, added: list[OwnItem], first: date, last: date, today: date,
             calendar: Calendar) -> tuple[Board, list[Line]]:
    """Where a unit with these items of its own stands today, and its lines between two days. Two statements."""
    running, told, looks = plain.reported(unit.pk, first, last)
    return _boards([unit], running, looks, added, today, calendar)[0], [_line(d, looks[d.pk]) for d in told]


_FORMS = tuple((form, form.value) for form in Form)


def _line(disclosure: Thing, looks: list[Seen]) -> Line:
    seen = [look for look in looks if look.up]
    days = [look.on for look in seen]
    used = {Form.PORTAL.value, *(look.form for look in seen), *disclosure.forms}
    first = min(days + ([disclosure.published_on] if disclosure.published_on else []))
    return Line(disclosure, tuple(form for form, value in _FORMS if value in used), first, max(days, default=None))
