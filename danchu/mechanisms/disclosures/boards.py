"""Where units stand, worked out from the facts when asked: the matrix, what is next, the quarter's list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value

from danchu.ground.offices.models import Unit
from danchu.law.calendar import Calendar
from danchu.law.deadlines import deadline
from danchu.law.disclosed import Cell, Owed, cell
from danchu.law.disclosure import ITEMS, Form, Item
from danchu.law.limits import Duty
from danchu.mechanisms.disclosures.facts import facts_of, owed_of
from danchu.mechanisms.disclosures.models import Disclosure, Observation, OwnItem, QuarterList, Session, Shelf
from danchu.mechanisms.disclosures.quarters import quarter_before, quarter_ends
from danchu.mechanisms.disclosures.rules import State

MOST = 400  # open things of a unit looked at one by one; nobody owes more at once
NEXT = 60
_NO_SESSION = Value("")


@dataclass(frozen=True)
class Told:
    """One disclosure behind a cell, and each obligation of it."""

    disclosure: Disclosure
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
    running = list(_behind_the_cells([u.pk for u in units]))
    return _boards(units, running, _looks(running), today, calendar)


def _boards(units: Sequence[Unit], running: list[Disclosure], looks: Looks, today: date,
            calendar: Calendar) -> list[Board]:
    added = list(OwnItem.objects.filter(body_id__in=[u.pk for u in units], ended_on=None).order_by("id"))
    behind: dict[tuple[int, int, int | None], list[Disclosure]] = defaultdict(list)
    for disclosure in running:
        behind[disclosure.body_id, disclosure.item, disclosure.own_item_id].append(disclosure)

    def square(unit: Unit, clause: Item, own: OwnItem | None = None) -> Square:
        rows = sorted(behind[unit.pk, clause.number, own.pk if own else None], key=lambda d: (d.decided_on, d.pk))
        found = cell(clause, [facts_of(d, looks[d.pk]) for d in rows], today, calendar)
        return Square(found, tuple(Told(rows[n], obligations) for n, obligations in found.of), own)

    return [Board(unit, (*(square(unit, clause) for clause in ITEMS),
                         *(square(unit, own.item, own) for own in added if own.body_id == unit.pk))) for unit in units]


def _behind_the_cells(units: list[int], *also: QuerySet[Disclosure]) -> QuerySet[Disclosure]:
    """What still runs, at most so many, and of what has run its time the newest of each item. One statement.

    What is wanted besides comes last, `beside` the cells.
    """
    rows = Disclosure.objects.select_related("own_item")
    ours = rows.annotate(beside=Value(False)).filter(body_id__in=units, mistaken=False)
    urgent = ours.running().order_by(F("next_due_on").asc(nulls_last=True), "id")[:MOST]
    shelved = Shelf.objects.filter(body_id__in=units, newest__isnull=False)
    added = OwnItem.objects.filter(body_id__in=units, newest__isnull=False)
    return ours.filter(pk__in=urgent.values("pk")).union(
        ours.filter(pk__in=shelved.values("newest")), ours.filter(pk__in=added.values("newest")),
        *(rows.filter(pk__in=more.values("pk")).annotate(beside=Value(True)) for more in also), all=True)


Looks = dict[int, list[Observation]]


def _looks(disclosures: Iterable[Disclosure]) -> Looks:
    found: Looks = defaultdict(list)
    seen = Observation.objects.filter(disclosure__in={d.pk for d in disclosures})
    for look in seen.only("disclosure_id", "form", "place", "on", "up"):
        found[look.disclosure_id].append(look)
    return found


# --- what is due next ----------------------------------------------------------------------------

@dataclass(frozen=True)
class Next:
    """One thing to do: by when, which form of which disclosure; `disclosure` is None for the unit's own lists."""

    due_on: date
    disclosure: Disclosure | None
    owed: Owed | None
    words: str = ""


def next_of(unit: Unit, today: date, calendar: Calendar) -> list[Next]:
    """What this unit must do next, the most urgent first. Three statements."""
    rows = list(Disclosure.objects.live().filter(body=unit, next_due_on__isnull=False)
                .exclude(state=State.ARCHIVED).select_related("own_item").order_by("next_due_on", "id")[:NEXT])
    looks = _looks(rows)
    found = [Next(one.due_on, d, one) for d in rows for one in owed_of(d, looks[d.pk], today, calendar) if one.due_on]
    return sorted([*found, *_lists_due(unit, today, calendar)], key=lambda n: (n.due_on, n.words))


def _lists_due(unit: Unit, today: date, calendar: Calendar) -> list[Next]:
    year, quarter = quarter_before(today)
    kept = QuarterList.objects.filter(body=unit, year=year, quarter=quarter).values_list(_NO_SESSION, "drawn_up_on")
    owed = Session.objects.filter(body=unit, reported_on=None).values_list("name", "held_on").union(kept, all=True)
    sessions = [Next(held_on, None, None, name) for name, held_on in owed if name]
    drawn_up = len(sessions) < len(owed)
    lists = [] if drawn_up else [Next(list_due_on(year, quarter, calendar), None, None, f"list {quarter}/{year}")]
    return [*lists, *sessions]


def list_due_on(year: int, quarter: int, calendar: Calendar) -> date:
    """The day by which the list of a quarter is drawn up and posted (art. 13(2); the days are the house's)."""
    return deadline(Duty.LIST_DISCLOSURES, quarter_ends(year, quarter), calendar).due_on


# --- the quarter's list --------------------------------------------------------------------------

@dataclass(frozen=True)
class Line:
    """A line of the quarter's list: what, in which forms, from when to when."""

    disclosure: Disclosure
    forms: tuple[Form, ...]
    first_on: date
    last_on: date | None


def lines_between(unit: Unit, first: date, last: date) -> list[Line]:
    """What was made public, or still looked after, between two days. Two statements."""
    rows = list(_told_between(unit, first, last))
    looks = _looks(rows)
    return [_line(d, looks[d.pk]) for d in rows]


def reported(unit: Unit, first: date, last: date, today: date, calendar: Calendar) -> tuple[Board, list[Line]]:
    """Where a unit stands today, and its lines between two days. Three statements, as the board alone."""
    found = list(_behind_the_cells([unit.pk], _told_between(unit, first, last)))
    looks = _looks(found)
    running, told = ([d for d in found if bool(vars(d)["beside"]) is beside] for beside in (False, True))
    told.sort(key=lambda d: (d.item, d.decided_on, d.pk))
    return _boards([unit], running, looks, today, calendar)[0], [_line(d, looks[d.pk]) for d in told]


def _told_between(unit: Unit, first: date, last: date) -> QuerySet[Disclosure]:
    looked = Exists(Observation.objects.filter(disclosure=OuterRef("pk"), on__range=(first, last)))
    within = Disclosure.objects.visible_to().filter(Q(published_on__range=(first, last)) | looked, body=unit)
    return within.order_by("item", "decided_on", "id")[:MOST]


def _line(disclosure: Disclosure, looks: list[Observation]) -> Line:
    seen = [look for look in looks if look.up]
    days = [look.on for look in seen]
    used = {Form.PORTAL.value, *(look.form for look in seen), *disclosure.forms}
    first = min(days + ([disclosure.published_on] if disclosure.published_on else []))
    return Line(disclosure, tuple(f for f in Form if f.value in used), first, max(days, default=None))
