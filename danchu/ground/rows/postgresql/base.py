"""Django's own door to PostgreSQL, except that each request's first look whether the connection lives asks nothing, and
that written statements go a short way: psycopg's own cursor costs more than the server takes to answer most of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from select import select
from typing import Any

from django.db.backends.postgresql import base
from psycopg import RawCursor, generators, pq
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import error_from_result
from psycopg.types.numeric import Int8

KEPT = 400_000  # bytes of statements a connection keeps prepared; the server's memory for them is fifty times that
Asked = tuple[bytes, list[Any]]  # a statement with places of PostgreSQL's own, and what stands in them
Found = list[tuple[Any, ...]]
_DONE = {pq.ExecStatus.TUPLES_OK, pq.ExecStatus.COMMAND_OK, pq.ExecStatus.PIPELINE_SYNC}


class DatabaseWrapper(base.DatabaseWrapper):
    def is_usable(self) -> bool:
        """Whether the server is still there. A server says goodbye, or its socket ends: silence is a good sign, and
        costs no round trip; only where something waits to be read, a statement is tried.
        """
        if self.connection is None or self.connection.closed:
            return False
        waiting, _to_write, _broken = select([self.connection], [], [], 0)
        return not waiting or bool(super().is_usable())

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """One that keeps what it prepared. PostgreSQL does so when a transaction is taken back; psycopg tells it to
        forget, in case a table was made anew under the same name: here only a migration does, before the start.
        """
        made = super().get_new_connection(conn_params)
        made._prepared.clear = lambda: False
        self._prepared: dict[Any, bytes] = {}  # text and kinds of values: the name it goes by
        self._numbers, self._kept = count(), 0
        return made

    def ask(self, text: bytes, values: list[Any], wanted: bool) -> Found:
        """The rows of a statement. Its values travel beside it, so that the server keeps its plan."""
        if self._goes_short():
            return self._shortly([(text, values)])[0]
        answer = RawCursor(self.connection).execute(text, [_one_kind(value) for value in values])
        # of a pipeline nobody waits for an answer, unless it is wanted
        return answer.fetchall() if wanted or not self.connection.info.pipeline_status else []

    def ask_at_once(self, asked: Sequence[Asked]) -> list[Found]:
        """The rows of several statements that do not need one another's: one way there and back for all."""
        if self._goes_short():
            return self._shortly(asked)
        return [self.ask(text, values, True) for text, values in asked]

    def _goes_short(self) -> bool:
        """Prepared here and nothing to begin first: no transaction wanted, or one begun."""
        asked, status = self.connection, self.connection.pgconn.transaction_status
        begun = status == pq.TransactionStatus.INTRANS or (status == pq.TransactionStatus.IDLE and asked.autocommit)
        return begun and asked.prepare_threshold is not None and not asked.pgconn.pipeline_status

    def _shortly(self, asked: Sequence[Asked]) -> list[Found]:
        ready = [self._ready(text, values) for text, values in asked]
        if len(ready) == 1:
            return [self._answer(ready[0], self._sent(ready[0]))]
        return self._all_at_once(ready)

    def _ready(self, text: bytes, values: list[Any]) -> _Ready:
        """Its values as they travel, and the statement prepared, if it has not been."""
        told = Transformer(self.connection)
        bound = told.dump_sequence([_one_kind(value) for value in values], [PyFormat.AUTO] * len(values))
        key = text, told.types
        name = self._prepared.pop(key, None)
        if name is None:
            name = self._prepare(text, told.types)
        self._prepared[key] = name  # the last one asked stands last: what nobody asks any more is forgotten first
        return told, name, bound

    def _prepare(self, text: bytes, kinds: Any) -> bytes:
        line, name = self.connection.pgconn, b"danchu_%d" % next(self._numbers)
        while self._prepared and self._kept + len(text) > KEPT:
            oldest = next(iter(self._prepared))
            line.send_query(b"DEALLOCATE " + self._prepared.pop(oldest))
            _checked(self.connection.wait(generators.execute(line))[0])
            self._kept -= len(oldest[0])
        line.send_prepare(name, text, kinds)
        _checked(self.connection.wait(generators.execute(line))[0])
        self._kept += len(text)
        return name

    def _sent(self, ready: _Ready) -> Any:
        told, name, bound = ready
        self.connection.pgconn.send_query_prepared(name, bound, told.formats)
        return self.connection.wait(generators.execute(self.connection.pgconn))[0]

    def _answer(self, ready: _Ready, result: Any) -> Found:
        told = ready[0]
        told.set_pgresult(_checked(result))
        found: Found = told.load_rows(0, result.ntuples, tuple)
        return found

    def _all_at_once(self, ready: list[_Ready]) -> list[Found]:
        line, wait = self.connection.pgconn, self.connection.wait
        line.enter_pipeline_mode()
        try:
            for told, name, bound in ready:
                line.send_query_prepared(name, bound, told.formats)
            line.pipeline_sync()
            wait(generators.send(line))
            results = [wait(generators.fetch_many(line))[0] for _each in (*ready, "the end")]
        except BaseException:  # interrupted: nobody knows any more whose answer comes next
            line.finish()
            raise
        line.exit_pipeline_mode()
        return [self._answer(each, result) for each, result in zip(ready, results, strict=False)]


_Ready = tuple[Any, bytes, Sequence[Any]]  # what knows how values travel, the statement's name, its values


def _one_kind(value: Any) -> Any:
    """Numbers all travel as one type: the server prepares a statement for each, and each costs a planning."""
    return Int8(value) if type(value) is int else value


def _checked(result: Any) -> Any:
    if result.status not in _DONE:
        raise error_from_result(result)
    return result
