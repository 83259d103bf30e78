"""How each database is asked. FTS5 walks its lists newest first; PostgreSQL chooses between its index and
its rows.
"""

from collections.abc import Callable
from dataclasses import dataclass

NEWEST = 1 << 62


@dataclass(frozen=True)
class Question:
    """What was typed, understood: phrases of words, whether the last word is only begun, which column to ask.

    Words hold letters, marks and digits only (as `text.fold` writes them): nothing in them means anything
    to SQL,
    to FTS5 or to a tsquery.
    """

    phrases: tuple[tuple[str, ...], ...]
    begun: bool
    column: str  # exact | folded


@dataclass(frozen=True)
class Engine:
    """Two statements with a place for the column, and the words as this database wants them.

    `page` takes words, key, limit and gives (code, key), the newest first; `few` takes words and the most to look for,
    and gives their keys in no order.
    """

    page: str
    few: str
    words: Callable[[Question, str], str]


def _for_sqlite(question: Question, scope: str) -> str:
    asked = [f'"{" ".join(p)}"' for p in question.phrases]
    asked[-1] += " *" if question.begun else ""
    narrowed = f' AND scope : "{scope}"' if scope else ""
    return f"{{body_{question.column}}} : ({' AND '.join(asked)}){narrowed}"


def _for_postgres(question: Question, scope: str) -> str:
    asked = [" <-> ".join(f"'{word}'" for word in p) for p in question.phrases]
    asked[-1] += ":*" if question.begun else ""
    return " & ".join(([f"'{scope}'"] if scope else []) + [f"({p})" for p in asked])


ENGINES = {
    "sqlite": Engine(
        "SELECT d.code, d.id FROM (SELECT rowid AS id FROM search_words WHERE search_words MATCH %s"
        " AND rowid < %s ORDER BY rowid DESC LIMIT %s) AS hit JOIN search_document d ON d.id = hit.id"
        " ORDER BY d.id DESC",
        "SELECT rowid FROM search_words WHERE search_words MATCH %s LIMIT %s",
        _for_sqlite,
    ),
    "postgresql": Engine(
        "SELECT code, id FROM search_document WHERE words_{0} @@ %s::tsquery AND id < %s"
        " ORDER BY id DESC LIMIT %s",
        "SELECT id FROM search_document WHERE words_{0} @@ %s::tsquery LIMIT %s",
        _for_postgres,
    ),
}
