"""Asking the index: the words someone typed, newest first, page after page. One interface, two engines."""

import re
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from danchu.ground.search.engines import ENGINES, NEWEST, Question
from danchu.ground.search.index import LONGEST_WORD, scope_word
from danchu.ground.text.fold import exact, fold
from danchu.ground.ui.words import number

MOST_COUNTED = 1_000
MOST_WORDS = 12
# One letter begins half the language; from six on a Vietnamese syllable is all but whole, and FTS5 keeps no
# list
# of such beginnings (see the migration): it would read every place of a common word before answering.
BEGUN_LETTERS = range(2, 6)
_PART = re.compile(r'"([^"]*)"?|([^"\s]+)')


@dataclass(frozen=True)
class Hits:
    """One page of codes, the key that begins the next one (None: no more), and how many there are."""

    codes: tuple[str, ...] = ()
    next_key: int | None = None
    total: int = 0  # never above MOST_COUNTED + 1
    keys: tuple[int, ...] = ()  # of each code: `before` for whatever stands after it

    @property
    def total_capped(self) -> str:
        """The number as it is shown: "123", or "hơn 1.000"."""
        return _("hơn %(n)s") % {"n": number(MOST_COUNTED)} if self.total > MOST_COUNTED else number(self.total)


def ask(
    query: str,
    *,
    kind: str | None = None,
    unit_id: int | None = None,
    before: int | None = None,
    limit: int = 20,
    count: bool = True,
) -> Hits:
    """Codes of the texts that hold every word typed; never raises, whatever was typed.

    The last word may be unfinished (two to five letters of it), "words in quotes" stand together. Typed
    without diacritics it finds the word
    with them; typed with them it finds just that. `before` is the `next_key` of the page before.

    **The index does not know who asks.** It runs behind the journal and holds codes of cases that may have
    been
    withdrawn a second ago: callers always filter the codes through their own `visible_to(person)` queryset,
    and
    keep the order given here. One statement, two with `count`.
    """
    question = _understand(query)
    if not question.phrases or limit < 1:
        return Hits()
    engine = ENGINES[connection.vendor]
    words = engine.words(question, scope_word(kind, unit_id))
    column, before = question.column, NEWEST if before is None else before
    keys_found = _run(engine.few.format(column), [words, MOST_COUNTED + 1]) if count else []
    total = len(keys_found)
    if count and total <= MOST_COUNTED:  # all there are: words that seldom meet are looked for once, not twice
        rows = _named(sorted((key for key, in keys_found if key < before), reverse=True)[: limit + 1])
    else:
        rows = _run(engine.page.format(column), [words, before, limit + 1])
    more = len(rows) > limit
    codes, keys = tuple(code for code, _ in rows[:limit]), tuple(key for _, key in rows[:limit])
    return Hits(codes, keys[-1] if more else None, total, keys)


def _understand(query: str) -> Question:
    query = query[:500]
    marked = exact(query) != fold(query)
    write = exact if marked else fold
    phrases: list[tuple[str, ...]] = []
    begun = False
    for quoted, bare in _PART.findall(query):
        words = [w[:LONGEST_WORD] for w in write(quoted or bare).split()]
        phrases += [tuple(words)] if quoted and words else [(w,) for w in words]
        begun = (bool(bare) and len(words[-1]) in BEGUN_LETTERS) if words else begun
    return Question(
        tuple(phrases[:MOST_WORDS]), begun and len(phrases) <= MOST_WORDS, "exact" if marked else "folded"
    )


def _named(keys: list[int]) -> list[tuple[Any, ...]]:
    """(code, key) of these texts, in their order. One statement."""
    places = ", ".join(["%s"] * len(keys))
    return _run(f"SELECT code, id FROM search_document WHERE id IN ({places}) ORDER BY id DESC", keys) if keys else []


def _run(statement: str, values: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()
