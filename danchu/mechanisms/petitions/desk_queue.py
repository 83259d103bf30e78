"""What waits at the desk: which cases each list holds, most urgent first, by key, counted no further than asked.

A list is a few *ways* in: each fixes the leading columns of one index and is cut off by itself, so that a page
costs the same however many cases there are.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache, reduce
from operator import or_
from typing import Any
from urllib.parse import urlencode

from django.db.models import BooleanField, Case, IntegerField, Model, Q, QuerySet, Value, When
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _

from danchu.ground import rows
from danchu.ground.offices.models import Unit
from danchu.ground.people.access import Standing
from danchu.ground.people.models import Person
from danchu.ground.post.notices import unread_by
from danchu.ground.rows import Written
from danchu.ground.ui.words import number
from danchu.law.roles import Role
from danchu.mechanisms.petitions.models import Petition
from danchu.mechanisms.petitions.rules import DONE, Channel, Kind, Outcome, State

A_PAGE = 30
MOST_COUNTED = 1000
_REMEMBERED = 256  # texts of statements: twenty kilobytes each at most
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


Filters = tuple[tuple[str, str], ...]  # name in the address and value, sorted


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
    elsewhere = ~Q(body_id__in=sorted(bodies)) if bodies else Q()
    return [Q(body_id=b) for b in sorted(bodies)] + [Q(office_id=o) & elsewhere for o in sorted(offices)]


def ways(standing: Standing, tab: Tab) -> list[Q]:
    """How the cases of a list are reached; no case by two ways, so that they add up without being compared.

    Empty for someone who holds no post that deals with petitions.
    """
    if tab == Tab.MINE:
        return _mine(standing)
    if tab in _ONE_STATE:
        return [place & _in(_ONE_STATE[tab]) for place in places(standing)]
    return places(standing)


def _in(*states: State) -> Q:
    return Q(state__among=[s.value for s in states])


def _mine(standing: Standing) -> list[Q]:
    waits = {(b, s) for role, states in WAITS_FOR.items() for b in standing.units(role) for s in states}
    found = [Q(body_id=b) & _in(s) for b, s in sorted(waits)]
    reached = reduce(or_, found) if found else None
    found += [Q(office_id=o, officer=None) & _in(State.ASSIGNED) for o in sorted(standing.units(Role.HANDLER))]
    if standing.person and found:
        own = Q(officer_id=standing.person.pk) & ~_in(*_NOT_MINE_NOW)
        found.append(own & ~reached if reached else own)
    return found


def _plain(filters: Filters) -> Q:
    return Q(**{FILTERS[n][0]: v for n, v in filters})


def _later(tab: Tab) -> Q:
    """What comes after the key of a page."""
    day, pk = rows.day("day"), rows.number("pk")
    return Q(pk__lt=pk) if tab == Tab.DONE else Q(due_on__gte=day) & (Q(due_on__gt=day) | Q(pk__gt=pk))


def _near(which: Near | None) -> Q:
    """The days of a chip; `soon` is the last day that counts as soon."""
    today, soon, running = rows.day("today"), rows.day("soon"), ~_in(State.WAITING)
    return {
        None: Q(),
        Near.LATE: Q(due_on__lt=today) & running,
        Near.SOON: Q(due_on__gte=today, due_on__lte=soon) & running,
        Near.OK: Q(due_on__gt=soon) & running,
    }[which]


def _of(tab: Tab) -> QuerySet[Petition]:
    if tab == Tab.DONE:
        return Petition.objects.filter(_in(*DONE))
    return Petition.objects.open()


def _order(tab: Tab) -> tuple[str, ...]:
    """Most urgent first; what is done, newest first."""
    return ("-id",) if tab == Tab.DONE else ("due_on", "id")


# --- the statements ----------------------------------------------------------------------------

LISTED = ("id", "code", "title", "kind", "state", "due_on", "answered_at", "outcome", "office__full_name",
          "officer__name")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Listed:
    """A case as a row of a list: the columns of LISTED, in their order."""

    pk: int
    code: str
    title: str
    kind: str
    state: str
    due_on: date
    answered_at: datetime | None
    outcome: str
    office: str | None
    officer: str | None


def listed(p: Petition) -> Listed:
    """A case already at hand as a row."""
    return Listed(p.pk, p.code, p.title, p.kind, p.state, p.due_on, p.answered_at, p.outcome,
                  p.office.full_name if p.office else None, p.officer.name if p.officer else None)


@dataclass(frozen=True)
class Page:
    """A page of a list: its rows, whether more follow, the counts of the lists, and the case open beside it."""

    rows: list[Listed]
    more: bool
    counted: dict[str, int]
    case: Petition | None = None


def page_of(who: Standing, asked: Asked, today: date, soon: date, code: str = "") -> Page:
    """A page of the list `asked`, and the case with this code where it may be seen. One statement, two if empty."""
    filters = tuple(sorted(asked.filters.items()))
    written = _written(who, asked.tab, asked.near, filters, asked.after is not None, bool(code))
    day, pk = asked.after or (None, None)
    found = written.ask(today=today, soon=soon, day=day, pk=pk, code=code) if written else []
    if not written or not found:
        return Page([], False, counts(who, asked, today, soon))
    names, width = _names(who, asked.tab, filters), len(LISTED)
    counted = dict(zip(names, found[0][width:], strict=False))
    inside = [r for r in found if not code or r[width + len(names)]]
    case = next((r for r in found if r[_CODE] == code), None) if code else None
    return Page([Listed(*written.read(r[:width])) for r in inside[:A_PAGE]], len(inside) > A_PAGE, counted,
                _case(written.read(case), width + len(names) + 1) if case else None)


_CODE = LISTED.index("code")


@lru_cache(maxsize=_REMEMBERED)
def _written(who: Standing, tab: Tab, near: Near | None, filters: Filters, paged: bool,
             with_case: bool) -> Written | None:
    """Everything passes the test of `visible_to`: the ways only make it quick."""
    reached, wanted = ways(who, tab), _plain(filters) & _near(near) & (_later(tab) if paged else Q())
    if not reached and not with_case:
        return None
    cases = Petition.objects.visible_among(_keys(tab, reached, wanted, with_case), who)
    columns = cases.order_by(*_order(tab)).annotate(**_counts(who, tab, filters))
    if not with_case:
        return Written(columns.values_list(*LISTED, *_names(who, tab, filters)))
    columns = columns.annotate(in_list=_belongs(tab, reached, wanted))
    return Written(columns.values_list(*LISTED, *_names(who, tab, filters), "in_list", *_REST))


def _keys(tab: Tab, reached: list[Q], wanted: Q, with_case: bool) -> RawSQL:
    parts = [_of(tab).filter(way & wanted).order_by(*_order(tab)).values("pk", "due_on")[: A_PAGE + 1]
             for way in reached]
    sorting = "pk DESC" if tab == Tab.DONE else "due_on, pk"
    texts, values = _added(parts, "pk, due_on")
    keys = [f"SELECT pk FROM (SELECT pk, due_on FROM ({texts}) AS reached ORDER BY {sorting}"
            f" LIMIT {A_PAGE + 1}) AS listed"] if parts else []
    if with_case:
        keys.append(f"SELECT id FROM {Petition._meta.db_table} WHERE code = %s")
        values.append(rows.words("code"))
    return RawSQL(" UNION ALL ".join(keys), values)


def _added(parts: list[QuerySet[Any]], columns: str) -> tuple[str, list[Any]]:
    """Several cut-off lists, one after the other: SQLite takes no LIMIT inside a UNION, so each is wrapped."""
    written = [part.query.sql_with_params() for part in parts]
    texts = [f"SELECT {columns} FROM ({text}) AS way_{n}" for n, (text, _values) in enumerate(written)]
    return " UNION ALL ".join(texts), [v for _text, values in written for v in values]


def _belongs(tab: Tab, reached: list[Q], wanted: Q) -> Case:
    states = Q(state__in=[s.value for s in (DONE if tab == Tab.DONE else set(State) - set(DONE))])
    here = reduce(or_, reached) & wanted & states if reached else Q(pk=None)
    return Case(When(here, then=Value(True)), default=Value(False), output_field=BooleanField())


def counts(who: Standing, asked: Asked, today: date, soon: date) -> dict[str, int]:
    """The counts of the lists by themselves. One statement; none for nobody."""
    filters = tuple(sorted(asked.filters.items()))
    if who.person is None:
        return {}
    row = _counts_alone(who, asked.tab, filters).row(today=today, soon=soon)
    return dict(zip(_names(who, asked.tab, filters), row or (), strict=False))


@lru_cache(maxsize=_REMEMBERED)
def _counts_alone(who: Standing, tab: Tab, filters: Filters) -> Written:
    columns = _counts(who, tab, filters)
    return Written(Person.objects.filter(pk=who.person.pk).values_list(*columns.values()))  # type: ignore[union-attr]


@lru_cache(maxsize=_REMEMBERED)
def _names(who: Standing, tab: Tab, filters: Filters) -> tuple[str, ...]:
    return tuple(_counts(who, tab, filters))


def _counts(who: Standing, tab: Tab, filters: Filters) -> dict[str, RawSQL]:
    """How many stand in each list, behind each chip, and unread, as columns: no further than MOST_COUNTED + 1."""
    tabs: dict[Tab, list[Q]] = {t: ways(who, t) for t in Tab if t != Tab.DONE}
    found = {f"n_{t.name}": _counted(t, reached, Q()) for t, reached in tabs.items() if reached}
    if tabs.get(tab) and tab != Tab.WAITING:
        found |= {f"n_{which.name}": _counted(tab, tabs[tab], _plain(filters) & _near(which)) for which in Near}
    if who.person:
        found[UNREAD] = _few(*_added([unread_by(who.person.pk).order_by().values("pk")[: MOST_COUNTED + 1]], "pk"))
    return found


def _counted(tab: Tab, reached: list[Q], wanted: Q) -> RawSQL:
    return _few(*_added([_of(tab).filter(way & wanted).order_by().values("pk")[: MOST_COUNTED + 1]
                         for way in reached], "pk"))


def _few(text: str, values: list[Any]) -> RawSQL:
    return RawSQL(f"SELECT COUNT(*) FROM (SELECT pk FROM ({text}) AS added LIMIT {MOST_COUNTED + 1}) AS counted",
                  values, IntegerField())


# --- the case beside its list ------------------------------------------------------------------
_OWN = rows.columns(Petition)
_BESIDE: dict[str, tuple[type[Model], tuple[str, ...]]] = {
    # a neighbour of a case: its model, the columns a page shows
    "office": (Unit, ("id", "full_name")), "officer": (Person, ("id", "name")),
    "body": (Unit, ("id", "family", "serves_id")), "place": (Unit, ("id", "full_name")),
    "operator": (Person, ("id", "name")), "merged_into": (Petition, ("id", "code")),
}  # fmt: skip
_REST = tuple(name for name in (*_OWN, *(f"{beside}__{column}" for beside, (_m, columns) in _BESIDE.items()
                                         for column in columns if column != "id")) if name not in LISTED)


def _case(row: rows.Row, rest: int) -> Petition:
    """A case from its columns; its neighbours know only what pages show of them and look up the rest."""
    known = dict(zip((*LISTED, *_REST), (*row[: len(LISTED)], *row[rest:]), strict=True))
    case = rows.made(Petition, _OWN, [known[name] for name in _OWN])
    for beside, (model, columns) in _BESIDE.items():
        key = known[f"{beside}_id"]
        values = [key, *(known[f"{beside}__{column}"] for column in columns[1:])]
        setattr(case, beside, rows.made(model, columns, values) if key else None)
    return case


def said(n: int | None) -> str | None:
    """A bounded count as it is shown."""
    if n is None:
        return None
    return _("hơn %(n)s") % {"n": number(MOST_COUNTED)} if n > MOST_COUNTED else number(n)
