"""What a draft is made of. Made by `parse`, never changed afterwards; every part has an id that stays."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The rungs of a Vietnamese legal document, and what stands around them."""

    PREAMBLE = "preamble"  # phần mở đầu
    CITATION = "citation"  # căn cứ
    FORMULA = "formula"  # lời ban hành
    PART = "part"  # phần
    CHAPTER = "chapter"  # chương
    SECTION = "section"  # mục
    SUBSECTION = "subsection"  # tiểu mục
    ARTICLE = "article"  # điều
    CLAUSE = "clause"  # khoản
    STRAY_CLAUSE = "stray_clause"  # khoản ngoài thứ tự
    POINT = "point"  # điểm
    CONCLUSION = "conclusion"  # phần kết thúc, chữ ký
    ATTACHMENT = "attachment"  # văn bản kèm theo
    APPENDIX = "appendix"  # phụ lục


CLAUSES = frozenset({Kind.CLAUSE, Kind.STRAY_CLAUSE})  # both are cited as “khoản”


class Doubt(StrEnum):
    """What the drafter should look at; nothing is put right by the machine."""

    DOUBLED = "doubled"  # số dùng hai lần
    MISSING = "missing"  # thiếu số
    OUT_OF_ORDER = "out_of_order"  # ngoài thứ tự
    NOT_A_LETTER = "not_a_letter"  # chữ không có trong thứ tự điểm
    OPEN_QUOTE = "open_quote"  # ngoặc kép không đóng
    UNQUOTED = "unquoted"  # điều được trích không có ngoặc kép
    NO_ARTICLES = "no_articles"  # không có điều


@dataclass(frozen=True)
class Remark:
    """A sentence for the drafter about one part (`eid` is empty for the whole document)."""

    doubt: Doubt
    eid: str
    text: str


@dataclass(frozen=True)
class Footnote:
    """A note at the foot of the page; `eid` is the part that refers to it."""

    number: str
    text: str
    eid: str


@dataclass(frozen=True)
class Part:
    """`number` as published (“II”, “3a”, “đ”); paragraphs of `text` are parted by a newline."""

    kind: Kind
    number: str
    eid: str
    label: str
    heading: str
    text: str
    children: tuple["Part", ...] = ()


@dataclass(frozen=True)
class Document:
    """A draft as a tree, with what its reader should know."""

    title: str
    parts: tuple[Part, ...]
    remarks: tuple[Remark, ...] = ()
    footnotes: tuple[Footnote, ...] = ()


def walk(parts: tuple[Part, ...]) -> Iterator[Part]:
    """Every part in reading order, parents first."""
    for part in parts:
        yield part
        yield from walk(part.children)


def find(document: Document, eid: str) -> Part | None:
    """The part with this id, or None."""
    return next((part for part in walk(document.parts) if part.eid == eid), None)


def counts(document: Document) -> dict[Kind, int]:
    """How many parts there are of each kind; only the kinds that occur."""
    return dict(Counter(part.kind for part in walk(document.parts)))


def whole_text(part: Part) -> str:
    """Heading and text of a part and of all below it, numbers of the parts below included, one a line."""
    lines = [part.heading, part.text]
    for below in part.children:
        lines.append(f"{below.number}{_AFTER_NUMBER.get(below.kind, '.')} {whole_text(below)}".strip())
    return "\n".join(line for line in lines if line)


_AFTER_NUMBER = {Kind.POINT: ")"}
