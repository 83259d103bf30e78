"""Documents that are an archive of XML members, opened without trusting them: no entities, nothing larger than said."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from lzma import LZMAError
from typing import Any, TypeVar
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from danchu.ground.drafts.lines import Limits, Unreadable

T = TypeVar("T")
_BIG = "Tệp này khi mở ra lớn quá {} MB: hãy tách thành nhiều tệp."
_SUSPECT = "Tệp này có cấu tạo bất thường nên không được đọc: hãy mở và lưu lại thành tệp mới."
_CHUNK = 1 << 16
# What zipfile, its unpackers and the parser raise on hostile bytes; a missing member is a KeyError, a packing nobody
# knows a NotImplementedError (a RuntimeError, as is a password that was not given)
DAMAGED = (ParseError, BadZipFile, zlib.error, LZMAError, EOFError, OSError, LookupError, RuntimeError, ValueError)


def opened(content: bytes, read: Callable[[ZipFile], T], *, broken: str, suspect: str = _SUSPECT) -> T:
    """What `read` makes of the archive. Raises Unreadable, `broken` or `suspect`, whatever is wrong with it."""
    try:
        with ZipFile(BytesIO(content)) as package:
            return read(package)
    except Unreadable:
        raise
    except DefusedXmlException:
        raise Unreadable(suspect) from None
    except DAMAGED:
        raise Unreadable(broken) from None


def member(package: ZipFile, name: str, limits: Limits) -> bytes:
    """The unpacked bytes, counted as they come: what the archive claims is not believed. Empty where there is none."""
    if name not in package.namelist():
        return b""
    taken = bytearray()
    with package.open(name) as packed:
        while piece := packed.read(_CHUNK):
            taken += piece
            if len(taken) > limits.unpacked_bytes:
                raise Unreadable(_BIG.format(limits.unpacked_bytes // 1_000_000))
    return bytes(taken)


def events(xml: bytes, limits: Limits, whole: frozenset[str] = frozenset()) -> Iterator[tuple[str, str, Any]]:
    """("start" | "end", name without namespace, element); elements are emptied once read. Depth is bounded.

    What is called one of `whole` keeps all that is in it until its own end.
    """
    if not xml:
        return
    depth = met = held = 0
    for event, element in iterparse(BytesIO(xml), events=("start", "end"), forbid_dtd=True):
        depth += 1 if event == "start" else -1
        met += event == "start"
        if depth > limits.depth or met > limits.elements:
            raise Unreadable(_SUSPECT)
        name = element.tag.rpartition("}")[2]
        held += name in whole and (1 if event == "start" else -1)
        yield event, name, element
        if event == "end" and not held:
            element.clear()


def attribute(element: Any, name: str) -> str:
    """An attribute whatever its namespace (transitional and strict files differ)."""
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), "")
