"""Zip files written as they are read: nothing is held but the piece in hand."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator

DAWN = (1980, 1, 1, 0, 0, 0)  # the same content gives the same bytes
CHUNK = 1 << 16
SPEED = 1  # of deflate: thrice as fast as the usual 6, a tenth larger
Part = tuple[str, Iterable[str]]


class _Sink:
    """What a zip is written to: bytes wait here until they are taken."""

    def __init__(self) -> None:
        self._waiting: list[bytes] = []
        self.size = 0

    def write(self, data: bytes) -> int:
        self._waiting.append(bytes(data))
        self.size += len(data)
        return len(data)

    def flush(self) -> None:
        """Nothing lies below."""

    def take(self) -> bytes:
        taken = b"".join(self._waiting)
        self._waiting.clear()
        self.size = 0
        return taken


def zipped(parts: Iterable[Part], level: int = 6) -> Iterator[bytes]:
    """The bytes of a zip of text parts, (name, pieces) each, in chunks ready to be sent. A later part may depend on
    what an earlier one met while it was written: the iterables are read in order."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:  # type: ignore[call-overload]
        for name, pieces in parts:
            entry = zipfile.ZipInfo(name, DAWN)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry._compresslevel = level  # type: ignore[attr-defined]  # ZipFile.open reads it, up to 3.12 only so
            with archive.open(entry, "w", force_zip64=True) as file:
                for text in in_chunks(pieces):
                    file.write(text.encode("utf-8", "replace"))
                    if sink.size:
                        yield sink.take()
    yield sink.take()


def in_chunks(pieces: Iterable[str]) -> Iterator[str]:
    """Many small texts as fewer larger ones."""
    held: list[str] = []
    size = 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size >= CHUNK:
            yield "".join(held)
            held, size = [], 0
    yield "".join(held)
