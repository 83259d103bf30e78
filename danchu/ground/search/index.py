"""Putting texts into the index and taking them out. Fed by `follow.py`, some seconds behind the journal."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TypeVar

from django.db import connection, transaction
from django.db.models import Max

from danchu.ground.search.models import Document
from danchu.ground.text.fold import exact, fold
from danchu.ground.text.normalise import clean

T = TypeVar("T")
PLACES = 1 << 24  # texts a day may have
MOST_LETTERS = 60_000  # PostgreSQL takes vectors of one megabyte; nobody's petition is longer
LONGEST_WORD = 60
FTS5 = (("hashsize", 1 << 20, 1 << 27), ("automerge", 4, 0), ("crisismerge", 16, 1000))  # setting, normal, gathering
PUBLIC = "public"  # a kind above the kinds: every text that is not a desk's


@dataclass(frozen=True)
class DocumentText:
    """A text as a mechanism hands it over: only words that everyone who may find this kind may also read.

    Never the unredacted original under a public kind: whoever searches a telephone number would find its
    owner's
    case. Where the desk must search more, hand over a second text under another code and kind
    (`desk:KN-26-…`, `petition-desk`).
    """

    kind: str
    code: str
    unit_id: int | None
    on: date
    title: str
    body: str


def put(kind: str, code: str, unit_id: int | None, on: date, title: str, body: str) -> None:
    """Make a text findable, or replace what was there under its code."""
    put_many([DocumentText(kind, code, unit_id, on, title, body)])


def put_many(texts: Collection[DocumentText]) -> None:
    """The same for many; of two texts with one code the last counts. One transaction, six statements at
    most.
    """
    latest = {t.code: t for t in texts}
    with transaction.atomic():
        known = dict(Document.objects.filter(code__in=list(latest)).values_list("code", "id"))
        moved = [code for code, key in known.items() if key // PLACES != latest[code].on.toordinal()]
        Document.objects.filter(code__in=moved).delete()
        kept = {code: key for code, key in known.items() if code not in set(moved)}
        keys = kept | _new_keys([t for t in latest.values() if t.code not in kept])
        Document.objects.bulk_create(
            [_document(keys[t.code], t) for t in latest.values()],
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=["kind", "code", "unit_id", "on", "title", "body_exact", "body_folded", "scope"],
        )


def drop(code: str) -> None:
    """Make a text unfindable. Nothing happens where there is none."""
    drop_many([code])


def drop_many(codes: Collection[str]) -> None:
    """The same for many."""
    Document.objects.filter(code__in=list(codes)).delete()


def rebuild(kind: str, texts: Iterable[DocumentText], *, at_once: int = 1000) -> int:
    """Empty one kind and fill it again; gives how many. Meanwhile searches find less, and nobody waits.

    Outside a transaction: each thousand is a short one of its own, so that petitions can still come in.
    Hand over the oldest first: within a day the later is the newer.
    """
    for keys in _slices(Document.objects.filter(kind=kind).values_list("id", flat=True).iterator(), at_once):
        Document.objects.filter(id__in=keys).delete()
    count = 0
    with much_at_once():
        for batch in _slices(texts, at_once):
            put_many(batch)
            count += len(batch)
    return count


def _document(key: int, text: DocumentText) -> Document:
    title = clean(text.title, limit=300, lines=False)
    whole = f"{title}\n{clean(text.body[:MOST_LETTERS])}"
    return Document(
        id=key,
        kind=text.kind,
        code=text.code,
        unit_id=text.unit_id,
        on=text.on,
        title=title,
        body_exact=_short(exact(whole)),
        body_folded=_short(fold(whole)),
        scope=_scope(text.kind, text.unit_id),
    )


def scope_word(kind: str | None, unit_id: int | None) -> str:
    """Kind, unit or both as one word of the index; empty for neither. The stroke keeps it apart from
    anything typed.

    One word, not two: the database would walk the whole list of a kind to meet the short one of a unit.
    """
    named = f"k{re.sub('[^a-z0-9]', '', kind.lower())}" if kind is not None else ""
    placed = f"u{unit_id}" if unit_id is not None else ""
    return f"/{named}{placed}" if named or placed else ""


def _scope(kind: str, unit_id: int | None) -> str:
    words = {scope_word(kind, None), scope_word(None, unit_id), scope_word(kind, unit_id)}
    words |= set() if kind.endswith("-desk") else {scope_word(PUBLIC, None)}
    return " ".join(sorted(words - {""}))


def _short(words: str) -> str:
    """Words nobody types are cut: databases refuse very long ones."""
    return " ".join(w[:LONGEST_WORD] for w in words.split())


def _new_keys(texts: list[DocumentText]) -> dict[str, int]:
    """The next free keys of each day, in the order given."""
    days: dict[int, list[str]] = defaultdict(list)
    for text in texts:
        days[text.on.toordinal()].append(text.code)
    keys: dict[str, int] = {}
    for day, codes in days.items():
        first = day * PLACES
        last = Document.objects.filter(id__gte=first, id__lt=first + PLACES).aggregate(m=Max("id"))["m"]
        start = first if last is None else last + 1
        keys |= {code: start + n for n, code in enumerate(codes)}
    return keys


def _slices(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    source = iter(rows)
    while batch := list(islice(source, size)):
        yield batch


@contextmanager
def much_at_once(*, alone: bool = False) -> Iterator[None]:
    """Let the index gather words while much is put in, and sort them in at the end.

    `alone`: nobody else writes meanwhile. Only then on SQLite: sorting in a million texts at once holds its one lock
    for minutes, where merging as they come makes each later batch slower.
    """
    if connection.vendor == "sqlite" and not alone:
        yield
        return
    _collect_first(True)
    try:
        yield
    finally:
        _collect_first(False)


def _collect_first(collect: bool) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for setting, normal, gathering in FTS5:
                cursor.execute("INSERT INTO search_words (search_words, rank) VALUES (%s, %s)",
                               [setting, gathering if collect else normal])
            if not collect:
                cursor.execute("INSERT INTO search_words (search_words) VALUES ('optimize')")
            return
        cursor.execute("SET statement_timeout = 0")
        for index in ("search_exact", "search_folded"):
            mode = "on, gin_pending_list_limit = 65536" if collect else "off"
            cursor.execute(f"ALTER INDEX {index} SET (fastupdate = {mode})")
            if not collect:
                cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [index])
        if not collect:
            cursor.execute("ANALYZE search_document")
            cursor.execute("RESET statement_timeout")
