"""Working days: the official years day by day, and what counting them must never do."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danchu.law.calendar import Calendar, DayRow, Kind, OutsideCalendar, Status
from danchu.law.tests.truth import needs_calendar, official_rows

OFFICIAL = Calendar.official()
DAYS = st.dates(OFFICIAL.first, OFFICIAL.last)
TYPHOON = DayRow(date(2026, 10, 8), Kind.UNIT_OFF, "nghỉ tránh bão", Status.OFFICIAL, "Công điện của tỉnh")


@needs_calendar
def test_every_marked_day_is_the_published_one():
    published = {date.fromisoformat(row["date"]): (row["kind"], row["status"]) for row in official_rows()}
    assert published == {day: (row.kind, row.status) for day, row in OFFICIAL.rows.items()}


@needs_calendar
def test_every_day_of_eleven_years_works_or_rests_as_published():
    marked = {date.fromisoformat(row["date"]): row["kind"] == "makeup_work" for row in official_rows()}
    day = OFFICIAL.first
    while day <= OFFICIAL.last:
        assert OFFICIAL.is_working(day) is marked.get(day, day.weekday() < 5), day
        day += timedelta(days=1)


@needs_calendar
def test_every_holiday_carries_its_published_name():
    for row in official_rows():
        if row["kind"] != "makeup_work":
            assert OFFICIAL.rows[date.fromisoformat(row["date"])].name == row["name_vi"]


def test_the_first_friday_of_2026_rests_and_the_saturday_after_works_for_it():
    assert not OFFICIAL.is_working(date(2026, 1, 2))
    worked = OFFICIAL.explain(date(2026, 1, 10))
    assert worked.working
    assert "làm bù" in worked.reason
    assert "12729/VPCP-KGVX" in OFFICIAL.rows[date(2026, 1, 10)].source


def test_culture_day_rests_from_2026_on():
    assert OFFICIAL.is_working(date(2025, 11, 24))
    assert not OFFICIAL.is_working(date(2026, 11, 24))
    assert not OFFICIAL.is_working(date(2027, 11, 24))


def test_ten_working_days_step_over_tet():
    assert OFFICIAL.add_working_days(date(2026, 2, 5), 10) == date(2026, 2, 26)
    assert OFFICIAL.add_working_days(date(2026, 2, 12), 10) == date(2026, 3, 5)


def test_the_start_does_not_count_and_the_end_does():
    monday, friday = date(2026, 3, 9), date(2026, 3, 13)
    assert OFFICIAL.working_days_between(monday, friday) == 4
    assert OFFICIAL.working_days_between(friday, monday) == -4
    assert OFFICIAL.working_days_between(monday, monday) == 0


def test_counting_back_lands_on_a_working_day():
    assert OFFICIAL.add_working_days(date(2026, 3, 16), -1) == date(2026, 3, 13)
    assert OFFICIAL.add_working_days(date(2026, 3, 15), -1) == date(2026, 3, 13)
    assert OFFICIAL.add_working_days(date(2026, 3, 13), -5) == date(2026, 3, 6)


@given(DAYS, st.integers(1, 300))
def test_what_is_added_can_be_counted_back(start: date, n: int):
    try:
        due_on = OFFICIAL.add_working_days(start, n)
    except OutsideCalendar:
        assert OFFICIAL.working_days_between(start, OFFICIAL.last) < n
        return
    assert OFFICIAL.is_working(due_on)
    assert OFFICIAL.working_days_between(start, due_on) == n


@given(DAYS, st.integers(1, 300))
def test_counting_back_passes_exactly_that_many_working_days(start: date, n: int):
    try:
        day = OFFICIAL.add_working_days(start, -n)
    except OutsideCalendar:
        return
    passed = (day + timedelta(days=i) for i in range((start - day).days))
    assert sum(OFFICIAL.is_working(each) for each in passed) == n


@given(DAYS, DAYS, st.integers(0, 60))
def test_a_later_start_never_falls_due_earlier(one: date, other: date, n: int):
    early, late = sorted((one, other))
    try:
        due_on = OFFICIAL.add_working_days(late, n)
    except OutsideCalendar:
        return
    assert OFFICIAL.add_working_days(early, n) <= due_on


@given(DAYS, DAYS, DAYS)
def test_counts_add_up(a: date, b: date, c: date):
    between = OFFICIAL.working_days_between
    assert between(a, b) + between(b, c) == between(a, c)


def test_a_count_into_an_unannounced_year_is_provisional():
    assert OFFICIAL.provisional(date(2026, 12, 28), date(2027, 1, 12))
    assert OFFICIAL.provisional(date(2027, 3, 1), date(2027, 3, 5))
    assert not OFFICIAL.provisional(date(2026, 12, 1), date(2026, 12, 31))


def test_a_notice_settles_its_year():
    announced = OFFICIAL.with_rows(
        [
            DayRow(row.day, row.kind, row.name, Status.OFFICIAL, "Thông báo")
            for row in OFFICIAL.rows.values()
            if row.status is Status.ESTIMATED
        ],
        settled_until=date(2027, 12, 31),
    )
    assert not announced.provisional(date(2026, 12, 28), date(2027, 3, 12))
    assert announced.explain(date(2027, 3, 1)).status is Status.OFFICIAL


def test_a_unit_may_add_a_day_off_without_touching_the_official_calendar():
    ours = OFFICIAL.with_rows([TYPHOON])
    assert ours.explain(TYPHOON.day).reason == "nghỉ: nghỉ tránh bão"
    assert ours.working_days_between(date(2026, 10, 5), date(2026, 10, 9)) == 3
    assert OFFICIAL.is_working(TYPHOON.day)


def test_calendars_are_equal_when_their_days_are():
    ours = OFFICIAL.with_rows([TYPHOON])
    assert ours == OFFICIAL.with_rows([TYPHOON])
    assert hash(ours) == hash(OFFICIAL.with_rows([TYPHOON]))
    assert ours != OFFICIAL
    assert OFFICIAL.with_rows([]) == OFFICIAL


def test_a_proposal_is_told_and_never_counted():
    proposed = DayRow(date(2026, 11, 23), Kind.SUBSTITUTED_OFF, "nghỉ nối", Status.PROPOSED, "báo chí")
    kind = OFFICIAL.with_rows([proposed]).explain(proposed.day)
    assert kind.working
    assert "chưa áp dụng" in kind.reason


@pytest.mark.parametrize("day", [date(2016, 12, 31), date(2028, 1, 1)])
def test_a_day_outside_the_calendar_is_refused_in_vietnamese(day: date):
    for ask in (
        lambda: OFFICIAL.is_working(day),
        lambda: OFFICIAL.explain(day),
        lambda: OFFICIAL.add_working_days(day, 1),
        lambda: OFFICIAL.working_days_between(date(2026, 1, 1), day),
        lambda: OFFICIAL.provisional(date(2026, 1, 1), day),
        lambda: OFFICIAL.with_rows([DayRow(day, Kind.HOLIDAY, "lễ", Status.OFFICIAL, "Thông báo")]),
    ):
        with pytest.raises(OutsideCalendar, match="nằm ngoài lịch làm việc"):
            ask()


def test_a_sum_beyond_the_last_day_is_refused():
    with pytest.raises(OutsideCalendar, match="vượt ra ngoài lịch"):
        OFFICIAL.add_working_days(date(2027, 12, 28), 10)
    with pytest.raises(OutsideCalendar, match="vượt ra ngoài lịch"):
        OFFICIAL.add_working_days(date(2017, 1, 4), -10)
