"""Lines broken at the edge of a page, joined into the paragraphs they were."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from danchu.ground.drafts.markers import in_capitals, marker
from danchu.ground.drafts.parts import CLAUSES, Kind

_ENDED = re.compile(r"(?:[.;:!?…”\"»)]|/\.)\s*$")
_EXPECTS_MORE = re.compile(
    r"(?:,|[-–]|(?<!\w)(?:tại|của|và|hoặc|theo|các|khoản \d+\w?|điểm \w|điểm|từ|đến|là|với|cho|quy định|Luật|số))\s*$")
_LARGE = frozenset({Kind.PART, Kind.CHAPTER, Kind.SECTION, Kind.SUBSECTION, Kind.APPENDIX})
_FEW = 20  # lines: too few to tell
_FULL = 0.8  # of the longest line


def is_wrapped(lines: Sequence[str]) -> bool:
    """Was this text broken at a width? Then many lines begin with a small letter after one that did not end."""
    said = [line.strip() for line in lines if line.strip()]
    if len(said) < _FEW:
        return False
    goes_on = sum(_goes_on(one, other) for one, other in pairwise(said))
    return goes_on > len(said) / 5


def _goes_on(one: str, other: str) -> bool:
    return other[0].islower() and not _ENDED.search(one) and marker(other) is None


def unwrapped(lines: Sequence[str]) -> Iterator[str]:
    """Paragraphs: a line that begins a part begins one; so does a line after a full stop or a short line."""
    width = _usual_width(lines)
    paragraph: list[str] = []
    for raw in lines:
        line = raw.strip()
        if not line or (paragraph and _begins(line, paragraph, width)):
            if paragraph:
                yield " ".join(paragraph)
            paragraph = [line] if line else []
        else:
            paragraph.append(line)
    if paragraph:
        yield " ".join(paragraph)


def _usual_width(lines: Sequence[str]) -> int:
    """The length nine lines of ten do not pass."""
    lengths = sorted(len(line.strip()) for line in lines if line.strip())
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _begins(line: str, paragraph: Sequence[str], width: int) -> bool:
    last = paragraph[-1]
    found = marker(line)
    heading = marker(paragraph[0])
    if found and (found.kind in (Kind.ARTICLE, Kind.POINT) or found.kind in _LARGE):
        return in_capitals(last) or not _EXPECTS_MORE.search(last)
    if found and found.kind in CLAUSES:
        return bool(_ENDED.search(last)) or len(last) < width * _FULL or _is_heading(heading)
    if heading and heading.kind in _LARGE:
        return (len(paragraph) == 1 and not heading.rest) or in_capitals(last) != in_capitals(line)
    if in_capitals(line) != in_capitals(last) and len(line) > 3:  # a name in capitals, then the text
        return not _EXPECTS_MORE.search(last)
    if _ENDED.search(last):
        return not line[0].islower()
    return len(last) < width * _FULL and line[0].isupper() and not _is_heading(heading)


def _is_heading(found: object) -> bool:
    return getattr(found, "kind", None) is Kind.ARTICLE
