"""The clock as an actor: what is scheduled goes out, what was pinned until yesterday is pinned no more."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Sum
from django.utils import timezone

from danchu.ground.people.access import CLOCK
from danchu.mechanisms.news import actions
from danchu.mechanisms.news.models import Article, ViewChange
from danchu.mechanisms.news.rules import State

AT_MOST = 500  # a round


def take_due_steps(now: datetime) -> int:
    """Publish what is due, unpin what is over, fold what was read. Returns how many steps were taken."""
    fold_views()
    due = Article.objects.filter(state=State.SCHEDULED, publish_at__lte=now).select_related("body")
    over = Article.objects.filter(state=State.PUBLISHED, pinned_until__lt=timezone.localtime(now).date())
    taken = 0
    for article, step in [*((a, actions.publish) for a in due[:AT_MOST]), *((a, actions.unpin) for a in over[:AT_MOST])]:
        try:
            step(article, by=CLOCK, now=now)
            taken += 1
        except actions.Refused:
            continue  # somebody was quicker
    return taken


def recount(now: datetime) -> list[tuple[str, date, date]]:
    """Nothing here is promised by a counted day."""
    return []


def fold_views(*, at_most: int = 5000) -> int:
    """Fold appended readings into the articles. Returns how many rows were folded."""
    with transaction.atomic():
        changes = list(ViewChange.objects.select_for_update(skip_locked=True).order_by("id")[:at_most])
        sums = ViewChange.objects.filter(id__in=[c.id for c in changes]).values_list("article_id").annotate(Sum("n"))
        for article, n in sums.order_by("article_id"):
            Article.objects.filter(pk=article).update(views=F("views") + n)
        ViewChange.objects.filter(id__in=[c.id for c in changes]).delete()
    return len(changes)
