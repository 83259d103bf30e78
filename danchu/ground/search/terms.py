"""Which terms a text is listed under, and which a question asks for. Pure: words in, terms out.

A term is a folded word (`ngap`), two that stand together (`ngap nuoc`), the beginning of a longer one (`nga*`), a word
as it is spelled (`=ngập`) or begun so (`=ngậ*`), or a scope (`/kpetition`). Words hold letters, marks and digits only
(as `text.fold` writes them): the signs keep the sorts apart, and nobody can type them.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from danchu.ground.text.fold import exact, fold

LONGEST_WORD = 60
MOST_WORDS = 12
# One letter begins half the language; from six on a Vietnamese syllable is all but whole.
BEGUN_LETTERS = range(2, 6)
_PART = re.compile(r'"([^"]*)"?|([^"\s]+)')


@dataclass(frozen=True)
class Question:
    """What was typed, understood: phrases of words, whether the last word is only begun, whether spelling counts."""

    phrases: tuple[tuple[str, ...], ...] = ()
    begun: bool = False
    spelled: bool = False  # typed with diacritics: finds just that

    @property
    def must_be_read(self) -> bool:
        """Terms show pairs of folded words; whether three or a spelling stand together, only the text shows."""
        return any(len(p) > (1 if self.spelled else 2) for p in self.phrases)

    def is_in(self, words: str) -> bool:
        """Do these words of a text, written the way the question is, hold all that is asked?"""
        text, (*whole, last) = f" {words} ", [f" {' '.join(p)}" for p in self.phrases]
        return all(f"{p} " in text for p in whole) and (last if self.begun else f"{last} ") in text


def understand(query: str) -> Question:
    """Any text at all; of a long one the beginning."""
    query = query[:500]
    spelled = exact(query) != fold(query)
    write = exact if spelled else fold
    phrases: list[tuple[str, ...]] = []
    begun = False
    for quoted, bare in _PART.findall(query):
        words = [w[:LONGEST_WORD] for w in write(quoted or bare).split()]
        phrases += [tuple(words)] if quoted and words else [(w,) for w in words]
        begun = (bool(bare) and len(words[-1]) in BEGUN_LETTERS) if words else begun
    return Question(tuple(phrases[:MOST_WORDS]), begun and len(phrases) <= MOST_WORDS, spelled)


def asked(question: Question, scope: str) -> list[tuple[str, ...]]:
    """All must be met, each by any of its terms."""
    sign = "=" if question.spelled else ""
    wanted: list[tuple[str, ...]] = [(scope,)] if scope else []
    for phrase in question.phrases:
        wanted += [(sign + word,) for word in phrase] if len(phrase) == 1 or question.spelled else []
        wanted += [(pair,) for pair in _pairs(fold(" ".join(phrase)).split())] if len(phrase) > 1 else []
    if question.begun:
        word = sign + question.phrases[-1][-1]
        wanted[-1] = (word, f"{word}*")
    return wanted


def of_text(body_folded: str, body_exact: str, scope: str) -> set[str]:
    """All terms of one text, each once."""
    folded = body_folded.split()
    terms = set(scope.split())
    terms.update(_pairs(folded))
    terms.update(*map(_of_word, set(folded)))
    terms.update(*map(_of_spelled_word, set(body_exact.split())))
    return terms


def _pairs(words: Iterable[str]) -> Iterable[str]:
    return (f"{one} {next_one}" for one, next_one in pairwise(words))


@lru_cache(maxsize=20_000)
def _of_word(word: str) -> tuple[str, ...]:
    return word, *(f"{word[:n]}*" for n in BEGUN_LETTERS if n < len(word))


@lru_cache(maxsize=20_000)
def _of_spelled_word(word: str) -> tuple[str, ...]:
    return tuple(f"={term}" for term in _of_word(word))
