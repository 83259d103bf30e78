"""The working calendar of a unit: the law's days, overridden by what the country, province and unit added."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from django.core.cache import cache
from django.db.models import Q

from danchu.ground import rows
from danchu.ground.offices.models import CalendarDay, Unit
from danchu.ground.rows import Written
from danchu.law.calendar import Calendar
from danchu.law.days import DayRow, Kind, Status


def calendar_for(unit: Unit | None) -> Calendar:
    """The calendar that counts for `unit`; None for the whole country. One statement.

    A nearer word beats a farther one: the unit's own day, then its territory's, then the province's,
    then the country's, then the law's calendar.
    """
    return _calendar(_added_days(unit))


def calendar_shown(unit: Unit | None = None) -> Calendar:
    """The same for what a page only shows: a day off added a moment ago may be missing, for SETTLED seconds.

    A promise is never counted by it.
    """
    added = cache.get_or_set(f"days:{unit.pk if unit else ''}", lambda: _added_days(unit), SETTLED)
    return _calendar(added or ())


SETTLED = 10


@lru_cache(maxsize=256)
def _calendar(rows: tuple[DayRow, ...]) -> Calendar:
    # the added days are the key, so a changed day can never meet a stale calendar
    return Calendar.official().with_rows(rows) if rows else Calendar.official()


def _added_days(unit: Unit | None) -> tuple[DayRow, ...]:
    if unit is None:
        return tuple(_row(*day) for day in _days_of_the_country().rows())
    near = [pk for pk in (unit.serves_id, unit.pk) if pk]
    days = _days_near().rows(serves=unit.serves_id, own=unit.pk)
    farthest_first = sorted(days, key=lambda day: (_nearness(day[0], near), day[1]))
    return tuple(_row(*day) for _unit, *day in farthest_first)


# Both are asked by nearly every page and every action.
@lru_cache(maxsize=1)
def _days_of_the_country() -> Written:
    days = CalendarDay.objects.filter(unit__isnull=True).order_by("day")
    return Written(days.values_list("day", "kind", "name", "status", "source"))


@lru_cache(maxsize=1)
def _days_near() -> Written:
    serves, own, parent = rows.number("serves"), rows.number("own"), "unit__child_links__unit_id"
    above = (Q(**{parent: serves}) | Q(**{parent: own})) & Q(unit__child_links__valid_to__isnull=True)
    days = CalendarDay.objects.filter(Q(unit__isnull=True) | Q(unit_id=serves) | Q(unit_id=own) | above)
    return Written(days.distinct().values_list("unit_id", "day", "kind", "name", "status", "source"))


def _nearness(unit: int | None, near: list[int]) -> int:
    if unit is None:
        return 0
    return near.index(unit) + 2 if unit in near else 1


def _row(day: date, kind: str, name: str, status: str, source: str) -> DayRow:
    return DayRow(day, Kind(kind), name, Status(status), source)
