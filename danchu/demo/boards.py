"""Notice boards as they might be photographed: drawn, nobody on them."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from danchu.ground.files.cleaning import Cleaned, clean_upload

_SHEETS = ((70, 90, 250, 330), (280, 80, 470, 320), (500, 100, 690, 350), (90, 360, 300, 540), (330, 350, 560, 545))


def board(number: int, *, torn: bool = False) -> Cleaned:
    """A photo of a board with sheets; `torn`: the middle one is gone. `number` makes each a picture of its own."""
    picture = Image.new("RGB", (800, 600), (203, 190, 163))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((30, 40, 770, 570), fill=(74, 104, 86), outline=(96, 70, 44), width=14)
    for n, sheet in enumerate(_SHEETS):
        if not (torn and n == 1):
            _sheet(draw, sheet, 17 * number + 5 * n)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=80)
    return clean_upload(SimpleUploadedFile(f"bang-niem-yet-{number}.jpg", out.getvalue(), "image/jpeg"))


def _sheet(draw: ImageDraw.ImageDraw, at: tuple[int, int, int, int], seed: int) -> None:
    left, top, right, bottom = at
    draw.rectangle(at, fill=(250, 248, 240), outline=(210, 205, 190))
    draw.rectangle((left + 20, top + 18, right - 20, top + 30), fill=(163, 25, 91))
    for line in range(top + 48, bottom - 16, 16):
        draw.rectangle((left + 20, line, right - 20 - (seed * line) % 60, line + 5), fill=(150, 150, 150))
