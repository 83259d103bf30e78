"""The badge and the day strip say the same as the law counted."""

from datetime import date

from django.utils.translation import override

from danchu.ground.ui import days
from danchu.ground.ui.due import ICONS, Nearness, done, due, waiting
from danchu.law.deadlines import CountedDay

MONDAY = date(2026, 11, 16)


def _days(*counted: bool) -> list[CountedDay]:
    number, told = 0, []
    for offset, counts in enumerate(counted):
        number += counts
        reason = "" if counts else "Ngày Văn hóa Việt Nam"
        told.append(CountedDay(date(2026, 11, 17 + offset), counts, number if counts else None, reason))
    return told


def test_a_promise_is_late_soon_or_fine_by_the_working_days_left():
    with override("vi"):
        told = {left: due(MONDAY, left) for left in (-3, 0, 2, 3)}
    assert [d.kind for d in told.values()] == [Nearness.LATE, Nearness.SOON, Nearness.SOON, Nearness.OK]
    assert told[-3].words == "Quá hẹn 3 ngày làm việc"
    assert told[0].words == "Hẹn trả lời hôm nay"
    assert told[3].words == "Còn 3 ngày làm việc"


def test_an_answer_after_its_day_is_never_shown_as_kept():
    assert done(MONDAY, MONDAY).kind is Nearness.DONE
    assert done(MONDAY, date(2026, 11, 17)).kind is Nearness.LATE


def test_a_stopped_clock_waits():
    assert waiting().kind is Nearness.WAIT


def test_every_nearness_has_a_shape_of_its_own():
    assert set(ICONS) == set(Nearness)
    assert len(set(ICONS.values())) == len(ICONS)


def test_the_strip_shows_days_used_left_and_left_out():
    cells = days.day_strip(_days(True, False, True), due_on=date(2026, 11, 19), today=date(2026, 11, 18))
    assert [(c.kind, c.nth, c.today, c.due) for c in cells] == [
        ("used", 1, False, False),
        ("off", 0, True, False),
        ("left", 2, False, True),
    ]


def test_the_strip_goes_on_in_red_when_the_day_has_passed_and_rests_at_weekends():
    cells = days.day_strip(_days(True, True), due_on=date(2026, 11, 18), today=date(2026, 11, 23))
    assert [c.kind for c in cells] == ["used", "used", "late", "late", "off", "off", "late"]
    assert cells[-1].today


def test_a_very_late_case_does_not_draw_a_hundred_cells():
    cells = days.day_strip(_days(True), due_on=date(2026, 11, 17), today=date(2027, 11, 17))
    assert len(cells) == 1 + days.MOST_LATE
