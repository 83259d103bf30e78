"""What anyone may read of promises and works, by statements written once: these pages are asked often."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import F, QuerySet

from danchu.ground import rows
from danchu.ground.offices.models import Level, Unit
from danchu.ground.people.models import PostHeld
from danchu.ground.rows import Row, Written
from danchu.mechanisms.works.models import AccountEntry, Commitment, CommunityWork

A_PAGE = 20
LINES = 30  # of an account a page, the newest first
_UNIT = ("id", "full_name", "level", "family", "serves_id")  # what a page says of it, and what kinship asks of it
_PROMISE, _WORK = rows.columns(Commitment), rows.columns(CommunityWork)


class Listed(NamedTuple):
    """What a line of the list of promises is made of, and nothing else."""

    pk: int
    code: str
    title: str
    office: str
    head_name: str
    state: str
    score: str
    due_on: date
    first_due_on: date
    done_on: date | None
    postponed: int


LISTED = ("id", "code", "title", "owner__full_name", "head_name", "state", "score", "due_on", "first_due_on",
          "done_on", "postponed")


class Done(NamedTuple):
    """What a line of the list of works is made of."""

    pk: int
    code: str
    title: str
    place: str
    state: str
    income: int
    balance: int


_DONE = ("id", "code", "title", "place", "state", "income", "balance")


def _unit(row: Row, at: int) -> Unit | None:
    values = row[at : at + len(_UNIT)]
    return None if values[0] is None else rows.made(Unit, _UNIT, values)


def _beside(name: str) -> tuple[str, ...]:
    return tuple(f"{name}__{column}" for column in _UNIT)


# --- promises ----------------------------------------------------------------------------------


def promise_of(code: str, *, inside: bool = False) -> Commitment | None:
    """The public promise of this code (`inside`: whatever promise), with its owner, who promised, and the head that
    day. One statement.
    """
    row = _promise(inside).row(code=code)
    if row is None:
        return None
    at = len(_PROMISE)
    c = rows.made(Commitment, _PROMISE, row[:at])
    c.owner, c.promised_by = _unit(row, at), _unit(row, at + len(_UNIT))  # type: ignore[assignment]  # never without
    person, code, title = row[-3:]
    if c.head_id:
        c.head = rows.made(PostHeld, ("id", "person_id"), (c.head_id, person))
    c.twice_of = Commitment(pk=c.twice_of_id, code=code, title=title) if c.twice_of_id else None
    return c


@lru_cache(maxsize=2)
def _promise(inside: bool) -> Written:
    found = (Commitment.objects.order_by() if inside else Commitment.objects.visible_to()).filter(
        code=rows.words("code"))
    return Written(found.values_list(*_PROMISE, *_beside("owner"), *_beside("promised_by"), "head__person_id",
                                     "twice_of__code", "twice_of__title"))


def promises(wanted: dict[str, Any], key: int | None = None, *, newer: bool = False) -> list[Listed]:
    """One page and one more: older than a key, the newest first; or newer than it, the nearest first. One statement.

    `wanted`: values by column, as `_WAYS` names them.
    """
    written = _promises(tuple(wanted), "" if key is None else "id__gt" if newer else "id__lt")
    return list(map(Listed._make, written.rows(**wanted, key=key)))


_WAYS = {"score": rows.words, "origin": rows.words, "head_id": rows.number, "promised_on__gte": rows.day,
         "promised_on__lte": rows.day}


@lru_cache(maxsize=64)
def _promises(wanted: tuple[str, ...], side: str) -> Written:
    slots = {way: _WAYS[way](way) for way in wanted} | ({side: rows.number("key")} if side else {})
    found = Commitment.objects.visible_to().counted().filter(**slots).order_by("id" if side == "id__gt" else "-id")
    return Written(found.values_list(*LISTED)[: A_PAGE + 1])


def promises_with(codes: Sequence[str]) -> list[Listed]:
    """Those of these codes, a page of them at most, the newest first. One statement."""
    asked = {f"code{n}": code for n, code in enumerate([*codes, *[""] * A_PAGE][:A_PAGE])}
    found = [Listed._make(row[:-1]) for row in _with_codes().rows(**asked) if row[-1] is None]
    return sorted(found, key=lambda c: -c.pk)


@lru_cache(maxsize=1)
def _with_codes() -> Written:
    """By their codes alone: for an order, or for those not recorded twice, SQLite would read every promise."""
    codes: Any = [rows.words(f"code{n}") for n in range(A_PAGE)]
    found = Commitment.objects.visible_to().filter(code__in=codes).order_by()
    return Written(found.values_list(*LISTED, "twice_of_id"))


# --- works done together -------------------------------------------------------------------------


def works(state: str, key: int | None) -> list[Done]:
    """One page and one more of the works in a state ("" all), the newest first. One statement."""
    return list(map(Done._make, _works(bool(state), key is not None).rows(state=state, key=key)))


@lru_cache(maxsize=4)
def _works(by_state: bool, paged: bool) -> Written:
    slots: dict[str, Any] = {"state": rows.words("state")} if by_state else {}
    slots |= {"id__lt": rows.number("key")} if paged else {}
    found = CommunityWork.objects.visible_to().filter(**slots).order_by("-id")
    return Written(found.values_list(*_DONE)[: A_PAGE + 1])


def work_of(code: str) -> CommunityWork | None:
    """The work of this code with who keeps its account and whose people do it. One statement."""
    row = _work().row(code=code)
    return _work_of(row) if row else None


def work_kept_by(units: frozenset[int], code: str) -> CommunityWork | None:
    """The same, if one of these units keeps its account or works for who keeps it. One statement."""
    row = _kept_work(units).row(code=code)
    return _work_of(row) if row else None


class Kept(NamedTuple):
    """What a line of the desk's list of works is made of."""

    pk: int
    code: str
    title: str
    state: str
    body: str


def works_kept_by(units: frozenset[int], before: int | None, at_most: int) -> list[Kept]:
    """Those whose account these units keep, the newest first. One statement."""
    return list(map(Kept._make, _kept_works(units, before is not None, at_most).rows(before=before)))


@lru_cache(maxsize=256)
def _kept_works(units: frozenset[int], paged: bool, at_most: int) -> Written:
    found = CommunityWork.objects.filter(body_id__in=bodies_of(units)).order_by("-id")
    found = found.filter(id__lt=rows.number("before")) if paged else found
    return Written(found.values_list("id", "code", "title", "state", "body__full_name")[:at_most])


def _work_of(row: Row) -> CommunityWork:
    at = len(_WORK)
    w = rows.made(CommunityWork, _WORK, row[:at])
    w.body, w.village = _unit(row, at), _unit(row, at + len(_UNIT))  # type: ignore[assignment]  # a body it has
    return w


@lru_cache(maxsize=1)
def _work() -> Written:
    return _whole(CommunityWork.objects.visible_to())


@lru_cache(maxsize=256)
def _kept_work(units: frozenset[int]) -> Written:
    return _whole(CommunityWork.objects.filter(body_id__in=bodies_of(units)))


def bodies_of(units: frozenset[int]) -> QuerySet[Any, Any]:
    """The bodies these units are, or work for."""
    mine = Unit.objects.filter(pk__in=units)
    return Unit.objects.filter(level=Level.BODY, serves_id__in=mine.values("serves_id"),
                               family__in=mine.values("family")).values("pk")


def _whole(works: QuerySet[CommunityWork]) -> Written:
    found = works.filter(code=rows.words("code")).order_by()
    return Written(found.values_list(*_WORK, *_beside("body"), *_beside("village")))


class BookLine(NamedTuple):
    """A line of an account with what it names, and nothing else."""

    number: int
    on: date
    side: str
    amount: int
    balance: int
    about: str
    givers: int
    giver: str
    receipt: str
    what: str  # of its need, as the next two
    need: str
    counted_in: str
    paper: int | None
    paper_name: str | None
    paper_audience: str | None
    corrects: int | None  # the number of the line it takes back


BOOK_LINE = ("number", "on", "side", "amount", "balance", "about", "givers", "giver", "receipt", "need__what",
             "need__need", "need__counted_in", "paper_id", "paper__name", "paper__audience", "corrects__number")


def account_of(work: CommunityWork, before: int | None) -> list[BookLine]:
    """Its newest lines with what they name, before a number: one page and one more. One statement."""
    return list(map(BookLine._make, _account(before is not None).rows(work=work.pk, before=before)))


@lru_cache(maxsize=2)
def _account(paged: bool) -> Written:
    found = AccountEntry.objects.filter(work_id=rows.number("work")).order_by(F("number").desc())
    found = found.filter(number__lt=rows.number("before")) if paged else found
    return Written(found.values_list(*BOOK_LINE)[: LINES + 1])
