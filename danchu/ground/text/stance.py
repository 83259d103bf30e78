"""What must be equal for two opinions to be one: numbers with their units, negations, words that have an opposite."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from danchu.ground.text.fold import fold
from danchu.ground.text.normalise import composed, tone_style
from danchu.ground.text.weighty import AMBIGUOUS, HEAVY, HEAVY_PHRASES, KEEP_MARKS, LIGHT, LIGHT_PHRASES, TEENCODE

# a number with its sign and what clings to it (5%, 50k, 10km²); else a word; else a sign that says something
_TOKEN = re.compile(r"(?P<number>(?<![^\s(])[+\-−]?\d+(?:[.,]\d+)*|\d+(?:[.,]\d+)*)(?P<unit>[%‰°$€₫]|[^\W\d_]+[²³23]?)?"
                    r"|(?P<word>[^\W_]+)|(?P<sign>[^\w\s])")  # fmt: skip
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_ROMAN = re.compile(r"[ivxlc]+")
_SECTION_WORDS = frozenset("chuong phan muc phu diem khoan dieu luc quy bac nhom lop loai hang cap".split())


@dataclass(frozen=True)
class Stance:
    """`weight`: what must be equal, in order. `words`: all that is said, without what does not matter."""

    weight: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True)
class _Token:
    text: str  # as it is compared
    heavy: bool = False
    number: bool = False


def stance(text: str) -> Stance:
    """Each weighty word is bound to what it is said of: “tăng A, giảm B” is not “giảm A, tăng B”."""
    tokens = _tokens(text)
    weight = []
    for at, token in enumerate(tokens):
        if token.heavy:
            before = tokens[at - 1].text if token.number and at else ""
            after = tokens[at + 1].text if at + 1 < len(tokens) else ""
            weight.append(f"{before}|{token.text}|{after}")
    return Stance(tuple(weight), tuple(token.text for token in tokens))


def _tokens(text: str) -> list[_Token]:
    """What matters, in order; fillers are left out."""
    raw = _expanded(text)
    found: list[_Token] = []
    at = 0
    while at < len(raw):
        word, kind = raw[at]
        pair = (word, raw[at + 1][0]) if at + 1 < len(raw) else (word, "")
        if pair in LIGHT_PHRASES:
            at += 2
            continue
        phrase = _phrase(pair, raw[at + 2][1] if at + 2 < len(raw) else "")
        token = phrase or _token(word, kind, found[-1].text if found else "")
        if token:
            found.append(token)
        at += 2 if phrase else 1
    return found


def _phrase(pair: tuple[str, str], after: str) -> _Token | None:
    if pair == AMBIGUOUS and after != "number":
        return None
    said = HEAVY_PHRASES.get(pair)
    return _Token(said, heavy=True) if said else None


def _token(word: str, kind: str, before: str) -> _Token | None:
    if kind != "word":
        return _Token(word, heavy=True, number=kind == "number")
    plain = _folded(word)
    if before in _SECTION_WORDS and (len(plain) == 1 or _ROMAN.fullmatch(plain)):
        return _Token(word, heavy=True, number=True)  # Chương ii, điểm đ
    if word in LIGHT:
        return None
    if len(plain) == 1:
        return _Token(word, heavy=True, number=True)
    return _Token(word if word in KEEP_MARKS else plain, heavy=plain in HEAVY)


def _expanded(text: str) -> list[tuple[str, str]]:
    """(word, kind) with tones in one place, numbers in one form, the short forms of the young written out."""
    found: list[tuple[str, str]] = []
    for each in _TOKEN.finditer(tone_style(composed(text).lower())):
        if each["number"]:
            found.append((_number(each["number"]) + (each["unit"] or ""), "number"))
        elif each["word"]:
            after_label = bool(found) and (found[-1][1] == "number" or _folded(found[-1][0]) in _SECTION_WORDS)
            label = after_label and len(each["word"]) == 1  # 50 k, khoản k
            said = each["word"] if label else TEENCODE.get(each["word"], each["word"])
            found.extend((word, "word") for word in said.split())
        elif unicodedata.category(each["sign"]) in ("So", "Sm"):
            found.append((each["sign"], "sign"))
    return found


def _number(said: str) -> str:
    """1.000.000 and 1,000,000 → 1000000; 05 → 5; 1,5 and 1.5 → 1.5; the sign stays."""
    sign = "-" if said[0] in "-−" else ""
    digits = said.lstrip("+-−")
    if _THOUSANDS.fullmatch(digits):
        return sign + re.sub(r"[.,]", "", digits)
    whole, *rest = re.split(r"[.,]", digits)
    return sign + ".".join((whole.lstrip("0") or "0", *rest))


@lru_cache(maxsize=50_000)
def _folded(word: str) -> str:
    return fold(word)
