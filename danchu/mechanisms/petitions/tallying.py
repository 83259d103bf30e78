"""Figures written by actions: each change is appended, so that no two wait for the same row, and folded later."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from danchu.ground import rows
from danchu.mechanisms.petitions.models import Tally, TallyChange


def count(what: str, body_id: int, office_id: int | None, *, now: datetime, n: int = 1) -> None:
    """One more of `what`, in the month of `now`; or one fewer (`n` of -1)."""
    month = timezone.localdate(now).replace(day=1)
    rows.add(TallyChange(body_id=body_id, office_id=office_id or 0, month=month, what=what, n=n))


def fold_tallies(*, at_most: int = 5000) -> int:
    """Fold appended changes into the figures. Run by the clock; the figures read both, so nothing waits for it."""
    with transaction.atomic():
        changes = list(TallyChange.objects.select_for_update(skip_locked=True).order_by("id")[:at_most])
        sums: dict[tuple[int, int, date, str], int] = {}
        for c in changes:
            key = (c.body_id, c.office_id, c.month, c.what)
            sums[key] = sums.get(key, 0) + c.n
        for (body, office, month, what), n in sorted(sums.items()):
            row, _ = Tally.objects.get_or_create(body_id=body, office_id=office, month=month, what=what)
            Tally.objects.filter(pk=row.pk).update(n=F("n") + n)
        TallyChange.objects.filter(id__in=[c.id for c in changes]).delete()
    return len(changes)
