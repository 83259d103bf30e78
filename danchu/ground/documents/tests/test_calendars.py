"""Feeds, read by another program's parser: what was said arrives, also after a change and a cancellation."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danchu.ground.documents.calendars import Event, Method, feed

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
Calendar = pytest.importorskip("icalendar", reason="không có icalendar").Calendar
TALK = Event(
    "ĐT-26-0007", "dan.lekhoi.example", datetime(2026, 3, 4, 8, 0, tzinfo=HANOI),
    "Đối thoại quý I: thoát nước, vỉa hè; trật tự đô thị", datetime(2026, 2, 12, 9, 30, tzinfo=HANOI),
    ends=datetime(2026, 3, 4, 11, 0, tzinfo=HANOI), place="Hội trường UBND phường, số 1 Nguyễn Trãi",
    details="Chủ trì: Chủ tịch UBND.\nMang theo: không cần gì \\ vào cửa tự do.",
    address="https://dan.lekhoi.example/doi-thoai/ĐT-26-0007/", themes=("đối thoại", "thoát nước"),
)


def read(text):
    return Calendar.from_ical(text)


def events(text):
    return read(text).walk("VEVENT")


def test_another_program_reads_what_was_said():
    calendar = read(feed("Lịch phường Lê Khôi", [TALK], described="Đối thoại, tiếp công dân"))
    [event] = calendar.walk("VEVENT")
    assert str(calendar["METHOD"]) == "PUBLISH"
    assert str(calendar["X-WR-CALNAME"]) == "Lịch phường Lê Khôi"
    assert str(event["UID"]) == "ĐT-26-0007@dan.lekhoi.example"
    assert event.decoded("DTSTART") == TALK.starts
    assert event.decoded("DTEND") == TALK.ends
    assert event["DTSTART"].params["TZID"] == "Asia/Ho_Chi_Minh"
    assert str(event["SUMMARY"]) == TALK.title
    assert str(event["LOCATION"]) == TALK.place
    assert str(event["DESCRIPTION"]) == TALK.details
    assert str(event["STATUS"]) == "CONFIRMED"
    assert event.decoded("LAST-MODIFIED") == TALK.changed_at
    assert [str(theme) for theme in event["CATEGORIES"].cats] == ["đối thoại", "thoát nước"]
    [zone] = calendar.walk("VTIMEZONE")
    assert zone.to_tz().utcoffset(datetime(2026, 3, 4)) == timedelta(hours=7)
    assert not event.errors and not calendar.errors


def test_a_change_and_a_cancellation_reach_the_same_event():
    moved = replace(TALK, starts=TALK.starts + timedelta(hours=1), sequence=1, changed_at=TALK.changed_at)
    gone = replace(moved, cancelled=True, sequence=2)
    [before], [after], [last] = (events(feed("Lịch", [each])) for each in (TALK, moved, gone))
    assert str(before["UID"]) == str(after["UID"]) == str(last["UID"])
    assert [int(e["SEQUENCE"]) for e in (before, after, last)] == [0, 1, 2]
    assert after.decoded("DTSTART") - before.decoded("DTSTART") == timedelta(hours=1)
    assert str(last["STATUS"]) == "CANCELLED"
    [called_off] = events(feed("Lịch", [gone], method=Method.CANCEL))
    assert str(called_off["STATUS"]) == "CANCELLED"


def test_whole_days_end_where_the_next_begins():
    [event] = events(feed("Lịch", [replace(TALK, starts=date(2026, 3, 1), ends=date(2026, 3, 20))]))
    assert event.decoded("DTSTART") == date(2026, 3, 1)
    assert event.decoded("DTEND") == date(2026, 3, 21)


def test_a_moment_of_another_zone_is_told_in_hanoi():
    [event] = events(feed("Lịch", [replace(TALK, starts=datetime(2026, 3, 4, 1, 0, tzinfo=UTC))]))
    assert event["DTSTART"].to_ical() == b"20260304T080000"


words = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp", "Cn", "Co"]), max_size=200)


@given(words, words, words)
def test_any_words_arrive_and_no_line_is_too_long(title, place, details):
    text = feed("Lịch", [replace(TALK, title=title, place=place, details=details)])
    lines = text.split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert not any("\n" in line or "\r" in line for line in lines)
    [event] = events(text)
    assert str(event["SUMMARY"]) == title
    assert str(event.get("LOCATION", "")) == place


def test_what_people_type_makes_no_event_of_its_own():
    nasty = "Họp\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:khac"
    found = events(feed("Lịch", [replace(TALK, title=nasty, address="https://a.example/\r\nATTACH:x")]))
    assert len(found) == 1
    assert "ATTACH" not in found[0]
