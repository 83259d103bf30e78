"""Flat pictures of a ward by a river, drawn here: nobody's photographs. One function a scene, on 160 × 90 steps."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image, ImageDraw

K = 10  # dots to a step of the field
WIDE, HIGH = 160, 90


@dataclass(frozen=True)
class Colours:
    sky: str
    sun: str
    far: str
    near: str
    wall: str
    accent: str
    dark: str = "#14213d"


MORNING = Colours("#f6e7d3", "#e9a15b", "#b9c7b0", "#7f9d86", "#fbfaf7", "#a3195b")
NOON = Colours("#e3eef0", "#f2c879", "#a9c4bd", "#5f8f7f", "#fdf3e1", "#b45309")
DUSK = Colours("#fdeee6", "#d9738a", "#c9b6c4", "#84708c", "#fbfaf7", "#0f766e")
LEAFY = Colours("#eaf1e4", "#e8c25c", "#a7c29a", "#4f7d5c", "#fdf6ec", "#a3195b")
NIGHT = Colours("#1d2947", "#f2c879", "#2c3b5f", "#3b4d75", "#f4efe4", "#e9a15b", "#0e1526")
STORM = Colours("#d5dde3", "#b9c3cc", "#9fb0b8", "#6f858f", "#f4f2ec", "#b45309")


class Pen:
    """Draws in steps of the field."""

    def __init__(self, image: Image.Image) -> None:
        self._draw = ImageDraw.Draw(image)

    def box(self, x: float, y: float, w: float, h: float, fill: str, round_: float = 0) -> None:
        self._draw.rounded_rectangle((x * K, y * K, (x + w) * K, (y + h) * K), radius=round_ * K, fill=fill)

    def disc(self, x: float, y: float, r: float, fill: str) -> None:
        self._draw.ellipse(((x - r) * K, (y - r) * K, (x + r) * K, (y + r) * K), fill=fill)

    def shape(self, fill: str, *points: tuple[float, float]) -> None:
        self._draw.polygon([(x * K, y * K) for x, y in points], fill=fill)

    def line(self, fill: str, width: float, *points: tuple[float, float]) -> None:
        self._draw.line([(x * K, y * K) for x, y in points], fill=fill, width=int(width * K), joint="curve")


def _hills(pen: Pen, c: Colours, top: float = 50) -> None:
    pen.disc(118, 24, 10, c.sun)
    pen.shape(c.far, (0, top), (32, top - 17), (66, top - 3), (104, top - 20), (160, top - 1), (160, 90), (0, 90))
    pen.shape(c.near, (0, top + 12), (46, top + 1), (96, top + 10), (160, top - 1), (160, 90), (0, 90))


def _house(pen: Pen, c: Colours, x: float, y: float, w: float = 16, h: float = 18) -> None:
    pen.box(x, y, w, h, c.wall)
    pen.shape(c.accent, (x - 2, y), (x + w / 2, y - 8), (x + w + 2, y))
    pen.box(x + w * .4, y + h * .55, w * .22, h * .45, c.near)


def _tree(pen: Pen, c: Colours, x: float, y: float, r: float = 7) -> None:
    pen.box(x - 1, y, 2, 14, c.dark)
    pen.disc(x, y, r, c.near)
    pen.disc(x - r * .5, y + 2, r * .7, c.near)


def _person(pen: Pen, c: Colours, x: float, y: float, coat: str = "") -> None:
    pen.disc(x, y, 2.6, c.dark)
    pen.shape(coat or c.accent, (x - 4, y + 14), (x - 2.6, y + 3.4), (x + 2.6, y + 3.4), (x + 4, y + 14))


def river(pen: Pen, c: Colours) -> None:
    _hills(pen, c)
    for n in range(6):
        _house(pen, c, 10 + n * 24, 54 + 4 * (n % 3), h=24 - 4 * (n % 3))
    pen.box(0, 76, 160, 14, c.far)
    for n in range(5):
        pen.line(c.sky, .8, (8 + n * 32, 81 + n % 2 * 4), (26 + n * 32, 81 + n % 2 * 4))


def meeting(pen: Pen, c: Colours) -> None:
    pen.box(0, 0, 160, 90, c.wall)
    pen.box(22, 8, 116, 38, c.far, 2)
    pen.box(30, 14, 60, 4, c.wall, 1)
    pen.box(30, 22, 84, 3, c.sky, 1)
    _person(pen, c, 122, 30)
    pen.box(112, 40, 20, 12, c.near)
    for row in range(3):
        for n in range(11 + row):
            x, y = 12 + n * 13.4 - row * 6, 58 + row * 12
            pen.disc(x, y, 3.2, c.dark)
            pen.box(x - 4.6, y + 3.6, 9.2, 12, (c.accent, c.near, c.far, c.sun)[(n + row) % 4], 2)


def clinic(pen: Pen, c: Colours) -> None:
    _hills(pen, c)
    pen.box(38, 34, 84, 44, c.wall)
    pen.box(34, 30, 92, 6, c.near)
    pen.box(70, 56, 20, 22, c.far)
    pen.box(75.5, 40, 9, 3, c.accent)
    pen.box(78.5, 37, 3, 9, c.accent)
    for x in (46, 58, 96, 108):
        pen.box(x, 44, 8, 9, c.far)
    for n, x in enumerate((20, 28, 132, 141)):
        _person(pen, c, x, 62 + n % 2 * 2)
    pen.box(0, 78, 160, 12, c.near)


def market(pen: Pen, c: Colours) -> None:
    pen.box(0, 62, 160, 28, c.far)
    for n in range(4):
        x = 6 + n * 38
        pen.box(x + 1, 34, 32, 30, c.wall)
        for stripe in range(6):
            fill = (c.accent, c.wall)[stripe % 2]
            pen.shape(fill, (x + stripe * 5.7, 26), (x + stripe * 5.7 + 5.7, 26), (x - 2 + stripe * 6.4 + 6.4, 38),
                      (x - 2 + stripe * 6.4, 38))
        pen.box(x, 56, 34, 12, c.near)
        for fruit in range(6):
            pen.disc(x + 4 + fruit * 5.2, 55, 2.6, (c.sun, c.accent)[fruit % 2])
        _person(pen, c, x + 17, 42, c.dark)


def trees(pen: Pen, c: Colours) -> None:
    _hills(pen, c, 58)
    pen.shape(c.wall, (60, 90), (76, 56), (84, 56), (116, 90))
    for n in range(5):
        _tree(pen, c, 56 - n * 13, 52 + n * 4, 6 + n)
        _tree(pen, c, 104 + n * 13, 52 + n * 4, 6 + n)
    _person(pen, c, 82, 66)


def books(pen: Pen, c: Colours) -> None:
    pen.box(0, 0, 160, 90, c.wall)
    for shelf in range(3):
        y, x, n = 8 + shelf * 25, 10.0, 0
        while x < 148:
            w, h = 3 + (n * 7 + shelf * 5) % 4, 15 + (n * 5 + shelf * 3) % 6
            pen.box(x, y + 21 - h, w, h, (c.accent, c.near, c.far, c.sun, c.dark)[(n + shelf) % 5], .4)
            x, n = x + w + .7, n + 1
        pen.box(6, y + 21, 148, 2.4, c.dark)
    _person(pen, c, 120, 66)


def lights(pen: Pen, c: Colours) -> None:
    for x, y in ((20, 12), (48, 22), (90, 9), (128, 18), (150, 30)):
        pen.disc(x, y, .7, c.wall)
    pen.box(0, 64, 160, 26, c.far)
    for n in range(4):
        x = 18 + n * 40
        pen.shape(c.near, (x - 14, 66), (x - 3, 30), (x + 3, 30), (x + 14, 66))
        pen.box(x - .8, 26, 1.6, 42, c.wall)
        pen.disc(x, 26, 3.4, c.sun)
    for x in (40, 58, 100, 118):
        _person(pen, c, x, 66)


def field(pen: Pen, c: Colours) -> None:
    _hills(pen, c, 40)
    for n in range(9):
        left, top = n * 24 - 36, n * 14 + 18
        pen.shape(c.far if n % 2 else c.near, (left, 90), (top, 52), (top + 14, 52), (left + 24, 90))
    for x, y in ((52, 58), (96, 64)):
        _person(pen, c, x, y)
        pen.shape(c.sun, (x - 5, y - 1.6), (x, y - 6), (x + 5, y - 1.6))


def rain(pen: Pen, c: Colours) -> None:
    for x, y, r in ((40, 18, 11), (56, 14, 13), (74, 20, 10), (112, 16, 12), (128, 20, 9)):
        pen.disc(x, y, r, c.sun)
    for n in range(34):
        x, y = (n * 37) % 160, 30 + (n * 23) % 26
        pen.line(c.far, .7, (x, y), (x - 2.5, y + 7))
    for n in range(5):
        _house(pen, c, 12 + n * 30, 56, 20, 22)
    pen.line(c.dark, 1, (72, 78), (78, 46))
    pen.line(c.dark, 1, (77, 78), (83, 46))
    _person(pen, c, 82, 36)
    pen.box(0, 78, 160, 12, c.near)


def crossing(pen: Pen, c: Colours) -> None:
    _hills(pen, c, 40)
    pen.box(0, 58, 160, 32, c.dark)
    for n in range(8):
        pen.box(44 + n * 9, 60, 5, 28, c.wall)
    pen.box(28, 22, 2.4, 40, c.dark)
    pen.box(24.6, 16, 9, 22, c.dark, 2)
    for n, fill in enumerate((c.accent, c.sun, c.near)):
        pen.disc(29.1, 20 + n * 7, 2.6, fill)
    for n in range(4):
        _person(pen, c, 56 + n * 12, 58 + n % 2 * 2, (c.accent, c.sun)[n % 2])


SCENES: dict[str, tuple[Callable[[Pen, Colours], None], Colours]] = {
    "river": (river, MORNING), "meeting": (meeting, MORNING), "clinic": (clinic, NOON), "market": (market, DUSK),
    "trees": (trees, LEAFY), "books": (books, NOON), "lights": (lights, NIGHT), "field": (field, LEAFY),
    "rain": (rain, STORM), "crossing": (crossing, NOON), "alley": (river, NOON), "quay": (river, DUSK),
}


def drawn(scene: str) -> bytes:
    """A JPEG of this scene, 1200 × 675."""
    draw, colours = SCENES[scene]
    image = Image.new("RGB", (WIDE * K, HIGH * K), colours.sky)
    draw(Pen(image), colours)
    out = io.BytesIO()
    image.resize((1200, 675), Image.Resampling.LANCZOS).save(out, "JPEG", quality=88)
    return out.getvalue()
