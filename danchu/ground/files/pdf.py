"""PDF: checked without being parsed: whole, alone in its file, no scripts, no bombs."""

import re
import zlib
from bisect import bisect_left
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from danchu.ground.files.authors import without_authors_pdf
from danchu.ground.files.refusal import Limits, Refused

TAIL = 2_048
DAMAGED = _("Tệp PDF bị hỏng hoặc chưa tải hết: hãy mở thử trên máy rồi gửi lại.")
ACTIVE = _("Tệp PDF có mã lệnh hoặc tệp đính kèm bên trong: hãy in lại ra PDF rồi gửi.")
TOO_DENSE = _("Tệp PDF giải nén ra quá lớn: hãy in lại ra PDF nhỏ hơn rồi gửi.")


def _name(*names: str) -> bytes:
    """A pattern for these names, each letter as itself or escaped: `/J#61vaScript` is `/JavaScript`."""
    spelt = ("".join(f"(?:{c}|#(?i:{ord(c):02x}))" for c in name) for name in names)
    return f"/(?:{'|'.join(spelt)})(?![A-Za-z#])".encode()


_ACTIVE = re.compile(_name("JavaScript", "JS", "Launch", "EmbeddedFile", "EmbeddedFiles", "RichMedia", "XFA"))
_DEFLATED = re.compile(_name("FlateDecode", "Fl"))
_HOLDS_OBJECTS = re.compile(_name("ObjStm"))
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_END = re.compile(rb"endstream")
_MOST_STREAMS = 50_000
_PIECE, _CHUNK = 1 << 14, 1 << 20
_KEPT = 2 << 20  # of a stream that holds objects: names stand in it, so it is looked through


def clean(file: BinaryIO, limits: Limits) -> tuple[bytes, str, str]:
    """The same pages without their author, once they are shown to be a harmless PDF. Raises Refused."""
    content = file.read()
    if b"%%EOF" not in content[-TAIL:]:
        raise Refused(DAMAGED)
    if b"PK\x05\x06" in content[-66_000:]:  # a zip archive hides behind it
        raise Refused(ACTIVE)
    _check_streams(content, limits.unpacked_bytes * 3)
    return without_authors_pdf(content), "application/pdf", ".pdf"


def _check_streams(content: bytes, left: int) -> None:
    """Names are looked for between streams, and inside those that hold objects; `left` bytes may be
    unpacked.
    """
    closings = [found.start() for found in _END.finditer(content)]
    end = seen = 0
    for found in _STREAM.finditer(content):
        if found.start() < end:
            continue
        seen += 1
        if seen > _MOST_STREAMS:
            raise Refused(TOO_DENSE)
        _check_names(content[end : found.start()])
        left, used = _look_into(content, found.start(), found.end(), left)
        end = found.end() + used
        closing = bisect_left(closings, end)
        end = closings[closing] if closing < len(closings) else end
    _check_names(content[end:])


def _check_names(part: bytes) -> None:
    if _ACTIVE.search(part):
        raise Refused(ACTIVE)


def _look_into(content: bytes, start: int, data: int, left: int) -> tuple[int, int]:
    """Gives what may still be unpacked after this stream, and how many bytes of it were read."""
    about = content[max(start - 600, 0) : start]
    about = about[about.rfind(b"obj") + 1 :]
    deflated = len(_DEFLATED.findall(about))
    if deflated > 1:  # packed twice: a kilobyte becomes a gigabyte
        raise Refused(TOO_DENSE)
    return _unpack(content, data, left, keep=bool(_HOLDS_OBJECTS.search(about))) if deflated else (left, 0)


def _unpack(content: bytes, data: int, left: int, *, keep: bool) -> tuple[int, int]:
    """Unpack without keeping. Gives what may still be unpacked, and how many bytes were read."""
    view, unpack, kept, at = memoryview(content), zlib.decompressobj(), b"", data
    try:
        while not unpack.eof and (unpack.unconsumed_tail or at < len(content)):
            rest = unpack.unconsumed_tail
            out = unpack.decompress(rest or view[at : at + _PIECE], _CHUNK)
            at += 0 if rest else min(_PIECE, len(content) - at)
            left -= len(out)
            if left < 0:
                raise Refused(TOO_DENSE)
            kept += out if keep and len(kept) < _KEPT else b""
    except zlib.error:
        return left, 0  # not what it says: a reader shows nothing there
    _check_names(kept)
    return left, at - data - len(unpack.unused_data) - len(unpack.unconsumed_tail)
