"""Tables that come in (CSV, XLSX): a header row, however its names are written, then cells by key, line by line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from danchu.ground.text.fold import fold
from danchu.ground.text.normalise import clean

MOST_ROWS, MOST_BYTES = 100_000, 50_000_000


class Unreadable(Exception):
    """The file as a whole cannot be read; the message says why."""


@dataclass(frozen=True)
class Column:
    """A column of a book: its header (however it is written), what it is for, whether it must hold something."""

    key: str
    header: str
    about: str
    needed: bool = False


@dataclass(frozen=True)
class Bad:
    """A row that is not taken, and every reason why. `number` is its line as a spreadsheet shows it."""

    number: int
    reasons: tuple[str, ...]

    def __str__(self) -> str:
        return f"dòng {self.number}: {'; '.join(self.reasons)}"


Cells = dict[str, str]


def read_file(path: Path, columns: Sequence[Column], same: Mapping[str, str] = {}) -> Iterator[tuple[int, Cells]]:
    """(line number, cells by key) of every row of a file that holds something. Raises Unreadable."""
    if not path.is_file():
        raise Unreadable(f"“{path.name}” là thư mục; cần một tệp." if path.is_dir() else f"Không có tệp “{path.name}”.")
    if path.stat().st_size > MOST_BYTES:
        raise Unreadable("Tệp lớn quá 50 MB: hãy chia thành nhiều tệp.")
    return read(path.read_bytes(), columns, same)


def read(raw: bytes, columns: Sequence[Column], same: Mapping[str, str] = {}, *,
         most: int = MOST_ROWS) -> Iterator[tuple[int, Cells]]:
    """The same of a file's bytes; a workbook is told by its first bytes. `same`: other names of headers, folded."""
    keys: list[str] | None = None
    for number, cells in enumerate(_of_xlsx(raw) if raw[:4] == b"PK\x03\x04" else _of_csv(raw), start=1):
        if number > most + 1:
            raise Unreadable(f"Tệp có hơn {most:,} dòng: hãy chia thành nhiều tệp.".replace(",", "."))
        if not any(cells):
            continue
        if keys is None:
            keys = _keys(cells, columns, same)
        else:
            yield number, {key: cell for key, cell in zip(keys, cells, strict=False) if key}
    if keys is None:
        raise Unreadable("Tệp trống: dòng đầu phải là tên các cột.")


def _of_csv(raw: bytes) -> Iterator[list[str]]:
    """UTF-8 with or without a mark, UTF-16 as Excel saves it; commas, semicolons or tabs."""
    encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable("Tệp không phải UTF-8: khi lưu hãy chọn “CSV UTF-8”, hoặc lưu thành .xlsx.") from None
    first = text.lstrip("\r\n").partition("\n")[0]
    mark = max(";,\t", key=first.count)
    csv.field_size_limit(10_000_000)
    try:
        yield from ([clean(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark))
    except csv.Error as problem:
        raise Unreadable(f"Tệp CSV hỏng: {problem}") from None


def _of_xlsx(raw: bytes) -> Iterator[list[str]]:
    """Values of the first sheet; a formula is read as the value the sheet last showed, never worked out."""
    from zipfile import BadZipFile

    from openpyxl.reader.excel import load_workbook

    try:
        sheet = load_workbook(io.BytesIO(raw), read_only=True,  # type: ignore[no-untyped-call]
                              data_only=True).worksheets[0]
        for row in sheet.iter_rows(values_only=True):
            yield [_cell(value) for value in row]
    except (BadZipFile, KeyError, ValueError, IndexError, OSError) as problem:
        raise Unreadable(f"Tệp XLSX hỏng: {problem}") from None


def _cell(value: Any) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return clean(str(value)) if value is not None else ""


def _keys(cells: list[str], columns: Sequence[Column], same: Mapping[str, str]) -> list[str]:
    known = {fold(c.header): c.key for c in columns}
    names = [same.get(fold(cell).strip(), fold(cell).strip()) for cell in cells]
    keys = [known.get(name, "") for name in names]
    missing = [c.header for c in columns if c.needed and c.key not in keys]
    if missing:
        raise Unreadable(f"Dòng đầu thiếu cột: {', '.join(missing)}. Các cột nhận được: "
                         f"{', '.join(c.header for c in columns)}.")
    twice = sorted({c.header for c in columns if keys.count(c.key) > 1})
    if twice:
        raise Unreadable(f"Dòng đầu có hai cột cùng tên: {', '.join(twice)}.")
    return keys
