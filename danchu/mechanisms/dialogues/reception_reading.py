"""What anyone may read of reception days, by statements written once."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from danchu.ground import rows
from danchu.ground.offices.models import Unit
from danchu.ground.people.access import Standing
from danchu.ground.people.models import Person
from danchu.ground.rows import Row, Written
from danchu.mechanisms.dialogues.reading import BODY
from danchu.mechanisms.dialogues.reception_models import Booking, ReceptionDay
from danchu.mechanisms.dialogues.reception_rules import BookingState, DayState

_DAY, _BOOKING = rows.columns(ReceptionDay), rows.columns(Booking)
SHOWN, HELD = 60, 12  # days of the calendar on one page; of the last ones held


def posted(code: str) -> ReceptionDay | None:
    """The posted day of this code with its body. One statement."""
    row = _posted().row(code=code)
    return _day_of(row) if row else None


def _day_of(row: Row) -> ReceptionDay:
    at = len(_DAY)
    day = rows.made(ReceptionDay, _DAY, row[:at])
    day.body = rows.made(Unit, BODY, row[at : at + len(BODY)])
    return day


@lru_cache(maxsize=1)
def _posted() -> Written:
    found = ReceptionDay.objects.visible_to().filter(code=rows.words("code")).order_by()
    return Written(found.values_list(*_DAY, *(f"body__{name}" for name in BODY)))


def kept(who: Standing, code: str) -> ReceptionDay | None:
    """The day of this code with its body, if this person works for it. One statement."""
    row = _kept(who).row(code=code)
    return _day_of(row) if row else None


@lru_cache(maxsize=64)
def _kept(who: Standing) -> Written:
    found = ReceptionDay.objects.kept_by(who).filter(code=rows.words("code")).order_by()
    return Written(found.values_list(*_DAY, *(f"body__{name}" for name in BODY)))


def bookings_of(day: ReceptionDay) -> list[Booking]:
    """Who booked, in order, with whoever wrote it down for them. One statement."""
    found = []
    for row in _bookings().rows(day=day.pk):
        b = rows.made(Booking, _BOOKING, row[:-1])
        b.day, b.operator = day, Person(pk=b.operator_id, name=row[-1]) if b.operator_id else None
        found.append(b)
    return found


@lru_cache(maxsize=1)
def _bookings() -> Written:
    return Written(Booking.objects.filter(day_id=rows.number("day")).values_list(*_BOOKING, "operator__name"))


def coming_days(today: date) -> list[tuple[ReceptionDay, int]]:
    """The posted days to come, the soonest first, with how many slots are taken. One statement."""
    return [(_day_of(row), row[-1]) for row in _coming_days().rows(today=today)]


@lru_cache(maxsize=1)
def _coming_days() -> Written:
    given = Booking.objects.filter(day=OuterRef("pk")).exclude(state=BookingState.CANCELLED).order_by().values("day")
    found = ReceptionDay.objects.visible_to().filter(on__gte=rows.day("today"),
                                                     state__in=[DayState.POSTED, DayState.CALLED_OFF])
    taken = Coalesce(Subquery(given.annotate(n=Count("id")).values("n")), 0)
    return Written(found.annotate(taken=taken).order_by("on", "starts_at").values_list(
        *_DAY, *(f"body__{name}" for name in BODY), "taken")[:SHOWN])


def held_days() -> list[ReceptionDay]:
    """The last days held, the latest first. One statement."""
    return [_day_of(row) for row in _held_days().rows()]


@lru_cache(maxsize=1)
def _held_days() -> Written:
    found = ReceptionDay.objects.visible_to().filter(state=DayState.HELD).order_by("-on")
    return Written(found.values_list(*_DAY, *(f"body__{name}" for name in BODY))[:HELD])


def taken_slots(day: ReceptionDay) -> set[datetime]:
    """When its slots that are given away begin. One statement."""
    return {at for (at,) in _taken_slots().rows(day=day.pk)}


@lru_cache(maxsize=1)
def _taken_slots() -> Written:
    given = Booking.objects.filter(day_id=rows.number("day")).exclude(state=BookingState.CANCELLED).order_by()
    return Written(given.values_list("starts_at"))
