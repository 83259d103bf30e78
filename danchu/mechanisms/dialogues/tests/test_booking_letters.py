"""Whoever booked a slot is told that it is theirs, that it is tomorrow, that it moved or is gone."""

from datetime import timedelta
from uuid import uuid4

import icalendar
import pytest
from django.test import Client
from django.utils import timezone

from danchu.ground.journal.models import Entry
from danchu.mechanisms.dialogues import clock
from danchu.mechanisms.dialogues import reception_actions as actions
from danchu.mechanisms.dialogues.actions import NotTheirs, Refused
from danchu.mechanisms.dialogues.models import Booking
from danchu.mechanisms.dialogues.notices import letters_for
from danchu.mechanisms.dialogues.reception_actions import BEFORE, Visitor
from danchu.mechanisms.dialogues.tests.test_desk import signed_in
from danchu.mechanisms.dialogues.tests.test_receptions import DESK, YEAR, drawn_up, soon
from danchu.mechanisms.dialogues.tests.test_receptions import posted as posted

BOTH = Visitor("Lan", phone="0900000001", email="lan@example.vn")


def told(verb):
    return [letter for _entry, letter in letters_for(list(Entry.objects.filter(verb=verb)))]


def event_in(letter):
    return icalendar.Calendar.from_ical(letter.calendar).walk("VEVENT")[0]


def test_a_slot_is_confirmed_reminded_of_moved_and_given_back_in_letters_that_carry_it(cast, posted, thursday):
    b = actions.book(posted, BOTH, at=posted.starts_at, token=uuid4(), by=cast.lan, now=thursday)
    (first,) = told("book")  # one way is enough to confirm
    assert (first.channel, first.to) == ("email", "lan@example.vn") and b.code in first.body and "Lan" not in first.body
    assert event_in(first)["STATUS"] == "CONFIRMED"

    actions.move_booking(b, day=posted, at=posted.starts_at + timedelta(minutes=30), by=cast.minh, now=thursday)
    moved, message = told("move_booking")  # the office moved it: by every way that was left
    assert message.channel == "sms" and "08:30" in message.body and message.body.isascii()
    assert event_in(moved)["UID"] == event_in(first)["UID"]
    assert event_in(moved)["SEQUENCE"] > event_in(first)["SEQUENCE"]

    assert clock.take_due_steps(b.starts_at - BEFORE - timedelta(minutes=1)) >= 0 and not told("remind_booking")
    for _round in range(2):
        clock.take_due_steps(b.starts_at - BEFORE + timedelta(minutes=1))
    (reminder,) = told("remind_booking")
    assert "Nhắc" in reminder.subject and reminder.calendar

    actions.cancel_booking(Booking.objects.get(pk=b.pk), by=cast.minh, now=thursday)
    gone, _message = told("cancel_booking")
    assert "METHOD:CANCEL" in gone.calendar and event_in(gone)["SEQUENCE"] > event_in(moved)["SEQUENCE"]


def test_a_telephone_alone_hears_it_all_and_a_day_called_off_goes_by_both(cast, posted, thursday):
    step = timedelta(minutes=30)
    for n, visitor in enumerate((Visitor("Bảy", phone="0900000002"), Visitor("Lan"), BOTH)):
        actions.book(posted, visitor, at=posted.starts_at + n * step, token=uuid4(), by=cast.lan, now=thursday)
    assert [(x.channel, x.to) for x in told("book")] == [("sms", "0900000002"), ("email", "lan@example.vn")]
    actions.call_off(posted, why="Trưởng ban ốm.", by=cast.minh, now=thursday)
    off = told("call_off")
    assert sorted((x.channel, x.to) for x in off) == [
        ("email", "lan@example.vn"), ("sms", "0900000001"), ("sms", "0900000002")]
    assert all("ốm" in x.body and "METHOD:CANCEL" in x.calendar for x in off if x.channel == "email")


def test_a_slot_booked_for_tomorrow_needs_no_reminder(cast, posted, thursday):
    now = posted.starts_at - timedelta(hours=3)
    b = actions.book(posted, BOTH, at=posted.starts_at, token=uuid4(), by=cast.lan, now=now)
    assert b.reminded
    with pytest.raises(NotTheirs):
        actions.remind_booking(b, by=cast.minh, now=now)


def test_only_whoever_booked_or_an_officer_moves_it_and_never_onto_another(cast, posted, thursday):
    b = actions.book(posted, BOTH, at=posted.starts_at, token=uuid4(), by=cast.lan, now=thursday)
    later = posted.starts_at + timedelta(minutes=30)
    actions.book(posted, Visitor("Bảy"), at=later, token=uuid4(), by=cast.lan, now=thursday)
    with pytest.raises(NotTheirs):
        actions.move_booking(b, day=posted, at=later, by=cast.stranger, now=thursday)
    for day, at in ((posted, later), (posted, later + timedelta(minutes=7)), (drawn_up(
            cast, thursday, posted.starts_at + timedelta(days=1)), posted.starts_at + timedelta(days=1))):
        with pytest.raises(Refused):
            actions.move_booking(Booking.objects.get(pk=b.pk), day=day, at=at, by=cast.minh, now=thursday)


def test_a_phone_moves_its_slot_to_another_day_and_the_page_says_who_was_told(cast):
    day = soon(cast)
    at = day.starts_at + timedelta(days=7)
    while not YEAR.is_working(timezone.localtime(at).date()):
        at += timedelta(days=1)
    other = actions.post(drawn_up(cast, timezone.now(), at), by=cast.minh, calendar=YEAR, now=timezone.now())
    for one in (day, other):
        one.refresh_from_db()
    phone, somebody = Client(), Client()
    answer = phone.post(f"/tiep-cong-dan/{day.code}/hen/", {
        "slot": day.starts_at.isoformat(), "name": "Lan", "email": "lan@example.vn", "consent": "on",
        "token": str(uuid4())})
    page = phone.get(answer["Location"]).content.decode()
    assert "gửi tới lan@example.vn" in page and f"{other.code} " in page
    assert "lan@example.vn" not in somebody.get(answer["Location"]).content.decode()
    move = f"{answer['Location']}doi/"
    assert somebody.post(move, {"slot": f"{other.code} {other.starts_at.isoformat()}"}).status_code == 404
    assert phone.post(move, {"slot": "x"}).status_code == 422
    assert phone.post(move, {"slot": f"{other.code} {other.starts_at.isoformat()}"}).status_code == 302
    b = Booking.objects.get()
    assert (b.day, b.starts_at) == (other, other.starts_at)

    desk = signed_in(cast.minh)
    assert f"{day.code} {day.starts_at.isoformat()}" in desk.get(f"{DESK}{other.code}/").content.decode()
    desk.post(f"{DESK}{other.code}/ket-qua/{b.code}/", {
        "move": "1", "slot": f"{day.code} {day.starts_at.isoformat()}"})
    assert Booking.objects.get().day == day
