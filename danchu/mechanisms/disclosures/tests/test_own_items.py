"""What a unit adds to the fourteen: owed, shown, passed on and ended like the law's own."""

import pytest

from danchu.law.disclosed import State as Standing
from danchu.law.disclosure import Form, Posting
from danchu.mechanisms.disclosures import actions, boards, own_items
from danchu.mechanisms.disclosures.actions import NotTheirs, Refused
from danchu.mechanisms.disclosures.models import Disclosure, OwnItem
from danchu.mechanisms.disclosures.own_items import OwnItemText
from danchu.mechanisms.disclosures.tests.conftest import (
    CALENDAR,
    HALL,
    MODEL,
    MONDAY,
    at,
    later,
    look,
    published,
    registered,
)

pytestmark = pytest.mark.django_db
PAGE = "/ban-lam-viec/cong-khai/noi-dung/"
TEXT = OwnItemText("Lịch tiếp công dân", "Ai tiếp, ngày nào, ở đâu.", "Điều 7 Quy chế dân chủ", Posting.TERM, True)


@pytest.fixture(autouse=True)
def here(settings, cast):
    settings.SITE = settings.SITE | {"body": cast.body.code}


@pytest.fixture
def calendar_item(cast):
    return own_items.add_item(TEXT, body=cast.body, by=cast.minh, now=at(MONDAY))


def square(cast, today):
    board = boards.boards([cast.body], today, CALENDAR)[0]
    return board, board.squares[-1]


def test_what_a_unit_adds_is_missing_until_it_is_public_and_then_runs_its_own_time(cast, calendar_item):
    board, added = square(cast, MONDAY)
    assert (len(board.squares), added.own, added.cell.state) == (15, calendar_item, Standing.MISSING)
    d = published(cast, item=14, own_item=calendar_item)
    owed = {o.form: o.state for o in square(cast, later(1))[1].told[0].obligations}
    assert owed == {Form.PORTAL: Standing.DONE, Form.POSTING: Standing.NOT_YET_DUE,
                    Form.LOUDSPEAKER: Standing.NOT_YET_DUE, Form.VILLAGE_HEAD: Standing.NOT_YET_DUE}
    for n, form in ((1, Form.POSTING), *((n, Form.LOUDSPEAKER) for n in (1, 2, 3)), (3, Form.VILLAGE_HEAD),
                    (15, Form.POSTING), (34, Form.POSTING)):
        d = look(d, cast, later(n), form=form)
    assert d.state == "display_complete"
    calendar_item.refresh_from_db()
    assert calendar_item.newest_id == d.pk and square(cast, later(60))[1].cell.state is Standing.DONE
    the_law_s_own = boards.boards([cast.body], later(60), CALENDAR)[0].squares[13]
    assert the_law_s_own.cell.state is Standing.NOTHING


def test_everybody_finds_it_under_its_own_name(client, cast, calendar_item):
    d = published(cast, item=14, own_item=calendar_item)
    key = f"14-{calendar_item.pk}"
    assert d.title in client.get(f"/cong-khai/?muc={key}").content.decode()
    assert d.title in client.get("/cong-khai/?muc=14").content.decode()
    for page in ("/cong-khai/", f"/cong-khai/{d.code}/", "/cong-khai/doi-chieu/", "/cong-khai/danh-sach-quy/"):
        assert client.get(page).status_code == 200
    matrix = client.get("/cong-khai/doi-chieu/").content.decode()
    assert f'id="muc-{key}"' in matrix and "Điều 7 Quy chế dân chủ" in matrix
    client.force_login(cast.minh.person, MODEL)
    typed = {"item": key, "title": "Lịch mới", "summary": "Sáng thứ Năm.", "decision": "12/TB-UBND",
             "decided_on": MONDAY.isoformat(), "document": "general", "office": "", "places": HALL}
    client.post("/ban-lam-viec/cong-khai/moi/", typed)
    assert Disclosure.objects.get(title="Lịch mới").own_item == calendar_item


def test_the_desk_adds_it_once_ends_it_and_takes_it_up_again(client, cast):
    client.force_login(cast.minh.person, MODEL)
    typed = {"name": "Lịch cắt nước", "about": "Ngày, giờ, khu phố nào.", "basis": "Quy chế", "posting": "none",
             "expected": "on"}
    assert client.post(PAGE, typed)["Location"] == PAGE
    again = client.post(PAGE, typed)
    assert again.status_code == 422 and "đã có" in again.content.decode()
    assert client.post(PAGE, {"name": "Không căn cứ"}).status_code == 422
    own = OwnItem.objects.get()
    client.post(f"{PAGE}{own.pk}/thoi/")
    assert len(square(cast, MONDAY)[0].squares) == 14
    client.post(PAGE, typed)
    assert OwnItem.objects.get().ended_on is None


def test_only_those_who_keep_the_register_add_and_only_their_own(cast, calendar_item):
    with pytest.raises(NotTheirs):
        own_items.add_item(TEXT, body=cast.body, by=cast.tam, now=at(MONDAY))
    with pytest.raises(NotTheirs):
        own_items.end_item(calendar_item, by=cast.tam, now=at(MONDAY))
    with pytest.raises(Refused):
        registered(cast, item=6, own_item=calendar_item)


def test_merged_it_is_owed_by_the_heir_under_the_same_name(cast, calendar_item):
    from danchu.ground.people.access import CLOCK
    d = published(cast, item=14, own_item=calendar_item)
    heir = cast.drains
    d = actions.hand_over(d, to=heir, on=later(5), by=CLOCK, calendar=CALENDAR, now=at(later(5)))
    assert d.own_item.body == heir and d.own_item.name == calendar_item.name
    assert [s.told[0].disclosure.pk for s in boards.boards([heir], later(6), CALENDAR)[0].squares[14:]] == [d.pk]
