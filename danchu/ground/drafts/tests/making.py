"""Small files to read: a draft typed as lines, a Word file made of its XML, a PDF of a few lines."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from danchu.ground.drafts.lines import Line, Reading, gather
from danchu.ground.drafts.parse import parse
from danchu.ground.drafts.parts import Document, Kind, walk

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def draft(text: str) -> Document:
    """A document from its lines."""
    return parse(Reading(gather(Line(line) for line in text.strip().splitlines())))


def outline_of(document: Document, *kinds: Kind) -> list[str]:
    """The ids of the parts (of these kinds), in order."""
    return [part.eid for part in walk(document.parts) if not kinds or part.kind in kinds]


def word_file(body: str, **members: str) -> bytes:
    """A .docx with this inside `w:body`, and `numbering=`, `styles=`, `footnotes=` as whole elements' insides."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        for name, inside in members.items():
            package.writestr(f"word/{name}.xml", f"<w:{name} {W}>{inside}</w:{name}>")
    return out.getvalue()


def odt_file(body: str) -> bytes:
    """An OpenDocument text as a writing program makes it, with this body."""
    of = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
    spaces = " ".join(f'xmlns:{name}="{of.format(name)}"' for name in ("office", "text", "table"))
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("META-INF/manifest.xml", f'<manifest xmlns="{of.format("manifest")}"/>')
        package.writestr("content.xml", f"<office:document-content {spaces}><office:body><office:text>{body}"
                                        "</office:text></office:body></office:document-content>")
    return out.getvalue()


def paragraph(text: str, numbering: tuple[int, int] | None = None, style: str = "") -> str:
    """A `w:p`; `numbering` is (list, level)."""
    number = (f'<w:numPr><w:ilvl w:val="{numbering[1]}"/><w:numId w:val="{numbering[0]}"/></w:numPr>'
              if numbering else "")  # fmt: skip
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{number}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def pdf_file(pages: list[list[str]]) -> bytes:
    """A PDF of these lines, in plain Latin letters (the standard fonts have no others)."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in pages:
        drawn = "".join(f"1 0 0 1 50 {800 - 14 * at} Tm ({line}) Tj\n" for at, line in enumerate(lines))
        stream = f"BT /F1 11 Tf\n{drawn}ET"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R "
                       "/Resources << /Font << /F1 3 0 R >> >> >>")  # fmt: skip
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out, places = b"%PDF-1.4\n", []
    for number, inside in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{inside}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start, size = len(out), len(objects) + 1
    end = f"trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF"
    return out + f"xref\n0 {size}\n0000000000 65535 f \n{table}{end}".encode()
