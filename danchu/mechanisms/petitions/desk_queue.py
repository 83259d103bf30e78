"""What waits at the desk: which cases each list holds, most urgent first, by key, counted no further than asked.

A list is a few *ways* in: each fixes the leading columns of one index and is cut off by itself, so that a page
costs the same however many cases there are.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache, reduce
from operator import or_
from typing import Any
from urllib.parse import urlencode

from django.db.models import BooleanField, Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.expressions import RawSQL

from danchu.ground.people.access import Standing
from danchu.ground.post.notices import unread_by
from danchu.law.roles import Role
from danchu.mechanisms.petitions.models import Petition
from danchu.mechanisms.petitions.rules import DONE, Channel, Kind, Outcome, State

A_PAGE = 30
MOST_COUNTED = 1000
_REMEMBERED = 2048  # texts of queries: a few kilobytes each at most
UNREAD = "n_UNREAD"  # the column of the notices a person has not read


class Tab(StrEnum):
    """The lists of the desk, as they stand in the address."""

    MINE = "cua-toi"  # việc của tôi
    ALL = "ca-phuong"  # cả phường, cả phòng
    TO_ASSIGN = "cho-phan-cong"  # chờ phân công
    TO_APPROVE = "cho-duyet"  # chờ duyệt trả lời
    WAITING = "cho-dan"  # chờ người dân
    DONE = "da-xong"  # đã xong


class Near(StrEnum):
    """How near the promised day is, as it stands in the address. A stopped clock is none of them."""

    LATE = "qua-han"  # quá hẹn
    SOON = "sap-han"  # sắp đến hẹn
    OK = "dung-han"  # đúng tiến độ


# What waits for a role of the body, and for whoever works in an office.
WAITS_FOR = {
    Role.RECEPTION: (State.SUBMITTED, State.RECEIVED, State.ACCEPTED),
    Role.LEADER: (State.ACCEPTED, State.DRAFTED),
}
_NOT_MINE_NOW = (State.WAITING, State.DRAFTED)  # the officer waits for the sender, or for the leader
_ONE_STATE = {Tab.TO_ASSIGN: State.ACCEPTED, Tab.TO_APPROVE: State.DRAFTED, Tab.WAITING: State.WAITING}
FILTERS = {
    # in the address: the column, what may stand there (None: a number)
    "loai": ("kind", frozenset(k.value for k in Kind)),
    "kenh": ("channel", frozenset(c.value for c in Channel)),
    "phong": ("office_id", None),
    "can-bo": ("officer_id", None),
    "ket-qua": ("outcome", frozenset(o.value for o in Outcome)),
    "tinh-trang": ("state", frozenset(s.value for s in State)),
    "mo-lai": ("reopened", frozenset(["1"])),
    "giai-quyet": ("solved", frozenset(["yes", "part", "no"])),
    "nam": ("received_at__year", frozenset(str(year) for year in range(1990, 2100))),
}


@dataclass(frozen=True)
class Asked:
    """What the address asks for, as far as it makes sense; the rest is left out."""

    tab: Tab = Tab.MINE
    near: Near | None = None
    filters: dict[str, str] = field(default_factory=dict)
    query: str = ""
    after: tuple[date, int] | None = None

    def params(self, **change: Any) -> dict[str, str]:
        """What stands in the address, with something changed; a change begins at page one."""
        now = {"viec": self.tab, "han": self.near, **self.filters, "q": self.query}
        now |= {"sau": f"{self.after[0]}.{self.after[1]}" if self.after and not change else None}
        return {k: str(v) for k, v in (now | change).items() if v}

    def link(self, **change: Any) -> str:
        """The query part of the address of this list, or of the same one with something changed."""
        return "?" + urlencode(self.params(**change))


def asked_in(get: Any) -> Asked:
    """Read an address; nonsense is left out, never an error."""
    filters = {n: get[n] for n, (_c, known) in FILTERS.items() if n in get and _makes_sense(get[n], known)}
    tab, near = get.get("viec", ""), get.get("han", "")
    return Asked(Tab(tab) if tab in set(Tab) else Tab.MINE, Near(near) if near in set(Near) else None,
                 filters, get.get("q", "").strip()[:200], _key(get.get("sau", "")))


def _makes_sense(value: str, known: frozenset[str] | None) -> bool:
    number = value.isascii() and value.isdecimal() and len(value) < 16
    return value in known if known is not None else number


def _key(typed: str) -> tuple[date, int] | None:
    day, _, pk = typed.partition(".")
    try:
        return date.fromisoformat(day), int(pk[:18])
    except ValueError:
        return None


def places(standing: Standing) -> list[Q]:
    """The bodies and offices whose cases this person deals with, each the first column of an index."""
    bodies = standing.units(Role.RECEPTION) | standing.units(Role.LEADER)
    offices = standing.units(Role.HANDLER) - bodies
    return [Q(body_id=b) for b in sorted(bodies)] + [Q(office_id=o) for o in sorted(offices)]


def ways(standing: Standing, tab: Tab) -> list[Q]:
    """How the cases of a list are reached. Empty for someone who holds no post that deals with petitions."""
    if tab == Tab.MINE:
        return _mine(standing)
    if tab in _ONE_STATE:
        return [place & Q(state=_ONE_STATE[tab]) for place in places(standing)]
    return places(standing)


def _mine(standing: Standing) -> list[Q]:
    waits = {(b, s) for role, states in WAITS_FOR.items() for b in standing.units(role) for s in states}
    found = [Q(body_id=b, state=s) for b, s in sorted(waits)]
    found += [Q(office_id=o, state=State.ASSIGNED, officer=None) for o in sorted(standing.units(Role.HANDLER))]
    if standing.person and found:
        found.append(Q(officer_id=standing.person.pk) & ~Q(state__in=[s.value for s in _NOT_MINE_NOW]))
    return found


def narrowed(asked: Asked, today: date, soon: date) -> Q:
    """The chip and the filters of an address, and the key of its page."""
    wanted = Q(**{FILTERS[n][0]: v for n, v in asked.filters.items()}) & near(asked.near, today, soon)
    if asked.after is None:
        return wanted
    day, pk = asked.after
    later = Q(pk__lt=pk) if asked.tab == Tab.DONE else Q(due_on__gt=day) | Q(due_on=day, pk__gt=pk)
    return wanted & (later if asked.tab == Tab.DONE else later & Q(due_on__gte=day))


def near(which: Near | None, today: date, soon: date) -> Q:
    """The days of a chip; `soon` is the last day that counts as soon."""
    running = ~Q(state=State.WAITING)
    return {
        None: Q(),
        Near.LATE: Q(due_on__lt=today) & running,
        Near.SOON: Q(due_on__gte=today, due_on__lte=soon) & running,
        Near.OK: Q(due_on__gt=soon) & running,
    }[which]


def _of(tab: Tab) -> QuerySet[Petition]:
    if tab == Tab.DONE:
        return Petition.objects.filter(state__in=[s.value for s in DONE])
    return Petition.objects.open()


def order(tab: Tab) -> tuple[str, ...]:
    """Most urgent first; what is done, newest first."""
    return ("-id",) if tab == Tab.DONE else ("due_on", "id")


def _ids(tab: Tab, reached: Iterable[Q], wanted: Q, most: int, *sorting: str) -> list[QuerySet[Any]]:
    return [_of(tab).filter(way & wanted).order_by(*sorting).values("pk")[:most] for way in reached]


def _together(parts: list[QuerySet[Any]]) -> QuerySet[Any]:
    """Several sliced lists of keys as one: SQLite takes no LIMIT inside a UNION, so each is wrapped."""
    wrapped = [Petition.objects.filter(pk__in=part).order_by().values("pk") for part in parts]
    return wrapped[0].union(*wrapped[1:], all=True) if len(wrapped) > 1 else wrapped[0]


def listed(standing: Standing, asked: Asked, wanted: Q, code: str = "") -> QuerySet[Petition]:
    """One page of a list and one more; with `code`, that case too. `in_list` tells which rows belong to the list.

    Everything passes `visible_to`: the ways only make it quick.
    """
    reached = ways(standing, asked.tab)
    if not reached and not code:
        return Petition.objects.none()
    keys = _keys(asked.tab, tuple(reached), wanted, code)
    belongs = _belongs(asked.tab, reached, wanted) if code else Value(True)
    return (Petition.objects.visible_to(standing).filter(pk__in=keys)
            .annotate(in_list=belongs).select_related("office", "officer").order_by(*order(asked.tab)))


@lru_cache(maxsize=_REMEMBERED)
def _keys(tab: Tab, reached: tuple[Q, ...], wanted: Q, code: str) -> RawSQL:
    parts = _ids(tab, reached, wanted, A_PAGE + 1, *order(tab))
    parts += [Petition.objects.filter(code=code).order_by().values("pk")[:1]] if code else []
    return _written(_together(parts))


def _written(query: QuerySet[Any]) -> RawSQL:
    """A query as its text: Django takes ten times as long to write these as the database takes to answer them.

    Written once for a person, a list and a day; only the text is kept, never an answer.
    """
    sql, values = query.query.sql_with_params()
    return RawSQL(sql, values)  # Django's own text, and its own values apart from it


def _belongs(tab: Tab, reached: list[Q], wanted: Q) -> Case:
    states = Q(state__in=[s.value for s in (DONE if tab == Tab.DONE else set(State) - set(DONE))])
    here = reduce(or_, reached) & wanted & states if reached else Q(pk=None)
    return Case(When(here, then=Value(True)), default=Value(False), output_field=BooleanField())


def counts(standing: Standing, asked: Asked, today: date, soon: date) -> dict[str, RawSQL]:
    """How many stand in each list, behind each chip, and unread, as columns: no further than MOST_COUNTED + 1."""
    tabs = {tab: ways(standing, tab) for tab in Tab if tab != Tab.DONE}
    found = {f"n_{tab.name}": _counted(tab, tuple(reached), Q()) for tab, reached in tabs.items() if reached}
    if asked.tab in tabs and tabs[asked.tab] and asked.tab != Tab.WAITING:
        plain = Q(**{FILTERS[n][0]: v for n, v in asked.filters.items()})
        found |= {f"n_{which.name}": _counted(asked.tab, tuple(tabs[asked.tab]), plain & near(which, today, soon))
                  for which in Near}
    if standing.person:
        found[UNREAD] = _unread(standing.person.pk)
    return found


@lru_cache(maxsize=_REMEMBERED)
def _counted(tab: Tab, reached: tuple[Q, ...], wanted: Q) -> RawSQL:
    parts = _ids(tab, reached, wanted, MOST_COUNTED + 1)
    few = parts[0] if len(parts) == 1 else Petition.objects.filter(pk__in=_together(parts)).order_by().values("pk")
    return _few(few)


@lru_cache(maxsize=_REMEMBERED)
def _unread(person: int) -> RawSQL:
    return _few(unread_by(person).order_by().values("pk"))


def _few(keys: QuerySet[Any]) -> RawSQL:
    sql, values = keys[: MOST_COUNTED + 1].query.sql_with_params()
    return RawSQL(f"SELECT COUNT(*) FROM ({sql}) AS counted", values, IntegerField())


def said(n: int | None) -> str | None:
    """A bounded count as it is shown."""
    if n is None:
        return None
    return "hơn 1.000" if n > MOST_COUNTED else f"{n:,}".replace(",", ".")
