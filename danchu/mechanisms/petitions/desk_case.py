"""Everything that hangs on one case, for those who deal with it: words, papers, what happened, whom to hand it to.

One statement, whatever there is: the parts have the same columns and are asked for together.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
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

from danchu.ground.files.models import Attachment
from danchu.ground.journal.models import Entry
from danchu.ground.journal.reading import Line
from danchu.ground.offices.models import Family, Level, Unit
from danchu.ground.people.models import PostHeld
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
    parts = [
        _part("original", Original.objects.filter(petition=petition), F("petition_id"), more=JSONObject(
            text="text", place="place_text", lat="lat", lon="lon", name="name", email="email", phone="phone",
            witness="witness")),
        _part("publication", Publication.objects.filter(petition=petition), F("petition_id"), more=JSONObject(
            title="title", text="text", answer="answer", listed=Cast("listed", CharField()))),
        _part("said", Message.objects.filter(petition=petition), F("pk"), at=F("at"), who=F("by__name"),
              text=F("text"), more=F("kind")),
        _part("line", Entry.objects.filter(subject=petition.code), F("pk"), at=F("at"), who=F("by__name"),
              text=F("text"), more=JSONObject(verb="verb", role="role", unit="unit__name", audience="audience",
                                              about=Cast("about", TextField()))),
        _part("file", Attachment.objects.filter(subject=petition.code), F("pk"), at=F("added_at"), who=F("name"),
              more=F("kind")),
        *_choices(petition, steps, today),
    ]
    return _sorted_out(parts[0].union(*parts[1:], all=True).order_by("what", "key"))


def _part(what: str, rows: QuerySet[Any], key: Any, *, at: Any = _NO_TIME, who: Any = _EMPTY, text: Any = _EMPTY,
          more: Any = _EMPTY) -> QuerySet[Any]:
    return rows.order_by().annotate(
        what=Value(what, CharField()), key=Cast(key, BigIntegerField()), at_=Cast(at, DateTimeField()),
        who_=Cast(who, TextField()), text_=Cast(text, TextField()), more_=Cast(more, TextField()),
    ).values_list("what", "key", "at_", "who_", "text_", "more_")


def _choices(petition: Petition, steps: frozenset[Step], today: date) -> list[QuerySet[Any]]:
    wanted = []
    if steps & {Step.ASSIGN}:
        wanted.append(_part("office", offices_of(petition.body), F("pk"), who=F("full_name")))
    if steps & {Step.HAND_TO} and petition.office_id:
        posts = PostHeld.held_on(today).filter(unit_id=petition.office_id, role=Role.HANDLER, person__is_active=True)
        wanted.append(_part("officer", posts, F("person_id"), who=F("person__name"), more=F("title")))
    if steps & {Step.PASS_ON}:
        wanted.append(_part("body", receivers(today).exclude(pk=petition.body_id), F("pk"), who=F("full_name")))
    if steps & {Step.DRAFT, Step.APPROVE}:
        mine = AnswerTemplate.objects.filter(body_id=petition.body_id)
        wanted.append(_part("template", mine, F("pk"), who=F("name"), text=F("text")))
    return wanted


def offices_of(body: Unit) -> QuerySet[Unit]:
    """The offices a body hands work to: those of its family that serve the same place."""
    return Unit.objects.filter(serves_id=body.serves_id, family=body.family, level=Level.OFFICE, valid_to=None)


MOST_BODIES = 200


def receivers(today: date) -> QuerySet[Unit]:
    """Bodies on this platform where somebody receives today; a case passed on elsewhere would fall in a hole."""
    posts = PostHeld.held_on(today).filter(role__in=(Role.RECEPTION, Role.LEADER)).values("unit_id")
    some = Unit.objects.filter(pk__in=posts).exclude(family=Family.TERRITORY).order_by("pk").values("pk")[:MOST_BODIES]
    return Unit.objects.filter(pk__in=some)


def office_head(petition: Petition, today: date) -> Subquery:
    """The name of the head of the office a petition stands in."""
    heads = PostHeld.held_on(today).filter(unit_id=OuterRef("office_id"), is_head=True)
    return Subquery(heads.values("person__name")[:1])


def _sorted_out(rows: QuerySet[Any]) -> Papers:
    papers = Papers()
    for what, key, at, who, text, more in rows:
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
    "file": lambda p, key, at, who, text, more: p.files.append({"pk": key, "name": who, "kind": more}),
    "office": lambda p, key, at, who, text, more: p.offices.append((key, who)),
    "officer": lambda p, key, at, who, text, more: p.officers.append((key, f"{who}, {more}" if more else who)),
    "body": lambda p, key, at, who, text, more: p.bodies.append((key, who)),
    "template": lambda p, key, at, who, text, more: p.templates.append((key, who, text)),
}
