"""A disclosure with every look at it and the photos, in one statement: its page asks for them together."""

from __future__ import annotations

from typing import Any

from django.db.models import F, QuerySet

from danchu.ground.files.models import Attachment
from danchu.mechanisms.disclosures.models import Disclosure, Observation

_COLUMNS = ("id", "form", "place", "on", "up", "note", "at", "photo_id")
_PHOTO = ("name", "audience")


def with_looks(found: QuerySet[Disclosure]) -> tuple[Disclosure | None, list[Observation]]:
    """The one disclosure of `found` and the looks at it by day; (None, []) where there is none. One statement."""
    looked: dict[str, Any] = {f"look_{name}": F(f"observations__{name}") for name in _COLUMNS}
    looked |= {f"photo_{name}": F(f"observations__photo__{name}") for name in _PHOTO}
    rows = list(found.annotate(**looked).order_by("observations__on", "observations__id"))
    return (rows[0], [_look(row) for row in rows if vars(row)["look_id"]]) if rows else (None, [])


def _look(row: Disclosure) -> Observation:
    told = vars(row)
    look = Observation(disclosure_id=row.pk, **{name: told[f"look_{name}"] for name in _COLUMNS})
    if look.photo_id:
        look.photo = Attachment(pk=look.photo_id, **{name: told[f"photo_{name}"] for name in _PHOTO})
    return look
