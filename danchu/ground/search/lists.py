"""Which texts hold a term: for each term and month a compressed set of keys. One form for both databases.

The full text of a database reads all of two common words before it can say that they never meet. Two sets of a million
keys are intersected in a millisecond, and the newest months alone answer most questions (decision 0011). The sets are
Roaring bitmaps (Chambi, Lemire, Kaser, Godin: Software, Practice and Experience 46, 2016) as their library writes them.
"""

import operator
from array import array
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple, TypeVar

from django.db import connection
from pyroaring import BitMap

from danchu.ground.rows import by_hand
from danchu.ground.search.terms import of_text

T = TypeVar("T")
PLACES = 1 << 24  # texts a day may have: a key is day (ordinal) × PLACES + number within the day
SHIFT = 29  # 32 days of keys stand in one list of a term: a part
WITHIN = (1 << SHIFT) - 1
NEAR = 3  # parts read first: most questions end there
SHORT = 4_096  # bytes of a list that is read with them, wherever it stands: in a small ward, all
AT_ONCE = 20_000  # terms or keys looked up by one statement; 32,766 is the most SQLite takes
WRITERS = 7_312_026  # the lock of those who change lists

_FIRST = ("(part > ((SELECT MAX(id) FROM search_document) >> {shift}) - {near} OR part IN (%s, %s - 1)"
          " OR LENGTH(keys) < {short})")
_LISTS = "SELECT word, part, CASE WHEN {first} THEN keys END, NULL FROM search_list WHERE word IN ({words})"
_REST = "SELECT word, part, keys FROM search_list WHERE word IN ({words}) AND NOT {first}"
_WAITING = ("SELECT d.scope, d.id, NULL, d.{body} FROM search_document d"
            " WHERE d.id IN (SELECT id FROM search_waiting ORDER BY id DESC LIMIT {most})")


class Text(NamedTuple):
    """What is listed of a text."""

    id: int
    body_folded: str
    body_exact: str
    scope: str


@dataclass(frozen=True)
class Asked:
    """Terms, all to be met, each by any of its spellings; and how to see the same in a text not listed yet."""

    terms: list[tuple[str, ...]]
    fits: Callable[[str, str], bool]  # scope, words
    body: str  # body_exact | body_folded: the words `fits` wants


def find(asked: Asked, *, before: int, limit: int, count_to: int, waiting: int) -> tuple[list[int], int]:
    """(the newest keys below `before`, how many there are in all: exact up to `count_to`). Two statements at most.

    Of the texts not listed yet the newest `waiting` are looked through.
    """
    words = sorted({word for any_of in asked.terms for word in any_of})
    top = before >> SHIFT
    first = _FIRST.format(shift=SHIFT, near=NEAR, short=SHORT)
    named = {"first": first, "words": places(len(words)), "body": asked.body, "most": int(waiting)}
    rows = by_hand(f"{_LISTS} UNION ALL {_WAITING}".format(**named), [top, top, *words])
    unlisted = [key for scope, key, _, text in rows if text is not None and asked.fits(scope, text)]
    lists = [(word, part, keys) for word, part, keys, text in rows if text is None and keys is not None]
    unread = {part for _, part, keys, text in rows if text is None and keys is None}
    count_to -= len(unlisted)
    page, total = _gather(asked.terms, lists, before, limit, count_to, unread)
    if unread and (len(page) < limit or total < count_to):
        lists += by_hand(_REST.format(**named), [*words, top, top])
        page, total = _gather(asked.terms, lists, before, limit, count_to)
    page += [key for key in unlisted if key < before]
    return sorted(page, reverse=True)[:limit], total + len(unlisted)


def enter(texts: Iterable[Text]) -> None:
    """List these texts under all their terms. In the caller's transaction, which holds `lock`."""
    _change(texts, operator.ior)


def remove(texts: Iterable[Text]) -> None:
    """Take listed texts out again, by the words they were listed under. The same conditions."""
    _change(texts, operator.isub)


def lock() -> None:
    """One transaction at a time changes lists: on SQLite as every other, on PostgreSQL by this."""
    if connection.vendor == "postgresql":
        run("SELECT pg_advisory_xact_lock(%s)", [WRITERS])


def run(statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """All rows a statement gives, if it gives any."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def places(n: int, one: str = "%s") -> str:
    """n placeholders, with commas."""
    return ", ".join([one] * n)


def slices(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    """So many at a time."""
    source = iter(rows)
    while batch := list(islice(source, size)):
        yield batch


# --- asking --------------------------------------------------------------------------------------
def _gather(terms: list[tuple[str, ...]], lists: list[tuple[Any, ...]], before: int, limit: int, count_to: int,
            unread: Collection[int] = ()) -> tuple[list[int], int]:
    """(the newest keys below `before` of the parts after the first unread one, how many in all up to `count_to`)."""
    parts: dict[int, dict[str, Any]] = defaultdict(dict)
    for word, part, keys in lists:
        parts[part][word] = keys
    top, found, total = before >> SHIFT, list[int](), 0
    first = max((part for part in unread if part <= top), default=0)
    for part in sorted(parts.keys() - set(unread), reverse=True):
        paged = first < part <= top and len(found) < limit
        if not paged and total >= count_to:
            if len(found) == limit or part <= first:
                break
            continue
        met = _meet(terms, parts[part])
        total += len(met)
        found += _newest(met, part, before, limit - len(found)) if paged else []
    return found, total


def _meet(terms: list[tuple[str, ...]], lists: dict[str, Any]) -> BitMap:
    """Keys within a part that meet every term."""
    there = []
    for any_of in terms:
        some = [lists[word] for word in any_of if word in lists]
        if not some:
            return BitMap()
        there.append(some)
    return BitMap.intersection(*(BitMap.union(*(BitMap.deserialize(bytes(keys)) for keys in some)) for some in there))


def _newest(met: BitMap, part: int, before: int, most: int) -> list[int]:
    """So many keys of one part below this one, the greatest first."""
    n = len(met) if part < before >> SHIFT else met.rank((before & WITHIN) - 1) if before & WITHIN else 0
    return [part << SHIFT | value for value in reversed(met[max(0, n - most): n].to_array())]


# --- changing ------------------------------------------------------------------------------------
def _change(texts: Iterable[Text], change: Callable[[BitMap, BitMap], BitMap]) -> None:
    parts: dict[int, dict[str, array[int]]] = defaultdict(lambda: defaultdict(lambda: array("I")))
    for key, folded, exact, scope in texts:
        lists, within = parts[key >> SHIFT], key & WITHIN
        for term in of_text(folded, exact, scope):
            lists[term].append(within)
    for part, lists in sorted(parts.items()):
        for words in slices(sorted(lists), AT_ONCE):
            _change_lists(part, {word: BitMap(lists[word]) for word in words}, change)


def _change_lists(part: int, changed: dict[str, BitMap], change: Callable[[BitMap, BitMap], BitMap]) -> None:
    known = run(f"SELECT word, keys FROM search_list WHERE part = %s AND word IN ({places(len(changed))})",
                [part, *changed])
    lists = {word: BitMap() for word in changed} | {w: BitMap.deserialize(bytes(keys)) for w, keys in known}
    lists = {word: change(lists[word], keys) for word, keys in changed.items()}
    for words in slices((word for word, keys in lists.items() if keys), 500):
        for word in words:
            lists[word].run_optimize()
        run(f"INSERT INTO search_list (word, part, keys) VALUES {places(len(words), '(%s, %s, %s)')}"
            " ON CONFLICT (word, part) DO UPDATE SET keys = excluded.keys",
            [value for word in words for value in (word, part, lists[word].serialize())])
    if gone := [word for word, keys in lists.items() if not keys]:
        run(f"DELETE FROM search_list WHERE part = %s AND word IN ({places(len(gone))})", [part, *gone])
