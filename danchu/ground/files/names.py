"""A file name that is safe to show, to store beside a row and to save on any computer."""

import re
import unicodedata

MOST_LETTERS = 80
_FORBIDDEN = re.compile(r'[<>:"|?*`&\']+')
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?$")


def display_name(typed: str, ending: str) -> str:
    """The typed name without path, markup, control or direction characters, ending as the content says.

    >>> display_name("../../ảnh <b>1</b>.PNG", ".jpg")
    'b .jpg'
    """
    last = re.split(r"[/\\]", typed[-1000:])[-1]
    stem = _without_ending(_FORBIDDEN.sub(" ", _visible(last)))
    stem = " ".join(stem.split())[:MOST_LETTERS].strip(" .")
    stem = stem.lstrip("=+-@ .")  # a name may stand in a spreadsheet
    return ("_" if _DEVICES.match(stem) else "") + (stem or "tệp") + ending


def ending_of(typed: str) -> str:
    """The typed ending in lower case with its dot; empty where there is none."""
    found = re.search(r"\.([A-Za-z0-9]{1,8})\s*$", _visible(typed[-1000:]))
    return f".{found[1].lower()}" if found else ""


def _without_ending(name: str) -> str:
    return re.sub(r"(\.[A-Za-z0-9]{1,8})\s*$", "", name)


def _visible(text: str) -> str:
    """NFC; what is neither letter, mark, digit, sign nor space (control, direction, surrogate) is gone."""
    kept = (c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c)[0] != "C")
    return "".join(kept)
