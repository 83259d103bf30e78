"""Two ways to compare words, both for search columns: `fold` forgets diacritics, `exact` keeps them."""

import unicodedata

from danchu.ground.text.normalise import decomposed, tone_style

_LATIN_MARKS = [range(0x300, 0x370), range(0x1AB0, 0x1B00), range(0x1DC0, 0x1E00), range(0x20D0, 0x2100),
                range(0xFE00, 0xFE10), range(0xFE20, 0xFE30)]  # fmt: skip
# letters Unicode does not take apart: Vietnamese, and those of Ê Đê, Gia Rai, Ba Na
_PLAIN = {"đ": "d", "ð": "d", "ƀ": "b", "ł": "l", "ø": "o", "ŋ": "n", "ı": "i"}


class _Folded(dict[int, str]):
    """Code point → what stands for it, worked out the first time a character is met."""

    def __missing__(self, code: int) -> str:
        self[code] = answer = _fold_one(chr(code))
        return answer


class _Kept(dict[int, str]):
    """Code point → itself if it belongs to a word, else a space."""

    def __missing__(self, code: int) -> str:
        self[code] = answer = chr(code) if _in_a_word(chr(code)) else _gap(chr(code))
        return answer


def _in_a_word(char: str) -> bool:
    return unicodedata.category(char)[0] in "LNM"


def _gap(char: str) -> str:
    return "" if unicodedata.category(char) == "Cf" else " "  # zero-width characters do not part a word


def _fold_one(char: str) -> str:
    if any(ord(char) in marks for marks in _LATIN_MARKS):
        return ""
    if not _in_a_word(char):
        return _gap(char)
    plain = unicodedata.normalize("NFKD", _PLAIN.get(char.lower(), char.casefold()))
    return plain if plain == char else "".join(_fold_one(c) for c in plain)


_FOLDED = _Folded()
_KEPT = _Kept()


def fold(text: str) -> str:
    """Lower case, no diacritics, đ → d, anything but letters and digits → one space.

    The same for NFC, NFD, `hòa` and `hoà`; idempotent; letters of other scripts stay (Lao, Khmer, Tai Viet).
    """
    return " ".join((text if text.isascii() else decomposed(text)).translate(_FOLDED).split())


def exact(text: str) -> str:
    """NFC, one tone placement, lower case, punctuation → one space: for whoever types the diacritics."""
    return " ".join(tone_style(text.lower()).translate(_KEPT).split())


def words(text: str) -> list[str]:
    """The folded words, in order, repeats included."""
    return fold(text).split()


def same(a: str, b: str) -> bool:
    """Are they the same words up to case, diacritics, tone placement, punctuation and spacing?"""
    return fold(a) == fold(b)
