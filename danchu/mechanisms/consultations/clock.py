"""The clock as an actor: closing at midnight, folding counters, forgetting who wrote what, telling followers."""

from __future__ import annotations

from datetime import date, datetime

from danchu.ground.people.access import CLOCK
from danchu.mechanisms.consultations import actions
from danchu.mechanisms.consultations.models import Consultation
from danchu.mechanisms.consultations.rules import State

AT_MOST = 100


def take_due_steps(now: datetime) -> int:
    """Fold, close, forget, tell. Returns how many steps were taken."""
    actions.fold()
    return _close(now) + _forget()


def recount(now: datetime) -> list[tuple[str, date, date]]:
    """A consultation ends on a day people were told: a changed calendar does not move it."""
    return []


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
