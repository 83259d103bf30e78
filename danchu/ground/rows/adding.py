"""Rows added by a statement written once a model; on PostgreSQL those nobody waits for travel together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import Field, Model

from danchu.ground.rows.asking import Row, is_ready, numbered, quick, slow
from danchu.ground.rows.native import Native
from danchu.ground.rows.slots import Slot


def add(new: Model, *, unless_there: bool = False) -> bool:
    """Insert a new object as `objects.create` does, by a statement written once a model; its key is set. One statement.

    With `unless_there` nothing happens where one of its unique values is taken: False, and the transaction goes on.
    """
    text, native, fields = _insertion(type(new), unless_there)
    here = connections[DEFAULT_DB_ALIAS]  # `connection` finds the thread's own again each time it is named
    values = [field.get_db_prep_save(field.pre_save(new, True), here) for field in fields]
    found = _inserted(here, text, native, values, wanted=unless_there)
    if found:
        new.pk = found[0][0]
    if found or not unless_there:
        new._state.adding, new._state.db = False, DEFAULT_DB_ALIAS
    return bool(found) or not unless_there


def _inserted(here: Any, text: str, native: Native, values: list[Any], *, wanted: bool) -> list[Row]:
    if not is_ready(here):
        return slow(here, text, values)
    if here.vendor == "sqlite" or wanted or not here.gathers:
        return quick(here, native, values)
    with here.wrap_database_errors:
        here.tell(native.asked, values)
    return []


@cache
def _insertion(model: type[Model], unless_there: bool) -> tuple[str, Native, list[Field[Any, Any]]]:
    meta, quoted = model._meta, connection.ops.quote_name
    fields = [field for field in meta.local_concrete_fields if field is not meta.auto_field]
    names = ", ".join(quoted(str(field.column)) for field in fields)
    taken = " ON CONFLICT DO NOTHING" if unless_there else ""
    text = (f"INSERT INTO {quoted(meta.db_table)} ({names}) VALUES ({', '.join(['%s'] * len(fields))}){taken}"
            f" RETURNING {quoted(str(meta.pk.column))}")
    return text, Native(text, [Slot(field.name, field) for field in fields], connection.vendor), fields


def tell(text: str, values: Sequence[Any]) -> None:
    """A statement written by hand, `%s` for each value, whose answer nobody reads. Inside `gathered` it goes along."""
    here: Any = connections[DEFAULT_DB_ALIAS]
    if here.vendor == "sqlite" or not is_ready(here):
        slow(here, text, list(values))
        return
    with here.wrap_database_errors:
        (here.tell if here.gathers else here.ask)(numbered(text), values)


@contextmanager
def gathered() -> Iterator[None]:
    """What is added inside need not be there before something else is asked, or the transaction over: on PostgreSQL it
    travels with that, in one way for all. What cannot be stored is told then. Outside a transaction, as this ends.

    For `add` and `tell`; a key the database gives is only known with `unless_there`.
    """
    here: Any = connections[DEFAULT_DB_ALIAS]
    if here.vendor == "sqlite" or not is_ready(here):
        yield
        return
    before, here.gathers = here.gathers, True
    try:
        yield
    finally:
        here.gathers = before
    if not here.in_atomic_block:
        here.hurry()


def counted_anew(*models: type[Model]) -> None:
    """Tell the planner what a bulk write made of these tables. One statement on PostgreSQL, none on SQLite.

    Autovacuum does it a minute later; until then PostgreSQL reads and sorts a whole table to show a page of it.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {', '.join(connection.ops.quote_name(m._meta.db_table) for m in models)}")
