"""How promises were kept, by office: read from the tallies, never counted from the cases."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from django.db.models import BigIntegerField, CharField, DateField, F, IntegerField, Q, Sum, TextField, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from danchu.ground import rows
from danchu.ground.offices.models import Unit
from danchu.ground.rows import Written
from danchu.ground.ui.words import number
from danchu.mechanisms.petitions.models import Petition, Tally, TallyChange
from danchu.mechanisms.petitions.rules import SHOWN_FROM

_NO_DAY = Cast(Value(None, DateField()), DateField())
COLUMNS = ("on_time", "extended", "late", "refused", "passed_on", "reopened", "unsolved")


@dataclass(frozen=True)
class Row:
    """One office in one period: `n` answered, how, and what hides behind a good rate."""

    office_id: int
    name: str
    counts: Counter[str]

    @property
    def n(self) -> int:
        """Answers given: the denominator of the first three figures."""
        return self.counts["on_time"] + self.counts["extended"] + self.counts["late"]

    @property
    def nobodys(self) -> bool:
        """Refused or passed on at the door, before any office had it: nobody owed these an answer."""
        return self.office_id == 0

    @property
    def all(self) -> int:
        return self.n + self.counts["refused"] + self.counts["passed_on"]


@dataclass(frozen=True)
class Figures:
    """Rows of SHOWN_FROM cases or more; smaller ones together, with the smallest of those if they are too few alone."""

    rows: list[Row] = field(default_factory=list)
    rest: Row | None = None
    total: Row | None = None


@dataclass
class Span:
    """One body over some months: by office, by month, and what the units are called."""

    body: str = ""
    offices: dict[int, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    months: dict[int, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    names: dict[int, str] = field(default_factory=dict)

    def rows(self) -> list[Row]:
        """Offices by name, then what was not yet given to one; none that had no case at all."""
        named = [Row(o, self.names.get(o, _("Chưa giao phòng, ban")), c) for o, c in self.offices.items()]
        return sorted((r for r in named if r.all), key=lambda r: (r.nobodys, r.name))


def span_of(body: int, first: date, last: date, *, by_month: bool = True) -> Span:
    """Tallies, what is not yet folded into them, and the names of the units: one statement, whatever their number."""
    found = Span()
    for unit, month, what, n, name in _tallies(by_month).rows(body=body, first=first, last=last):
        if name:
            found.names[unit] = name
        else:
            found.offices[unit][what] += n
            if month:
                found.months[month.month][what] += n
    found.body = found.names.get(body, "")
    return found


@cache
def _tallies(by_month: bool) -> Written:
    within = {"month__gte": rows.day("first"), "month__lte": rows.day("last")}
    both = [model.objects.filter(body_id=rows.number("body"), **within) for model in (Tally, TallyChange)]
    places = [Q(pk=rows.number("body")), *(Q(pk__in=tallies.values("office_id")) for tallies in both)]
    first, second = (_summed(tallies, by_month) for tallies in both)
    return Written(first.union(second, *(_named(Unit.objects.filter(place)) for place in places), all=True))


def _summed(tallies: Any, by_month: bool) -> Any:
    """Of the months a page does not show, the sum alone: a year of every office is a thousand rows."""
    summed = tallies.order_by().values("office_id", *(["month"] if by_month else []), "what").annotate(
        unit=Cast(F("office_id"), BigIntegerField()), sum=Cast(Sum("n"), IntegerField()), called=Value("", TextField()),
        of=F("month") if by_month else _NO_DAY)
    return summed.values_list("unit", "of", "what", "sum", "called")


def _named(units: Any) -> Any:
    return units.order_by().annotate(
        unit=Cast(F("pk"), BigIntegerField()), of=_NO_DAY,
        what=Value("", CharField()), sum=Value(0, IntegerField()), called=Cast(F("full_name"), TextField()),
    ).values_list("unit", "of", "what", "sum", "called")


def figures_of(body: Unit, year: int, month: int | None = None) -> Figures:
    """A year (or a month of it) of one body. One statement."""
    return _shown(span_of(body.pk, date(year, month or 1, 1), date(year, month or 12, 1), by_month=False).rows())


def _shown(found: list[Row]) -> Figures:
    """Nothing is left out of the sum where there is one: from another page's sum the few left out could be told."""
    large = [r for r in found if r.all >= SHOWN_FROM]
    small = [r for r in found if r.all < SHOWN_FROM]
    while large and 0 < sum(r.all for r in small) < SHOWN_FROM:
        smallest = min(large, key=lambda r: r.all)
        large.remove(smallest)
        small.append(smallest)
    rest = Row(-1, "", sum((r.counts for r in small), Counter())) if small else None
    rest = rest if rest and rest.all >= SHOWN_FROM else None
    counted = [*large, *([rest] if rest else [])]
    total = Row(-2, "", sum((r.counts for r in counted), Counter())) if counted else None
    return Figures(large, rest, total)


MOST_COUNTED = 1000


@dataclass(frozen=True)
class Lately:
    """All figures of a body, over the shortest time that holds enough answers to be shown."""

    counts: Counter[str]
    of_month: bool  # this month; otherwise the twelve months up to it

    @property
    def n(self) -> int:
        """Answers given."""
        return sum(self.counts[how] for how in COLUMNS[:3])


def lately(body: Unit, day: date) -> Lately:
    """This month; where it holds fewer than SHOWN_FROM answers, the last twelve. One statement."""
    month, year = Lately(Counter(), True), Lately(Counter(), False)
    for what, in_month, in_year in rows.read(asks_lately(body, day)):
        month.counts[what] += in_month
        year.counts[what] += in_year
    return month if month.n >= SHOWN_FROM else year


def asks_lately(body: Unit, day: date) -> rows.Asking:
    """What `lately` asks, to be asked ahead."""
    this_month = day.replace(day=1)
    after = this_month.replace(year=day.year - 1, day=2)  # not from law: leaves last year's same month out
    return _lately().of(body=body.pk, first=after, last=this_month)


@cache
def _lately() -> Written:
    """Added up where it stands: a year of every office is a thousand rows."""
    within = {"body_id": rows.number("body"), "month__gte": rows.day("first"), "month__lte": rows.day("last")}
    of_month = Sum("n", filter=Q(month=rows.day("last")), default=0)
    changes, tallies = (
        model.objects.filter(**within).order_by().values("what").annotate(
            in_month=Cast(of_month, IntegerField()), in_year=Cast(Sum("n"), IntegerField()),
        ).values_list("what", "in_month", "in_year") for model in (TallyChange, Tally))
    return Written(tallies.union(changes, all=True))


def open_now(body: Unit) -> str:
    """How many cases are open, counted only as far as MOST_COUNTED: "41", "hơn 1.000". One statement."""
    n = next((row[0] for row in rows.read(asks_open_now(body))), 0)
    return f"{number(n)}" if n <= MOST_COUNTED else _("hơn %(n)s") % {"n": number(MOST_COUNTED)}


def asks_open_now(body: Unit) -> rows.Asking:
    """What `open_now` asks, to be asked ahead."""
    return _open().of(body=body.pk)


@cache
def _open() -> Written:
    opened = Petition.objects.open().filter(body_id=rows.number("body"))
    return rows.counted(opened.order_by().values_list("pk")[: MOST_COUNTED + 1])
