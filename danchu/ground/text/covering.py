"""Covering personal data in words that are public already: places guessed by the machine, passages shown by a person.

What is covered may only lose words, never gain or change any: so that no promise is rewritten in the name of privacy.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from danchu.ground.text.personal_data import LABELS, Span, find

COVERED = "[đã che]"
_COVERS = re.compile(r"\[[^\[\]]{0,40}đã che\]")


def pieces(text: str, spans: list[Span], covered: set[int]) -> list[dict[str, Any]]:
    """The text in order: plain words, and places that may be covered by one click."""
    out: list[dict[str, Any]] = []
    at = 0
    for n, span in enumerate(spans):
        if span.start < at:  # two readings of the same words: the first is the place
            continue
        out += [{"text": text[at:span.start]}, {"text": text[span.start:span.end], "n": n, "covered": n in covered,
                                                "kind": LABELS[span.type]}]
        at = span.end
    return [*out, {"text": text[at:]}]


def places(text: str) -> list[Span]:
    """Where personal data may stand."""
    return find(text, readings=True)


def cover(text: str, spans: Iterable[Span], passages: Iterable[str] = (), *, most: int = 0) -> str:
    """The text with these places covered, and each passage wherever it stands; no longer than `most`, if it can be."""
    marked = [(span.start, span.end, f"[{LABELS[span.type]} đã che]") for span in spans]
    marked += [(found.start(), found.end(), COVERED) for passage in {p.strip() for p in passages} - {""}
               for found in re.finditer(re.escape(passage), text)]
    joined: list[tuple[int, int, str]] = []
    for start, end, label in sorted(marked):
        if joined and start < joined[-1][1]:  # one inside the other, or across its end
            first, last, said = joined.pop()
            joined.append((first, max(last, end), said if last >= end else COVERED))
        else:
            joined.append((start, end, label))
    out, at = [], 0
    for start, end, label in joined:
        out += [text[at:start], label]
        at = end
    said = "".join([*out, text[at:]])
    return _COVERS.sub(COVERED, said) if most and len(said) > most else said


def only_covers(before: str, after: str) -> bool:
    """Whether `after` is `before` with something covered, and nothing else changed."""
    kept = _COVERS.split(after)
    if len(kept) == 1 or not (before.startswith(kept[0]) and before.endswith(kept[-1])):
        return False
    at, end = len(kept[0]), len(before) - len(kept[-1])
    for words in kept[1:-1]:
        at = before.find(words, at, end)
        if at < 0:
            return False
        at += len(words)
    return at <= end
