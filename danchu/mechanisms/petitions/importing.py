"""Older cases from a book kept elsewhere (CSV, XLSX): read, checked row by row, taken in through the actions.

The journal says only what the book says. A case that was answered, refused or passed on gets its receipt, and one step
more: *recorded from the old book*, with its old words. No acceptance, assignment or approval is made up for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from danchu.ground.documents.books import Bad as Bad
from danchu.ground.documents.books import Column, read_file
from danchu.ground.documents.books import Unreadable as Unreadable
from danchu.ground.offices.models import Unit
from danchu.ground.people.access import CLOCK
from danchu.ground.text.fold import fold
from danchu.law.calendar import Calendar, OutsideCalendar
from danchu.mechanisms.petitions import actions
from danchu.mechanisms.petitions.forms import LONGEST, title_of
from danchu.mechanisms.petitions.models import Petition
from danchu.mechanisms.petitions.rules import Channel, Kind, Lane, State
from danchu.mechanisms.petitions.words import KINDS

ROWS_OF = UUID("6a1d1f0e-54b4-5d0c-9e6b-2f3c8f1b7a11")  # the space in which a row's own words are its token
A_BATCH = 200  # rows a transaction
OPENS = time(8)  # a book has days, not hours


COLUMNS = (
    Column("received", "ngày nhận", "ngày/tháng/năm hoặc năm-tháng-ngày; từ 2017 đến hôm nay", True),
    Column("kind", "loại", "phản ánh, kiến nghị, góp ý, sáng kiến, khiếu nại; trống là phản ánh"),
    Column("title", "tóm tắt", "trống thì lấy câu đầu của nội dung"),
    Column("text", "nội dung", "đúng lời người gửi", True),
    Column("channel", "kênh", "tại quầy, điện thoại, đơn giấy…; được ghi vào đầu nội dung"),
    Column("name", "họ tên", "người gửi; không bao giờ công khai"),
    Column("phone", "điện thoại", "người gửi; không bao giờ công khai"),
    Column("email", "thư", "người gửi; không bao giờ công khai"),
    Column("state", "trạng thái cũ", "đã trả lời, không thụ lý, đã chuyển, đang xử lý (trống là đang xử lý)"),
    Column("answered", "ngày trả lời", "bắt buộc khi việc đã xong: ngày trả lời, không thụ lý hoặc chuyển"),
    Column("answer", "trả lời", "nội dung đã trả lời; lý do không thụ lý; nơi đã chuyển đến"),
)
_SAME = {"thu dien tu": "thu", "email": "thu", "sdt": "dien thoai", "so dien thoai": "dien thoai",
         "ho va ten": "ho ten",
         "hinh thuc": "kenh", "trang thai": "trang thai cu", "tinh trang": "trang thai cu",
         "noi dung tra loi": "tra loi"}  # fmt: skip
_KINDS = {fold(str(words)): kind for kind, words in KINDS.items()} | {"": Kind.FEEDBACK}
_ENDED = {  # as the book says it → how the case ended
    **dict.fromkeys(("da tra loi", "da giai quyet", "da xong", "xong"), State.ANSWERED),
    **dict.fromkeys(("khong thu ly", "tu choi", "tra lai don", "luu don", "xep don"), State.REFUSED),
    **dict.fromkeys(("da chuyen", "chuyen don", "da chuyen don", "chuyen co quan khac"), State.REDIRECTED),
}
_OPEN = {"", "dang xu ly", "dang giai quyet", "moi", "moi nhan", "chua tra loi", "da tiep nhan"}
_DAYS = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d %H:%M:%S")


@dataclass(frozen=True)
class Row:
    """One case of the book, checked. `number` is its line as a spreadsheet shows it."""

    number: int
    token: UUID
    said: actions.Submission
    received_on: date
    ended: State | None  # answered, refused or gone elsewhere; None while it is open
    ended_on: date | None
    answer: str


def read(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """(line number, cells by key) of every row that holds something. Raises Unreadable."""
    return read_file(path, COLUMNS, _SAME)


def check(number: int, cells: dict[str, str], body: Unit, calendar: Calendar, today: date) -> Row | Bad:
    """A row as a case, or every reason why it is none."""
    wrong: list[str] = []
    told = {c.key: cells.get(c.key, "").strip() for c in COLUMNS}
    told |= {key: " ".join(words.split()) for key, words in told.items() if key not in ("text", "answer")}
    received = _day(told["received"], "ngày nhận", wrong, today) if told["received"] else None
    wrong += [f"thiếu {c.header}" for c in COLUMNS if c.needed and not told[c.key]]
    kind = _KINDS.get(fold(told["kind"]))
    if kind is None:
        wrong.append(f"loại “{told['kind'][:40]}” không có; dùng {', '.join(str(w).lower() for w in KINDS.values())}")
    ended, ended_on = _ended(told, received, wrong, today)
    wrong += _too_long(told) + _contact(told)
    if received and not wrong:
        wrong += _counted(received, calendar)
    if wrong or received is None:
        return Bad(number, tuple(wrong))
    heading = f"[Từ sổ cũ, {told['channel']}] " if told["channel"] else ""
    said = actions.Submission(
        kind=kind or Kind.FEEDBACK, title=(told["title"] or title_of(told["text"]))[:200], text=heading + told["text"],
        body=body, lane=Lane.OFFICE, channel=Channel.IMPORT, name=told["name"], phone=_digits(told["phone"]),
        email=told["email"])
    words = "\x1f".join([body.code, *(told[c.key] for c in COLUMNS)])
    return Row(number, uuid5(ROWS_OF, words), said, received, ended, ended_on, told["answer"])


def _ended(told: dict[str, str], received: date | None, wrong: list[str],
           today: date) -> tuple[State | None, date | None]:
    """How and when it ended, as far as the book says."""
    typed = fold(told["state"])
    if typed in _OPEN:
        wrong += ["có ngày trả lời nhưng trạng thái cũ chưa trả lời"] if told["answered"] else []
        return None, None
    state = _ENDED.get(typed)
    if state is None:
        wrong.append(f"trạng thái cũ “{told['state'][:40]}” chưa nhập được; dùng “đã trả lời”, “không thụ lý”, "
                     "“đã chuyển” hoặc “đang xử lý”")
        return None, None
    if not told["answered"]:
        wrong.append(f"{told['state']} nhưng thiếu ngày trả lời")
        return state, None
    day = _day(told["answered"], "ngày trả lời", wrong, today)
    if day and received and day < received:
        wrong.append("ngày trả lời trước ngày nhận")
    return state, day


def _day(typed: str, which: str, wrong: list[str], today: date) -> date | None:
    for shape in _DAYS:
        try:
            day = datetime.strptime(typed, shape).date()
        except ValueError:
            continue
        if day > today:
            wrong.append(f"{which} “{typed}” ở tương lai")
        return day
    wrong.append(f"{which} “{typed[:40]}” không phải là ngày")
    return None


def _too_long(told: dict[str, str]) -> list[str]:
    most = {"title": 200, "text": LONGEST - 200, "answer": LONGEST, "name": 120, "channel": 60}
    return [f"{c.header} dài quá {most[c.key]} ký tự" for c in COLUMNS if len(told[c.key]) > most.get(c.key, LONGEST)]


def _contact(told: dict[str, str]) -> list[str]:
    wrong = []
    if told["phone"] and not re.fullmatch(r"(\+84|0)\d{8,10}", _digits(told["phone"])):
        wrong.append(f"điện thoại “{told['phone'][:30]}” chưa đúng")
    if told["email"]:
        try:
            validate_email(told["email"])
        except ValidationError:
            wrong.append(f"thư “{told['email'][:60]}” chưa đúng")
    return wrong


def _digits(phone: str) -> str:
    bare = re.sub(r"[\s.\-()]", "", phone)
    return f"0{bare}" if re.fullmatch(r"[35789]\d{8}", bare) else bare  # a sheet ate the nought


def _counted(received: date, calendar: Calendar) -> list[str]:
    try:
        calendar.explain(received)
    except OutsideCalendar:
        known = f"{calendar.first.year}–{calendar.last.year}"
        return [f"ngày nhận {received:%d/%m/%Y} ở ngoài lịch làm việc đã biết ({known})"]
    return []


def take_in(rows: list[Row], calendar: Calendar, told: Callable[[int], None] = lambda done: None) -> tuple[int, int]:
    """Put checked rows into our books: (new, known already). Run twice, it adds nothing the second time.

    `told` hears after each batch how many rows are done: broken off there, they stay, and the next run goes on.
    """
    new = known = 0
    for start in range(0, len(rows), A_BATCH):
        batch = rows[start : start + A_BATCH]
        with transaction.atomic():
            there = set(Petition.objects.filter(token__in=[r.token for r in batch]).values_list("token", flat=True))
            for row in batch:
                known += row.token in there
                new += row.token not in there
                if row.token not in there:
                    _one(row, calendar)
                    there.add(row.token)
        told(start + len(batch))
    return new, known


def _one(row: Row, calendar: Calendar) -> Petition:
    p = actions.submit(row.said, token=row.token, by=CLOCK, calendar=calendar, now=_moment(row.received_on))
    if row.ended and row.ended_on and p.state == State.SUBMITTED:
        _RECORDED[row.ended](p, row.answer, _moment(row.ended_on))
    return p


_RECORDED: dict[State, Callable[[Petition, str, datetime], Petition]] = {
    State.ANSWERED: lambda p, said, at: actions.record(p, answer=said, by=CLOCK, now=at),
    State.REFUSED: lambda p, said, at: actions.record_refusal(p, why=said, by=CLOCK, now=at),
    State.REDIRECTED: lambda p, said, at: actions.record_passing_on(p, where=said, by=CLOCK, now=at),
}


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, OPENS))
