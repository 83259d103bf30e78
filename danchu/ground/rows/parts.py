"""Rows of several tables read by one statement: each table is a part of a union, and a row says which it is of."""

from __future__ import annotations

from typing import Any

from django.db.models import BigIntegerField, CharField, DateTimeField, QuerySet, TextField, Value
from django.db.models.functions import Cast, JSONObject

from danchu.ground.rows import Written

_NO_TIME = Value(None, DateTimeField())
_EMPTY = Value("", TextField())


def part(what: str, found: QuerySet[Any], key: Any, *, at: Any = _NO_TIME, who: Any = _EMPTY, text: Any = _EMPTY,
         more: Any = _EMPTY) -> QuerySet[Any]:
    """Its rows as (`what`, key, moment, who, text, more); `more` holds what does not fit, usually a `JSONObject`."""
    return found.order_by().annotate(
        part_=Value(what, CharField()), key_=Cast(key, BigIntegerField()), at_=Cast(at, DateTimeField()),
        who_=Cast(who, TextField()), text_=Cast(text, TextField()), more_=Cast(more, TextField()),
    ).values_list("part_", "key_", "at_", "who_", "text_", "more_")


def named(names: tuple[str, ...], **more: Any) -> JSONObject:
    """These columns under their own names, for `more`."""
    return JSONObject(**{name: name for name in names}, **more)


def together(parts: list[QuerySet[Any]]) -> Written:
    """All parts, each by its key."""
    return Written(parts[0].union(*parts[1:], all=True).order_by("part_", "key_", "text_"))
