"""What reading a file gives: lines, whatever the format; and how much of anything is read."""

from collections.abc import Iterable
from dataclasses import dataclass

from danchu.ground.text.normalise import clean


class Unreadable(ValueError):
    """The file cannot be read; the message is one sentence for whoever sent it."""


@dataclass(frozen=True)
class Limits:
    """How much is read of one file: bytes, characters, or a count."""

    file_bytes: int = 30_000_000
    unpacked_bytes: int = 80_000_000  # of one member of a DOCX
    elements: int = 3_000_000  # XML elements of one member
    depth: int = 150  # XML elements inside one another
    characters: int = 12_000_000
    lines: int = 250_000
    pages: int = 2_000  # of a PDF
    seconds: int = 60  # to take the text out of a PDF


LIMITS = Limits()


@dataclass(frozen=True)
class Line:
    """One paragraph, cleaned. A row of a table never begins a part. `notes` are the footnotes it refers to."""

    text: str
    table: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reading:
    """A file as lines, and its footnotes by their number."""

    lines: tuple[Line, ...]
    footnotes: tuple[tuple[str, str], ...] = ()


def gather(lines: Iterable[Line], limits: Limits = LIMITS) -> tuple[Line, ...]:
    """The lines that say something, cleaned. Raises Unreadable when there is too much, or nothing."""
    kept: list[Line] = []
    characters = 0
    for line in lines:
        characters += len(line.text)
        if characters > limits.characters:
            raise Unreadable(f"Văn bản dài quá {limits.characters // 1_000_000} triệu chữ: hãy tách thành nhiều tệp.")
        text = clean(line.text, lines=False)
        if text:
            kept.append(Line(text, line.table, line.notes))
        if len(kept) > limits.lines:
            raise Unreadable(f"Văn bản có quá {limits.lines // 1000} nghìn đoạn: hãy tách thành nhiều tệp.")
    if not kept:
        raise Unreadable("Không thấy chữ nào trong tệp. Nếu là bản quét, cần bản gõ có chữ.")
    return tuple(kept)
