"""Strange addresses, queries, bodies and cookies, to every page there is: left out or missing, never a fault."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from django.core.cache import cache
from django.test import Client

from danchu.ground.people.models import SignInAttempt
from tests.permissions import HOUSE, owners, rows_of
from tests.worlds import brought, parts
from tests.worlds.house import Route, routes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet", "cast")]
LISTS = sorted({path.partition("?")[0] for p in parts() for path in (*p.lists, *p.searches)} | {
    "/", "/tra-cuu/", "/tim/", "/thong-bao/", "/luat/"})
FOR_SOMEONE = ("/", "/thong-bao/")
# Anything that some page reads, and what some page might; each page reads its own and leaves out the rest.
QUERIES = (
    "sau=-1",
    "sau=99999999999999999999999",
    "truoc=-5",
    "truoc=9999999999999999999",
    "sau=abc",
    "sau=%00",
    "sau=１２",
    "phong=99999999999999",
    "phong=-1",
    "phong=x",
    "loai=%3Cscript%3E",
    "tinh-trang=%00",
    "q=%00",
    "q=%ED%A0%80",
    "q=%22%22%22",
    "q=*",
    "q=-",
    "q=a:b",
    "q=(",
    "q=NEAR(a%20b)",
    "q=" + "a" * 8000,
    "q=" + "%F0%9F%8C%8A" * 500,
    "ket-qua=late&loai=feedback&tinh-trang=open&phong=1&q=x&sau=3&truoc=2",
    "nam=0",
    "nam=99999999999999999",
    "x=" + "y" * 60000,
    "nam=1",
    "nam=123",
    "nam=9999",
    "nam=99999",
    "nam=%00",
    "sau=0001-01-01.1",
    "sau=9999-12-31.99999999999999999999",
    "sau=2026-01-01.-5",
    "sau=2026-02-30.1",
    "sau=.",
    "sau=%00.%00",
    "phong=999999999999999",
    "can-bo=-1",
    "viec=%00",
    "han=%F0%9F%8C%8A",
    "q=KN-26-222222%00",
    "q=%22",
    "mo-lai=2",
    "q=" + "a%CC%81" * 900,
)
PARTS = ("%00", "%ED%A0%80", "..", "%2e%2e%2f", "'", "KN-26-222222%00", "%ff%fe", "a" * 999, "🌊", " ", "-1", "0",
         "99999999999999999999")
BODIES = (
    ("application/json", b'{"text": "x"}'),
    ("text/plain", b"\xff\xfe\x00"),
    ("multipart/form-data", b"no boundary"),
    ("multipart/form-data; boundary=x", b"--x\r\nbroken"),
    ("application/x-www-form-urlencoded", b"%%%&&&===\xff\x00"),
    ("application/x-www-form-urlencoded; charset=utf-7", b"text=+ADw-script+AD4-"),
    ("", b""),
    ("x" * 2000, b"x"),
)
COOKIES = (
    'danchu="aaaaaaaa\\000"',
    "danchu=%00%00%00%00%00%00%00%00",
    "danchu_cases=x:y:z",
    'danchu_cases="\\000"',
    "danchu_cases=" + "A" * 3000,
    "danchu=" + "a" * 3900,
)


def browser(person: Any = None) -> Client:
    """A new one, of this person of the cast."""
    cache.clear()
    SignInAttempt.objects.all().delete()  # nobody is held back for what another has guessed
    client = Client()
    if person is not None:
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query[:40])
def test_a_strange_query_is_left_out_or_missing_and_never_a_fault(cast, query):
    for who in (None, cast.hoa.person, cast.tam.person):
        client = browser(who)
        paths = [path for path in LISTS if who is None or path in FOR_SOMEONE or path.startswith("/ban-lam-viec/")]
        found = {path: client.get(f"{path}?{query}").status_code for path in paths}
        allowed = {200, 301, 302, 404} | ({400} if len(query) > 16_000 else set())  # too long to be asked again later
        assert set(found.values()) <= allowed, found


def with_parts() -> list[Route]:
    """The addresses with a part that names something."""
    known = {name.partition("#")[0] for owner in owners() for name in rows_of(owner)}
    return [route for route in routes() if route.params and route.name in known]


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part[:20])
def test_a_strange_part_of_an_address_is_missing(part):
    client, allowed = browser(), {200, 204, 301, 302, 400, 404, 405, 410, 422}
    for route in with_parts():
        path = "/" + route.path
        for piece in route.path.split("/"):
            if piece.startswith("<"):
                path = path.replace(piece, piece.rpartition(">")[2].join((quote(part, safe="%"), "")))
        for ask in (client.get, client.post):
            SignInAttempt.objects.all().delete()
            assert (got := ask(path).status_code) in allowed, (path, got)


def taking_posts() -> list[Route]:
    """The addresses that take a form from anyone."""
    return [route for route in routes() for owner in owners()
            if (row := rows_of(owner).get(route.name)) and row.post != "no-method" and not route.params]


@pytest.mark.parametrize(("kind", "body"), BODIES, ids=range(len(BODIES)))
def test_a_strange_body_is_never_a_fault(kind, body, cast):
    for who in (None, cast.lan.person, cast.minh.person, cast.hoa.person):
        client = browser(who)
        for route in taking_posts():
            answer = client.generic("POST", route.at(), body, content_type=kind)
            assert answer.status_code < 500, (route.name, answer.status_code)


@pytest.mark.parametrize("cookie", COOKIES, ids=range(len(COOKIES)))
def test_a_strange_cookie_is_nobody(cookie):
    client = browser()
    for path in (*LISTS, "/dang-nhap/", "/tai-khoan/"):
        assert client.get(path, headers={"cookie": cookie}).status_code in (200, 302), path


def test_there_is_something_to_try():
    assert len(LISTS) > 8 and len(with_parts()) > 15 and len(taking_posts()) > 8
    assert HOUSE in owners() and brought("worlds")
