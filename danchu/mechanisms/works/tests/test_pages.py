"""What citizens and officials see: every page in six statements, forbidden like missing, nothing lost or doubled."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from danchu.ground.people.addresses import address
from danchu.mechanisms.works import actions, work_actions
from danchu.mechanisms.works.models import Commitment, Statement
from danchu.mechanisms.works.rules import State
from danchu.mechanisms.works.tests.conftest import drains
from danchu.mechanisms.works.tests.test_accounts import money

MOST = 6


@pytest.fixture(autouse=True)
def asked_once(db):
    """Django asks SQLite once a process whether it knows JSON: no page's statement."""
    assert connection.features.supports_json_field


@pytest.fixture
def soon(cast, lookers):
    """A promise of today."""
    now = timezone.now()
    said = drains(cast, asker=cast.lan.person, due_on=timezone.localdate() + timedelta(days=30))
    return actions.promise(said, token=uuid4(), by=cast.hoa, now=now)


@pytest.fixture
def lane(cast, road):
    work_actions.enter(road, line=money(road, amount=80_000_000, givers=40), token=uuid4(), by=cast.minh,
                       now=timezone.now())
    return road


def page(client, route, *parts, **query):
    return client.get(reverse(f"works:{route}", args=parts), query)


@pytest.mark.parametrize("route", ["commitments", "board", "works", "feed"])
def test_a_public_page_asks_the_database_at_most_six_times(client, soon, lane, route, django_assert_max_num_queries):
    with django_assert_max_num_queries(MOST):
        assert page(client, route).status_code == 200


def test_a_promise_and_a_work_do_so_too(client, soon, lane, django_assert_max_num_queries):
    for route, code in (("commitment", soon.code), ("commitment_feed", soon.code), ("work", lane.code)):
        with django_assert_max_num_queries(MOST):
            assert page(client, route, code).status_code == 200


def test_every_figure_of_the_board_opens_the_list_it_counts(client, cast, lookers, soon):
    other = actions.promise(drains(cast, title="Sửa đèn đường", due_on=soon.due_on), token=uuid4(), by=cast.hoa,
                            now=timezone.now())
    actions.report_done(other, text="Đã sửa.", by=cast.tam, now=timezone.now())
    actions.confirm(other, text="", by=lookers.sau, now=timezone.now())
    board = page(client, "board").content.decode()
    year = timezone.localdate().year
    link = f"?don-vi={cast.drains.pk}&amp;tu={year}-01-01&amp;den={year}-12-31&amp;ket-qua=kept"
    assert link in board and "1 trên 1" in board  # a share only of ten or more
    kept = client.get(reverse("works:commitments") + link.replace("&amp;", "&")).content.decode()
    assert "Sửa đèn đường" in kept and soon.title not in kept


def test_the_list_goes_on_by_key(client, cast, lookers):
    now, due = timezone.now(), timezone.localdate() + timedelta(days=9)
    for n in range(23):
        actions.promise(drains(cast, title=f"Việc số {n}", due_on=due), token=uuid4(), by=cast.hoa, now=now)
    first = page(client, "commitments").content.decode()
    assert "Việc số 22" in first and "Việc số 2<" not in first
    key = Commitment.objects.get(title="Việc số 3").pk
    later = page(client, "commitments", sau=key).content.decode()
    assert "Việc số 2<" in later and "Việc số 3<" not in later
    assert "Việc số 22" in page(client, "commitments", truoc=key).content.decode()


@pytest.mark.parametrize("query", [{"ket-qua": "hay"}, {"don-vi": "x"}, {"tu": "2026-99-99"}, {"sau": "9" * 40},
                                   {"tu": "20260101zz"}, {"co-quan": "999999"}, {"nguoi-dung-dau": "0"}])
def test_nonsense_in_an_address_is_left_out(client, soon, query):
    assert page(client, "commitments", **query).status_code == 200


@pytest.mark.parametrize("code", ["CK-26-222222", "KN-26-222222", "khong-co"])
def test_what_is_not_there_is_missing(client, db, code):
    assert page(client, "commitment", code).status_code == 404
    assert page(client, "work", code).status_code == 404


# --- whoever asked for it ----------------------------------------------------------------------

def test_whoever_asked_disputes_and_then_confirms_on_the_page(client, cast, soon):
    actions.report_done(soon, text="Đã xong.", by=cast.tam, now=timezone.now())
    where = reverse("works:commitment", args=[soon.code])
    assert "Việc này do ông/bà nêu" not in client.get(where).content.decode()
    client.force_login(cast.lan.person)
    assert "Việc này do ông/bà nêu" in client.get(where).content.decode()
    assert client.post(where + "chua-xong/", {"dispute-text": ""}).status_code == 422
    assert client.post(where + "chua-xong/", {"dispute-text": "Nhà tôi còn ngập, 0912345678"}).status_code == 302
    seen = client.get(where).content.decode()
    assert "Còn tranh cãi" in seen and "0912345678" not in seen and "đang được che" in seen
    soon.refresh_from_db()
    actions.report_done(soon, text="Đã làm lại.", by=cast.tam, now=timezone.now())
    assert client.post(where + "xac-nhan/", {"confirm-text": ""}).status_code == 302
    soon.refresh_from_db()
    assert soon.state == State.CONFIRMED


def test_pressed_twice_it_is_said_once_and_what_came_too_late_is_still_there(client, cast, lookers, soon):
    actions.report_done(soon, text="Đã xong.", by=cast.tam, now=timezone.now())
    client.force_login(cast.lan.person)
    where = reverse("works:commitment", args=[soon.code])
    for _press in range(2):
        assert client.post(where + "chua-xong/", {"dispute-text": "Còn ngập."}).status_code == 302
    assert Statement.objects.filter(step="dispute").count() == 1
    late = client.post(where + "chua-xong/", {"dispute-text": "Nhà bên cũng ngập."})
    assert late.status_code == 422 and "Nhà bên cũng ngập." in late.content.decode()
    soon.refresh_from_db()
    actions.report_done(soon, text="Đã làm lại.", by=cast.tam, now=timezone.now())
    for _press in range(2):
        assert client.post(where + "xac-nhan/", {"confirm-text": ""}).status_code == 302


def test_an_asker_named_by_whoever_promised_is_called_so(client, cast, lookers):
    due = timezone.localdate() + timedelta(days=9)
    c = actions.promise(drains(cast, reach=address("chi.ba@hopthu.example"), due_on=due), token=uuid4(), by=cast.hoa,
                        now=timezone.now())
    actions.report_done(c, text="Đã xong.", by=cast.tam, now=timezone.now())
    client.force_login(c.asker)
    assert client.post(reverse("works:confirm", args=[c.code]), {"confirm-text": ""}).status_code == 302
    assert "do nơi hứa ghi địa chỉ" in page(client, "commitment", c.code).content.decode()


def test_whoever_did_not_ask_finds_no_such_button_and_no_such_address(client, cast, soon):
    actions.report_done(soon, text="Đã xong.", by=cast.tam, now=timezone.now())
    where = reverse("works:confirm", args=[soon.code])
    assert client.post(where).status_code == 404
    for who in (cast.bay, cast.tam, cast.hoa):
        client.force_login(who.person)
        assert client.post(where, {"confirm-text": ""}).status_code == 404
    soon.refresh_from_db()
    assert soon.state == State.REPORTED


def test_the_page_of_whoever_asked_takes_six_statements_too(client, cast, soon, django_assert_max_num_queries):
    client.force_login(cast.lan.person)
    with django_assert_max_num_queries(MOST):
        page(client, "commitment", soon.code)
