"""A public disclosure with every look at it and the photos, in one statement: its page asks for them together."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from django.db.models import Model

from danchu.ground import rows
from danchu.ground.files.models import Attachment
from danchu.ground.offices.models import Unit
from danchu.ground.people.models import Person
from danchu.ground.rows import Row, Written
from danchu.mechanisms.disclosures.models import Disclosure, Observation, OwnItem

Parts = tuple[tuple[str, type[Model], tuple[str, ...]], ...]  # where it stands beside the disclosure, what, its columns
_BESIDE: Parts = (("body__", Unit, ("id", "full_name", "serves_id")), ("office__", Unit, ("id", "full_name")),
                  ("own_item__", OwnItem, rows.columns(OwnItem)), ("approved_by__", Person, ("id", "name")))
_LOOK: Parts = (("observations__", Observation, (
    "id", "disclosure_id", "form", "place", "on", "up", "note", "at", "photo_id")),
    ("observations__photo__", Attachment, ("id", "name", "audience")))


def public_with_looks(code: str) -> tuple[Disclosure | None, list[Observation]]:
    """What anyone may read under this code and the looks at it by day; (None, []) where there is none."""
    found = list(_public().rows(code=code))
    if not found:
        return None, []
    names = rows.columns(Disclosure)
    d = rows.made(Disclosure, names, found[0][: len(names)])
    d.body, d.office, d.own_item, d.approved_by = _made(_BESIDE, found[0][len(names):])
    seen = len(names) + sum(len(columns) for _where, _model, columns in _BESIDE)
    return d, [look for row in found if (look := _look(row[seen:]))]


@lru_cache(maxsize=1)
def _public() -> Written:
    named = (where + name for where, _model, names in (*_BESIDE, *_LOOK) for name in names)
    shown = Disclosure.objects.visible_to().filter(code=rows.words("code"))
    return Written(shown.order_by("observations__on", "observations__id").values_list(
        *rows.columns(Disclosure), *named))


def _look(row: Row) -> Observation | None:
    look, photo = _made(_LOOK, row)
    if look is not None and photo is not None:
        look.photo = photo
    return look


def _made(parts: Parts, row: Row) -> Iterator[Any]:
    """Each part as an object; None where there is none."""
    at = 0
    for _where, model, names in parts:
        values = row[at : (at := at + len(names))]
        yield None if values[0] is None else rows.made(model, names, values)
