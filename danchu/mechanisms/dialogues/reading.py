"""What anyone may read of dialogues and questions, by statements written once: these pages are asked often."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import BooleanField, Count, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Substr

from danchu.ground import rows
from danchu.ground.files.models import Attachment
from danchu.ground.journal.models import Audience
from danchu.ground.offices.models import Unit
from danchu.ground.rows import Row, Written
from danchu.mechanisms.dialogues.models import AgendaItem, Asked, Backing, Dialogue, Question
from danchu.mechanisms.dialogues.rules import DONE, OWES_RESULTS, QuestionState, Reason, State

A_PAGE = 20
MOST = 200  # meetings to come and owing, of one portal
SAID = 200  # characters of a question in a list
BODY = ("id", "full_name", "serves_id", "code")  # what a page says of it, and what its calendar hangs on
DIALOGUE, _QUESTION, _AGENDA = rows.columns(Dialogue), rows.columns(Question), rows.columns(AgendaItem)

WAITS = (QuestionState.SENT, QuestionState.TAKEN)
TABS: dict[str, tuple[QuestionState, ...]] = {
    # in the address: which questions; "" all of them
    "": (), "cho": WAITS, "da-tra-loi": (QuestionState.ANSWERED, QuestionState.DELIVERED),
    "hua": (QuestionState.OWED, QuestionState.COMMITTED),
    "khac": (QuestionState.PASSED_ON, QuestionState.NOT_TAKEN),
}  # fmt: skip


class Listed(NamedTuple):
    """What a line of a list of questions is made of, and nothing else."""

    pk: int
    code: str
    text: str
    asker_name: str
    state: str
    due_on: date | None
    overdue: bool
    delivered_on: date | None
    backed: int  # what the order goes by
    backers: int  # with what has not been folded yet
    alike: int  # grouped in


class Met(NamedTuple):
    """What a line of the list of dialogues is made of."""

    pk: int
    code: str
    kind: str
    state: str
    title: str
    place: str
    host_id: int | None
    host_words: str
    starts_at: datetime
    due_on: date | None
    published_at: datetime | None
    published_late: bool


LISTED = ("id", "code", "said", "asker_name", "state", "due_on", "overdue", "delivered_on", "backed", "backers",
           "alike")
MET = tuple({"pk": "id"}.get(name, name) for name in Met._fields)


def with_backing(questions: QuerySet[Question]) -> QuerySet[Question]:
    """Each with `backers`: the folded figure and what has not been folded yet; `alike`: how many are grouped in."""
    fresh = Backing.objects.filter(question=OuterRef("pk"), folded=False).order_by().values("question")
    alike = Question.objects.filter(lead=OuterRef("pk")).order_by().values("lead")
    return questions.annotate(
        backers=F("backed") + Coalesce(Subquery(fresh.annotate(n=Count("id")).values("n")), 0),
        alike=Coalesce(Subquery(alike.annotate(n=Count("id")).values("n")), 0))


# --- one dialogue ------------------------------------------------------------------------------


def announced(code: str) -> Dialogue | None:
    """The public dialogue of this code with its body. One statement."""
    row = _announced().row(code=code)
    return dialogue_of(row, 0) if row else None


def dialogue_of(row: Row, at: int) -> Dialogue:
    body_at = at + len(DIALOGUE)
    d = rows.made(Dialogue, DIALOGUE, row[at:body_at])
    d.body = rows.made(Unit, BODY, row[body_at : body_at + len(BODY)])
    return d


@lru_cache(maxsize=1)
def _announced() -> Written:
    shown = Dialogue.objects.visible_to().filter(code=rows.words("code")).order_by()
    return Written(shown.values_list(*DIALOGUE, *(f"body__{name}" for name in BODY)))


def agenda_of(d: Dialogue) -> list[AgendaItem]:
    """Its run sheet, in order. One statement."""
    return [rows.made(AgendaItem, _AGENDA, row) for row in _agenda().rows(dialogue=d.pk)]


@lru_cache(maxsize=1)
def _agenda() -> Written:
    return Written(AgendaItem.objects.filter(dialogue_id=rows.number("dialogue")).order_by("at").values_list(*_AGENDA))


def counted(d: Dialogue) -> dict[str, int]:
    """How many public questions under each tab; how many (`silent`) were taken without showing their words."""
    found = list(rows.read(asks_counted(d)))
    counts = {slug: sum(n for listed, state, _reason, n in found if listed and (not states or state in states))
              for slug, states in TABS.items()}
    return counts | {"silent": sum(
        n for listed, state, reason, n in found
        if not listed and state != QuestionState.SENT and reason != Reason.DENUNCIATION)}


def asks_counted(d: Dialogue) -> rows.Asking:
    """What `counted` asks, to be asked ahead."""
    return _counted().of(dialogue=d.pk)


@lru_cache(maxsize=1)
def _counted() -> Written:
    """From the index alone (`question_counted`), however many there are."""
    of_all = Question.objects.filter(dialogue_id=rows.number("dialogue"), lead=None).order_by()
    return Written(of_all.values("listed", "state", "not_taken_for").annotate(n=Count("*")).values_list(
        "listed", "state", "not_taken_for", "n"))


def questions_of(d: Dialogue, tab: str, after: str) -> tuple[list[Listed], str | None]:
    """A page of its public questions, the most backed first, by key; and the address of the next. One statement."""
    found = list(map(Listed._make, rows.read(asks_questions(d, tab, after))))
    more, found = len(found) > A_PAGE, found[:A_PAGE]
    return found, f"?xem={tab}&sau={found[-1].backed}.{found[-1].pk}#cau-hoi" if more else None


def asks_questions(d: Dialogue, tab: str, after: str) -> rows.Asking:
    """What `questions_of` asks, to be asked ahead."""
    backed, _dot, last = after.partition(".")
    paged = backed.isdecimal() and last.isdecimal() and len(after) < 30
    slots = {"backed": int(backed), "key": int(last)} if paged else {}
    return _questions(tab, paged).of(dialogue=d.pk, **slots)


@lru_cache(maxsize=16)
def _questions(tab: str, paged: bool) -> Written:
    listed = Question.objects.filter(dialogue_id=rows.number("dialogue"), listed=True, lead=None)
    listed = listed.filter(state__in=TABS[tab]) if TABS[tab] else listed
    if paged:
        backed = rows.number("backed")
        listed = listed.filter(Q(backed__lt=backed) | Q(backed=backed, id__lt=rows.number("key")))
    page = with_backing(listed).annotate(said=Substr("text", 1, SAID)).order_by("-backed", "-id")
    return Written(page.values_list(*LISTED)[: A_PAGE + 1])


# --- one question ------------------------------------------------------------------------------


def question_of(code: str) -> Question | None:
    """A question of an announced dialogue with its figures, dialogue, asker's words and the one it was grouped into.

    One statement. Whether its words may be shown is `listed`.
    """
    row = _question().row(code=code)
    if row is None:
        return None
    at = len(_QUESTION)
    q = rows.made(Question, _QUESTION, row[:at])
    backers, alike, lead, words = row[at : at + 4]
    q.backers, q.alike = backers, alike  # type: ignore[attr-defined]  # as `with_backing` names them
    q.dialogue = dialogue_of(row, at + 4)
    q.lead = Question(pk=q.lead_id, code=lead) if lead else None
    q.asked = Asked(question_id=q.pk, text=words)
    return q


@lru_cache(maxsize=1)
def _question() -> Written:
    found = with_backing(Question.objects.filter(code=rows.words("code"), dialogue__announced_at__isnull=False))
    return Written(found.values_list(
        *_QUESTION, "backers", "alike", "lead__code", "asked__text", *(f"dialogue__{name}" for name in DIALOGUE),
        *(f"dialogue__body__{name}" for name in BODY)))


def papers_of(code: str, *, inside: bool = False) -> list[Attachment]:
    """The public papers of an answer; `inside`: all of them. One statement."""
    return [rows.made(Attachment, ("id", "name"), row) for row in rows.read(asks_papers(code, inside=inside))]


def asks_papers(code: str, *, inside: bool = False) -> rows.Asking:
    """What `papers_of` asks, to be asked ahead."""
    return _papers(inside).of(code=code)


@lru_cache(maxsize=2)
def _papers(inside: bool) -> Written:
    found = Attachment.objects.filter(subject=rows.words("code"))
    found = found if inside else found.filter(audience=Audience.PUBLIC)
    return Written(found.order_by("id").values_list("id", "name"))


# --- the list of dialogues -----------------------------------------------------------------------


def coming_and_owing() -> tuple[list[Met], list[Met]]:
    """(what comes, the soonest first; what owes its results, the most urgent first). One statement."""
    found = [(row[-1], Met._make(row[:-1])) for row in _coming_and_owing().rows()]
    owing = [d for owes, d in found if owes]
    return [d for owes, d in found if not owes], sorted(owing, key=lambda d: (d.due_on or date.max, d.pk))


@lru_cache(maxsize=1)
def _coming_and_owing() -> Written:
    owing = Dialogue.objects.visible_to().filter(state__in=OWES_RESULTS)
    parts = (_with(Dialogue.objects.visible_to().coming(), False), _with(owing, True))
    return Written(parts[0].union(parts[1], all=True).order_by("starts_at", "id")[:MOST])


def _with(found: QuerySet[Dialogue], owes: bool) -> QuerySet[Any]:
    return found.order_by().annotate(owes_=Value(owes, BooleanField())).values_list(*MET, "owes_")


def over(after: int | None) -> list[Met]:
    """Those that are over, the newest first, older than a key: one page and one more. One statement."""
    slots = {} if after is None else {"key": after}
    return list(map(Met._make, _over(after is not None).rows(**slots)))


@lru_cache(maxsize=2)
def _over(paged: bool) -> Written:
    found = Dialogue.objects.visible_to().filter(state__in=[*DONE, State.CANCELLED]).order_by("-id")
    found = found.filter(id__lt=rows.number("key")) if paged else found
    return Written(found.values_list(*MET)[: A_PAGE + 1])


# --- what a search found -------------------------------------------------------------------------


def by_code(codes: Sequence[str]) -> dict[str, tuple[Listed, str, datetime]]:
    """Public questions a search found, a page at most: {code: (question, title and start of its dialogue)}. One
    statement.
    """
    asked = {f"code{n}": code for n, code in enumerate([*codes, *[""] * A_PAGE][:A_PAGE])}
    return {row[1]: (Listed._make(row[:-2]), row[-2], row[-1]) for row in _by_code().rows(**asked)}


@lru_cache(maxsize=1)
def _by_code() -> Written:
    codes: Any = [rows.words(f"code{n}") for n in range(A_PAGE)]
    found = with_backing(Question.objects.visible_to().filter(code__in=codes)).annotate(said=Substr("text", 1, SAID))
    return Written(found.order_by().values_list(*LISTED, "dialogue__title", "dialogue__starts_at"))
