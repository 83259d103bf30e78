"""Cells and text as a reader sees them, and as XML may hold them."""

from __future__ import annotations

import re
from datetime import date
from xml.sax.saxutils import escape

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


_PLAIN = re.compile("[^\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff&<>\"]*")


def clean(text: str) -> str:
    """Without what no XML file may hold: control characters, halves of surrogate pairs."""
    if text.isprintable():
        return text
    return _NOT_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def xml(text: str) -> str:
    """Ready to stand between tags, or in double quotes."""
    if _PLAIN.fullmatch(text):  # most of what a million people write: one look instead of six
        return text
    return escape(clean(text), {'"': "&quot;"})


def shown(cell: object) -> str:
    """12.345 with the points of Vietnamese thousands, 05/02/2026, nothing for None."""
    if type(cell) is str:
        return cell
    if cell is None:
        return ""
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, float):
        return f"{cell:,}".replace(",", " ").replace(".", ",").replace(" ", ".")
    return f"{cell:,}".replace(",", ".") if type(cell) is int else str(cell)
