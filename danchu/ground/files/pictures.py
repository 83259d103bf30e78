"""Photographs: decoded within bounds, turned upright, made smaller, written anew without any metadata."""

import io
import threading
import warnings
from typing import BinaryIO

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from danchu.ground.files.refusal import Limits, Refused

# Pixels each form may hold so that making it small stays under 100 MB. A baseline JPEG is read at a
# fraction of its
# size; a progressive one keeps 6 bytes a pixel, PNG 4, one with transparency or a palette 9, WebP 15 (its
# library
# makes three copies).
MOST_PIXELS = {
    "JPEG": 60_000_000,
    "PROGRESSIVE": 14_000_000,
    "PNG": 17_000_000,
    "LAYERED": 9_000_000,
    "WEBP": 5_000_000,
}
DAMAGED = _("Ảnh bị hỏng hoặc không phải ảnh: hãy mở thử trên máy rồi gửi lại.")
QUALITY = 82
_one_at_a_time = threading.Lock()  # many large photos at once must not add up


def clean(file: BinaryIO, limits: Limits) -> tuple[bytes, str, str]:
    """A JPEG at most `longest_side` wide and high. Raises Refused."""
    try:
        with _one_at_a_time, warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _rewrite(file, limits.longest_side), "image/jpeg", ".jpg"
    except Refused:
        raise
    except Exception as problem:  # decoders raise anything at all on hostile bytes
        raise Refused(DAMAGED) from problem


def smaller(content: bytes, side: int) -> bytes:
    """A picture kept here already, made no wider and higher than `side`: for lists on a phone."""
    with _one_at_a_time, Image.open(io.BytesIO(content), formats=["JPEG"]) as image:
        image.draft("RGB", (side, side))
        out = io.BytesIO()
        ImageOps.contain(image.convert("RGB"), (side, side)).save(out, "JPEG", quality=QUALITY, optimize=True)
        return out.getvalue()


def _rewrite(file: BinaryIO, side: int) -> bytes:
    _check_webp(file)
    with _opened(file) as image:
        _check_area(image)
        turned = (image.getexif().get(0x0112) or 1) if image.format in ("JPEG", "PNG", "WEBP") else 1
        image.draft("RGB", (side, side))
        small = _opaque(_shrunk(image, side))
    small.info.clear()
    upright = _turned(small, turned)
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()


def _opened(file: BinaryIO) -> Image.Image:
    file.seek(0)
    try:
        return Image.open(file, formats=["JPEG", "PNG", "WEBP", "GIF"])
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as bomb:
        raise Refused(_too_large(MOST_PIXELS["JPEG"])) from bomb


def _check_area(image: Image.Image) -> None:
    """The header says how large it is: asked before a single pixel is decoded."""
    most = MOST_PIXELS[_form(image)]
    if image.width * image.height > most:
        raise Refused(_too_large(most))


def _form(image: Image.Image) -> str:
    if image.format == "JPEG":
        return "PROGRESSIVE" if image.info.get("progressive") else "JPEG"
    if image.format == "WEBP":
        return "WEBP"
    return "PNG" if image.mode in ("RGB", "L") else "LAYERED"


def _check_webp(file: BinaryIO) -> None:
    """Pillow takes memory for a whole WebP on opening it, so its size is read from the header first."""
    file.seek(0)
    head = file.read(30)
    if head[:4] != b"RIFF":
        return
    width, height = _webp_size(head)
    if width * height > MOST_PIXELS["WEBP"]:
        raise Refused(_too_large(MOST_PIXELS["WEBP"]))


def _webp_size(head: bytes) -> tuple[int, int]:
    if head[8:12] != b"WEBP" or len(head) < 30:
        raise Refused(DAMAGED)
    if head[12:16] == b"VP8X":
        return int.from_bytes(head[24:27], "little") + 1, int.from_bytes(head[27:30], "little") + 1
    if head[12:16] == b"VP8L":
        bits = int.from_bytes(head[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    return int.from_bytes(head[26:28], "little") & 0x3FFF, int.from_bytes(head[28:30], "little") & 0x3FFF


def _too_large(pixels: int) -> str:
    return gettext("Ảnh quá lớn: tối đa %(n)s triệu điểm ảnh. Hãy chụp hoặc lưu lại ở cỡ nhỏ hơn.") % {
        "n": pixels // 1_000_000}


def _shrunk(image: Image.Image, side: int) -> Image.Image:
    factor = max(image.width, image.height) // (2 * side)
    if factor > 1 and image.mode not in ("P", "1", "I;16", "I", "F"):
        return ImageOps.contain(image.reduce(factor), (side, side))
    fits = max(image.size) <= side
    image = image if image.mode in ("RGB", "RGBA", "L", "LA", "CMYK") else image.convert("RGBA")
    return image.copy() if fits else ImageOps.contain(image, (side, side))


def _opaque(image: Image.Image) -> Image.Image:
    """On white paper: JPEG knows no transparency."""
    if image.mode not in ("RGBA", "LA", "PA"):
        return image.convert("RGB")
    paper = Image.new("RGB", image.size, "white")
    paper.paste(image, mask=image.getchannel("A"))
    return paper


_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def _turned(image: Image.Image, orientation: int) -> Image.Image:
    """Upright, as the camera held it (EXIF orientation 1–8)."""
    turn = _TURNS.get(orientation)
    return image if turn is None else image.transpose(turn)
