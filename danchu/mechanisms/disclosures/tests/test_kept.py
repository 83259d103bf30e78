"""A kept public page is never older than what was done, or than the day that came: one act each."""

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from danchu.ground.journal.models import Entry
from danchu.law.disclosure import Posting
from danchu.law.publication import Document
from danchu.mechanisms.disclosures import actions, cataloguing, clock, own_items, quarters, reporting
from danchu.mechanisms.disclosures.cataloguing import InstrumentText, ProcedureText
from danchu.mechanisms.disclosures.models import Disclosure
from danchu.mechanisms.disclosures.own_items import OwnItemText
from danchu.mechanisms.disclosures.rules import Bond, LifeEvent
from danchu.mechanisms.disclosures.tests.conftest import CALENDAR, MODEL, later, photo, published

pytestmark = pytest.mark.django_db
TEXT = OwnItemText("Lịch tiếp công dân", "Ai tiếp, ngày nào, ở đâu.", "Điều 7 Quy chế dân chủ", Posting.TERM, True)


@pytest.fixture(autouse=True)
def here(settings, cast):
    settings.SITE = settings.SITE | {"body": cast.body.code}
    cache.clear()


def read(path):
    """As any visitor reads it: kept, if it can be."""
    return Client().get(path).content.decode()


def turned(path, gone, then):
    """A page read twice before, once after: what it said is gone, what it says now is there."""
    assert read(path) == read(path)
    before = Entry.objects.count()
    then()
    assert Entry.objects.count() > before
    return gone not in read(path)


def test_what_a_unit_adds_and_ends_is_on_every_page_at_once(cast):
    now, made = timezone.now(), []
    pages = ("/cong-khai/", "/cong-khai/doi-chieu/", "/cong-khai/bao-cao/")
    for page in pages:
        assert TEXT.name not in read(page)
    made.append(own_items.add_item(TEXT, body=cast.body, by=cast.minh, now=now))
    for page in pages:
        assert TEXT.name in read(page), page
    own_items.end_item(made[0], by=cast.minh, now=now)
    for page in pages:
        assert TEXT.name not in read(page), page
    own_items.end_item(made[0], by=cast.minh, now=now)  # twice is once, also in the journal
    told = Entry.objects.filter(subject=f"disclosures:{cast.body.pk}").values_list("verb", "by", "about__name")
    assert list(told) == [(verb, cast.minh.person.pk, TEXT.name) for verb in ("add_item", "end_item")]


def test_the_quarter_s_list_and_the_sessions_are_on_every_page_at_once(cast):
    now, today = timezone.now(), timezone.localdate()
    year, quarter = quarters.quarter_before(today)
    path = f"/cong-khai/danh-sach-quy/?quy={year}-{quarter}"
    assert turned(path, "Chưa ghi nhận đã niêm yết", lambda: reporting.draw_up_list(
        cast.body, year=year, quarter=quarter, by=cast.minh, now=now))
    assert f"quý {quarter}/{year}" not in read("/cong-khai/sap-toi/")
    made = []
    assert "Kỳ họp giữa năm" not in read("/cong-khai/sap-toi/")
    made.append(reporting.plan_session(cast.body, name="Kỳ họp giữa năm", held_on=today + timedelta(days=9),
                                       by=cast.minh, calendar=CALENDAR, now=now))
    assert "Kỳ họp giữa năm" in read("/cong-khai/sap-toi/")
    assert turned("/cong-khai/sap-toi/", "Kỳ họp giữa năm",
                  lambda: reporting.report_to_session(made[0], by=cast.minh, now=now))
    assert "Đã gửi ngày" in read("/cong-khai/bao-cao/")


def test_the_desk_reads_who_did_so(client, cast):
    own_items.add_item(TEXT, body=cast.body, by=cast.minh, now=timezone.now())
    reporting.plan_session(cast.body, name="Kỳ họp giữa năm", held_on=timezone.localdate(), by=cast.minh,
                           calendar=CALENDAR, now=timezone.now())
    client.force_login(cast.hoa.person, MODEL)
    items = client.get("/ban-lam-viec/cong-khai/noi-dung/").content.decode()
    assert f"Thêm nội dung “{TEXT.name}”" in items and cast.minh.person.name in items
    owed = client.get("/ban-lam-viec/cong-khai/bao-cao/").content.decode()
    assert "Ghi kỳ họp “Kỳ họp giữa năm”" in owed and TEXT.name not in owed


def test_the_catalogues_are_never_behind(cast):
    now, who = timezone.now(), {"by": cast.minh, "now": timezone.now()}
    text = ProcedureText("1.1", "Khai sinh", LifeEvent.BIRTH, "Hộ tịch", "Nộp.", "Giấy.", "Không", "Trong ngày", "Luật")
    assert "Hộ tịch" not in read("/thu-tuc/")
    p = cataloguing.add_procedure(text, body=cast.body, office=None, **who)
    assert "Hộ tịch" in read("/thu-tuc/")
    changed = ProcedureText(**{**vars(text), "field": "Dân cư", "fee": "8.000 đồng"})
    assert turned("/thu-tuc/", "Hộ tịch", lambda: cataloguing.change_procedure(p, changed, office=None, **who))
    assert "8.000 đồng" in read(f"/thu-tuc/{p.code}/")
    said = {"abstract": "", "issuer": "UBND", "issued_on": date(2025, 5, 6), "body": cast.body, **who}
    one = cataloguing.add_instrument(symbol="15/QĐ-UBND", title="Quy chế cũ", **said)
    two = cataloguing.add_instrument(symbol="16/QĐ-UBND", title="Quy chế mới", **said)
    assert "2025" in read("/van-ban/") and "Thay thế" not in read(f"/van-ban/{two.code}/")
    cataloguing.bind(two, one, kind=Bond.REPLACES, **who)
    assert "Thay thế" in read(f"/van-ban/{two.code}/")
    assert turned(f"/van-ban/{two.code}/", "Thay thế", lambda: cataloguing.unbind(two, one, kind=Bond.REPLACES, **who))
    one.refresh_from_db()
    moved = InstrumentText("15/QĐ-UBND", "Quy chế đúng", "", "UBND", date(2024, 5, 6))
    assert turned("/van-ban/", "Quy chế cũ", lambda: cataloguing.correct_instrument(
        one, moved, in_force_to=None, papers=[photo()], shown=frozenset(), checked=True, by=cast.minh, now=now))
    assert "2024" in read("/van-ban/") and "bang.jpg" in read(f"/van-ban/{one.code}/")


def test_names_are_gone_with_their_last_moment_before_the_clock_has_been_by(cast):
    d = published(cast, item=9, document=Document.CONSCRIPTION, title="Danh sách tuyển quân",
                  summary="Gồm ông Trần Văn Tám.")
    actions.attach(d, papers=[photo()], by=cast.minh, now=timezone.now())
    paper = f"/tep/{actions.Attachment.objects.get().pk}/bang.jpg"
    actions.Attachment.objects.update(audience="public")
    Disclosure.objects.update(names_until=timezone.localdate())
    cache.clear()
    pages = ("/cong-khai/", f"/cong-khai/{d.code}/")
    more = (f"/cong-khai/{d.code}/ap-phich/", f"/cong-khai/{d.code}/doc-loa/")
    assert all("Trần Văn Tám" in read(page) for page in (*pages, *more)) and Client().get(paper).status_code == 200
    Disclosure.objects.update(names_until=timezone.localdate() - timedelta(days=1), is_open=True)
    cache.clear()  # the day is part of what a page is kept under
    assert not any("Trần Văn Tám" in read(page) for page in pages)
    assert all(Client().get(page).status_code == 404 for page in (*more, paper))


def test_a_standing_that_turns_by_itself_leaves_a_trace_and_makes_the_pages_new(cast):
    today = timezone.localdate()
    published(cast, covers_until=later(60))
    Disclosure.objects.update(standing="done", turns_on=today)  # as it stood before its period ran out
    assert turned("/cong-khai/", "Đã làm đủ", lambda: clock.take_due_steps(timezone.now()))
    turn, standing = Entry.objects.get(verb="turn"), Disclosure.objects.get().standing
    assert (turn.role, turn.audience, turn.about) == ("clock", "internal", {"standing": standing})
