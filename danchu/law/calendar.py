"""Which days count as working days, why, and how sure that is. Every count comes through here.

The days are dated data (`holidays_vn.py`); this file only counts. Days are counted from the next day on
(Civil Code 91/2015/QH13 art. 147(2)), so the first day never counts and the last one does.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from hashlib import sha256
from itertools import accumulate
from types import MappingProxyType

from danchu.law.days import WEEKDAYS, DayRow, Kind, Status, vietnamese_day
from danchu.law.holidays_vn import FIRST, LAST, ROWS, SETTLED_UNTIL


class OutsideCalendar(ValueError):
    """A day the calendar does not cover. Counting on would be guessing, so it stops here."""


@dataclass(frozen=True)
class DayKind:
    """What a day is: `reason` in Vietnamese, as it stands in a derivation."""

    working: bool
    reason: str
    status: Status


__all__ = ["Calendar", "DayKind", "DayRow", "Kind", "OutsideCalendar", "Status", "vietnamese_day"]

_SATURDAY = 5


@dataclass(frozen=True)
class Calendar:
    """Working days from `first` to `last`, both covered. Two calendars with the same days are equal."""

    version: str
    first: date = field(compare=False)
    last: date = field(compare=False)
    settled_until: date = field(compare=False)  # later days wait for the yearly notice
    rows: Mapping[date, DayRow] = field(compare=False, repr=False)
    _worked: tuple[int, ...] = field(compare=False, repr=False)  # working days from `first` to each day

    @staticmethod
    def official() -> "Calendar":
        """The public sector's days, 2017 to 2027; 2027 is estimated until its notice comes."""
        return _official()

    @staticmethod
    def of(rows: Iterable[DayRow], first: date, last: date, settled_until: date) -> "Calendar":
        """A calendar from its rows; of two rows for one day the later one holds. Rows outside are refused."""
        days = {row.day: row for row in rows}
        for day in days:
            _require(first <= day <= last, day, first, last)
        length = (last - first).days + 1
        every_day = (first + timedelta(days=i) for i in range(length))
        worked = tuple(accumulate(int(_works(day, days.get(day))) for day in every_day))
        version = _fingerprint(days, first, last, settled_until)
        return Calendar(version, first, last, settled_until, MappingProxyType(days), worked)

    def with_rows(self, rows: Iterable[DayRow], settled_until: date | None = None) -> "Calendar":
        """The same calendar with days added or overridden: a unit's own days, or a new notice.

        Give `settled_until` when the notice settles a whole year, so that its days stop being provisional.
        """
        settled = settled_until or self.settled_until
        return Calendar.of([*self.rows.values(), *rows], self.first, self.last, settled)

    def explain(self, day: date) -> DayKind:
        """Does this day count, and why. Raises OutsideCalendar."""
        self._index(day)
        row = self.rows.get(day)
        status = row.status if row else self._unmarked_status(day)
        return DayKind(_works(day, row), _reason(day, row), status)

    def is_working(self, day: date) -> bool:
        """Raises OutsideCalendar."""
        self._index(day)
        return _works(day, self.rows.get(day))

    def add_working_days(self, start: date, n: int) -> date:
        """The n-th working day after `start`; with n < 0 the |n|-th before it; with n = 0 `start` itself.

        Raises OutsideCalendar where the answer lies beyond the covered days.
        """
        index = self._index(start)
        if n == 0:
            return start
        goal = self._worked[index] + n if n > 0 else self._worked_before(index) + n + 1
        if not 0 < goal <= self._worked[-1]:
            raise OutsideCalendar(
                f"Đếm {abs(n)} ngày làm việc {'sau' if n > 0 else 'trước'} {vietnamese_day(start)} "
                f"vượt ra ngoài lịch đã có ({self.first:%d/%m/%Y} đến {self.last:%d/%m/%Y})."
            )
        return self.first + timedelta(days=bisect_left(self._worked, goal))

    def working_days_between(self, after: date, upto: date) -> int:
        """Working days from the day after `after` up to and with `upto`; negative when `upto` is earlier.

        Raises OutsideCalendar.
        """
        return self._worked[self._index(upto)] - self._worked[self._index(after)]

    def next_working_day(self, day: date) -> date:
        """`day` itself if it is worked, else the first worked day after it. Raises OutsideCalendar."""
        return day if self.is_working(day) else self.add_working_days(day, 1)

    def provisional(self, start: date, end: date) -> bool:
        """Does a count from `start` to `end` rest on days no notice has settled? Raises OutsideCalendar."""
        low, high = min(start, end), max(start, end)
        self._index(low)
        self._index(high)
        estimated = (row.day for row in self.rows.values() if row.status is Status.ESTIMATED)
        return high > self.settled_until or any(low < day <= high for day in estimated)

    def _index(self, day: date) -> int:
        _require(self.first <= day <= self.last, day, self.first, self.last)
        return (day - self.first).days

    def _worked_before(self, index: int) -> int:
        return self._worked[index - 1] if index else 0

    def _unmarked_status(self, day: date) -> Status:
        return Status.OFFICIAL if day <= self.settled_until else Status.ESTIMATED


def _works(day: date, row: DayRow | None) -> bool:
    if row is None or row.status is Status.PROPOSED:
        return day.weekday() < _SATURDAY
    return row.kind is Kind.MAKEUP_WORK


def _reason(day: date, row: DayRow | None) -> str:
    usual = "ngày làm việc" if day.weekday() < _SATURDAY else f"nghỉ cuối tuần ({WEEKDAYS[day.weekday()]})"
    if row is None:
        return usual
    if row.status is Status.PROPOSED:
        return f"{usual}; mới có đề xuất, chưa áp dụng: {row.name}"
    return f"ngày làm việc: {row.name}" if row.kind is Kind.MAKEUP_WORK else f"nghỉ: {row.name}"


def _require(covered: bool, day: date, first: date, last: date) -> None:
    if not covered:
        raise OutsideCalendar(
            f"Ngày {day:%d/%m/%Y} nằm ngoài lịch làm việc đã có ({first:%d/%m/%Y} đến {last:%d/%m/%Y}); "
            "cần bổ sung lịch nghỉ trước khi tính."
        )


def _fingerprint(days: Mapping[date, DayRow], *bounds: date) -> str:
    told = [f"{day} {row.kind} {row.status} {row.name}" for day, row in sorted(days.items())]
    return sha256("\n".join([*map(str, bounds), *told]).encode()).hexdigest()[:12]


@lru_cache(maxsize=1)
def _official() -> Calendar:
    return Calendar.of(ROWS, FIRST, LAST, SETTLED_UNTIL)
