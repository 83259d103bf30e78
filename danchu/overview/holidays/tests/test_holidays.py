"""A leader adds a day off at the desk: open promises move and say so; one added by mistake goes again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from danchu.ground.journal.models import Entry
from danchu.ground.offices.calendars import calendar_for
from danchu.ground.offices.models import CalendarDay
from danchu.mechanisms.petitions.tests.test_desk import signed_in, submitted

HOME = "/ban-lam-viec/lich-nghi/"


def said(day, **more):
    return {"day": day.isoformat(), "kind": "compensatory", "name": "Nghỉ bù", "source": "CV 12/UBND"} | more


def test_a_day_off_is_added_and_taken_back_and_the_open_promise_moves_with_it(cast):
    p, client = submitted(cast), signed_in(cast.hoa)
    was = p.due_on
    day = calendar_for(cast.body).add_working_days(timezone.localdate(), 1)
    assert client.post(HOME, said(day)).status_code == 302
    page = client.get(HOME).content.decode()
    assert "1 ngày hẹn đang mở được dời" in page and p.code in page and "CV 12/UBND" in page
    p.refresh_from_db()
    assert p.due_on > was
    again = client.post(HOME, said(day, name="Nghỉ bù lần nữa"))
    assert again.status_code == 422 and "đã có trong lịch" in again.content.decode()
    assert "Nghỉ bù lần nữa" in again.content.decode()
    assert client.post(HOME, {"remove": str(CalendarDay.objects.get().pk)}).status_code == 302
    p.refresh_from_db()
    assert p.due_on == was and not CalendarDay.objects.exists()
    acts = Entry.objects.filter(subject__startswith="calendar:").order_by("pk")
    assert [(e.verb, e.by) for e in acts] == [("add_day", cast.hoa.person), ("remove_day", cast.hoa.person)]
    assert Entry.objects.filter(subject=p.code, verb="recount").count() == 2


def test_only_who_leads_the_body_keeps_its_calendar(cast):
    assert signed_in(cast.minh).get(HOME).status_code == 404
    assert "Lịch nghỉ" in signed_in(cast.hoa).get("/ban-lam-viec/hom-nay/").content.decode()
    assert "Lịch nghỉ" not in signed_in(cast.minh).get("/ban-lam-viec/hom-nay/").content.decode()


@pytest.mark.parametrize("pk", ["0", "x", "9" * 40, "٣"])
def test_a_day_that_is_not_ours_is_not_taken_back(cast, pk):
    day = CalendarDay.objects.create(day=timezone.localdate(), kind="holiday", name="Nghỉ", source="CV 1")
    assert signed_in(cast.hoa).post(HOME, {"remove": pk if pk != "0" else str(day.pk)}).status_code == 404
    assert CalendarDay.objects.exists()


def test_what_is_wrong_is_said_and_what_was_typed_stays(cast):
    client = signed_in(cast.hoa)
    wrong = client.post(HOME, {"day": "2040-01-01", "kind": "holiday", "name": "Tết", "source": "CV 9"})
    assert wrong.status_code == 422 and "nằm ngoài lịch" in wrong.content.decode() and "CV 9" in wrong.content.decode()
    assert "Ghi số, ký hiệu văn bản" in client.post(HOME, {"day": "2026-12-31"}).content.decode()


def test_being_late_is_not_taken_back_by_a_day_off_added_afterwards(cast):
    p, client = submitted(cast), signed_in(cast.hoa)
    past = client.post(HOME, said(timezone.localdate() - timedelta(days=1)))
    assert past.status_code == 422 and "vẫn là trễ" in past.content.decode() and "CV 12/UBND" in past.content.decode()
    was, _ = p.due_on, p.refresh_from_db()
    assert p.due_on == was and not CalendarDay.objects.exists()
