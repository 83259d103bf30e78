"""The published table as files: rows with their answers, and a mark for every opinion. Streamed, whatever the size.

`checking` reads what stands here; the column names are shared from there.
"""

from __future__ import annotations

import csv
import hmac
from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import sha256
from itertools import islice
from tempfile import TemporaryFile
from typing import Any

from django.conf import settings

from danchu.ground.documents.paper import Issuer, Paper, Paragraph, Table
from danchu.ground.documents.writing import docx_stream
from danchu.law.papers import Family, Kind
from danchu.mechanisms.consultations.checking import COLUMNS, OPINION, ROW, TOTAL
from danchu.mechanisms.consultations.models import Consultation, Opinion, Row
from danchu.mechanisms.consultations.rules import Verdict
from danchu.mechanisms.consultations.shown import contents, few
from danchu.mechanisms.consultations.words import VERDICTS

Line = tuple[Any, ...]
NO_WORDS = "(chỉ chọn quan điểm, không viết thêm)"
WHOLE = "Toàn bộ dự thảo"
SHEET = 1_000_000  # lines on one sheet; a sheet holds 1,048,576
HELD = 1000  # lines sent at once


def receipt_mark(code: str) -> str:
    """Sixteen hex digits that stand for an opinion in the published list; printed on its receipt, nowhere else."""
    keyed = _key().copy()
    keyed.update(code.encode())
    return keyed.hexdigest()[:16]


@lru_cache(maxsize=1)
def _key() -> Any:
    return hmac.new(f"danchu.consultations.mark|{settings.SECRET_KEY}".encode(), digestmod=sha256)


def table_lines(c: Consultation) -> Iterator[Line]:
    """Every row of the table, by number, in the order of COLUMNS."""
    labels = {h.eid: h.label for h in contents(c.edition_id)}
    wanted = ("no", "article", "public_text", "times", "persons", "organisations", "verdict", "reason", "change")
    rows = Row.objects.filter(consultation=c).order_by("no").values_list(*wanted)
    for no, article, text, times, persons, organisations, verdict, reason, change in rows.iterator(chunk_size=2000):
        yield (ROW, no, labels.get(article, WHOLE), plain(text or NO_WORDS), times, few(persons), organisations,
               str(VERDICTS[Verdict(verdict)]), plain(reason), plain(change), "")


def opinion_lines(c: Consultation) -> Iterator[Line]:
    """A mark and its row for every opinion, in an order that says nothing of when it came."""
    opinions = Opinion.objects.filter(consultation=c).order_by("code").values_list("code", "row__no")
    for code, no in opinions.iterator(chunk_size=5000):
        yield (OPINION, no, "", "", "", "", "", "", "", "", receipt_mark(code))


def total_line(c: Consultation) -> Line:
    """What was received, to compare with the sums."""
    return (TOTAL, c.rows, "", f"{c.title} ({c.code})", c.times, few(c.persons), c.organisations, "", "", "", "")


def plain(text: str) -> str:
    """No cell may begin like a formula: a sheet would work it out."""
    return f"'{text}" if text[:1] in "=+-@\t\r" else text


class _Echo:
    def write(self, text: str) -> str:
        return text


def csv_stream(c: Consultation) -> Iterator[bytes]:
    """One file: rows, then a line for each opinion, then the total."""
    writer = csv.writer(_Echo())
    yield b"\xef\xbb\xbf" + writer.writerow(COLUMNS).encode()  # type: ignore[attr-defined]
    held: list[str] = []
    for line in _chain(c):
        held.append(writer.writerow(line))  # type: ignore[arg-type]
        if len(held) == HELD:
            yield "".join(held).encode()
            held.clear()
    yield "".join(held).encode()


def _chain(c: Consultation) -> Iterator[Line]:
    yield from table_lines(c)
    yield from opinion_lines(c)
    yield total_line(c)


def xlsx_file(c: Consultation) -> Iterator[bytes]:
    """Sheets: the rows, the opinions with their marks (as many sheets as they need), the total."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for name, lines in _sheets(c):
        sheet = book.create_sheet(name)
        sheet.append(COLUMNS)
        for line in lines:
            sheet.append(line)
    with TemporaryFile() as file:
        book.save(file)
        file.seek(0)
        while chunk := file.read(1 << 16):
            yield chunk


def _sheets(c: Consultation) -> Iterator[tuple[str, Iterable[Line]]]:
    yield "Bảng", table_lines(c)
    opinions = opinion_lines(c)
    for n in range(1, c.times // SHEET + 2):
        yield f"Ý kiến {n}", islice(opinions, SHEET)
    yield "Tổng", [total_line(c)]


def docx_file(c: Consultation) -> Iterator[bytes]:
    """The table in official layout, on sheets laid wide."""
    head = ("Số", "Điều, khoản", "Nội dung ý kiến", "Lượt", "Kết quả", "Nội dung tiếp thu, giải trình")
    rows = ((line[1], line[2], line[3], line[4], line[7], "\n".join(filter(None, [line[8], line[9]])))
            for line in table_lines(c))
    sums = (f"Tổng số {c.times} lượt ý kiến, {few(c.persons)} người, {c.organisations} tổ chức, cuộc họp "
            f"({few(c.attended)} người dự); {c.rows} nhóm ý kiến.")
    paper = Paper(
        issuer=Issuer(Family.STATE, c.body.full_name, "", ""), kind=Kind.REPORT,
        title="Bảng tổng hợp, tiếp thu, giải trình", abstract=c.title, landscape=True, dated=False,
        body=(Paragraph(sums), Table(head, rows, widths=(1, 2, 6, 1, 2, 6))))
    return docx_stream(paper)
