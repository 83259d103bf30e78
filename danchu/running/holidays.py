"""`danchu holiday add | remove | list`: the days this portal adds to the calendar, as at the desk."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from danchu.ground.offices.models import CalendarDay, Unit
from danchu.law.days import Kind, vietnamese_day
from danchu.overview.holidays import changing
from danchu.running.refusal import Refused

KINDS = [kind.value for kind in Kind]


def add(day: date, *, kind: str, name: str, source: str, unit: str | None, now: datetime,
        say: Callable[[str], Any]) -> int:
    """The day and all that moves with it. Raises Refused."""
    try:
        moved = changing.add(day, kind=kind, name=name, source=source, unit=_unit(unit), now=now)
    except changing.NotChanged as why:
        raise Refused(str(why)) from None
    say(f"Đã thêm {vietnamese_day(day)}: {name} ({source}).")
    return _tell(moved, say)


def remove(day: date, *, unit: str | None, now: datetime, say: Callable[[str], Any]) -> int:
    """A day added by mistake goes, and what it had moved comes back. Raises Refused."""
    added = CalendarDay.objects.filter(day=day, unit=_unit(unit)).select_related("unit").first()
    if added is None:
        raise Refused(f"Ngày {day:%d/%m/%Y} không có trong lịch bổ sung: xem bằng  danchu holiday list")
    moved = changing.remove(added, now=now)
    say(f"Đã bỏ {vietnamese_day(day)}: {added.name} ({added.source}).")
    return _tell(moved, say)


def listed(say: Callable[[str], Any]) -> int:
    """What was added here, by day."""
    days = CalendarDay.objects.select_related("unit").order_by("day")
    for d in days:
        say(f"{d.day:%Y-%m-%d}  {d.kind:15}  {d.unit.code if d.unit else 'cả nước':15}  {d.name} ({d.source})")
    if not days:
        say("Chưa thêm ngày nào ngoài lịch có sẵn.")
    return 0


def _tell(moved: changing.Moved, say: Callable[[str], Any]) -> int:
    for code, was, due_on in moved:
        say(f"  {code}: {was:%d/%m/%Y} → {due_on:%d/%m/%Y}")
    say(f"{len(moved)} ngày hẹn đang mở được dời; việc đã trả lời giữ nguyên." if moved
        else "Không có ngày hẹn đang mở nào phải dời.")
    return 0


def _unit(code: str | None) -> Unit | None:
    if code is None:
        return None
    unit = Unit.objects.filter(code=code).first()
    if unit is None:
        raise Refused(f"Không có đơn vị mã “{code}”: tra bằng  danchu units resolve \"tên đơn vị\"")
    return unit
