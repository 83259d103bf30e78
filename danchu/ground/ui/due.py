"""How near a promised day is, in words and one of five kinds: the badge every list and case shows."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from danchu.ground.ui import words


class Nearness(StrEnum):
    LATE = "late"  # quá hẹn
    SOON = "soon"  # sắp đến hẹn
    OK = "ok"  # đúng tiến độ
    WAIT = "wait"  # đồng hồ đang dừng
    DONE = "done"  # đã xong
    ENDED = "ended"  # kết thúc, không phải trả lời nữa


# never colour alone: each kind has its own shape
ICONS = {"late": "alert", "soon": "clock", "ok": "day", "wait": "pause", "done": "check", "ended": "no"}

SOON = 2  # from here on a list says "soon": how it looks, not what a law says


@dataclass(frozen=True)
class Due:
    """What the badge says: a kind (colour and icon) and the words beside it."""

    kind: Nearness
    words: str
    due_on: date | None = None

    @property
    def icon(self) -> str:
        return ICONS[self.kind]


def due(due_on: date, left: int, *, brief: bool = False) -> Due:
    """Say how near `due_on` is when `left` working days remain (0: today, below 0: so many late)."""
    if left < 0:
        said = (ngettext("Quá hẹn %(n)s ngày", "Quá hẹn %(n)s ngày", -left) if brief else
                ngettext("Quá hẹn %(n)s ngày làm việc", "Quá hẹn %(n)s ngày làm việc", -left))
        return Due(Nearness.LATE, said % {"n": -left}, due_on)
    if left == 0:
        return Due(Nearness.SOON, _("Hôm nay") if brief else _("Hẹn trả lời hôm nay"), due_on)
    said = (ngettext("Còn %(n)s ngày", "Còn %(n)s ngày", left) if brief else
            ngettext("Còn %(n)s ngày làm việc", "Còn %(n)s ngày làm việc", left))
    return Due(Nearness.SOON if left <= SOON else Nearness.OK, said % {"n": left}, due_on)


def waiting(why: str = "") -> Due:
    """The clock stands still, most often because the citizen was asked something."""
    return Due(Nearness.WAIT, why or _("Chờ người dân"))


def done(due_on: date, answered_on: date) -> Due:
    """Answered: in time, or late and said so."""
    if answered_on <= due_on:
        return Due(Nearness.DONE, _("Đúng hẹn"), due_on)
    return Due(Nearness.LATE, _("Trả lời muộn, ngày %(day)s") % {"day": words.day(answered_on)}, due_on)
