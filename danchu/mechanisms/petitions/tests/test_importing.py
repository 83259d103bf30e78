"""Old books come in: every bad row is named, nothing comes in twice, and no step is made up."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from openpyxl import Workbook

from danchu.ground.journal.models import Audience, Entry
from danchu.ground.journal.reading import timeline
from danchu.mechanisms.petitions.commands import import_cases
from danchu.mechanisms.petitions.models import Petition, TallyChange
from danchu.mechanisms.petitions.notices import letters_for
from danchu.mechanisms.petitions.rules import State
from danchu.mechanisms.petitions.words import HAPPENED

HEADER = "Ngày nhận,Loại,Tóm tắt,Nội dung,Kênh,Họ tên,Điện thoại,Thư,Trạng thái cũ,Ngày trả lời,Trả lời"
GOOD = [
    "12/02/2024,Phản ánh,Đèn hỏng,Đèn đường trước số 5 hỏng,tại quầy,Trần Văn Bảy,0912345678,bay@x.vn,đã trả lời,"
    "20/02/2024,Đã thay bóng.",
    '2025-03-03,kien nghi,,"Xin thêm thùng rác.\nỞ chợ.",,,,,,,',
]


@pytest.fixture
def book(tmp_path):
    def write(*rows: str, header: str = HEADER, encoding: str = "utf-8", name: str = "so-cu.csv") -> str:
        path = tmp_path / name
        path.write_bytes("\r\n".join([header, *rows]).encode(encoding))
        return str(path)
    return write


def run(path: str, *more: str) -> int:
    return import_cases([path, "--body", "le-khoi.ubnd", *more])


def test_an_answered_case_has_two_lines_and_the_lawful_outcome(cast, book):
    assert run(book(*GOOD)) == 0
    p = Petition.objects.get(title="Đèn hỏng")
    assert (p.state, p.outcome, p.channel, p.lane, p.body) == (State.ANSWERED, "on_time", "import", "office", cast.body)
    assert [line.verb for line in timeline(p.code, Audience.INTERNAL)] == ["submit", "record"]
    assert p.messages.get().text == "Đã thay bóng." and p.original.phone == "0912345678"
    assert p.due_on == date(2024, 2, 28)  # ten working days, Tết of 2024 left out
    still = Petition.objects.get(title="Xin thêm thùng rác")
    assert still.state == State.SUBMITTED and still.received_at.year == 2025


def test_the_same_file_twice_adds_nothing(cast, book, capsys):
    path = book(*GOOD, GOOD[0])
    assert run(path) == 0 and run(path) == 0
    assert Petition.objects.count() == 2 and Entry.objects.count() == 3
    assert "Đã nhận 0 việc" in capsys.readouterr().out


@pytest.mark.parametrize(("state", "becomes", "counted"), [
    ("không thụ lý", State.REFUSED, "refused"), ("Đã chuyển", State.REDIRECTED, "passed_on")])
def test_a_case_refused_or_passed_on_comes_in_with_the_books_words(cast, book, state, becomes, counted):
    assert run(book(f"12/02/2024,,Đèn hỏng,Đèn hỏng.,,,,,{state},15/02/2024,Chuyển điện lực.")) == 0
    p = Petition.objects.get()
    assert (p.state, p.refused_for, p.ended_at.date()) == (becomes, "", date(2024, 2, 15))
    first, last = timeline(p.code, Audience.INTERNAL)
    assert first.verb == "submit" and last.text == "Chuyển điện lực." and "theo sổ cũ" in str(HAPPENED[last.verb])
    assert TallyChange.objects.filter(what=counted, n=1).exists()
    assert letters_for(list(Entry.objects.all())) == []


@pytest.mark.parametrize(("row", "reason"), [
    ("32/13/2024,,,Nội dung,,,,,,,", "không phải là ngày"),
    ("01/01/2099,,,Nội dung,,,,,,,", "ở tương lai"),
    ("05/05/2009,,,Nội dung,,,,,,,", "ở ngoài lịch"),
    (",,,Nội dung,,,,,,,", "thiếu ngày nhận"),
    ("01/02/2024,,,,,,,,,,", "thiếu nội dung"),
    ("01/02/2024,tố cáo,,Nội dung,,,,,,,", "loại “tố cáo” không có"),
    ("01/02/2024,,,Nội dung,,,12,,,,", "điện thoại “12” chưa đúng"),
    ("01/02/2024,,,Nội dung,,,,khong-phai-thu,,,", "thư “khong-phai-thu” chưa đúng"),
    ("01/02/2024,,,Nội dung,,,,,đã trả lời,,", "thiếu ngày trả lời"),
    ("01/02/2024,,,Nội dung,,,,,đã trả lời,01/01/2024,", "trước ngày nhận"),
    ("01/02/2024,,,Nội dung,,,,,thất lạc,,", "trạng thái cũ “thất lạc”"),
    ("01/02/2024,,,Nội dung,,,,,,05/02/2024,", "trạng thái cũ chưa trả lời"),
])  # fmt: skip
def test_a_dry_run_names_every_bad_row_and_writes_nothing(cast, book, capsys, row, reason):
    assert run(book(GOOD[0], row), "--dry-run") == 1
    said = capsys.readouterr()
    assert "dòng 3:" in said.err and reason in said.err
    assert "1 dòng nhận được" in said.out and not Petition.objects.exists()


def test_good_rows_come_in_beside_bad_ones(cast, book):
    assert run(book(GOOD[0], "x,,,Nội dung,,,,,,,")) == 1
    assert Petition.objects.count() == 1


@pytest.mark.parametrize(("mark", "encoding"), [(",", "utf-8"), (";", "utf-8-sig"), ("\t", "utf-16")])
def test_spreadsheets_save_in_many_ways(cast, book, mark, encoding):
    path = book(GOOD[0].replace(",", mark), header=HEADER.replace(",", mark), encoding=encoding)
    assert run(path) == 0 and Petition.objects.get().original.name == "Trần Văn Bảy"


def test_a_workbook_is_read_with_its_own_dates_and_numbers(cast, tmp_path):
    sheet = Workbook()
    sheet.active.append(HEADER.split(","))
    sheet.active.append([datetime(2024, 2, 12), "Góp ý", None, "Góp ý giờ làm việc.", None, "Lan", 912345678])
    sheet.active.append([datetime(2024, 2, 13), None, None, '=HYPERLINK("http://x")', None, "Lan"])
    sheet.save(tmp_path / "so-cu.xlsx")
    assert run(str(tmp_path / "so-cu.xlsx")) == 1  # a formula nobody ever computed holds no words
    p = Petition.objects.get()
    assert (p.kind, p.original.phone) == ("contribution", "0912345678")


@pytest.mark.parametrize("content", [b"", b"\xff\x00\xfe", b"a,b\n1,2", b"PK\x03\x04broken",
                                     "Ngày nhận,Ngày nhận,Nội dung\n".encode()])
@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_a_file_that_is_no_book_is_refused_in_one_line(cast, tmp_path, capsys, content, name):
    (tmp_path / name).write_bytes(content)
    assert run(str(tmp_path / name)) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_an_unknown_body_or_file_is_told(cast, book, capsys):
    assert import_cases([book(), "--body", "khong-co"]) == 2
    assert run("khong-co.csv") == 2
    assert "Không có" in capsys.readouterr().err


def test_nobody_gets_a_letter_about_an_old_book(cast, book):
    run(book(*GOOD))
    assert letters_for(list(Entry.objects.all())) == []
