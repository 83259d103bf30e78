"""PDF: checked without being parsed: whole, alone in its file, no scripts, no bombs."""

import re
import zlib
from typing import BinaryIO

from danchu.ground.files.refusal import Limits, Refused

TAIL = 2_048
DAMAGED = "Tệp PDF bị hỏng hoặc chưa tải hết: hãy mở thử trên máy rồi gửi lại."
ACTIVE = "Tệp PDF có mã lệnh hoặc tệp đính kèm bên trong: hãy in lại ra PDF rồi gửi."
TOO_DENSE = "Tệp PDF giải nén ra quá lớn: hãy in lại ra PDF nhỏ hơn rồi gửi."
_ACTIVE = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA)(?![A-Za-z])")
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_TWICE_DEFLATED = re.compile(rb"/(FlateDecode|Fl)\b[^\]]{0,40}/(FlateDecode|Fl)\b")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_DEFLATED = re.compile(rb"/(FlateDecode|Fl)\b")
_PIECE, _CHUNK = 1 << 14, 1 << 20
_FAR = 12_000_000  # how far a stream may reach
_MOST_STREAMS = 50_000
_KEPT = 2 << 20  # of an object stream: names stand in it, so it is looked through


def clean(file: BinaryIO, limits: Limits) -> tuple[bytes, str, str]:
    """The same bytes, once they are shown to be a harmless PDF. Raises Refused."""
    content = file.read()
    if b"%%EOF" not in content[-TAIL:]:
        raise Refused(DAMAGED)
    if b"PK\x05\x06" in content[-66_000:]:  # a zip archive hides behind it
        raise Refused(ACTIVE)
    _check_streams(content, limits.unpacked_bytes * 3)
    return content, "application/pdf", ".pdf"


def _check_streams(content: bytes, left: int) -> None:
    """Names are looked for between streams, and inside those that hold objects; `left` bytes may be unpacked."""
    end = seen = 0
    for found in _STREAM.finditer(content):
        if found.start() < end:
            continue
        seen += 1
        if seen > _MOST_STREAMS:
            raise Refused(TOO_DENSE)
        _check_names(content[end : found.start()])
        left, end = _pass_stream(content, found.start(), found.end(), left)
    _check_names(content[end:])


def _check_names(part: bytes) -> None:
    if _ACTIVE.search(_unescaped(part)):
        raise Refused(ACTIVE)


def _unescaped(part: bytes) -> bytes:
    """`/J#61vaScript` is `/JavaScript`."""
    return _ESCAPED.sub(lambda hexed: bytes([int(hexed[1], 16)]), part) if b"#" in part else part


def _pass_stream(content: bytes, start: int, data: int, left: int) -> tuple[int, int]:
    """What may still be unpacked after this stream, and where it ends."""
    about = _unescaped(content[max(start - 600, 0) : start])
    about = about[about.rfind(b"obj") + 1 :]
    if _TWICE_DEFLATED.search(about):
        raise Refused(TOO_DENSE)
    used = 0
    if _DEFLATED.search(about):
        left, used = _unpack(content, data, left, keep=b"/ObjStm" in about)
    closed = content.find(b"endstream", data + used, data + used + _FAR)
    return left, closed if closed >= 0 else data + used


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
