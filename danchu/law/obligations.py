"""What must be done so often in a period, whoever asks or not: the year's dialogue, the month's reception days.

Pure: units with their terms of office, what was held and the day in; who has not yet, from when it is a warning, and
since when it is a breach, out. A month belongs to whoever heads the unit on its last day: a head who came in June owes
nothing of May. A day held by someone before counts for the unit all the same, and so does what a unit held that this
one took over: the duty passes on as it stands (Law 72/2025/QH15 art. 54(8)).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from danchu.law.calendar import Calendar
from danchu.law.confidence import Sure
from danchu.law.deadlines import deadline
from danchu.law.duties import Duty
from danchu.law.limits_vn import LOCAL_GOVERNMENT, PARTY_HEADS, RECEPTION, Source


class What(StrEnum):
    DIALOGUE = "dialogue"  # hội nghị đối thoại
    RECEPTION = "reception"  # người đứng đầu trực tiếp tiếp công dân


class Bound(StrEnum):
    """Who is bound: by the kind of unit whose head they are."""

    COMMUNE_COMMITTEE = "commune_committee"  # Ủy ban nhân dân cấp xã
    COMMUNE_PARTY = "commune_party"  # cấp ủy cấp xã
    PROVINCE_PARTY = "province_party"  # cấp ủy cấp tỉnh


class Per(StrEnum):
    WEEK = "week"  # tuần
    MONTH = "month"  # tháng
    YEAR = "year"  # năm


class Standing(StrEnum):
    KEPT = "kept"  # đã làm đủ
    OPEN = "open"  # còn thời gian
    SOON = "soon"  # sắp hết thời gian
    BROKEN = "broken"  # hết thời gian mà chưa làm đủ


@dataclass(frozen=True)
class Obligation:
    """So many times in a period, under an article. `in_force_to` is its last day; None while it still holds."""

    what: What
    bound: Bound
    times: int
    per: Per
    article: str
    source: str
    sure: Sure
    in_force_from: date
    in_force_to: date | None
    warn: Duty  # how long before the period ends it becomes a warning

    @property
    def under(self) -> str:
        """ "Điều 43, Luật Tổ chức chính quyền địa phương 72/2025/QH15"."""
        return f"{self.article}, {self.source}"


def _rule(what: What, bound: Bound, times: int, per: Per, article: str, source: Source,
          sure: Sure = Sure.TEXT) -> Obligation:
    warn = Duty.WARN_OF_YEARLY_DIALOGUE if per is Per.YEAR else Duty.WARN_OF_RECEPTION
    return Obligation(what, bound, times, per, article, source.name, sure, source.since, source.until, warn)


OBLIGATIONS: tuple[Obligation, ...] = (
    _rule(What.DIALOGUE, Bound.COMMUNE_COMMITTEE, 1, Per.YEAR, "Điều 43", LOCAL_GOVERNMENT),
    _rule(What.RECEPTION, Bound.COMMUNE_COMMITTEE, 1, Per.WEEK, "Điều 15", RECEPTION),  # its successor is unconfirmed
    _rule(What.RECEPTION, Bound.COMMUNE_PARTY, 2, Per.MONTH, "chưa ghi số điều", PARTY_HEADS, Sure.SECOND),
    _rule(What.RECEPTION, Bound.PROVINCE_PARTY, 1, Per.MONTH, "chưa ghi số điều", PARTY_HEADS, Sure.SECOND),
)


@dataclass(frozen=True)
class Term:
    """A head's time in office; `until` is the first day after it, None while it lasts."""

    head: str
    since: date
    until: date | None = None


@dataclass(frozen=True)
class Unit:
    """Who is bound, since when, headed by whom; the codes of the units it took over."""

    code: str
    bound: Bound
    since: date
    until: date | None = None  # the first day it is no more: its duty has passed to whoever took over
    terms: tuple[Term, ...] = ()
    took_over: tuple[str, ...] = ()


@dataclass(frozen=True)
class Held:
    """Something that counts, on a day."""

    unit: str
    what: What
    on: date


@dataclass(frozen=True)
class Owed:
    """One period of one obligation of one unit: how many are needed and done, and by which day."""

    unit: str
    rule: Obligation
    first: date
    last: date
    head: str
    need: int
    done: int
    standing: Standing


def owed(units: Iterable[Unit], held: Iterable[Held], first: date, last: date, today: date,
         calendar: Calendar) -> list[Owed]:
    """Every period that ends between `first` and `last`, in order. Raises OutsideCalendar."""
    days: dict[tuple[str, What], set[date]] = {}
    for one in held:
        days.setdefault((one.unit, one.what), set()).add(one.on)  # twice on one day is one day
    return [told for unit in units for rule in OBLIGATIONS if rule.bound is unit.bound
            for start, end in _periods(rule.per, first, last)
            if (told := _one(unit, rule, start, end, days, today, calendar))]


def _one(unit: Unit, rule: Obligation, start: date, end: date, days: dict[tuple[str, What], set[date]], today: date,
         calendar: Calendar) -> Owed | None:
    """None where nothing is owed: the rule or the unit was not there at the end, or nobody worked in it."""
    if not (rule.in_force_from <= end <= (rule.in_force_to or date.max)):
        return None
    if end < unit.since or (unit.until is not None and end >= unit.until):
        return None
    begun = max(start, unit.since, rule.in_force_from)
    need = min(rule.times, _working(begun, end, calendar))
    if not need:
        return None
    done = {day for code in (unit.code, *unit.took_over) for day in days.get((code, rule.what), ())
            if start <= day <= min(end, today)}
    return Owed(unit.code, rule, begun, end, head_on(unit, min(end, max(today, begun))), need, len(done),
                _standing(len(done) >= need, end, today, rule.warn, calendar))


def head_on(unit: Unit, day: date) -> str:
    """Who heads the unit on that day; empty where nobody does."""
    return next((t.head for t in unit.terms if t.since <= day and (t.until is None or day < t.until)), "")


def _standing(kept: bool, end: date, today: date, warn: Duty, calendar: Calendar) -> Standing:
    if kept:
        return Standing.KEPT
    if today > end:
        return Standing.BROKEN
    return Standing.SOON if today >= deadline(warn, end, calendar).due_on else Standing.OPEN


def _working(start: date, end: date, calendar: Calendar) -> int:
    """Days worked from `start` to `end`, both with: none in the week of Tết."""
    return calendar.working_days_between(start, end) + calendar.is_working(start) if start <= end else 0


def _periods(per: Per, first: date, last: date) -> Iterator[tuple[date, date]]:
    """Whole weeks (Monday to Sunday), months or years whose last day lies between these days."""
    start = _START[per](first)
    while (end := _NEXT[per](start) - timedelta(days=1)) <= last:
        if end >= first:
            yield start, end
        start = end + timedelta(days=1)


_START = {
    Per.WEEK: lambda day: day - timedelta(days=day.weekday()),
    Per.MONTH: lambda day: day.replace(day=1),
    Per.YEAR: lambda day: day.replace(month=1, day=1),
}
_NEXT = {
    Per.WEEK: lambda day: day + timedelta(weeks=1),
    Per.MONTH: lambda day: (day.replace(day=28) + timedelta(days=4)).replace(day=1),  # the fourth day on is in the next
    Per.YEAR: lambda day: day.replace(year=day.year + 1),
}
