"""Django's own door to PostgreSQL, except that each request's first look whether the connection lives asks nothing, and
that written statements go past Django's cursor, prepared and several at once (`line.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from select import select
from typing import Any

from django.db.backends.postgresql import base
from psycopg.pq import Format

from danchu.ground.rows.postgresql.line import Asked, Found, Line


class DatabaseWrapper(base.DatabaseWrapper):
    line: Line
    gathers = False  # whether what is added may wait for what is asked next (`rows.gathered`)

    def is_usable(self) -> bool:
        """Whether the server is still there. A server says goodbye, or its socket ends: silence is a good sign, and
        costs no round trip; only where something waits to be read, a statement is tried.
        """
        if self.connection is None or self.connection.closed:
            return False
        waiting, _to_write, _broken = select([self.connection], [], [], 0)
        return not waiting or bool(super().is_usable())

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """With a line of its own."""
        made = super().get_new_connection(conn_params)
        self.line = Line(made)
        return made

    def ask(self, text: bytes, values: Sequence[Any], *, as_they_are: bool = False) -> Found:
        """The rows of a statement. Its values travel beside it, so that the server keeps its plan.

        `as_they_are`: bytes come as bytes, not as twice as many letters; JSON would come twice read.
        """
        return self.line.ask(text, values, Format.BINARY if as_they_are else Format.TEXT)

    def ask_at_once(self, asked: Sequence[Asked]) -> list[Found]:
        """The rows of several statements that do not need one another's: one way there and back for all."""
        return self.line.ask_at_once(asked)

    def tell(self, text: bytes, values: Sequence[Any]) -> None:
        """Leave a statement to travel with what is asked next, or with the end of the transaction."""
        self.line.tell(text, values)

    def hurry(self) -> None:
        """Do what was told and still waits."""
        with self.wrap_database_errors:
            self.line.hurry()

    def create_cursor(self, name: str | None = None) -> Any:
        """Whatever Django asks by a cursor, it asks after what was told before."""
        self.line.hurry()
        return super().create_cursor(name)

    def _commit(self) -> None:
        with self.wrap_database_errors:
            done = self.connection is not None and self.line.commit()
        if not done:
            super()._commit()  # type: ignore[misc]

    def _rollback(self) -> None:
        self._forget()
        super()._rollback()  # type: ignore[misc]

    def _savepoint_rollback(self, sid: str) -> None:
        self._forget()  # what was told before the savepoint went with it
        super()._savepoint_rollback(sid)  # type: ignore[misc]

    def _close(self) -> Any:
        self._forget()
        return super()._close()  # type: ignore[misc]

    def _forget(self) -> None:
        if self.connection is not None:
            self.line.forget()
