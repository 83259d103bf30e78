"""Statements asked past Django's cursor: a query's, written once with slots, or one written by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from functools import cache, lru_cache
from threading import local
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import Model, QuerySet

from danchu.ground.rows.native import Native
from danchu.ground.rows.slots import Slot

Row = tuple[Any, ...]
M = TypeVar("M", bound=Model)


class Written:
    """The text of a `values_list` query with its slots, and how its columns are read back."""

    def __init__(self, query: QuerySet[Any, Any]) -> None:
        compiler = query.query.get_compiler(DEFAULT_DB_ALIAS)
        self.text, self._values = compiler.as_sql()
        self._native = Native(self.text, self._values, connection.vendor)
        selected = [column for column, _sql, _alias in compiler.select[: compiler.col_count]]
        self._reading: list[tuple[int, list[Callable[..., Any]], Any]] = [
            (at, found, column) for at, (found, column) in sorted(compiler.get_converters(selected).items())]

    def ask(self, **slots: Any) -> list[Row]:
        """The rows as the engine gives them. One statement."""
        come = _AHEAD.found.pop(_key((self, slots)), None) if _AHEAD.found else None
        if come is not None:
            return come
        here = connections[DEFAULT_DB_ALIAS]
        if is_ready(here):
            return quick(here, self._native, _filled(self._native.bound, slots))
        return slow(here, self.text, _filled(self._values, slots))

    def of(self, **slots: Any) -> Asking:
        """The statement with its slots filled, to be asked ahead (see `ahead`) or later by `read`."""
        return self, slots

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


Asking = tuple[Written, dict[str, Any]]


class _Ahead(local):
    """What has come ahead in this thread, by what was asked."""

    found: dict[Any, list[Row]] | None = None


_AHEAD = _Ahead()


@contextmanager
def ahead(*asked: Asking) -> Iterator[None]:
    """Statements that do not need one another's answer, each asked inside: on PostgreSQL one round trip for all.

    Nothing else changes: whoever asks one of them inside is answered by what came, once; of the database as it is now.
    """
    here, before = connections[DEFAULT_DB_ALIAS], _AHEAD.found
    if here.vendor == "sqlite" or not is_ready(here):
        yield
        return
    ready = [(written._native.asked, _filled(written._native.bound, slots)) for written, slots in asked]
    with here.wrap_database_errors:
        found = here.ask_at_once(ready)  # type: ignore[attr-defined]
    _AHEAD.found = dict(zip(map(_key, asked), found, strict=True))
    try:
        yield
    finally:
        _AHEAD.found = before


def _key(asked: Asking) -> Any:
    return asked[0], *asked[1].items()


def counted(query: QuerySet[Any, Any]) -> Written:
    """The number of rows of a query, counted where they are; cut the query off, and no more than that are looked at."""
    written = Written(query)
    written.text, written._reading = f"SELECT COUNT(*) FROM ({written.text}) AS counted", []
    written._native = Native(written.text, written._values, connection.vendor)
    return written


def read(asked: Asking) -> Iterable[Row]:
    """The rows of a statement whose slots are filled. One statement."""
    return asked[0].rows(**asked[1])


def value(text: str) -> Any:
    """The one value of a statement written by hand, without places. One statement."""
    here = connections[DEFAULT_DB_ALIAS]
    return (quick(here, _by_hand(text), []) if is_ready(here) else slow(here, text, []))[0][0]


def by_hand(text: str, values: Sequence[Any]) -> list[Row]:
    """The rows of a statement written by hand, `%s` for each value. Its text should take few shapes. One statement.

    Bytes come as they are; JSON is not read.
    """
    here = connections[DEFAULT_DB_ALIAS]
    if here.vendor == "sqlite" or not is_ready(here):
        return slow(here, text, list(values))
    with here.wrap_database_errors:
        found: list[Row] = here.ask(  # type: ignore[attr-defined]
            numbered(text), values, as_they_are=True)
        return found


@lru_cache(256)
def numbered(text: str) -> bytes:
    """With PostgreSQL's own places."""
    before, *rest = text.split("%s")
    return (before + "".join(f"${n}{part}" for n, part in enumerate(rest, 1))).encode()


@cache
def _by_hand(text: str) -> Native:
    return Native(text, [], connection.vendor)


def columns(model: type[Model]) -> tuple[str, ...]:
    """All columns of a model, as `values_list` names them."""
    return tuple(field.attname for field in model._meta.concrete_fields)


def made(model: type[M], names: Sequence[str], values: Sequence[Any]) -> M:
    """The model object of a row; what is not among its columns it looks up itself when asked."""
    known = dict(zip(names, values, strict=True))
    in_order = [known[f.attname] for f in model._meta.concrete_fields if f.attname in known]
    return model.from_db(DEFAULT_DB_ALIAS, names, in_order)


def slow(here: Any, text: str, values: list[Any]) -> list[Row]:
    with here.cursor() as cursor:
        cursor.execute(text, values)
        found: list[Row] = cursor.fetchall()
        return found


def quick(here: Any, native: Native, values: list[Any]) -> list[Row]:
    """Past Django's own cursor: it costs as much as a small statement."""
    with here.wrap_database_errors:
        found: list[Row] = (here.connection.execute(native.text, values).fetchall() if here.vendor == "sqlite"
                            else here.ask(native.asked, values))
        return found


def is_ready(here: Any) -> bool:
    """Connected and well, and nobody counts or wraps statements: nothing a cursor of Django's would add."""
    here.close_if_health_check_failed()  # looks once a request
    return not (here.connection is None or here.needs_rollback or here.execute_wrappers or here.queries_logged)


def _filled(places: list[Any], slots: dict[str, Any]) -> list[Any]:
    return [_bound(slots[v.name]) if type(v) is Slot else v for v in places]


def _bound(value: Any) -> Any:
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
