"""Files as people, programs and enemies make them."""

import io
import struct
import zipfile
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

QUICK = 1  # how hard zlib tries; a bomb of a gigabyte is packed in half the time
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def picture(size=(400, 300), form="JPEG", mode="RGB", color=(20, 120, 60), **options) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, color).save(out, form, **options)
    return out.getvalue()


def photo_with_place(size=(400, 300), orientation=1) -> bytes:
    """A JPEG that tells where, when and with what it was taken."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "MayAnhBiMat"
    exif.get_ifd(0x8825).update({1: "N", 2: (10.0, 46.0, 37.0), 3: "E", 4: (106.0, 41.0, 43.0)})
    out = io.BytesIO()
    image = Image.new("RGB", size, "navy")
    image.paste("red", (0, 0, size[0] // 2, size[1] // 2))  # the upper left tells which way is up
    image.save(out, "JPEG", exif=exif, comment=b"BinhLuanBiMat")
    return out.getvalue()


def pixel_bomb(side=60_000) -> bytes:
    """A PNG of some kilobytes that says it is `side` × `side`."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(5_000_000)))
        + chunk(b"IEND", b"")
    )


def archive(parts: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=QUICK) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def word(extra: dict[str, bytes | str] | None = None, type_: str = DOCX) -> bytes:
    types = f'<?xml version="1.0" encoding="UTF-8"?><Types><Override ContentType="{type_}"/></Types>'
    return archive(
        {"[Content_Types].xml": types, "word/document.xml": "<w:document>Đơn</w:document>"} | (extra or {})
    )


def text_document() -> bytes:
    return archive({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<office/>"})


def pdf(stream: bytes = b"q Q", about: bytes = b"", tail: bytes = b"") -> bytes:
    return (
        b"%PDF-1.7\n1 0 obj <</Type/Catalog"
        + about
        + b">> endobj\n2 0 obj <</Filter/FlateDecode>>\nstream\n"
        + zlib.compress(stream, QUICK)
        + b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
        + tail
    )
