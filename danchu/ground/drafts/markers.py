"""How a line says that a part begins: one regular expression a kind, tried in this order."""

import re
from dataclasses import dataclass

from danchu.ground.drafts.numbers import ORDINALS
from danchu.ground.drafts.parts import Kind


@dataclass(frozen=True)
class Marker:
    """A part begins here: its number as published and what the line says after it."""

    kind: Kind
    number: str
    rest: str


_STRUCTURE = r"[IVXLCDM]+[a-zđ]?|\d{1,3}[a-zđ]?|(?i:thứ (?:" + "|".join(ORDINALS) + r"))(?!\w)|[A-H]"
_AFTER = r"\s*(?:(?P<mark>[.:])(?:\s+|(?=[^\W\d_]|[“\"(*])|$)|(?P<dash>[-–—])\s+|\s+|$)(?P<rest>.*)$"


def _heading(words: str, number: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{words})\s+(?P<number>{number})(?!\w){_AFTER}")


_PATTERNS: tuple[tuple[Kind, str, re.Pattern[str]], ...] = (
    (Kind.ARTICLE, "Đ", _heading("Điều|ĐIỀU", r"\d{1,4}[a-zđ]?\d?")),
    (Kind.CLAUSE, "0123456789", re.compile(rf"(?P<number>\d{{1,3}}[a-zđ]?)(?=\s*\.){_AFTER}")),
    (Kind.POINT, "abcdefghijklmnopqrstuvwxyzđ", re.compile(r"(?P<number>[a-zđ]{1,2}\d?)\s*\)\s*(?P<rest>.*)$")),
    (Kind.PART, "P", _heading("Phần|PHẦN", _STRUCTURE)),
    (Kind.APPENDIX, "P", _heading("Phụ lục|PHỤ LỤC", rf"(?:[Ss]ố |SỐ )?(?:{_STRUCTURE})")),
    (Kind.APPENDIX, "P", re.compile(r"(?:Phụ lục|PHỤ LỤC)(?P<number>)(?P<mark>[.:])?(?P<rest>)$")),
    (Kind.CHAPTER, "C", _heading("Chương|CHƯƠNG", _STRUCTURE)),
    (Kind.SECTION, "M", _heading("Mục|MỤC", _STRUCTURE)),
    (Kind.SUBSECTION, "T", _heading("Tiểu mục|Tiểu Mục|TIỂU MỤC", _STRUCTURE)),
)
_HEADS = frozenset({Kind.PART, Kind.CHAPTER, Kind.SECTION, Kind.SUBSECTION, Kind.ARTICLE, Kind.APPENDIX})
_ROMAN_ITEM = re.compile(r"(?P<number>[IVXLC]+)\s*[.\-–]\s+(?P<rest>\S.*)$")
_LEADERS = re.compile(r"(?:\.{4,}|…{2,})\s*\d+$")  # a line of a table of contents


def marker(text: str) -> Marker | None:
    """What begins on this line, if anything does. A line of a table of contents begins nothing."""
    for kind, first, pattern in _PATTERNS:
        if text[0] not in first:
            continue
        found = pattern.match(text)
        if found and _is_one(kind, found) and not _LEADERS.search(text):
            return Marker(kind, found["number"].strip(), found["rest"].strip())
    return None


def _is_one(kind: Kind, found: re.Match[str]) -> bool:
    """“Chương II”, “Mục 1. Tên”, “CHƯƠNG III TÊN” begin a part; “Chương II của Luật này…” does not."""
    if kind not in _HEADS or not found["rest"]:
        return True
    said = found.groupdict()
    return bool(said.get("mark") or (kind is Kind.ARTICLE and said.get("dash")) or in_capitals(found["rest"]))


def roman_item(text: str) -> Marker | None:
    """“II. MỤC TIÊU”: a section, in a document that has no articles."""
    found = _ROMAN_ITEM.match(text)
    return Marker(Kind.SECTION, found["number"], found["rest"]) if found else None


def in_capitals(text: str) -> bool:
    """All letters are capitals, and there are some."""
    return text == text.upper() and text != text.lower()


_SIGNED = re.compile(
    r"(?:Nơi nhận\b|\(?Đã ký\)?$|(?:Luật|Bộ luật|Pháp lệnh|Nghị quyết|Hiến pháp|Quyết định|Quy chế|Quy định)(?: này)?"
    r"(?: đã)? được (?:Quốc hội|Ủy ban [Tt]hường vụ|Hội đồng nhân dân)\b.*\bthông qua\b)"
)
_SIGNED_IN_CAPITALS = re.compile(
    r"(?:(?:TM|T/M|KT|TUQ|TL|Q)\.|(?:PHÓ )?(?:CHỦ TỊCH|THỦ TƯỚNG|BỘ TRƯỞNG|CHỦ NHIỆM|GIÁM ĐỐC|BÍ THƯ)|TỔNG BÍ THƯ)"
)
CITATION = re.compile(r"(?:Căn cứ|Theo đề nghị|Xét đề nghị|Xét [Tt]ờ trình|Trên cơ sở)\b")
_NAME_OF_TEXT = re.compile(
    r"(?:DỰ THẢO )?(?:HIẾN PHÁP|BỘ LUẬT|LUẬT|PHÁP LỆNH|NGHỊ QUYẾT|NGHỊ ĐỊNH|QUYẾT ĐỊNH|THÔNG TƯ|CHỈ THỊ|QUY CHẾ"
    r"|QUY ĐỊNH|ĐIỀU LỆ|NỘI QUY|HƯƠNG ƯỚC|QUY ƯỚC|KẾ HOẠCH|ĐỀ ÁN|CHƯƠNG TRÌNH|HƯỚNG DẪN|QUY TRÌNH|THỂ LỆ"
    r"|DANH MỤC|TỜ TRÌNH|BÁO CÁO)(?!\w)"
)
ENCLOSED = re.compile(r"\(?(?:Ban hành )?[Kk]èm theo\b")


def is_signature(text: str) -> bool:
    """Does the signature, or the list of who receives it, begin here?"""
    return bool(_SIGNED.match(text)) or (in_capitals(text) and bool(_SIGNED_IN_CAPITALS.match(text)))


def names_a_text(text: str) -> bool:
    """“NGHỊ ĐỊNH”, “QUY CHẾ TIẾP CÔNG DÂN”: a line in capitals that names a kind of document."""
    return in_capitals(text) and bool(_NAME_OF_TEXT.match(text))
