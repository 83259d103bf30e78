"""What programs take: calendars that keep one UID through change and cancellation, papers numbered and laid out."""

import io
import re
from datetime import date, timedelta

import icalendar
import pytest
from django.test import Client

from danchu.ground.journal.models import Entry
from danchu.ground.post.carriers import Parcel
from danchu.ground.post.envelopes import sealed
from danchu.law.calendar import Calendar
from danchu.mechanisms.dialogues import actions, clock, question_actions
from danchu.mechanisms.dialogues.models import Follower
from danchu.mechanisms.dialogues.notices import letters_for
from danchu.mechanisms.dialogues.tests.stories import FRIDAY, asked, collecting, meeting, planned

YEAR = Calendar.official()


@pytest.fixture
def coming(cast, thursday):
    return collecting(cast, thursday)


def lines(path):
    answer = Client().get(path)
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/calendar")
    return answer.content.decode().replace("\r\n ", "").split("\r\n")


def test_the_calendar_of_the_unit_holds_what_was_announced_and_nothing_planned(cast, coming, thursday):
    hidden = planned(cast, thursday, starts_at=FRIDAY + timedelta(days=30), ends_at=FRIDAY + timedelta(days=31))
    told = lines("/doi-thoai/lich.ics")
    assert any(line.startswith(f"UID:{coming.code}@") for line in told)
    assert not any(hidden.code in line for line in told)
    assert "DTSTART;TZID=Asia/Ho_Chi_Minh:20260320T080000" in told


def test_one_head_and_one_subject_have_calendars_of_their_own(coming):
    assert any(coming.code in line for line in lines(f"/doi-thoai/lich.ics?chu-tri={coming.host_id}"))
    assert not any(coming.code in line for line in lines(f"/doi-thoai/lich.ics?chu-tri={coming.host_id + 9}"))
    assert any(coming.code in line for line in lines("/doi-thoai/lich.ics?chu-de=thoat nuoc"))
    assert not any(coming.code in line for line in lines("/doi-thoai/lich.ics?chu-de=giao thong"))


def test_an_event_changed_or_called_off_keeps_its_uid_and_says_so(cast, coming, thursday):
    def seen():
        told = lines(f"/doi-thoai/{coming.code}/lich.ics")
        return {line.partition(":")[0]: line.partition(":")[2] for line in told}

    first = seen()
    actions.change(coming, said=meeting(place="Nhà văn hóa"), by=cast.minh, calendar=YEAR, now=thursday)
    second = seen()
    actions.cancel(coming, why="Bão.", by=cast.hoa, now=thursday)
    third = seen()
    assert first["UID"] == second["UID"] == third["UID"]
    assert int(first["SEQUENCE"]) < int(second["SEQUENCE"]) < int(third["SEQUENCE"])
    assert second["LOCATION"] == "Nhà văn hóa"
    assert (third["STATUS"], third["METHOD"]) == ("CANCELLED", "CANCEL")


def test_whoever_follows_is_reminded_with_an_event_that_moves_and_is_taken_out(cast, coming):
    """Announced, reminded, moved, called off: one event in the reader's calendar all along (RFC 5545, 5546)."""
    Follower.objects.create(dialogue=coming, email="lan@thu.vn", asked_at=FRIDAY, confirmed_at=FRIDAY)

    def told(verb):
        [letter] = [x for _e, x in letters_for(list(Entry.objects.filter(subject=coming.code, verb=verb)))
                    if x.channel == "email"]
        message = sealed(Parcel("m", letter.to, letter.subject, letter.body, calendar=letter.calendar), FRIDAY)
        [part] = message.iter_attachments()
        assert (part.get_content_type(), part.get_filename()) == ("text/calendar", "lich.ics")
        calendar = icalendar.Calendar.from_ical(part.get_payload(decode=True))
        assert part["Content-Type"].params["method"] == calendar["METHOD"]
        [event] = calendar.walk("VEVENT")
        return event

    clock.take_due_steps(FRIDAY - timedelta(days=1))
    coming.refresh_from_db()
    assert coming.reminded and clock.take_due_steps(FRIDAY - timedelta(hours=20)) == 0  # once
    first = told("invite")
    assert first.decoded("DTSTART") == FRIDAY and first["LAST-MODIFIED"].dt == FRIDAY - timedelta(days=1)
    actions.change(coming, said=meeting(place="Nhà văn hóa"), by=cast.minh, calendar=YEAR, now=FRIDAY)
    moved = told("change")
    actions.cancel(coming, why="Bão.", by=cast.hoa, now=FRIDAY + timedelta(minutes=1))
    gone = told("cancel")
    assert first["UID"] == moved["UID"] == gone["UID"] and moved["LOCATION"] == "Nhà văn hóa"
    assert first["SEQUENCE"] < moved["SEQUENCE"] < gone["SEQUENCE"]
    assert first["LAST-MODIFIED"].dt < moved["LAST-MODIFIED"].dt < gone["LAST-MODIFIED"].dt
    assert gone["STATUS"] == "CANCELLED"


def test_the_conclusion_is_numbered_once_and_read_by_all_only_when_published(cast, coming):
    docx = pytest.importorskip("docx")
    path = f"/doi-thoai/{coming.code}/thong-bao-ket-luan"
    assert Client().get(f"{path}.docx").status_code == 404
    after, q = FRIDAY + timedelta(hours=3), asked(coming, cast.lan, FRIDAY - timedelta(days=1))
    actions.begin(coming, by=cast.hoa, now=FRIDAY)
    question_actions.show(q, text="Bao giờ hẻm 47 hết ngập?", by=cast.minh, now=FRIDAY)
    question_actions.owe(q, due_on=date(2026, 3, 30), why="Đo lại cống.", spoke="Chủ tịch", by=cast.minh, now=FRIDAY)
    actions.hold(coming, by=cast.minh, calendar=YEAR, now=after)
    actions.draft_minutes(coming, minutes="Có mặt 80 người.", conclusion="Giao phòng Kinh tế.", by=cast.minh, now=after)
    actions.approve(coming, minutes="Có mặt 80 người.", conclusion="Giao phòng Kinh tế.", by=cast.hoa, now=after)
    actions.publish(coming, by=cast.minh, now=after)
    held = docx.Document(io.BytesIO(Client().get(f"{path}.docx").content))
    cells = [cell.text for table in held.tables for row in table.rows for cell in row.cells]
    words = "\n".join([*(p.text for p in held.paragraphs), *cells])
    assert "Giao phòng Kinh tế." in words and "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in words
    assert re.search(r"Số: 0?1/TB-UBND", words), words[:400]
    assert re.search(r"TM\. ỦY BAN NHÂN DÂN\s+CHỦ TỊCH", words) and "Trần Hoa" in words
    assert "Những việc đã hứa tại buổi họp" in words and "30/03/2026" in words
    record = docx.Document(io.BytesIO(Client().get(f"/doi-thoai/{coming.code}/bien-ban.docx").content))
    signed = [cell.text for table in record.tables for row in table.rows for cell in row.cells]
    assert any("NGƯỜI GHI BIÊN BẢN" in text for text in signed) and any("CHỦ TỊCH" in text for text in signed)
    pdf = Client().get(f"{path}.pdf").content
    assert pdf.startswith(b"%PDF") and b"pdfuaid:part" in pdf  # tagged to the standard, in its own letters
    assert Client().get(f"/doi-thoai/{coming.code}/bien-ban.docx").status_code == 200
    assert Client().get(f"/doi-thoai/{coming.code}/khac.docx").status_code == 404
