"""A connection's statements asked through libpq as psycopg hands it on (`psycopg.pq`): a cursor, and psycopg's own
pipeline, cost as much again as a small statement does with the server's work.

What is asked twice is prepared, and kept prepared. What nobody waits for the answer of may wait for what is asked next,
or for the end of the transaction, and go there in one way with it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from select import POLLIN, POLLOUT, poll
from typing import Any, NamedTuple

from psycopg import Connection, OperationalError, abc, adapt, errors
from psycopg.pq import ConnStatus, DiagnosticField, ExecStatus, Format, TransactionStatus
from psycopg.pq.abc import PGresult
from psycopg.types.numeric import Int8

KEPT = 300  # statements a connection remembers; all pages together ask fewer
_WELL = (ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK)

Asked = tuple[bytes, Sequence[Any]]  # a statement with places of PostgreSQL's own, and what stands in them
Found = list[tuple[Any, ...]]


@dataclass
class _Known:
    """A statement this connection has met: how its values are written and its columns read, and, by the types of its
    values, the name the server has it by (empty: asked once).
    """

    reader: abc.Transformer
    names: dict[tuple[int, ...], bytes] = field(default_factory=dict)


class _Sent(NamedTuple):
    """A statement as it travels: by its name once it is prepared, else as it is written."""

    reader: abc.Transformer
    text: bytes
    name: bytes
    values: Sequence[Any]
    types: Sequence[int]
    formats: Sequence[int]
    answer: Format


class Line:
    """The written statements of one connection. Only one thread uses it, as Django has it of its connections."""

    def __init__(self, connection: Connection[Any]) -> None:
        self._connection, self._server = connection, connection.pgconn
        self._known: OrderedDict[tuple[bytes, Format], _Known] = OrderedDict()  # what was asked last at its end
        self._named = 0
        self._waiting: list[_Sent] = []

    def ask(self, text: bytes, values: Sequence[Any], answer: Format = Format.TEXT) -> Found:
        """The rows of a statement, and before it all that waits is done. Raises what psycopg raises."""
        asked = self._ready(text, values, answer)
        if self._waiting or self._must_begin():
            return _rows(asked, self._together([*self._all_that_waits(), asked])[-1])
        result = (self._server.exec_prepared(asked.name, asked.values, asked.formats, answer) if asked.name
                  else self._server.exec_params(text, asked.values, asked.types, asked.formats, answer))
        return _rows(asked, self._well(result))

    def ask_at_once(self, several: Sequence[Asked]) -> list[Found]:
        """The rows of several statements that do not need one another's: one way there and back for all."""
        asked = [self._ready(text, values, Format.TEXT) for text, values in several]
        results = self._together([*self._all_that_waits(), *asked])[-len(asked):]
        return list(map(_rows, asked, results))

    def tell(self, text: bytes, values: Sequence[Any]) -> None:
        """Leave a statement whose answer nobody reads: it is done before anything else is, at the latest by `hurry`."""
        self._waiting.append(self._ready(text, values, Format.TEXT))

    def hurry(self) -> None:
        """Do what waits. Raises what is wrong with the first of it."""
        if self._waiting:
            self._together(self._all_that_waits())

    def commit(self) -> bool:
        """Do what waits and commit, in one way. False where nothing waits: then nothing is done."""
        if not self._waiting:
            return False
        self._together([*self._all_that_waits(), self._ready(b"COMMIT", (), Format.TEXT)])
        return True

    def forget(self) -> None:
        """What waits is not wanted any more: its transaction is taken back."""
        self._waiting.clear()

    def _all_that_waits(self) -> list[_Sent]:
        waiting, self._waiting = self._waiting, []
        return waiting

    def _must_begin(self) -> bool:
        """Whether Django's transaction is still to be begun: psycopg does it with the first statement, so here too."""
        return (not self._connection.autocommit
                and self._server.transaction_status == TransactionStatus.IDLE)

    def _ready(self, text: bytes, values: Sequence[Any], answer: Format) -> _Sent:
        known = self._met(text, answer)
        written = known.reader.dump_sequence(list(map(_one_kind, values)), [abc.PyFormat.AUTO] * len(values))
        types = known.reader.types or ()
        return _Sent(known.reader, text, self._name(known, text, types), written, types,
                     known.reader.formats or (), answer)

    def _met(self, text: bytes, answer: Format) -> _Known:
        known = self._known.get((text, answer))
        if known is not None:
            self._known.move_to_end((text, answer))
            return known
        known = self._known[text, answer] = _Known(adapt.Transformer(self._connection))
        if len(self._known) > KEPT:
            _oldest, gone = self._known.popitem(last=False)
            for name in filter(None, gone.names.values()):
                self._well(self._server.exec_(b"DEALLOCATE " + name))
        return known

    def _name(self, known: _Known, text: bytes, types: tuple[int, ...]) -> bytes:
        """What the server knows the statement by: from the second time on; never where connections are lent."""
        name = known.names.get(types)
        if name or self._connection.prepare_threshold is None:
            return name or b""
        if name is None:
            known.names[types] = b""
            return b""
        self._named += 1
        name = b"danchu_%d" % self._named
        self._well(self._server.prepare(name, text, types))
        known.names[types] = name
        return name

    def _together(self, asked: Sequence[_Sent]) -> list[PGresult]:
        """Send all, then read all: one way there and back. Raises what is wrong with the first that failed."""
        if self._must_begin():
            return self._together_now([self._ready(b"BEGIN", (), Format.TEXT), *asked])[1:]
        return self._together_now(asked)

    def _together_now(self, asked: Sequence[_Sent]) -> list[PGresult]:
        server, found = self._server, []
        try:
            server.enter_pipeline_mode()
            for one in asked:
                if one.name:
                    server.send_query_prepared(one.name, one.values, one.formats, one.answer)
                else:
                    server.send_query_params(one.text, one.values, one.types, one.formats, one.answer)
            server.pipeline_sync()
            self._send_to_the_last_byte()
            while (result := self._next()) is None or result.status != ExecStatus.PIPELINE_SYNC:
                if result is not None:
                    found.append(result)
            server.exit_pipeline_mode()
        except BaseException:
            self._connection.close()  # half a conversation: nobody could tell whose the next answer is
            raise
        return [self._well(result) for result in found]

    def _send_to_the_last_byte(self) -> None:
        while self._server.flush():
            if self._wait(POLLIN | POLLOUT) & POLLIN:
                self._server.consume_input()  # a server whose own answers are not read would stop reading

    def _next(self) -> PGresult | None:
        """The next answer; None between two. Waits without keeping the other threads from their work."""
        while self._server.is_busy():
            self._wait(POLLIN)
            self._server.consume_input()
        result = self._server.get_result()
        if result is None and self._server.status == ConnStatus.BAD:
            raise OperationalError("the connection is lost")
        return result

    def _wait(self, what: int) -> int:
        here = poll()
        here.register(self._server.socket, what)
        return here.poll()[0][1]

    def _well(self, result: PGresult) -> PGresult:
        if result.status in _WELL:
            return result
        if self._server.status == ConnStatus.BAD or not result.error_field(DiagnosticField.SQLSTATE):
            raise OperationalError(result.get_error_message())  # no word of the server's: the line itself is down
        raise errors.error_from_result(result)


def _rows(asked: _Sent, result: PGresult) -> Found:
    asked.reader.set_pgresult(result)
    found = asked.reader.load_rows(0, result.ntuples, tuple)
    asked.reader.set_pgresult(None)  # the answer itself is not kept
    return found


def _one_kind(value: Any) -> Any:
    """Numbers all travel as one type: the server prepares a statement for each, and each costs a planning."""
    return Int8(value) if type(value) is int else value
