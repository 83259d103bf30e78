"""Papers become files. Both say the same words in the same order; DOCX is for those who go on writing, PDF for those
who read. A PDF takes a fifth of a second of a processor: who publishes one keeps it."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import UTC, datetime, time
from itertools import islice
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from danchu.ground.documents import docx
from danchu.ground.documents.layout import LAYOUTS, PAGE
from danchu.ground.documents.paper import Code, Heading, Items, Paper, Paragraph, Table, in_capitals
from danchu.ground.documents.words import clean, shown

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
PDF_ROWS = 2_000  # of all tables together: two seconds and 340 MB for a moment; more is a DOCX or a workbook
AT_ONCE = BoundedSemaphore(2)  # typesetters of one server process; who comes third waits
MEMORY = 2 << 30  # bytes of address space a typesetter may take
SECONDS = 30  # of a processor
# None of the server's secrets; few threads, so that what they may reserve stays small on a large machine.
ENVIRONMENT = {"RAYON_NUM_THREADS": "2", "MALLOC_ARENA_MAX": "2"}
TYPESETTER = Path(__file__).with_name("typesetting.py")


class TooLong(ValueError):
    """More table rows than a PDF is made for (`PDF_ROWS`): offer `docx_stream` or a workbook."""


class NotSet(RuntimeError):
    """The typesetter gave up; the message is its own."""


def to_docx(paper: Paper) -> bytes:
    """A Word file in official layout."""
    return b"".join(docx.stream(paper))


def docx_stream(paper: Paper) -> Iterator[bytes]:
    """The same, in chunks: however long its tables, little is held."""
    return docx.stream(paper)


def to_pdf(paper: Paper) -> bytes:
    """A tagged PDF (PDF/UA-1) with its fonts inside. The same paper gives the same bytes. Raises TooLong, NotSet."""
    moment = datetime.combine(paper.signed_on, time(), UTC) if paper.signed_on else datetime(2000, 1, 1, tzinfo=UTC)
    return typeset(_told(paper), moment=int(moment.timestamp()))


def typeset(told: dict[str, Any], *, moment: int) -> bytes:
    """What the template makes of that, dated `moment` (seconds). Raises NotSet."""
    order = {"paper": told, "moment": moment, "memory": MEMORY, "seconds": SECONDS}
    try:
        with AT_ONCE:
            done = subprocess.run([sys.executable, "-I", str(TYPESETTER)], input=json.dumps(order).encode(),
                                  capture_output=True, timeout=2 * SECONDS, check=False, env=ENVIRONMENT)
    except subprocess.TimeoutExpired as late:
        raise NotSet(f"quá {2 * SECONDS} giây") from late
    if done.returncode or not done.stdout.startswith(b"%PDF"):
        raise NotSet(done.stderr.decode("utf-8", "replace")[-500:])
    return done.stdout


def _told(paper: Paper) -> dict[str, Any]:
    """Everything the template reads: plain words and numbers."""
    told = {
        "family": paper.family.value, "layout": asdict(LAYOUTS[paper.family]), "page": PAGE,
        "landscape": paper.landscape, "letter": paper.is_letter, "full_title": paper.full_title,
        "issuer": {"name": in_capitals(paper.issuer.name), "parent": in_capitals(paper.issuer.parent)},
        "number_line": paper.number_line, "place_and_date": paper.place_and_date, "type_name": paper.type_name,
        "abstract": paper.abstract, "addressees": paper.addressees, "recipients": paper.recipients,
        "signatures": [{"lines": each.lines(paper.family), "name": each.name} for each in paper.signatures],
    }
    return _cleaned(told) | {"body": _blocks(paper)}


def _blocks(paper: Paper) -> list[dict[str, Any]]:
    room, deepest = PDF_ROWS, 1
    told = []
    for block in paper.body:
        if isinstance(block, Heading):  # a reader hears of no level that was skipped; the standard refuses it
            block = replace(block, level=min(block.level, deepest))
            deepest = block.level + 1
        if isinstance(block, Table):
            told.append(_table(block, room))
            room -= len(told[-1]["rows"])
        else:
            told.append(_cleaned(_TELL[type(block)](block)))
    return told


def _table(block: Table, room: int) -> dict[str, Any]:
    rows = [[[clean(shown(cell)), isinstance(cell, int | float)] for cell in row]
            for row in islice(block.rows, room + 1)]
    if len(rows) > room:
        raise TooLong(f"bảng dài hơn {PDF_ROWS} dòng: dùng bản DOCX hoặc XLSX")
    widths = block.widths or (1.0,) * len(block.head)
    return _cleaned({"is": "table", "head": block.head, "widths": widths, "caption": block.caption}) | {"rows": rows}


def _code(block: Code) -> dict[str, Any]:
    import segno

    picture = io.BytesIO()
    segno.make(block.address, error="m", micro=False).save(picture, kind="svg", border=2)
    return {"is": "code", "picture": picture.getvalue().decode(), "address": block.address,
            "caption": block.caption}


def _paragraph(block: Paragraph) -> dict[str, Any]:
    return asdict(block) | {"is": "paragraph"}


_TELL: dict[type, Any] = {
    Paragraph: _paragraph,
    Heading: lambda block: {"is": "heading", "text": block.text, "level": min(block.level, 3)},
    Items: lambda block: {"is": "items", "marked": block.marked},
    Code: _code,
}


def _cleaned(value: Any) -> Any:
    """Every text without what a page cannot show."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {key: _cleaned(each) for key, each in value.items()}
    return [_cleaned(each) for each in value] if isinstance(value, list | tuple) else value
