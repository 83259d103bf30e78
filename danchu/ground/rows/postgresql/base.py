"""Django's own door to PostgreSQL, except that each request's first look whether the connection lives asks nothing."""

from select import select

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    def is_usable(self) -> bool:
        """Whether the server is still there. A server says goodbye, or its socket ends: silence is a good sign, and
        costs no round trip; only where something waits to be read, a statement is tried.
        """
        if self.connection is None or self.connection.closed:
            return False
        waiting, _to_write, _broken = select([self.connection], [], [], 0)
        return not waiting or bool(super().is_usable())
