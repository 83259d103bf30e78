"""Anything at all in any field, any part of an address, any body: an answer, never a fault. The same each run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any
from urllib.parse import quote
from zlib import crc32

import pytest
from django import forms
from django.core.cache import cache
from django.test import Client
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from danchu.ground.people import forms as people_forms
from tests.permissions import Row, owners, rows_of
from tests.worlds import brought, part, parts
from tests.worlds.house import Route, World, build, routes, visitors

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet")]
FAST = settings(
    derandomize=True, deadline=None, database=None, max_examples=60, suppress_health_check=list(HealthCheck)
)
# What breaks things, more often than chance would draw it.
NASTY = st.sampled_from(
    [
        "",
        "\x00",
        "\ufffd",
        "\u202e",
        "‮đảo",
        "e\u0301" * 40,
        "<script>alert(1)</script>",
        "{{7*7}}",
        "%s%n{0}{x}",
        "'\";--",
        "=cmd|' /C'!A0",
        "../../x",
        "-1",
        "0",
        "1e999",
        "nan",
        "9" * 40,
        "٣",
        "²",
        "on",
        "true",
        "null",
        "[]",
        "{}",
        "\r\n",
        "2026-02-30",
        "9999-12-31.1",
        "0001-01-01.1",
        "2026-01-01.-5",
        "KN-26-222222",
        "a@b.c",
        "0912345678",
        "🌊" * 30,
    ]
)
Draw = Callable[[Any], Any]
TYPED = st.one_of(NASTY, st.text(max_size=80), st.integers().map(str))


def field_names() -> list[str]:
    """Every name that some page reads: fields of all forms, and what pages ask of the address."""
    found = {"q", "ma", "next", "giao-dien", "id", "upto", "code", "state", "error"}
    for _owner, form in all_forms():
        found |= set(form.base_fields)
    return sorted(found.union(*(p.fields for p in parts())))


def all_forms() -> Iterator[tuple[str, Any]]:
    """(whose, form)."""
    for owner, modules in [("", (people_forms,)), *((p.of, p.forms) for p in parts())]:
        for module in modules:
            for made in vars(module).values():
                if isinstance(made, type) and issubclass(made, forms.BaseForm) and made.__module__ == module.__name__:
                    yield owner, made


FIELDS = field_names()
SENT = st.dictionaries(st.sampled_from(FIELDS), TYPED, max_size=12)


def drawn(times: int, what: str, ask: Callable[[Draw], None]) -> int:
    """Ask this often, each time of other values: the same ones each run, others for another `what`. How often it did.

    One form or one address at a time: the values for all of them together are more than Hypothesis draws at once, and
    it would begin again and again without ever coming to the last ones.
    """
    asked = 0

    @seed(crc32(what.encode()))
    @settings(FAST, max_examples=times)
    @given(data=st.data())
    def each(data: st.DataObject) -> None:
        nonlocal asked
        asked += 1
        ask(data.draw)

    each()
    return asked


def test_no_form_breaks_whatever_is_typed(cast):
    for owner, made in all_forms():
        fields = st.fixed_dictionaries({}, optional=dict.fromkeys(made.base_fields, TYPED))
        first = [cast.hoa.person] if issubclass(made, people_forms.NewPasswordForm) else []
        rest = part(owner).form_arguments(made) if owner else {}
        filled = partial(_filled_in, made, fields, first, rest)
        assert drawn(24, made.__qualname__, filled) >= (24 if made.base_fields else 1)


def _filled_in(made: Any, fields: Any, first: list[Any], rest: dict[str, Any], draw: Draw) -> None:
    made(*first, draw(fields), **rest).is_valid()


def at_random(world: World, route: Any, draw: Any) -> str:
    """An address of this route: real parts, or anything."""
    real: dict[str, list[str]] = {}
    for here in world.shares.values():
        real.setdefault(here.part.of_case, []).extend(here.name(case) for case in here.cases)
        for name, values in here.part.parts.items():
            real.setdefault(name, []).extend(values)
    pieces = []
    for piece in ("/" + route.path).split("/"):
        if not piece.startswith("<"):
            pieces.append(piece)
            continue
        name = piece.rpartition(":")[2].partition(">")[0]
        anything = st.one_of(TYPED, st.binary(max_size=20)).map(lambda v: quote(v, safe=""))
        known = st.integers(0, 10**30).map(str) if name == "pk" else st.sampled_from(real.get(name) or [""])
        pieces.append(draw(st.one_of(known, anything)) + piece.partition(">")[2])
    return "/".join(pieces)


ANYONE = st.sampled_from(sorted(visitors()))
METHOD = st.sampled_from(["GET", "POST"])


def test_no_address_breaks_whatever_is_asked(cast):
    """Every route, as everyone, GET with any query and POST with any fields."""
    world = build(cast)

    def ask(route: Route, draw: Draw) -> None:
        path, who, method = at_random(world, route, draw), draw(ANYONE), draw(METHOD)
        answer = world.ask(who, method, path, draw(SENT))
        assert answer.status_code < 500, (method, path, who)

    for route in routes():
        assert drawn(6, route.name, partial(ask, route)) >= 6


@pytest.mark.parametrize("owner", [name for name in owners() if name in brought("worlds")])
def test_no_real_page_breaks_whatever_is_posted(cast, owner):
    """The deep end: real cases, whoever deals with them, fields by the page's own names."""
    world = build(cast, owner)
    here = world[owner]
    known = {route.name: route for route in routes()}
    deep = {name: row for name, row in rows_of(owner).items()
            if here.part.of_case in known[name.partition("#")[0]].params}
    who = st.sampled_from(("lan", "minh", "hoa", "tam", *here.part.visitors))
    every = st.sampled_from(list(here.cases))

    def ask(name: str, row: Row, draw: Draw) -> None:
        case = draw(every)
        values = {name: draw(st.sampled_from(some)) for name, some in here.part.parts.items()}
        values |= {k: v(here, case) if callable(v) else v for k, v in row.fixed.items() if k not in values}
        values[here.part.of_case] = here.name(case)
        good = {k: v(here, case) if callable(v) else v for k, v in row.data.items()}
        sent = good | {"version": getattr(here.cases[case], "version", 0)} | draw(SENT)
        answer = world.ask(draw(who), "POST", known[name.partition("#")[0]].at(**values), sent)
        assert answer.status_code < 500, (name, case)

    assert deep
    for name, row in deep.items():
        assert drawn(12, name, partial(ask, name, row)) >= 12


def taking_posts() -> list[str]:
    """Every address that takes a form, by a name that may or may not be there."""
    takes = {name.partition("#")[0] for owner in owners() for name, row in rows_of(owner).items()
             if row.post != "no-method"}
    return [route.at(**dict.fromkeys(route.params, "222222")) for route in routes() if route.name in takes]


@settings(FAST, max_examples=160)
@given(
    body=st.binary(max_size=300),
    kind=st.sampled_from(
        [
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "multipart/form-data",
            "application/json",
            "text/plain; charset=utf-7",
            "application/x-www-form-urlencoded; charset=nonsense",
            "",
        ]
    ),
    path=st.sampled_from(taking_posts()),
)
def _no_body_breaks(client: Client, body: bytes, kind: str, path: str) -> None:
    cache.clear()
    assert client.generic("POST", path, body, content_type=kind).status_code < 500


def test_no_body_breaks_whatever_bytes_are_sent(cast):
    _no_body_breaks(Client())
