"""Readings, counted coarsely and for no one in particular: in this process's memory, then as a few rows.

No address, no cookie, no journal row: nobody can be found again in these numbers. What was counted in the last seconds
before a process ends is lost; that is what coarse means.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from threading import Lock

from django.db.models import Sum

from danchu.mechanisms.news.models import Article, ViewChange

RECENT = timedelta(minutes=5)  # what "being read now" means
WAIT = timedelta(seconds=5)  # between two writes of one process
AT_ONCE = 500  # readings that are written without waiting: memory is bounded

_lock = Lock()
_seen: Counter[str] = Counter()
_written_at: list[datetime] = []  # at most one


def seen(code: str, now: datetime) -> None:
    """One reading of the article with this code. Writes a few rows now and then; most readings write nothing."""
    with _lock:
        _seen[code] += 1
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
    known = dict(Article.objects.visible_to().filter(code__in=batch).values_list("code", "pk"))
    ViewChange.objects.bulk_create([ViewChange(article_id=pk, n=batch[code], at=now) for code, pk in known.items()])


def read_lately(now: datetime) -> int:
    """Readings of all articles in the last five minutes, as far as they are written."""
    return ViewChange.objects.filter(at__gte=now - RECENT).aggregate(n=Sum("n"))["n"] or 0


def rounded(n: int) -> int:
    """Coarse on purpose: to tens below a hundred, then to two figures. 0 below ten."""
    if n < 100:
        return n // 10 * 10
    step = int(10 ** (len(str(n)) - 2))
    return n // step * step
