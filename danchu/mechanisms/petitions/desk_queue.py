"""A page of a desk's list and its counts, by one statement written once: by key, counted no further than asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache, reduce
from operator import or_
from typing import Any

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
from danchu.mechanisms.petitions.desk_lists import (
    Asked,
    Filters,
    Near,
    Tab,
    cases_of,
    later,
    near_to,
    order_of,
    plain,
    ways,
)
from danchu.mechanisms.petitions.models import Petition
from danchu.mechanisms.petitions.rules import DONE, State

A_PAGE = 30
MOST_COUNTED = 1000
_REMEMBERED = 256  # texts of statements: twenty kilobytes each at most
UNREAD = "n_UNREAD"  # the column of the notices a person has not read

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
    reached, wanted = ways(who, tab), plain(filters) & near_to(near) & (later(tab) if paged else Q())
    if not reached and not with_case:
        return None
    cases = Petition.objects.visible_among(_keys(tab, reached, wanted, with_case), who)
    columns = cases.order_by(*order_of(tab)).annotate(**_counts(who, tab, filters))
    if not with_case:
        return Written(columns.values_list(*LISTED, *_names(who, tab, filters)))
    columns = columns.annotate(in_list=_belongs(tab, reached, wanted))
    return Written(columns.values_list(*LISTED, *_names(who, tab, filters), "in_list", *_REST))


def _keys(tab: Tab, reached: list[Q], wanted: Q, with_case: bool) -> RawSQL:
    parts = [cases_of(tab).filter(way & wanted).order_by(*order_of(tab)).values("pk", "due_on")[: A_PAGE + 1]
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
        found |= {f"n_{which.name}": _counted(tab, tabs[tab], plain(filters) & near_to(which)) for which in Near}
    if who.person:
        found[UNREAD] = _few(*_added([unread_by(who.person.pk).order_by().values("pk")[: MOST_COUNTED + 1]], "pk"))
    return found


def _counted(tab: Tab, reached: list[Q], wanted: Q) -> RawSQL:
    return _few(*_added([cases_of(tab).filter(way & wanted).order_by().values("pk")[: MOST_COUNTED + 1]
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
