"""The numbers Word writes by itself: “Điều 5.”, “1.”, “a)” are not in the text but in the list's definition."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_MOST = 100_000  # a number no document reaches
_STYLES_ABOVE = 20  # a style rests on a style rests on a style…

Event = tuple[str, str, Any]


def _value(element: Any, name: str = "val") -> str:
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), "")


def _whole(text: str, otherwise: int = 0) -> int:
    return min(int(text), _MOST) if text.isdecimal() and len(text) < 10 else otherwise


@dataclass
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str = ""


@dataclass
class _List:
    levels: dict[int, _Level] = field(default_factory=dict)
    style_link: str = ""
    links_to: str = ""
    counters: dict[int, int] = field(default_factory=dict)


@dataclass
class _Use:
    """One `w:num`: a list, and where it starts anew."""

    abstract: str = ""
    starts: dict[int, int] = field(default_factory=dict)
    begun: bool = False


class Numbers:
    """Counts the numbered paragraphs as they come and says what Word shows before each."""

    def __init__(self, numbering: Iterator[Event], styles: Iterator[Event]) -> None:
        self._lists: dict[str, _List] = {}
        self._uses: dict[str, _Use] = {}
        self._styles: dict[str, tuple[str, str | None, int | None]] = {}
        self._read_lists(numbering)
        self._read_styles(styles)

    def next(self, style: str, numbering: str | None, level: int | None) -> str:
        """The number of this paragraph, “” if it has none; counting goes on."""
        numbering, level = self._resolved(style, numbering, level)
        use = self._uses.get(numbering or "")
        found = self._list(use)
        if use is None or found is None or level not in found.levels:
            return ""
        if not use.begun:
            use.begun = True
            found.counters.update({at: start - 1 for at, start in use.starts.items()})
        here = found.levels[level]
        found.counters[level] = found.counters.get(level, here.start - 1) + 1
        for below in [at for at in found.counters if at > level]:
            if found.levels.get(below, _Level()).restart != 0:
                del found.counters[below]
        return _shown(found, level)

    def _list(self, use: _Use | None) -> _List | None:
        found = self._lists.get(use.abstract) if use else None
        if found and found.links_to:
            return next((each for each in self._lists.values() if each.style_link == found.links_to), found)
        return found

    def _resolved(self, style: str, numbering: str | None, level: int | None) -> tuple[str | None, int]:
        """What the paragraph itself says, else its style, else the styles that one rests on."""
        first = style
        for _ in range(_STYLES_ABOVE):
            if numbering is not None or style not in self._styles:
                break
            style, numbering, own_level = self._styles[style]
            level = own_level if level is None else level
        if level is None:
            found = self._list(self._uses.get(numbering or ""))
            level = next((at for at, each in found.levels.items() if each.style == first), 0) if found and first else 0
        return numbering, level

    def _read_lists(self, events: Iterable[Event]) -> None:
        one, use, level, overridden = _List(), _Use(), _Level(), 0
        for event, name, element in events:
            if event != "start":
                continue
            if name == "abstractNum":
                one = self._lists.setdefault(_value(element, "abstractNumId"), _List())
            elif name == "num":
                use = self._uses.setdefault(_value(element, "numId"), _Use())
            elif name == "lvl":
                level = one.levels.setdefault(_whole(_value(element, "ilvl")), _Level())
            elif name == "abstractNumId":
                use.abstract = _value(element)
                one = _List()  # levels written inside a `num` change nothing of the list they rest on
            elif name == "lvlOverride":
                overridden = _whole(_value(element, "ilvl"))
            elif name == "startOverride":
                use.starts[overridden] = _whole(_value(element), 1)
            else:
                _describe(one, level, name, _value(element))

    def _read_styles(self, events: Iterable[Event]) -> None:
        own, above, numbering, level = "", "", None, None
        for event, name, element in events:
            if name == "style" and event == "start":
                own, above, numbering, level = _value(element, "styleId"), "", None, None
            elif name == "style":
                self._styles[own] = (above, numbering, level)
            elif event == "start" and name == "basedOn":
                above = _value(element)
            elif event == "start" and name == "numId":
                numbering = _value(element)
            elif event == "start" and name == "ilvl":
                level = _whole(_value(element))


def _describe(one: _List, level: _Level, name: str, value: str) -> None:
    if name == "start":
        level.start = _whole(value, 1)
    elif name == "numFmt":
        level.form = value
    elif name == "lvlText":
        level.text = value
    elif name == "lvlRestart":
        level.restart = _whole(value)
    elif name == "isLgl":
        level.legal = value not in ("0", "false")
    elif name == "pStyle":
        level.style = value
    elif name == "styleLink":
        one.style_link = value
    elif name == "numStyleLink":
        one.links_to = value


def _shown(found: _List, level: int) -> str:
    here = found.levels[level]
    if here.form == "bullet":
        return "-"
    said = here.text
    for at in range(level, -1, -1):
        form = found.levels.get(at, _Level())
        number = found.counters.get(at, form.start)
        said = said.replace(f"%{at + 1}", _written(number, "decimal" if here.legal else form.form))
    return said.strip()


def _written(number: int, form: str) -> str:
    """Word's own order of letters: a b c d e f…, for it knows no đ."""
    number = max(number, 0)
    if form in ("lowerLetter", "upperLetter") and number:
        letter = chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 9)
        return letter if form == "lowerLetter" else letter.upper()
    if form in ("lowerRoman", "upperRoman"):
        return _roman(number) if form == "lowerRoman" else _roman(number).upper()
    if form == "decimalZero":
        return f"{number:02}"
    return "" if form == "none" else str(number)


def _roman(number: int) -> str:
    said = ""
    for value, letters in _ROMAN:
        said += letters * (number // value)
        number %= value
    return said
