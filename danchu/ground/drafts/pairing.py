"""Which part of the old version is which part of the new: same text first, then the likest, at a bounded cost."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from danchu.ground.text.fold import words

_RAREST = 24  # shingles of a part looked up among the others
_COMMON = 60  # parts that share a shingle: more say nothing about who is who
_CANDIDATES = 8  # compared in full
_ALL_WITH_ALL = 400  # pairs: up to here each is looked at
_ALIKE = 0.5  # Dice of words and word pairs: the same part, whatever its number
_ALIKE_IF_SAME_NUMBER = 0.25
_CONTAINED = 0.75  # share of a part's words and pairs that the other holds
_SHORTEST = 8  # words: a shorter text is in many


@dataclass(frozen=True)
class Item:
    """A part as it is compared. `number` and `heading` count in its favour; `text` is what it says."""

    number: str
    heading: str
    text: str

    @cached_property
    def shingles(self) -> frozenset[str]:
        """Words and pairs of words, diacritics aside; worked out only for parts whose text is not there again."""
        listed = words(self.text)
        return frozenset((*listed, *map(" ".join, pairwise(listed))))


def pair(olds: Sequence[Item], news: Sequence[Item], alike: float = _ALIKE) -> dict[int, int]:
    """Old position → new position, each used at most once. Twins are paired in order."""
    found = _same_text(olds, news)
    taken = set(found.values())
    left = [at for at in range(len(olds)) if at not in found]
    open_news = [at for at in range(len(news)) if at not in taken]
    scored = sorted(_scored(olds, left, news, open_news, alike))
    for _, _, old, new in scored:
        if old not in found and new not in taken:
            found[old] = new
            taken.add(new)
    return found


def _same_text(olds: Sequence[Item], news: Sequence[Item]) -> dict[int, int]:
    """Same text and number; then same text, in order."""
    found: dict[int, int] = {}
    taken: set[int] = set()
    for with_number in (True, False):
        waiting: dict[tuple[str, str], list[int]] = defaultdict(list)
        for at in range(len(news) - 1, -1, -1):
            if at not in taken:
                waiting[news[at].text, news[at].number if with_number else ""].append(at)
        for at, old in enumerate(olds):
            places = waiting.get((old.text, old.number if with_number else "")) if at not in found else None
            if places:
                found[at] = places.pop()
                taken.add(found[at])
    return found


def _scored(
    olds: Sequence[Item], left: Sequence[int], news: Sequence[Item], open_news: Sequence[int], alike: float
) -> Iterator[tuple[float, int, int, int]]:
    """(minus the score, how far apart, old, new) of each pair that may be one."""
    index = _Index(news, open_news) if len(left) * len(open_news) > _ALL_WITH_ALL else None
    by_number = defaultdict(list)
    for at in open_news:
        by_number[news[at].number].append(at)
    for at in left:
        old = olds[at]
        near = index.likest(old.shingles) if index else open_news
        for new in {*near, *by_number[old.number][:2]}:
            score = _score(old, news[new], alike)
            if score:
                yield -score, abs(at - new), at, new


def _score(old: Item, new: Item, alike: float) -> float:
    """0 when they are not the same part."""
    dice = 2 * len(old.shingles & new.shingles) / max(1, len(old.shingles) + len(new.shingles))
    number, heading = old.number == new.number, bool(old.heading) and old.heading == new.heading
    enough = dice >= alike or (number and (heading or dice >= _ALIKE_IF_SAME_NUMBER))
    return dice + 0.1 * number + 0.1 * heading if enough else 0


class _Index:
    """Shingle → the positions that have it."""

    def __init__(self, items: Sequence[Item], positions: Iterable[int]) -> None:
        self._where: dict[str, list[int]] = defaultdict(list)
        for at in positions:
            for shingle in items[at].shingles:
                self._where[shingle].append(at)

    def likest(self, shingles: frozenset[str]) -> list[int]:
        """The few that share most of this one's rare shingles."""
        known = sorted((len(self._where[s]), s) for s in shingles if s in self._where)
        hits: Counter[int] = Counter()
        for many, shingle in known[:_RAREST]:
            if many <= _COMMON:
                hits.update(self._where[shingle])
        return [at for at, _ in hits.most_common(_CANDIDATES)]


def parts_of(smalls: Sequence[Item], wholes: Sequence[Item]) -> dict[int, int]:
    """Position of a small item → the whole that holds most of its words; only where one does."""
    index = _Index(wholes, range(len(wholes)) if smalls else ())
    found = {}
    for at, small in enumerate(smalls):
        held = [(contained(small, wholes[whole]), -whole) for whole in index.likest(small.shingles)]
        if held and max(held)[0] >= _CONTAINED and small.text.count(" ") >= _SHORTEST - 1:
            found[at] = -max(held)[1]
    return found


def contained(small: Item, whole: Item) -> float:
    """From 0 to 1: how much of `small` stands in `whole`."""
    return len(small.shingles & whole.shingles) / max(1, len(small.shingles))
