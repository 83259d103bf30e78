"""What the clock says of a duty that comes in every period: it is nearly over, it is over and not kept. Once each."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from danchu.ground.journal import writing as journal
from danchu.ground.journal.models import Audience, Entry
from danchu.ground.offices.models import Unit
from danchu.law.obligations import Owed, Standing
from danchu.law.roles import Role

PREFIX = "NV"  # nghĩa vụ: a unit, what it owes, the last day of the period
VERBS = {Standing.SOON: "duty_soon", Standing.BROKEN: "duty_broken"}


def tell(owed: Owed, unit: Unit, *, now: datetime) -> bool:
    """Leave the row that letters are written from. True where it is new."""
    subject, verb = f"{PREFIX}-{unit.pk}-{owed.rule.what[0]}-{owed.last:%y%m%d}", VERBS[owed.standing]
    if Entry.objects.filter(subject=subject, verb=verb).exists():
        return False
    with transaction.atomic():
        journal.write(subject, verb, at=now, role=Role.CLOCK.value, unit=unit, audience=Audience.INTERNAL, about={
            "what": owed.rule.what.value, "first": owed.first.isoformat(), "last": owed.last.isoformat(),
            "need": owed.need, "done": owed.done, "under": owed.rule.under})
    return True
