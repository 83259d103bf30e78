"""A day added to the calendar, or taken back; every open promise of every mechanism is counted again with it."""

from __future__ import annotations

from datetime import date, datetime
from importlib import import_module

from django.conf import settings
from django.db import IntegrityError, transaction

from danchu.ground.journal.models import Audience
from danchu.ground.journal.writing import write
from danchu.ground.offices.models import CalendarDay, Unit
from danchu.ground.people.models import Person
from danchu.law.calendar import Calendar, OutsideCalendar

Moved = list[tuple[str, date, date]]  # code, was, is


class NotChanged(Exception):
    """The calendar stays as it was; the message says why, in words for people."""


def add(day: date, *, kind: str, name: str, source: str, unit: Unit | None, now: datetime,
        by: Person | None = None) -> Moved:
    """The day, its trace and all that moves with it, in one transaction. Raises NotChanged."""
    try:
        Calendar.official().explain(day)
    except OutsideCalendar as problem:
        raise NotChanged(str(problem)) from None
    try:
        with transaction.atomic():
            added = CalendarDay.objects.create(day=day, kind=kind, name=name, source=source, unit=unit)
            return _told(added, "add_day", now, by)
    except IntegrityError:
        raise NotChanged(f"Ngày {day:%d/%m/%Y} đã có trong lịch bổ sung.") from None


def remove(added: CalendarDay, *, now: datetime, by: Person | None = None) -> Moved:
    """A day added by mistake goes, and what it had moved comes back. The law's own days stay."""
    with transaction.atomic():
        CalendarDay.objects.filter(pk=added.pk).delete()
        return _told(added, "remove_day", now, by)


def _told(changed: CalendarDay, verb: str, now: datetime, by: Person | None) -> Moved:
    write(f"calendar:{changed.day}", verb, at=now, role="admin", audience=Audience.INTERNAL, by=by, unit=changed.unit,
          about={"day": changed.day.isoformat(), "kind": changed.kind, "name": changed.name, "source": changed.source})
    return [row for mechanism in settings.MECHANISMS for row in import_module(f"{mechanism}.clock").recount(now)]
