"""Strange addresses, queries, bodies and cookies, to every page there is: left out or missing, never a fault."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, quote

import pytest
from django.core.cache import cache
from django.db import connection
from django.http import QueryDict
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


Page = tuple[str, str]  # who asks, and for what
_TRIED: defaultdict[Page, set[str]] = defaultdict(set)  # the names that have stood in its query
_READ: defaultdict[Page, set[str]] = defaultdict(set)  # those that it looked for, or ALL
ALL = "*"


@pytest.fixture
def looked_for(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[str]]:
    """The names that pages look for in a query, as they do."""
    names: set[str] = set()

    def noted(way: str, whole: bool) -> None:
        plain = getattr(QueryDict, way)

        def looking(query: QueryDict, *what: Any, **more: Any) -> Any:
            if not query._mutable:  # else it is just being made
                names.add(ALL if whole else str(what[0]))
            return plain(query, *what, **more)

        monkeypatch.setattr(QueryDict, way, looking)

    for way in ("__getitem__", "__contains__", "get", "getlist"):
        noted(way, whole=False)
    for way in ("__iter__", "keys", "values", "items", "lists", "dict", "copy", "urlencode"):
        noted(way, whole=True)
    return names


def may_tell(page: Page, query: str) -> bool:
    """On PostgreSQL only what could come to the database: a page that has been given a name and did not look for it
    is not asked what it makes of other values of it. On SQLite all is asked.
    """
    names = {name for name, _value in parse_qsl(query, keep_blank_values=True)}
    return connection.vendor == "sqlite" or not names <= _TRIED[page] or bool({*names, ALL} & _READ[page])


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query[:40])
def test_a_strange_query_is_left_out_or_missing_and_never_a_fault(cast, query, looked_for):
    allowed = {200, 301, 302, 404} | ({400} if len(query) > 16_000 else set())  # too long to be asked again later
    for who, person in (("", None), ("hoa", cast.hoa.person), ("tam", cast.tam.person)):
        client = browser(person)
        for path in (p for p in LISTS if not who or p in FOR_SOMEONE or p.startswith("/ban-lam-viec/")):
            if not may_tell((who, path), query):
                continue
            looked_for.clear()
            assert client.get(f"{path}?{query}").status_code in allowed, path
            _TRIED[who, path].update(name for name, _value in parse_qsl(query, keep_blank_values=True))
            _READ[who, path] |= looked_for


def test_what_a_page_looks_for_is_noted_however_it_does(looked_for):
    query = QueryDict("a=1&b=2&c=3&d=4")
    assert not looked_for  # making it is no looking
    assert query.get("a") == query["a"] and query.getlist("b") and "c" in query
    assert looked_for == {"a", "b", "c"}
    assert dict(query.items()) and looked_for >= {ALL}


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
