"""How people write places: words, the words for types, and keys under which spellings meet. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from danchu.ground.text.fold import fold

# the words for a type, as folded words → the official type
COMMUNE_TYPES = {
    "phuong": "Phường", "p": "Phường", "ph": "Phường", "f": "Phường",
    "ward": "Phường",
    "xa": "Xã", "x": "Xã",
    "thi tran": "Thị trấn", "tt": "Thị trấn",
    "dac khu": "Đặc khu", "dk": "Đặc khu",
}  # fmt: skip
DISTRICT_TYPES = {
    "quan": "Quận", "q": "Quận",
    "district": "Quận",
    "huyen": "Huyện", "h": "Huyện",
    "thi xa": "Thị xã", "tx": "Thị xã",
    "thanh pho": "Thành phố", "tp": "Thành phố",
}  # fmt: skip
PROVINCE_TYPES = {"tinh": "Tỉnh", "t": "Tỉnh", "thanh pho": "Thành phố", "tp": "Thành phố"}
ANY_TYPE = COMMUNE_TYPES | DISTRICT_TYPES | PROVINCE_TYPES

# how people call a province → its full folded name
PROVINCE_NICKNAMES = {
    "hcm": "hochiminh", "hcmc": "hochiminh", "tphcm": "hochiminh", "sg": "hochiminh", "saigon": "hochiminh",
    "hcmcity": "hochiminh", "hochiminhcity": "hochiminh", "tpsg": "hochiminh",
    "hn": "hanoi", "tphn": "hanoi",
    "brvt": "bariavungtau",
    "thuathienhue": "hue", "tthue": "hue", "tth": "hue",
    "daclac": "daklak", "dacnong": "daknong",
}  # fmt: skip

LONGEST = 8  # words in the longest name, "Phố Mới"… to "Nông trường Việt Lâm" with room to spare
_WORD = re.compile(r"(?:[^\W_]|[\u0300-\u036f])+")
_HARD = re.compile(r"[,;|\n]")
_SOFT = re.compile(r"[-–—:/]")
_ASIDE = re.compile(r"\([^()]*\)")
_DOTTED = re.compile(r"\b([tT])\s?\.\s?([pPxXtT])\b\.?")  # T.P, T.X, T.T
_NUMBERED = re.compile(r"(p|ph|f|q|phuong|quan)(\d{1,2})")
_SOUNDS_LIKE_I = re.compile(r"(?:[bcdghklmnpqrstvx]|\bqu)y$")
_COUNTRY = (("viet", "nam"), ("vietnam",), ("vn",))


@dataclass(frozen=True, slots=True)
class Word:
    """One word: folded, with its marks, and whether punctuation stands before it."""

    plain: str
    marked: str
    after_comma: bool
    after_dash: bool

    @property
    def starts(self) -> bool:
        return self.after_comma or self.after_dash


def words_of(text: str) -> list[Word]:
    """The words of an address, without asides in brackets, the country and a post code at the end."""
    text = _DOTTED.sub(r" \1\2 ", _ASIDE.sub(", ", unicodedata.normalize("NFC", text)))
    found: list[Word] = []
    end = 0
    for match in _WORD.finditer(text):
        gap = text[end : match.start()]
        comma = not found or bool(_HARD.search(gap))
        found += _split(match.group().lower(), comma, bool(_SOFT.search(gap)))
        end = match.end()
    return _without_country(found)


def in_reading_order(words: list[Word]) -> list[list[Word]]:
    """The parts between commas."""
    parts: list[list[Word]] = []
    for word in words:
        if word.after_comma or not parts:
            parts.append([])
        parts[-1].append(word)
    return parts


def plain_word(folded: str) -> str:
    """`quy` and `qui`, `my` and `mi`, `01` and `1` meet here; `thuy` and `thui` do not."""
    if folded.isdigit():
        return folded.lstrip("0") or "0"
    return folded[:-1] + "i" if folded.endswith("y") and _SOUNDS_LIKE_I.search(folded) else folded


@lru_cache(maxsize=20_000)
def key(name: str) -> str:
    """The key under which every spelling without marks meets: "Ia H' Drai" and "ia hdrai" → "iahdrai"."""
    return "".join(plain_word(word) for word in fold(name).split())


@lru_cache(maxsize=20_000)
def marked(name: str) -> str:
    """The key for those who type the marks: "Thuỷ" and "Thủy" meet, "Giang" and "Giàng" do not."""
    return " ".join(_marked_word(word.lower()) for word in _WORD.findall(unicodedata.normalize("NFC", name)))


def _marked_word(word: str) -> str:
    taken_apart = unicodedata.normalize("NFD", word)
    marks = sorted(c for c in taken_apart if unicodedata.combining(c))
    return plain_word(fold(word)) + "đ" * word.count("đ") + "".join(marks)


def _split(word: str, comma: bool, dash: bool) -> list[Word]:
    (plain, with_marks), *number = _forms(word)
    return [Word(plain, with_marks, comma, dash), *(Word(*form, False, False) for form in number)]


@lru_cache(maxsize=8_192)
def _forms(word: str) -> tuple[tuple[str, str], ...]:
    """(plain, with marks) of a word, and of the number glued to it: "q1"."""
    folded = fold(word).replace(" ", "")
    numbered = _NUMBERED.fullmatch(folded)
    if numbered:
        return tuple((part, part) for part in (numbered.group(1), plain_word(numbered.group(2))))
    return ((plain_word(folded), _marked_word(word)),)


def _without_country(words: list[Word]) -> list[Word]:
    if len(words) > 1 and words[-1].plain.isdigit() and len(words[-1].plain) in (5, 6):
        words = words[:-1]
    for country in _COUNTRY:
        if len(words) > len(country) and tuple(word.plain for word in words[-len(country) :]) == country:
            return words[: -len(country)]
    return words
