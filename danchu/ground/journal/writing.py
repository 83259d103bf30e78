"""The only way into the journal. Called inside the action's own transaction: together or not at all."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import connection

from danchu.ground import rows
from danchu.ground.journal import turns
from danchu.ground.journal.models import Audience, Entry, Link

if TYPE_CHECKING:
    from danchu.ground.offices.models import Unit
    from danchu.ground.people.models import Person


in_turn = turns.alone  # for what must stay in its own thread; `turns.in_turn` is quicker
WRITERS = 7_205_2026  # the advisory lock writers share on PostgreSQL; SQLite has one writer anyway


def write(
    subject: str, verb: str, *, at: datetime, role: str, audience: Audience,
    by: "Person | None" = None, unit: "Unit | None" = None, text: str = "", about: dict[str, Any] | None = None,
) -> Entry:
    """Add one row. Raises RuntimeError outside a transaction: an act and its trace must not be able to part."""
    if not connection.in_atomic_block:
        raise RuntimeError("a journal row is written inside the transaction of the act it tells of")
    if connection.vendor == "postgresql":
        rows.tell("SELECT pg_advisory_xact_lock_shared(%s)", [WRITERS])
    entry = Entry(subject=subject, verb=verb, at=at, role=role, audience=audience,
                  by=by, unit=unit, text=text, about=about or {})
    rows.add(entry)
    return entry


def link(source: str, target: str, kind: str, *, at: datetime) -> None:
    """Say that two cases belong together. Saying it twice is saying it once."""
    Link.objects.get_or_create(source=source, target=target, kind=kind, defaults={"at": at})


def unlink(source: str, target: str, kind: str) -> None:
    """They belong together no more: what the lines of both tell of it stays."""
    Link.objects.filter(source=source, target=target, kind=kind).delete()


def wait_for_writers() -> None:
    """Return once every transaction that has written a row is over. Inside a short transaction of its own."""
    if connection.vendor == "postgresql":
        rows.by_hand("SELECT pg_advisory_xact_lock(%s)", [WRITERS])
