"""What somebody might photograph to show how far a work is: drawn here, nobody on it."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from danchu.ground.files.cleaning import Cleaned, clean_upload

DAY, DUSK = (201, 220, 230), (33, 42, 74)
EARTH, CONCRETE, WATER = (170, 128, 92), (196, 196, 192), (96, 122, 128)
WALLS = ((232, 214, 180), (210, 190, 200), (190, 205, 185), (225, 200, 165))


def lane(name: str, *, done: int, under: tuple[int, int, int] = CONCRETE, lamps: int = 0) -> Cleaned:
    """A lane between houses, `done` percent of it covered from the near end; at dusk where lamps are lit."""
    picture = Image.new("RGB", (1200, 900), DUSK if lamps else DAY)
    pen = ImageDraw.Draw(picture)
    for n, wall in enumerate(WALLS):  # houses on both sides, smaller towards the end of the lane
        near, top = 420 - 105 * n, 120 + 70 * n
        shade = tuple(part // 2 for part in wall) if lamps else wall
        pen.rectangle((near - 420 + 40 * n, top, near, 760 - 70 * n), fill=shade)
        pen.rectangle((1200 - near, top, 1620 - near - 40 * n, 760 - 70 * n), fill=shade)
    pen.polygon([(540, 480), (660, 480), (1180, 900), (20, 900)], fill=EARTH)
    reach = 900 - 420 * done // 100
    half = 60 + (reach - 480) * 520 // 420
    pen.polygon([(600 - half, reach), (600 + half, reach), (1180, 900), (20, 900)], fill=under)
    for n in range(lamps):
        x, y, tall = 300 - 34 * n + 60 * n, 640 - 20 * n, 330 - 30 * n
        pen.line((x, y, x, y - tall), fill=(20, 20, 24), width=max(10 - n, 4))
        pen.ellipse((x - 26 + 2 * n, y - tall - 26, x + 26 - 2 * n, y - tall + 26), fill=(255, 232, 150))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=82)
    return clean_upload(SimpleUploadedFile(f"{name}.jpg", out.getvalue(), "image/jpeg"))
