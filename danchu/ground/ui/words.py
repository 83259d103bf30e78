"""Values in the words people read: days, moments, numbers, paragraphs, marked personal data. All escape."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import get_language, gettext
from markupsafe import Markup, escape

from danchu.ground.ui.language import is_plain

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
# Days and moments are written alike in both languages: what was written out once is remembered.


@lru_cache(4096)
def day(when: date | datetime | None) -> str:
    """A day as 05/03/2026; a moment is read on Vietnam's clock first."""
    return _here(when).strftime("%d/%m/%Y") if when else ""


@lru_cache(4096)
def short_day(when: date | datetime | None) -> str:
    """A day without its year, 05/03, for rows where the year is plain."""
    return _here(when).strftime("%d/%m") if when else ""


@lru_cache(4096)
def moment(when: datetime | None) -> str:
    """A moment as 03/11/2026 09:12 on Vietnam's clock."""
    return _here(when).strftime("%d/%m/%Y %H:%M") if when else ""


@lru_cache(4096)
def iso(when: date | datetime | None) -> str:
    """What stands in <time datetime>: the day or the moment, for machines."""
    return _here(when).isoformat(timespec="minutes") if isinstance(when, datetime) else str(when or "")


def weekday(when: date | datetime) -> str:
    """The short name of the weekday: T2 … T7, CN; Mon … Sun in English."""
    names = _WEEKDAYS["en" if _english() else "vi"]
    return names[when.weekday()]


def weekday_long(when: date | datetime) -> str:
    """The full name of the weekday: Thứ Ba, Chủ nhật; Tuesday in English."""
    return _WEEKDAYS_LONG["en" if _english() else "vi"][when.weekday()]


def number(value: float | None, places: int = 0) -> str:
    """A number with the separators of the language: 1.234,5 (vi), 1,234.5 (en)."""
    if value is None:
        return "–"
    text = f"{value:,.{places}f}"
    return text if _english() else text.translate(_VIETNAMESE_POINTS)


def percent(part: float | None, whole: float | None = None, places: int = 0) -> str:
    """A share as 82,6%: of `whole` where it is given, else `part` is already 0–1. No whole: a dash."""
    if part is None or whole == 0:
        return "–"
    return number(100 * part / (whole or 1), places) + "%"


def paragraphs(text: str | None) -> Markup:
    """Plain text as escaped paragraphs: an empty line parts them, a line end stays a line end."""
    lines = str(text or "").replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    blocks = [block.strip("\n") for block in lines.split("\n\n") if block.strip()]
    return Markup("\n".join(f"<p>{_with_breaks(block)}</p>" for block in blocks))


def marked(text: str, spans: Iterable[Any], *, hidden: bool = False) -> Markup:
    """Escape `text` and put <mark> round each span (start and end in characters, end outside).

    A span is `(start, end)`, `(type, start, end)`, a mapping or an object with `start` and `end`.
    Spans that overlap or touch become one mark; what lies outside the text is cut off.
    With `hidden`, the marked characters themselves are left out: this is what the public reads.
    """
    pieces, at = [], 0
    for start, end in _joined(spans, len(text)):
        pieces += [_with_breaks(text[at:start]), _mark(text[start:end], hidden)]
        at = end
    pieces.append(_with_breaks(text[at:]))
    return Markup("").join(pieces)


_WEEKDAYS = {
    "vi": ("T2", "T3", "T4", "T5", "T6", "T7", "CN"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
_WEEKDAYS_LONG = {
    "vi": ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_VIETNAMESE_POINTS = str.maketrans(",.", ".,")


def _english() -> bool:
    return not is_plain() and (get_language() or "vi").startswith("en")


def _here(when: Any) -> Any:
    aware = isinstance(when, datetime) and when.tzinfo is not None
    return when.astimezone(HERE) if aware else when


def _with_breaks(text: str) -> Markup:
    return Markup(str(escape(text)).replace("\n", "<br>"))  # a line end is nothing that is escaped


def _mark(text: str, hidden: bool) -> Markup:
    if hidden:
        return Markup('<mark class="hidden-words"><span class="vh">{}</span></mark>').format(gettext("[đã che]"))
    return Markup("<mark>{}</mark>").format(_with_breaks(text))


def _ends(span: Any) -> tuple[int, int]:
    if isinstance(span, Mapping):
        return int(span["start"]), int(span["end"])
    if isinstance(span, (tuple, list)):
        return int(span[-2]), int(span[-1])
    return int(span.start), int(span.end)


def _joined(spans: Iterable[Any], length: int) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(_ends(span) for span in spans):
        start, end = max(0, start), min(length, end)
        if start >= end:
            continue
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
