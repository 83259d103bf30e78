"""Where a stay is kept: Django's own rows of sessions, read with a statement written once. Nothing is cached: who
signed out is out on every worker at once.
"""

from functools import cache
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.contrib.sessions.models import Session
from django.utils import timezone

from danchu.ground import rows
from danchu.ground.rows import Written


class SessionStore(DatabaseSessions):
    """Sessions in the database."""

    def load(self) -> dict[str, Any]:
        """What was kept under this key; an empty session where there is none any more. One statement."""
        kept = _kept().row(key=self.session_key, now=timezone.now())
        if kept is None:
            self._session_key = None
            return {}
        return self.decode(kept[0])


@cache
def _kept() -> Written:
    alive = Session.objects.filter(session_key=rows.words("key"), expire_date__gt=rows.moment("now"))
    return Written(alive.values_list("session_data"))
