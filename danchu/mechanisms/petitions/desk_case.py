"""Everything that hangs on one case, for those who deal with it: words, papers, what happened, whom to hand it to.

One statement, whatever there is: the parts have the same columns and are asked for together.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db.models import (
    BigIntegerField,
    CharField,
    DateTimeField,
    F,
    OuterRef,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Cast, JSONObject

from danchu.ground import rows
from danchu.ground.files.models import Attachment
from danchu.ground.journal.models import Entry
from danchu.ground.journal.reading import Line
from danchu.ground.offices.models import Family, Level, Unit
from danchu.ground.people.models import PostHeld
from danchu.ground.rows import Written
from danchu.law.roles import Role
from danchu.mechanisms.petitions.models import AnswerTemplate, Message, Original, Petition, Publication
from danchu.mechanisms.petitions.rules import Step

Choice = tuple[int, str]


@dataclass(frozen=True)
class Said:
    """Words in a case: a draft, an answer, a question, a note."""

    kind: str
    text: str
    who: str
    at: datetime


@dataclass
class Papers:
    """All of it, already read. `choices` are by what they are: offices, officers, bodies, templates."""

    original: dict[str, Any] = field(default_factory=dict)
    publication: dict[str, Any] = field(default_factory=dict)
    said: list[Said] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    files: list[dict[str, Any]] = field(default_factory=list)
    offices: list[Choice] = field(default_factory=list)
    officers: list[Choice] = field(default_factory=list)
    bodies: list[Choice] = field(default_factory=list)
    templates: list[tuple[int, str, str]] = field(default_factory=list)

    def last(self, kind: str) -> str:
        """The latest words of a kind; empty where there are none."""
        return next((s.text for s in reversed(self.said) if s.kind == kind), "")


_NO_TIME = Value(None, DateTimeField())
_EMPTY = Value("", TextField())


def papers_of(petition: Petition, steps: frozenset[Step], today: date) -> Papers:
    """Read everything the page of this case shows; choices only for the steps that may be taken now."""
    body = petition.body
    written = _papers(frozenset(_wanted(petition, steps)), body.serves_id is None)
    return _sorted_out(written.rows(
        petition=petition.pk, code=petition.code, office=petition.office_id, body=body.pk, serves=body.serves_id,
        family=body.family, today=today))


@lru_cache(maxsize=64)
def _papers(choices: frozenset[str], serves_nobody: bool) -> Written:
    petition, code = rows.number("petition"), rows.words("code")
    parts = [
        _part("original", Original.objects.filter(petition=petition), F("petition_id"), more=JSONObject(
            text="text", place="place_text", lat="lat", lon="lon", name="name", email="email", phone="phone",
            witness="witness", point_public=Cast("point_public", CharField()))),
        _part("publication", Publication.objects.filter(petition=petition), F("petition_id"), more=JSONObject(
            title="title", text="text", answer="answer", lat="lat", listed=Cast("listed", CharField()))),
        _part("said", Message.objects.filter(petition=petition), F("pk"), at=F("at"), who=F("by__name"),
              text=F("text"), more=F("kind")),
        _part("line", Entry.objects.filter(subject=code), F("pk"), at=F("at"), who=F("by__name"),
              text=F("text"), more=JSONObject(verb="verb", role="role", unit="unit__name", audience="audience",
                                              about=Cast("about", TextField()))),
        _part("file", Attachment.objects.filter(subject=code), F("pk"), at=F("added_at"), who=F("name"),
              text=F("audience"), more=F("kind")),
        *(_choice(what, serves_nobody) for what in sorted(choices)),
    ]
    return Written(parts[0].union(*parts[1:], all=True).order_by("what", "key"))


def _part(what: str, rows: QuerySet[Any], key: Any, *, at: Any = _NO_TIME, who: Any = _EMPTY, text: Any = _EMPTY,
          more: Any = _EMPTY) -> QuerySet[Any]:
    return rows.order_by().annotate(
        what=Value(what, CharField()), key=Cast(key, BigIntegerField()), at_=Cast(at, DateTimeField()),
        who_=Cast(who, TextField()), text_=Cast(text, TextField()), more_=Cast(more, TextField()),
    ).values_list("what", "key", "at_", "who_", "text_", "more_")


def _wanted(petition: Petition, steps: frozenset[Step]) -> Iterator[str]:
    """What there is to choose from: only for the steps that may be taken now."""
    if Step.ASSIGN in steps:
        yield "office"
    if Step.HAND_TO in steps and petition.office_id:
        yield "officer"
    if Step.PASS_ON in steps:
        yield "body"
    if steps & {Step.DRAFT, Step.APPROVE}:
        yield "template"


def _choice(what: str, serves_nobody: bool) -> QuerySet[Any]:
    today, body = rows.day("today"), rows.number("body")
    if what == "office":
        offices = offices_of(None if serves_nobody else rows.number("serves"), rows.words("family"))
        return _part(what, offices, F("pk"), who=F("full_name"))
    if what == "officer":
        posts = PostHeld.held_on(today).filter(
            unit_id=rows.number("office"), role=Role.HANDLER, person__is_active=True)
        return _part(what, posts, F("person_id"), who=F("person__name"), more=F("title"))
    if what == "body":
        return _part(what, receivers(today).exclude(pk=body), F("pk"), who=F("full_name"))
    return _part(what, AnswerTemplate.objects.filter(body_id=body), F("pk"), who=F("name"), text=F("text"))


def offices_of(serves: Any, family: Any) -> QuerySet[Unit]:
    """The offices a body hands work to: those of its family that serve the same place."""
    return Unit.objects.filter(serves_id=serves, family=family, level=Level.OFFICE, valid_to=None)


MOST_BODIES = 200


def receivers(today: Any) -> QuerySet[Unit]:
    """Bodies on this platform where somebody receives today; a case passed on elsewhere would fall in a hole."""
    posts = PostHeld.held_on(today).filter(role__in=(Role.RECEPTION, Role.LEADER)).values("unit_id")
    some = Unit.objects.filter(pk__in=posts).exclude(family=Family.TERRITORY).order_by("pk").values("pk")[:MOST_BODIES]
    return Unit.objects.filter(pk__in=some)


def office_head(petition: Petition, today: date) -> Subquery:
    """The name of the head of the office a petition stands in."""
    heads = PostHeld.held_on(today).filter(unit_id=OuterRef("office_id"), is_head=True)
    return Subquery(heads.values("person__name")[:1])


def _sorted_out(found: Iterable[rows.Row]) -> Papers:
    papers = Papers()
    for what, key, at, who, text, more in found:
        _PUT[what](papers, key, at, who or "", text or "", more or "")
    for choice in (papers.offices, papers.officers, papers.bodies):
        choice.sort(key=lambda c: c[1])
    return papers


def _line(papers: Papers, key: int, at: datetime, who: str, text: str, more: str) -> None:
    row = json.loads(more)
    about = json.loads(row["about"]) if isinstance(row["about"], str) else row["about"]
    papers.lines.append(Line(at, row["verb"], row["role"], who, row["unit"] or "", text, row["audience"], about))


_PUT: dict[str, Callable[[Papers, int, datetime, str, str, str], None]] = {
    "original": lambda p, key, at, who, text, more: p.original.update(json.loads(more)),
    "publication": lambda p, key, at, who, text, more: p.publication.update(json.loads(more)),
    "said": lambda p, key, at, who, text, more: p.said.append(Said(more, text, who, at)),
    "line": _line,
    "file": lambda p, key, at, who, text, more: p.files.append(
        {"pk": key, "name": who, "kind": more, "audience": text}),
    "office": lambda p, key, at, who, text, more: p.offices.append((key, who)),
    "officer": lambda p, key, at, who, text, more: p.officers.append((key, f"{who}, {more}" if more else who)),
    "body": lambda p, key, at, who, text, more: p.bodies.append((key, who)),
    "template": lambda p, key, at, who, text, more: p.templates.append((key, who, text)),
}
