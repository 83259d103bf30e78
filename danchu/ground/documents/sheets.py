"""Tables of any length as CSV and XLSX, in chunks as they are read: a million rows take the memory of one.

What people wrote must not run as a formula in the program that opens it: XLSX holds text as text (and marked quoted,
so that it stays so when edited), CSV has an apostrophe before it. `plain` takes that back.
"""

from __future__ import annotations

import csv as _csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import cache
from itertools import chain, islice
from pathlib import Path
from typing import Any

from danchu.ground.documents.paper import Cell
from danchu.ground.documents.streams import CHUNK, SPEED, Part, zipped
from danchu.ground.documents.words import clean, xml

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
ROWS = 1_048_576  # a sheet holds no more, its header among them
LETTERS = 32_767  # a cell holds no more
CUT = "… (còn tiếp; nguyên văn trong bản CSV)"
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")
_FRAME = Path(__file__).parent / "xlsx_parts"
_LOOKS_CODED = re.compile("_x(?=[0-9A-Fa-f]{4}_)")
_FIRST_DAY = date(1899, 12, 30)


def csv(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """UTF-8 with its mark, commas, CRLF: Excel opens it with the Vietnamese letters right. Days are ISO."""
    held = io.StringIO(newline="")
    write = _csv.writer(held, lineterminator="\r\n").writerow
    held.write("\ufeff")
    write([_harmless(name) for name in head])
    for row in rows:
        write([_harmless(cell) if type(cell) is str else _plain_value(cell) for cell in row])
        if held.tell() >= CHUNK:
            yield _taken(held)
    yield _taken(held)


def plain(text: str) -> str:
    """A CSV cell as it was before `csv` made it harmless."""
    return text.removeprefix("'")  # what began with one has got a second


def xlsx(head: Sequence[str], rows: Iterable[Sequence[Cell]], *, name: str = "Bảng",
         widths: Sequence[float] = (), rows_a_sheet: int = ROWS) -> Iterator[bytes]:
    """A workbook: header frozen, filters on, numbers and days as such. What does not fit a sheet goes on in the next.
    `widths` in letters. A text longer than a cell may be is cut and says so."""
    yield from zipped(_workbook(head, rows, name, widths, rows_a_sheet), SPEED)


def _workbook(head: Sequence[str], rows: Iterable[Sequence[Cell]], name: str, widths: Sequence[float],
              most: int) -> Iterator[Part]:
    left = iter(rows)
    first: list[Sequence[Cell]] = []
    sheets = 0
    while not sheets or (first := list(islice(left, 1))):
        sheets += 1
        yield f"xl/worksheets/sheet{sheets}.xml", _sheet(head, first, left, widths, most)
    yield "[Content_Types].xml", [_frame("content_types.xml").replace("<!--sheets-->", "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>' for n in _to(sheets)))]
    yield "_rels/.rels", [_frame("rels.xml")]
    yield "xl/styles.xml", [_frame("styles.xml")]
    yield "xl/workbook.xml", [_frame("workbook.xml").replace("<!--sheets-->", "".join(
        f'<sheet name="{xml(_sheet_name(name, n))}" sheetId="{n}" r:id="rId{n}"/>' for n in _to(sheets)))]
    yield "xl/_rels/workbook.xml.rels", [_frame("workbook_rels.xml").replace("<!--sheets-->", "".join(
        f'<Relationship Id="rId{n}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"'
        f' Target="worksheets/sheet{n}.xml"/>' for n in _to(sheets)))]


def _sheet(head: Sequence[str], first: list[Sequence[Cell]], rest: Iterator[Sequence[Cell]],
           widths: Sequence[float], most: int) -> Iterator[str]:
    yield _frame("sheet_head.xml").replace("<!--columns-->", _columns(head, widths))
    yield "<row>" + "".join(f'<c t="inlineStr" s="{HEAD}"><is><t>{xml(text)}</t></is></c>' for text in head) + "</row>"
    written = 1
    for row in islice(chain(first, rest), most - 1):
        yield _row(row)
        written += 1
    last = f"{_letter(len(head))}{written}"
    yield f'</sheetData><autoFilter ref="A1:{last}"/></worksheet>'


HEAD, TEXT, DAY, MOMENT = 1, 2, 3, 4  # styles, by their place in styles.xml


def _row(row: Sequence[Cell]) -> str:
    return "<row>" + "".join([_WRITE[type(cell)](cell) for cell in row]) + "</row>"


def _text(cell: str) -> str:
    if len(cell) > LETTERS:
        cell = cell[: LETTERS - len(CUT)] + CUT
    if not cell:
        return "<c/>"
    if cell.isalnum():
        return f'<c t="inlineStr" s="2"><is><t>{cell}</t></is></c>'
    if "_x" in cell:  # _x0041_ would be read as a letter's number
        cell = _LOOKS_CODED.sub("_x005F_x", cell)
    return f'<c t="inlineStr" s="2"><is><t xml:space="preserve">{xml(cell)}</t></is></c>'


def _day(cell: date) -> str:
    return f'<c s="{DAY}"><v>{(cell - _FIRST_DAY).days}</v></c>'


def _moment(cell: datetime) -> str:
    seconds = (cell.hour * 60 + cell.minute) * 60 + cell.second
    return f'<c s="{MOMENT}"><v>{(cell.date() - _FIRST_DAY).days + seconds / 86400:.6f}</v></c>'


class _Writers(dict[type, Callable[[Any], str]]):
    """How each type is written; what is unknown (an enumeration's member, lazy words) as its text."""

    def __missing__(self, kind: type) -> Callable[[Any], str]:
        return lambda cell: _text(str(cell))


_KNOWN: dict[type, Callable[[Any], str]] = {
    str: _text,
    int: lambda cell: f"<c><v>{cell}</v></c>" if abs(cell) < 10**15 else _text(str(cell)),
    float: lambda cell: f"<c><v>{cell!r}</v></c>" if abs(cell) < 1e300 else _text(str(cell)),
    bool: lambda cell: _text("có" if cell else "không"),
    type(None): lambda _cell: "<c/>",
    date: _day,
    datetime: _moment,
}
_WRITE = _Writers(_KNOWN)


def _columns(head: Sequence[str], widths: Sequence[float]) -> str:
    chosen = widths or [min(max(len(name) + 4, 10), 60) for name in head]
    return "".join(f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(chosen, 1))


def _letter(column: int) -> str:
    """A, B, … Z, AA."""
    left, at = divmod(column - 1, 26)
    return (_letter(left) if left else "") + chr(65 + at)


def _sheet_name(name: str, number: int) -> str:
    """At most 31 letters, none of those a workbook refuses."""
    short = "".join(letter for letter in name if letter not in "[]:*?/\\'")[:27] or "Bảng"
    return short if number == 1 else f"{short} {number}"


def _to(count: int) -> range:
    return range(1, count + 1)


def _harmless(text: str) -> str:
    text = clean(text)
    bare = text.lstrip(" ")
    return f"'{text}" if text[:1] == "'" or text.startswith(DANGEROUS) or bare.startswith(DANGEROUS[:4]) else text


def _plain_value(cell: Cell) -> object:
    if isinstance(cell, date):
        return cell.isoformat()
    return cell if isinstance(cell, int | float) and not isinstance(cell, bool) else (
        "" if cell is None else _harmless(str(cell)))


def _taken(held: io.StringIO) -> bytes:
    made = held.getvalue().encode("utf-8", "replace")
    held.seek(0)
    held.truncate()
    return made


@cache
def _frame(name: str) -> str:
    return (_FRAME / name).read_text("utf-8")
