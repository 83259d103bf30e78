"""What officials read of their dialogues and the questions in them, by statements written once."""

from __future__ import annotations

from functools import lru_cache

from django.db.models import BigIntegerField, Case, Count, F, OuterRef, Q, Subquery, When, Window
from django.db.models.functions import Coalesce, RowNumber, Substr

from danchu.ground import rows
from danchu.ground.people.access import Standing
from danchu.ground.people.models import Person
from danchu.ground.rows import Written
from danchu.mechanisms.dialogues.models import Asked, Dialogue, Question
from danchu.mechanisms.dialogues.reading import (
    BODY,
    DIALOGUE,
    LISTED,
    MET,
    MOST,
    SAID,
    WAITS,
    Listed,
    Met,
    dialogue_of,
    with_backing,
)
from danchu.mechanisms.dialogues.rules import ENDINGS, QuestionState


def kept(who: Standing, code: str) -> Dialogue | None:
    """The dialogue of this code with its body, if this person works on it. One statement."""
    row = _kept(who).row(code=code)
    return dialogue_of(row, 0) if row else None


@lru_cache(maxsize=64)
def _kept(who: Standing) -> Written:
    found = Dialogue.objects.kept_by(who).filter(code=rows.words("code")).order_by()
    return Written(found.values_list(*DIALOGUE, *(f"body__{name}" for name in BODY)))


def waiting_for(who: Standing) -> list[tuple[Met, int]]:
    """The dialogues this person works on, the latest first, with how many questions have no ending yet. One statement.
    """
    return [(Met._make(row[:-1]), row[-1]) for row in _waiting_for(who).rows()]


@lru_cache(maxsize=64)
def _waiting_for(who: Standing) -> Written:
    waits = Question.objects.filter(dialogue=OuterRef("pk"), state__in=WAITS).order_by().values("dialogue")
    found = Dialogue.objects.kept_by(who).order_by("-starts_at")
    return Written(found.annotate(waiting=Coalesce(Subquery(waits.annotate(n=Count("id")).values("n")), 0)).values_list(
        *MET, "waiting")[:MOST])


_QUESTION, _ASKED = rows.columns(Question), rows.columns(Asked)


def question_in(d: Dialogue, code: str) -> Question | None:
    """A question of this dialogue with its figures, the asker's own words and address, who wrote it down, and the one
    it was grouped into. One statement.
    """
    row = _question_in().row(dialogue=d.pk, code=code)
    if row is None:
        return None
    at = len(_QUESTION)
    q = rows.made(Question, _QUESTION, row[:at])
    q.backers, lead, operator = row[at : at + 3]  # type: ignore[attr-defined]  # as `with_backing` names them
    q.asked, q.dialogue = rows.made(Asked, _ASKED, row[at + 3 :]), d
    q.lead = Question(pk=q.lead_id, code=lead, dialogue=d) if lead else None
    q.operator = Person(pk=q.operator_id, name=operator) if q.operator_id else None
    return q


@lru_cache(maxsize=1)
def _question_in() -> Written:
    found = with_backing(Question.objects.filter(dialogue_id=rows.number("dialogue"), code=rows.words("code")))
    return Written(found.order_by().values_list(
        *_QUESTION, "backers", "lead__code", "operator__name", *(f"asked__{name}" for name in _ASKED)))


# --- in the room -------------------------------------------------------------------------------

_SAID = ("asked__text", "asked__name", "asked__consented_at")
AT_HAND = 40  # questions a page of the hall shows at most, of each sort


def at_hand(d: Dialogue) -> list[Question]:
    """What waits to be read, the oldest first; what may be called, the most backed first: AT_HAND of each, with the
    `total` of its sort. One statement.
    """
    return [_in_room(d, row, "backers", "alike", "total") for row in _at_hand().rows(dialogue=d.pk)]


@lru_cache(maxsize=1)
def _at_hand() -> Written:
    sent, ready = Q(state=QuestionState.SENT), Q(state=QuestionState.TAKEN, lead=None)
    nth = Window(RowNumber(), partition_by="state", order_by=[
        Case(When(sent, then=F("id")), default=-F("backed"), output_field=BigIntegerField()), F("id").desc()])
    total = Window(Count("id"), partition_by="state")
    of_meeting = Question.objects.filter(sent | ready, dialogue_id=rows.number("dialogue"))
    found = with_backing(of_meeting.annotate(nth=nth, total=total))
    found = found.filter(nth__lte=AT_HAND).order_by("nth")  # type: ignore[misc]  # a window is no field
    return Written(found.values_list(*_QUESTION, *_SAID, "backers", "alike", "total"))


def to_write(d: Dialogue) -> list[Question]:
    """The one on the floor, those called without an ending yet, those that may be called, those written down. One
    statement.
    """
    return [_in_room(d, row) for row in _to_write().rows(dialogue=d.pk, floor=d.floor_id or 0)]


@lru_cache(maxsize=1)
def _to_write() -> Written:
    at_hand = Q(called_at__isnull=False) | Q(state=QuestionState.TAKEN, lead=None) | ~Q(spoke="")
    rank = Case(When(pk=rows.number("floor"), then=0), When(called_at__isnull=False, state__in=WAITS, then=1),
                When(state__in=WAITS, then=2), default=3)
    found = Question.objects.filter(at_hand, dialogue_id=rows.number("dialogue")).order_by(
        rank, F("called_at").desc(nulls_last=True), "-backed", "-id")
    return Written(found.values_list(*_QUESTION, *_SAID)[:AT_HAND])


def _in_room(d: Dialogue, row: rows.Row, *more: str) -> Question:
    at = len(_QUESTION)
    q = rows.made(Question, _QUESTION, row[:at])
    text, name, consented_at = row[at : at + len(_SAID)]
    q.dialogue, q.asked = d, Asked(question_id=q.pk, text=text, name=name, consented_at=consented_at)
    for named, value in zip(more, row[at + len(_SAID) :], strict=True):
        setattr(q, named, value)
    return q


TABS: dict[str, tuple[QuestionState, ...]] = {
    # in the address of the desk: which questions
    "": WAITS, "moi": (QuestionState.SENT,), "no": (QuestionState.OWED,), "xong": tuple(ENDINGS),
    "gop": (QuestionState.GROUPED,),
}  # fmt: skip
A_PAGE = 30


def stand(d: Dialogue) -> dict[str, int]:
    """How many of all its questions stand under each tab of the desk. One statement."""
    found: dict[str, int] = dict(_stand().rows(dialogue=d.pk))
    return {slug: sum(found.get(state, 0) for state in states) for slug, states in TABS.items()}


@lru_cache(maxsize=1)
def _stand() -> Written:
    """From the index alone (`question_by_state`)."""
    of_all = Question.objects.filter(dialogue_id=rows.number("dialogue")).order_by()
    return Written(of_all.values("state").annotate(n=Count("*")).values_list("state", "n"))


def asked_in(d: Dialogue, tab: str, after: str) -> tuple[list[tuple[Listed, bool]], str | None]:
    """A page of its questions for the desk, most backed first, with whether everybody reads it; what nobody may read
    yet is shown as it was asked. And the address of the next. One statement.
    """
    backed, _dot, last = after.partition(".")
    paged = backed.isdecimal() and last.isdecimal() and len(after) < 30
    slots = {"backed": int(backed), "key": int(last)} if paged else {}
    found = [(Listed._make(row[:-1]), row[-1]) for row in _asked_in(tab, paged).rows(dialogue=d.pk, **slots)]
    more, found = len(found) > A_PAGE, found[:A_PAGE]
    end = found[-1][0] if more else None
    return found, f"?xem={tab}&sau={end.backed}.{end.pk}#cau-hoi" if end else None


@lru_cache(maxsize=16)
def _asked_in(tab: str, paged: bool) -> Written:
    found = Question.objects.filter(dialogue_id=rows.number("dialogue"), state__in=TABS[tab])
    if paged:
        backed = rows.number("backed")
        found = found.filter(Q(backed__lt=backed) | Q(backed=backed, id__lt=rows.number("key")))
    words = Case(When(text="", then=F("asked__text")), default=F("text"))
    page = with_backing(found).annotate(said=Substr(words, 1, SAID + 1)).order_by("-backed", "-id")
    return Written(page.values_list(*LISTED, "listed")[: A_PAGE + 1])
