"""Everything that hangs on one promise or work: what happened, what was said, files, links. One statement."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db.models import F, Q, QuerySet

from danchu.ground import rows
from danchu.ground.files.models import Attachment
from danchu.ground.journal.models import Audience, Link
from danchu.ground.journal.reading import MAY_READ, Line, line_of, lines_part
from danchu.ground.offices.lineage import kin
from danchu.ground.offices.models import Succession, SuccessionKind, Unit
from danchu.ground.people.access import Standing
from danchu.ground.rows import Written
from danchu.ground.rows.parts import named, part, together
from danchu.law.roles import Role
from danchu.mechanisms.works.models import AccountEntry, Commitment, CommunityWork, Original, Statement, WorkNeed
from danchu.mechanisms.works.parts import barred_units, served
from danchu.mechanisms.works.rules import WorkStep


@dataclass(frozen=True)
class Said:
    """Words in a step; `shown` is what everybody may read of them."""

    pk: int
    step: str
    role: str
    text: str
    shown: str
    who: str
    at: datetime


@dataclass
class Papers:
    """All of it, already read. `kin` and `near` only where somebody's parts are asked."""

    lines: list[Line] = field(default_factory=list)
    said: dict[int, Said] = field(default_factory=dict)
    files: list[dict[str, Any]] = field(default_factory=list)
    links: list[tuple[str, str, bool]] = field(default_factory=list)  # as journal.reading.links_of
    needs: list[WorkNeed] = field(default_factory=list)  # only of a work
    kin: frozenset[int] = frozenset()
    near: frozenset[int] = frozenset()
    barred: frozenset[int] = frozenset()  # units that answered for the promise before its owner
    served: bool = False  # whether whoever reads has held a post in any of these since it was made
    twins: list[tuple[str, str]] = field(default_factory=list)  # (code, title) of the same promise recorded again
    originals: list[Said] = field(default_factory=list)  # first words that were covered since; only for the office
    heirs: dict[int, str] = field(default_factory=dict)  # those that took the owner over and this person leads


IN_BOOK = (WorkStep.ENTER, WorkStep.CORRECT)  # what the account itself tells
_NEED = ("need", "what", "counted_in", "wanted", "pledged", "received", "spent")


def papers_of(code: str, audience: Audience, *, commitment: Commitment | None = None,
              work: CommunityWork | None = None, who: Standing | None = None, today: date | None = None,
              book: bool = True) -> Papers:
    """Read what this audience may see; with `who` and `today`, also what their parts in the promise hang on.

    Without the `book` of a work: neither its thousand lines nor their receipts, which a page shows in its account.
    """
    asked = None
    if commitment is not None and who is not None and today is not None:
        asked = (who, _facts(commitment.owner), _facts(commitment.promised_by))
    written = _written(audience, "commitment" if commitment else "work" if work else "", asked, book)
    case = commitment or work
    since = commitment.promised_on if commitment else None
    return _sorted_out(written.rows(code=code, case=case.pk if case else 0, today=today, since=since), code)


Facts = tuple[int, str, str, int | None]  # what kinship asks of a unit


def _facts(unit: Unit) -> Facts:
    return unit.pk, unit.level, unit.family, unit.serves_id


def _unit(facts: Facts) -> Unit:
    return Unit(pk=facts[0], level=facts[1], family=facts[2], serves_id=facts[3])


@lru_cache(maxsize=256)
def _written(audience: Audience, kind: str, asked: tuple[Standing, Facts, Facts] | None, book: bool) -> Written:
    """The one statement, written once for a kind of page, an official and an owner."""
    seen, code, case = MAY_READ[audience], rows.words("code"), rows.number("case")
    lines, files = lines_part(code, audience, unit="unit__full_name"), Attachment.objects.filter(subject=code)
    if not book:
        receipts = AccountEntry.objects.filter(work_id=case, paper__isnull=False)
        lines, files = lines.exclude(verb__in=IN_BOOK), files.exclude(pk__in=receipts.values("paper"))
    parts = [
        lines,
        part("file", files.filter(audience__in=seen), F("pk"), at=F("added_at"),
             who=F("name"), text=F("audience"), more=F("kind")),
        part("link", Link.objects.filter(Q(source=code) | Q(target=code)), F("pk"), who=F("source"),
             text=F("target"), more=F("kind")),
    ]
    if kind == "work":
        parts.append(part("need", WorkNeed.objects.filter(work_id=case), F("pk"), more=named(_NEED)))
    if kind == "commitment":
        said = Statement.objects.filter(commitment_id=case)
        if audience is not Audience.INTERNAL:  # whoever looks into it reads the asker; the owner's notes stay inside
            said = said.exclude(Q(shown="") & ~Q(role=Role.ASKER if audience is Audience.PARTIES else ""))
        parts.append(part("said", said, F("pk"), at=F("at"), who=F("by__name"), text=F("text"),
                          more=named(("step", "role", "shown"))))
        parts.append(part("twin", Commitment.objects.filter(twice_of_id=case), F("pk"), who=F("code"), text=F("title")))
    if kind == "commitment" and audience is Audience.INTERNAL:
        parts.append(part("original", Original.objects.filter(commitment_id=case), F("pk"), at=F("at"),
                          who=F("by__name"), text=F("text"), more=F("name")))
    parts += _standing(asked[0], _unit(asked[1]), _unit(asked[2])) if asked else []
    return together(parts)


def _standing(who: Standing, owner: Unit, promised_by: Unit) -> list[QuerySet[Any]]:
    """What somebody's parts hang on: the owner's house, those before it, their units near it, the heirs they lead."""
    today = rows.day("today")
    house = kin(owner, today)
    barred = barred_units(owner, promised_by, today)
    held = served(who, rows.day("since")).filter(Q(unit_id__in=barred.values("pk")) | Q(unit_id__in=house.values("pk")))
    parts = [part("kin", house, F("pk")), part("barred", barred, F("pk")), part("served", held, F("pk"))]
    units = [post.unit_id for post in who.posts]
    near = Unit.objects.filter(pk__in=units, serves_id=owner.serves_id, serves_id__isnull=False)
    parts += [part("near", near, F("pk"))] if units and owner.serves_id else []
    led = who.units(Role.LEADER)
    took = Succession.objects.filter(predecessor_id=owner.pk, effective_on__lte=today, successor_id__in=led)
    took = took.exclude(kind=SuccessionKind.UNCHANGED)
    return [*parts, part("heir", took, F("successor_id"), who=F("successor__full_name"))] if led else parts


def _sorted_out(found: Iterable[Any], code: str) -> Papers:
    papers = Papers()
    units: dict[str, set[int]] = {"kin": set(), "near": set(), "barred": set(), "served": set()}
    for what, key, at, who, text, more in found:
        if what == "line":
            papers.lines.append(line_of(at, who, text, more))
        elif what == "said":
            row = json.loads(more)
            papers.said[key] = Said(key, row["step"], row["role"], text, row["shown"], who or "", at)
        elif what == "file":
            papers.files.append({"pk": key, "name": who, "audience": text, "kind": more, "at": at})
        elif what == "need":
            papers.needs.append(WorkNeed(pk=key, **json.loads(more)))
        elif what == "link":
            papers.links.append((text if who == code else who, more, who == code))
        elif what == "twin":
            papers.twins.append((who, text))
        elif what == "original":
            papers.originals.append(Said(key, more, "", text, "", who or "", at))
        elif what == "heir":
            papers.heirs[key] = who
        else:
            units[what].add(key)
    papers.kin, papers.near, papers.barred = (frozenset(units[name]) for name in ("kin", "near", "barred"))
    papers.served = bool(units["served"])
    return papers
