"""A kept page is quick, and never older than the last thing that happened."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from danchu.mechanisms.petitions import actions
from danchu.mechanisms.petitions.tests.test_citizen_pages import published  # noqa: F401


def test_the_second_visitor_costs_one_statement_and_the_third_gets_304(client, cast, published):  # noqa: F811
    first = client.get("/phan-anh/")
    with CaptureQueriesContext(connection) as asked:
        second = client.get("/phan-anh/")
    assert len(asked) == 1 and second.content == first.content
    assert client.get("/phan-anh/", headers={"If-None-Match": second["ETag"]}).status_code == 304


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
