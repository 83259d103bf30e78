"""Events as calendar programs read them (RFC 5545). Pure text: the same events give the same bytes.

An event keeps its UID for life; each change of it raises `sequence`, and a cancelled one stays, marked: a program
that subscribed would otherwise go on showing it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from danchu.ground.documents.words import clean

ICS = "text/calendar; charset=utf-8"
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
OCTETS = 75  # a line is no longer, without its end
MAKER = "-//danchu//lich cong dan//VI"


class Method(StrEnum):
    """What the file is for. A feed and a reminder are published; a letter that calls off cancels."""

    PUBLISH = "PUBLISH"
    CANCEL = "CANCEL"


@dataclass(frozen=True)
class Event:
    """One event. Moments are aware; days (no hour) last the whole of them, `ends` the last one. `code` is the case's
    public code, `host` the site's name: together the UID. `sequence` rises with every change."""

    code: str
    host: str
    starts: datetime | date
    title: str
    changed_at: datetime
    sequence: int = 0
    ends: datetime | date | None = None
    place: str = ""
    details: str = ""
    address: str = ""  # of its page
    cancelled: bool = False
    themes: tuple[str, ...] = ()

    @property
    def uid(self) -> str:
        return f"{self.code}@{self.host}"


def feed(name: str, events: Iterable[Event], *, described: str = "", method: Method = Method.PUBLISH) -> str:
    """A calendar of that name, CRLF lines folded as the standard wants."""
    return "".join(f"{folded}\r\n" for line in _lines(name, events, described, method) for folded in _fold(line))


def _lines(name: str, events: Iterable[Event], described: str, method: Method) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{MAKER}", "CALSCALE:GREGORIAN", f"METHOD:{method}")
    yield from (f"NAME:{_text(name)}", f"X-WR-CALNAME:{_text(name)}", "X-WR-TIMEZONE:Asia/Ho_Chi_Minh")
    if described:
        yield from (f"DESCRIPTION:{_text(described)}", f"X-WR-CALDESC:{_text(described)}")
    yield from ("REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H")
    yield from _ZONE
    for event in events:
        yield from _event(event, method)
    yield "END:VCALENDAR"


# The only zone of the country, unchanged since 1975.
_ZONE = (
    "BEGIN:VTIMEZONE", "TZID:Asia/Ho_Chi_Minh", "BEGIN:STANDARD", "DTSTART:19750613T000000", "TZOFFSETFROM:+0800",
    "TZOFFSETTO:+0700", "TZNAME:+07", "END:STANDARD", "END:VTIMEZONE",
)


def _event(event: Event, method: Method) -> Iterator[str]:
    stamp = f"{event.changed_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    gone = event.cancelled or method is Method.CANCEL
    yield from ("BEGIN:VEVENT", f"UID:{_text(event.uid)}", f"SEQUENCE:{event.sequence}", f"DTSTAMP:{stamp}",
                f"LAST-MODIFIED:{stamp}", f"DTSTART{_when(event.starts)}")
    if event.ends is not None:
        yield f"DTEND{_when(_day_after(event.ends))}"
    yield f"SUMMARY:{_text(event.title)}"
    yield from (f"{name}:{_text(value)}" for name, value in
                (("LOCATION", event.place), ("DESCRIPTION", event.details)) if value)
    if event.themes:
        yield "CATEGORIES:" + ",".join(_text(theme) for theme in event.themes)
    if event.address:
        yield f"URL:{clean(event.address).replace(chr(10), '')}"
    yield from ("STATUS:" + ("CANCELLED" if gone else "CONFIRMED"), "TRANSP:" + ("TRANSPARENT" if gone else "OPAQUE"),
                "END:VEVENT")


def _when(moment: datetime | date) -> str:
    if isinstance(moment, datetime):
        return f";TZID=Asia/Ho_Chi_Minh:{moment.astimezone(HANOI):%Y%m%dT%H%M%S}"
    return f";VALUE=DATE:{moment:%Y%m%d}"


def _day_after(moment: datetime | date) -> datetime | date:
    """A whole day ends where the next begins; an hour ends when it ends."""
    return moment if isinstance(moment, datetime) else date.fromordinal(moment.toordinal() + 1)


def _text(value: str) -> str:
    plain = clean(value).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return plain.replace("\n", "\\n").replace("\u2028", "\\n").replace("\u2029", "\\n").replace("\x85", "\\n")


def _fold(line: str) -> Iterator[str]:
    """Pieces of at most 75 octets, cut between letters, the later ones after a space."""
    piece, size = "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > OCTETS:
            yield piece
            piece, size = " ", 1
        piece += letter
        size += octets
    yield piece
