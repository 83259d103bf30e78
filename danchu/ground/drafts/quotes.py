"""Which lines are quoted from another text: an amending document's “Điều 5. …” is not its own Điều 5."""

import re
from collections.abc import Sequence

from danchu.ground.drafts.markers import marker

_QUOTES = re.compile(r"[“”\"«»„]")
_OPENING = "“«„"
_ENDS = re.compile(r"[.;,:]?\s*(?:/\.)?$")


def quoted(texts: Sequence[str]) -> tuple[set[int], list[int]]:
    """(lines inside a quotation that spans lines, lines that open one never closed).

    Only a quotation that opens a line, or follows a colon, and closes at the end of a line counts: a stray quote
    mark in running text cannot swallow articles. The line that opens after a colon is not itself in the set.
    """
    inside: set[int] = set()
    open_marks: list[tuple[int, bool]] = []  # line, does it open a block?
    for at, text in enumerate(texts):
        for found in _QUOTES.finditer(text):
            if _opens(text, found, open_marks):
                open_marks.append((at, _starts_block(text, found.start())))
            elif open_marks:
                start, block = open_marks.pop()
                if block and _ENDS.match(text, found.end()):
                    inside.update(range(start + (not _opens_line(texts[start])), at + 1))
    return inside, [at for at, block in open_marks if block and at not in inside and _quotes_a_part(texts[at])]


def _opens(text: str, found: re.Match[str], open_marks: list[tuple[int, bool]]) -> bool:
    if found[0] != '"':
        return found[0] in _OPENING
    before, after = text[: found.start()], text[found.end() :]
    return bool(after) and not after[0].isspace() and (not before or before[-1] in " (:") and not (
        open_marks and after[0] in ".;,")  # fmt: skip


def _starts_block(text: str, at: int) -> bool:
    return not text[:at].strip() or text[:at].rstrip().endswith(":")


def _opens_line(text: str) -> bool:
    return bool(_QUOTES.match(text))


def _quotes_a_part(text: str) -> bool:
    """Does an article, a clause or a point stand right after the opening mark?"""
    after = text[max(text.rfind(mark) for mark in '“«„"') + 1 :].strip()
    return bool(after) and marker(after) is not None
