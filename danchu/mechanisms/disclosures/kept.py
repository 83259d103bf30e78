"""What is kept with one disclosure, as its desk shows it: looks, files, what happened, versions. One statement."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import F, QuerySet, Value

from danchu.ground import rows
from danchu.ground.files.models import Attachment
from danchu.ground.journal.models import Audience
from danchu.ground.journal.reading import Line, line_of, lines_part
from danchu.ground.offices.models import Unit
from danchu.ground.people.models import Person
from danchu.ground.rows import Written
from danchu.ground.rows.parts import named, part, together
from danchu.mechanisms.disclosures.models import Disclosure, Observation, OwnItem, Version


@dataclass
class Kept:
    """All of it, already read. `offices` and `own` only where the thing may still be written anew."""

    looks: list[Observation] = field(default_factory=list)  # by day
    files: list[Attachment] = field(default_factory=list)  # without the photos of the looks
    lines: list[Line] = field(default_factory=list)
    versions: list[Version] = field(default_factory=list)  # the newest first
    offices: list[tuple[int, str]] = field(default_factory=list)
    own: list[OwnItem] = field(default_factory=list)


def kept_with(d: Disclosure, *, choices: bool) -> Kept:
    """Everything its office reads of it; `choices` also what its entry may be changed to."""
    written = _written(choices, d.body.serves_id is None)
    kept = _sorted_out(d, written.rows(code=d.code, case=d.pk, body=d.body_id, serves=d.body.serves_id))
    photos = {look.photo_id for look in kept.looks}
    kept.files = [f for f in kept.files if f.pk not in photos]
    kept.looks.sort(key=lambda look: (look.on, look.pk))
    return kept


_LOOK = ("form", "place", "on", "up", "photo_id")
_FILE = ("kind", "path", "audience")
_VERSION = ("summary", "decision", "decided_on")


@lru_cache(maxsize=4)
def _written(choices: bool, serves_nobody: bool) -> Written:
    code, case = rows.words("code"), rows.number("case")
    parts = [
        lines_part(code, Audience.INTERNAL),
        part("file", Attachment.objects.filter(subject=code), F("pk"), text=F("name"), more=named(_FILE)),
        part("look", Observation.objects.filter(disclosure_id=case), F("pk"), at=F("at"), text=F("note"),
             more=named(_LOOK, photo_name="photo__name", photo_audience="photo__audience")),
        part("version", Version.objects.filter(disclosure_id=case), F("n"), at=F("at"), who=F("approved_by__name"),
             text=F("title"), more=named(_VERSION)),
        *(_choices(serves_nobody) if choices else ()),
    ]
    return together(parts)


def _choices(serves_nobody: bool) -> list[QuerySet[Any]]:
    near = Unit.objects.filter(level="office", serves_id=None if serves_nobody else rows.number("serves"))
    own = OwnItem.objects.filter(body_id=rows.number("body"), ended_on=None)
    return [part("office", near, Value(0), text=F("full_name"), more=F("pk")),
            part("own", own, F("pk"), text=F("name"))]


def _sorted_out(d: Disclosure, found: Iterable[rows.Row]) -> Kept:
    kept = Kept()
    for what, key, at, who, text, more in found:
        if what == "line":
            kept.lines.append(line_of(at, who, text, more))
            continue
        told = json.loads(more) if more else {}
        if what == "file":
            kept.files.append(Attachment(pk=key, subject=d.code, name=text, **told))
        elif what == "look":
            kept.looks.append(_look(d, key, at, text, told))
        elif what == "version":
            told["decided_on"] = date.fromisoformat(told["decided_on"])
            kept.versions.insert(0, Version(disclosure_id=d.pk, n=key, at=at, title=text,
                                            approved_by=Person(name=who), **told))
        elif what == "office":
            kept.offices.append((int(more), text))
        else:
            kept.own.append(OwnItem(pk=key, body_id=d.body_id, name=text))
    return kept


def _look(d: Disclosure, key: int, at: Any, note: str, told: dict[str, Any]) -> Observation:
    look = Observation(pk=key, disclosure_id=d.pk, at=at, note=note, form=told["form"], place=told["place"],
                       on=date.fromisoformat(told["on"]), up=bool(told["up"]), photo_id=told["photo_id"])
    if look.photo_id:
        look.photo = Attachment(pk=look.photo_id, name=told["photo_name"], audience=told["photo_audience"])
    return look
