"""Two versions of a draft, part by part: what stayed, changed, moved, got another number, split, merged, is new, gone.

Matching only finds out which part is which; what its words became is always told, with numbers and negations.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from danchu.ground.drafts.pairing import Item, contained, pair, parts_of
from danchu.ground.drafts.parts import CLAUSES, Document, Kind, Part, walk, whole_text
from danchu.ground.drafts.word_changes import Segment, word_changes

_LEVELS = (frozenset({Kind.ARTICLE}), CLAUSES, frozenset({Kind.POINT}))
_AROUND = frozenset(Kind) - {Kind.ARTICLE, Kind.POINT} - CLAUSES
_ALIKE_ELSEWHERE = 0.7  # a clause found in another article must be likelier the same one
_ELSEWHERE = 0.5  # a piece still here was not split off


class Status(StrEnum):
    """What became of a part, in one word; `Change.changed` says whether its own words differ, too."""

    SAME = "same"  # giữ nguyên
    CHANGED = "changed"  # sửa đổi
    MOVED = "moved"  # chuyển chỗ
    RENUMBERED = "renumbered"  # đổi số
    SPLIT = "split"  # tách ra từ phần khác
    MERGED = "merged"  # nhập vào phần khác
    ADDED = "added"  # thêm mới
    REMOVED = "removed"  # bỏ


@dataclass(frozen=True)
class Change:
    """One part. SPLIT: `old` is what it came from; MERGED: `new` is what it went into. `inside` counts below it."""

    status: Status
    old: Part | None
    new: Part | None
    changed: bool = False
    inside: int = 0

    @property
    def part(self) -> Part:
        """The part it speaks of: as it is now, or was."""
        part = self.old if self.status in (Status.REMOVED, Status.MERGED) else self.new
        assert part is not None
        return part

    def segments(self) -> tuple[Segment, ...]:
        """What became of its own words (those of the parts below aside)."""
        one_sided = {Status.ADDED: ("", self.new), Status.REMOVED: (self.old, "")}
        old, new = one_sided.get(self.status, (self.old, self.new))
        return word_changes(_own(old) if isinstance(old, Part) else "", _own(new) if isinstance(new, Part) else "")


@dataclass(frozen=True)
class Comparison:
    """Every part of the new version in reading order; what is gone stands where it stood."""

    changes: tuple[Change, ...]

    def counts(self, *kinds: Kind) -> dict[Status, int]:
        """How many parts (of these kinds) of each status."""
        return dict(Counter(c.status for c in self.changes if not kinds or c.part.kind in kinds))

    def of(self, eid: str) -> Change | None:
        """What became of the part with this id in the OLD version: where an opinion on it belongs now."""
        return next((c for c in self.changes if c.old and c.old.eid == eid and c.status is not Status.SPLIT), None)


def compare(old: Document, new: Document) -> Comparison:
    """Match by text and number, never by number alone where the words are another part's."""
    return _Comparing(old, new).result()


def _own(part: Part) -> str:
    return "\n".join(filter(None, (part.heading, part.text)))


class _Version:
    """A document laid flat."""

    def __init__(self, document: Document) -> None:
        self.parts = list(walk(document.parts))
        self.place = {part.eid: at for at, part in enumerate(self.parts)}
        self.parent = {child.eid: part.eid for part in self.parts for child in part.children}
        self._items: dict[str, Item] = {}

    def of(self, kinds: Iterable[Kind]) -> list[Part]:
        return [part for part in self.parts if part.kind in kinds]

    def item(self, part: Part) -> Item:
        if part.eid not in self._items:
            self._items[part.eid] = Item(part.number, part.heading, whole_text(part))
        return self._items[part.eid]


class _Comparing:
    def __init__(self, old: Document, new: Document) -> None:
        self.old, self.new = _Version(old), _Version(new)
        self.became: dict[str, str] = {}  # old id → new id
        self.was: dict[str, str] = {}

    def result(self) -> Comparison:
        for kinds in _LEVELS:
            self._inside_matched(kinds)
            self._match(self._left(self.old, kinds), self._left(self.new, kinds), _ALIKE_ELSEWHERE)
        self._around()
        return Comparison(tuple(self._in_order(self._changes())))

    # --- which is which -------------------------------------------------------------------------

    def _left(self, version: _Version, kinds: Iterable[Kind]) -> list[Part]:
        known = self.became if version is self.old else self.was
        return [part for part in version.of(kinds) if part.eid not in known]

    def _inside_matched(self, kinds: frozenset[Kind]) -> None:
        """Articles through the whole text; clauses and points first inside the parent that was matched."""
        if Kind.ARTICLE in kinds:
            self._match(self.old.of(kinds), self.new.of(kinds))
            return
        olds, news = self._by_parent(self.old, kinds), self._by_parent(self.new, kinds)
        for parent, parts in olds.items():
            self._match(parts, news.get(self.became.get(parent, ""), []))

    def _by_parent(self, version: _Version, kinds: Iterable[Kind]) -> dict[str, list[Part]]:
        found: dict[str, list[Part]] = defaultdict(list)
        for part in version.of(kinds):
            found[version.parent.get(part.eid, "")].append(part)
        return found

    def _match(self, olds: Sequence[Part], news: Sequence[Part], alike: float | None = None) -> None:
        one, other = [self.old.item(part) for part in olds], [self.new.item(part) for part in news]
        if not one or not other:
            return
        found = pair(one, other) if alike is None else pair(one, other, alike)
        self._settle((olds[a], news[b]) for a, b in found.items())

    def _settle(self, pairs: Iterable[tuple[Part, Part]]) -> None:
        for old, new in pairs:
            self.became[old.eid] = new.eid
            self.was[new.eid] = old.eid

    def _around(self) -> None:
        """Chapters and what stands around the articles: by their own words, then by their id."""
        for kind in _AROUND:
            olds, news = self._left(self.old, {kind}), self._left(self.new, {kind})
            one, other = ([Item(p.number, p.heading, _own(p)) for p in parts] for parts in (olds, news))
            self._settle((olds[a], news[b]) for a, b in pair(one, other).items())
            by_eid = {part.eid: part for part in self._left(self.new, {kind})}
            self._settle([(p, by_eid[p.eid]) for p in self._left(self.old, {kind}) if p.eid in by_eid])

    # --- what became of it ----------------------------------------------------------------------

    def _changes(self) -> Iterator[Change]:
        split, merged = self._split(), self._merged()
        inside = self._inside({*split, *(p.eid for p in self.new.parts if p.eid not in self.was)})
        for part in self.new.parts:
            if part.eid in self.was:
                old = self.old.parts[self.old.place[self.was[part.eid]]]
                yield Change(self._status(old, part), old, part, _own(old) != _own(part), inside[part.eid])
            elif part.eid in split:
                yield Change(Status.SPLIT, split[part.eid], part, True, inside[part.eid])
            else:
                yield Change(Status.ADDED, None, part, True, inside[part.eid])
        for part in self.old.parts:
            if part.eid not in self.became:
                into = merged.get(part.eid)
                yield Change(Status.MERGED if into else Status.REMOVED, part, into, True)

    def _status(self, old: Part, new: Part) -> Status:
        above_old, above_new = self.old.parent.get(old.eid, ""), self.new.parent.get(new.eid, "")
        if (above_old or above_new) and self.became.get(above_old, "") != above_new:
            return Status.MOVED
        if old.number.casefold() != new.number.casefold():
            return Status.RENUMBERED
        return Status.CHANGED if _own(old) != _own(new) else Status.SAME

    def _inside(self, fresh: set[str]) -> Counter[str]:
        """Per part of the new version: how many parts below it are new, gone, or differ."""
        found: Counter[str] = Counter()
        for part in self.new.parts:
            old = self.old.parts[self.old.place[self.was[part.eid]]] if part.eid in self.was else None
            if part.eid in fresh or (old and (_own(old) != _own(part) or self._status(old, part) is not Status.SAME)):
                self._count_up(found, self.new.parent.get(part.eid, ""))
        for part in self.old.parts:
            if part.eid not in self.became:
                above = self.old.parent.get(part.eid, "")
                while above and above not in self.became:
                    above = self.old.parent.get(above, "")
                self._count_up(found, self.became.get(above, ""))
        return found

    def _count_up(self, found: Counter[str], eid: str) -> None:
        while eid:
            found[eid] += 1
            eid = self.new.parent.get(eid, "")

    def _split(self) -> dict[str, Part]:
        """New part → the old one whose words it took away."""
        found = {}
        for kinds in _LEVELS:
            fresh = self._left(self.new, kinds)
            kept = [p for p in self.old.of(kinds) if p.eid in self.became and self._differs(self.became[p.eid])]
            smalls, wholes = [self.new.item(p) for p in fresh], [self.old.item(p) for p in kept]
            for small, whole in parts_of(smalls, wholes).items():
                now = self.new.parts[self.new.place[self.became[kept[whole].eid]]]
                if contained(smalls[small], self.new.item(now)) < _ELSEWHERE:
                    found[fresh[small].eid] = kept[whole]
        return found

    def _merged(self) -> dict[str, Part]:
        """Old part → the new one that took its words in."""
        found = {}
        for kinds in _LEVELS:
            gone = self._left(self.old, kinds)
            kept = [p for p in self.new.of(kinds) if p.eid in self.was and self._differs(p.eid)]
            smalls, wholes = [self.old.item(p) for p in gone], [self.new.item(p) for p in kept]
            for small, whole in parts_of(smalls, wholes).items():
                before = self.old.parts[self.old.place[self.was[kept[whole].eid]]]
                if contained(smalls[small], self.old.item(before)) < _ELSEWHERE:
                    found[gone[small].eid] = kept[whole]
        return found

    def _differs(self, eid: str) -> bool:
        """Is anything else said now in this part of the new version, or below it?"""
        old, new = self.old.parts[self.old.place[self.was[eid]]], self.new.parts[self.new.place[eid]]
        return self.old.item(old).text != self.new.item(new).text

    def _in_order(self, changes: Iterable[Change]) -> list[Change]:
        """By place in the new version; what is gone follows the part it followed."""
        after, last = {}, -1
        for at, part in enumerate(self.old.parts):
            last = self.new.place[self.became[part.eid]] if part.eid in self.became else last
            after[part.eid] = (last, 1, at)

        def where(change: Change) -> tuple[int, int, int]:
            gone = change.status in (Status.REMOVED, Status.MERGED)
            return after[change.part.eid] if gone else (self.new.place[change.part.eid], 0, 0)

        return sorted(changes, key=where)
