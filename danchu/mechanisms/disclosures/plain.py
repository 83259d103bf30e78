"""Disclosures, looks and own items as plain rows, by statements written once: boards and lists read hundreds at a time.

A `Thing` answers what a `Disclosure` does to `facts` and to pages; it changes nothing and knows no other table.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from functools import lru_cache, reduce
from operator import or_
from typing import Any, NamedTuple

from django.db.models import F, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.db.models.lookups import In

from danchu.ground import rows
from danchu.ground.rows import Written
from danchu.ground.rows.parts import named, part, together
from danchu.law.disclosure import Item, Posting, item, own_item
from danchu.mechanisms.disclosures.models import Disclosure, Observation, OwnItem, Session, Shelf
from danchu.mechanisms.disclosures.rules import PUBLIC, State

MOST = 400  # open things of a unit looked at one by one; nobody owes more at once
_PUBLIC = frozenset(state.value for state in PUBLIC)


class Thing(NamedTuple):
    """One disclosure, without its summary and texts."""

    pk: int
    code: str
    state: str
    body_id: int
    item: int
    own_item_id: int | None
    title: str
    decision: str
    decided_on: date
    published_on: date | None
    offline_on: date | None
    covers_until: date | None
    changed_on: date | None
    refreshed_on: date | None
    forms_text: str
    places_text: str
    heirs_text: str
    loudspeaker: bool
    standing: str
    own_name: str | None
    own_about: str | None
    own_posting: str
    own_aloud: bool | None
    own_expected: bool | None

    @property
    def forms(self) -> Sequence[str]:
        return _decoded(self.forms_text)

    @property
    def places(self) -> Sequence[str]:
        return _decoded(self.places_text)

    @property
    def heirs(self) -> Sequence[tuple[str, str]]:
        return _decoded(self.heirs_text)

    @property
    def is_public(self) -> bool:
        return self.state in _PUBLIC

    @property
    def clause(self) -> Item:
        """What of the fourteen it is, or what its unit added to them."""
        if self.own_name is None:
            return item(self.item)
        return own_item(self.own_name, self.own_about or "", posting=Posting(self.own_posting),
                        aloud=bool(self.own_aloud), expected=bool(self.own_expected))


_OWN = ("name", "about", "posting", "aloud", "expected")
_COLUMNS = tuple(f"own_item__{name[4:]}" if name in {f"own_{one}" for one in _OWN} else name for name in Thing._fields)


@lru_cache(maxsize=1024)
def _decoded(text: str) -> tuple[Any, ...]:
    """A column of JSON: hundreds of rows say the same few things."""
    return tuple(json.loads(text))


def _rows_of(found: QuerySet[Disclosure], *also: str) -> QuerySet[Disclosure, Any]:
    texts = {f"{name}_text": Cast(name, TextField()) for name in ("forms", "places", "heirs")}
    return found.annotate(**texts).values_list(*_COLUMNS, *also)


class Seen(NamedTuple):
    """One look, without note and photo."""

    disclosure_id: int
    pk: int
    form: str
    place: str
    on: date
    up: bool


Looks = dict[int, list[Seen]]


def _things(written: Written, **slots: Any) -> tuple[list[Thing], Looks]:
    """The things a statement finds, and every look at them. Two statements."""
    things = [Thing._make(row) for row in written.rows(**slots)]
    return things, _looks([thing.pk for thing in things])


def _looks(keys: Sequence[int]) -> Looks:
    seen: Looks = defaultdict(list)
    room = 1 << max(0, len(keys) - 1).bit_length()  # few lengths, few statements: what is left over asks for nothing
    slots = {f"key{n}": pk for n, pk in enumerate([*keys, *[0] * (room - len(keys))])}
    for row in _looks_at(room).rows(**slots) if keys else ():
        seen[row[0]].append(Seen._make(row))
    return seen


@lru_cache(maxsize=12)
def _looks_at(room: int) -> Written:
    among = In(F("disclosure_id"), [rows.number(f"key{n}") for n in range(room)])
    return Written(Observation.objects.filter(among).values_list(*Seen._fields))


# --- what is behind the cells of the boards --------------------------------------------------------

def behind_the_cells(units: Sequence[int]) -> tuple[list[Thing], Looks]:
    """What still runs, at most so many, and of what has run its time the newest of each item. Two statements."""
    return _things(_behind(len(units)), **{f"body{n}": pk for n, pk in enumerate(units)})


@lru_cache(maxsize=16)
def _behind(units: int) -> Written:
    found = Disclosure.objects.filter(pk__in=_keys_behind(units), mistaken=False)
    return Written(_rows_of(found))


def _keys_behind(units: int) -> QuerySet[Any]:
    ours = Disclosure.objects.filter(_of(units), mistaken=False)
    urgent = ours.running().order_by(F("next_due_on").asc(nulls_last=True), "id")[:MOST]
    shelved = Shelf.objects.filter(_of(units), newest__isnull=False)
    added = OwnItem.objects.filter(_of(units), newest__isnull=False)
    return Disclosure.objects.filter(pk__in=urgent.values("pk")).values("pk").union(
        shelved.values("newest"), added.values("newest"))


def added_to(units: Sequence[int]) -> list[OwnItem]:
    """What these units added to the fourteen. One statement."""
    found = _added(len(units)).rows(**{f"body{n}": pk for n, pk in enumerate(units)})
    return [rows.made(OwnItem, rows.columns(OwnItem), row) for row in found]


@lru_cache(maxsize=16)
def _added(units: int) -> Written:
    return Written(OwnItem.objects.filter(_of(units), ended_on=None).order_by("id").values_list(
        *rows.columns(OwnItem)))


def kept_by(body: int) -> tuple[list[OwnItem], list[Session]]:
    """What a body added to the fourteen, and its sessions, the last first. One statement for both."""
    added: list[OwnItem] = []
    sessions: list[Session] = []
    for what, pk, _at, about, name, more in _kept_by().rows(body=body):
        told = json.loads(more)
        if what == "own":
            added.append(OwnItem(pk=pk, body_id=body, name=name, about=about, posting=told["posting"],
                                 basis=told["basis"], aloud=bool(told["aloud"]), expected=bool(told["expected"])))
        else:
            days = {day: date.fromisoformat(told[day]) if told[day] else None for day in ("held_on", "reported_on")}
            sessions.append(Session(pk=pk, body_id=body, name=name, **days))
    return added, sorted(sessions, key=lambda session: session.held_on, reverse=True)


@lru_cache(maxsize=1)
def _kept_by() -> Written:
    body = rows.number("body")
    return together([
        part("own", OwnItem.objects.filter(body_id=body, ended_on=None), F("id"), who=F("about"), text=F("name"),
             more=named(("posting", "basis", "aloud", "expected"))),
        part("session", Session.objects.filter(body_id=body), F("id"), text=F("name"),
             more=named(("held_on", "reported_on")))])


def _of(units: int) -> Q:
    return reduce(or_, (Q(body_id=rows.number(f"body{n}")) for n in range(units)), Q()) if units else Q(pk=None)


# --- what is due next, what was told between two days ---------------------------------------------

def due_next(body: int, most: int) -> tuple[list[Thing], Looks]:
    """What is live and has a day, the most urgent first. Two statements."""
    return _things(_due_next(most), body=body)


@lru_cache(maxsize=2)
def _due_next(most: int) -> Written:
    live = Disclosure.objects.live().exclude(state=State.ARCHIVED)
    dated = live.filter(body_id=rows.number("body"), next_due_on__isnull=False)
    return Written(_rows_of(dated.order_by("next_due_on", "id"))[:most])


def told_between(body: int, first: date, last: date) -> tuple[list[Thing], Looks]:
    """What was made public, or still looked after, between two days. Two statements."""
    return _things(_told_between(), body=body, first=first, last=last)


@lru_cache(maxsize=1)
def _told_between() -> Written:
    return Written(_rows_of(_within("body")))


def _within(body: str) -> QuerySet[Disclosure]:
    between, mine = (rows.day("first"), rows.day("last")), rows.number(body)
    published = Disclosure.objects.visible_to().filter(body_id=mine, published_on__range=between).values("pk")
    looked = Observation.objects.filter(on__range=between, disclosure__body_id=mine).values("disclosure_id")
    within = Disclosure.objects.visible_to().filter(pk__in=published.union(looked))
    return within.order_by("item", "decided_on", "id")[:MOST]


def reported(body: int, first: date, last: date) -> tuple[list[Thing], list[Thing], Looks]:
    """What is behind the cells of one body, and what it told between two days. Two statements for both."""
    things: dict[bool, list[Thing]] = {False: [], True: []}
    for *row, told in _reported().rows(body0=body, first=first, last=last):
        things[bool(told)].append(Thing._make(row))
    told_in_order = sorted(things[True], key=lambda d: (d.item, d.decided_on, d.pk))
    return things[False], told_in_order, _looks(sorted({d.pk for those in things.values() for d in those}))


@lru_cache(maxsize=1)
def _reported() -> Written:
    behind, told = _keys_behind(1), _within("body0").values("pk")
    both: tuple[tuple[QuerySet[Any], bool], ...] = ((behind, False), (told, True))
    apart = [_rows_of(Disclosure.objects.filter(pk__in=keys).annotate(told=Value(is_told)), "told")
             for keys, is_told in both]
    return Written(apart[0].filter(mistaken=False).union(apart[1], all=True))
