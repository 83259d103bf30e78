"""Anything at all in any field, any part of an address, any body: an answer, never a fault. The same each run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from django import forms
from django.core.cache import cache
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from danchu.ground.people import forms as people_forms
from danchu.mechanisms.petitions import desk_forms, intake
from danchu.mechanisms.petitions import forms as petition_forms
from danchu.mechanisms.petitions.desk_case import Papers
from danchu.mechanisms.petitions.models import Petition
from tests.permissions import ROWS
from tests.test_permissions import ROUTES
from tests.world import CASES, World, build, routes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet")]
FAST = settings(
    derandomize=True, deadline=None, database=None, max_examples=60, suppress_health_check=list(HealthCheck)
)
WHO = ("anonymous", "lan", "device", "minh", "hoa", "tam", "other")
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
TYPED = st.one_of(NASTY, st.text(max_size=80), st.integers().map(str))


@pytest.fixture
def world(cast) -> World:
    return build(cast)


def field_names() -> list[str]:
    """Every name that some page reads: fields of all forms, and what pages ask of the address."""
    found = {
        "viec",
        "han",
        "sau",
        "truoc",
        "phong",
        "loai",
        "kenh",
        "can-bo",
        "ket-qua",
        "tinh-trang",
        "mo-lai",
        "giai-quyet",
        "nam",
        "q",
        "ma",
        "next",
        "tu",
        "giao-dien",
        "cach",
        "version",
        "question",
        "goto",
        "token",
        "meant",
        "do",
        "use_template",
        "delete",
        "id",
        "upto",
        "cover-text",
        "was-text",
        "was-title",
        "code",
        "state",
        "error",
    }
    for form in all_forms():
        found |= set(form.base_fields)
    found |= {f"{step}-{name}" for step in desk_forms.FORMS for name in desk_forms.FORMS[step].base_fields}
    found |= {
        f"{step}-{name}"
        for step in ("reply", "rate", "reopen", "withdraw")
        for name in ("text", "why", "solved", "stars", "words")
    }
    return sorted(found)


def all_forms() -> Iterator[Any]:
    for module in (petition_forms, desk_forms, intake, people_forms):
        for made in vars(module).values():
            if isinstance(made, type) and issubclass(made, forms.BaseForm) and made.__module__ == module.__name__:
                yield made


FIELDS = field_names()
SENT = st.dictionaries(st.sampled_from(FIELDS), TYPED, max_size=12)


@FAST
@given(data=st.data())
def _no_form_breaks(world: World, data: st.DataObject) -> None:
    for made in all_forms():
        typed = data.draw(st.fixed_dictionaries({}, optional=dict.fromkeys(made.base_fields, TYPED)))
        more: dict[str, Any] = {}
        if issubclass(made, desk_forms.StepForm):
            more = {"petition": Petition(), "papers": Papers()}
        elif issubclass(made, people_forms.NewPasswordForm):
            made(world.cast.hoa.person, typed).is_valid()
            continue
        made(typed, **more).is_valid()


def test_no_form_breaks_whatever_is_typed(world):
    _no_form_breaks(world)


def at_random(world: World, route: Any, draw: Any) -> str:
    """An address of this route: real parts, or anything."""
    parts = []
    for piece in ("/" + route.path).split("/"):
        if not piece.startswith("<"):
            parts.append(piece)
            continue
        name = piece.rpartition(":")[2].partition(">")[0]
        real = {
            "code": st.sampled_from([world.cases[c].code for c in CASES]),
            "pk": st.integers(0, 10**30).map(str),
            "slug": st.sampled_from(["giao", "duyet", "ghi-chu", "trinh", "hoi", "gop", "chuyen", "phan-cong"]),
        }
        anything = st.one_of(TYPED, st.binary(max_size=20)).map(lambda v: quote(v, safe=""))
        parts.append(draw(st.one_of(real[name], anything) if name in real else anything) + piece.partition(">")[2])
    return "/".join(parts)


def test_no_address_breaks_whatever_is_asked(world):
    """Every route, as everyone, GET with any query and POST with any fields."""
    asked = {"n": 0}

    @settings(FAST, max_examples=6)
    @given(data=st.data())
    def each(data: st.DataObject) -> None:
        for route in everywhere:
            path, who = at_random(world, route, data.draw), data.draw(st.sampled_from(WHO))
            method = data.draw(st.sampled_from(["GET", "POST"]))
            answer = world.ask(who, method, path, data.draw(SENT))
            assert answer.status_code < 500, (method, path, who)
            asked["n"] += 1

    everywhere = routes()
    each()
    assert asked["n"] >= 5 * len(everywhere)


def test_no_real_page_breaks_whatever_is_posted(world):
    """The deep end: real cases, whoever deals with them, fields by the page's own names."""
    deep = [r for r in ROUTES.values() if r.name.startswith(("desk:", "petitions:")) and "code" in r.params]

    @settings(FAST, max_examples=12)
    @given(data=st.data())
    def each(data: st.DataObject) -> None:
        for route in deep:
            row = next(row for name, row in ROWS.items() if name.partition("#")[0] == route.name)
            values = {
                "slug": data.draw(st.sampled_from(SLUGS)),
                "code": world.cases[data.draw(st.sampled_from(REAL))].code,
            }
            case = next(n for n, p in world.cases.items() if p.code == values["code"])
            good = {k: v(world, case) if callable(v) else v for k, v in row.data.items()}
            sent = good | {"version": world.cases[case].version} | data.draw(SENT)
            answer = world.ask(
                data.draw(st.sampled_from(("lan", "minh", "hoa", "tam"))), "POST", route.at(**values), sent
            )
            assert answer.status_code < 500

    each()


SLUGS = (
    "tiep-nhan",
    "phan-loai",
    "thu-ly",
    "khong-thu-ly",
    "chuyen",
    "chuyen-ngoai",
    "phan-cong",
    "giao-can-bo",
    "trinh",
    "tra-lai",
    "duyet",
    "tra-loi",
    "go-cong-khai",
    "hoi",
    "bo-sung",
    "xu-ly-tiep",
    "gia-han",
    "gop",
    "ghi-chu",
)
REAL = tuple(CASES)


@settings(FAST, max_examples=80)
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
    path=st.sampled_from(["/phan-anh/gui/", "/dang-nhap/", "/dang-nhap/can-bo/", "/phan-anh/KN-26-222222/mo/"]),
)
def _no_body_breaks(client: Client, body: bytes, kind: str, path: str) -> None:
    cache.clear()
    assert client.generic("POST", path, body, content_type=kind).status_code < 500


def test_no_body_breaks_whatever_bytes_are_sent(cast):
    _no_body_breaks(Client())
