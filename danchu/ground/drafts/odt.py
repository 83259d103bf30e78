"""OpenDocument texts and sheets → their paragraphs, to be searched and looked through.

Drafts are not read from them: the numbers of an automatic list stand in styles, and a draft needs its numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from zipfile import ZipFile

from danchu.ground.drafts.lines import LIMITS, Limits, Line, Reading, Unreadable, gather
from danchu.ground.drafts.packed import attribute, events, member, opened

_BROKEN = "Không mở được tệp này: tệp hỏng, có mật khẩu, hoặc không phải .odt, .ods."
_WHOLE = frozenset({"p", "h"})
_SKIPPED = frozenset({"tracked-changes", "annotation", "table-of-content", "forms"})
_CHARACTERS = {"tab": "\t", "line-break": "\n"}
_MOST_SPACES = 100  # of one element that stands for many


def read_odt(content: bytes, limits: Limits = LIMITS) -> Reading:
    """The text as it is shown: what was deleted, and remarks in the margin, left out. Raises Unreadable."""
    return opened(content, lambda package: _read(package, limits), broken=_BROKEN)


def _read(package: ZipFile, limits: Limits) -> Reading:
    xml = member(package, "content.xml", limits)
    if not xml:
        raise Unreadable(_BROKEN)
    return Reading(gather(_lines(xml, limits), limits))


def _lines(xml: bytes, limits: Limits) -> Iterator[Line]:
    """Each paragraph that lies in no other: what lies in it (a note, a box) is part of it."""
    inside = skipped = 0
    for event, name, element in events(xml, limits, _WHOLE):
        step = 1 if event == "start" else -1
        if name in _SKIPPED:
            skipped += step
        elif name in _WHOLE and not skipped:
            inside += step
            if not inside:
                yield from (Line(piece) for piece in _said(element).split("\n"))


def _said(element: Any) -> str:
    """All it says, in order. As deep as `events` lets a file be."""
    name = element.tag.rpartition("}")[2]
    if name in _SKIPPED:
        return ""
    if name == "s":
        count = attribute(element, "c")
        return " " * min(int(count), _MOST_SPACES) if count.isascii() and count.isdecimal() else " "
    said = [_CHARACTERS.get(name, ""), element.text or ""]
    for child in element:
        apart = child.tag.rpartition("}")[2] in _WHOLE  # a paragraph in a paragraph: its words are words of their own
        said += [" " if apart else "", _said(child), " " if apart else "", child.tail or ""]
    return "".join(said)
