"""What happened to a case, for those who may know; and following the journal from where one stopped."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.db import transaction
from django.db.models import F, Max, QuerySet, TextField
from django.db.models.functions import Cast

from danchu.ground import rows
from danchu.ground.journal.models import Audience, Entry, Link, Reader
from danchu.ground.journal.writing import wait_for_writers
from danchu.ground.rows import Written
from danchu.ground.rows.parts import named, part

MAY_READ = {
    Audience.PUBLIC: (Audience.PUBLIC,),
    Audience.PARTIES: (Audience.PUBLIC, Audience.PARTIES),
    Audience.INTERNAL: (Audience.PUBLIC, Audience.PARTIES, Audience.INTERNAL),
}


@dataclass(frozen=True)
class Line:
    """One line of a timeline."""

    at: datetime
    verb: str
    role: str
    who: str
    unit: str
    text: str
    audience: str
    about: dict[str, Any]


def timeline(subject: str, audience: Audience) -> list[Line]:
    """All that this audience may know of a case, oldest first. One statement."""
    return [Line(at, verb, role, who or "", unit or "", text, aud, about)
            for at, verb, role, who, unit, text, aud, about in rows.read(asks_timeline(subject, audience))]


def asks_timeline(subject: str, audience: Audience) -> rows.Asking:
    """What `timeline` asks, to be asked ahead."""
    return _timeline(audience).of(subject=subject)


def lines_part(subject: Any, audience: Audience, *, unit: str = "unit__name") -> QuerySet[Any]:
    """The timeline of a case as a part of a union (see `rows.parts`); `line_of` reads its rows."""
    entries = Entry.objects.filter(subject=subject, audience__in=MAY_READ[audience])
    return part("line", entries, F("pk"), at=F("at"), who=F("by__name"), text=F("text"), more=named(
        ("verb", "role", "audience"), unit=unit, about=Cast("about", TextField())))


def line_of(at: datetime, who: str | None, text: str | None, more: str) -> Line:
    """One line of such a part."""
    told = json.loads(more)
    about = json.loads(told["about"]) if isinstance(told["about"], str) else told["about"]
    return Line(at, told["verb"], told["role"], who or "", told["unit"] or "", text or "", told["audience"], about)


@cache
def _timeline(audience: Audience) -> Written:
    entries = Entry.objects.filter(subject=rows.words("subject"), audience__in=MAY_READ[audience]).order_by("id")
    return Written(entries.values_list("at", "verb", "role", "by__name", "unit__name", "text", "audience", "about"))


def links_of(subject: str) -> list[tuple[str, str, bool]]:
    """(other code, kind, whether we are the source) for each link of a case."""
    return [(target if source == subject else source, kind, source == subject)
            for source, target, kind in rows.read(asks_links(subject))]


def asks_links(subject: str) -> rows.Asking:
    """What `links_of` asks, to be asked ahead."""
    return _links().of(subject=subject)


@cache
def _links() -> Written:
    subject, shown = rows.words("subject"), ("source", "target", "kind")  # a link is made once: no two are alike
    return Written(Link.objects.filter(source=subject).values_list(*shown).union(
        Link.objects.filter(target=subject).values_list(*shown)))


def follow(name: str, take: Callable[[list[Entry]], None], *, at_most: int = 500) -> int:
    """Hand the next rows to `take` and remember how far; both or neither. Returns how many were taken."""
    upto = _settled_upto()
    with transaction.atomic():
        reader, _ = Reader.objects.select_for_update().get_or_create(name=name)
        rows = list(Entry.objects.filter(id__gt=reader.upto, id__lte=upto).order_by("id")[:at_most])
        if rows:
            take(rows)
            Reader.objects.filter(pk=reader.pk).update(upto=rows[-1].id)
    return len(rows)


def _settled_upto() -> int:
    """The last row below which no transaction can still add one (numbers are given before commits)."""
    with transaction.atomic():
        wait_for_writers()
        return Entry.objects.aggregate(last=Max("id"))["last"] or 0


def codes(rows: Iterable[Entry]) -> set[str]:
    """The cases these rows speak of."""
    return {r.subject for r in rows}
