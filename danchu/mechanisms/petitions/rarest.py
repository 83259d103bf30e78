"""Which of the register's filters is read by its index: the one that few cases meet.

Each filter has its index, newest first. A database that does not know how many cases meet each (SQLite never does,
PostgreSQL not where one plan serves every value, see decision 12) may read a hundred thousand of one, or all there are,
to find that none meets the other.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache as once
from typing import Any

from django.core.cache import cache
from django.db.models import Case, Value, When
from django.db.models.expressions import RawSQL

from danchu.ground import rows
from danchu.ground.rows import Written
from danchu.mechanisms.petitions.models import Publication
from danchu.mechanisms.petitions.rules import Kind, Outcome, Stage

TOLD: dict[str, type[StrEnum]] = {"kind": Kind, "stage": Stage, "outcome": Outcome}  # columns whose values are known
FEW = 50_000  # rows a page may look at one by one, where the page is not filled before
KEPT_FOR = 600  # seconds


def rarest(wanted: dict[str, Any]) -> tuple[str, str]:
    """The column and its value that the fewest cases have, if they are FEW; empty where the database may choose itself.

    How many they are is kept for a while: it steers the reading, and changes nothing of what is found.
    """
    told = {column: value for column, value in wanted.items() if column in TOLD}
    if not told:
        return "", ""
    n, column = min((_at_most(column, value), column) for column, value in told.items())
    return (column, told[column]) if n <= FEW else ("", "")


def _at_most(column: str, value: Any) -> int:
    """How many listed cases have it, counted only as far as it matters."""
    return int(cache.get_or_set(f"register:{column}:{value}", lambda: _counted(column, value), KEPT_FOR) or 0)


def _counted(column: str, value: Any) -> int:
    return next((int(row[0]) for row in _of(column).rows(value=value)), 0)


@once
def _of(column: str) -> Written:
    found = Publication.objects.visible_to().filter(**{column: rows.words("value")})
    return rows.counted(found.order_by().values_list("pk")[: FEW + 1])


def read_by(few: tuple[str, str], wanted: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """(conditions, columns made for them): the rare one as a word of the statement, so that a plan is made for it.

    The others as no index has them, and so that PostgreSQL takes them to be met by a third of the rows: of the fewer it
    expects, the sooner it reads and sorts all of them instead of stopping at a page.
    """
    told: dict[str, Any] = {few[0]: RawSQL(f"'{_known(few)}'", ())}
    aside: dict[str, Any] = {}
    for name, slot in wanted.items():
        if name in (*TOLD, "office_id") and name != few[0]:
            told[f"{name}_met__gt"] = 0
            aside[f"{name}_met"] = Case(When(**{name: slot}, then=Value(1)), default=Value(0))
        elif name != few[0]:
            told[name] = slot
    return told, aside


def _known(few: tuple[str, str]) -> str:
    """Only a value of the rules is ever written into a statement."""
    return TOLD[few[0]](few[1]).value
