"""The mass in the search index: what `petitions.search_text` and `search.index` make of the same words.

Every sentence is folded once, not once a petition. A test holds each row against the index's own.
"""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from itertools import groupby
from typing import Any

from danchu.demo.life import Life
from danchu.ground.rows.tables import Table, day
from danchu.ground.search.index import DESKS, first_key, scope_word
from danchu.ground.search.index import PUBLIC as EVERYONES
from danchu.ground.search.models import Document, Waiting
from danchu.ground.text.fold import exact, fold
from danchu.mechanisms.petitions.search_text import DESK, PUBLIC, desk_code

COLUMNS = ("id", "kind", "code", "unit_id", "on", "title", "body_exact", "body_folded", "scope")
Text = tuple[date, str, str, Life, list[str]]  # day, kind, code, whose, its parts

exact_once, fold_once = lru_cache(maxsize=5_000)(exact), lru_cache(maxsize=5_000)(fold)


def write(lives: list[Life]) -> None:
    """The public's text of what is shown, the desk's of everything: to be listed. Inside the caller's transaction."""
    texts = [*(_public(life) for life in lives if life.publication), *map(_desk, lives)]
    rows = list(_rows(texts))
    Table(Document, *COLUMNS).write(rows)
    Table(Waiting, "id").write([row[:1] for row in rows])


def _public(life: Life) -> Text:
    answer = [life.answer] if life.publication["answer"] else []
    return _on(life), PUBLIC, life.row["code"], life, [life.row["title"], *life.body, *answer]


def _desk(life: Life) -> Text:
    code = life.row["code"]
    return _on(life), DESK, desk_code(code), life, [life.row["title"], code, *life.body, life.spot]


def _on(life: Life) -> date:
    return life.row["received_at"].date()


def _rows(texts: list[Text]) -> Iterator[tuple[Any, ...]]:
    """Numbered within each day, after those the day already has, the desk's apart."""
    for (on, said), of_day in groupby(sorted(texts, key=_place), key=_place):
        for key, (_, kind, code, life, parts) in enumerate(of_day, _next_key(first_key(on, said))):
            unit = life.row["body_id"]
            yield (key, kind, code, unit, day(on), life.row["title"], " ".join(map(exact_once, parts)),
                   " ".join(map(fold_once, parts)), _scope(kind, unit))  # fmt: skip


def _place(text: Text) -> tuple[date, str]:
    return text[0], text[1]


def _next_key(first: int) -> int:
    of_day = Document.objects.filter(id__gte=first, id__lt=first + DESKS).order_by("-id")
    last = of_day.values_list("id", flat=True).first()
    return first if last is None else last + 1


@lru_cache(maxsize=100)
def _scope(kind: str, unit: int) -> str:
    public = set() if kind.endswith("-desk") else {scope_word(EVERYONES, None)}
    return " ".join(sorted({scope_word(kind, None), scope_word(None, unit), scope_word(kind, unit)} | public))
