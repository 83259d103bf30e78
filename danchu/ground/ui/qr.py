"""A QR code as SVG that may stand in a page: no style, no script."""

import io
from functools import lru_cache

import segno

KEPT = 128  # drawings of some 5 kB: a code costs more than the page it stands on, and one receipt is looked at often


@lru_cache(KEPT)
def qr_svg(text: str, *, sized: bool = True) -> str:
    """Black on white whatever the theme, so that any phone reads it; 33 modules at most for an address.
    Not `sized`, it fills what it stands in."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="svg", xmldecl=False, svgns=True, scale=4, border=2,
                                                  light="#fff", dark="#14213d", omitsize=not sized)
    return out.getvalue().decode()
