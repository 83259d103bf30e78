"""By which day a promise falls due, under which article, and how that day was counted.

Counted from the next day on (Civil Code 91/2015/QH13 art. 147(2)); a term of plain days or months that ends
on a day off ends on the next working day (art. 148(5)). Both from general knowledge: CHECK, see `COUNTING`.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from danchu.law import hours
from danchu.law.calendar import Calendar
from danchu.law.confidence import Sure
from danchu.law.limits import Duty, Limit, Unit, Way, limit_for

PAUSED = "tạm dừng: chờ người dân trả lời"
ROLLED = "hết hạn vào ngày nghỉ, chuyển sang ngày làm việc kế tiếp"

Pause = tuple[date, date | None]  # asked on, answered on (None: still waiting)
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class CountingRule:
    """How days are counted, for the public rules page, beside how sure we are of it."""

    told: str
    under: str
    sure: Sure


COUNTING = (
    CountingRule(
        "Đếm từ ngày kế tiếp; ngày bắt đầu không tính, ngày cuối có tính.",
        "Điều 147 khoản 2, Bộ luật Dân sự 91/2015/QH13",
        Sure.CHECK,
    ),
    CountingRule(
        "Thời hạn tính bằng ngày hoặc tháng mà hết vào ngày nghỉ thì chuyển sang ngày làm việc kế tiếp.",
        "Điều 148 khoản 5, Bộ luật Dân sự 91/2015/QH13",
        Sure.CHECK,
    ),
    CountingRule(
        "Giờ làm việc: 07:30 đến 11:30 và 13:30 đến 17:00, giờ Việt Nam.",
        "Quy định nội bộ, cài đặt của nền tảng danchu",
        Sure.LOCAL,
    ),
    CountingRule(
        "Trong lúc chờ người gửi bổ sung, đồng hồ dừng và nói rõ là đang dừng.",
        "Quy định nội bộ, cài đặt của nền tảng danchu",
        Sure.LOCAL,
    ),
)


@dataclass(frozen=True)
class CountedDay:
    """One day of a derivation: its place in the count, or why it does not count."""

    day: date
    counted: bool
    number: int | None
    reason: str


@dataclass(frozen=True)
class Deadline:
    """A promise made on `start`. `due_at` is set only where hours are counted."""

    duty: Duty
    start: date
    due_on: date
    due_at: datetime | None
    limit: Limit
    provisional: bool
    derivation: tuple[CountedDay, ...]

    @property
    def under(self) -> str:
        """ "Điều 28 khoản 1, Luật Tiếp công dân 42/2013/QH13"."""
        return self.limit.under


def deadline(duty: Duty, start: date | datetime, calendar: Calendar) -> Deadline:
    """The day this duty falls due, by the limit in force on `start`.

    A moment is read on a Vietnamese clock. Raises NoSuchLimit, OutsideCalendar, ValueError (no time zone).
    """
    return deadline_of(limit_for(duty, _day(start)), start, calendar)


def deadline_of(limit: Limit, start: date | datetime, calendar: Calendar) -> Deadline:
    """The same with a limit already chosen: an old case keeps its own. Raises OutsideCalendar, ValueError."""
    if limit.unit is Unit.WORKING_HOURS:
        return _in_hours(limit, start, calendar)
    first = _day(start)
    calendar.explain(first)  # a start nobody has a calendar for fails here, before any arithmetic
    end = _end(limit, first, calendar)
    due_on = _settle(limit, end, calendar)
    return Deadline(
        duty=limit.duty,
        start=first,
        due_on=due_on,
        due_at=None,
        limit=limit,
        provisional=_provisional(limit.unit, first, end, due_on, calendar),
        derivation=derive(first, due_on, limit.unit, calendar, term_ends_on=end if end < due_on else None),
    )


def derive(
    start: date,
    due_on: date,
    unit: Unit,
    calendar: Calendar,
    paused: tuple[Pause, ...] = (),
    term_ends_on: date | None = None,
) -> tuple[CountedDay, ...]:
    """Explain a day already promised, long after: every day between, counted or left out, with its reason.

    With `due_on` before `start` it counts backwards. Days after `term_ends_on` are the move off a day off.
    Raises OutsideCalendar.
    """
    told, number = [], 0
    for day in _days_towards(start, due_on):
        left_out = _left_out(day, unit, calendar, paused, term_ends_on)
        number += not left_out
        reason = left_out or calendar.explain(day).reason
        told.append(CountedDay(day, not left_out, None if left_out else number, reason))
    return tuple(told)


def resumed(due_on: date, paused_on: date, resumed_on: date, unit: Unit, calendar: Calendar) -> date:
    """The new day after the clock stood still: what was left is counted after it starts again.

    A promise already late when the question was sent stays late. Raises OutsideCalendar.
    """
    if due_on < paused_on:
        return due_on
    if unit is Unit.WORKING_DAYS:
        left = calendar.working_days_between(paused_on, due_on)
        return calendar.next_working_day(calendar.add_working_days(resumed_on, left))
    return calendar.next_working_day(due_on + (resumed_on - paused_on))


def remaining(today: date, due_on: date, calendar: Calendar) -> int:
    """Working days left: 0 on the day itself, below 0 once it has passed, were it only by a weekend.

    Raises OutsideCalendar.
    """
    left = calendar.working_days_between(today, due_on)
    return min(left, -1) if today > due_on else left


def _day(start: date | datetime) -> date:
    return hours.local(start).date() if isinstance(start, datetime) else start


def _end(limit: Limit, start: date, calendar: Calendar) -> date:
    """The last day of the term itself, day off or not."""
    amount = -limit.amount if limit.way is Way.BEFORE else limit.amount
    if limit.unit is Unit.WORKING_DAYS:
        return calendar.add_working_days(start, amount)
    return _add_months(start, amount) if limit.unit is Unit.MONTHS else start + timedelta(days=amount)


def _settle(limit: Limit, end: date, calendar: Calendar) -> date:
    """Off a day off, except where later would break the promise: "before" and "no longer than"."""
    stays = limit.unit is Unit.WORKING_DAYS or limit.way in (Way.BEFORE, Way.AT_MOST)
    calendar.explain(end)  # fail loudly where nobody knows that day yet
    return end if stays else calendar.next_working_day(end)


def _add_months(start: date, months: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def _provisional(unit: Unit, start: date, end: date, due_on: date, calendar: Calendar) -> bool:
    """Plain days rest on the calendar only where they end."""
    rests_from = start if unit is Unit.WORKING_DAYS else max(end - _ONE_DAY, calendar.first)
    return calendar.provisional(rests_from, due_on)


def _days_towards(start: date, due_on: date) -> Iterator[date]:
    step = _ONE_DAY if due_on >= start else -_ONE_DAY
    for i in range(1, abs((due_on - start).days) + 1):
        yield start + i * step


def _left_out(
    day: date, unit: Unit, calendar: Calendar, paused: tuple[Pause, ...], term_ends_on: date | None
) -> str:
    """Why a day does not count; empty when it does."""
    if any(stopped < day and (again is None or day <= again) for stopped, again in paused):
        return PAUSED
    if unit is Unit.WORKING_DAYS and not calendar.is_working(day):
        return calendar.explain(day).reason
    return ROLLED if term_ends_on and day > term_ends_on else ""


def _in_hours(limit: Limit, start: date | datetime, calendar: Calendar) -> Deadline:
    began = hours.local(start) if isinstance(start, datetime) else hours.opening(start)
    due_at = hours.add_working_hours(began, limit.amount, calendar)
    due_on = due_at.date()
    days = (began.date() + i * _ONE_DAY for i in range((due_on - began.date()).days + 1))
    return Deadline(
        duty=limit.duty,
        start=began.date(),
        due_on=due_on,
        due_at=due_at,
        limit=limit,
        provisional=calendar.provisional(began.date(), due_on),
        derivation=tuple(_hours_of(day, began, due_at, calendar) for day in days),
    )


def _hours_of(day: date, began: datetime, due_at: datetime, calendar: Calendar) -> CountedDay:
    """One day of a count in hours: `number` stays empty, the reason says how much of the day was used."""
    used = hours.worked_on(day, began, due_at, calendar)
    if not used:
        shut = "ngoài giờ làm việc" if calendar.is_working(day) else calendar.explain(day).reason
        return CountedDay(day, False, None, shut)
    whole, minutes = divmod(used // timedelta(minutes=1), 60)
    return CountedDay(day, True, None, f"tính {whole} giờ {minutes:02d} phút làm việc")
