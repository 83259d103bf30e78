"""Django's own door to PostgreSQL, except that each request's first look whether the connection lives asks nothing, and
that written statements go past Django's cursor, prepared.
"""

from __future__ import annotations

from collections.abc import Sequence
from select import select
from typing import Any

from django.db.backends.postgresql import base
from psycopg import RawCursor
from psycopg.types.numeric import Int8

PREPARED = 150  # statements a connection keeps: all pages together ask more than psycopg's hundred
Asked = tuple[bytes, list[Any]]  # a statement with places of PostgreSQL's own, and what stands in them
Found = list[tuple[Any, ...]]


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
        """One that keeps more of what it prepared."""
        made = super().get_new_connection(conn_params)
        made.prepared_max = PREPARED
        return made

    def ask(self, text: bytes, values: list[Any], wanted: bool, *, as_they_are: bool = False) -> Found:
        """The rows of a statement. Its values travel beside it, so that the server keeps its plan.

        `as_they_are`: bytes come as bytes, not as twice as many letters; JSON would come twice read.
        """
        answer = self._asked(text, values, as_they_are)
        # of a pipeline nobody waits for an answer, unless it is wanted
        return answer.fetchall() if wanted or not self.connection.info.pipeline_status else []

    def ask_at_once(self, asked: Sequence[Asked]) -> list[Found]:
        """The rows of several statements that do not need one another's: one way there and back for all."""
        with self.connection.pipeline():
            answers = [self._asked(text, values) for text, values in asked]
            return [answer.fetchall() for answer in answers]

    def _asked(self, text: bytes, values: list[Any], as_they_are: bool = False) -> RawCursor[tuple[Any, ...]]:
        return RawCursor(self.connection).execute(text, [_one_kind(value) for value in values], binary=as_they_are)


def _one_kind(value: Any) -> Any:
    """Numbers all travel as one type: the server prepares a statement for each, and each costs a planning."""
    return Int8(value) if type(value) is int else value
