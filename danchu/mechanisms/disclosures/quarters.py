"""Quarters of a year, as the lists of them are counted. No clock, no rows."""

from __future__ import annotations

from datetime import date, timedelta


def quarter_of(day: date) -> tuple[int, int]:
    """(year, 1 to 4)."""
    return day.year, (day.month - 1) // 3 + 1


def quarter_before(day: date) -> tuple[int, int]:
    """The last quarter that is over."""
    return quarter_of(quarter_begins(*quarter_of(day)) - timedelta(days=1))


def quarter_begins(year: int, quarter: int) -> date:
    return date(year, 3 * quarter - 2, 1)


def quarter_ends(year: int, quarter: int) -> date:
    after = date(year + 1, 1, 1) if quarter == 4 else date(year, 3 * quarter + 1, 1)
    return after - timedelta(days=1)
