"""A promise or a work as pages show it: its badge, its steps, its timeline in words, both sides. Reads only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from danchu.ground.journal.reading import Line
from danchu.ground.ui.due import Due, Nearness
from danchu.ground.ui.stages import Way
from danchu.ground.ui.words import day, number
from danchu.law.roles import Role
from danchu.mechanisms.works.models import WorkNeed
from danchu.mechanisms.works.papers import Papers, Said
from danchu.mechanisms.works.promising import TYPED
from danchu.mechanisms.works.reading import BookLine
from danchu.mechanisms.works.rules import CONFIRMERS, DONE, OWNERS, SHOWN_FROM, Need, Score, State, Step, WorkState
from danchu.mechanisms.works.words import HAPPENED, STATES, TRACK, UNITS, WORK_HAPPENED, WORK_TRACK

SOON_DAYS = 7  # not from law: from here on a list says "soon"
# Who confirmed or disputed, as a timeline says it; never by name.
LOOKERS = {
    Role.ASKER: gettext_lazy("người nêu việc"),
    Role.INSPECTOR: gettext_lazy("Ban Thanh tra nhân dân"),
    Role.FRONT: gettext_lazy("Mặt trận"),
}


_HAPPENED: dict[Any, Any] = {**HAPPENED}
_HAPPENED_TO_WORK: dict[Any, Any] = {**WORK_HAPPENED}


def badge(state: str, score: str, due_on: date, first_due_on: date, done_on: date | None, *, today: date) -> Due:
    """How near the promised day is in plain days, or how the promise was kept."""
    if State(state) in DONE and done_on:
        if score == Score.KEPT:
            return Due(Nearness.DONE, _("Giữ đúng ngày"), due_on)
        late = (done_on - first_due_on).days
        return Due(Nearness.SOON, ngettext("Giữ muộn %(n)s ngày", "Giữ muộn %(n)s ngày", late) % {"n": late}, due_on)
    if state == State.TWICE:
        return Due(Nearness.WAIT, str(STATES[State.TWICE]), due_on)
    if state == State.DISPUTED:
        return Due(Nearness.LATE, _("Còn tranh cãi"), due_on)
    if state == State.REPORTED:
        late = (done_on - due_on).days if done_on else 0
        if late > 0:
            return Due(Nearness.LATE, ngettext("Báo xong muộn %(n)s ngày, chờ xác nhận",
                                               "Báo xong muộn %(n)s ngày, chờ xác nhận", late) % {"n": late}, due_on)
        return Due(Nearness.WAIT, _("Chờ người khác xác nhận"), due_on)
    left = (due_on - today).days
    if left < 0:
        return Due(Nearness.LATE, ngettext("Quá hẹn %(n)s ngày", "Quá hẹn %(n)s ngày", -left) % {"n": -left}, due_on)
    if left == 0:
        return Due(Nearness.SOON, _("Hôm nay là ngày hứa"), due_on)
    words = ngettext("Còn %(n)s ngày", "Còn %(n)s ngày", left) % {"n": left}
    return Due(Nearness.SOON if left <= SOON_DAYS else Nearness.OK, words, due_on)


@dataclass(frozen=True)
class Told:
    """One line of a timeline, in words."""

    at: datetime
    text: str
    who: str
    note: str
    files: tuple[dict[str, Any], ...] = ()


# Their words stand beside each other above the timeline of a page, which need not say them again.
SPOKEN = (Step.REPORT_DONE, Step.ANSWER_DISPUTE, Step.CONFIRM, Step.DISPUTE)


def timeline(papers: Papers, *, inside: bool = False) -> list[Told]:
    """What a page tells of a promise: all that happened, with the photos of each step, but not the two sides' words."""
    lines = [line for line in papers.lines if inside or heard(line.verb)]
    return [told(line, {}, inside=inside) if line.verb in SPOKEN and not line.text
            else told(line, papers.said, papers.files, inside=inside) for line in lines]


def why_twice(papers: Papers) -> str:
    """Why it is recorded twice, in the words of whoever said so."""
    return next((line.text for line in reversed(papers.lines) if line.verb == Step.RECORD_TWICE), "")


def files_of(line: Line, files: Iterable[dict[str, Any]]) -> tuple[dict[str, Any], ...]:
    """What was attached in this step: step and file were kept at one moment."""
    return tuple(f for f in files if f["at"] == line.at)


def loose_files(papers: Papers) -> list[dict[str, Any]]:
    """What no step shows: files kept at another moment than any line this reader is told of."""
    told_at = {line.at for line in papers.lines}
    return [f for f in papers.files if f["at"] not in told_at]


def told(line: Line, said: dict[int, Said], files: Iterable[dict[str, Any]] = (), *, inside: bool = False) -> Told:
    """What the journal row says; `inside` shows officials' names and words not made public."""
    about = _About({key: _readable(key, value) for key, value in line.about.items()} | {"unit": line.unit})
    words = said.get(line.about.get("said", 0))
    note = line.text or ("" if words is None else words.text if inside else words.shown)
    return Told(line.at, str(_HAPPENED.get(line.verb, line.verb)).format_map(about), _who(line, inside), note,
                files_of(line, files))


def told_of_work(line: Line, files: Iterable[dict[str, Any]] = (), *, inside: bool = False) -> Told:
    """The same for a work done together."""
    about = _About({key: _readable(key, value) for key, value in line.about.items()})
    return Told(line.at, str(_HAPPENED_TO_WORK.get(line.verb, line.verb)).format_map(about), line.who if inside else "",
                line.text, files_of(line, files))


def _who(line: Line, inside: bool) -> str:
    if line.verb in (Step.CONFIRM, Step.DISPUTE):
        looked = str(LOOKERS.get(Role(line.role), ""))
        looked += _(" (do nơi hứa ghi địa chỉ)") if line.about.get("asker") == TYPED else ""
        return f"{looked}, {line.unit}" if line.unit else looked
    return line.who if inside else ""


class _About(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"


def _readable(key: str, value: Any) -> str:
    return day(date.fromisoformat(value)) if key in ("due_on", "was") else str(value)


def heard(verb: str) -> bool:
    """Whether a line is worth telling everybody: the clock's reminders are for the office."""
    return verb != Step.REMIND


# The four steps everybody sees of a promise (what is recorded twice takes none), the six of a work done together.
WAY, WAY_OF_WORK = Way(TRACK, over=(State.CLOSED,)), Way(WORK_TRACK, over=(WorkState.CLOSED,))


@dataclass(frozen=True)
class Side:
    """What one side said of whether it is done, in order."""

    who: str
    at: datetime
    text: str
    files: tuple[dict[str, Any], ...] = ()


def sides(papers: Papers) -> tuple[list[Side], list[Side]]:
    """(the owner's, those who looked): words of the reports and answers, and of the confirmations and disputes."""
    spoke = [line for line in papers.lines if line.verb in SPOKEN]
    owners = [_side(line, papers, line.unit) for line in spoke if line.role in OWNERS]
    lookers = [_side(line, papers, _who(line, False)) for line in spoke if line.role in CONFIRMERS]
    return owners, lookers


def _side(line: Line, papers: Papers, who: str) -> Side:
    words = papers.said.get(line.about.get("said", 0))
    waiting = _("Lời này đang được che dữ liệu cá nhân trước khi công khai.") if line.about.get("said") else ""
    return Side(who, line.at, words.shown if words and words.shown else waiting, files_of(line, papers.files))


@dataclass(frozen=True)
class Bar:
    """One need as a bar: what came in, what is still only pledged, what nobody has pledged yet."""

    label: str
    words: str
    parts: list[dict[str, Any]]
    whole: int


def bars(needs: Iterable[WorkNeed]) -> list[Bar]:
    """One bar a need; more than was wanted fills it."""
    return [_bar(n) for n in needs]


def _bar(need: WorkNeed) -> Bar:
    pledged = max(need.pledged - need.received, 0)
    whole = max(need.wanted, need.received + pledged)
    words = _("%(got)s trên %(wanted)s %(unit)s") % {
        "got": number(need.received), "wanted": number(need.wanted), "unit": counted_in(need)}
    words += " · " + _("hứa góp thêm %(n)s") % {"n": number(pledged)} if pledged else ""
    parts: list[dict[str, Any]] = [{"n": need.received, "kind": "good"}, {"n": pledged, "kind": "warn"},
             {"n": whole - need.received - pledged, "kind": "rest"}]
    return Bar(need.what, words, [p for p in parts if p["n"] > 0], whole)


def households(n: int) -> str:
    """How many households gave together; of few, only that they are few: of three a neighbour knows who gave what."""
    return _("%(n)s hộ") % {"n": few(n)}


def few(n: int) -> str:
    """The number, or that it is small."""
    return number(n) if n >= SHOWN_FROM else _("dưới %(n)s") % {"n": SHOWN_FROM}


def counted_in(need: WorkNeed | BookLine) -> str:
    """The unit of a need, in the reader's language where the house names it."""
    return str(UNITS.get(Need(need.need), need.counted_in))


