"""Who wrote a document and on what machine: taken out of PDF and office files without touching what they show.

A document with a digital signature stays byte for byte: the signature is worth more, and its signer is named in it.
What stands in the pages themselves (comments, tracked changes) is the document and stays.
"""

import io
import re
import zipfile
import zlib
from itertools import islice

_PERSON = rb"(?:Author|Creator|Company|Manager|LastModifiedBy|SourceModified)"
_LITERAL = re.compile(rb"(/" + _PERSON + rb"\s*)\(((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*)\)", re.S)
_HEX = re.compile(rb"(/" + _PERSON + rb"\s*)<([0-9A-Fa-f\s]*)>")
_XMP = (b"dc:creator", b"xmp:CreatorTool", b"pdf:Author", b"xmpMM:History")
_STREAM = re.compile(rb"/(?:ObjStm|Metadata)\b[^>]{0,500}>>\s*stream\r?\n")
_SIGNED = re.compile(rb"/ByteRange\s*\[")
_LOCKED = re.compile(rb"/Encrypt\b")
_PARTS: dict[str, tuple[bytes, ...]] = {  # part of an office file → what in it names people, machines, firms
    "docProps/core.xml": (b"dc:creator", b"cp:lastModifiedBy"),
    "docProps/app.xml": (b"Company", b"Manager", b"HyperlinkBase"),
    "docProps/custom.xml": (b"vt:lpwstr", b"vt:lpstr"),
    "meta.xml": (b"meta:initial-creator", b"dc:creator", b"meta:printed-by", b"meta:user-defined"),
}
_LONGEST_TAG = 500
_MOST_STREAMS, _MOST_PACKED = 2_000, 1 << 20
_PHOTO = re.compile(r"(?i)\.jpe?g$")


def without_authors_pdf(content: bytes) -> bytes:
    """The same length and the same places: names are overwritten with blanks, so that no address inside moves."""
    if _SIGNED.search(content) or _LOCKED.search(content):
        return content
    out = bytearray(_blanked(content))
    for found in islice(_STREAM.finditer(content), _MOST_STREAMS):
        _blank_packed(out, found.end())
    return bytes(out)


def _blanked(text: bytes) -> bytes:
    text = _LITERAL.sub(lambda m: m[1] + b"(" + b" " * len(m[2]) + b")", text)
    text = _HEX.sub(lambda m: m[1] + b"<" + b"20" * (len(m[2]) // 2) + b" " * (len(m[2]) % 2) + b">", text)
    return _emptied(text, _XMP, b" ")


def _emptied(text: bytes, tags: tuple[bytes, ...], blank: bytes) -> bytes:
    """What stands between these tags, as so many blanks or gone. Linear on any input, so not by a pattern."""
    for tag in tags:
        pieces, at, closing = [], 0, b"</" + tag + b">"
        while (start := text.find(b"<" + tag, at)) >= 0 and (end := text.find(closing, start)) >= 0:
            inside = text.find(b">", start, min(start + _LONGEST_TAG, end)) + 1 or end
            pieces += [text[at:inside], blank * (end - inside)]
            at = end
        text = b"".join([*pieces, text[at:]])
    return text


def _blank_packed(out: bytearray, start: int) -> None:
    """The same inside a deflated stream; packed anew it is hardly ever longer, and then it is left as it was."""
    unpack = zlib.decompressobj()
    try:
        plain = unpack.decompress(bytes(out[start : start + _MOST_PACKED]), 2 << 20)
    except zlib.error:
        return
    if not unpack.eof or (clean := _blanked(plain)) == plain:
        return
    length = min(len(out) - start, _MOST_PACKED) - len(unpack.unused_data)
    packed = zlib.compress(clean, 9)
    if len(packed) <= length:
        out[start : start + length] = packed + b"\0" * (length - len(packed))


def without_authors_office(content: bytes) -> bytes:
    """The same parts in the same order; only what names people is empty, and photos inside forget where they were."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        signed = any(n.startswith("_xmlsignatures/") or n.endswith("documentsignatures.xml") for n in names)
        found = ((name, _cleaned(name, archive)) for name in names if not signed)
        changed = {name: new for name, new in found if new is not None}
        return _packed_anew(archive, changed) if changed else content


def _cleaned(name: str, archive: zipfile.ZipFile) -> bytes | None:
    """What the part becomes; None where it stays."""
    if name not in _PARTS and not _PHOTO.search(name):
        return None
    part = archive.read(name)
    new = without_exif(part) if name not in _PARTS else _emptied(part, _PARTS[name], b"")
    return new if new != part else None


def _packed_anew(archive: zipfile.ZipFile, changed: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for part in archive.infolist():
            made.writestr(part, changed.get(part.filename) or archive.read(part), compresslevel=6)
    return out.getvalue()


def without_exif(photo: bytes) -> bytes:
    """A JPEG without its APP1 segments (Exif, XMP) and comments; the picture itself is not decoded."""
    if not photo.startswith(b"\xff\xd8"):
        return photo
    out, at = bytearray(b"\xff\xd8"), 2
    while at + 4 <= len(photo) and photo[at] == 0xFF and photo[at + 1] != 0xDA:
        end = at + 2 + int.from_bytes(photo[at + 2 : at + 4], "big")
        if photo[at + 1] not in (0xE1, 0xED, 0xFE):  # Exif and XMP, Photoshop, comment
            out += photo[at:end]
        at = end
    return bytes(out + photo[at:])
