"""What was put in and taken out, word by word. Put together again, the pieces give both texts exactly."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_WORD = re.compile(r"\s*\w+|\s*[^\w\s]|\s+")  # the space before goes along: “ý.” and “ý và” begin with the same word
_SENTENCE = re.compile(r"[^.;:\n]*(?:[.;:\n]+\s*|$)")
_MOST = 1_500_000  # words of one text times words of the other


class Op(StrEnum):
    """What became of a piece of text."""

    EQUAL = "equal"  # giữ nguyên
    DELETE = "delete"  # bỏ
    INSERT = "insert"  # thêm


@dataclass(frozen=True)
class Segment:
    """A run of words with the same fate."""

    op: Op
    text: str


def word_changes(old: str, new: str) -> tuple[Segment, ...]:
    """Equal and deleted pieces give `old`, equal and inserted ones give `new`. Bounded: long texts by sentence."""
    return tuple(_joined(_compared(_WORD.findall(old), _WORD.findall(new), finest=True)))


def _compared(old: Sequence[str], new: Sequence[str], *, finest: bool) -> Iterator[tuple[Op, str]]:
    start, end = _common(old, new)
    yield Op.EQUAL, "".join(old[:start])
    middle, other = old[start : len(old) - end], new[start : len(new) - end]
    if len(middle) * len(other) <= _MOST:
        for tag, a, b, c, d in SequenceMatcher(None, middle, other, autojunk=False).get_opcodes():
            if tag == "equal":
                yield Op.EQUAL, "".join(middle[a:b])
            else:
                yield Op.DELETE, "".join(middle[a:b])
                yield Op.INSERT, "".join(other[c:d])
    elif finest:
        yield from _by_sentence("".join(middle), "".join(other))
    else:
        yield Op.DELETE, "".join(middle)
        yield Op.INSERT, "".join(other)
    yield Op.EQUAL, "".join(old[len(old) - end :])


def _by_sentence(old: str, new: str) -> Iterator[tuple[Op, str]]:
    return _compared(_SENTENCE.findall(old), _SENTENCE.findall(new), finest=False)


def _common(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """How many words are the same at the start, and how many of the others at the end."""
    shorter = min(len(old), len(new))
    start = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    rest = shorter - start
    end = next((at for at in range(rest) if old[-1 - at] != new[-1 - at]), rest)
    return start, end


def _joined(pieces: Iterator[tuple[Op, str]]) -> Iterator[Segment]:
    """Neighbours of one fate become one; a run of changes is one deletion, then one insertion."""
    said: dict[Op, list[str]] = {Op.DELETE: [], Op.INSERT: [], Op.EQUAL: []}
    for op, text in pieces:
        if not text:
            continue
        others = (Op.DELETE, Op.INSERT) if op is Op.EQUAL else (Op.EQUAL,)
        if any(said[other] for other in others):
            yield from _emptied(said)
        said[op].append(text)
    yield from _emptied(said)


def _emptied(said: dict[Op, list[str]]) -> Iterator[Segment]:
    for op, texts in said.items():
        if texts:
            yield Segment(op, "".join(texts))
            texts.clear()
