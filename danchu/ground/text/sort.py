"""Vietnamese order as a text key that any database compares byte by byte; equal to ICU `vi`."""

import unicodedata

from danchu.ground.text.normalise import composed

# ICU: letters first (primary), then tone marks (secondary), then lower before upper (tertiary).
_PUNCTUATION = " _‾-‐‑‒–—―,;:!¡?¿.…·'‘’‚‹›\"“”„«»()[]{}§¶@*/\\&#%‰†‡•`´˜^¯¨°©®+±÷×<=>|¦~¬¤¢$£¥₫€"
_LETTERS = ["a", "ă", "â", "b", "ƀ", "c", "d", "đ", *"eêfghijklmnoôơpqrstuưvwxyz"]
_TONES = "\u0300\u0309\u0303\u0301\u0323\u0306\u0302\u030c\u030a\u0308\u030b\u0307"
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"  # of the key: the same order in every collation
_END = "0"  # closes a level; smaller than every weight


def _base36(number: int, width: int) -> str:
    return "" if width == 0 else _base36(number // 36, width - 1) + _DIGITS[number % 36]


_PRIMARY = {
    char: _base36(36 + place, 2)
    for place, char in enumerate([*_PUNCTUATION, *([""] * 200), *"0123456789", *_LETTERS])
    if char
}
_A_SYMBOL, _ANOTHER_SCRIPT = _base36(36 + 150, 2), "z"  # between punctuation and digits; after the alphabet
_PLAIN, _MARKED_FROM, _UPPER, _VARIANT = "1", 2, "2", "3"


def _letter_weight(char: str) -> str:
    if char in _PRIMARY:
        return _PRIMARY[char]
    before_digits = unicodedata.category(char)[0] in "PS"
    return (_A_SYMBOL if before_digits else _ANOTHER_SCRIPT) + _base36(ord(char), 4)


def _mark_weight(mark: str) -> str:
    return _DIGITS[_MARKED_FROM + _TONES.index(mark)] if mark in _TONES else "z"


def _weights(char: str) -> tuple[str, str, str]:
    """Primary, secondary and tertiary weights of one character; ă, â, ê, ô, ơ, ư, đ are letters of"
    " their own."""
    if char == "’":  # for ICU a way to write '
        return _PRIMARY["'"], _VARIANT, _PLAIN
    if char in "\t\n\r\x0b\x0c\x85" or unicodedata.category(char)[0] == "Z":
        return _PRIMARY[" "], _PLAIN, _PLAIN
    if unicodedata.category(char) in ("Cc", "Cf"):
        return "", "", ""
    letters: list[str] = []
    second = third = ""
    variant = unicodedata.normalize("NFKD", char) != unicodedata.normalize("NFD", char)
    for part in unicodedata.normalize("NFKD", char):
        joined = unicodedata.normalize("NFC", letters[-1] + part) if letters else ""
        if joined in _PRIMARY:
            letters[-1] = joined
        elif unicodedata.combining(part):
            second += _mark_weight(part)
        else:
            letters.append(part.lower() if len(part.lower()) == 1 else part)
            second += _PLAIN
            third += _VARIANT if variant else _UPPER if part != part.lower() else _PLAIN
    return "".join(map(_letter_weight, letters)), second, third


class _Level(dict[int, str]):
    """Code point → its weight at one level, worked out the first time a character is met."""

    def __init__(self, level: int) -> None:
        self.level = level

    def __missing__(self, code: int) -> str:
        self[code] = answer = _weights(chr(code))[self.level]
        return answer


_LETTER, _TONE, _CASE = _Level(0), _Level(1), _Level(2)


def sort_key(text: str) -> str:
    """A key of `0-9a-z` that sorts byte by byte as ICU `vi` sorts the text; about two characters a letter.

    Equal keys: equal for ICU too (at its default strength). Numbers are not read: "10" stands before "2".
    """
    text = composed(text)
    tones, cases = text.translate(_TONE).rstrip(_PLAIN), text.translate(_CASE).rstrip(_PLAIN)
    return text.translate(_LETTER) + _END + tones + _END + cases


def person_key(name: str) -> str:
    """Key of a list of persons: by given name (the last word), then family name, then the words between."""
    family, *between = name.split() or [""]
    given = between.pop() if between else family
    return _END.join(map(sort_key, (given, family, " ".join(between))))
