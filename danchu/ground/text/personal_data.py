"""Where a text tells who someone is: names, telephones, papers, accounts, addresses. Suggestions to a person
who decides; a table of shapes, most certain first, each linear in the length of the text."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from danchu.ground.text.addresses import homes, houses
from danchu.ground.text.people_named import people_named
from danchu.ground.text.plain import Plain, view


class Kind(StrEnum):
    """What a span tells, by the names of the shared vectors."""

    PERSON = "PERSON"  # họ tên
    PHONE = "PHONE"  # số điện thoại
    EMAIL = "EMAIL"  # thư điện tử
    CCCD = "CCCD"  # số căn cước công dân, định danh cá nhân
    CMND = "CMND"  # số chứng minh nhân dân cũ
    PASSPORT = "PASSPORT"  # hộ chiếu
    MST = "MST"  # mã số thuế
    BHXH = "BHXH"  # sổ bảo hiểm xã hội
    BHYT = "BHYT"  # thẻ bảo hiểm y tế
    BANK_ACCOUNT = "BANK_ACCOUNT"  # tài khoản ngân hàng
    BANK_CARD = "BANK_CARD"  # thẻ ngân hàng
    PLATE = "PLATE"  # biển số xe
    DOB = "DOB"  # ngày, năm sinh
    LAND = "LAND"  # thửa đất, giấy chứng nhận
    ADDRESS = "ADDRESS"  # địa chỉ


LABELS = {
    Kind.PERSON: "họ tên", Kind.PHONE: "số điện thoại", Kind.EMAIL: "thư điện tử", Kind.CCCD: "số căn cước",
    Kind.CMND: "số chứng minh", Kind.PASSPORT: "số hộ chiếu", Kind.MST: "mã số thuế",
    Kind.BHXH: "số bảo hiểm xã hội", Kind.BHYT: "số thẻ bảo hiểm y tế", Kind.BANK_ACCOUNT: "số tài khoản",
    Kind.BANK_CARD: "số thẻ ngân hàng", Kind.PLATE: "biển số xe", Kind.DOB: "ngày sinh",
    Kind.LAND: "thửa đất", Kind.ADDRESS: "địa chỉ",
}  # fmt: skip


@dataclass(frozen=True, order=True)
class Span:
    """`start` and `end` in code points of the text as given, `end` not included."""

    start: int
    end: int
    type: Kind


Check = Callable[[re.Match[str], Plain], bool]


@dataclass(frozen=True)
class Shape:
    """A pattern on the plain lower-case text (`cased`: on the one with capitals); group 1 is what is told."""

    kind: Kind | None  # None: not personal, and nothing else may be seen in it
    pattern: re.Pattern[str]
    check: Check
    cased: bool = False


def _any(found: re.Match[str], text: Plain) -> bool:
    return True


# ── telephones ────────────────────────────────────────────────────────────────────────────────────────────
_MOBILE = re.compile(r"0(?:3[2-9]|5[25689]|7[06-9]|8[1-9]|9\d)\d{7}|01(?:2\d|6[2-9]|8[68]|99)\d{7}")
_FIXED = re.compile(r"02\d{9}")
_LOOK_ALIKE = str.maketrans("oil|", "0111")  # 0 as O, 1 as I or l
_DIGIT_WORDS = {
    "khong": "0", "mot": "1", "hai": "2", "ba": "3", "bon": "4", "tu": "4", "nam": "5", "lam": "5",
    "sau": "6", "bay": "7", "tam": "8", "chin": "9",
}  # fmt: skip


def _number(written: str) -> str:
    """Digits of a number as written: `+84`, look-alike letters and separators resolved."""
    digits = re.sub(r"\D", "", written.translate(_LOOK_ALIKE))
    digits = re.sub(r"^(?:00)?84(?=\d{9,10}$)", "0", digits)
    return re.sub(r"^00(?=\d{9}$)", "0", digits)  # +84 (0)912…, digits kept once


def _rings(found: re.Match[str], text: Plain) -> bool:
    written = found[1]
    enough = sum(c.isdigit() for c in written) >= 4  # o9oo.ooo.189 is a number all the same
    number = _number(written)
    return enough and bool(_MOBILE.fullmatch(number) or _FIXED.fullmatch(number))


_GAP = r"[ .\-_*~·()/|,]{0,3}"
_D = r"[0-9oil|]"
_PHONE = re.compile(
    rf"(?<![a-z0-9])(?<!\d[.,])((?:\(?\+? ?8[ .]?4\)?{_GAP}(?:\(?[0o]\)?{_GAP})?|\(?[0o]{_GAP})"
    rf"(?:[3-9](?:{_GAP}{_D}){{8}}|[12il](?:{_GAP}{_D}){{9}}))(?![a-z0-9]|[.,]\d)"
)
_WORD = "(?:khong|mot|hai|ba|bon|tu|nam|lam|sau|bay|tam|chin|[0-9])"
_SPOKEN = re.compile(rf"(?<![a-z0-9])({_WORD}(?:[ ,.\-]{{1,3}}{_WORD}|(?<=\d)[0-9]){{9,10}})(?![a-z0-9])")


def _said(written: str) -> str:
    return "".join(_DIGIT_WORDS.get(word, word) for word in re.findall("[a-z]+|[0-9]", written))


def _rings_when_said(found: re.Match[str], text: Plain) -> bool:
    return bool(re.search("[a-z]", found[1]) and _MOBILE.fullmatch(_said(found[1])))


def _read_beside(found: re.Match[str], text: Plain) -> bool:
    """Is it only the reading of a number that follows in digits: "không chín … (đọc: 09…)"?"""
    after = re.sub(r"\D", "", text.low[found.end() : found.end() + 30])
    return after.startswith(_said(found[1]))


# ── papers and accounts ───────────────────────────────────────────────────────────────────────────────────
_BORN_IN = (
    "001|002|004|006|008|010|011|012|014|015|017|019|020|022|024|025|026|027|030|031|033|034|035|036|037|038"
    "|040|042|044|045|046|048|049|051|052|054|056|058|060|062|064|066|067|068|070|072|074|075|077|079|080|082"
    "|083|084|086|087|089|091|092|093|094|095|096"
)


def _citizen(found: re.Match[str], text: Plain) -> bool:
    digits = re.sub(r"\D", "", found[1].translate(_LOOK_ALIKE))
    return len(digits) == 12 and bool(re.match(rf"(?:{_BORN_IN})[0-3]", digits))


def _adds_up(found: re.Match[str], text: Plain) -> bool:
    """Luhn."""
    digits = [int(c) for c in reversed(found[1]) if c.isdigit()]
    doubled = [d if i % 2 == 0 else sum(divmod(2 * d, 10)) for i, d in enumerate(digits)]
    return len(digits) in (16, 19) and sum(doubled) % 10 == 0


def _not_money(found: re.Match[str], text: Plain) -> bool:
    return not re.match(
        r" ?(?:dong|d|vnd|trieu|nghin|ngan|ty|k|usd)\b", text.low[found.end() : found.end() + 8]
    )


def _account(found: re.Match[str], text: Plain) -> bool:
    digits = re.sub(r"\D", "", found[1])
    sent = found[0].startswith("chuyen")
    return 6 <= len(digits) <= 19 and _not_money(found, text) and not (sent and _MOBILE.fullmatch(digits))


def _after(words: str, gap: int, what: str, end: str = r"(?![a-z0-9])") -> re.Pattern[str]:
    """What stands at most `gap` letters after one of the words, no other number or sentence between."""
    return re.compile(rf"(?<![a-z0-9])(?:{words})(?![a-z0-9])[^0-9\n;]{{0,{gap}}}?(?<![a-z0-9])({what}){end}")


_RUN = r"\d(?:[ .\-]?\d)"
_BANKS = r"[a-z]{2,10}bank|vcb|bidv|agribank|mb|acb|tpb|vib|shb|scb|ngan hang"
_NOT_BORN = frozenset(["phat", "hoc", "ve", "khai", "dan", "an", "thi", "giam", "tai", "y", "nghien"])


def _born(found: re.Match[str], text: Plain) -> bool:
    before = text.low[max(0, found.start() - 12) : found.start()].split()
    return not (before and before[-1] in _NOT_BORN and found[0].startswith("sinh"))


_DATE = (
    r"\d{1,2} ?[/.\-] ?\d{1,2} ?[/.\-] ?(?:19|20)?\d{2}|\d{1,2} thang \d{1,2}(?:,? nam)? (?:19"
    r"|20)\d{2}|(?:19|20)\d{2}"
)
_NUMBER_END = r"(?![a-z0-9]|[.,]\d)"

SHAPES: list[Shape] = [
    Shape(
        Kind.EMAIL,
        re.compile(
            r"(?<![a-z0-9._%+\-])([a-z0-9._%+\-]{1,64}"
            r"(?:@| ?(?:\(a\)|\[a\]|\(at\)|\[at\]|\(@\)) ?| (?:a cong|a moc|at) )"
            r"[a-z0-9\-]{1,40}(?:(?:\.| ?(?:\(dot\)|\[dot\]|\(cham\)) ?| (?:cham|dot)"
            r" )[a-z0-9\-]{2,30}){1,4})(?![a-z0-9@])"
        ),
        _any,
    ),
    # numbers of documents and cases, dates, money, coordinates
    Shape(
        None,
        re.compile(
            r"(?<![a-z0-9])(\d{1,7}/(?:(?:19"
            r"|20)\d{2}/)?[a-z][a-z0-9]{1,14}(?:-[a-z0-9]{1,14}){0,4})(?![a-z0-9])"
        ),
        _any,
    ),
    Shape(
        None, re.compile(r"(?<![A-Z0-9])([A-Z]{2,5}-\d{2,4}-[A-Z0-9]{4,10})(?![A-Z0-9])"), _any, cased=True
    ),
    Shape(
        Kind.DOB,
        re.compile(
            rf"(?<![a-z0-9])(?:ngay sinh|nam sinh|sinh ngay|sinh nam|sn|sinh)(?: ?[:.])?"
            rf" ?({_DATE}){_NUMBER_END}"
        ),
        _born,
    ),
    Shape(
        Kind.PLATE,
        re.compile(
            r"(?<![A-Z0-9.,])([1-9]\d ?-? ?[A-Z]{1,2}\d?(?:[.\-]| (?=\d{3}\.\d{2}))?"
            r" ?\d{3}\.?\d{2})(?![A-Z0-9])"
        ),
        _any,
        cased=True,
    ),
    Shape(
        Kind.PLATE,
        re.compile(r"(?<![A-Z0-9.,])([1-9]\d[ \-]?[A-Z]\d ?[.\-] ?\d{4,5})(?![A-Z0-9])"),
        _any,
        cased=True,
    ),
    Shape(
        Kind.PLATE,
        _after(
            "bien so|bien|bks|bsx|bien kiem soat|xe|xe may|o to",
            15,
            r"[1-9]\d[ \-]?[a-z]{1,2}\d?[ .\-]{0,3}\d{3}[.\- ]?\d{1,2}",
        ),
        _any,
    ),
    Shape(
        None,
        re.compile(
            r"(?<![a-z0-9])((?:[0-2]?\d|3[01]) ?([/.\-]) ?(?:0?\d|1[0-2]) ?\2 ?(?:19|20)\d{2})(?![a-z0-9])"
        ),
        _any,
    ),
    Shape(
        None,
        re.compile(r"(?<![a-z0-9.,])([1-9]\d{0,2}(?:([.,])\d{3})(?:\2\d{3}){0,5})(?![a-z0-9]|[.,\-]\d)"),
        _any,
    ),
    # papers known by the word before them
    Shape(Kind.MST, _after("ma so thue|mst|ma thue", 30, r"\d{10}(?:-\d{3})?"), _any),
    Shape(Kind.BHXH, _after("bhxh|bao hiem xa hoi", 25, r"\d{10}"), _any),
    Shape(
        Kind.BHYT,
        re.compile(r"(?<![A-Z0-9])([A-Z]{2}[ \-]?\d(?:[ \-]?\d){12})(?![A-Z0-9])"),
        _any,
        cased=True,
    ),
    Shape(Kind.BHYT, _after("bhyt|bao hiem y te", 25, r"[a-z]{2}\d{13}|\d{10}"), _any),
    Shape(Kind.BANK_CARD, re.compile(rf"(?<![a-z0-9])([4-59]{_RUN[2:]}{{15,18}})(?![a-z0-9])"), _adds_up),
    Shape(
        Kind.BANK_ACCOUNT,
        _after(rf"stk|so tai khoan|so tk|tai khoan|tk|chuyen khoan|{_BANKS}", 30, rf"{_RUN}{{5,18}}"),
        _account,
    ),
    Shape(
        Kind.CMND,
        _after("cmnd|cmt|cmtnd|chung minh|chung minh thu|chung minh nhan dan|so cm", 25, rf"{_RUN}{{8}}"),
        _any,
    ),
    Shape(Kind.CCCD, re.compile(rf"(?<![a-z0-9.,])([0o](?:[ .\-]?{_D}){{11}})(?![a-z0-9]|[.,]\d)"), _citizen),
    Shape(Kind.PASSPORT, _after("ho chieu|passport", 20, r"[a-z] ?\d{7,8}"), _any),
    Shape(Kind.PASSPORT, re.compile(r"(?<![A-Z0-9])([BCEKNP]\d{7,8})(?![A-Z0-9])"), _any, cased=True),
    Shape(
        Kind.LAND,
        re.compile(
            r"thua (?:dat )?(?:so )?:? ?(\d{1,5}[^.;\n]{0,20}?to (?:ban do)? ?(?:so )?:? ?\d{1,4})(?!\d)"
        ),
        _any,
    ),
    Shape(
        Kind.LAND,
        _after(
            "giay chung nhan|so do|so hong|gcn|gcnqsdd|seri|so phat hanh", 40, r"[a-z]{2} ?\d{6}(?:\d{2})?"
        ),
        _any,
    ),
    Shape(Kind.PHONE, _PHONE, _rings),
    Shape(Kind.PHONE, _SPOKEN, _rings_when_said),
]


def find(text: str, *, readings: bool = False) -> list[Span]:
    """All spans in order, never overlapping. Linear in the length of the text; never raises on any `str`.

    A number written out in words right before the same number in digits is reported once, the digits;
    `readings=True` reports both, which is what a redaction needs.
    """
    plain = view(text)
    taken = bytearray(len(plain.low))
    spans = [
        Span(plain.start(start), plain.end(end), kind)
        for kind, start, end in _told(plain, readings)
        if _take(taken, start, end) and kind is not None
    ]
    return sorted(spans)


def _take(taken: bytearray, start: int, end: int) -> bool:
    """Mark the place, unless a surer shape holds a part of it."""
    free = taken.find(1, start, end) < 0
    if free:
        taken[start:end] = b"\x01" * (end - start)
    return free


def _told(plain: Plain, readings: bool) -> Iterator[tuple[Kind | None, int, int]]:
    for shape in SHAPES:
        for found in shape.pattern.finditer(plain.cased if shape.cased else plain.low):
            if shape.check(found, plain) and (
                readings or shape.pattern is not _SPOKEN or not _read_beside(found, plain)
            ):
                yield shape.kind, *found.span(1)
    yield from ((Kind.ADDRESS, start, end) for start, end in houses(plain))
    people = list(people_named(plain))
    yield from ((Kind.PERSON, start, end) for start, end in people)
    yield from ((Kind.ADDRESS, start, end) for start, end in homes(plain, people))


def mask(text: str, spans: Iterable[Span]) -> str:
    """The text with each span replaced by what stood there: "[số điện thoại đã che]". Spans may overlap."""
    out, place = [], 0
    for span in sorted(spans):
        if span.end > place:
            out += [text[place : max(place, span.start)], f"[{LABELS[span.type]} đã che]"]
            place = span.end
    return "".join([*out, text[place:]])


def redact(text: str) -> str:
    """The text without anything `find` sees, readings of numbers included."""
    return mask(text, find(text, readings=True))
