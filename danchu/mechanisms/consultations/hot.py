"""What pages asked by the hundred a second read: each statement written once. Reads; changes nothing."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.db.models import F

from danchu.ground.offices.models import Unit
from danchu.ground.rows import Written, columns, made, number, words
from danchu.mechanisms.consultations.models import Consultation, Document, Part, Row

_BESIDE: tuple[tuple[str, type[Any]], ...] = (("document", Document), ("body", Unit))


@lru_cache(maxsize=1)
def _consultation() -> Written:
    public = Consultation.objects.visible_to().filter(code=words("code"))
    return Written(public.values_list(*columns(Consultation)))


@lru_cache(maxsize=1)
def _opened() -> Written:
    beside = [f"{name}__{column}" for name, model in _BESIDE for column in columns(model)]
    public = Consultation.objects.visible_to().filter(code=words("code"))
    return Written(public.values_list(*columns(Consultation), *beside))


@lru_cache(maxsize=1)
def _parts() -> Written:
    inside = Part.objects.filter(edition_id=number("edition"), article=words("article"))
    return Written(inside.order_by("place").values_list("eid", "label"))


@lru_cache(maxsize=4)
def _table(most: int, *only: str) -> Written:
    rows = Row.objects.filter(consultation_id=number("consultation"), **{name: words(name) for name in only})
    # an article's rows are few: found by the article's index and sorted, not looked for among all in their order
    rows = rows.annotate(at=F("no") + 0 if "article" in only else F("no"))
    return Written(rows.filter(at__gt=number("after")).order_by("at").values_list(*columns(Row))[:most])


def consultation(code: str) -> Consultation | None:
    """The consultation anyone may read under this code. One statement."""
    row = _consultation().row(code=code)
    return made(Consultation, columns(Consultation), row) if row else None


def opened(code: str) -> Consultation | None:
    """The same with its document and its body. One statement."""
    row = _opened().row(code=code)
    if row is None:
        return None
    at = len(columns(Consultation))
    found = made(Consultation, columns(Consultation), row[:at])
    for name, model in _BESIDE:
        setattr(found, name, made(model, columns(model), row[at: at + len(columns(model))]))
        at += len(columns(model))
    return found


def parts(edition_id: int, article: str) -> list[tuple[str, str]]:
    """(id, name) of an article and of what stands in it, in order. One statement."""
    return [(eid, label) for eid, label in _parts().rows(edition=edition_id, article=article)]


def table_rows(consultation_id: int, *, after: int, most: int, **only: str) -> list[Row]:
    """Rows of a published table from a number on: of one article, with one verdict, where asked. One statement."""
    rows = _table(most, *sorted(only)).rows(consultation=consultation_id, after=after, **only)
    return [made(Row, columns(Row), row) for row in rows]
