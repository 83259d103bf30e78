"""One list for whoever is at the desk: everything that waits for them, and nothing that waits for others."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client

from danchu.conftest import make_cast
from danchu.ground.people.access import NOBODY
from danchu.overview.today.waiting import SOURCES, waiting_for
from tests.worlds.house import World, build

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet")]
HERE = "/ban-lam-viec/hom-nay/"


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker) -> Iterator[World]:
    """Made once; each test undoes what it does, the last one leaves nothing behind."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build(make_cast())
        transaction.set_rollback(True)


@pytest.fixture
def world(made, db) -> World:
    return made.again()


@pytest.fixture
def cast(world):
    return world.cast


def _waits(person):
    return {(w.what, w.code) for w in waiting_for(person)}


def test_what_waits_in_every_mechanism_stands_in_one_list_the_nearest_day_first(world, cast):
    found = waiting_for(cast.hoa)
    assert {w.source.room for w in found} >= {SOURCES[what].room for what in ("petition", "promise", "disclosure")}
    days = [w.by for w in found]
    assert days == sorted(days, key=lambda day: (day is None, day))


def test_each_row_leads_to_a_page_of_the_desk_that_is_there(world, cast):
    for row in waiting_for(cast.hoa):
        assert world.ask("hoa", "GET", row.href).status_code == 200, row
        assert str(row.to_do)


def test_nobody_is_shown_what_waits_for_another_body(world, cast):
    mine = _waits(cast.hoa)
    assert mine and not mine & _waits(cast.stranger)
    assert waiting_for(NOBODY) == []


def test_the_page_asks_six_statements_and_filters_by_room(world, cast, django_assert_max_num_queries):
    hoa = Client()
    hoa.cookies.load(world.cookies["hoa"])
    hoa.get(HERE)
    with django_assert_max_num_queries(6):
        page = hoa.get(HERE).content.decode()
    assert "việc chờ ông/bà" in page
    few = hoa.get(HERE, {"phan": "Cam kết, việc chung"}).content.decode()
    assert "CK-" in few and "KN-" not in few
    assert hoa.get(HERE, {"phan": "\x00<script>"}).status_code == 200


def test_an_official_without_a_post_is_told_that_nothing_waits(world):
    page = world.ask("ended", "GET", HERE).content.decode()
    assert "Không còn việc nào chờ ông/bà" in page
