"""How long anything may take, under which article, since when. The numbers stand in `limits_vn.py`, once."""

from datetime import date

from danchu.law.confidence import Sure
from danchu.law.duties import Duty
from danchu.law.limit import Limit, Unit, Way
from danchu.law.limits_vn import LIMITS

__all__ = ["LIMITS", "Duty", "Limit", "NoSuchLimit", "Sure", "Unit", "Way", "limit_for"]


class NoSuchLimit(LookupError):
    """No rule we know of sets this limit on that day."""


def limit_for(duty: Duty, on: date) -> Limit:
    """The limit in force on the day a case starts; a later law never moves an earlier promise.

    Raises NoSuchLimit, in Vietnamese, where no row covers that day.
    """
    for limit in LIMITS:
        if limit.duty is duty and limit.in_force(on):
            return limit
    raise NoSuchLimit(f"Chưa có quy định nào về “{duty}” áp dụng cho ngày {on:%d/%m/%Y}.")
