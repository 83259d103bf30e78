"""Opinions that say the same in nearly the same words. Numbers, negations, opposites must be equal: see `stance`."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import pairwise
from math import ceil

from danchu.ground.text.stance import Stance, stance

_SHORTEST = 8  # words: in a shorter text every word counts
_SAME_WORDS = 0.85  # Dice of the words
_SAME_PAIRS = 0.7  # Dice of the pairs of words: the order is nearly the same
_PREFIX = 0.74  # two sets with that Dice share at least this of their union
_LEADERS = 16  # groups looked at for one rare word: the cost stays bounded
_MOST_WORDS = 600  # of a longer text the beginning is compared, all of it must weigh the same


def opinion_key(text: str) -> str:
    """32 hex digits, equal for texts equal up to case, diacritics, tone placement, punctuation and fillers.

    Unlike `fingerprint`, “1.5” is not “15”, “5%” is not “5”, “chưa” is not “chứa”. Made of one text alone: a
    million can be grouped while they stream by.
    """
    return _key(stance(text), text)


def opinion_keys(texts: Iterable[str]) -> Iterator[str]:
    """The key of each text, as they come."""
    return map(opinion_key, texts)


def _key(said: Stance, text: str) -> str:
    whole = " ".join(said.words) + "\0" + "\n".join(said.weight) if said.words else " ".join(text.split())
    return blake2b(whole.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def may_join(one: str, other: str) -> bool:
    """Would the machine put these two into one group? A person may still do so, or part them."""
    a, b = stance(one), stance(other)
    return _key(a, one) == _key(b, other) or (a.weight == b.weight and _nearly(a.words, b.words))


def near_groups(texts: Sequence[str]) -> list[list[int]]:
    """Positions of texts that may be one opinion, each position once, groups and members in order of appearance.

    Each text is compared with the first of a group only, so that a group does not drift. Linear in the number of
    texts; memory holds one small entry for each different text.
    """
    groups: dict[str, list[int]] = {}
    leaders = _Leaders()
    leader_of: dict[str, str] = {}
    for at, text in enumerate(texts):
        said = stance(text)
        key = _key(said, text)
        if key not in leader_of:
            leader_of[key] = leaders.find(said, key)
        groups.setdefault(leader_of[key], []).append(at)
    return list(groups.values())


class _Leaders:
    """The first text of each group, found again by weight and a few of its words."""

    def __init__(self) -> None:
        self._words: dict[str, str] = {}  # key → the words of the leader
        self._where: dict[tuple[int, int], list[str]] = defaultdict(list)

    def find(self, said: Stance, key: str) -> str:
        """The key of the group this text belongs to; its own if it is the first of one."""
        if len(said.words) < _SHORTEST:
            return key
        words = said.words[:_MOST_WORDS]
        places = _places(said.weight, words)
        seen: set[str] = set()
        for place in places:
            for other in self._where.get(place, ()):
                if other not in seen and _nearly(words, tuple(self._words[other].split(" "))):
                    return other
                seen.add(other)
        self._words[key] = " ".join(words)
        for place in places:
            if len(self._where[place]) < _LEADERS:
                self._where[place].append(key)
        return key


def _places(weight: tuple[str, ...], words: Sequence[str]) -> list[tuple[int, int]]:
    """Where to look: texts alike enough share at least one of these words (prefix filter), of the same weight.

    The order is by hash: any fixed order does, and it asks for no pass over all texts first.
    """
    different = sorted({_hash(word) for word in words})
    kept = len(different) - ceil(_PREFIX * len(different)) + 1
    heavy = _hash("\n".join(weight))
    return [(heavy, word) for word in different[:kept]]


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=6).digest(), "big")


def _nearly(one: Sequence[str], other: Sequence[str]) -> bool:
    if min(len(one), len(other)) < _SHORTEST:
        return False
    if _dice(set(one), set(other)) < _SAME_WORDS:
        return False
    return _dice(set(pairwise(one)), set(pairwise(other))) >= _SAME_PAIRS


def _dice(a: set, b: set) -> float:
    return 2 * len(a & b) / (len(a) + len(b))
