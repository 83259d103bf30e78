"""Readings, counted coarsely and for no one in particular: in this process's memory, then as a few rows.

No address, no cookie, no journal row: nobody can be found again in these numbers. What was counted in the last seconds
before a process ends is lost; that is what coarse means.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime, timedelta
from threading import Lock

from django.db.models import F, Sum
from django.utils import timezone

from danchu.mechanisms.news.models import Article, DayVisits, ViewChange

RECENT = timedelta(minutes=5)  # what "being read now" means
WAIT = timedelta(seconds=5)  # between two writes of one process
AT_ONCE = 500  # readings that are written without waiting: memory is bounded

_ROBOT = re.compile(r"bot|crawl|spider|slurp|preview|headless|lighthouse|python|curl", re.I)

_lock = Lock()
_seen: Counter[str] = Counter()
_written_at: list[datetime] = []  # at most one
ARRIVED = ""  # stands among the codes for visits begun


def is_robot(user_agent: str) -> bool:
    """Whether a programme says of itself that it is one. Looked at and forgotten."""
    return bool(_ROBOT.search(user_agent))


def seen(code: str, now: datetime, *, arrived: bool = False) -> None:
    """One reading of the article with this code, and a visit begun if its reader came from elsewhere.

    Writes a few rows now and then; most readings write nothing.
    """
    with _lock:
        _seen[code] += 1
        _seen[ARRIVED] += arrived
        if not _written_at:
            _written_at.append(now)
        due = now - _written_at[0] >= WAIT or _seen.total() >= AT_ONCE
        batch = dict(_seen) if due else {}
        if due:
            _seen.clear()
            _written_at[:] = [now]
    if batch:
        _append(batch, now)


def _append(batch: dict[str, int], now: datetime) -> None:
    arrived = batch.pop(ARRIVED, 0)
    if arrived:
        on = timezone.localtime(now).date()
        DayVisits.objects.get_or_create(on=on)
        DayVisits.objects.filter(on=on).update(n=F("n") + arrived)
    known = dict(Article.objects.visible_to().filter(code__in=batch).values_list("code", "pk"))
    ViewChange.objects.bulk_create([ViewChange(article_id=pk, n=batch[code], at=now) for code, pk in known.items()])


def read_lately(now: datetime) -> int:
    """Readings of all articles in the last five minutes, as far as they are written."""
    return ViewChange.objects.filter(at__gte=now - RECENT).aggregate(n=Sum("n"))["n"] or 0


def visits(first: date, last: date) -> int:
    """Visits begun from a day to another."""
    return DayVisits.objects.filter(on__gte=first, on__lte=last).aggregate(n=Sum("n"))["n"] or 0


def rounded(n: int) -> int:
    """Coarse on purpose: to tens below a hundred, then to two figures. 0 below ten."""
    if n < 100:
        return n // 10 * 10
    step = int(10 ** (len(str(n)) - 2))
    return n // step * step
