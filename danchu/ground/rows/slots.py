"""What a written statement leaves open, and what its query may say besides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import (
    BigIntegerField,
    CharField,
    DateField,
    DateTimeField,
    Expression,
    Field,
    Subquery,
)
from django.db.models.lookups import In


class Slot(Expression):
    """A place in a written statement, filled with a bound value each time it is asked."""

    def __init__(self, name: str, field: Field[Any, Any]) -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        return "%s", [self]


def number(name: str) -> Slot:
    """A slot for a key."""
    return Slot(name, BigIntegerField())


def words(name: str) -> Slot:
    """A slot for text."""
    return Slot(name, CharField())


def several(name: str, most: int) -> list[Slot]:
    """Slots for up to so many texts of a kind that is never empty (codes); `spread` fills them."""
    return [words(f"{name}{n}") for n in range(most)]


def spread(name: str, values: Sequence[str], most: int) -> dict[str, str]:
    """What fills the slots of `several`; where nothing is left, a text that nothing is."""
    return {f"{name}{n}": values[n] if n < len(values) else "" for n in range(most)}


def day(name: str) -> Slot:
    """A slot for a day."""
    return Slot(name, DateField())


def moment(name: str) -> Slot:
    """A slot for a moment."""
    return Slot(name, DateTimeField())


@CharField.register_lookup
class Among(In):
    """`IN` (or `=`) with its values written out. SQLite knows a partial index by them; it does by a placeholder too,
    but prepares the whole statement again each time it is asked.
    """

    lookup_name = "among"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        column, params = self.process_lhs(compiler, connection)
        values = [f"'{value}'" for value in self.rhs if str(value).isidentifier()]
        one = f"{column} = {values[0]}" if len(values) == 1 else ""
        return one or f"{column} IN ({', '.join(values)})", list(params)


class HowMany(Subquery):
    """The number of rows of a query; cut the query off, and no more than that are looked at."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = BigIntegerField()
