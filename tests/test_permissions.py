"""Every address × every visitor × every case × GET and POST gives what the table says; a missing check is noticed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import pytest

from tests.mutations import Mutation, applied, mutations
from tests.permissions import ROWS, Row, expected
from tests.world import CASES, VISITORS, Route, World, build, escaped, mark, routes

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
DOORS = {"/dang-nhap/": "sign-in", "/dang-nhap/can-bo/": "desk-sign-in"}


class Asked(NamedTuple):
    """One question to the house, and what the table says of it."""

    row: str
    route: Route
    method: str
    who: str
    case: str

    def __str__(self) -> str:
        return f"{self.method} {self.row}, {self.who}, {self.case or '-'}"


@pytest.fixture
def world(cast) -> World:
    return build(cast)


def questions(only: tuple[str, ...] = ("",)) -> Iterator[Asked]:
    """All there is to ask; `only` names rows by how they begin."""
    for name, row in ROWS.items():
        route = ROUTES.get(name.partition("#")[0])
        if route is None or not name.startswith(only):
            continue
        cases = list(CASES) if _about_a_case(row, route) else [""]
        for method, answer in (("GET", row.get), ("POST", row.post)):
            for case in cases if isinstance(answer, dict) else cases[:1]:  # the same for all cases: one is enough
                yield from (Asked(name, route, method, who, case) for who in VISITORS)


ROUTES = {route.name: route for route in routes()}


def _about_a_case(row: Row, route: Route) -> bool:
    return bool(row.paper) or ("code" in route.params and "code" not in row.fixed)


def answer_to(asked: Asked, world: World, *, missing: bool = False) -> Any:
    """Ask; with `missing`, of a case that is not there."""
    row = ROWS[asked.row]
    values: dict[str, Any] = {k: v(world) if callable(v) else v for k, v in row.fixed.items()}
    if row.paper:
        values |= {"pk": 987654321 if missing else world.papers[asked.case][row.paper].pk, "name": "a.pdf"}
    elif asked.case:
        values["code"] = world.missing_code if missing else world.cases[asked.case].code
    data = {k: v(world, asked.case) if callable(v) else v for k, v in row.data.items()}
    return world.ask(asked.who, asked.method, asked.route.at(**values), data if asked.method == "POST" else None)


def word_for(response: Any, case: str) -> str:
    """The answer in one word."""
    if response.status_code in (301, 302):
        return DOORS.get(urlsplit(response["Location"]).path, "moved")
    if response.status_code != 200:
        return WORDS.get(response.status_code, str(response.status_code))
    if not case or ("html" not in response["Content-Type"] and "xml" not in response["Content-Type"]):
        return "ok"
    page = response.body.decode()
    if mark("original", case) in page:
        return "whole"
    return "public" if mark("public", case) in page else "little"


def answered(asked: Asked, world: World) -> tuple[Any, str]:
    """The answer, and its word; a fault is an answer too, and never the right one."""
    try:
        answer = answer_to(asked, world)
        return answer, word_for(answer, asked.case)
    except Exception as fault:
        return None, repr(fault)


def unexpected(world: World, asked: Iterator[Asked]) -> Iterator[str]:
    """Each answer that is not what the table says."""
    for each in asked:
        _answer, got = answered(each, world)
        want = expected(ROWS[each.row], each.method, each.who, each.case)
        if got != want:
            yield f"{each}: expected {want}, got {got}"


def test_every_address_has_a_row_and_every_row_an_address():
    rows = {name.partition("#")[0] for name in ROWS}
    new, gone = sorted(set(ROUTES) - rows), sorted(rows - set(ROUTES))
    assert not new, f"say in tests/permissions.py who may ask {new} and what they are told: ROWS[name] = Row(get, post)"
    assert not gone, f"these rows of tests/permissions.py have no address any more: {gone}"


def test_everyone_is_told_what_the_table_says_and_forbidden_looks_like_missing(world):
    """One pass for both promises: nothing but the table's word, and no way to tell a case one may not see."""
    surprises, telltale, not_there = [], [], {}
    asked_so_far = 0
    for asked in questions():
        answer, got = answered(asked, world)
        want = expected(ROWS[asked.row], asked.method, asked.who, asked.case)
        asked_so_far += 1
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
    print(asked_so_far, "asked,", len(not_there), "compared with what is not there")
    assert asked_so_far > 3000 and len(not_there) > 100


_VARIES = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|KN-\d\d-\w{6}|/tep/\d+/')


def _looks(response: Any) -> tuple[Any, ...]:
    headers = {k: v for k, v in response.headers.items() if k not in ("Content-Length", "Date")}
    return response.status_code, headers, sorted(response.cookies), _VARIES.sub("", response.body.decode())


# --- a check taken away is noticed -----------------------------------------------------------------
def test_a_check_taken_away_is_noticed(world):
    tried = mutations()
    unnoticed = [m.name for m in tried if not _noticed(m, world)]
    print(f"{len(tried) - len(unnoticed)} of {len(tried)} noticed; unnoticed: {unnoticed}")
    assert len(tried) >= 40
    assert len(unnoticed) <= len(tried) * 0.05, f"{len(unnoticed)} of {len(tried)} unnoticed: {unnoticed}"


def _noticed(mutation: Mutation, world: World) -> bool:
    with applied(mutation):
        return next(unexpected(world, questions(mutation.rows)), None) is not None
