"""What pages asked by the hundred a second read: each statement written once. Reads; changes nothing."""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache
from typing import Any, NamedTuple, TypeVar

from django.db.models import Case, F, IntegerField, Model, Q, QuerySet, Value, When

from danchu.ground.rows import Row as Row_
from danchu.ground.rows import Written, columns, made, number, words
from danchu.mechanisms.consultations.models import Consultation, Part, Question, Row
from danchu.mechanisms.consultations.rules import State

M = TypeVar("M", bound=Model)
_BESIDE = ("document", "body")


class TableRow(NamedTuple):
    """A row of a published table, as anyone reads it."""

    no: int
    article: str
    stance: str
    public_text: str
    times: int
    persons: int
    organisations: int
    verdict: str
    reason: str
    change: str
    change_eid: str
    corrected_on: date | None


def joined(wanted: QuerySet[Any], beside: tuple[str, ...], most: int | None = None) -> Written:
    """A statement that brings each object with others that stand beside it: a key of its own, or one to one."""
    own: type[Model] = wanted.model
    theirs = [f"{name}__{column}" for name in beside for column in columns(_model_of(own, name))]
    return Written(wanted.values_list(*columns(own), *theirs)[:most])


def whole(model: type[M], row: Row_, beside: tuple[str, ...]) -> M:
    """The object of such a row, with those beside it; None where there is none."""
    own = columns(model)
    found, at = made(model, own, row[: len(own)]), len(own)
    for name in beside:
        other = _model_of(model, name)
        names = columns(other)
        values = row[at : at + len(names)]
        field: Any = model._meta.get_field(name)
        field.set_cached_value(found, None if values[0] is None else made(other, names, values))
        at += len(names)
    return found


@cache
def _model_of(model: type[Model], name: str) -> type[Model]:
    found: Any = model._meta.get_field(name).related_model
    return found


@lru_cache(maxsize=1)
def _consultation() -> Written:
    public = Consultation.objects.visible_to().filter(code=words("code"))
    return Written(public.values_list(*columns(Consultation)))


@lru_cache(maxsize=1)
def _opened() -> Written:
    return joined(Consultation.objects.visible_to().filter(code=words("code")), _BESIDE)


@lru_cache(maxsize=1)
def _parts() -> Written:
    inside = Part.objects.filter(edition_id=number("edition"), article=words("article"))
    return Written(inside.order_by("place").values_list("eid", "label"))


@lru_cache(maxsize=1)
def _article() -> Written:
    inside = Part.objects.filter(edition_id=number("edition"), article=words("article"))
    return Written(inside.order_by("place").values_list(*columns(Part)))


@lru_cache(maxsize=1)
def _questions() -> Written:
    asked = Question.objects.filter(consultation_id=number("consultation")).order_by("place")
    return Written(asked.values_list(*columns(Question)))


@lru_cache(maxsize=16)
def _listed(states: tuple[State, ...], later: bool, most: int) -> Written:
    rows = Consultation.objects.visible_to().filter(state__in=states)
    first = Case(When(Q(state=State.OPEN), then=Value(0)), default=Value(1), output_field=IntegerField())
    if later:  # what is open stands before it all, on the first page
        rows = rows.filter(pk__lt=number("after")).exclude(state=State.OPEN)
    return joined(rows.order_by(first, "-id"), ("body",), most)


@lru_cache(maxsize=4)
def _table(most: int, *only: str) -> Written:
    rows = Row.objects.filter(consultation_id=number("consultation"), **{name: words(name) for name in only})
    # an article's rows are few: found by the article's index and sorted, not looked for among all in their order
    rows = rows.annotate(at=F("no") + 0 if "article" in only else F("no"))
    return Written(rows.filter(at__gt=number("after")).order_by("at").values_list(*TableRow._fields)[:most])


def consultation(code: str) -> Consultation | None:
    """The consultation anyone may read under this code. One statement."""
    row = _consultation().row(code=code)
    return made(Consultation, columns(Consultation), row) if row else None


def opened(code: str) -> Consultation | None:
    """The same with its document and its body. One statement."""
    row = _opened().row(code=code)
    return whole(Consultation, row, _BESIDE) if row else None


def listed(states: tuple[State, ...], *, after: int | None, most: int) -> list[Consultation]:
    """What anyone may read in these states, with its body: the open ones first, then the newest. One statement."""
    rows = _listed(states, after is not None, most).rows(after=after)
    return [whole(Consultation, row, ("body",)) for row in rows]


def article(edition_id: int, eid: str) -> list[Part]:
    """An article and all that stands in it, in order. One statement."""
    return [made(Part, columns(Part), row) for row in _article().rows(edition=edition_id, article=eid)]


def questions(consultation_id: int) -> list[Question]:
    """The survey beside the draft, in order. One statement."""
    return [made(Question, columns(Question), row) for row in _questions().rows(consultation=consultation_id)]


def parts(edition_id: int, article: str) -> list[tuple[str, str]]:
    """(id, name) of an article and of what stands in it, in order. One statement."""
    return [(eid, label) for eid, label in _parts().rows(edition=edition_id, article=article)]


def table_rows(consultation_id: int, *, after: int, most: int, **only: str) -> list[TableRow]:
    """Rows of a published table from a number on: of one article, with one verdict, where asked. One statement."""
    rows = _table(most, *sorted(only)).rows(consultation=consultation_id, after=after, **only)
    return [TableRow(*row) for row in rows]
