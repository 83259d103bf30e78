"""Which names stand in the words of an address, and how well they agree with the map. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from danchu.ground.offices.gazetteer import Entry, Layer, the_gazetteer
from danchu.ground.offices.names import ANY_TYPE, COMMUNE_TYPES, LONGEST, Word, marked


@dataclass(frozen=True, slots=True)
class Match:
    """Words `start` to `end` name one of `entries`; `typed` is the type written before the name."""

    start: int
    end: int
    entries: tuple[Entry, ...]
    typed: str | None


class NamesIn:
    """The names in the words of one address."""

    def __init__(self, words: list[Word]) -> None:
        self.words = words
        self.has_marks = any(word.marked != word.plain for word in words)

    def endings(self, end: int, layer: Layer, types: dict[str, str], *, loose: bool) -> Iterator[Match]:
        """Names of `layer` that end before word `end`, the longest first; none reaches over a comma."""
        table = the_gazetteer().names[layer]
        found: list[Match | None] = []
        written = ""
        for start in range(end - 1, max(-1, end - LONGEST - 1), -1):
            if written[:1].isdigit() and self.words[start].plain.isdigit():
                break  # "2 5" is no ward 25
            written = self.words[start].plain + written
            entries = table.get(written)
            if entries:
                found.append(self._with_type(start, end, entries, types, loose))
            if self.words[start].after_comma:
                break
        return filter(None, reversed(found))

    def _with_type(
        self, start: int, end: int, entries: tuple[Entry, ...], types: dict[str, str], loose: bool
    ) -> Match | None:
        """A name counts when its type stands before it, or when it begins its part of the address."""
        before, size = self._type_before(start)
        if before in types:
            return Match(start - size, end, entries, types[before])
        if end - start == 1 and self.words[start].plain.isdigit():
            return None
        if before and (not loose or self.words[start - size].starts):
            return None  # "Phường Hà Nội" is no city; "Xuân Phương Hà Nội" may be
        return Match(start, end, entries, None) if loose or self.words[start].starts else None

    def _type_before(self, start: int) -> tuple[str, int]:
        """The type word that ends just before word `start`, in the same part, and its length in words."""
        if self.words[start].after_comma:
            return "", 0
        for size in (2, 1):
            if size <= start and self._is_type(start - size, start):
                return " ".join(word.plain for word in self.words[start - size : start]), size
        return "", 0

    def _is_type(self, start: int, end: int) -> bool:
        """Words of a type, with its own marks or none: "Phương" and "Xá" are names, not types."""
        words = self.words[start:end]
        plain, written = (" ".join(getattr(word, form) for word in words) for form in ("plain", "marked"))
        if plain not in ANY_TYPE:
            return False
        unbarred = written.replace("đ", "")  # ĐK for đặc khu
        return unbarred in (plain, marked(ANY_TYPE[plain]).replace("đ", ""))

    def best(self, match: Match, entries: list[Entry]) -> tuple[Entry, ...]:
        """Those that agree in marks and type; if none does, all: a slip of the pen is no choice of ours."""
        return tuple(e for e in entries if self.is_exact(match, e)) or tuple(entries)

    def is_exact(self, match: Match, entry: Entry) -> bool:
        return match.typed in (None, entry.type_name) and self._marks_agree(match, entry)

    def _marks_agree(self, match: Match, entry: Entry) -> bool:
        if not self.has_marks:
            return True
        written = [word.marked for word in self.words[match.start : match.end]]
        name = marked(entry.name).split()
        return written[-len(name) :] == name

    def writes_a_commune(self, end: int) -> bool:
        """Did the person write a commune before word `end`, even one we do not know?"""
        spans = [(at, at + size) for at in range(end) for size in (1, 2) if at + size <= end]
        return any(self._writes_type(at, upto) for at, upto in spans)

    def _writes_type(self, start: int, end: int) -> bool:
        plain = " ".join(word.plain for word in self.words[start:end])
        abbreviated = len(plain) <= 2
        begins = (
            self.words[start].starts or not abbreviated
        )  # a lone letter elsewhere is part of a house number
        return plain in COMMUNE_TYPES and begins and self._is_type(start, end)


def of_type(match: Match, entries: tuple[Entry, ...]) -> Match:
    """Those of the type that was written; all of them if none is: types of districts changed often."""
    exact = tuple(e for e in entries if match.typed in (None, e.type_name))
    return Match(match.start, match.end, exact or entries, match.typed)
