"""Viruses: a file is shown to ClamAV before anything else looks at it, where DANCHU_CLAMD names one.

Where it is named and does not answer, nothing is taken: a file nobody has looked at is not stored.
"""

import socket
from collections.abc import Iterator
from contextlib import closing
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from danchu.ground.files.refusal import Refused

PIECE = 1 << 16
INFECTED = _("Tệp có mã độc nên không nhận. Nội dung ông/bà viết không sao; hãy quét máy rồi gửi tệp khác.")
NOBODY_LOOKS = _("Lúc này chưa kiểm tra được tệp có mã độc hay không. Hãy thử lại sau ít phút, hoặc gửi không kèm tệp.")
TOO_LARGE = _("Tệp quá lớn để kiểm tra mã độc: hãy gửi tệp nhỏ hơn.")


def scan(file: BinaryIO) -> None:
    """Return if it is clean or no scanner is named. Raises Refused otherwise."""
    if not settings.CLAMD:
        return
    try:
        answer = ask(file, settings.CLAMD)
    except (OSError, ValueError) as problem:
        raise Refused(NOBODY_LOOKS) from problem
    if answer.endswith("FOUND"):
        raise Refused(INFECTED)
    if "size limit" in answer:
        raise Refused(TOO_LARGE)
    if not answer.endswith("OK"):
        raise Refused(NOBODY_LOOKS)


def ask(file: BinaryIO, at: str) -> str:
    """What the daemon says: `stream: OK`, `stream: Eicar-Signature FOUND`, `… ERROR`. Raises OSError, ValueError."""
    file.seek(0)
    with closing(_line(at)) as line:
        line.sendall(b"zINSTREAM\0")
        try:
            for piece in _pieces(file):
                line.sendall(len(piece).to_bytes(4, "big") + piece)
            return line.makefile("rb").read(1000).split(b"\0")[0].decode("utf-8", "replace").strip()
        except (BrokenPipeError, ConnectionResetError):
            return "size limit"  # it hangs up in the middle of a file for this reason alone


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    while piece := file.read(PIECE):
        yield piece
    yield b""


def _line(at: str) -> socket.socket:
    """A connection to `unix:/run/clamav/clamd.ctl` or `host:3310`, with an end to every wait."""
    kind, _sep, place = at.partition(":")
    if kind == "unix":
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(settings.CLAMD_SECONDS)
        line.connect(place)
        return line
    return socket.create_connection((kind, int(place)), timeout=settings.CLAMD_SECONDS)
