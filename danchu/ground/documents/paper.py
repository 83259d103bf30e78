"""A document before it is laid out: what it says, who issues it, who signs. The writers read only this.

    from danchu.ground.documents import paper, writing
    writing.to_pdf(paper.Paper(issuer=…, kind=Kind.NOTICE, abstract="Kết luận…", body=(paper.Paragraph("…"),)))
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from danchu.law.numbering import Symbol
from danchu.law.papers import KINDS, Authority, Family, Kind, point

BLANK = "\u2026\u2026"  # to be filled in by hand: ……


@dataclass(frozen=True)
class Issuer:
    """The body whose name stands at the top left. `parent` above it where it has one; `symbol` as in `15/TB-UBND`;
    `place` is what stands before the day ("Lê Khôi")."""

    family: Family
    name: str
    symbol: str
    place: str
    parent: str = ""


_PLACE = re.compile(r" (PHƯỜNG|XÃ|ĐẶC KHU|THÀNH PHỐ|TỈNH) \S.*")
TIED = 24  # letters that fit the column in capitals


def in_capitals(name: str) -> str:
    """A body's name as it stands at the top: broken, if it must be, before its place and not inside it."""
    name = " ".join(name.upper().split())
    place = _PLACE.search(name)
    if not place or len(place[0]) > TIED:
        return name
    return name[: place.start() + 1] + place[0][1:].replace(" ", "\u00a0")


@dataclass(frozen=True)
class Paragraph:
    """Running text. A line break in it begins a new paragraph."""

    text: str
    bold: bool = False
    italic: bool = False
    centred: bool = False


@dataclass(frozen=True)
class Heading:
    """A part's title, typed with its number ("1. Về thoát nước"). Level 1 to 3."""

    text: str
    level: int = 1


class Mark(StrEnum):
    """What stands before each item of a list."""

    NUMBER = "number"
    POINT = "point"  # a), b), c), d), đ), e), g)…
    DASH = "dash"


@dataclass(frozen=True)
class Items:
    """A list. Numbers and points run on from `first`."""

    items: tuple[str, ...]
    mark: Mark = Mark.DASH
    first: int = 1

    @property
    def marked(self) -> list[tuple[str, str]]:
        """[("a)", "…"), …]"""
        return [(_MARKS[self.mark](at), text) for at, text in enumerate(self.items, self.first)]


_MARKS: dict[Mark, Callable[[int], str]] = {
    Mark.NUMBER: lambda n: f"{n}.", Mark.POINT: lambda n: f"{point(n)})", Mark.DASH: lambda n: "-",
}
Cell = str | int | float | date | None


@dataclass(frozen=True)
class Table:
    """Rows under a header that repeats on every page. `rows` may be an iterator: it is read once, and DOCX never holds
    more than one of them. `widths` are shares, one a column; numbers stand at the right."""

    head: tuple[str, ...]
    rows: Iterable[Sequence[Cell]]
    widths: tuple[float, ...] = ()
    caption: str = ""


@dataclass(frozen=True)
class Code:
    """A square code to be read by a phone, with the address in print beside it."""

    address: str
    caption: str = ""


Block = Paragraph | Heading | Items | Table | Code


@dataclass(frozen=True)
class Signature:
    """Who signs. `authority`: the lines above the title, ((ON_BEHALF, "Ủy ban nhân dân"), (IN_PLACE, "Chủ tịch"))."""

    name: str
    title: str
    authority: tuple[tuple[Authority, str], ...] = ()

    def lines(self, family: Family) -> list[str]:
        """In capitals: ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]."""
        above = [f"{authority.written(family)} {whom.upper()}" for authority, whom in self.authority]
        return [*above, self.title.upper()]


@dataclass(frozen=True)
class Paper:
    """One document. Without `symbol` or `signed_on` their places are left to be filled in by hand.

    `title` replaces the kind's own name ("Bảng tổng hợp, tiếp thu, giải trình"). Of two signatures the first stands
    at the left (minutes: the secretary), the last at the right, and recipients below them. `addressees` are for
    letters ("Kính gửi"). `dated=False`: no place and date line (minutes tell theirs in the text).
    """

    issuer: Issuer
    kind: Kind
    abstract: str
    body: tuple[Block, ...]
    symbol: Symbol | None = None
    signed_on: date | None = None
    signatures: tuple[Signature, ...] = ()
    recipients: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    title: str = ""
    landscape: bool = False
    dated: bool = True

    @property
    def family(self) -> Family:
        return self.issuer.family

    @property
    def is_letter(self) -> bool:
        """A letter bears no name of its kind: what it is about stands under its number."""
        return self.kind is Kind.LETTER and not self.title

    @property
    def type_name(self) -> str:
        """In capitals: "THÔNG BÁO"."""
        return (self.title or self.kind.label).upper()

    @property
    def full_title(self) -> str:
        """For file properties: "Thông báo 15/TB-UBND: Kết luận…"."""
        name = self.title or self.kind.label
        numbered = f"{name[:1].upper()}{name[1:]}" + (f" {self.symbol}" if self.symbol else "")
        return f"{numbered}: {self.abstract}" if self.abstract else numbered

    @property
    def number_line(self) -> str:
        """ "Số: 15/TB-UBND", or with room for the number while it has none."""
        if self.symbol:
            return self.symbol.line
        row, party = KINDS[self.kind], self.family is Family.PARTY
        short = row.party if party else row.state
        room = "\u00a0" * 8  # no-break: room to write in
        return f"Số {room}-{short}/{self.issuer.symbol}" if party else (
            f"Số: {room}/" + "-".join(filter(None, (short, self.issuer.symbol))))

    @property
    def place_and_date(self) -> str:
        """ "Lê Khôi, ngày 05 tháng 02 năm 2026"; empty where the paper bears none."""
        if not self.dated:
            return ""
        day = in_words(self.signed_on) if self.signed_on else f"ngày {BLANK} tháng {BLANK} năm {BLANK}"
        return f"{self.issuer.place}, {day}"


def in_words(day: date) -> str:
    """ "ngày 05 tháng 02 năm 2026": a nought before days under ten and before January and February only."""
    month = f"{day.month:02}" if day.month in (1, 2) else f"{day.month}"
    return f"ngày {day.day:02} tháng {month} năm {day.year}"
