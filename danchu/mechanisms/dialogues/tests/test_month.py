"""The month's meetings with the people, before the eyes of whoever answers for them."""

from datetime import date, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from danchu.ground.journal.meetings import meetings_of
from danchu.ground.people.access import standing_of
from danchu.mechanisms.dialogues.tests.stories import planned
from danchu.mechanisms.dialogues.tests.test_desk import signed_in
from danchu.mechanisms.dialogues.tests.test_receptions import TUESDAY, YEAR, drawn_up, posted  # noqa: F401

MARCH = date(2026, 3, 20)


def test_dialogues_and_reception_days_of_the_month_stand_in_order(cast, thursday, posted):  # noqa: F811
    hoa = standing_of(cast.hoa.person, thursday.date())
    dialogue = planned(cast, thursday)
    drawn_up(cast, thursday, TUESDAY + timedelta(days=63))
    with CaptureQueriesContext(connection) as asked:
        march = meetings_of(hoa, MARCH)
    assert len(asked) == 1 and [m.starts_at for m in march] == sorted([dialogue.starts_at, posted.starts_at])
    assert {m.state for m in march} == {"Đã lên kế hoạch", "Đã niêm yết"} and dialogue.code in march[-1].href
    assert meetings_of(standing_of(cast.lan.person, thursday.date()), MARCH) == []


def test_a_leader_sees_this_months_meetings_or_that_there_is_none(cast, thursday):
    client = signed_in(cast.hoa)
    assert "chưa xếp buổi đối thoại" in client.get("/ban-lam-viec/tinh-hinh/").content.decode()
    today = timezone.localtime(timezone.now()).replace(hour=8)
    now = next(at for day in range(10, 28) if YEAR.is_working((at := today.replace(day=day)).date()))
    drawn_up(cast, thursday, now)
    page = client.get("/ban-lam-viec/tinh-hinh/").content.decode()
    assert "chưa xếp buổi đối thoại" not in page and "Chưa niêm yết" in page and f"{now:%H:%M, %d/%m}" in page
