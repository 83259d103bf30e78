"""Word, Excel and OpenDocument files: a zip whose every part is looked at before it is believed."""

import io
import re
import zipfile
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from danchu.ground.files.authors import without_authors_office
from danchu.ground.files.refusal import Limits, Refused

OOXML = "application/vnd.openxmlformats-officedocument."
# what the file says it is → its ending
TYPES = {
    OOXML + "wordprocessingml.document": ".docx",
    OOXML + "spreadsheetml.sheet": ".xlsx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
}
PLAIN_ZIP = _("Đây là tệp nén hoặc văn bản không rõ loại: hãy gửi .docx, .xlsx, .odt, .ods hoặc PDF.")
DAMAGED = _("Tệp văn bản bị hỏng hoặc có mật khẩu: hãy mở thử trên máy, lưu lại rồi gửi.")
MACROS = _("Tệp có macro hoặc đối tượng nhúng: hãy lưu thành .docx, .xlsx không macro, hoặc in ra PDF.")
BOMB = _("Tệp giải nén ra quá lớn: hãy lưu lại rồi gửi, hoặc in ra PDF.")
_ACTIVE_PART = re.compile(r"(?i)(vbaproject|vbadata|activex|oleobject|\.bin$|^basic/|^scripts/|macrosheets)")
_ACTIVE_TYPE = re.compile(rb"(?i)macroEnabled|vbaProject")
_TAG = re.compile(rb"<[^<>]*>")  # linear on any input
_REMOTE = re.compile(rb"(?i)TargetMode\s*=\s*[\"']External")
_FETCHED = re.compile(rb"(?i)/(attachedTemplate|oleObject|frame|subDocument)[\"']")
_ENCODING = re.compile(rb"^\s*<\?xml[^>]*encoding\s*=\s*[\"']([A-Za-z0-9._-]+)")
_PRINTER = re.compile(
    r"(?i)printersettings\d*\.bin$"
)  # Excel writes one beside most sheets; it holds no code


def clean(file: BinaryIO, limits: Limits) -> tuple[bytes, str, str]:
    """The same document without its author, once every part is shown to be harmless. Raises Refused."""
    content = file.read()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_list(archive.infolist(), len(content), limits)
            mime = _type(archive)
            for part in archive.infolist():
                _check_part(archive, part)
        content = without_authors_office(content)
    except Refused:
        raise
    except Exception as problem:  # zipfile raises anything at all on hostile bytes
        raise Refused(DAMAGED) from problem
    return content, mime, TYPES[mime]


def _check_list(parts: list[zipfile.ZipInfo], packed: int, limits: Limits) -> None:
    """Bombs are told by what the list declares; zipfile never unpacks more than is declared."""
    if len(parts) > limits.parts or sum(p.file_size for p in parts) > limits.unpacked_bytes:
        raise Refused(BOMB)
    if sum(p.compress_size for p in parts) > packed:  # parts that overlap: one stream counted many times
        raise Refused(BOMB)
    for part in parts:
        if part.flag_bits & 1:
            raise Refused(DAMAGED)
        if part.filename.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", part.filename):
            raise Refused(DAMAGED)
        if _ACTIVE_PART.search(part.filename) and not _PRINTER.search(part.filename):
            raise Refused(MACROS)


def _type(archive: zipfile.ZipFile) -> str:
    """What the document says it is. Raises Refused where it says nothing we take."""
    names = set(archive.namelist())
    if len(names) != len(archive.namelist()):
        raise Refused(DAMAGED)  # two parts of one name: readers would differ on which they show
    if "mimetype" in names:
        said = archive.read("mimetype").decode("ascii", "replace")
    elif "[Content_Types].xml" in names:
        types = archive.read("[Content_Types].xml")
        if _ACTIVE_TYPE.search(types):
            raise Refused(MACROS)
        said = next((t for t in TYPES if f'"{t}.main+xml"'.encode() in types), "")
    else:
        said = ""
    if said not in TYPES:
        raise Refused(PLAIN_ZIP)
    return said


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Unpack it (which checks its sum) and look for what XML in a document never needs."""
    is_xml = part.filename.lower().endswith((".xml", ".rels", ".vml", ".rdf"))
    overlap = b""
    with archive.open(part) as stream:
        while piece := stream.read(1 << 20):
            if is_xml:
                _check_xml(overlap + piece, first=not overlap)
                overlap = piece[-200:]


def _check_xml(piece: bytes, *, first: bool) -> None:
    if b"\x00" in piece or b"<!DOCTYPE" in piece or b"<!ENTITY" in piece:
        raise Refused(DAMAGED)
    encoding = _ENCODING.match(piece.removeprefix(b"\xef\xbb\xbf")) if first else None
    if encoding and encoding[1].lower() not in (b"utf-8", b"us-ascii"):
        raise Refused(DAMAGED)
    if any(_REMOTE.search(tag) and _FETCHED.search(tag) for tag in _TAG.findall(piece) if b"ernal" in tag):
        raise Refused(MACROS)
