"""Reception days: posted in time, booked by one, called off with a reason, counted; the plan of a year; duties."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import icalendar
import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from danchu.conftest import HANOI
from danchu.ground.journal import writing as journal
from danchu.ground.journal.models import Audience, Entry
from danchu.ground.journal.reading import links_of
from danchu.ground.offices.models import Succession, SuccessionKind, Unit
from danchu.ground.people.models import PostHeld
from danchu.ground.text.codes import new_code
from danchu.law.calendar import Calendar
from danchu.law.obligations import Standing as Kept
from danchu.mechanisms.dialogues import clock
from danchu.mechanisms.dialogues import reception_actions as actions
from danchu.mechanisms.dialogues.actions import NotTheirs, Refused, Stale
from danchu.mechanisms.dialogues.duties import owed_here, plan_of, pressing
from danchu.mechanisms.dialogues.models import Booking, ReceptionDay, YearPlan
from danchu.mechanisms.dialogues.notices import letters_for
from danchu.mechanisms.dialogues.reception_actions import Hours, PlannedRow, Visitor
from danchu.mechanisms.dialogues.reception_rules import BookingState, DayState
from danchu.mechanisms.dialogues.tests.test_desk import signed_in

YEAR = Calendar.official()
TUESDAY = datetime(2026, 3, 3, 8, 0, tzinfo=HANOI)  # the second week after Tết
DESK = "/ban-lam-viec/doi-thoai/tiep-cong-dan/"


def hours(at=TUESDAY, **more):
    said = {"starts_at": at, "ends_at": at + timedelta(hours=2), "slot_minutes": 30, "place": "Phòng tiếp"}
    return Hours(**(said | more))


def drawn_up(cast, now, at=TUESDAY, **more):
    return actions.draw_up(hours(at, **more), body=cast.body, by=cast.minh, calendar=YEAR, now=now)


@pytest.fixture
def posted(cast, thursday):
    return actions.post(drawn_up(cast, thursday), by=cast.minh, calendar=YEAR, now=thursday)


def soon(cast):
    at = timezone.localtime(timezone.now() + timedelta(days=30)).replace(hour=8, minute=0, second=0, microsecond=0)
    at = at.replace(day=min(at.day, 28))
    while not YEAR.is_working(at.date()):
        at += timedelta(days=1)
    day = drawn_up(cast, timezone.now(), at)
    return actions.post(day, by=cast.minh, calendar=YEAR, now=timezone.now())


def test_five_working_days_are_counted_across_tet(cast, thursday):
    day = drawn_up(cast, thursday, datetime(2026, 2, 25, 8, tzinfo=HANOI))
    assert day.post_by == date(2026, 2, 11) and "Điều 24" in day.post_under  # 16 to 20 February are days off
    with pytest.raises(Refused, match="Điều 24"):
        actions.post(day, by=cast.minh, calendar=YEAR, now=thursday)
    actions.post(day, late_for="Trưởng ban ốm.", by=cast.minh, calendar=YEAR, now=thursday)
    assert (day.state, day.posted_late_for) == (DayState.POSTED, "Trưởng ban ốm.")


def test_nobody_receives_on_a_day_off(cast, thursday):
    with pytest.raises(Refused, match="ngày nghỉ"):
        drawn_up(cast, thursday, datetime(2026, 2, 17, 8, tzinfo=HANOI))


def test_a_slot_is_given_to_whoever_presses_first(cast, posted, thursday):
    at = posted.starts_at
    mine = actions.book(posted, Visitor("Lan"), at=at, token=uuid4(), by=cast.lan, now=thursday)
    with pytest.raises(Refused, match="vừa có người hẹn"):
        actions.book(posted, Visitor("Bảy"), at=at, token=uuid4(), by=cast.bay, now=thursday)
    with pytest.raises(IntegrityError), transaction.atomic():
        Booking.objects.create(code="LH-x", token=uuid4(), day=posted, starts_at=at, state="booked", name="x",
                               booked_at=thursday)
    actions.cancel_booking(mine, by=cast.minh, now=thursday)
    actions.book(posted, Visitor("Bảy"), at=at, token=uuid4(), by=cast.bay, now=thursday)
    assert Booking.objects.filter(day=posted).count() == 2


def test_the_same_press_twice_is_one_booking(cast, posted, thursday):
    token = uuid4()
    one, two = (actions.book(posted, Visitor("Lan"), at=posted.starts_at, token=token, by=cast.lan, now=thursday)
                for _press in range(2))
    assert one.pk == two.pk


@pytest.mark.parametrize("at", [TUESDAY + timedelta(minutes=10), TUESDAY + timedelta(hours=2),
                                TUESDAY - timedelta(minutes=30)])
def test_only_slots_of_the_day_are_booked(cast, posted, thursday, at):
    with pytest.raises(Refused):
        actions.book(posted, Visitor("Lan"), at=at, token=uuid4(), by=cast.lan, now=thursday)


def test_only_whoever_booked_or_an_officer_cancels(cast, posted, thursday):
    b = actions.book(posted, Visitor("Lan"), at=posted.starts_at, token=uuid4(), by=cast.lan, now=thursday)
    for stranger in (cast.bay, cast.stranger):
        with pytest.raises(NotTheirs):
            actions.cancel_booking(b, by=stranger, now=thursday)


def test_what_came_of_it_is_recorded_and_a_case_that_arose_is_linked(cast, posted, thursday):
    b = actions.book(posted, Visitor("Lan"), at=posted.starts_at, token=uuid4(), by=cast.lan, now=thursday)
    code = new_code("KN", 2026, bytes(range(8)))
    with pytest.raises(Refused, match="Không tìm thấy mã"):
        actions.record(b, came=True, case=code, by=cast.minh, now=TUESDAY)
    with transaction.atomic():
        journal.write(code, "submit", at=thursday, role="sender", audience=Audience.PUBLIC)
    actions.record(b, came=True, result="Đã nghe.", case=code, by=cast.minh, now=TUESDAY)
    assert Client().get(f"/tiep-cong-dan/{posted.code}/").status_code == 200
    assert b.state == BookingState.RECEIVED and links_of(code) == [(posted.code, "raised_in", True)]
    with pytest.raises(Refused, match="Chưa đến giờ"):
        actions.hold_reception(posted, received=1, by=cast.minh, now=thursday)
    actions.hold_reception(posted, received=0, by=cast.minh, now=TUESDAY)
    assert posted.received_n == 1  # never fewer than those on record


def test_a_booking_goes_into_the_calendar_of_a_phone_without_a_name_and_comes_out_again(cast, posted, thursday):
    b = actions.book(posted, Visitor("Lan Kín"), at=posted.starts_at, token=uuid4(), by=cast.lan, now=thursday)

    def seen():
        answer = Client().get(f"/lich-hen/{b.code}/lich.ics")
        assert "Lan" not in answer.content.decode()
        return icalendar.Calendar.from_ical(answer.content).walk("VEVENT")[0]

    first = seen()
    assert first.decoded("DTSTART") == posted.starts_at
    assert first.decoded("DTEND") - first.decoded("DTSTART") == timedelta(minutes=posted.slot_minutes)
    actions.call_off(posted, why="Bão.", by=cast.minh, now=thursday + timedelta(hours=1))
    gone = seen()
    assert gone["STATUS"] == "CANCELLED" and gone["SEQUENCE"] > first["SEQUENCE"] and gone["UID"] == first["UID"]


def test_a_day_called_off_says_why_and_takes_no_more(cast, posted, thursday):
    with pytest.raises(Refused, match="lý do"):
        actions.call_off(posted, why="", by=cast.minh, now=thursday)
    actions.call_off(posted, why="Họp khẩn.", by=cast.minh, now=thursday)
    with pytest.raises(Refused):
        actions.book(posted, Visitor("Lan"), at=posted.starts_at, token=uuid4(), by=cast.lan, now=thursday)


def test_whoever_left_a_number_hears_that_the_day_is_called_off(cast, posted, thursday):
    slots = actions.slots_of(posted)
    for at, visitor in zip(slots, (Visitor("Lan", phone="0912345678"), Visitor("Bảy")), strict=False):
        actions.book(posted, visitor, at=at, token=uuid4(), by=cast.minh, now=thursday)
    actions.call_off(posted, why="Họp khẩn.", by=cast.minh, now=thursday)
    told = [letter for _entry, letter in letters_for(list(Entry.objects.filter(verb="call_off")))]
    assert [x.to for x in told] == ["0912345678"] and "Lan" not in told[0].body


def test_a_citizen_books_by_phone_and_only_that_phone_sees_the_name(cast):
    day, phone = soon(cast), Client()
    form = phone.get(f"/tiep-cong-dan/{day.code}/hen/").content.decode()
    token = form.split('name="token" value="')[1].split('"')[0]
    said = {"slot": day.starts_at.astimezone(HANOI).isoformat(), "name": "Nguyễn Thị Lan", "token": token}
    slot = form.split('name="slot" value="')[1].split('"')[0]
    assert phone.post(f"/tiep-cong-dan/{day.code}/hen/", said | {"slot": slot}).status_code == 422  # no consent
    answer = phone.post(f"/tiep-cong-dan/{day.code}/hen/", said | {"slot": slot, "consent": "on"})
    b = Booking.objects.get()
    assert answer.url == f"/lich-hen/{b.code}/"
    assert "Nguyễn Thị Lan" in phone.get(answer.url).content.decode()
    words = Client().get(answer.url).content.decode()
    assert "Nguyễn Thị Lan" not in words and "Hủy hẹn" not in words
    assert "Nguyễn Thị Lan" not in Client().get(f"/tiep-cong-dan/{day.code}/").content.decode()
    assert Client().post(f"{answer.url}huy/").status_code == 404
    phone.post(f"{answer.url}huy/")
    b.refresh_from_db()
    assert b.state == BookingState.CANCELLED


def test_public_pages_ask_little_and_show_only_what_is_posted(cast):
    day = soon(cast)
    hidden = drawn_up(cast, timezone.now(), day.starts_at.astimezone(HANOI) + timedelta(hours=6))
    for path in ("/tiep-cong-dan/", f"/tiep-cong-dan/{day.code}/", "/doi-thoai/nghia-vu/"):
        with CaptureQueriesContext(connection) as asked_for:
            answer = Client().get(path)
        assert answer.status_code == 200 and hidden.code not in answer.content.decode()
        assert len(asked_for) <= 6, (path, len(asked_for))
    assert Client().get(f"/tiep-cong-dan/{hidden.code}/").status_code == 404


def test_the_desk_draws_up_weeks_leaving_days_off_out(cast):
    client = signed_in(cast.minh)
    at = soon(cast).starts_at.astimezone(HANOI) + timedelta(hours=5)
    answer = client.post(DESK, {"starts_at": at.strftime("%Y-%m-%dT%H:%M"), "slot_minutes": "30", "weeks": "3",
                                "ends_at": (at + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M"), "place": "Phòng"})
    made = ReceptionDay.objects.filter(state=DayState.DRAWN_UP)
    assert answer.status_code == 302 and 1 <= made.count() <= 3
    day = made.first()
    assert "Chưa ai hẹn" in client.get(f"{DESK}{day.code}/").content.decode()
    assert client.post(f"{DESK}{day.code}/niem-yet/", {"version": "0"}).status_code == 409
    assert signed_in(cast.stranger).get(f"{DESK}{day.code}/").status_code == 404
    assert "ngày còn đúng hạn" in client.get(DESK).content.decode()
    client.post(DESK, {"post_all": "1"})  # those in time at once; a late one says why, one by one
    assert set(made.model.objects.filter(pk__in=[d.pk for d in made]).values_list("state", flat=True)) <= {"posted"}
    assert not made.exists()


def test_an_officer_books_for_a_caller_and_records_the_result(cast):
    day, client = soon(cast), signed_in(cast.minh)
    page = client.get(f"{DESK}{day.code}/").content.decode()
    slot = page.split('name="hen-ho-slot" value="')[1].split('"')[0]
    said = {"hen-ho-slot": slot, "hen-ho-name": "Bảy", "hen-ho-consent": "on", "token": str(uuid4())}
    client.post(f"{DESK}{day.code}/hen-ho/", said)
    b = Booking.objects.get()
    assert b.operator == cast.minh.person
    assert client.post(f"{DESK}{day.code}/hen-ho/", said | {"token": str(uuid4())}).status_code == 422  # it is gone
    refused = client.post(f"{DESK}{day.code}/ket-qua/{b.code}/", {
        f"{b.code}-came": "1", f"{b.code}-result": "Đã hẹn lại.", f"{b.code}-case": "KN-26-000000"})
    assert refused.status_code == 409 and "Đã hẹn lại." in refused.content.decode()  # no such case: the words stay
    client.post(f"{DESK}{day.code}/ket-qua/{b.code}/", {f"{b.code}-came": "0"})
    b.refresh_from_db()
    assert b.state == BookingState.ABSENT


def test_the_plan_of_a_year_is_approved_by_the_head_and_then_read_by_all(cast, thursday, settings):
    settings.SITE = settings.SITE | {"body": cast.body.code}
    rows = [PlannedRow("Tháng 4", "Thoát nước", "Chủ tịch")]
    plan = actions.draft_plan(cast.body, 2026, rows=rows, by=cast.minh, now=thursday)
    with pytest.raises(NotTheirs):
        actions.approve_plan(plan, by=cast.minh, now=thursday)
    with pytest.raises(Refused):
        actions.publish_plan(plan, by=cast.minh, now=thursday)
    seen = YearPlan.objects.get(pk=plan.pk)
    actions.approve_plan(plan, by=cast.hoa, now=thursday)
    with pytest.raises(Stale):
        actions.approve_plan(seen, by=cast.hoa, now=thursday)
    assert Client().get("/doi-thoai/ke-hoach/2026/").status_code == 404
    actions.draft_plan(cast.body, 2026, rows=rows, by=cast.minh, now=thursday)  # changed: no longer what was approved
    plan.refresh_from_db()
    assert plan.approved_words == ""
    actions.publish_plan(actions.approve_plan(plan, by=cast.hoa, now=thursday), by=cast.minh, now=thursday)
    assert "Thoát nước" in Client().get("/doi-thoai/ke-hoach/2026/").content.decode()
    with pytest.raises(Refused, match="công khai"):
        actions.draft_plan(cast.body, 2026, rows=rows, by=cast.minh, now=thursday)
    told = Entry.objects.filter(subject=f"KHDT-2026-{cast.body.pk}").order_by("id")
    assert [(e.verb, e.audience) for e in told] == [
        ("draft_plan", "internal"), ("approve_plan", "internal"), ("draft_plan", "internal"),
        ("approve_plan", "internal"), ("publish_plan", "public")]


def test_who_has_not_met_the_people_this_year_stands_in_public(cast, settings):
    settings.SITE = settings.SITE | {"body": cast.body.code}
    cast.body.serves = cast.ward
    cast.body.save()
    found = owed_here(date(2026, 1, 1), date(2026, 12, 31), date(2026, 12, 30))
    [told] = [o for _office, o in found if o.rule.what == "dialogue"]
    assert (told.standing, told.head) == (Kept.SOON, "Chủ tịch Trần Hoa")
    assert "Hội nghị đối thoại" in Client().get("/doi-thoai/nghia-vu/").content.decode()


def test_head_and_office_are_warned_once_before_a_period_ends(cast, settings):
    settings.SITE = settings.SITE | {"body": cast.body.code}
    cast.body.serves = cast.ward
    cast.body.save()
    near = datetime(2026, 12, 31, 9, tzinfo=HANOI)
    for moment in (datetime(2026, 2, 2, 9, tzinfo=HANOI), near, near):
        clock.take_due_steps(moment)
    rows = Entry.objects.filter(unit=cast.body, verb__startswith="duty_")
    assert [(e.verb, e.about["what"], e.about["last"]) for e in rows] == [("duty_soon", "dialogue", "2026-12-31")]
    told = [x for _e, x in letters_for(list(rows))]
    assert {x.person_id for x in told} == {cast.minh.person.pk, cast.hoa.person.pk}
    assert "01/01/2026 đến 31/12/2026" in told[0].body and "Điều 43" in told[0].body
    page = signed_in(cast.hoa).get("/ban-lam-viec/doi-thoai/").content.decode()
    assert ("dutyline" in page) == bool(pressing(timezone.localdate()))


def test_a_unit_merged_away_hands_its_plan_to_its_successor(cast, thursday, settings):
    heir = Unit.objects.create(code="moi.ubnd", name="Mới", full_name="UBND phường Mới", folded="moi", family="state",
                               level="body")
    rows = [PlannedRow("Tháng 9", "Thoát nước", "Chủ tịch")]
    plan = actions.draft_plan(cast.body, 2026, rows=rows, by=cast.minh, now=thursday)
    actions.publish_plan(actions.approve_plan(plan, by=cast.hoa, now=thursday), by=cast.minh, now=thursday)
    settings.SITE = settings.SITE | {"body": heir.code}
    assert Client().get("/doi-thoai/ke-hoach/2026/").status_code == 404
    Succession.objects.create(predecessor=cast.body, successor=heir, kind=SuccessionKind.MERGE,
                              effective_on=date(2026, 7, 1))
    assert plan_of(heir.code, 2026, date(2026, 6, 30)) is None
    assert plan_of(heir.code, 2026, date(2026, 7, 1)) == plan
    PostHeld.objects.create(person=cast.minh.person, unit=heir, role="reception", title="Công chức",
                            held_from=date(2026, 7, 1))
    PostHeld.objects.filter(unit=cast.body).update(held_to=date(2026, 7, 1))
    if timezone.localdate() >= date(2026, 7, 1) and timezone.localdate().year == plan.year:
        assert "Thoát nước" in Client().get("/doi-thoai/ke-hoach/2026/").content.decode()
        mine = signed_in(cast.minh).get("/ban-lam-viec/doi-thoai/ke-hoach/2026/").content.decode()
        assert "Kế hoạch tiếp nhận từ đơn vị trước" in mine and "Tháng 9 | Thoát nước" in mine
