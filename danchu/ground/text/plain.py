"""A text seen without diacritics, letter by letter, that remembers where each letter stood."""

import unicodedata
from dataclasses import dataclass
from functools import cached_property

from danchu.ground.text.fold import fold
from danchu.ground.text.normalise import composed

_ALIKE = {"đ": "d", "Đ": "D", **dict.fromkeys("’‘ʼ`´", "'"), **dict.fromkeys("–—‐‑−", "-")}


class _OneForOne(dict[int, str]):
    """Code point → exactly one character: the letter without marks, case kept; else the character itself."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        base = _ALIKE.get(char) or str(unicodedata.digit(char, "")) or unicodedata.normalize("NFKD", char)[:1]
        base = " " if unicodedata.category(char) == "Zs" or char in "\t\r" else base
        self[code] = answer = base if base.isascii() else char
        return answer


_TABLE = _OneForOne()


def _hidden(char: str) -> bool:
    return (
        unicodedata.category(char) in ("Cf", "Me") or "\ufe00" <= char <= "\ufe0f"
    )  # also a digit in a keycap


@dataclass(frozen=True)
class Plain:
    """`seen`: diacritics kept (NFC); `cased`: same length, none; `low`: lower case as well.

    Positions in these three are turned into positions of the text as given by `start` and `end`.
    """

    seen: str
    cased: str
    low: str
    starts: list[int] | None  # None: position for position the same as given
    stops: list[int] | None

    @cached_property
    def unmarked(self) -> bool:
        """Is it written without diacritics (so that "ba" may mean "bà")?"""
        return self.seen.isascii() or not any(
            c != p for c, p in zip(self.seen, self.cased, strict=True) if c.isalpha()
        )

    def start(self, place: int) -> int:
        """Where the letter at `place` begins in the given text."""
        return place if self.starts is None else self.starts[place]

    def end(self, place: int) -> int:
        """Where the letter before `place` ends in the given text."""
        return place if self.stops is None else self.stops[place - 1]

    def reads(self, start: int, end: int, meant: str) -> bool:
        """Does `start:end` say `meant`, with its diacritics, or without where the writer uses none?"""
        written = self.seen[start:end].lower()
        return written == meant or (self.unmarked and written == fold(meant))


def view(text: str) -> Plain:
    """See `text` plain; zero-width and direction characters are passed over, marks join their letter."""
    seen, starts, stops = text, None, None
    if not text.isascii() and _needs_places(text):
        seen, starts, stops = _with_places(text)
    cased = seen.translate(_TABLE)
    return Plain(seen, cased, _lower(cased), starts, stops)


_LOW = {c: c + 32 for c in range(65, 91)}


def _lower(cased: str) -> str:
    return cased.translate(_LOW)


def _needs_places(text: str) -> bool:
    return any(map(_hidden, set(text))) or not unicodedata.is_normalized("NFC", text)


def _with_places(text: str) -> tuple[str, list[int], list[int]]:
    out: list[str] = []
    starts: list[int] = []
    stops: list[int] = []
    for start, end in _clusters(text):
        letter = composed("".join(c for c in text[start:end] if not _hidden(c)))
        out.append(letter)
        starts += [start] * len(letter)
        stops += [end] * len(letter)
    return "".join(out), starts, stops


def _clusters(text: str) -> list[tuple[int, int]]:
    """Each letter with the marks and hidden characters after it."""
    begins = [i for i, c in enumerate(text) if not (unicodedata.combining(c) or _hidden(c))]
    begins = begins if begins[:1] == [0] else [0, *begins]
    return [(a, _before_hidden(text, a, b)) for a, b in zip(begins, [*begins[1:], len(text)], strict=True)]


def _before_hidden(text: str, start: int, end: int) -> int:
    while end > start + 1 and _hidden(text[end - 1]):
        end -= 1
    return end
