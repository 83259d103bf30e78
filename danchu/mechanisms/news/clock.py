"""The clock as an actor: what is scheduled goes out, what was pinned until yesterday is pinned no more."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from danchu.ground.people.access import CLOCK
from danchu.mechanisms.news import actions
from danchu.mechanisms.news.counting import RECENT
from danchu.mechanisms.news.models import Article, ViewChange
from danchu.mechanisms.news.rules import State

AT_MOST = 500  # a round
EVERY = 2  # seconds between rounds: whoever set an hour looks at the page at that hour


def take_due_steps(now: datetime) -> int:
    """Publish what is due, unpin what is over, fold what was read. Returns how many steps were taken."""
    fold_views(now)
    due = Article.objects.filter(state=State.SCHEDULED, publish_at__lte=now).select_related("body")
    over = Article.objects.filter(state=State.PUBLISHED, pinned_until__lt=timezone.localtime(now).date())
    taken = 0
    steps = [*((a, actions.publish) for a in due[:AT_MOST]), *((a, actions.unpin) for a in over[:AT_MOST])]
    for article, step in steps:
        try:
            step(article, by=CLOCK, now=now)
            taken += 1
        except actions.Refused:
            continue  # somebody was quicker
    return taken


def recount(now: datetime) -> list[tuple[str, date, date]]:
    """Nothing here is promised by a counted day."""
    return []


def fold_views(now: datetime, *, at_most: int = 5000) -> int:
    """Fold appended readings into the articles; forget those of before RECENT. Returns how many rows were folded."""
    with transaction.atomic():
        waiting = ViewChange.objects.select_for_update(skip_locked=True).filter(folded=False)
        changes = list(waiting.order_by("id").values_list("id", "article_id", "n")[:at_most])
        sums: Counter[int] = Counter()
        for _pk, article, n in changes:
            sums[article] += n
        for article, n in sorted(sums.items()):
            Article.objects.filter(pk=article).update(views=F("views") + n)
        ViewChange.objects.filter(id__in=[pk for pk, _article, _n in changes]).update(folded=True)
        ViewChange.objects.filter(folded=True, at__lt=now - RECENT).delete()
    return len(changes)
