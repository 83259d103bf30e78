"""What a time limit is: an amount, its unit, its article, the days it binds and how sure we are of it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from danchu.law.confidence import Sure
from danchu.law.duties import Duty


class Unit(StrEnum):
    WORKING_DAYS = "working_days"  # ngày làm việc
    DAYS = "days"  # ngày (chạy cả qua Tết)
    WORKING_HOURS = "working_hours"  # giờ làm việc
    MONTHS = "months"  # tháng

    @property
    def label(self) -> str:
        """In Vietnamese: "ngày làm việc"."""
        return _UNIT_LABELS[self]


_UNIT_LABELS = {
    Unit.WORKING_DAYS: "ngày làm việc",
    Unit.DAYS: "ngày",
    Unit.WORKING_HOURS: "giờ làm việc",
    Unit.MONTHS: "tháng",
}


class Way(StrEnum):
    """Which side of the start the amount lies on, and whether it is a ceiling or a floor."""

    WITHIN = "within"  # trong hạn, kể từ
    BEFORE = "before"  # chậm nhất … trước
    AT_LEAST = "at_least"  # kéo dài ít nhất
    AT_MOST = "at_most"  # giữ không quá

    @property
    def label(self) -> str:
        """In Vietnamese, before the amount: "trong", "trước ít nhất"."""
        return _WAY_LABELS[self]


_WAY_LABELS = {
    Way.WITHIN: "trong",
    Way.BEFORE: "trước ít nhất",
    Way.AT_LEAST: "kéo dài ít nhất",
    Way.AT_MOST: "không quá",
}


@dataclass(frozen=True)
class Limit:
    """One promise of the law. `in_force_to` is its last day; None while it still holds."""

    duty: Duty
    title: str
    amount: int
    unit: Unit
    article: str
    source: str
    sure: Sure
    in_force_from: date
    in_force_to: date | None = None
    quote: str = ""  # a few words of the article, so that a lawyer finds it at once
    way: Way = Way.WITHIN
    local: bool = False  # a province's own rule or practice: another place may set another number
    note: str = ""  # what a reader must know before relying on it

    @property
    def under(self) -> str:
        """ "Điều 28 khoản 1, Luật Tiếp công dân 42/2013/QH13"."""
        return f"{self.article}, {self.source}"

    @property
    def told(self) -> str:
        """ "trong 10 ngày làm việc"."""
        return f"{self.way.label} {self.amount} {self.unit.label}"

    @property
    def by_law(self) -> bool:
        """False for a setting of this platform, which an office may change without asking anyone."""
        return self.sure is not Sure.LOCAL

    def in_force(self, on: date) -> bool:
        """Does it bind what starts on that day?"""
        return self.in_force_from <= on <= (self.in_force_to or date.max)
