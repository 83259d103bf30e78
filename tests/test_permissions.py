"""Every address × every visitor × every case × GET and POST gives what the table says; a missing check is noticed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import pytest

from danchu.ground.files import policy
from danchu.ground.people import access
from danchu.ground.people.access import Standing
from danchu.ground.people.models import PostHeld
from danchu.law.roles import Role
from danchu.mechanisms.petitions import actions, following, models, proof, sending, views
from danchu.mechanisms.petitions.models import Petition, PetitionQuerySet, PublicationQuerySet
from tests.permissions import ROWS, Row, expected
from tests.world import CASES, VISITORS, Route, World, build, mark, routes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet")]
WORDS = {400: "bad", 403: "expired", 404: "missing", 405: "no-method", 409: "stale", 410: "spent", 422: "form-error",
         429: "wait"}
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
    values: dict[str, Any] = dict(row.fixed)
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
    if not case or "html" not in response["Content-Type"] and "xml" not in response["Content-Type"]:
        return "ok"
    page = response.body.decode()
    if mark("original", case) in page:
        return "whole"
    return "public" if mark("public", case) in page else "little"


def unexpected(world: World, asked: Iterator[Asked]) -> Iterator[str]:
    """Each answer that is not what the table says."""
    for each in asked:
        try:
            got = word_for(answer_to(each, world), each.case)
        except Exception as fault:  # an answer too, and never the right one
            got = repr(fault)
        want = expected(ROWS[each.row], each.method, each.who, each.case)
        if got != want:
            yield f"{each}: expected {want}, got {got}"


def test_every_address_has_a_row_and_every_row_an_address():
    rows = {name.partition("#")[0] for name in ROWS}
    new, gone = sorted(set(ROUTES) - rows), sorted(rows - set(ROUTES))
    assert not new, f"say in tests/permissions.py who may ask {new} and what they are told: ROWS[name] = Row(get, post)"
    assert not gone, f"these rows of tests/permissions.py have no address any more: {gone}"


def test_everyone_is_told_what_the_table_says(world):
    surprises = list(unexpected(world, questions()))
    assert not surprises, f"{len(surprises)} unexpected:\n" + "\n".join(surprises[:60])


# --- forbidden and missing look the same -----------------------------------------------------------
_VARIES = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|KN-\d\d-\w{6}|/tep/\d+/')


def test_what_is_forbidden_looks_like_what_is_missing(world):
    compared = 0
    for asked in questions():
        row = ROWS[asked.row]
        if asked.case and expected(row, asked.method, asked.who, asked.case) == "missing":
            forbidden, missing = (_looks(answer_to(asked, world, missing=m)) for m in (False, True))
            assert forbidden == missing, asked
            compared += 1
    assert compared > 500


def _looks(response: Any) -> tuple[Any, ...]:
    headers = {k: v for k, v in response.headers.items() if k not in ("Content-Length", "Date")}
    return response.status_code, headers, sorted(response.cookies), _VARIES.sub("", response.body.decode())
