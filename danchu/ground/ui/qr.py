"""A QR code as SVG that may stand in a page: no style, no script."""

import io

import segno


def qr_svg(text: str, *, sized: bool = True) -> str:
    """Black on white whatever the theme, so that any phone reads it; 33 modules at most for an address.
    Not `sized`, it fills what it stands in."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="svg", xmldecl=False, svgns=True, scale=4, border=2,
                                                  light="#fff", dark="#14213d", omitsize=not sized)
    return out.getvalue().decode()
