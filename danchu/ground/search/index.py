"""Putting texts into the index and taking them out. Fed by `follow.py`, some seconds behind the journal."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max

from danchu.ground.search import lists
from danchu.ground.search.lists import PLACES, Text, slices
from danchu.ground.search.models import Document, Waiting
from danchu.ground.search.terms import LONGEST_WORD
from danchu.ground.text.fold import exact, fold
from danchu.ground.text.normalise import clean

MOST_LETTERS = 60_000  # nobody's petition is longer
AWAITING = 300  # texts that may wait to be listed: a search reads each of them
DESKS = PLACES // 2  # first number of a desk's texts within their day: the public's stand in a row, a short list
LISTED = ("id", "body_folded", "body_exact", "scope")
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
    """The same for many; of two texts with one code the last counts. One transaction.

    They wait unlisted until there are enough of them: a search looks through those that wait.
    """
    latest = {t.code: t for t in texts}
    with transaction.atomic():
        lists.lock()
        known = {row["code"]: row for row in Document.objects.filter(code__in=list(latest)).values()}
        keys = {code: row["id"] for code, row in known.items() if row["id"] // PLACES == latest[code].on.toordinal()}
        keys |= _new_keys([t for t in latest.values() if t.code not in keys])
        documents = [_document(keys[t.code], t) for t in latest.values()]
        changed = [d for d in documents if not _the_same(d, known.get(d.code))]
        _take_out([known[d.code] for d in changed if d.code in known])
        Document.objects.bulk_create(changed)
        Waiting.objects.bulk_create([Waiting(id=d.id) for d in changed])
        if len(Waiting.objects.values_list("id")[:AWAITING]) == AWAITING:
            _enter_waiting(max(len(changed), AWAITING))


def enter_waiting(*, at_once: int = 1000, most: int | None = None) -> int:
    """List what waits, the newest first, each batch in a transaction of its own. Returns how many were listed."""
    done = 0
    while (most is None or done < most) and (n := _enter_batch(at_once)):
        done += n
    return done


@transaction.atomic
def list_anew() -> None:
    """Forget all lists and let every text wait for the worker: after a restore. Searches find the newest meanwhile."""
    lists.lock()
    lists.run("DELETE FROM search_list", [])
    lists.run("DELETE FROM search_waiting", [])
    lists.run("INSERT INTO search_waiting (id) SELECT id FROM search_document", [])


def drop(code: str) -> None:
    """Make a text unfindable. Nothing happens where there is none."""
    drop_many([code])


def drop_many(codes: Collection[str]) -> None:
    """The same for many."""
    with transaction.atomic():
        lists.lock()
        _take_out(list(Document.objects.filter(code__in=list(codes)).values()))


def rebuild(kind: str, texts: Iterable[DocumentText], *, at_once: int = 1000) -> int:
    """Empty one kind and fill it again; gives how many. Meanwhile searches find less, and nobody waits.

    Outside a transaction: each thousand is a short one of its own, so that petitions can still come in.
    Hand over the oldest first: within a day the later is the newer.
    """
    for codes in slices(Document.objects.filter(kind=kind).values_list("code", flat=True).iterator(), at_once):
        drop_many(codes)
    count = 0
    for batch in slices(texts, at_once):
        put_many(batch)
        count += len(batch)
    return count


@transaction.atomic
def _enter_batch(at_once: int) -> int:
    lists.lock()
    return _enter_waiting(at_once)


def _enter_waiting(most: int) -> int:
    """In the caller's transaction."""
    keys = list(Waiting.objects.order_by("-id").values_list("id", flat=True)[:most])
    for some in slices(keys, lists.AT_ONCE):
        lists.enter(map(Text._make, Document.objects.filter(id__in=some).order_by("id").values_list(*LISTED)))
        Waiting.objects.filter(id__in=some).delete()
    return len(keys)


def _take_out(rows: Collection[Mapping[str, Any]]) -> None:
    """Texts as they stand, out of the lists and of the table. In the caller's transaction, which holds the lock."""
    keys = [row["id"] for row in rows]
    waiting = set(Waiting.objects.filter(id__in=keys).values_list("id", flat=True)) if keys else set()
    lists.remove(Text(*(row[name] for name in LISTED)) for row in rows if row["id"] not in waiting)
    if keys:
        Waiting.objects.filter(id__in=waiting).delete()
        Document.objects.filter(id__in=keys).delete()


def _the_same(document: Document, row: Mapping[str, Any] | None) -> bool:
    return row is not None and all(getattr(document, name) == value for name, value in row.items())


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
    """The next free keys of each day, in the order given; a desk's texts in the upper half of the day."""
    days: dict[int, list[str]] = defaultdict(list)
    for text in texts:
        days[first_key(text.on, text.kind)].append(text.code)
    keys: dict[str, int] = {}
    for first, codes in days.items():
        last = Document.objects.filter(id__gte=first, id__lt=first + DESKS).aggregate(m=Max("id"))["m"]
        start = first if last is None else last + 1
        keys |= {code: start + n for n, code in enumerate(codes)}
    return keys


def first_key(on: date, kind: str) -> int:
    """Where the keys of a day's texts begin: the public's, or those of a desk."""
    return on.toordinal() * PLACES + (DESKS if kind.endswith("-desk") else 0)
