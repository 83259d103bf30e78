"""Opinions from a spreadsheet (CSV, XLSX): every row looked at first, then taken in through the actions.

A row is known again by the line it stood on, so a file taken in twice adds nothing, and a file put right adds the
rows that were wrong.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from danchu.ground.documents.books import Bad, Cells, Column, read
from danchu.ground.documents.books import Unreadable as Unreadable
from danchu.ground.journal import writing as journal
from danchu.ground.journal.models import Audience
from danchu.ground.journal.steps import NotTheirs, Refused
from danchu.ground.people.access import Standing
from danchu.ground.text.fold import fold
from danchu.law.roles import Role
from danchu.mechanisms.consultations import giving
from danchu.mechanisms.consultations.giving import LONGEST, Said
from danchu.mechanisms.consultations.models import Consultation, Gathering, Opinion, Part
from danchu.mechanisms.consultations.rules import Channel, Stance, Step

ROWS_OF = UUID("0f6f2c64-6f0b-4b53-8f0e-0d0a8c0f7d55")  # the space in which a row's line and words are its token
MOST_ROWS = 20_000  # of one file at the desk
A_BATCH = 200  # rows a transaction
LONGEST_SERIAL = 30
OPENS = time(8)  # a sheet has days, not hours
COLUMNS = (
    Column("line", "dòng", "số dòng của tệp gốc; để trống thì lấy số dòng đang đứng"),
    Column("serial", "số phiếu", "mỗi phiếu giấy một số; các dòng cùng số là của một người"),
    Column("article", "điều", "Điều 5, khoản 2 Điều 5, hoặc mã; trống là toàn bộ dự thảo"),
    Column("stance", "quan điểm", "đồng ý; đồng ý, kèm điều kiện; không đồng ý; ý kiến khác", True),
    Column("text", "ý kiến", "đúng lời người góp"),
    Column("channel", "kênh", "phiếu giấy, hòm thư, đường dây nóng; trống là từ bảng tính"),
    Column("received", "ngày nhận", "ngày/tháng/năm, trong thời gian lấy ý kiến; trống là hôm nay"),
)
SAME = {"noi dung": "y kien", "noi dung y kien": "y kien", "noi dung gop y": "y kien", "ma dieu": "dieu",
        "dieu khoan": "dieu", "so phieu giay": "so phieu", "hinh thuc": "kenh", "y kien ve du thao": "quan diem",
        "ngay": "ngay nhan"}  # fmt: skip
_STANCES = {
    "dong y": Stance.AGREE, "tan thanh": Stance.AGREE, "nhat tri": Stance.AGREE,
    "dong y kem dieu kien": Stance.CONDITION, "dong y co dieu kien": Stance.CONDITION,
    "khong dong y": Stance.DISAGREE, "khong tan thanh": Stance.DISAGREE, "khong nhat tri": Stance.DISAGREE,
    "y kien khac": Stance.OTHER, "khac": Stance.OTHER,
}  # fmt: skip
_CHANNELS = {"": Channel.IMPORT, "tu bang tinh": Channel.IMPORT, "phieu giay": Channel.PAPER, "phieu": Channel.PAPER,
             "hom thu": Channel.HOTLINE, "hom thu gop y": Channel.HOTLINE, "duong day nong": Channel.HOTLINE,
             "dien thoai": Channel.HOTLINE}  # fmt: skip
_DAYS = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y")
_WHOLE = ("", "toan bo du thao", "chung", "tv")


@dataclass(frozen=True)
class Row:
    """One opinion of the sheet, checked. `number` is its line in the original file."""

    number: int
    token: UUID
    said: Said
    channel: Channel
    serial: str
    received_at: datetime


@dataclass
class Looked:
    """What a sheet holds: rows fit to be taken, rows that are not, and the cells of each as they came."""

    good: list[Row] = field(default_factory=list)
    bad: list[Bad] = field(default_factory=list)
    known: set[UUID] = field(default_factory=set)
    cells: dict[int, Cells] = field(default_factory=dict)

    @property
    def new(self) -> int:
        return sum(row.token not in self.known for row in self.good)


def look(consultation: Consultation, raw: bytes, *, batch: str, gathering: Gathering | None, now: datetime) -> Looked:
    """Read a sheet and check every row; nothing is stored. `batch` names it: equal rows of two batches are two
    opinions. Raises Unreadable.
    """
    found, checker = Looked(), _Checker(consultation, batch, gathering, now)
    for number, cells in read(raw, COLUMNS, SAME, most=MOST_ROWS):
        line = int(cells["line"]) if cells.get("line", "").isdecimal() and len(cells["line"]) < 8 else number
        found.cells[line] = cells | {"line": str(line)}
        row = checker.check(line, cells)
        (found.good if isinstance(row, Row) else found.bad).append(row)  # type: ignore[arg-type]
    _compare_with_kept(consultation, found)
    return found


def _compare_with_kept(consultation: Consultation, found: Looked) -> None:
    """Which rows are there already, and which paper forms somebody else has entered."""
    ours, serials = {r.token for r in found.good}, dict[str, UUID]()
    for some in _some([r.token for r in found.good]):
        found.known |= set(Opinion.objects.filter(token__in=some).values_list("token", flat=True))
    wanted = [s for r in found.good if r.serial for s in (r.serial, f"{r.serial.partition('/')[0]}/1")]
    for some in _some(list(dict.fromkeys(wanted))):
        kept = Opinion.objects.filter(consultation=consultation, serial__in=some)
        serials |= dict(kept.values_list("serial", "token"))
    taken = {s for s, token in serials.items() if token not in ours}
    for row in [r for r in found.good if {r.serial, f"{r.serial.partition('/')[0]}/1"} & taken]:
        found.good.remove(row)
        found.bad.append(Bad(row.number, (_("phiếu số %(n)s đã được nhập") % {"n": row.serial.partition("/")[0]},)))
    found.bad.sort(key=lambda b: b.number)


def _some(values: list[UUID] | list[str]) -> Iterator[Sequence[UUID | str]]:
    return (values[start:start + 500] for start in range(0, len(values), 500))


class _Checker:
    """Checks the rows of one sheet, one after the other."""

    def __init__(self, consultation: Consultation, batch: str, gathering: Gathering | None, now: datetime) -> None:
        self.c, self.batch, self.gathering, self.now = consultation, batch, gathering, now
        self.names = _names(consultation.edition_id)
        self.seen: dict[tuple[str, str], int] = {}

    def check(self, number: int, cells: Cells) -> Row | Bad:
        """A row as an opinion, or every reason why it is none."""
        wrong: list[str] = []
        told = {c.key: cells.get(c.key, "").strip() for c in COLUMNS}
        article, eid = self._place(told["article"], wrong)
        stance = _STANCES.get(_bare(told["stance"]))
        if stance is None:
            wrong.append(_("quan điểm “%(x)s” không có") % {"x": told["stance"][:40]} if told["stance"]
                         else _("thiếu quan điểm"))
        channel, received = self._channel(told["channel"], wrong), self._moment(told["received"], wrong)
        if len(told["text"]) > LONGEST:
            wrong.append(_("ý kiến dài quá %(n)s ký tự") % {"n": LONGEST})
        serial = self._serial(told["serial"], article, number, wrong)
        if wrong or stance is None or received is None:
            return Bad(number, tuple(wrong))
        words = "\x1f".join([self.c.code, self.batch, str(number), *(told[c.key] for c in COLUMNS[1:])])
        said = Said(article, stance, told["text"], eid)
        return Row(number, uuid5(ROWS_OF, words), said, channel, "" if self.gathering else serial, received)

    def _place(self, typed: str, wrong: list[str]) -> tuple[str, str]:
        if _bare(typed) in _WHOLE:
            return "", ""
        found = self.names.get(_bare(typed)) or self.names.get(typed, set())
        if len(found) == 1:
            return next(iter(found))
        wrong.append(_("dự thảo có hai “%(x)s”: ghi mã của điều") % {"x": typed[:60]} if found
                     else _("dự thảo không có “%(x)s”") % {"x": typed[:60]})
        return "", ""

    def _channel(self, typed: str, wrong: list[str]) -> Channel:
        if self.gathering:
            return Channel(self.gathering.channel)
        if _bare(typed) not in _CHANNELS:
            wrong.append(_("kênh “%(x)s” không có") % {"x": typed[:40]})
        return _CHANNELS.get(_bare(typed), Channel.IMPORT)

    def _moment(self, typed: str, wrong: list[str]) -> datetime | None:
        if not typed:
            return self.now
        day = _day(typed)
        if day is None:
            wrong.append(_("ngày nhận “%(x)s” không phải là ngày") % {"x": typed[:40]})
            return None
        first, last = timezone.localdate(self.c.opens_at or self.now), min(self.c.closes_on or date.max,
                                                                          timezone.localdate(self.now))
        if not first <= day <= last:
            wrong.append(_("ngày nhận %(x)s ở ngoài thời gian lấy ý kiến hoặc ở tương lai") % {"x": f"{day:%d/%m/%Y}"})
            return None
        return min(max(timezone.make_aware(datetime.combine(day, OPENS)), self.c.opens_at or self.now), self.now)

    def _serial(self, typed: str, article: str, number: int, wrong: list[str]) -> str:
        if not typed:
            return ""
        if len(typed) > 14 or "/" in typed:
            wrong.append(_("số phiếu “%(x)s” dài quá 14 ký tự hoặc có dấu “/”") % {"x": typed[:30]})
            return ""
        before = self.seen.setdefault((typed, article), number)
        if before != number:
            wrong.append(_("phiếu số %(n)s đã có ý kiến về điều này ở dòng %(line)s") % {"n": typed, "line": before})
        serial = f"{typed}/{article or 'chung'}"
        return serial if len(serial) <= LONGEST_SERIAL else f"{typed}/dong-{number}"


def _names(edition_id: int) -> dict[str, set[tuple[str, str]]]:
    """Ways to write a place of the draft → (article, part) it may mean."""
    names: dict[str, set[tuple[str, str]]] = defaultdict(set)
    numbers: dict[str, str] = {}
    parts = Part.objects.filter(edition_id=edition_id).exclude(article="").order_by("place")
    for eid, article, kind, number, label in parts.values_list("eid", "article", "kind", "number", "label"):
        place = (article, eid if eid != article else "")
        ways = [eid, _bare(label)]
        if kind == "article":
            numbers[article] = number
            ways += [_bare(w) for w in (number, f"Điều {number}", f"Đ{number}")]
        elif kind == "clause":
            above = numbers.get(article, "")
            ways += [_bare(w) for w in (f"khoản {number} Điều {above}", f"Điều {above} khoản {number}",
                                        f"Đ{above}.{number}", f"{above}.{number}")]
        for way in ways:
            names[way].add(place)
    return names


def _bare(typed: str) -> str:
    return " ".join(fold(typed).split())


def _day(typed: str) -> date | None:
    for shape in _DAYS:
        try:
            return datetime.strptime(typed, shape).date()
        except ValueError:
            continue
    return None


def take_in(consultation: Consultation, found: Looked, *, batch: str, gathering: Gathering | None, by: Standing,
            now: datetime) -> int:
    """Store the rows that are fit; how many were new. Those somebody entered meanwhile join the bad ones.

    Raises NotTheirs, and Refused once it has closed.
    """
    if not consultation.takes_opinions(now):  # by the clock of today: rows may bear earlier days
        raise Refused(_("Đợt lấy ý kiến này không nhận ý kiến lúc này."))
    rows = [r for r in found.good if r.token not in found.known]
    new = 0
    for start in range(0, len(rows), A_BATCH):
        with transaction.atomic():
            new += sum(_one(consultation, row, found, gathering, by) for row in rows[start:start + A_BATCH])
    if new:
        journal.write(consultation.code, Step.ENTER.value, at=now, role=Role.RECEPTION.value, by=by.person,
                      unit=consultation.body, audience=Audience.INTERNAL, about={"n": new, "batch": batch})
    return new


def _one(consultation: Consultation, row: Row, found: Looked, gathering: Gathering | None, by: Standing) -> int:
    try:
        giving.enter(consultation, row.said, channel=row.channel, gathering=gathering, serial=row.serial,
                     token=row.token, by=by, now=row.received_at)
    except NotTheirs:
        raise
    except Refused as refused:
        found.bad.append(Bad(row.number, (str(refused),)))
        return 0
    return 1


def bad_rows(found: Looked) -> str:
    """The rows that were not taken, as a table to put right and to send again; each keeps its line."""
    if not found.bad:
        return ""
    return as_text([found.cells[b.number] for b in found.bad])


def as_text(rows: Sequence[Cells]) -> str:
    """Rows as they may be looked at and corrected: the columns of COLUMNS, commas."""
    written = io.StringIO()
    sheet = csv.writer(written)
    sheet.writerow([c.header for c in COLUMNS])
    sheet.writerows([[cells.get(c.key, "") for c in COLUMNS] for cells in rows])
    return written.getvalue()
