"""The day strip: each day of a promise as one small cell, counted, skipped with its reason, or late."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from danchu.law.deadlines import CountedDay

# How the law's calendar names the usual days; a holiday keeps its own name in either language.
USUAL = {_("ngày làm việc"), _("nghỉ cuối tuần (thứ Bảy)"), _("nghỉ cuối tuần (Chủ nhật)"),
         _("hết hạn vào ngày nghỉ, chuyển sang ngày làm việc kế tiếp")}
OFF = "nghỉ: "


@dataclass(frozen=True)
class Cell:
    """One day: its kind is the cell's class (`used`, `left`, `off`, `late`, `start`)."""

    day: date
    kind: str
    reason: str
    nth: int = 0  # which counted day it is, 0 where the day does not count
    today: bool = False
    due: bool = False


def day_strip(derivation: Iterable[CountedDay], *, due_on: date, today: date) -> list[Cell]:
    """Cells from a derivation (`CountedDay` of danchu.law.deadlines), then one a day late up to `today`."""
    counted = [
        Cell(
            step.day, _kind(step, today), _told(step.reason), step.number or 0, step.day == today, step.day == due_on
        )
        for step in derivation
    ]
    return counted + _late(due_on, today)


MOST_LATE = 21  # cells drawn; the words beside the strip still say the full number


def _told(reason: str) -> str:
    if reason.startswith(OFF):
        return gettext("nghỉ: %(name)s") % {"name": reason.removeprefix(OFF)}
    return gettext(reason) if reason in USUAL else reason


def _kind(step: CountedDay, today: date) -> str:
    if not step.counted:
        return "off"
    return "used" if step.day <= today else "left"


def _late(due_on: date, today: date) -> list[Cell]:
    days = min((today - due_on).days, MOST_LATE)
    late = [due_on + timedelta(days=n + 1) for n in range(max(days, 0))]
    return [Cell(day, "off" if day.weekday() > 4 else "late", "", today=day == today) for day in late]
