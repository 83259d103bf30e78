"""What hangs on one consultation or document: what happened, files, questions, criticism, editions. One statement."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db.models import F, TextField
from django.db.models.functions import Cast

from danchu.ground import rows
from danchu.ground.files.models import Attachment
from danchu.ground.journal.models import Audience
from danchu.ground.journal.reading import Line, line_of, lines_part
from danchu.ground.rows import Written
from danchu.ground.rows.parts import named, part, together
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
    return together([
        lines_part(code, Audience.PUBLIC),
        part("file", Attachment.objects.filter(subject=code, audience=Audience.PUBLIC), F("pk"), who=F("name")),
        part("question", Question.objects.filter(consultation_id=case), F("place"), text=F("text"),
             more=named(("pk", "kind"), options=Cast("options", TextField()))),
        part("criticism", Criticism.objects.filter(consultation_id=case), F("pk"), text=F("text"),
             more=named((*_DAYS, *_WORDS), steps=Cast("steps", TextField())))])


_DAYS = ("sent_on", "received_on", "replied_on")  # of a criticism
_WORDS = ("sent_number", "form", "number", "reply", "reply_number")


@lru_cache(maxsize=1)
def _of_document() -> Written:
    editions = Edition.objects.filter(document_id=rows.number("case"))
    return together([lines_part(rows.words("code"), Audience.INTERNAL),
                     part("edition", editions, F("no"), at=F("made_at"), who=F("by__name"), text=F("note"),
                          more=named(("pk", "articles")))])


def _sorted_out(found: Iterable[rows.Row]) -> Papers:
    papers = Papers()
    for what, key, at, who, text, more in found:
        if what == "line":
            papers.lines.append(line_of(at, who, text, more))
            continue
        told = json.loads(more) if more else {}
        if what == "file":
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
