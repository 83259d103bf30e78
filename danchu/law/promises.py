"""A promise as it stands: its limit, the extension it was given, the days its clock stood still. One pure function.

Always worked out anew from these facts, so that a promise never depends on the order things were typed in.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from danchu.law.calendar import Calendar
from danchu.law.deadlines import CountedDay, deadline, derive, resumed
from danchu.law.limits import Duty

# What an extension is counted by. A duty not named here gets EXTEND_ANSWER on top of its first day.
LONGER = {
    Duty.DECIDE_COMPLAINT: Duty.DECIDE_COMPLAINT_COMPLEX,
    Duty.DECIDE_COMPLAINT_REMOTE: Duty.DECIDE_COMPLAINT_REMOTE_COMPLEX,
}


REMEMBERED = 8192  # most cases of a day share their promise; one takes some two kilobytes


@dataclass(frozen=True)
class Promise:
    """Owed by `due_on`; `under` names the article in Vietnamese."""

    duty: Duty
    start: date
    due_on: date
    under: str
    provisional: bool
    derivation: tuple[CountedDay, ...]


@lru_cache(maxsize=REMEMBERED)
def promise(
    duty: Duty,
    start: date,
    calendar: Calendar,
    *,
    extended: bool = False,
    pauses: tuple[tuple[date, date], ...] = (),
) -> Promise:
    """The day a promise made on `start` falls due. Raises NoSuchLimit, OutsideCalendar."""
    base = deadline(LONGER.get(duty, duty) if extended else duty, start, calendar)
    longer = extended and duty not in LONGER
    due_on = deadline(Duty.EXTEND_ANSWER, base.due_on, calendar).due_on if longer else base.due_on
    for stopped, again in pauses:
        due_on = resumed(due_on, stopped, again, base.limit.unit, calendar)
    under = f"{base.under}; đã gia hạn" if extended else base.under
    told = base.derivation if due_on == base.due_on else derive(start, due_on, base.limit.unit, calendar, pauses)
    return Promise(duty, start, due_on, under, base.provisional or calendar.provisional(start, due_on), told)
