"""Every address × every visitor × every case × GET and POST gives what the table says; a missing check is noticed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import pytest
from django.db import connection

from tests.mutations import Mutation, applied, mutations
from tests.permissions import HOUSE, Row, expected, owners, rows_of
from tests.worlds import KINDS, Share, brought, escaped, names
from tests.worlds.house import Route, World, build, routes, visitors

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet")]
WORDS = {
    400: "bad",
    403: "expired",
    404: "missing",
    405: "no-method",
    409: "form-error",
    410: "spent",
    422: "form-error",
    429: "wait",
}
MOST = 6  # statements a page may ask (speed.md)
DOORS = {"/dang-nhap/": "sign-in", "/dang-nhap/can-bo/": "desk-sign-in"}


class Asked(NamedTuple):
    """One question to the house, and what the table says of it."""

    owner: str
    row: str
    route: Route
    method: str
    who: str
    case: str

    @property
    def says(self) -> Row:
        """Its row of the table."""
        return rows_of(self.owner)[self.row]

    def __str__(self) -> str:
        return f"{self.method} {self.row}, {self.who}, {self.case or '-'}"


ROUTES = {route.name: route for route in routes()}


def world_of(owner: str, cast: Any) -> World:
    """The visitors, with the owner's cases."""
    return build(cast, owner if owner != HOUSE else brought("worlds")[0])


def questions(owner: str, world: World, only: tuple[str, ...] = ("",)) -> Iterator[Asked]:
    """All there is to ask of the owner's rows; `only` names rows by how they begin."""
    asking = visitors("" if owner == HOUSE else owner)
    for name, row in rows_of(owner).items():
        route = ROUTES.get(name.partition("#")[0])
        if route is None or not name.startswith(only):
            continue
        here = world.shares.get(owner)
        cases = list(here.cases) if here and _about_a_case(here, row, route) else [""]
        for method, answer in (("GET", row.get), ("POST", row.post)):
            for case in cases if isinstance(answer, dict) else cases[:1]:  # the same for all cases: one is enough
                yield from (Asked(owner, name, route, method, who, case) for who in asking if who in world.cookies)


def _about_a_case(here: Share, row: Row, route: Route) -> bool:
    return bool(row.paper) or (here.part.of_case in route.params and here.part.of_case not in row.fixed)


def answer_to(asked: Asked, world: World, *, missing: bool = False) -> Any:
    """Ask; with `missing`, of a case that is not there."""
    row, here = asked.says, world.shares.get(asked.owner)

    def known(values: dict[str, Any]) -> dict[str, Any]:
        return {k: v(here, asked.case) if callable(v) else v for k, v in values.items()}

    values = known(row.fixed)
    if here and row.paper:
        values |= {"pk": 987654321 if missing else here.papers[asked.case][row.paper].pk, "name": "a.pdf"}
    if here and asked.case and here.part.of_case in asked.route.params and here.part.of_case not in row.fixed:
        values[here.part.of_case] = here.missing if missing else here.name(asked.case)
    return world.ask(asked.who, asked.method, asked.route.at(**values),
                     known(row.data) if asked.method == "POST" else None)


def word_for(response: Any, asked: Asked, world: World) -> str:
    """The answer in one word."""
    if response.status_code in (301, 302):
        return DOORS.get(urlsplit(response["Location"]).path, "moved")
    if response.status_code != 200:
        return WORDS.get(response.status_code, str(response.status_code))
    if not asked.case or ("html" not in response["Content-Type"] and "xml" not in response["Content-Type"]):
        return "ok"
    page = response.body.decode(errors="replace")  # a paper is no text
    part = world[asked.owner].part
    if part.mark(part.whole, asked.case) in page:
        return "whole"
    return "public" if part.mark(part.public, asked.case) in page else "little"


def answered(asked: Asked, world: World) -> tuple[Any, str]:
    """The answer, and its word; a fault is an answer too, and never the right one."""
    try:
        answer = answer_to(asked, world)
        return answer, word_for(answer, asked, world)
    except Exception as fault:
        return None, repr(fault)


def unexpected(world: World, asked: Iterator[Asked]) -> Iterator[str]:
    """Each answer that is not what the table says."""
    for each in asked:
        _answer, got = answered(each, world)
        want = expected(each.says, each.method, each.who, each.case)
        if got != want:
            yield f"{each}: expected {want}, got {got}"


# --- the table is whole ----------------------------------------------------------------------------
@pytest.mark.parametrize("name", names())
def test_every_mechanism_brings_its_own(name):
    wanting = [f"tests/{kind}/{name}.py ({what})" for kind, what in KINDS.items() if name not in brought(kind)]
    assert not wanting, f"{name} is not attacked yet; write (how: tests/worlds/__init__.py): {'; '.join(wanting)}"


def test_every_address_has_a_row_and_every_row_an_address():
    rows = {name.partition("#")[0] for owner in owners() for name in rows_of(owner)}
    new, gone = sorted(set(ROUTES) - rows), sorted(rows - set(ROUTES))
    assert not new, (f"say in tests/permissions/<whose>.py who may ask {new} and what they are told:"
                     " ROWS[name] = Row(get, post)")
    assert not gone, f"these rows of tests/permissions have no address any more: {gone}"


@pytest.mark.parametrize("owner", owners())
def test_everyone_is_told_what_the_table_says_and_forbidden_looks_like_missing(cast, owner):
    """One pass for both promises: nothing but the table's word, and no way to tell a case one may not see.

    On SQLite all of it is asked, and it is shown that the telling questions ask the database all that all of them ask;
    so on PostgreSQL, where nothing but the statements could differ, only those are asked.
    """
    world = world_of(owner, cast)
    surprises, telltale, not_there, talkative = [], [], {}, {}
    of_cases, rows = set(), set()
    warm: dict[tuple[str, ...], int] = {}
    every, put, put_by_the_telling = connection.vendor == "sqlite", set(), set()
    for asked, tells in telling(questions(owner, world)):
        if not (every or tells):
            continue
        with _statements() as said:
            answer, got = answered(asked, world)
        put |= (texts := {_ANY_NUMBER.sub("%s, …", sql) for sql in said})
        put_by_the_telling |= texts if tells else set()
        if len(said) > MOST and answer is not None and answer.status_code == 200 and asked.method == "GET":
            if tuple(said) not in warm:  # whoever asks the same of the database cold asks the same again
                warm[tuple(said)] = len(world.statements(asked.who, answer.wsgi_request.get_full_path()))
            if warm[tuple(said)] > max(MOST, talkative.get(asked.row, 0)):
                talkative[asked.row] = warm[tuple(said)]
        want = expected(asked.says, asked.method, asked.who, asked.case)
        of_cases.add(asked.case)
        rows.add(asked.row)
        if answer is not None and (out := escaped(asked.who, answer.body.decode(errors="replace"))):
            surprises.append(f"{asked}: shows {sorted(out)}")
        if got != want:
            surprises.append(f"{asked}: expected {want}, got {got}")
        elif got == "missing" and asked.case:
            key = asked._replace(case="")
            if key not in not_there:
                not_there[key] = _looks(answer_to(asked, world, missing=True))
            telltale += [str(asked)] if _looks(answer) != not_there[key] else []
    assert not surprises, f"{len(surprises)} unexpected:\n" + "\n".join(surprises[:60])
    assert not telltale, f"{len(telltale)} show that there is something:\n" + "\n".join(telltale[:20])
    assert not talkative, f"these pages ask more than {MOST} statements: {talkative}"
    assert put == put_by_the_telling, f"choose others in telling(): not asked on PostgreSQL: {put - put_by_the_telling}"
    assert rows == set(rows_of(owner)) and (owner == HOUSE or of_cases >= set(world[owner].cases))
    assert owner == HOUSE or len(not_there) >= 10, "no row hides anything from anyone"


def telling(every: Iterator[Asked]) -> Iterator[tuple[Asked, bool]]:
    """Each question, and whether it tells: this visitor, or this case, is told this here for the first time."""
    told: set[tuple[str, ...]] = set()
    for asked in every:
        here = asked.row, asked.method, expected(asked.says, asked.method, asked.who, asked.case)
        new = {(*here, "who", asked.who), (*here, "case", asked.case)} - told
        told |= new
        yield asked, bool(new)


_ANY_NUMBER = re.compile(r"%s(?:, %s)+")  # as many as there are to ask for


@contextmanager
def _statements() -> Iterator[list[str]]:
    said: list[str] = []

    def noted(execute: Any, sql: str, *rest: Any) -> Any:
        if not sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):  # the test's own
            said.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(noted):
        yield said


_VARIES = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|[A-Z]{2}-\d\d-\w{6}|/tep/\d+/')


def _looks(response: Any) -> tuple[Any, ...]:
    headers = {k: v for k, v in response.headers.items() if k not in ("Content-Length", "Date")}
    return response.status_code, headers, sorted(response.cookies), _VARIES.sub("", response.body.decode())


# --- a check taken away is noticed -----------------------------------------------------------------
@pytest.mark.parametrize("owner", [HOUSE, *brought("mutations")])
def test_a_check_taken_away_is_noticed(cast, owner):
    world, tried = world_of(owner, cast), mutations(owner)
    unnoticed = [m.name for m in tried if not _noticed(m, world, owner)]
    assert len(tried) >= 6, "a mechanism has more checks than that"
    assert len(unnoticed) <= len(tried) * 0.05, f"{len(unnoticed)} of {len(tried)} unnoticed: {unnoticed}"


def _noticed(mutation: Mutation, world: World, owner: str) -> bool:
    with applied(mutation):
        return next(unexpected(world, questions(owner, world, mutation.rows)), None) is not None
