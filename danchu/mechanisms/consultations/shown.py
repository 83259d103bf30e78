"""A consultation as pages show it: its steps, its figures, its contents. Reads; changes nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from danchu.ground import rows as rows_
from danchu.ground.journal.reading import Line
from danchu.ground.ui.due import Due, Nearness
from danchu.ground.ui.stages import Way
from danchu.ground.ui.words import number
from danchu.mechanisms.consultations import headings, rules
from danchu.mechanisms.consultations.folding import LATE
from danchu.mechanisms.consultations.models import Consultation, Count, Question
from danchu.mechanisms.consultations.rules import LIVE_FROM, SHOWN_FROM, QuestionKind, Stance, State
from danchu.mechanisms.consultations.words import CHANNELS, HAPPENED, STANCES, STATES, TRACK

NEAR_THE_END = 3  # from here on the badge turns amber: how it looks, not what a law says
WAY = Way(TRACK, over=(State.DECIDED,))  # the six steps anyone sees


def badge(state: str, closes_on: date | None, today: date) -> Due:
    """How many days are left, or how far it has come."""
    if state != State.OPEN or closes_on is None:
        kind = Nearness.DONE if state in rules.WITH_TABLE else Nearness.WAIT
        return Due(kind, str(STATES[State(state)]))
    left = (closes_on - today).days
    if left < 0:
        return Due(Nearness.WAIT, str(STATES[State.CLOSED]))
    if left == 0:
        return Due(Nearness.SOON, _("Hôm nay là ngày cuối"), closes_on)
    said = ngettext("Còn %(n)s ngày để góp ý", "Còn %(n)s ngày để góp ý", left) % {"n": left}
    return Due(Nearness.SOON if left <= NEAR_THE_END else Nearness.OK, said, closes_on)


def told(line: Line, *, names: bool = False) -> dict[str, Any]:
    """A line of the journal in words."""
    about = defaultdict(lambda: "…", {k: _day(v) if k == "closes_on" else str(v) for k, v in line.about.items()})
    said = str(HAPPENED.get(line.verb, line.verb)).format_map(about)  # type: ignore[call-overload]
    return {"at": line.at, "text": said, "who": line.who if names else "", "note": line.text}


def _day(value: str) -> str:
    return f"{date.fromisoformat(value):%d/%m/%Y}"


# --- figures --------------------------------------------------------------------------------------

@dataclass(frozen=True)
class Figures:
    """Opinions, persons, organisations: always together. Small ones are said in words."""

    times: str
    persons: str
    organisations: str
    attended: str
    typed_later: str = ""  # opinions that came on paper in time and were typed in after it had closed


def few(n: int, least: int = SHOWN_FROM) -> str:
    """The number, or that it is small."""
    return number(n) if n >= least or n == 0 else _("dưới %(n)s") % {"n": least}


def figures(c: Consultation) -> Figures | None:
    """None while too few have spoken for a live figure."""
    if c.state in (State.PLANNED, State.PLAN_SENT):
        return None
    if c.state == State.OPEN:
        return Figures(few(c.times, LIVE_FROM), "", "", "") if c.times >= LIVE_FROM else None
    return Figures(few(c.times), few(c.persons), number(c.organisations), few(c.attended),
                   few(c.typed_later) if c.typed_later else "")


@dataclass
class Cell:
    """What one article got: opinions and persons, by stance where that may be shown."""

    times: int = 0
    persons: int = 0
    stances: Counter[str] = field(default_factory=Counter)


Counted = list[tuple[str, str, str, int, int]]  # article, stance, channel, opinions, persons


@dataclass(frozen=True)
class Sums:
    """What was folded of a consultation, added up: by article, by way in; and answers to its survey as counted."""

    cells: dict[str, Cell] = field(default_factory=lambda: defaultdict(Cell))
    ways: Counter[str] = field(default_factory=Counter)
    late: Counter[str] = field(default_factory=Counter)  # by article: came in time, typed in after it had closed
    answers: Counted = field(default_factory=list)


_STANCES = frozenset(s.value for s in Stance)


@lru_cache(maxsize=1)
def _counts() -> rows_.Written:
    found = Count.objects.filter(consultation_id=rows_.number("consultation"))
    return rows_.Written(found.values_list("article", "what", "channel", "times", "persons"))


def summed(c: Consultation) -> Sums:
    """Everything counted so far. One statement, none where nothing came in since it was last asked."""
    return _summed(c.pk, c.code, c.times)


@lru_cache(maxsize=16)
def _summed(pk: int, of: str, times: int) -> Sums:
    """Each folding counts on `times`: with the same one nothing else has changed. `of` tells two databases apart."""
    return _added(_counts().rows(consultation=pk))


def _added(rows: Iterable[Any]) -> Sums:
    sums = Sums()
    for row in rows:
        article, what, channel, times, persons = row
        if what not in _STANCES:
            if what == LATE:
                sums.late[article] += times
            else:
                sums.answers.append(row)
            continue
        cell = sums.cells[article]
        cell.times += times
        cell.persons += persons
        cell.stances[what] += persons
        sums.ways[channel] += times
    return sums


@dataclass(frozen=True)
class Answered:
    """What a question of the survey was answered: persons, and how many chose each; None where that is not shown."""

    text: str
    persons: int
    many: bool
    choices: list[tuple[str, int | None]]


def survey(questions: list[Question], rows: Counted) -> list[Answered]:
    """The survey's results: no small figure, nor one a sum or the rest would give away."""
    counts: Counter[str] = Counter()  # q<question>:<choice>, q<question>:n
    for _article, what, _channel, _times, persons in rows:
        counts[what] += persons
    found = []
    for q in questions:
        persons, ns = counts.get(f"q{q.pk}:n", 0), [counts.get(f"q{q.pk}:{n}", 0) for n in range(len(q.options))]
        many = q.kind == QuestionKind.MANY
        gone = _small(ns, persons) if many else rules.hidden(ns)
        shown_ns = [None if n in gone or persons < SHOWN_FROM else count for n, count in enumerate(ns)]
        found.append(Answered(q.text, persons, many, list(zip(q.options, shown_ns, strict=True))))
    return found


def _small(counts: list[int], persons: int) -> frozenset[int]:
    """Of choices that do not exclude each other: those few chose, and those few did not."""
    return frozenset(i for i, n in enumerate(counts) if 0 < n < SHOWN_FROM or 0 < persons - n < SHOWN_FROM)


def said_of(found: dict[str, Cell], articles: list[str], *, live: bool) -> dict[str, str]:
    """Beside each article, how many spoke of it: nothing that is small, nor what the sum would give away."""
    counts = [found[a].persons if a in found else 0 for a in articles]
    gone = rules.hidden(counts, LIVE_FROM if live else SHOWN_FROM)
    return {a: "" if n in gone or not counts[n] else _("%(times)s lượt · %(persons)s người") % {
        "times": number(found[a].times), "persons": number(counts[n])} for n, a in enumerate(articles)}


_KIND_OF = {Stance.AGREE: "good", Stance.CONDITION: "warn", Stance.DISAGREE: "bad", Stance.OTHER: "rest"}


def stances(cell: Cell | None) -> list[dict[str, Any]]:
    """How an article was received, as parts of a bar: {label, n, kind}.

    Empty where any stance is too small to be shown.
    """
    if cell is None or cell.persons < SHOWN_FROM:
        return []
    counts = [cell.stances[s] for s in Stance]
    if rules.hidden(counts):
        return []
    return [{"label": str(STANCES[s]), "n": n, "kind": _KIND_OF[s]} for s, n in zip(Stance, counts, strict=True)]


def channels(sums: Counter[str]) -> list[tuple[str, str]]:
    """Through which ways opinions came; small ways are not told apart."""
    ways = [(c, sums[c]) for c in CHANNELS if sums[c]]
    gone = rules.hidden([n for _c, n in ways])
    return [(str(CHANNELS[c]), number(n) if i not in gone else _("không nêu riêng")) for i, (c, n) in enumerate(ways)]


def late(c: Consultation, sums: Sums) -> list[tuple[str, str, str]]:
    """(id, name, how many) of each article of which some came in time and were typed in late; never a small number.

    Told once nothing more comes in: before, the figures of two days would tell the difference.
    """
    if c.state not in rules.GROUPED:
        return []
    labels = {h.eid: h.label for h in headings.contents(c.edition_id, c.code)}
    some = [(eid, n) for eid in (*labels, "") if (n := sums.late.get(eid, 0))]
    gone = rules.hidden([n for _eid, n in some])
    said = [_("một số lượt") if i in gone else _("%(n)s lượt") % {"n": number(n)} for i, (_eid, n) in enumerate(some)]
    return [(eid, labels.get(eid, _("Toàn bộ dự thảo")), words) for (eid, _n), words in zip(some, said, strict=True)]


def sizes(times: int, persons: str, organisations: int) -> str:
    """How many speak in a row of the table: opinions, persons, organisations; what is none is left out."""
    said = [_("%(n)s lượt") % {"n": number(times)},
            _("%(n)s người") % {"n": persons} if persons != "0" else "",
            _("%(n)s tổ chức") % {"n": number(organisations)} if organisations else ""]
    return " · ".join(filter(None, said))


@dataclass(frozen=True)
class Contents:
    """The contents of a draft with what was said of each article: the same as another of the same figures."""

    of: str
    edition: int
    times: int
    live: bool
    heads: tuple[headings.Head, ...] = field(compare=False)
    cells: dict[str, Cell] = field(compare=False)

    @property
    def articles(self) -> int:
        return sum(h.is_article for h in self.heads)

    @property
    def lines(self) -> list[tuple[headings.Head, str]]:
        """Each line, and beside an article how many spoke of it."""
        said = said_of(self.cells, [h.eid for h in self.heads if h.is_article], live=self.live)
        return [(h, said.get(h.eid, "")) for h in self.heads]
