"""What waits for an official in each mechanism, asked by one statement. A source is one table: what, whose, by when.

Every source asks its mechanism's own queryset who may see it, and is cut off by itself: a page costs the same
however much there is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import CharField, DateField, F, Q, QuerySet, Value
from django.db.models.functions import Cast, Left, TruncDate
from django.utils.translation import gettext_lazy

from danchu.ground.people.access import Standing
from danchu.law.roles import Role
from danchu.mechanisms.consultations import desk_urls as consultations_desk
from danchu.mechanisms.consultations import words as consultations
from danchu.mechanisms.consultations.models import Consultation
from danchu.mechanisms.consultations.rules import State as Asking
from danchu.mechanisms.dialogues import desk_urls as dialogues_desk
from danchu.mechanisms.dialogues import words as dialogues
from danchu.mechanisms.dialogues.models import Dialogue, Question
from danchu.mechanisms.dialogues.reception_models import ReceptionDay
from danchu.mechanisms.dialogues.reception_rules import DayState
from danchu.mechanisms.dialogues.rules import COMING, OWES_RESULTS, QuestionState
from danchu.mechanisms.disclosures import desk_urls as disclosures_desk
from danchu.mechanisms.disclosures import words as disclosures
from danchu.mechanisms.disclosures.models import Disclosure
from danchu.mechanisms.disclosures.rules import RUNNING
from danchu.mechanisms.information import desk_urls as information_desk
from danchu.mechanisms.information import words as information
from danchu.mechanisms.information.models import IS_OPEN, InformationRequest
from danchu.mechanisms.news import desk_urls as news_desk
from danchu.mechanisms.news import words as news
from danchu.mechanisms.news.models import Article, Comment
from danchu.mechanisms.news.rules import CommentState
from danchu.mechanisms.news.rules import State as Written
from danchu.mechanisms.petitions import desk_urls as petitions_desk
from danchu.mechanisms.petitions import words as petitions
from danchu.mechanisms.petitions.desk_lists import Tab, ways
from danchu.mechanisms.petitions.models import Petition
from danchu.mechanisms.works import desk_urls as works_desk
from danchu.mechanisms.works import words as works
from danchu.mechanisms.works.desk_queue import looked_at, owned
from danchu.mechanisms.works.models import Commitment
from danchu.mechanisms.works.rules import State as Promised

MOST = 40  # rows of one source: who has more than that late opens the mechanism's own list
TITLE = 120  # characters of a text that has no title of its own
Rows = QuerySet[Any, Any]


@dataclass(frozen=True)
class Source:
    """One kind of thing that waits."""

    room: tuple[Any, str]  # what its mechanism is called at the desk, and where that is
    whose: Callable[[Standing], Rows]
    by: Any  # the column of the day, or an expression; None: no day, but somebody waits
    words: Any  # what is to be done; or {state: words}
    href: str  # the page of the desk where it is done
    title: Any = "title"
    code: str = "code"
    state: str = "state"


@dataclass(frozen=True)
class Waiting:
    """One thing that waits."""

    what: str
    code: str
    title: str
    state: str
    by: date | None
    about: str  # the code of what it belongs to, where the page of the desk wants it

    @property
    def source(self) -> Source:
        return SOURCES[self.what]

    @property
    def to_do(self) -> Any:
        words = self.source.words
        return words[type(next(iter(words)))(self.state)] if isinstance(words, dict) else words

    @property
    def href(self) -> str:
        return self.source.href.format(code=self.code, about=self.about)


def waiting_for(who: Standing) -> list[Waiting]:
    """Everything, the nearest day first; what has no day last. One statement, none for who holds no post."""
    if not who.posts:
        return []
    first, *others = [_rows(what, source, who) for what, source in SOURCES.items()]
    found = [Waiting(*row) for row in first.union(*others, all=True)]
    return sorted(found, key=lambda w: (w.by is None, w.by or date.max, w.code))


def _rows(what: str, source: Source, who: Standing) -> Rows:
    """The columns of `Waiting`, of at most MOST."""
    found = source.whose(who)
    by = source.by if source.by is not None else Cast(Value(None), DateField())
    title, about = source.title, "dialogue__code" if source.href.count("{about}") else Value("")
    nearest = found.order_by(*([F("by").asc(nulls_last=True)] if source.by is not None else []), "pk")
    kept = found.model._default_manager.filter(
        pk__in=nearest.annotate(by=F(by) if isinstance(by, str) else by).values("pk")[:MOST])
    return kept.order_by().annotate(
        n_what=Value(what, output_field=CharField()), n_code=F(source.code), n_title=_expression(title),
        n_state=F(source.state), n_by=Cast(_expression(by), DateField()),
        n_about=Cast(_expression(about), CharField()),
    ).values_list("n_what", "n_code", "n_title", "n_state", "n_by", "n_about")


def _expression(named: Any) -> Any:
    return F(named) if isinstance(named, str) else named


def _petitions(who: Standing) -> Rows:
    reached = ways(who, Tab.MINE)
    return Petition.objects.visible_to(who).open().filter(reduce(or_, reached) if reached else Q(pk=None))


def _among(states: Any) -> Q:
    return Q(state__in=[s.value for s in states])


def _leads(who: Standing) -> Q:
    led = who.units(Role.LEADER)
    return Q(body_id__in=led) if led else Q(pk=None)


SOURCES: dict[str, Source] = {
    "petition": Source(petitions_desk.ROOM, _petitions, "due_on", petitions.STATES, "/ban-lam-viec/{code}/"),
    "dialogue": Source(
        dialogues_desk.ROOM, lambda who: Dialogue.objects.kept_by(who).filter(_among(COMING)),
        TruncDate("starts_at"), dialogues.STATES, "/ban-lam-viec/doi-thoai/{code}/"),
    "results": Source(
        dialogues_desk.ROOM, lambda who: Dialogue.objects.kept_by(who).filter(_among(OWES_RESULTS)),
        "due_on", gettext_lazy("Công khai kết quả đối thoại"), "/ban-lam-viec/doi-thoai/{code}/"),
    "question": Source(
        dialogues_desk.ROOM, lambda who: Question.objects.kept_by(who).filter(state=QuestionState.OWED),
        "due_on", gettext_lazy("Trả lời câu hỏi bằng văn bản"), "/ban-lam-viec/doi-thoai/{about}/cau-hoi/{code}/",
        title="text"),
    "reception": Source(
        dialogues_desk.ROOM, lambda who: ReceptionDay.objects.kept_by(who).filter(state=DayState.POSTED),
        "on", gettext_lazy("Buổi tiếp công dân"), "/ban-lam-viec/doi-thoai/tiep-cong-dan/{code}/", title="host_words"),
    "promise": Source(
        works_desk.ROOM, lambda who: Commitment.objects.filter(
            owned(who), _among((Promised.PROMISED, Promised.UNDER_WAY, Promised.DISPUTED))),
        "due_on", works.STATES, "/ban-lam-viec/cam-ket/{code}/"),
    "confirm": Source(
        works_desk.ROOM, lambda who: Commitment.objects.filter(looked_at(who), state=Promised.REPORTED),
        None, gettext_lazy("Chờ ông/bà xem đã xong thật chưa"), "/ban-lam-viec/cam-ket/{code}/"),
    "disclosure": Source(
        disclosures_desk.ROOM, lambda who: Disclosure.objects.kept_by(who).filter(
            _among(RUNNING), next_due_on__isnull=False),
        "next_due_on", disclosures.STATES, "/ban-lam-viec/cong-khai/{code}/"),
    "consultation": Source(
        consultations_desk.ROOM, lambda who: Consultation.objects.worked_on_by(who).filter(
            _among((Asking.PLANNED, Asking.PLAN_SENT, Asking.CLOSED, Asking.SYNTHESISED, Asking.ANSWERED))),
        None, consultations.STATES, "/ban-lam-viec/lay-y-kien/{code}/"),
    "information": Source(
        information_desk.ROOM, lambda who: InformationRequest.objects.kept_by(who).filter(IS_OPEN),
        "due_on", information.STATES, "/ban-lam-viec/thong-tin/{code}/", title=Left("asked", TITLE)),
    "article": Source(
        news_desk.ROOM, lambda who: Article.objects.kept_by(who).filter(_leads(who), state=Written.REVIEW),
        None, news.STATES, "/ban-lam-viec/tin-tuc/{code}/"),
    "comment": Source(
        news_desk.ROOM, lambda who: Comment.objects.kept_by(who).filter(state=CommentState.SENT),
        None, gettext_lazy("Duyệt ý kiến bạn đọc"), "/ban-lam-viec/tin-tuc/y-kien/", title=Left("text", TITLE)),
}
