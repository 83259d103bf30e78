"""A written statement as the engine itself takes it: its own places, and what never changes written out.

An engine knows a partial index by values it sees. SQLite prepares a statement anew to see them; PostgreSQL plans it
anew, and planning many joins costs ten times what answering them does. Where they stand in the text, one plan serves.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

_PLACE = re.compile("%[s%]")


class Native:
    """Its text, and what is bound in its places, in their order. PostgreSQL is told once what stands in several."""

    __slots__ = ("_places", "_postgres", "asked", "bound", "text")

    def __init__(self, text: str, values: Sequence[Any], vendor: str) -> None:
        self.bound: list[Any] = []
        self._places: dict[Any, str] = {}
        self._postgres = vendor == "postgresql"
        left = iter(values)
        self.text = _PLACE.sub(lambda found: "%" if found[0] == "%%" else self._said(next(left)), text)
        self.asked = self.text.encode()

    def _said(self, value: Any) -> str:
        if isinstance(value, bool):
            return str(value).upper() if self._postgres else str(int(value))
        if isinstance(value, str) and (not value or value.isidentifier()):
            return f"'{value}'"
        if isinstance(value, date) and self._postgres:  # a year chosen, most often: how much that is, it can know
            return f"'{value.isoformat()}'::{'timestamptz' if isinstance(value, datetime) else 'date'}"
        if not self._postgres:
            self.bound.append(value)
            return "?"
        same = _same(value)
        if same not in self._places:
            self.bound.append(value)
            self._places[same] = f"${len(self.bound)}"
        return self._places[same]


def _same(value: Any) -> Any:
    """What makes two values one: a slot's name and kind, or being equal and of one type."""
    if hasattr(value, "output_field"):
        return value.name, type(value.output_field)
    return (type(value), value) if isinstance(value, (int, str)) else id(value)
