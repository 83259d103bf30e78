"""How promises were kept, by unit and by the head of the day: from the roll-up, never counted from the promises."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache, reduce
from operator import or_
from typing import Any

from django.db.models import F, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from danchu.ground import rows
from danchu.ground.journal.kept import Kept, Part
from danchu.ground.offices.lineage import FARTHEST, WHOLE, line_of, offices_under
from danchu.ground.offices.models import Succession, Unit
from danchu.ground.people.models import PostHeld
from danchu.ground.rows import Written
from danchu.ground.rows.parts import part
from danchu.ground.rows.parts import together as together_in
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
    whoever heads it now). Two statements, and one a generation more where a unit was taken over.
    """
    units: dict[int, Counter[str]] = {}
    heads: dict[int, Counter[str]] = {}
    for unit, head, score, n in _grouped().rows(since=since, until=until):
        if n:
            units.setdefault(unit, Counter())[score] += n
            heads.setdefault(head, Counter())[score] += n
    names, posts, took = _named(units.keys(), heads.keys(), today)
    return _by_unit(units, names, took, today), _by_head(heads, posts)


def _by_unit(counts: dict[int, Counter[str]], names: dict[int, str], took: dict[int, int], today: date) -> list[Row]:
    heirs = _heirs(took, today)
    sums: dict[int, Counter[str]] = {}
    for unit, found in counts.items():
        sums.setdefault(heirs.get(unit, unit), Counter()).update(found)
    if new := sums.keys() - names.keys():
        names |= dict(Unit.objects.filter(pk__in=new).values_list("pk", "full_name"))
    return sorted((Row(names[pk], {"don-vi": pk}, found) for pk, found in sums.items()), key=lambda r: (-r.n, r.name))


def _by_head(counts: dict[int, Counter[str]], names: dict[int, str]) -> list[Row]:
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


def _named(units: Collection[int], heads: Collection[int], today: date,
           ) -> tuple[dict[int, str], dict[int, str], dict[int, int]]:
    """(names of these units, names of these posts, who took each of these units over as a whole). One statement."""
    named: dict[str, dict[int, str]] = {"unit": {}, "post": {}}
    took: list[tuple[str, int, int]] = []
    wanted = _slots("unit", units) | _slots("post", heads)
    for what, key, _at, who, text, more in _who(_round(len(units)), _round(len(heads))).rows(**wanted, today=today):
        if what == "took":
            took.append((more, key, int(text)))
        else:
            named[what][key] = f"{who}, {text}" if who else text
    return named["unit"], named["post"], {unit: heir for _on, unit, heir in sorted(took)}


def _round(n: int) -> int:
    """Places for n keys: few sizes, so few statements to write."""
    return 1 << max(n - 1, 7).bit_length()


def _slots(name: str, keys: Collection[int]) -> dict[str, int]:
    """The keys by the names of their places; a place that is left is no row's key."""
    filled = [*keys, *[0] * (_round(len(keys)) - len(keys))]
    return {f"{name}{at}": key for at, key in enumerate(filled)}


@lru_cache(maxsize=16)
def _who(n: int, m: int) -> Written:
    took = Succession.objects.filter(_any("predecessor_id", "unit", n), kind__in=WHOLE,
                                     effective_on__lte=rows.day("today"))
    return together_in([
        part("unit", Unit.objects.filter(_any("pk", "unit", n)), F("pk"), text=F("full_name")),
        part("post", PostHeld.objects.filter(_any("pk", "post", m)), F("pk"), who=F("person__name"), text=F("title")),
        part("took", took, F("predecessor_id"), text=F("successor_id"), more=F("effective_on"))])


def _any(column: str, name: str, many: int) -> Q:
    """One of so many keys; Django's own `in` takes no slots of a foreign key."""
    return reduce(or_, (Q(**{column: rows.number(f"{name}{at}")}) for at in range(many)))


def _counts(of_units: Any, since: date, until: date) -> Counter[str]:
    period = of_units.filter(promised_on__gte=since, promised_on__lte=until)
    return Counter({score: n for score, n in period.values_list("score").annotate(Sum("n")).order_by() if n})


def _heirs(found: dict[int, int], today: date) -> dict[int, int]:
    """Who answers now for each unit that was taken over as a whole. One statement a generation after the first."""
    after: dict[int, int] = {}
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
