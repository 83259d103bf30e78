"""The published table as files: rows with their answers, and a mark for every opinion. Streamed, whatever the size.

`checking` reads what stands here; the column names are shared from there.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from danchu.ground.documents import sheets
from danchu.ground.documents.issuers import issuer
from danchu.ground.documents.paper import Paper, Paragraph, Table
from danchu.ground.documents.writing import docx_stream
from danchu.law.papers import Kind
from danchu.mechanisms.consultations.checking import COLUMNS, OPINION, ROW, TOTAL
from danchu.mechanisms.consultations.headings import contents
from danchu.mechanisms.consultations.models import Consultation, Opinion, Row
from danchu.mechanisms.consultations.rules import Verdict
from danchu.mechanisms.consultations.shown import few
from danchu.mechanisms.consultations.words import VERDICTS

Line = tuple[Any, ...]
NO_WORDS = "(chỉ chọn quan điểm, không viết thêm)"
WHOLE = "Toàn bộ dự thảo"
AT_ONCE = 5000  # rows or opinions read at once
WIDTHS = (8, 8, 12, 60, 8, 10, 8, 16, 60, 40, 20)  # letters


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
    labels = {h.eid: h.label for h in contents(c.edition_id, c.code)}
    wanted = ("no", "article", "public_text", "times", "persons", "organisations", "verdict", "reason", "change",
              "corrected_on")
    rows = Row.objects.filter(consultation=c).order_by("no").values_list(*wanted)
    for no, article, text, times, persons, organisations, verdict, reason, change, day in rows.iterator(AT_ONCE):
        said = (text or NO_WORDS) + (f" [sửa ngày {day:%d/%m/%Y}]" if day else "")
        yield (ROW, no, labels.get(article, WHOLE), said, times, few(persons), organisations,
               str(VERDICTS[Verdict(verdict)]), reason, change, "")


def opinion_lines(c: Consultation) -> Iterator[Line]:
    """A mark and its row for every opinion, in an order that says nothing of when it came."""
    opinions = Opinion.objects.filter(consultation=c).order_by("code").values_list("code", "row__no")
    streamed = opinions.iterator(chunk_size=AT_ONCE) if connection.vendor == "sqlite" else _by_key(opinions)
    for code, no in streamed:
        yield (OPINION, no, "", "", "", "", "", "", "", "", receipt_mark(code))


def _by_key(opinions: QuerySet[Opinion, Any]) -> Iterator[Any]:
    """SQLite hands over row by row; PostgreSQL all at once, 200 MB of a million, where no cursor is kept open there."""
    last = ""
    while some := list(opinions.filter(code__gt=last)[:AT_ONCE]):
        yield from some
        last = some[-1][0]


def total_line(c: Consultation) -> Line:
    """What was received, to compare with the sums."""
    return (TOTAL, c.rows, "", f"{c.title} ({c.code})", c.times, few(c.persons), c.organisations, "", "", "", "")


def csv_file(c: Consultation) -> Iterator[bytes]:
    """One file: rows, then a line for each opinion, then the total."""
    return sheets.csv(COLUMNS, _chain(c))


def xlsx_file(c: Consultation) -> Iterator[bytes]:
    """The same lines in a workbook; what does not fit a sheet goes on in the next."""
    return sheets.xlsx(COLUMNS, _chain(c), name="Bảng", widths=WIDTHS)


def _chain(c: Consultation) -> Iterator[Line]:
    yield from table_lines(c)
    yield total_line(c)
    yield from opinion_lines(c)


def docx_file(c: Consultation) -> Iterator[bytes]:
    """The table in official layout, on sheets laid wide."""
    head = ("Số", "Điều, khoản", "Nội dung ý kiến", "Lượt", "Kết quả", "Nội dung tiếp thu, giải trình")
    rows = ((line[1], line[2], line[3], line[4], line[7], "\n".join(filter(None, [line[8], line[9]])))
            for line in table_lines(c))
    sums = (f"Tổng số {c.times} lượt ý kiến, {few(c.persons)} người, {c.organisations} tổ chức, cuộc họp "
            f"({few(c.attended)} người dự); {c.rows} nhóm ý kiến.")
    paper = Paper(
        issuer=issuer(c.body, timezone.localdate(c.published_at)), kind=Kind.REPORT,
        title="Bảng tổng hợp, tiếp thu, giải trình", abstract=c.title, landscape=True, dated=False,
        body=(Paragraph(sums), Table(head, rows, widths=(1, 2, 6, 1, 2, 6))))
    return docx_stream(paper)
