"""Rows straight into a table, as fast as it takes them: COPY on PostgreSQL, executemany on SQLite."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models
from django.db.models import Max

HANOI = timedelta(hours=7)  # Asia/Ho_Chi_Minh has known no other offset since 1975


class Table:
    """A model's table: rows come as tuples of `fields`, every other column gets its default."""

    def __init__(self, model: type[models.Model], *fields: str) -> None:
        named = {f.attname: f for f in model._meta.concrete_fields}
        rest = [f for f in named.values() if f.attname not in fields and not isinstance(f, models.AutoField)]
        self.model = model
        self.columns = [str(f.column) for f in [*(named[name] for name in fields), *rest]]
        self.defaults = tuple(f.get_db_prep_save(f.get_default(), connection) for f in rest)

    def write(self, rows: Sequence[tuple[Any, ...]]) -> None:
        """Add them, inside the caller's transaction. Values are as `stamp` and `day` write them."""
        table = connection.ops.quote_name(self.model._meta.db_table)
        columns = ", ".join(connection.ops.quote_name(c) for c in self.columns)
        whole = [row + self.defaults for row in rows] if self.defaults else rows
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as into:
                    for row in whole:
                        into.write_row(row)
            else:
                places = ", ".join(["%s"] * len(self.columns))
                cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", whole)


def last_id(model: type[models.Model]) -> int:
    """The highest number given so far; 0 where there is none."""
    return model._default_manager.aggregate(last=Max("pk"))["last"] or 0


def stamp(moment: datetime) -> str:
    """A local moment without a zone as this database keeps it: in UTC."""
    return f"{moment - HANOI}{_zone()}"


@cache
def _zone() -> str:
    """SQLite keeps no zone; PostgreSQL must be told."""
    return "" if connection.vendor == "sqlite" else "+00"


def day(when: date | None) -> str | None:
    return when.isoformat() if when else None


def catch_up(*tables: type[models.Model]) -> None:
    """Let a database that numbers rows by a sequence go on after the ids we gave ourselves."""
    statements = connection.ops.sequence_reset_sql(no_style(), tables)
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
