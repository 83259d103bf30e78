"""Statements Django writes once: on a hot page, writing one costs it ten times what the database takes to answer.

A query is written as usual, with a `Slot` wherever a value changes from request to request; kept as a `Written`
(in a constant or an `lru_cache` by its shape), only its text is remembered, never an answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from functools import cache
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import (
    BigIntegerField,
    CharField,
    DateField,
    DateTimeField,
    Expression,
    Field,
    Model,
    QuerySet,
    Subquery,
)
from django.db.models.lookups import In

Row = tuple[Any, ...]
M = TypeVar("M", bound=Model)


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


class Written:
    """The text of a `values_list` query with its slots, and how its columns are read back."""

    def __init__(self, query: QuerySet[Any, Any]) -> None:
        compiler = query.query.get_compiler(DEFAULT_DB_ALIAS)
        self.text, self._values = compiler.as_sql()
        self._native = _native(self.text)
        selected = [column for column, _sql, _alias in compiler.select[: compiler.col_count]]
        self._reading: list[tuple[int, list[Callable[..., Any]], Any]] = [
            (at, found, column) for at, (found, column) in sorted(compiler.get_converters(selected).items())]

    def ask(self, **slots: Any) -> list[Row]:
        """The rows as the engine gives them. One statement."""
        return _run(self.text, self._native, [_bound(slots[v.name]) if type(v) is Slot else v for v in self._values])

    def read(self, row: Row) -> Row:
        """A row, or its beginning, with its values as the model would hold them."""
        whole = list(row)
        for at, steps, column in self._reading:
            if at >= len(whole):
                break
            for step in steps:
                whole[at] = step(whole[at], column, connection)
        return tuple(whole)

    def rows(self, **slots: Any) -> Iterable[Row]:
        """The rows, read. One statement."""
        found = self.ask(**slots)
        return map(self.read, found) if self._reading else found

    def row(self, **slots: Any) -> Row | None:
        """The first row, read; None where there is none. One statement."""
        found = self.ask(**slots)
        return self.read(found[0]) if found else None


def counted(query: QuerySet[Any, Any]) -> Written:
    """The number of rows of a query, counted where they are; cut the query off, and no more than that are looked at."""
    written = Written(query)
    written.text, written._reading = f"SELECT COUNT(*) FROM ({written.text}) AS counted", []
    written._native = _native(written.text)
    return written


def value(text: str) -> Any:
    """The one value of a statement written by hand, without places. One statement."""
    return _run(text, text, [])[0][0]


def columns(model: type[Model]) -> tuple[str, ...]:
    """All columns of a model, as `values_list` names them."""
    return tuple(field.attname for field in model._meta.concrete_fields)


def made(model: type[M], names: Sequence[str], values: Sequence[Any]) -> M:
    """The model object of a row; what is not among its columns it looks up itself when asked."""
    known = dict(zip(names, values, strict=True))
    in_order = [known[f.attname] for f in model._meta.concrete_fields if f.attname in known]
    return model.from_db(DEFAULT_DB_ALIAS, names, in_order)


def add(new: Model, *, unless_there: bool = False) -> bool:
    """Insert a new object as `objects.create` does, by a statement written once a model; its key is set. One statement.

    With `unless_there` nothing happens where one of its unique values is taken: False, and the transaction goes on.
    """
    text, native, fields = _insertion(type(new), unless_there)
    here = connections[DEFAULT_DB_ALIAS]  # `connection` finds the thread's own again each time it is named
    values = [field.get_db_prep_save(field.pre_save(new, True), here) for field in fields]
    found = _run(text, native, values, wanted=unless_there)
    if found:
        new.pk = found[0][0]
    if found or not unless_there:
        new._state.adding, new._state.db = False, DEFAULT_DB_ALIAS
    return bool(found) or not unless_there


@cache
def _insertion(model: type[Model], unless_there: bool) -> tuple[str, str, list[Field[Any, Any]]]:
    meta, quoted = model._meta, connection.ops.quote_name
    fields = [field for field in meta.local_concrete_fields if field is not meta.auto_field]
    names = ", ".join(quoted(str(field.column)) for field in fields)
    taken = " ON CONFLICT DO NOTHING" if unless_there else ""
    text = (f"INSERT INTO {quoted(meta.db_table)} ({names}) VALUES ({', '.join(['%s'] * len(fields))}){taken}"
            f" RETURNING {quoted(str(meta.pk.column))}")
    return text, _native(text), fields


def _native(text: str) -> str:
    """The statement as the engine itself writes its places."""
    return text.replace("%s", "?").replace("%%", "%") if connection.vendor == "sqlite" else text


def counted_anew(*models: type[Model]) -> None:
    """Tell the planner what a bulk write made of these tables. One statement on PostgreSQL, none on SQLite.

    Autovacuum does it a minute later; until then PostgreSQL reads and sorts a whole table to show a page of it.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {', '.join(connection.ops.quote_name(m._meta.db_table) for m in models)}")


@contextmanager
def gathered() -> Iterator[None]:
    """What is added inside travels together: on PostgreSQL one wait for all, not one each.

    For `add` and statements nobody reads an answer of; a key the database gives is only known with `unless_there`.
    """
    if connection.vendor != "postgresql" or not _is_ready(connection):
        yield
        return
    with connection.wrap_database_errors, connection.connection.pipeline():
        yield


def _run(text: str, native: str, values: list[Any], *, wanted: bool = True) -> list[Row]:
    here = connections[DEFAULT_DB_ALIAS]
    if not _is_ready(here):
        with here.cursor() as cursor:
            cursor.execute(text, values)
            return cursor.fetchall()
    with here.wrap_database_errors:  # Django's own cursor costs as much as a small statement
        if here.vendor == "sqlite":
            return here.connection.execute(native, values).fetchall()
        answer = _binding_cursor(here.connection).execute(native, values)
        return answer.fetchall() if wanted or not here.connection.info.pipeline_status else []


def _binding_cursor(asked: Any) -> Any:
    """A cursor whose values travel beside the text, so that the server can keep its plan."""
    from psycopg import Cursor  # only where there is one

    return Cursor(asked)


def _is_ready(here: Any) -> bool:
    """Connected and well, and nobody counts or wraps statements: nothing a cursor of Django's would add."""
    here.close_if_health_check_failed()  # looks once a request
    return not (here.connection is None or here.needs_rollback or here.execute_wrappers or here.queries_logged)


def _bound(value: Any) -> Any:
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
