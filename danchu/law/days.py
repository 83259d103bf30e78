"""What a marked day is: the shape of one row of the calendar."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    HOLIDAY = "holiday"  # ngày nghỉ lễ, Tết
    COMPENSATORY = "compensatory"  # nghỉ bù
    SUBSTITUTED_OFF = "substituted_off"  # nghỉ hoán đổi
    MAKEUP_WORK = "makeup_work"  # làm bù
    UNIT_OFF = "unit_off"  # ngày nghỉ riêng của đơn vị (bão, lũ, lễ hội địa phương)


class Status(StrEnum):
    OFFICIAL = "official"  # có thông báo chính thức
    LIBRARY = "library"  # theo thư viện lịch, chưa đối chiếu thông báo
    ESTIMATED = "estimated"  # ước tính, chưa có thông báo
    PROPOSED = "proposed"  # mới đề xuất: shown, never counted


@dataclass(frozen=True)
class DayRow:
    """One day that differs from its weekday, with who says so."""

    day: date
    kind: Kind
    name: str
    status: Status
    source: str


WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def vietnamese_day(day: date) -> str:
    """ "thứ Năm 05/03/2026"."""
    return f"{WEEKDAYS[day.weekday()]} {day:%d/%m/%Y}"
