"""What hangs on one consultation or document: what happened, files, questions, criticism, editions. One statement."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db.models import BigIntegerField, CharField, DateTimeField, F, QuerySet, TextField, Value
from django.db.models.functions import Cast, JSONObject

from danchu.ground import rows
from danchu.ground.files.models import Attachment
from danchu.ground.journal.models import Audience, Entry
from danchu.ground.journal.reading import MAY_READ, Line
from danchu.ground.rows import Written
from danchu.mechanisms.consultations.models import Consultation, Criticism, Document, Edition, Question


@dataclass(frozen=True)
class File:
    """An attachment as a page names it."""

    pk: int
    name: str


@dataclass(frozen=True)
class Kept:
    """An edition as a line of the list of editions; `by` is the name of who brought it in."""

    pk: int
    no: int
    articles: int
    made_at: datetime
    by: str
    note: str


@dataclass
class Papers:
    """All of it, already read: of a consultation its files, questions and criticism, of a document its editions."""

    lines: list[Line] = field(default_factory=list)
    files: list[File] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    criticism: Criticism | None = None
    editions: list[Kept] = field(default_factory=list)  # the newest first


def of_consultation(c: Consultation) -> Papers:
    """What anyone may read of a consultation that was opened."""
    return _sorted_out(_of_consultation().rows(code=c.code, case=c.pk))


def of_document(d: Document) -> Papers:
    """What its office reads of a document."""
    return _sorted_out(_of_document().rows(code=d.code, case=d.pk))


@lru_cache(maxsize=1)
def _of_consultation() -> Written:
    code, case = rows.words("code"), rows.number("case")
    return _written(
        _lines(Audience.PUBLIC),
        _part("file", Attachment.objects.filter(subject=code, audience=Audience.PUBLIC), F("pk"), who=F("name")),
        _part("question", Question.objects.filter(consultation_id=case), F("place"), text=F("text"),
              more=JSONObject(pk="pk", kind="kind", options=Cast("options", TextField()))),
        _part("criticism", Criticism.objects.filter(consultation_id=case), F("pk"), text=F("text"),
              more=JSONObject(**{name: name for name in (*_DAYS, *_WORDS)}, steps=Cast("steps", TextField()))))


_DAYS = ("sent_on", "received_on", "replied_on")  # of a criticism
_WORDS = ("sent_number", "form", "number", "reply", "reply_number")


@lru_cache(maxsize=1)
def _of_document() -> Written:
    editions = Edition.objects.filter(document_id=rows.number("case"))
    return _written(_lines(Audience.INTERNAL),
                    _part("edition", editions, F("no"), at=F("made_at"), who=F("by__name"), text=F("note"),
                          more=JSONObject(pk="pk", articles="articles")))


def _written(first: QuerySet[Any], *others: QuerySet[Any]) -> Written:
    return Written(first.union(*others, all=True).order_by("part_", "key_"))


def _lines(audience: Audience) -> QuerySet[Any]:
    entries = Entry.objects.filter(subject=rows.words("code"), audience__in=MAY_READ[audience])
    return _part("line", entries, F("pk"), at=F("at"), who=F("by__name"), text=F("text"), more=JSONObject(
        verb="verb", role="role", unit="unit__name", audience="audience", about=Cast("about", TextField())))


_NO_TIME = Value(None, DateTimeField())
_EMPTY = Value("", TextField())


def _part(what: str, found: QuerySet[Any], key: Any, *, at: Any = _NO_TIME, who: Any = _EMPTY, text: Any = _EMPTY,
          more: Any = _EMPTY) -> QuerySet[Any]:
    return found.order_by().annotate(
        part_=Value(what, CharField()), key_=Cast(key, BigIntegerField()), at_=Cast(at, DateTimeField()),
        who_=Cast(who, TextField()), text_=Cast(text, TextField()), more_=Cast(more, TextField()),
    ).values_list("part_", "key_", "at_", "who_", "text_", "more_")


def _sorted_out(found: Iterable[rows.Row]) -> Papers:
    papers = Papers()
    for what, key, at, who, text, more in found:
        told = json.loads(more) if more else {}
        if what == "line":
            papers.lines.append(Line(at, told["verb"], told["role"], who or "", told["unit"] or "", text or "",
                                     told["audience"], json.loads(told["about"])))
        elif what == "file":
            papers.files.append(File(key, who))
        elif what == "question":
            papers.questions.append(Question(pk=told["pk"], place=key, text=text, kind=told["kind"],
                                             options=json.loads(told["options"])))
        elif what == "criticism":
            papers.criticism = _criticism(key, text, told)
        else:
            papers.editions.insert(0, Kept(told["pk"], key, told["articles"], at, who or "", text))
    return papers


def _criticism(pk: int, text: str, told: dict[str, Any]) -> Criticism:
    days = {name: date.fromisoformat(told[name]) if told[name] else None for name in _DAYS}
    return Criticism(pk=pk, text=text, steps=json.loads(told["steps"]), **days,
                     **{name: told[name] for name in _WORDS})
