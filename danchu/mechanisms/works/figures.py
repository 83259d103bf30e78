"""How promises were kept, by unit and by the head of the day: from the roll-up, never counted from the promises."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from danchu.ground.journal.kept import Kept, Part
from danchu.ground.offices.lineage import FARTHEST, WHOLE, line_of, offices_under
from danchu.ground.offices.models import Succession, Unit
from danchu.ground.people.models import PostHeld
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
        asked = {**self.asked, "ket-qua": score, "tu": since.isoformat(), "den": until.isoformat()}
        return f"{reverse('works:commitments')}?{urlencode({k: v for k, v in asked.items() if v})}"


def score_of(unit: Unit, since: date, until: date) -> Kept:
    """A unit with its offices and all it took over. Two statements and one a generation of predecessors."""
    units = line_of(offices_under(unit), until)
    row = Row(unit.full_name, {"co-quan": unit.pk}, _counts(ScoreCount.objects.filter(unit_id__in=units), since, until))
    parts = tuple(Part(str(SCORES[s]), row.counts[s], COLOURS[s], row.link(since, until, s)) for s in COLOURS)
    return Kept(since, until, row.n, row.counts[Score.KEPT], row.due, row.link(since, until), parts)


def by_unit(since: date, until: date, today: date) -> list[Row]:
    """One row a unit that promised, under the name of whoever took it over. Two statements and one a generation."""
    counts = _grouped("unit_id", since, until)
    heirs = _heirs(counts, today)
    sums: dict[int, Counter[str]] = {}
    for unit, found in counts.items():
        sums.setdefault(heirs.get(unit, unit), Counter()).update(found)
    names = dict(Unit.objects.filter(pk__in=sums).values_list("pk", "full_name"))
    return sorted((Row(names[pk], {"don-vi": pk}, found) for pk, found in sums.items()), key=lambda r: (-r.n, r.name))


def by_head(since: date, until: date) -> list[Row]:
    """One row a head: the one who headed the unit on the day of the promise, whoever does now. Two statements."""
    counts = _grouped("head_id", since, until)
    posts = PostHeld.objects.filter(pk__in=counts).select_related("person")
    names = {p.pk: f"{p.person.name}, {p.title}" for p in posts}
    rows = (Row(names[pk], {"nguoi-dung-dau": pk}, found) for pk, found in counts.items() if pk in names)
    return sorted(rows, key=lambda r: (-r.n, r.name))


def together(rows: Iterable[Row]) -> Row:
    """The sum of all rows."""
    return Row(_("Tổng số"), {}, sum((r.counts for r in rows), Counter()))


def _grouped(by: str, since: date, until: date) -> dict[int, Counter[str]]:
    rows = ScoreCount.objects.filter(promised_on__gte=since, promised_on__lte=until)
    sums: dict[int, Counter[str]] = {}
    for key, score, n in rows.values_list(by, "score").annotate(Sum("n")).order_by():
        if n:
            sums.setdefault(key, Counter())[score] += n
    return sums


def _counts(rows: Any, since: date, until: date) -> Counter[str]:
    period = rows.filter(promised_on__gte=since, promised_on__lte=until)
    return Counter({score: n for score, n in period.values_list("score").annotate(Sum("n")).order_by() if n})


def _heirs(counts: Iterable[int], today: date) -> dict[int, int]:
    """Who answers now for each of these units that was taken over as a whole. One statement a generation."""
    after: dict[int, int] = {}
    young = frozenset(counts)
    for _generation in range(FARTHEST):
        took = Succession.objects.filter(predecessor_id__in=young, kind__in=WHOLE, effective_on__lte=today)
        found = dict(took.order_by("effective_on").values_list("predecessor_id", "successor_id"))
        young = frozenset(found.values()) - after.keys() - found.keys()
        after |= found
        if not young:
            break
    return {unit: _last_of(unit, after) for unit in after}


def _last_of(unit: int, after: dict[int, int]) -> int:
    for _generation in range(FARTHEST):
        unit = after.get(unit, unit)
    return unit
