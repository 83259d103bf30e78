"""Case codes such as KN-26-7XK4M2: short, read out by phone, with a last character that catches a slip."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import product

# 23 characters, none like another on paper or on the phone (no 0 O, 1 I L, B 8, S 5, Z 2, G 6, U V, W, F, J);
# a prime number of them, so that any one wrong character and any two swapped ones change the check
ALPHABET = "23456789ACDEHKMNPQRTVXY"
SIZE = 6  # characters after the year, the check included
_CHOICES = {c: c for c in ALPHABET} | {"B": "8", "S": "5", "Z": "2", "G": "6", "U": "V", "O": "DQ", "0": "DQ"}
_AS_DIGIT = str.maketrans("OILSBZG", "0115826")
_AS_LETTER = str.maketrans("01", "OI")
_SHAPE = re.compile(rf"([A-Z01]{{2,5}})([0-9OILSBZG]{{2}})([0-9A-Z]{{{SIZE}}})")
_FIGURES = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SOUNDS = {str(figure): sound for figure, sound in enumerate(_FIGURES)} | {
    "A": "a", "C": "xê", "D": "dê", "E": "e", "H": "hát", "K": "ca", "M": "mờ", "N": "nờ", "P": "pê",
    "Q": "quy", "R": "rờ", "T": "tê", "V": "vê", "X": "ích", "Y": "y dài",
}  # fmt: skip


def _check(prefix: str, year: str, body: str) -> str:
    """The character that makes the weighted sum right, prefix and year included."""
    values = [int(c, 36) for c in prefix + year] + [ALPHABET.index(c) for c in body]
    total = sum(weight * value for weight, value in enumerate(reversed(values), start=2))
    return ALPHABET[total % len(ALPHABET)]


def new_code(prefix: str, year: int, random: bytes) -> str:
    """`KN-26-` and five characters drawn from `random` (8 bytes or more, of `secrets`), and the check.

    Raises ValueError for a prefix that is not 2–5 letters A–Z or for fewer than 8 random bytes.
    There are 6.4 million codes a prefix and year: a unique constraint and a second draw are needed, and
    the code alone must not open what is not public.
    """
    if not re.fullmatch("[A-Z]{2,5}", prefix) or len(random) < 8:
        raise ValueError("a code needs a prefix of 2 to 5 letters and at least 8 random bytes")
    number, body = int.from_bytes(random), ""
    for _ in range(SIZE - 1):
        number, place = divmod(number, len(ALPHABET))
        body += ALPHABET[place]
    short = f"{year % 100:02d}"
    return f"{prefix}-{short}-{body}{_check(prefix, short, body)}"


def read_code(typed: str) -> str | None:
    """The code a person meant, or None.

    Any case, spacing, dashes, full width; look-alikes (O, S, B…) where only one reading passes the check.
    """
    if len(typed) > 100:
        return None
    plain = unicodedata.normalize("NFKD", typed.upper().replace("Đ", "D")).upper()
    found = _SHAPE.fullmatch("".join(c for c in plain if c.isascii() and c.isalnum()))
    if not found or re.search(r"[^\W_]", re.sub(r"[\x00-\x7f\u0300-\u036f]", "", plain)):
        return None
    prefix, year, body = found[1].translate(_AS_LETTER), found[2].translate(_AS_DIGIT), found[3]
    readings = set(_readings(prefix, year, body))
    return readings.pop() if len(readings) == 1 else None


def _readings(prefix: str, year: str, body: str) -> Iterator[str]:
    for chars in product(*(_CHOICES.get(c, "") for c in body)):
        meant = "".join(chars)
        if _check(prefix, year, meant[:-1]) == meant[-1]:
            yield f"{prefix}-{year}-{meant}"


def spoken(code: str) -> str:
    """How to read it out by phone: "K N, hai sáu, bảy, ích, ca, bốn, mờ, hai"."""
    prefix, year, body = code.split("-")
    sounds = [" ".join(prefix), " ".join(_SOUNDS[c] for c in year), *(_SOUNDS[c] for c in body)]
    return ", ".join(sounds)
