"""A dialogue and its questions as pages show them: badges, steps, timelines in words. Reads; changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from danchu.ground.journal.reading import Line
from danchu.ground.ui import words
from danchu.ground.ui.due import Due, Nearness, done, due
from danchu.ground.ui.language import is_plain
from danchu.ground.ui.stages import Way
from danchu.law.calendar import Calendar
from danchu.law.deadlines import remaining
from danchu.mechanisms.dialogues.models import Dialogue, Question
from danchu.mechanisms.dialogues.reading import Listed, Met
from danchu.mechanisms.dialogues.rules import DONE, OWES_RESULTS, QuestionState, State
from danchu.mechanisms.dialogues.words import CHANNELS, HAPPENED, QUESTION_STATES, REASONS, STATES_FOR_PUBLIC

IN_LIST = 180  # characters of a question
# The five stages the public sees; a meeting called off shows that instead, one that is over has them all behind it.
WAY = Way((
    (pgettext_lazy("track", "Thông báo"), (State.PLANNED, State.ANNOUNCED, State.POSTPONED)),
    (pgettext_lazy("track", "Nhận câu hỏi"), (State.COLLECTING,)),
    (pgettext_lazy("track", "Đối thoại"), (State.IN_SESSION,)),
    (pgettext_lazy("track", "Kết quả"), (State.HELD, State.MINUTES_DRAFTED, State.APPROVED)),
    (pgettext_lazy("track", "Theo dõi"), (State.PUBLISHED, State.FOLLOWING_UP)),
), ended={State.CANCELLED: STATES_FOR_PUBLIC[State.CANCELLED]})


def badge(dialogue: Dialogue | Met, today: date, calendar: Calendar) -> Due:
    """How near its day is; how near, or how late, its results are."""
    state, on = State(dialogue.state), timezone.localtime(dialogue.starts_at).date()
    if state in OWES_RESULTS and dialogue.due_on:
        kept = due(dialogue.due_on, remaining(today, dialogue.due_on, calendar))
        late = _("Quá hạn công khai kết quả") if kept.kind == Nearness.LATE else ""
        return Due(kept.kind, late or _("Kết quả trước hết ngày %(day)s") % {"day": words.day(dialogue.due_on)},
                   dialogue.due_on)
    if state in DONE and dialogue.due_on and dialogue.published_at:
        kept = done(dialogue.due_on, timezone.localtime(dialogue.published_at).date())
        return Due(kept.kind, _("Công khai muộn, ngày %(day)s") % {"day": words.day(dialogue.published_at)}
                   if dialogue.published_late else _("Kết quả đúng hạn"), dialogue.due_on)
    if state in (State.POSTPONED, State.CANCELLED):
        return Due(Nearness.WAIT, str(STATES_FOR_PUBLIC[state]), on)
    if state == State.IN_SESSION:
        return Due(Nearness.SOON, str(STATES_FOR_PUBLIC[state]), on)
    return Due(Nearness.OK, _coming(on, today), on)


def _coming(on: date, today: date) -> str:
    left = (on - today).days
    return _("Hôm nay") if left == 0 else _("Ngày mai") if left == 1 else _("Còn %(n)s ngày") % {"n": max(left, 0)}


_ENDED: dict[str, tuple[Nearness, Any]] = {
    QuestionState.SENT: (Nearness.WAIT, QUESTION_STATES[QuestionState.SENT]),
    QuestionState.TAKEN: (Nearness.WAIT, QUESTION_STATES[QuestionState.TAKEN]),
    QuestionState.GROUPED: (Nearness.WAIT, QUESTION_STATES[QuestionState.GROUPED]),
    QuestionState.ANSWERED: (Nearness.DONE, QUESTION_STATES[QuestionState.ANSWERED]),
    QuestionState.DELIVERED: (Nearness.DONE, QUESTION_STATES[QuestionState.DELIVERED]),
    QuestionState.COMMITTED: (Nearness.DONE, QUESTION_STATES[QuestionState.COMMITTED]),
    QuestionState.PASSED_ON: (Nearness.DONE, QUESTION_STATES[QuestionState.PASSED_ON]),
    QuestionState.NOT_TAKEN: (Nearness.DONE, QUESTION_STATES[QuestionState.NOT_TAKEN]),
}
_LATE = gettext_lazy("Quá hẹn trả lời, hẹn ngày %(day)s")
_OWED = gettext_lazy("Hẹn trả lời trước hết ngày %(day)s")
_DELIVERED_LATE = gettext_lazy("Trả lời muộn, ngày %(day)s")


def ending(question: Question | Listed, today: date) -> Due:
    """How a question ended, or that it waits."""
    if question.state == QuestionState.OWED and question.due_on:
        late = question.due_on < today
        said = _LATE if late else _OWED
        return Due(Nearness.LATE if late else Nearness.OK, str(said) % {"day": words.day(question.due_on)},
                   question.due_on)
    if question.state == QuestionState.DELIVERED and question.overdue:
        return Due(Nearness.LATE, str(_DELIVERED_LATE) % {"day": words.day(question.delivered_on)}, question.due_on)
    return _ended(question.state, "" if is_plain() else get_language())


@lru_cache(maxsize=64)
def _ended(state: str, _language: str | None) -> Due:
    """Said once a language: a list says it twenty times."""
    kind, said = _ENDED[state]
    return Due(kind, str(said))


def row(q: Question | Listed, href: str, today: date, *, before: str = "", after: str = "") -> dict[str, Any]:
    """A question as a line of a list: its words, how many ask it, what stands before and after that, how it ended."""
    said = [before, _("%(n)s lượt đồng tình") % {"n": q.backers}]  # type: ignore[union-attr]  # `with_backing` adds it
    said += [_("gồm %(n)s câu cùng ý") % {"n": q.alike + 1}] if q.alike else []  # type: ignore[union-attr]  # the same
    return {"title": shortened(q.text), "href": href, "meta": " · ".join(filter(None, [*said, after])),
            "d": ending(q, today)}


def shortened(text: str) -> str:
    """The beginning of a text, cut between two words."""
    return text if len(text) <= IN_LIST else f"{text[:IN_LIST].rpartition(' ')[0] or text[:IN_LIST]}…"


@dataclass(frozen=True)
class Told:
    """One line of a timeline, in words."""

    at: datetime
    text: str
    who: str
    note: str


def told(line: Line, *, names: bool) -> Told:
    """What the journal row says, in words; `names` shows the official's own name (desk only)."""
    about = _About({key: _readable(key, value) for key, value in line.about.items()})
    return Told(line.at, str(_HAPPENED.get(line.verb, line.verb)).format_map(about), line.who if names else "",
                line.text)


def heard(verb: str) -> bool:
    """Whether a line is worth telling: only those that have words."""
    return verb in _HAPPENED


class _About(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"


_HAPPENED: dict[str, Any] = {verb.value: said for verb, said in HAPPENED.items()}
_CODED: dict[str, Any] = {"channel": CHANNELS, "reason": REASONS}


def _readable(key: str, value: Any) -> str:
    if key in ("due_on", "was"):
        return f"{date.fromisoformat(value):%d/%m/%Y}"
    return str(_CODED.get(key, {}).get(value, value))
