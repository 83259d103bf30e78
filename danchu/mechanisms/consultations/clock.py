"""The clock as an actor: closing at midnight, folding counters, forgetting who wrote what, telling followers."""

from __future__ import annotations

from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.utils import timezone

from danchu.ground.offices.lineage import only_heir_of
from danchu.ground.people import following
from danchu.ground.people.access import CLOCK
from danchu.mechanisms.consultations import actions
from danchu.mechanisms.consultations.models import Consultation, Document, Follower
from danchu.mechanisms.consultations.rules import Draft, State

AT_MOST = 100


def take_due_steps(now: datetime) -> int:
    """Fold, hand over, close, forget, group what was asked for. Returns how many steps were taken."""
    actions.fold()
    following.drop_unconfirmed(Follower, now)
    return _hand_over(now) + _close(now) + _forget() + _synthesise(now)


def recount(now: datetime) -> list[tuple[str, date, date]]:
    """A consultation ends on a day people were told: a changed calendar does not move it."""
    return []


def _hand_over(now: datetime) -> int:
    """What a unit that was merged as a whole had under way; what was parted waits for a leader of an heir."""
    today = timezone.localtime(now).date()
    return sum(_to_heirs(held, today, now) for held in [*_left(Consultation, State.DECIDED, today),
                                                        *_left(Document, Draft.ISSUED, today)])


def _left(model: Any, done: str, today: date) -> Any:
    units = [name for name in ("body", "office", "front") if hasattr(model, name)]
    merged = reduce(or_, (Q(**{f"{name}__successions__effective_on__lte": today}) for name in units))
    return model.objects.filter(merged).exclude(state=done).select_related(*units).order_by("id").distinct()[:AT_MOST]


def _to_heirs(held: Any, today: date, now: datetime) -> int:
    taken = 0
    units = {getattr(held, name, None) for name in ("body", "office", "front")}
    for unit in units:
        heir = only_heir_of(unit, today) if unit else None
        if unit is None or heir is None:
            continue
        try:
            actions.hand_over(held, of=unit, to=heir, by=CLOCK, now=now)
            taken += 1
        except actions.Refused:
            break  # somebody was quicker; the next round looks again
    return taken


def _close(now: datetime) -> int:
    over = Consultation.objects.filter(state=State.OPEN, closes_at__lte=now).order_by("closes_at")[:AT_MOST]
    taken = 0
    for consultation in over:
        try:
            actions.close(consultation, by=CLOCK, now=now)
            taken += 1
        except actions.Refused:
            continue  # somebody was quicker; the next round looks again
    return taken


def _forget() -> int:
    closed = Consultation.objects.filter(forgotten=False).exclude(
        state__in=[State.PLANNED, State.PLAN_SENT, State.OPEN])
    return sum(actions.forget_authors(consultation) for consultation in closed[:AT_MOST])


def _synthesise(now: datetime) -> int:
    """A bounded round of each table that was asked for; its last round moves the consultation on."""
    taken = 0
    for consultation in Consultation.objects.filter(state=State.CLOSED, synthesis_asked_at__isnull=False)[:AT_MOST]:
        if actions.group_some(consultation):
            taken += 1
            continue
        try:
            actions.synthesise(consultation, by=CLOCK, now=now)
            taken += 1
        except actions.Refused:
            continue  # somebody was quicker; the next round looks again
    return taken
