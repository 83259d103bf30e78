"""A paper as a Word file. Written as text, row by row: a table of a million rows takes no more memory than one of ten.

A library that builds the tree first (python-docx) would hold it all; the tests read the result back with it.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from danchu.ground.documents.layout import FACE, LAYOUTS, PAGE, Layout
from danchu.ground.documents.paper import (
    Block,
    Code,
    Heading,
    Items,
    Paper,
    Paragraph,
    Signature,
    Table,
    in_capitals,
)
from danchu.ground.documents.streams import SPEED, Part, zipped
from danchu.ground.documents.words import shown, xml

TWIP = 1440 / 25.4  # a millimetre
EMU = 36_000  # a millimetre, in pictures
CODE = 25  # millimetres a side
ABSTRACT_SIDE = 8  # millimetres left free at both sides of it
_FRAME = Path(__file__).parent / "docx_parts"


def stream(paper: Paper) -> Iterator[bytes]:
    """The file in chunks, for a response that streams."""
    codes = [block for block in paper.body if isinstance(block, Code)]
    if codes:  # a picture is no text: such papers are short, and are made in one piece
        yield _with_pictures(paper, codes)
        return
    yield from zipped(_parts(paper, 0), SPEED)


def _parts(paper: Paper, pictures: int) -> Iterator[Part]:
    layout = LAYOUTS[paper.family]
    yield "[Content_Types].xml", [_frame("content_types.xml")]
    yield "_rels/.rels", [_frame("rels.xml")]
    yield "docProps/core.xml", [_frame("core.xml").format(title=xml(paper.full_title), by=xml(paper.issuer.name))]
    yield "word/_rels/document.xml.rels", [_frame("document_rels.xml").format(pictures="".join(
        f'<Relationship Id="rIdCode{n}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"'
        f' Target="media/code{n}.png"/>' for n in range(pictures)))]
    yield "word/styles.xml", [_frame("styles.xml").format(
        face=FACE, size=round(layout.text_size * 2), table=round(layout.table_size * 2), gap=round(layout.gap * 20))]
    yield "word/settings.xml", [_frame("settings.xml")]
    yield "word/header1.xml", [_frame("header.xml").format(size=round(layout.text_size * 2))]
    yield "word/document.xml", _document(paper, layout)


def _with_pictures(paper: Paper, codes: list[Code]) -> bytes:
    import zipfile

    held = io.BytesIO(b"".join(zipped(_parts(paper, len(codes)))))
    with zipfile.ZipFile(held, "a") as archive:
        for at, code in enumerate(codes):
            archive.writestr(zipfile.ZipInfo(f"word/media/code{at}.png", (1980, 1, 1, 0, 0, 0)), _drawn(code))
    return held.getvalue()


def _drawn(code: Code) -> bytes:
    import segno

    picture = io.BytesIO()
    segno.make(code.address, error="m", micro=False).save(picture, kind="png", scale=8, border=2)
    return picture.getvalue()


@cache
def _frame(name: str) -> str:
    return (_FRAME / name).read_text("utf-8")


# --- the document ----------------------------------------------------------------------------------
def _document(paper: Paper, layout: Layout) -> Iterator[str]:
    width = (PAGE[1] if paper.landscape else PAGE[0]) - layout.left - layout.right
    yield _frame("document_head.xml")
    yield _top(paper, layout, width)
    yield from _title(paper, layout)
    codes = iter(range(len(paper.body)))
    *_, last = paper.body or (None,)
    for block in paper.body:
        if block is last and isinstance(block, Paragraph) and not block.centred:
            yield from _last_words(block)
            continue
        yield from _WRITERS[type(block)](block, layout, width, codes)
    yield from _end(paper, layout, width)
    yield spacer(1)  # Word wants a paragraph after a table, at the very end too
    yield _section(paper, layout)
    yield "</w:body></w:document>"


def _top(paper: Paper, layout: Layout, width: float) -> str:
    left = width * (min(layout.head, layout.head * 160 / width) if paper.landscape else layout.head)
    right = width - left
    issuer = [line(in_capitals(paper.issuer.parent), layout.parent_size)] if paper.issuer.parent else []
    issuer.append(line(in_capitals(paper.issuer.name), layout.parent_size, bold=True))
    issuer.append(line(layout.under_body, layout.parent_size) if layout.under_body else rule(left, left * 0.4))
    number = [line(paper.number_line, layout.number_size, before=4)]
    if paper.is_letter:
        about = f"V/v {paper.abstract}" if not layout.letter_italic else paper.abstract
        number.append(line(about, layout.letter_size, italic=layout.letter_italic, before=4))
    nation = [line(layout.heading, layout.heading_size, bold=True)]
    if layout.motto:
        nation.append(line(layout.motto, layout.motto_size, bold=True))
    nation.append(rule(right, _RULE[bool(layout.motto)]))
    day = [line(paper.place_and_date, layout.date_size, italic=True, before=4)]
    return table_of((left, right), [(issuer, nation), (number, day)])


_RULE = {True: 61, False: 73}  # as long as the motto, as the Party's name; mm


def _title(paper: Paper, layout: Layout) -> Iterator[str]:
    if paper.is_letter:
        yield spacer()
        yield from _addressees(paper, layout)
        return
    yield line(paper.type_name, layout.type_size, bold=True, before=14, style="Title")
    if paper.abstract:
        yield line(paper.abstract, layout.abstract_size, bold=True, style="Subtitle", side=ABSTRACT_SIDE)
    yield line(layout.under_abstract, 14) if layout.under_abstract else rule(160, 45, wide=paper.landscape)
    yield spacer()
    yield from _addressees(paper, layout)


def _addressees(paper: Paper, layout: Layout) -> Iterator[str]:
    for at, whom in enumerate(paper.addressees):
        yield line(f"Kính gửi: {whom}" if not at else whom, layout.text_size)
    if paper.addressees:
        yield spacer()


def _end(paper: Paper, layout: Layout, width: float) -> Iterator[str]:
    if not (paper.signatures or paper.recipients):
        return
    yield spacer(keep=True)
    signers = [_signer(each, paper, layout) for each in paper.signatures]
    to = _recipients(paper, layout)
    if len(signers) > 1:
        yield table_of((width / 2, width / 2), [(signers[0], signers[-1])])
        yield from to
    else:
        yield table_of((width * 0.48, width * 0.52), [(to or [spacer()], signers[0] if signers else [spacer()])])


def _signer(signature: Signature, paper: Paper, layout: Layout) -> list[str]:
    *above, title = signature.lines(paper.family)
    lines = [line(each, layout.text_size, bold=True) for each in above]
    lines.append(line(title, layout.text_size, bold=layout.title_bold))
    return [*lines, *([spacer(14)] * 4), line(signature.name, layout.text_size, bold=True)]


def _recipients(paper: Paper, layout: Layout) -> list[str]:
    if not paper.recipients:
        return []
    style = layout.to_style
    head = line("Nơi nhận:", layout.to_size, bold="bold" in style, italic="italic" in style,
                underline="underline" in style, align="left")
    *most, last = paper.recipients
    each = [f"- {whom};" for whom in most] + [f"- {last}."]
    return [head, *(line(text, layout.recipient_size, align="left") for text in each)]


def _section(paper: Paper, layout: Layout) -> str:
    wide, high = (PAGE[1], PAGE[0]) if paper.landscape else PAGE
    turned = ' w:orient="landscape"' if paper.landscape else ""
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="rIdHeader"/>'
        f'<w:pgSz w:w="{mm(wide)}" w:h="{mm(high)}"{turned}/>'
        f'<w:pgMar w:top="{mm(layout.top)}" w:right="{mm(layout.right)}" w:bottom="{mm(layout.bottom)}"'
        f' w:left="{mm(layout.left)}" w:header="{mm(10)}" w:footer="{mm(10)}" w:gutter="0"/><w:titlePg/></w:sectPr>'
    )


# --- blocks ------------------------------------------------------------------------------------------
def _paragraph(block: Any, layout: Layout, width: float, codes: Iterator[int]) -> Iterator[str]:
    for text in block.text.split("\n"):
        if block.centred:
            yield line(text, layout.text_size, bold=block.bold, italic=block.italic, after=layout.gap)
        else:
            yield f'<w:p><w:pPr><w:pStyle w:val="BodyText"/></w:pPr>{run(text, block.bold, block.italic)}</w:p>'


def _last_words(block: Paragraph) -> Iterator[str]:
    """They stay on the page of the signature, which never stands alone."""
    for text in block.text.split("\n"):
        yield ('<w:p><w:pPr><w:pStyle w:val="BodyText"/><w:keepNext/><w:keepLines/></w:pPr>'
               f"{run(text, block.bold, block.italic)}</w:p>")


def _heading(block: Any, layout: Layout, width: float, codes: Iterator[int]) -> Iterator[str]:
    yield f'<w:p><w:pPr><w:pStyle w:val="Heading{min(block.level, 3)}"/></w:pPr>{run(block.text)}</w:p>'


def _items(block: Any, layout: Layout, width: float, codes: Iterator[int]) -> Iterator[str]:
    for mark, text in block.marked:
        yield f'<w:p><w:pPr><w:pStyle w:val="BodyText"/></w:pPr>{run(f"{mark} {text}")}</w:p>'


def _table(block: Any, layout: Layout, width: float, codes: Iterator[int]) -> Iterator[str]:
    if block.caption:
        yield line(block.caption, layout.text_size, bold=True, before=6, after=4)
    shares = block.widths or (1.0,) * len(block.head)
    columns = [mm(width * share / sum(shares)) for share in shares]
    yield f'<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/><w:tblW w:w="{sum(columns)}" w:type="dxa"/>'
    yield '<w:tblLayout w:type="fixed"/><w:tblLook w:firstRow="1"/></w:tblPr>'
    yield f'<w:tblGrid>{"".join(f"""<w:gridCol w:w="{c}"/>""" for c in columns)}</w:tblGrid>'
    heads = "".join(_cell(c, text, '<w:jc w:val="center"/>', True) for c, text in zip(columns, block.head, strict=True))
    yield f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{heads}</w:tr>"
    starts = [_CELL.format(width) for width in columns]
    for row in block.rows:
        cells = [start + _value(cell) for start, cell in zip(starts, row, strict=True)]
        yield f'<w:tr>{"".join(cells)}</w:tr>'
    yield "</w:tbl>" + spacer()


_CELL = '<w:tc><w:tcPr><w:tcW w:w="{}" w:type="dxa"/></w:tcPr>'


def _cell(width: int, text: str, align: str = "", bold: bool = False) -> str:
    inner = "".join(f'<w:p><w:pPr><w:pStyle w:val="TableText"/>{align}</w:pPr>{run(part, bold)}</w:p>'
                    for part in text.split("\n"))
    return f"{_CELL.format(width)}{inner}</w:tc>"


def _value(cell: object) -> str:
    """The rest of a cell. Written out here: a table of opinions has ten million of them."""
    align = '<w:jc w:val="right"/>' if isinstance(cell, int | float) else ""
    before = f'<w:p><w:pPr><w:pStyle w:val="TableText"/>{align}</w:pPr><w:r><w:t xml:space="preserve">'
    words = xml(shown(cell))
    if "\n" in words:
        words = words.replace("\n", f"</w:t></w:r></w:p>{before}")
    return f"{before}{words}</w:t></w:r></w:p></w:tc>"


def _code(block: Any, layout: Layout, width: float, codes: Iterator[int]) -> Iterator[str]:
    number = next(codes)
    picture = _frame("picture.xml").format(
        id=f"rIdCode{number}", number=number + 1, side=CODE * EMU, said=xml(f"Mã QR dẫn tới {block.address}"))
    yield f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r>{picture}</w:r></w:p>'
    if block.caption:
        yield line(block.caption, layout.table_size)
    yield line(block.address, layout.table_size, after=layout.gap)


_WRITERS: dict[type, Callable[[Any, Layout, float, Iterator[int]], Iterable[str]]] = {
    Paragraph: _paragraph, Heading: _heading, Items: _items, Table: _table, Code: _code,
}
assert set(_WRITERS) == set(Block.__args__)


# --- lines and runs ------------------------------------------------------------------------------------
def mm(length: float) -> int:
    """Millimetres in twentieths of a point."""
    return round(length * TWIP)


def run(text: str, bold: bool = False, italic: bool = False, underline: bool = False, size: float | None = None) -> str:
    """Words of one look; a tab stays a tab."""
    look = "<w:b/>" * bold + "<w:i/>" * italic
    look += f'<w:sz w:val="{round(size * 2)}"/>' if size else ""
    look += '<w:u w:val="single"/>' * underline
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{xml(text)}</w:t></w:r>'


def line(
    text: str, size: float, *, bold: bool = False, italic: bool = False, underline: bool = False, align: str = "center",
    before: float = 0, after: float = 0, style: str = "Line", side: float = 0, keep: bool = False,
) -> str:
    """A paragraph that is not running text: no indent, centred unless said otherwise."""
    spacing = f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}"/>'
    kept = "<w:keepNext/>" * keep
    sides = f'<w:ind w:left="{mm(side)}" w:right="{mm(side)}"/>' * bool(side)
    properties = f'<w:pStyle w:val="{style}"/>{kept}{spacing}{sides}<w:jc w:val="{align}"/>'
    words = run(text, bold, italic, underline, size) if text else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{words}</w:p>"


def spacer(size: float = 6, keep: bool = False) -> str:
    """An empty line."""
    kept = "<w:keepNext/>" * keep
    return (f'<w:p><w:pPr><w:pStyle w:val="Line"/>{kept}<w:rPr><w:sz w:val="{round(size * 2)}"/></w:rPr></w:pPr></w:p>')


def rule(within: float, length: float, wide: bool = False) -> str:
    """A drawn line of that length in the middle of a column; millimetres."""
    side = mm((within + (87 if wide else 0) - length) / 2)
    return (
        '<w:p><w:pPr><w:pStyle w:val="Line"/>'
        '<w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>'
        f'<w:spacing w:before="50" w:line="60" w:lineRule="exact"/><w:ind w:left="{side}" w:right="{side}"/>'
        '<w:rPr><w:sz w:val="4"/></w:rPr></w:pPr></w:p>'
    )


def table_of(widths: tuple[float, ...], rows: Iterable[tuple[list[str], ...]]) -> str:
    """A table without lines, only to set things side by side."""
    columns = [mm(width) for width in widths]
    grid = "".join(f'<w:gridCol w:w="{c}"/>' for c in columns)
    body = "".join("<w:tr><w:trPr><w:cantSplit/></w:trPr>" + "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{c}" w:type="dxa"/></w:tcPr>{"".join(lines)}</w:tc>'
        for c, lines in zip(columns, row, strict=True)) + "</w:tr>" for row in rows)
    return (f'<w:tbl><w:tblPr><w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar>'
            '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>")


