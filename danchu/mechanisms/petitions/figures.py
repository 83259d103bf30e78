"""How promises were kept, by office: read from the tallies, never counted from the cases."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Sum
from django.utils.translation import gettext as _

from danchu.ground.offices.models import Unit
from danchu.ground.ui.words import number
from danchu.mechanisms.petitions.models import Petition, Tally, TallyChange
from danchu.mechanisms.petitions.rules import SHOWN_FROM

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
    def all(self) -> int:
        return self.n + self.counts["refused"] + self.counts["passed_on"]


@dataclass(frozen=True)
class Figures:
    """Rows of SHOWN_FROM cases or more; smaller ones together, and only if together they are enough."""

    rows: list[Row] = field(default_factory=list)
    rest: Row | None = None
    total: Row | None = None


def figures_of(body: Unit, year: int, month: int | None = None) -> Figures:
    """A year (or a month of it) of one body. Two statements and one for the names, whatever the number of cases."""
    first, last = (date(year, month, 1), date(year, month, 1)) if month else (date(year, 1, 1), date(year, 12, 1))
    sums: dict[int, Counter[str]] = {}
    for table in (Tally, TallyChange):
        rows = table.objects.filter(body_id=body.pk, month__gte=first, month__lte=last)
        for office, what, n in rows.values_list("office_id", "what").annotate(Sum("n")).order_by():
            sums.setdefault(office, Counter())[what] += n
    names = dict(Unit.objects.filter(pk__in=[o for o in sums if o]).values_list("pk", "full_name"))
    return _shown([Row(o, names.get(o, body.full_name), c) for o, c in sums.items()])


def _shown(rows: list[Row]) -> Figures:
    large = sorted((r for r in rows if r.all >= SHOWN_FROM), key=lambda r: (r.office_id == 0, r.name))
    small = [r for r in rows if 0 < r.all < SHOWN_FROM]
    rest = Row(-1, "", sum((r.counts for r in small), Counter())) if small else None
    rest = rest if rest and rest.all >= SHOWN_FROM else None
    counted = [*large, *([rest] if rest else [])]
    total = Row(-2, "", sum((r.counts for r in counted), Counter())) if counted else None
    return Figures(large, rest, total)


MOST_COUNTED = 1000


def month_of(body: Unit, day: date) -> Counter[str]:
    """All figures of a body in the month of `day`. One statement."""
    where = {"body_id": body.pk, "month": day.replace(day=1)}
    folded = Tally.objects.filter(**where).values_list("what", "n")
    counts: Counter[str] = Counter()
    for what, n in folded.union(TallyChange.objects.filter(**where).values_list("what", "n"), all=True):
        counts[what] += n
    return counts


def open_now(body: Unit) -> str:
    """How many cases are open, counted only as far as MOST_COUNTED: "41", "hơn 1.000"."""
    n = Petition.objects.open().filter(body=body).order_by()[: MOST_COUNTED + 1].count()
    return f"{number(n)}" if n <= MOST_COUNTED else _("hơn %(n)s") % {"n": number(MOST_COUNTED)}
