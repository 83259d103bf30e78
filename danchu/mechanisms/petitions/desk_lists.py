"""The lists of the desk: what stands in their address, which cases each holds and by which ways they are reached.

A list is a few *ways* in: each fixes the leading columns of one index and is cut off by itself, so that a page
costs the same however many cases there are.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import reduce
from operator import or_
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet

from danchu.ground import rows
from danchu.ground.people.access import Standing
from danchu.law.roles import Role
from danchu.mechanisms.petitions.models import Petition
from danchu.mechanisms.petitions.rules import DONE, Channel, Kind, Outcome, State


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


Filters = tuple[tuple[str, str], ...]  # name in the address and value, sorted


@dataclass(frozen=True)
class Asked:
    """What the address asks for, as far as it makes sense; the rest is left out."""

    tab: Tab = Tab.MINE
    near: Near | None = None
    filters: dict[str, str] = field(default_factory=dict)
    query: str = ""
    after: tuple[date, int] | None = None
    older: int | None = None  # of what was found: only what the index keeps below this key

    def params(self, **change: Any) -> dict[str, str]:
        """What stands in the address, with something changed; a change begins at page one."""
        now = {"viec": self.tab, "han": self.near, **self.filters, "q": self.query}
        now |= {"sau": f"{self.after[0]}.{self.after[1]}" if self.after and not change else None,
                "cu": str(self.older) if self.older and not change else None}
        return {k: str(v) for k, v in (now | change).items() if v}

    def link(self, **change: Any) -> str:
        """The query part of the address of this list, or of the same one with something changed."""
        return "?" + urlencode(self.params(**change))


def asked_in(get: Any) -> Asked:
    """Read an address; nonsense is left out, never an error."""
    filters = {n: get[n] for n, (_c, known) in FILTERS.items() if n in get and _makes_sense(get[n], known)}
    tab, near = get.get("viec", ""), get.get("han", "")
    return Asked(Tab(tab) if tab in set(Tab) else Tab.MINE, Near(near) if near in set(Near) else None,
                 filters, get.get("q", "").strip()[:200], _key(get.get("sau", "")),
                 int(get["cu"]) if "cu" in get and _makes_sense(get["cu"], None) else None)


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
    elsewhere = ~Q(body_id__in=sorted(bodies)) if bodies else Q()
    return [Q(body_id=b) for b in sorted(bodies)] + [Q(office_id=o) & elsewhere for o in sorted(offices)]


def ways(standing: Standing, tab: Tab) -> list[Q]:
    """How the cases of a list are reached; no case by two ways, so that they add up without being compared.

    Empty for someone who holds no post that deals with petitions.
    """
    if tab == Tab.MINE:
        return _mine(standing)
    if tab in _ONE_STATE:
        return [place & in_states(_ONE_STATE[tab]) for place in places(standing)]
    return places(standing)


def in_states(*states: State) -> Q:
    return Q(state__among=[s.value for s in states])


def _mine(standing: Standing) -> list[Q]:
    waits = {(b, s) for role, states in WAITS_FOR.items() for b in standing.units(role) for s in states}
    found = [Q(body_id=b) & in_states(s) for b, s in sorted(waits)]
    reached = reduce(or_, found) if found else None
    found += [Q(office_id=o, officer=None) & in_states(State.ASSIGNED) for o in sorted(standing.units(Role.HANDLER))]
    if standing.person and found:
        own = Q(officer_id=standing.person.pk) & ~in_states(*_NOT_MINE_NOW)
        found.append(own & ~reached if reached else own)
    return found


def plain(filters: Filters) -> Q:
    return Q(**{FILTERS[n][0]: v for n, v in filters})


def later(tab: Tab) -> Q:
    """What comes after the key of a page."""
    day, pk = rows.day("day"), rows.number("pk")
    return Q(pk__lt=pk) if tab == Tab.DONE else Q(due_on__gte=day) & (Q(due_on__gt=day) | Q(pk__gt=pk))


def near_to(which: Near | None) -> Q:
    """The days of a chip; `soon` is the last day that counts as soon."""
    today, soon, running = rows.day("today"), rows.day("soon"), ~in_states(State.WAITING)
    return {
        None: Q(),
        Near.LATE: Q(due_on__lt=today) & running,
        Near.SOON: Q(due_on__gte=today, due_on__lte=soon) & running,
        Near.OK: Q(due_on__gt=soon) & running,
    }[which]


def cases_of(tab: Tab) -> QuerySet[Petition]:
    if tab == Tab.DONE:
        return Petition.objects.filter(in_states(*DONE))
    return Petition.objects.open()


def order_of(tab: Tab) -> tuple[str, ...]:
    """Most urgent first; what is done, newest first."""
    return ("-id",) if tab == Tab.DONE else ("due_on", "id")
