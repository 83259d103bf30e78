"""Numbers as Vietnamese documents write them: Roman, in words, by letter; and as an id writes them."""

import re
from itertools import pairwise

POINT_LETTERS = "abcdđeghiklmnopqrstuvxy"  # the order of points; f, j, w and z are not in it
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_ONES = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
_IN_WORDS = (
    {word: n for n, word in enumerate(_ONES, start=1)}
    | {f"mười {word}": n + 10 for n, word in enumerate(("một", *_ONES[1:9]), start=1)}
    | {"bốn": 4, "bẩy": 7, "mười lăm": 15, "hai mươi": 20}
)
ORDINALS = sorted(_IN_WORDS, key=len, reverse=True)  # longest first, for a regular expression
_SPLIT = re.compile(r"(\d+|[IVXLCDM]+)([a-zđ]*\d*)")  # a small c is point c, never a hundred


def roman(letters: str) -> int:
    """XIV → 14; of letters in a wrong order, something between 1 and their sum."""
    values = [_ROMAN[letter] for letter in letters]
    return sum(-one if one < after else one for one, after in pairwise([*values, 0]))


def place(number: str) -> tuple[int, str]:
    """(14, "a") for “14a”, “XIVa”: what to compare when asking which comes next; (0, number) if neither."""
    said = number.casefold().removeprefix("thứ ")
    if said in _IN_WORDS:
        return _IN_WORDS[said], ""
    found = _SPLIT.fullmatch(number)
    if not found:
        return 0, number
    return (int(found[1]) if found[1].isdigit() else roman(found[1])), found[2]


def follows(number: str, last: str) -> bool:
    """Is `number` what comes after `last` (“” at the start): 4 after 3, 3a after 3, 3b after 3a, 4 after 3b?"""
    (base, letter), (before, letter_before) = place(number), place(last) if last else (0, "")
    if base == before + 1:
        return letter in ("", "a")
    return base == before > 0 and letter in _next_letters(letter_before)


def _next_letters(letter: str) -> tuple[str, ...]:
    if not letter:
        return ("a",)
    at = POINT_LETTERS.find(letter)
    return (POINT_LETTERS[at + 1],) if 0 <= at < len(POINT_LETTERS) - 1 else ()


def point_place(letter: str) -> int:
    """Where the letter of a point stands in the order, from 0; -1 for one that is not in it (f, j, w, z)."""
    return POINT_LETTERS.find(letter[:1])


def in_an_id(number: str) -> str:
    """“II” → 2, “thứ nhất” → 1, “15a” → 15a, “đ” → dd: letters and digits an id may hold."""
    base, rest = place(number)
    said = f"{base}{rest}" if base else number.casefold()
    return re.sub(r"[^a-z0-9]", "", said.replace("đ", "dd"))
