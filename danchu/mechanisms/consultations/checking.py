"""`danchu consultation check`: does a published table hold every opinion in exactly one row? No Django, no trust."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

COLUMNS = ("dòng", "hàng", "điều", "nội dung ý kiến", "lượt", "người", "tổ chức", "kết quả",
           "tiếp thu, giải trình", "dự thảo thay đổi", "dấu biên nhận")
ROW, OPINION, TOTAL = "hàng", "ý kiến", "tổng"
SHOWN = 20  # faults named one by one; the rest are counted


@dataclass
class Found:
    """What a file says, and what is wrong with it."""

    rows: int = 0
    marks: int = 0
    times: int = 0
    declared: int | None = None
    declared_rows: int | None = None
    verdicts: Counter[str] = field(default_factory=Counter)
    row_of_mark: int | None = None  # of the mark that was asked for
    answer: str = ""
    faults: list[str] = field(default_factory=list)


class Unreadable(Exception):
    """The file cannot be read; the message says why."""


def check(lines: Iterable[tuple[str, ...]], mark_asked: str = "") -> Found:
    """Sums and faults of the lines of a table, in any order; and in which row the mark asked for stands."""
    found, marked = Found(), Counter[int]()
    times: dict[int, int] = {}
    answers: dict[int | None, str] = {}
    seen: set[bytes] = set()
    for line in lines:
        what, no = line[0], _number(line[1])
        if what == ROW:
            _row(line, no, times, found)
            if mark_asked:
                answers[no] = f"{line[3]}\n→ {line[7]}: {line[8]}"
        elif what == OPINION:
            found.marks += 1
            marked[no if no is not None else -1] += 1
            if mark_asked and line[10] == mark_asked:
                found.row_of_mark = no
            mark = bytes.fromhex(line[10]) if re.fullmatch("[0-9a-f]{16}", line[10]) else line[10].encode()
            if not mark or mark in seen:
                found.faults.append(f"dấu “{line[10]}” trống hoặc có hai lần")
            seen.add(mark)
        elif what == TOTAL:
            found.declared, found.declared_rows = _number(line[4]), _number(line[1])
    found.times, found.answer = sum(times.values()), answers.get(found.row_of_mark, "")
    _compare(found, times, marked)
    return found


def _row(line: tuple[str, ...], no: int | None, times: dict[int, int], found: Found) -> None:
    found.rows += 1
    n = _number(line[4])
    if no is None or no in times:
        found.faults.append(f"số hàng “{line[1]}” trống hoặc có hai lần")
        return
    times[no] = n or 0
    if not n:
        found.faults.append(f"hàng {no}: không có lượt ý kiến nào")
    if not line[7].strip() or not line[8].strip():
        found.faults.append(f"hàng {no}: chưa có kết quả hoặc nội dung tiếp thu, giải trình")
    found.verdicts[line[7]] += n or 0


def _compare(found: Found, times: dict[int, int], marked: Counter[int]) -> None:
    if sorted(times) != list(range(1, len(times) + 1)):
        found.faults.append("số hàng không liền nhau từ 1")
    for no, n in times.items():
        if marked[no] != n:
            found.faults.append(f"hàng {no}: ghi {n} lượt, danh sách có {marked[no]} ý kiến")
    strays = sum(n for no, n in marked.items() if no not in times)
    if strays:
        found.faults.append(f"{strays} ý kiến không thuộc hàng nào")
    if found.declared_rows is not None and found.declared_rows != found.rows:
        found.faults.append(f"dòng tổng ghi {found.declared_rows} hàng, trong tệp có {found.rows}")
    if found.declared is None:
        found.faults.append("thiếu dòng tổng")
    elif found.declared != found.times or found.declared != found.marks:
        found.faults.append(f"đã nhận {found.declared} lượt, các hàng cộng lại {found.times}, "
                            f"danh sách có {found.marks}")


PRINTED = (".docx", ".pdf")


def read(path: Path) -> Iterator[tuple[str, ...]]:
    """The lines of a CSV, or of all sheets of an XLSX. Raises Unreadable."""
    if not path.is_file():
        raise Unreadable(f"“{path.name}” là thư mục; cần một tệp." if path.is_dir() else f"Không có tệp “{path.name}”.")
    if path.suffix.lower() == ".xlsx":
        yield from _of_xlsx(path)
        return
    if path.suffix.lower() in PRINTED:
        raise Unreadable("Tệp này để đọc và in. Hãy tải bảng dạng CSV hoặc XLSX rồi kiểm.")
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from _with_head(tuple(row) for row in csv.reader(file))
    except UnicodeDecodeError:
        raise Unreadable("Tệp không phải CSV dạng UTF-8: hãy kiểm đúng tệp đã tải về, chưa lưu lại.") from None
    except csv.Error as problem:
        raise Unreadable(f"Tệp CSV hỏng: {problem}") from None


def _of_xlsx(path: Path) -> Iterator[tuple[str, ...]]:
    from zipfile import BadZipFile

    from openpyxl.reader.excel import load_workbook

    try:
        for sheet in load_workbook(path, read_only=True, data_only=True).worksheets:  # type: ignore[no-untyped-call]
            rows = (tuple("" if v is None else str(v) for v in row) for row in sheet.iter_rows(values_only=True))
            yield from _with_head(rows)
    except (BadZipFile, KeyError, ValueError, OSError) as problem:
        raise Unreadable(f"Tệp XLSX hỏng: {problem}") from None


def _with_head(rows: Iterator[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    head = next(rows, ())
    if tuple(head[: len(COLUMNS)]) != COLUMNS:
        raise Unreadable("Đây không phải là bảng tải từ cổng: dòng đầu phải là tên các cột.")
    width = len(COLUMNS)
    yield from (row[:width] + ("",) * (width - len(row)) for row in rows if any(row))


def _number(typed: str) -> int | None:
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 12 else None


def report(found: Found) -> str:
    """What to print: the sums, then each fault."""
    lines = [f"{found.rows} hàng, {found.times} lượt ý kiến trong các hàng, {found.marks} dấu biên nhận, "
             f"đã nhận {'?' if found.declared is None else found.declared}.",
             *(f"  {verdict}: {n} lượt" for verdict, n in sorted(found.verdicts.items()))]
    lines += [f"SAI: {fault}" for fault in found.faults[:SHOWN]]
    if len(found.faults) > SHOWN:
        lines.append(f"… và {len(found.faults) - SHOWN} chỗ sai nữa.")
    return "\n".join([*lines, "Mỗi ý kiến nằm trong đúng một hàng; các tổng khớp nhau." if not found.faults else
                      f"{len(found.faults)} chỗ sai."])
