"""The quarter's list and the report to the Council: written down at the desk, told to everybody."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from danchu.mechanisms.disclosures import actions, quarters, reporting
from danchu.mechanisms.disclosures.models import QuarterList, Session
from danchu.mechanisms.disclosures.tests.conftest import MODEL, at

pytestmark = pytest.mark.django_db
PAGE = "/ban-lam-viec/cong-khai/bao-cao/"


@pytest.fixture(autouse=True)
def here(settings, cast, client):
    settings.SITE = settings.SITE | {"body": cast.body.code}
    client.force_login(cast.minh.person, MODEL)


def last_quarter():
    return quarters.quarter_before(timezone.localdate())


def test_the_list_of_a_quarter_is_drawn_up_once_and_everybody_reads_the_day(client, cast):
    year, quarter = last_quarter()
    assert f'name="quarter" value="{quarter}"' in client.get(PAGE).content.decode()
    for _ in range(2):
        done = client.post("/ban-lam-viec/cong-khai/danh-sach-quy/", {"year": year, "quarter": quarter})
        assert done["Location"] == PAGE
    kept = QuarterList.objects.get()
    assert (kept.year, kept.quarter, kept.by) == (year, quarter, cast.minh.person)
    public = client.get(f"/cong-khai/danh-sach-quy/?quy={year}-{quarter}").content.decode()
    assert "Đã lập và niêm yết ngày" in public


def test_a_quarter_that_still_runs_has_no_list_yet(client, cast):
    year, quarter = quarters.quarter_of(timezone.localdate())
    no = client.post("/ban-lam-viec/cong-khai/danh-sach-quy/", {"year": year, "quarter": quarter})
    assert no.status_code == 422 and "chưa hết" in no.content.decode()
    with pytest.raises(actions.Refused):
        reporting.draw_up_list(cast.body, year=2026, quarter=1, by=cast.minh, now=at(date(2026, 3, 31)))
    assert not QuarterList.objects.exists()
    assert reporting.draw_up_list(cast.body, year=2026, quarter=1, by=cast.minh, now=at(date(2026, 4, 1)))


def test_a_session_is_written_down_then_reported_to(client):
    held_on = timezone.localdate() + timedelta(days=20)
    typed = {"name": "Kỳ họp cuối năm", "held_on": held_on.isoformat()}
    for _ in range(2):
        assert client.post("/ban-lam-viec/cong-khai/ky-hop/", typed)["Location"] == PAGE
    session = Session.objects.get()
    assert "Chưa gửi" in client.get("/cong-khai/bao-cao/").content.decode()
    assert client.post(f"/ban-lam-viec/cong-khai/ky-hop/{session.pk}/da-bao-cao/")["Location"] == PAGE
    assert "Đã gửi ngày" in client.get("/cong-khai/bao-cao/").content.decode()
    assert "Đã gửi báo cáo" not in client.get(PAGE).content.decode()


def test_a_session_without_name_or_day_is_told_and_keeps_what_was_typed(client):
    wrong = client.post("/ban-lam-viec/cong-khai/ky-hop/", {"name": "Kỳ họp lạ", "held_on": ""})
    words = wrong.content.decode()
    assert wrong.status_code == 422 and "Cần ghi ngày." in words and "Kỳ họp lạ" in words
    assert not Session.objects.exists()


def test_another_body_s_session_is_not_there(client, cast):
    theirs = Session.objects.create(body=cast.neighbours, name="Của họ", held_on=timezone.localdate())
    assert client.post(f"/ban-lam-viec/cong-khai/ky-hop/{theirs.pk}/da-bao-cao/").status_code == 404
    assert "Của họ" not in client.get(PAGE).content.decode()
    client.force_login(cast.tam.person, MODEL)
    assert client.get(PAGE).status_code == 404


def test_the_page_costs_six_statements_besides_who_asks(client, django_assert_max_num_queries):
    client.get(PAGE)  # the idle limit of an official is pushed forward once in a while
    with django_assert_max_num_queries(8):  # two of them are the session and the person
        assert client.get(PAGE).status_code == 200


def test_a_session_in_a_year_without_a_calendar_yet_waits_for_it(client, cast):
    far = client.post("/ban-lam-viec/cong-khai/ky-hop/", {"name": "Kỳ họp", "held_on": "2099-06-01"})
    assert far.status_code == 422 and "Lịch nghỉ của năm 2099 chưa có" in far.content.decode()
    assert client.get("/cong-khai/sap-toi/").status_code == 200 and not Session.objects.exists()
