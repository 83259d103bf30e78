"""Promises: the day, the article and the count that leads from one to the other."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danchu.law.calendar import Calendar, DayRow, Kind, OutsideCalendar, Status
from danchu.law.deadlines import PAUSED, ROLLED, deadline, deadline_of, derive, remaining, resumed
from danchu.law.hours import VIETNAM
from danchu.law.limits import LIMITS, Duty, NoSuchLimit, Unit, limit_for

OFFICIAL = Calendar.official()
THURSDAY = date(2026, 2, 12)
STARTS = st.dates(date(2026, 7, 1), date(2026, 12, 31))


def test_a_petition_of_the_week_before_tet_is_answered_after_it():
    promise = deadline(Duty.TELL_SENDER, THURSDAY, OFFICIAL)
    assert promise.due_on == date(2026, 3, 5)
    assert promise.under == "Điều 28 khoản 1, Luật Tiếp công dân 42/2013/QH13"
    assert not promise.provisional
    assert promise.due_at is None


def test_a_week_earlier_four_more_days_fit_in_before_tet():
    assert deadline(Duty.TELL_SENDER, date(2026, 2, 5), OFFICIAL).due_on == date(2026, 2, 26)


def test_the_derivation_tells_every_day_with_its_reason():
    days = deadline(Duty.TELL_SENDER, THURSDAY, OFFICIAL).derivation
    assert [day.day for day in days] == [THURSDAY + timedelta(days=i) for i in range(1, 22)]
    assert [day.number for day in days if day.counted] == list(range(1, 11))
    reasons = {day.day: day.reason for day in days}
    assert reasons[date(2026, 2, 17)] == "nghỉ: Tết Nguyên Đán"
    assert reasons[date(2026, 2, 14)] == "nghỉ cuối tuần (thứ Bảy)"


def test_a_worked_saturday_counts():
    days = {day.day: day for day in deadline(Duty.TELL_SENDER, date(2025, 12, 31), OFFICIAL).derivation}
    assert not days[date(2026, 1, 2)].counted
    assert days[date(2026, 1, 10)].counted


def test_plain_days_run_through_tet():
    promise = deadline(Duty.ACCEPT_COMPLAINT, date(2026, 2, 13), OFFICIAL)
    assert promise.due_on == date(2026, 2, 23)
    assert [day.number for day in promise.derivation] == list(range(1, 11))


def test_plain_days_that_end_on_a_day_off_end_on_the_next_working_day():
    promise = deadline(Duty.ACCEPT_COMPLAINT, date(2026, 2, 6), OFFICIAL)  # the tenth day is the eve of Tết
    assert promise.due_on == date(2026, 2, 23)
    moved = [day for day in promise.derivation if not day.counted]
    assert [day.day for day in moved] == [date(2026, 2, 17) + timedelta(days=i) for i in range(7)]
    assert {day.reason for day in moved} == {ROLLED}


def test_what_must_happen_before_is_counted_backwards():
    promise = deadline(Duty.ANNOUNCE_ONLINE_RECEPTION, date(2026, 11, 30), OFFICIAL)
    assert promise.due_on == date(2026, 11, 20)  # 24 November rests
    assert [day.number for day in promise.derivation if day.counted] == [1, 2, 3, 4, 5]


def test_plain_days_before_an_event_never_move_closer_to_it():
    assert deadline(Duty.ANNOUNCE_DIALOGUE, date(2026, 11, 28), OFFICIAL).due_on == date(2026, 11, 21)


def test_traces_are_not_kept_a_day_longer_for_a_weekend():
    assert deadline(Duty.KEEP_ABUSE_TRACES, date(2026, 11, 21), OFFICIAL).due_on == date(2026, 11, 28)


def test_months_end_on_the_same_day_or_the_last_one():
    assert deadline(Duty.HOLD_OFFICIALS_CONFERENCE, date(2025, 12, 31), OFFICIAL).due_on == date(2026, 3, 31)
    assert deadline(Duty.HOLD_OFFICIALS_CONFERENCE, date(2025, 11, 30), OFFICIAL).due_on == date(2026, 3, 2)


def test_eight_working_hours_pass_over_lunch_night_and_tet():
    friday = datetime(2026, 2, 13, 16, 0, tzinfo=VIETNAM)
    promise = deadline(Duty.TAKE_IN_REPORT, friday, OFFICIAL)
    assert promise.due_at == datetime(2026, 2, 23, 16, 30, tzinfo=VIETNAM)
    assert promise.due_on == date(2026, 2, 23)
    assert promise.derivation[0].reason == "tính 1 giờ 00 phút làm việc"


@pytest.mark.parametrize(
    ("sent", "due"),
    [
        ((2026, 3, 9, 7, 30), (2026, 3, 9, 11, 30)),
        ((2026, 3, 9, 8, 0), (2026, 3, 9, 14, 0)),
        ((2026, 3, 9, 12, 0), (2026, 3, 10, 8, 0)),
        ((2026, 3, 9, 23, 0), (2026, 3, 10, 11, 30)),
        ((2026, 3, 14, 10, 0), (2026, 3, 16, 11, 30)),
        ((2026, 1, 10, 7, 30), (2026, 1, 10, 11, 30)),
    ],
)
def test_four_urgent_hours_are_office_hours(sent, due):
    promise = deadline(Duty.TAKE_IN_URGENT_REPORT, datetime(*sent, tzinfo=VIETNAM), OFFICIAL)
    assert promise.due_at == datetime(*due, tzinfo=VIETNAM)


def test_a_moment_is_read_on_a_vietnamese_clock():
    late_in_london = datetime(2026, 2, 11, 18, 0, tzinfo=UTC)  # already Thursday the 12th in Vietnam
    assert deadline(Duty.TELL_SENDER, late_in_london, OFFICIAL).start == THURSDAY


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="múi giờ"):
        deadline(Duty.TELL_SENDER, datetime(2026, 2, 12, 9, 0), OFFICIAL)


def test_an_old_case_keeps_the_limit_it_was_promised_under():
    old = limit_for(Duty.DECIDE_COMPLAINT, date(2026, 6, 30))
    assert deadline_of(old, date(2026, 7, 20), OFFICIAL).limit is old


def test_a_promise_into_2027_is_provisional():
    assert deadline(Duty.TELL_SENDER, date(2026, 12, 28), OFFICIAL).provisional
    assert deadline(Duty.ACCEPT_COMPLAINT, date(2026, 12, 28), OFFICIAL).provisional
    assert not deadline(Duty.TELL_SENDER, date(2026, 12, 10), OFFICIAL).provisional


@pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: f"{limit.duty}-{limit.in_force_from}")
def test_every_limit_gives_a_day_whose_count_adds_up(limit):
    start = max(limit.in_force_from, date(2018, 3, 1))
    promise = deadline(limit.duty, start, OFFICIAL)
    if limit.unit in (Unit.WORKING_DAYS, Unit.DAYS):
        assert sum(day.counted for day in promise.derivation) == limit.amount
    assert promise.derivation[-1].day == promise.due_on


@pytest.mark.parametrize("start", [date(2016, 6, 1), date(2027, 12, 31), date(9999, 12, 31)])
def test_a_promise_outside_the_calendar_fails_loudly(start: date):
    for duty in (Duty.TELL_SENDER, Duty.ACCEPT_COMPLAINT, Duty.TAKE_IN_REPORT):
        with pytest.raises((OutsideCalendar, NoSuchLimit)):
            deadline(duty, start, OFFICIAL)


def test_a_new_holiday_moves_the_promise_it_touches():
    storm = DayRow(date(2026, 3, 3), Kind.UNIT_OFF, "nghỉ tránh bão", Status.OFFICIAL, "Công điện")
    assert deadline(Duty.TELL_SENDER, THURSDAY, OFFICIAL.with_rows([storm])).due_on == date(2026, 3, 6)


def test_the_clock_stands_still_while_the_citizen_is_asked():
    asked, answered = date(2026, 3, 2), date(2026, 3, 10)
    due_on = resumed(date(2026, 3, 5), asked, answered, Unit.WORKING_DAYS, OFFICIAL)
    assert due_on == date(2026, 3, 13)  # three days were left
    days = derive(THURSDAY, due_on, Unit.WORKING_DAYS, OFFICIAL, paused=((asked, answered),))
    assert sum(day.counted for day in days) == 10
    still = [day.day for day in days if day.reason == PAUSED]
    assert still == [date(2026, 3, 3) + timedelta(days=i) for i in range(8)]


def test_a_question_still_open_explains_every_day_since():
    days = derive(THURSDAY, date(2026, 3, 5), Unit.WORKING_DAYS, OFFICIAL, paused=((date(2026, 3, 2), None),))
    assert [day.reason for day in days][-3:] == [PAUSED] * 3


def test_asking_late_does_not_heal_lateness():
    due_on = date(2026, 3, 5)
    assert resumed(due_on, date(2026, 3, 6), date(2026, 3, 20), Unit.WORKING_DAYS, OFFICIAL) == due_on


@given(STARTS, st.integers(0, 9), st.integers(0, 60))
def test_however_long_it_stood_still_the_office_keeps_its_ten_days(start: date, used: int, stood: int):
    calendar = OFFICIAL
    first = deadline(Duty.TELL_SENDER, start, calendar).due_on
    asked = start + timedelta(days=min(used, (first - start).days))
    answered = asked + timedelta(days=stood)
    due_on = resumed(first, asked, answered, Unit.WORKING_DAYS, calendar)
    days = derive(start, due_on, Unit.WORKING_DAYS, calendar, paused=((asked, answered),))
    assert due_on >= first
    assert sum(day.counted for day in days) == 10


@given(STARTS, STARTS)
def test_a_later_petition_is_never_due_earlier(one: date, other: date):
    early, late = sorted((one, other))
    for duty in (Duty.TELL_SENDER, Duty.ACCEPT_COMPLAINT, Duty.TAKE_IN_REPORT):
        assert deadline(duty, early, OFFICIAL).due_on <= deadline(duty, late, OFFICIAL).due_on


@given(STARTS)
def test_working_days_left_never_grow_as_days_go_by(start: date):
    due_on = date(2026, 12, 31)
    assert remaining(start, due_on, OFFICIAL) >= remaining(start + timedelta(days=1), due_on, OFFICIAL)


def test_days_left_are_none_on_the_day_and_negative_after_it():
    friday = date(2026, 3, 13)
    assert remaining(date(2026, 3, 11), friday, OFFICIAL) == 2
    assert remaining(friday, friday, OFFICIAL) == 0
    assert remaining(date(2026, 3, 14), friday, OFFICIAL) == -1  # Saturday: late all the same
    assert remaining(date(2026, 3, 17), friday, OFFICIAL) == -2
