"""Asking the index: the words someone typed, newest first, page after page. One interface, two databases."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from danchu.ground.rows import by_hand
from danchu.ground.search import lists
from danchu.ground.search.index import AWAITING, scope_word
from danchu.ground.search.terms import Question, asked, understand
from danchu.ground.ui.words import number

MOST_COUNTED = 1_000
NEWEST = 1 << 62
READ = 3  # texts looked into for one that is shown, where only the text itself tells


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

    The last word may be unfinished (two to five letters of it), "words in quotes" stand together. Typed without
    diacritics it finds the word with them; typed with them it finds just that. `before` is the `next_key` of the page
    before. The number of a phrase counts texts in which each two neighbours stand together.

    **The index does not know who asks.** It runs behind the journal and holds codes of cases that may have been
    withdrawn a second ago: callers always filter the codes through their own `visible_to(person)` queryset, and
    keep the order given here. Three statements at most.
    """
    question = understand(query)
    if not question.phrases or limit < 1:
        return Hits()
    scope = scope_word(kind, unit_id)
    wanted = lists.Asked(
        asked(question, scope),
        lambda has, words: (not scope or scope in has.split()) and question.is_in(words),
        _body(question),
    )
    looked_at = limit * READ if question.must_be_read else limit
    keys, total = lists.find(wanted, before=NEWEST if before is None else min(before, NEWEST), limit=looked_at + 1,
                             count_to=MOST_COUNTED + 1 if count else 0, waiting=AWAITING)
    rows = _named(keys[:looked_at], question)
    more = len(keys) > looked_at or len(rows) > limit
    total = len(rows) if before is None and len(keys) == total <= looked_at else total  # all were read
    rows, after = rows[:limit], keys[looked_at - 1] if len(keys) > looked_at else None
    after = rows[-1][1] if len(rows) == limit else after
    return Hits(tuple(code for code, _ in rows), after if more else None,
                min(total, MOST_COUNTED + 1) if count else 0, tuple(key for _, key in rows))


def _named(keys: list[int], question: Question) -> list[tuple[str, int]]:
    """(code, key) of these texts, in their order, without those that do not hold what was asked after all."""
    if not keys:
        return []
    if not question.must_be_read:
        return [(code, key) for code, key in by_hand(
            f"SELECT code, id FROM search_document WHERE id IN ({lists.places(len(keys))}) ORDER BY id DESC", keys)]
    read = by_hand(f"SELECT code, id, {_body(question)} FROM search_document"
                   f" WHERE id IN ({lists.places(len(keys))}) ORDER BY id DESC", keys)
    return [(code, key) for code, key, words in read if question.is_in(words)]


def _body(question: Question) -> str:
    return "body_exact" if question.spelled else "body_folded"
