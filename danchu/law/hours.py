"""Office hours, for the promises counted in working hours. A setting of this house, not a statute."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from danchu.law.calendar import Calendar

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
OFFICE_HOURS = ((time(7, 30), time(11, 30)), (time(13, 30), time(17, 0)))


def local(moment: datetime) -> datetime:
    """The moment on a Vietnamese clock. Raises ValueError when it carries no zone: hours would be guessed."""
    if moment.tzinfo is None:
        raise ValueError("Thời điểm phải kèm múi giờ.")
    return moment.astimezone(VIETNAM)


def opening(day: date) -> datetime:
    """When the office opens on that day."""
    return datetime.combine(day, OFFICE_HOURS[0][0], VIETNAM)


def sessions(day: date, calendar: Calendar) -> Iterator[tuple[datetime, datetime]]:
    """The opened stretches of a day, none on a day off. Raises OutsideCalendar."""
    if calendar.is_working(day):
        for opens, closes in OFFICE_HOURS:
            yield datetime.combine(day, opens, VIETNAM), datetime.combine(day, closes, VIETNAM)


def worked_on(day: date, since: datetime, until: datetime, calendar: Calendar) -> timedelta:
    """The opened time of that day between two moments. Raises OutsideCalendar."""
    stretches = (min(closes, until) - max(opens, since) for opens, closes in sessions(day, calendar))
    return sum((stretch for stretch in stretches if stretch > timedelta(0)), timedelta(0))


def add_working_hours(start: datetime, hours: int, calendar: Calendar) -> datetime:
    """The moment by which that many office hours have passed since `start`. Raises OutsideCalendar."""
    day, left = start.date(), timedelta(hours=hours)
    while True:
        for opens, closes in sessions(day, calendar):
            begins = max(opens, start)
            if begins < closes and left <= closes - begins:
                return begins + left
            left -= max(closes - begins, timedelta(0))
        day += timedelta(days=1)
