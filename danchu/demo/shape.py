"""How the mass of petitions is shaped, each figure with who published it. Pure.

Sources, as collected in the project's notes on existing systems:
  1022    Ho Chi Minh City's line 1022, September 2025 and 25/9–25/10/2025: 93.77 % on time;
          14,707 received, 14,311 done, 125 of them late
  iHanoi  Hà Nội, November 2024: 23,910 field reports, 6.3 % refused; 34.4 % of raters dissatisfied
  Hue-S   Huế, 2022: 58,000 reports; 22.3 % dissatisfied; what was not on time had been extended
  Madrid  2,738 proposals of Decide Madrid, 2024–2025 (numbers only): days and lengths
  own     nobody publishes it: an assumption of this house
"""

import math
from bisect import bisect
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from itertools import accumulate, pairwise
from random import Random
from typing import Generic, TypeVar

from danchu.law.calendar import Calendar
from danchu.mechanisms.petitions.rules import Channel, Kind, Outcome, Solved

T = TypeVar("T")


class Shares(Generic[T]):
    """Which of several, each with its share."""

    def __init__(self, shares: Mapping[T, float]) -> None:
        self.of, self.upto = list(shares), list(accumulate(shares.values()))

    def pick(self, rng: Random) -> T:
        return self.of[min(bisect(self.upto, rng.random() * self.upto[-1]), len(self.of) - 1)]


LATE = 125 / 14_311  # 1022
ON_TIME = 0.9377  # 1022
# what was neither had been extended (Hue-S)
OUTCOMES = Shares({Outcome.ON_TIME: ON_TIME, Outcome.LATE: LATE, Outcome.EXTENDED: 1 - ON_TIME - LATE})
REFUSED = 0.063  # iHanoi
REDIRECTED, MERGED, WITHDRAWN = 0.05, 0.02, 0.01  # own
NOT_PUBLIC = 0.1  # own: the sender lets only the office read
PUBLISHED_EARLY = 0.3  # own: shown to the public before there is an answer
RATED = 0.4  # own
UNHAPPY, UNSOLVED = 0.344, 0.223  # iHanoi, Hue-S
SOLVED = Shares({Solved.YES: 1 - UNHAPPY, Solved.NO: UNSOLVED, Solved.PART: UNHAPPY - UNSOLVED})
REOPENED = 0.1  # own: of those who say it is not solved
KINDS = Shares({  # own
    Kind.FEEDBACK: 0.7, Kind.PROPOSAL: 0.17, Kind.CONTRIBUTION: 0.07, Kind.COMPLAINT: 0.04,
    Kind.INITIATIVE: 0.02,
})  # fmt: skip
CHANNELS = Shares({Channel.WEB: 0.82, Channel.PHONE: 0.1, Channel.COUNTER: 0.06, Channel.PAPER: 0.02})  # own

WEEKDAYS = (330, 497, 534, 455, 259, 392, 271)  # Madrid: proposals a weekday, Monday first
BURSTS = 0.256  # Madrid: shape of the gamma that gives the spread of its daily counts
HOLIDAY = 0.35  # own: what is left of a working day's arrivals on a day off that is no weekend
# own (Madrid publishes days only): people write before work, at noon and after supper
HOURS = (2, 1, 0.5, 0.5, 1, 4, 12, 24, 34, 38, 34, 28, 26, 22, 24, 26, 26, 24, 24, 28, 34, 30, 18, 8)
LENGTH_MU, LENGTH_SIGMA = 6.03, 1.007  # Madrid: log-normal of the letters of a description, median 457
SHORTEST, LONGEST = 40, 8_000


def days_and_counts(
    n: int, first: date, last: date, calendar: Calendar, rng: Random
) -> Iterator[tuple[date, int]]:
    """How many come in on each day; n altogether, in the order of days."""
    days = [first + timedelta(days=i) for i in range((last - first).days + 1)]
    weights = [WEEKDAYS[day.weekday()] * rng.gammavariate(BURSTS, 1) * _calm(day, calendar) for day in days]
    scale = n / sum(weights)
    upto = [round(total * scale) for total in accumulate(weights, initial=0.0)]
    return ((day, b - a) for day, (a, b) in zip(days, pairwise(upto), strict=True))


def moments(day: date, n: int, rng: Random) -> list[datetime]:
    """When in the day they come, the earliest first (local time, no zone)."""
    hours = rng.choices(range(24), HOURS, k=n)
    midnight = datetime.combine(day, time())
    return sorted(midnight + timedelta(seconds=h * 3600 + int(rng.random() * 3600)) for h in hours)


def length(rng: Random) -> int:
    """How many letters a description has."""
    return min(LONGEST, max(SHORTEST, int(math.exp(rng.gauss(LENGTH_MU, LENGTH_SIGMA)))))


def _calm(day: date, calendar: Calendar) -> float:
    off = day.weekday() < 5 and not calendar.is_working(day)
    return HOLIDAY if off else 1.0
