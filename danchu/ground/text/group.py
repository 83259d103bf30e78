"""Which texts are the same, and how alike two are: for duplicates at the door and for similar cases."""

from hashlib import blake2b
from itertools import pairwise

from danchu.ground.text.fold import words

_WORDS_COMPARED = 400  # a longer text is known by its beginning


def fingerprint(text: str) -> str:
    """32 hex digits, equal for texts equal up to case, diacritics, tone placement, punctuation, spacing.

    It tells who knows the text that it is there: keep it where the text is kept.
    """
    letters = "".join(words(text)) or " ".join(text.split())  # only emoji or marks: compare those
    return blake2b(letters.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def group(texts: list[str]) -> list[list[int]]:
    """Positions of the texts that are the same, each position once, in order of first appearance."""
    found: dict[str, list[int]] = {}
    for place, text in enumerate(texts):
        found.setdefault(fingerprint(text), []).append(place)
    return list(found.values())


def similar(a: str, b: str) -> float:
    """From 0 to 1: the share of words and word pairs two texts have in common (Dice), diacritics aside."""
    one, other = _shingles(a), _shingles(b)
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else float(one == other)


def _shingles(text: str) -> set[str]:
    listed = words(text)[:_WORDS_COMPARED]
    return {*listed, *(f"{one} {two}" for one, two in pairwise(listed))}
