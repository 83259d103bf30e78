"""Word documents → lines: paragraphs with the numbers Word shows, tables as rows, footnotes apart."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from zipfile import ZipFile

from danchu.ground.drafts.docx_numbering import Numbers
from danchu.ground.drafts.lines import LIMITS, Limits, Line, Reading, Unreadable, gather
from danchu.ground.drafts.packed import attribute, events, member, opened

_BROKEN = "Không mở được tệp Word này: tệp hỏng hoặc không phải .docx."
_OLD = "Tệp có mật khẩu hoặc là Word đời cũ (.doc): hãy mở và lưu lại dạng .docx, không đặt mật khẩu."
_SUSPECT = "Tệp Word này có cấu tạo bất thường nên không được đọc: hãy mở và lưu lại dạng .docx."
_SKIPPED = frozenset({"del", "moveFrom", "Fallback", "rPrChange", "pPrChange", "numberingChange"})
_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_NO = ("0", "false")


def read_docx(content: bytes, limits: Limits = LIMITS) -> Reading:
    """The text as Word shows it: deletions and hidden text left out. Raises Unreadable."""
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(_OLD)
    return opened(content, lambda package: _read(package, limits), broken=_BROKEN, suspect=_SUSPECT)


def _read(package: ZipFile, limits: Limits) -> Reading:
    if "word/document.xml" not in package.namelist():
        raise Unreadable(_BROKEN)
    said = {n: member(package, f"word/{n}.xml", limits) for n in ("numbering", "styles", "footnotes")}
    numbers = Numbers(events(said["numbering"], limits), events(said["styles"], limits))
    notes = _footnotes(said["footnotes"], limits)
    order: dict[str, str] = {}
    lines = _lines(member(package, "word/document.xml", limits), numbers, order, limits)
    gathered = gather(lines, limits)
    return Reading(gathered, tuple((shown, notes.get(own, "")) for own, shown in order.items()))


@dataclass
class _Paragraph:
    text: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    style: str = ""
    level: int | None = None
    numbering: str | None = None


def _lines(xml: bytes, numbers: Numbers, order: dict[str, str], limits: Limits) -> Iterator[Line]:
    """One pass: a stack of open paragraphs (a text box lies inside one), a stack of open table cells."""
    open_paragraphs: list[_Paragraph] = []
    rows: list[list[list[str]]] = []
    inside: dict[str, int] = dict.fromkeys(("r", "pPr", "skipped"), 0)
    hidden = False
    for event, name, element in events(xml, limits):
        step = 1 if event == "start" else -1
        if name in _SKIPPED:
            inside["skipped"] += step
        elif name in inside:
            inside[name] += step
            hidden = hidden and name != "r"
        if inside["skipped"]:
            continue
        if name == "tr":
            if event == "start":
                rows.append([])
            else:
                yield from _row(rows)
        elif name == "tc" and event == "start" and rows:
            rows[-1].append([])
        elif name == "p" and event == "start":
            open_paragraphs.append(_Paragraph())
        elif name == "p" and open_paragraphs:
            yield from _paragraph(open_paragraphs.pop(), numbers, rows)
        elif open_paragraphs and event == "start":
            hidden = hidden or (name == "vanish" and not inside["pPr"] and attribute(element, "val") not in _NO)
            if not hidden:
                _note_down(open_paragraphs[-1], name, element, inside, order)
        elif open_paragraphs and name == "t" and not hidden:
            open_paragraphs[-1].text.append(element.text or "")


def _note_down(paragraph: _Paragraph, name: str, element: Any, inside: dict[str, int], order: dict[str, str]) -> None:
    if inside["pPr"]:
        if name == "pStyle":
            paragraph.style = attribute(element, "val")
        elif name == "ilvl" and attribute(element, "val").isdigit():
            paragraph.level = int(attribute(element, "val"))
        elif name == "numId":
            paragraph.numbering = attribute(element, "val")
    elif name in _CHARACTERS and inside["r"]:
        paragraph.text.append(_CHARACTERS[name])
    elif name == "footnoteReference":
        paragraph.notes.append(order.setdefault(attribute(element, "id"), str(len(order) + 1)))


def _paragraph(paragraph: _Paragraph, numbers: Numbers, rows: list[list[list[str]]]) -> Iterator[Line]:
    text = "".join(paragraph.text)
    if paragraph.style.upper().startswith("TOC"):
        return  # a table of contents says everything twice
    number = numbers.next(paragraph.style, paragraph.numbering, paragraph.level)
    if number and text.strip():
        text = f"{number} {text.lstrip()}"
    if rows and rows[-1]:
        rows[-1][-1].append(text)
        return
    notes = tuple(paragraph.notes)
    for piece in text.split("\n"):
        yield Line(piece, notes=notes)
        notes = ()


def _row(rows: list[list[list[str]]]) -> Iterator[Line]:
    """A row as “cell | cell”; a table inside a cell is part of that cell. Layout tables of one cell are text."""
    cells = rows.pop()
    if rows and rows[-1]:
        rows[-1][-1].extend(text for cell in cells for text in cell)
    elif len(cells) == 1:
        yield from (Line(piece) for text in cells[0] for piece in text.split("\n"))
    else:
        yield Line(" | ".join(re.sub(r"\s+", " ", " ".join(cell)).strip() for cell in cells), table=True)


def _footnotes(xml: bytes, limits: Limits) -> dict[str, str]:
    """Text by the file's own id; separators have none."""
    notes: dict[str, list[str]] = {}
    own = ""
    for event, name, element in events(xml, limits):
        if name == "footnote" and event == "start":
            own = attribute(element, "id")
            notes[own] = []
        elif name == "t" and event == "end" and own:
            notes[own].append(element.text or "")
        elif name == "p" and event == "end" and own:
            notes[own].append(" ")
    return {own: " ".join("".join(said).split()) for own, said in notes.items()}
