"""A kept page is quick, and never older than the last thing that happened."""

import pytest
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from django.db import DatabaseError, connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from danchu.ground.journal import cached
from danchu.mechanisms.petitions import actions
from danchu.mechanisms.petitions.tests.test_citizen_pages import published  # noqa: F401
from danchu.running.door import door


def undisturbed(visits):
    """What the visits saw while nothing was written between them, asked again until it was so.

    On PostgreSQL the mark is a snapshot, and a snapshot is of the whole server: another worker's test, writing to a
    database of its own, makes the kept page a new one. Never an older one; but here it would be asked again.
    """
    for _time in range(200):
        cache.clear()  # or the visits of a try that was disturbed would have kept it
        before = cached._mark()
        seen = visits()
        if cached._mark() == before:
            return seen
    raise AssertionError("somebody wrote between every two visits")


def test_the_second_visitor_costs_one_statement_and_the_third_gets_304(client, cast, published):  # noqa: F811
    def three_visits():
        first = client.get("/phan-anh/")
        with CaptureQueriesContext(connection) as asked:
            second = client.get("/phan-anh/")
        return first, second, len(asked), client.get("/phan-anh/", headers={"If-None-Match": second["ETag"]})

    first, second, statements, third = undisturbed(three_visits)
    assert statements == 1 and second.content == first.content
    assert third.status_code == 304


def test_anything_that_happens_makes_the_kept_page_a_new_one(client, cast, published, thursday):  # noqa: F811
    assert "Hẻm ngập nước" in client.get("/phan-anh/").content.decode()
    actions.withdraw(published, why="x", by=cast.lan, now=thursday)
    assert "Hẻm ngập nước" not in client.get("/phan-anh/").content.decode()


def test_a_page_with_a_form_in_it_is_never_kept(client, cast, published):  # noqa: F811
    path = f"/phan-anh/{published.code}/mo/"
    tokens = set()
    for _visitor in range(2):
        client.cookies.clear()
        tokens.add(client.get(path).content)
    assert len(tokens) == 2


def test_a_kept_page_tells_the_browser_all_that_the_first_one_told(client, cast, published):  # noqa: F811
    first, second = undisturbed(lambda: (client.get("/phan-anh/"), client.get("/phan-anh/")))
    assert dict(second.items()) == dict(first.items()) and second["ETag"]
    assert {"Content-Security-Policy", "X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy"} <= set(
        second.headers)


def test_a_kept_page_is_for_the_address_the_language_and_the_host_it_was_made_for(client, cast, published):  # noqa: F811
    vietnamese = client.get("/phan-anh/").content
    assert client.get("/phan-anh/?loai=idea").content != vietnamese
    assert client.get("/phan-anh/", headers={"host": "elsewhere.example"}).status_code == 400
    client.cookies["django_language"] = "en"
    assert b'lang="en"' in client.get("/phan-anh/").content


def test_whoever_is_somebody_gets_a_page_of_their_own(client, cast, published):  # noqa: F811
    anyones = client.get("/phan-anh/").content
    client.force_login(cast.minh.person)
    own = client.get("/phan-anh/")
    assert own.content != anyones and "public" not in own.get("Cache-Control", "")
    client.logout()
    assert client.get("/phan-anh/").content == anyones


# --- at the door, as the server asks -------------------------------------------------------------


@pytest.fixture
def open_line(monkeypatch):
    """The server gives up a connection that stands in a transaction where a request begins; a test stands in one."""
    monkeypatch.setattr(connection, "close_if_unusable_or_obsolete", lambda: None)


def at_the_door(path, **told):
    """What stands in the answer of the whole application, and whether the house woke up for it."""
    said, woken = [], []

    def house(environ, start):
        woken.append(environ)
        return WSGIHandler()(environ, start)

    environ = RequestFactory().get(path, **told).environ
    body = b"".join(door(house)(environ, lambda status, headers: said.append((status, dict(headers)))))
    return *said[0], body, bool(woken)


def test_a_kept_page_does_not_wake_the_house_and_is_the_same(open_line, cast, published):  # noqa: F811
    first, second = undisturbed(lambda: (at_the_door("/phan-anh/"), at_the_door("/phan-anh/")))
    assert first[3] and not second[3]
    assert first[:3] == second[:3] and second[0] == "200 OK"
    third = undisturbed(lambda: at_the_door("/phan-anh/", headers={
        "If-None-Match": at_the_door("/phan-anh/")[1]["ETag"]}))  # of the page as it is kept in this very try
    assert (third[0], third[2], third[3]) == ("304 Not Modified", b"", False)


def test_nothing_taken_back_is_given_at_the_door(open_line, cast, published, thursday):  # noqa: F811
    assert "Hẻm ngập nước" in at_the_door("/phan-anh/")[2].decode()
    actions.withdraw(published, why="x", by=cast.lan, now=thursday)
    _status, _headers, body, woken = at_the_door("/phan-anh/")
    assert woken and "Hẻm ngập nước" not in body.decode()


def test_the_door_gives_nobody_elses_page(open_line, cast, published):  # noqa: F811
    kept = undisturbed(lambda: (at_the_door("/phan-anh/"), at_the_door("/phan-anh/")))[1]
    for other in ({"headers": {"cookie": "danchu=x"}}, {"headers": {"cookie": "csrftoken=x"}},
                  {"headers": {"host": "elsewhere.example"}}, {"headers": {"x-forwarded-proto": "https"}},
                  {"headers": {"cookie": "django_language=en"}}, {"query_params": {"loai": "idea"}}):
        assert at_the_door("/phan-anh/", **other)[3], other
    assert kept[3] is False


def test_letters_in_an_address_are_read_by_the_house(open_line, cast):
    """As they come they could be the same as others once read: a kept page of those is not given for these."""
    for _visit in range(2):
        assert at_the_door("/phan-anh/\u00e9/")[3]


def test_without_its_database_the_door_leaves_it_to_the_house(open_line, cast, published, monkeypatch):  # noqa: F811
    undisturbed(lambda: (at_the_door("/phan-anh/"), at_the_door("/phan-anh/")))

    def gone():
        raise DatabaseError

    with monkeypatch.context() as broken:
        broken.setattr(cached, "_mark", gone)
        assert cached._known(RequestFactory().get("/phan-anh/").environ) is None
