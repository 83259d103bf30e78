"""How promises were kept, by unit and by the head of the day: from the roll-up, never counted from the promises."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from danchu.ground import rows
from danchu.ground.journal.kept import Kept, Part
from danchu.ground.offices.lineage import FARTHEST, WHOLE, line_of, offices_under
from danchu.ground.offices.models import Succession, Unit
from danchu.ground.people.models import PostHeld
from danchu.ground.rows import Written
from danchu.ground.ui.environment import url
from danchu.mechanisms.works.models import ScoreCount
from danchu.mechanisms.works.rules import Score
from danchu.mechanisms.works.words import SCORES

# In the order they are shown. The colour says the same as the words beside it.
COLOURS = {Score.KEPT: "good", Score.KEPT_LATE: "warn", Score.DISPUTED: "bad", Score.OVERDUE: "bad",
           Score.POSTPONED: "warn", Score.OPEN: "rest"}
# Their fate is known, or their day has passed: what a share kept is worked out of.
DUE = (Score.KEPT, Score.KEPT_LATE, Score.DISPUTED, Score.OVERDUE)


@dataclass(frozen=True)
class Row:
    """One unit, or one head, in a period: how many promises stand how, and the name in the address of their list."""

    name: str
    asked: dict[str, Any]
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def n(self) -> int:
        """Promises made in the period."""
        return sum(self.counts.values())

    @property
    def due(self) -> int:
        """Of these, those whose fate is known or whose day has passed."""
        return sum(self.counts[score] for score in DUE)

    def link(self, since: date, until: date, score: Score | None = None) -> str:
        """The address of the list this figure counts."""
        asked = {**self.asked, "tu": since, "den": until}  # keys and days: nothing to quote
        whole = f"{url('works:commitments')}?{'&'.join(f'{name}={value}' for name, value in asked.items())}"
        return f"{whole}&ket-qua={score.value}" if score else whole


def score_of(unit: Unit, since: date, until: date) -> Kept:
    """A unit with its offices and all it took over. Two statements and one a generation of predecessors."""
    units = line_of(offices_under(unit), until)
    row = Row(unit.full_name, {"co-quan": unit.pk}, _counts(ScoreCount.objects.filter(unit_id__in=units), since, until))
    parts = tuple(Part(str(SCORES[s]), row.counts[s], COLOURS[s], row.link(since, until, s)) for s in COLOURS)
    return Kept(since, until, row.n, row.counts[Score.KEPT], row.due, row.link(since, until), parts)


def board(since: date, until: date, today: date) -> tuple[list[Row], list[Row]]:
    """(one row a unit that promised, under the name of whoever took it over; one row a head of the day of the promise,
    whoever heads it now). Four statements, and two more where a unit was taken over.
    """
    units: dict[int, Counter[str]] = {}
    heads: dict[int, Counter[str]] = {}
    for unit, head, score, n in _grouped().rows(since=since, until=until):
        if n:
            units.setdefault(unit, Counter())[score] += n
            heads.setdefault(head, Counter())[score] += n
    return _by_unit(units, since, until, today), _by_head(heads, since, until)


def _by_unit(counts: dict[int, Counter[str]], since: date, until: date, today: date) -> list[Row]:
    heirs = _heirs(since, until, today)
    sums: dict[int, Counter[str]] = {}
    for unit, found in counts.items():
        sums.setdefault(heirs.get(unit, unit), Counter()).update(found)
    names: dict[int, str] = dict(_names().rows(since=since, until=until))
    if new := sums.keys() - names.keys():
        names |= dict(Unit.objects.filter(pk__in=new).values_list("pk", "full_name"))
    return sorted((Row(names[pk], {"don-vi": pk}, found) for pk, found in sums.items()), key=lambda r: (-r.n, r.name))


def _by_head(counts: dict[int, Counter[str]], since: date, until: date) -> list[Row]:
    names = {pk: f"{name}, {title}" for pk, name, title in _posts().rows(since=since, until=until)}
    found_heads = (Row(names[pk], {"nguoi-dung-dau": pk}, found) for pk, found in counts.items() if pk in names)
    return sorted(found_heads, key=lambda r: (-r.n, r.name))


def together(units: Iterable[Row]) -> Row:
    """The sum of all rows."""
    return Row(_("Tổng số"), {}, sum((r.counts for r in units), Counter()))


def _in_period() -> QuerySet[ScoreCount]:
    return ScoreCount.objects.filter(promised_on__gte=rows.day("since"), promised_on__lte=rows.day("until")).order_by()


@lru_cache(maxsize=1)
def _grouped() -> Written:
    return Written(_in_period().values_list("unit_id", "head_id", "score").annotate(Sum("n")))


@lru_cache(maxsize=1)
def _names() -> Written:
    of_units = Unit.objects.filter(pk__in=_in_period().values("unit_id")).order_by()
    return Written(of_units.values_list("pk", "full_name"))


@lru_cache(maxsize=1)
def _posts() -> Written:
    held = PostHeld.objects.filter(pk__in=_in_period().values("head_id")).order_by()
    return Written(held.values_list("pk", "person__name", "title"))


@lru_cache(maxsize=1)
def _taken_over() -> Written:
    took = Succession.objects.filter(predecessor_id__in=_in_period().values("unit_id"), kind__in=WHOLE,
                                     effective_on__lte=rows.day("today"))
    return Written(took.order_by("effective_on").values_list("predecessor_id", "successor_id"))


def _counts(of_units: Any, since: date, until: date) -> Counter[str]:
    period = of_units.filter(promised_on__gte=since, promised_on__lte=until)
    return Counter({score: n for score, n in period.values_list("score").annotate(Sum("n")).order_by() if n})


def _heirs(since: date, until: date, today: date) -> dict[int, int]:
    """Who answers now for each unit of the period that was taken over as a whole. One statement a generation."""
    after: dict[int, int] = {}
    found: dict[int, int] = dict(_taken_over().rows(since=since, until=until, today=today))
    for _generation in range(FARTHEST):
        young = frozenset(found.values()) - after.keys() - found.keys()
        after |= found
        if not young:
            break
        took = Succession.objects.filter(predecessor_id__in=young, kind__in=WHOLE, effective_on__lte=today)
        found = dict(took.order_by("effective_on").values_list("predecessor_id", "successor_id"))
    return {unit: _last_of(unit, after) for unit in after}


def _last_of(unit: int, after: dict[int, int]) -> int:
    for _generation in range(FARTHEST):
        unit = after.get(unit, unit)
    return unit
