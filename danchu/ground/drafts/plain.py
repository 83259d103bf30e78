"""Plain text and Markdown → lines."""

import codecs
import re
from collections.abc import Iterator

from danchu.ground.drafts.lines import LIMITS, Limits, Line, Reading, Unreadable, gather
from danchu.ground.drafts.wrapped import is_wrapped, unwrapped

_MARKED = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_EMPHASIS = re.compile(r"(?<!\w)(\*{1,3}|_{1,3})(?=\S)(.+?)(?<=\S)\1(?!\w)")
_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\n]*\)")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>])")
_RULE = re.compile(r"\s*(?:[-*_=]\s*){3,}$|\s*\|?\s*:?-{2,}[\s|:-]*$")  # a line drawn, or under a table's head
_NOTE = re.compile(r"\[\^([^\]\s]{1,20})\](:?)")


def decoded(content: bytes) -> str:
    """UTF-8, or UTF-16 with its mark. Raises Unreadable for anything else."""
    encoding = next((name for mark, name in _MARKED if content.startswith(mark)), "utf-8")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable("Tệp không phải chữ Unicode (UTF-8): hãy mở và lưu lại dạng UTF-8.") from None
    if "\0" in text:
        raise Unreadable("Tệp này không phải văn bản chữ.")
    return text


def read_text(content: bytes, limits: Limits = LIMITS) -> Reading:
    """Each line is a paragraph; where lines were broken at a width, they are joined again."""
    lines = decoded(content).splitlines()
    texts = unwrapped(lines) if is_wrapped(lines) else lines
    return Reading(gather((Line(text, table=" | " in text) for text in texts), limits))


def read_markdown(content: bytes, limits: Limits = LIMITS) -> Reading:
    """Marks of emphasis, headings, lists and links go; `[^1]` becomes a footnote; a table's row stays a row."""
    notes: dict[str, str] = {}
    lines = gather(_markdown_lines(_without_front_matter(decoded(content).splitlines()), notes), limits)
    return Reading(lines, tuple(notes.items()))


def _without_front_matter(lines: list[str]) -> list[str]:
    if lines and lines[0].strip() == "---" and "---" in (line.strip() for line in lines[1:40]):
        end = next(at for at, line in enumerate(lines[1:], start=1) if line.strip() == "---")
        return lines[end + 1 :]
    return lines


def _markdown_lines(lines: list[str], notes: dict[str, str]) -> Iterator[Line]:
    for raw in lines:
        if _RULE.match(raw):
            continue
        note = _NOTE.match(raw)
        if note and note[2]:
            notes[note[1]] = _bare(raw[note.end() :])
            continue
        stripped = raw.strip()
        if stripped.startswith("|"):
            cells = [_bare(cell) for cell in stripped.strip("|").split("|")]
            yield Line(" | ".join(cells), table=True)
            continue
        referred = tuple(found[1] for found in _NOTE.finditer(raw))
        yield Line(_bare(_NOTE.sub("", re.sub(r"^\s*(?:#{1,6}\s+|(?:>\s?)+|[*+]\s+)", "", raw))), notes=referred)


def _bare(text: str) -> str:
    text = _LINK.sub(r"\1", text.strip())
    for _ in range(2):  # emphasis inside emphasis
        text = _EMPHASIS.sub(r"\2", text)
    return _ESCAPED.sub(r"\1", text).strip()
