"""What an archive is: rows as lines of JSON that mean the same on both engines; the journal's chain.

    manifest.json             when, from which migrations, how many rows a table, the journal's chain
    tables/<app.model>.jsonl  first line the columns, then a row a line
    files/…                   what people attached, as stored
    files.json                their SHA-256; last, because a file may go while the archive is written
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection, models
from django.db.migrations.recorder import MigrationRecorder

from danchu.ground.journal.models import Entry

FORMAT = 1
BATCH = 1000  # rows read or written at a time
# Made anew by `migrate` or by the worker, or not worth keeping: a copied session would be a stolen one.
LEFT_OUT = {"contenttypes.contenttype", "auth.permission", "sessions.session", "people.stay",
            "search.list", "search.waiting"}

Row = list[Any]


def tables() -> list[type[models.Model]]:
    """Every table an archive holds, in a stable order."""
    kept = [m for m in apps.get_models(include_auto_created=True)
            if m._meta.managed and not m._meta.proxy and m._meta.label_lower not in LEFT_OUT]
    return sorted(kept, key=lambda m: m._meta.label_lower)


def columns(model: type[models.Model]) -> list[models.Field]:
    """The fields that are stored, not computed."""
    return [f for f in model._meta.concrete_fields if not getattr(f, "generated", False)]


def rows(model: type[models.Model]) -> Iterator[Row]:
    """All rows by primary key, a batch at a time: memory stays flat on both engines."""
    names = [f.attname for f in columns(model)]
    last: Any = None
    while True:
        some = model._base_manager.order_by("pk").values_list("pk", *names)
        batch = list((some if last is None else some.filter(pk__gt=last))[:BATCH])
        yield from (list(row[1:]) for row in batch)
        if len(batch) < BATCH:
            return
        last = batch[-1][0]


def line(row: Row) -> str:
    """One row as JSON that is the same whichever engine it comes from."""
    plain = [_plain(value) for value in row]
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def values(model: type[models.Model], text: str) -> Row:
    """The row back from its line."""
    return [_back(field, value) for field, value in zip(columns(model), json.loads(text), strict=True)]


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return b64encode(bytes(value)).decode()
    return value


def _back(field: models.Field, value: Any) -> Any:
    if value is None or isinstance(field, models.JSONField):
        return value
    return b64decode(value) if isinstance(field, models.BinaryField) else field.to_python(value)


def chained(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """(line, SHA-256 of the link before and the line): a changed, lost or moved row changes all after it."""
    link = b""
    for text in lines:
        link = sha256(link + text.encode()).digest()
        yield text, link.hex()


def journal_chain() -> tuple[int, str]:
    """How many rows the journal has, and the last link of its chain."""
    count, last = 0, ""
    for _, link in chained(line(row) for row in rows(Entry)):
        count, last = count + 1, link
    return count, last


def applied_migrations() -> list[str]:
    """What this database has been through, in order of name."""
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())
