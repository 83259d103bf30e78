"""Who answers for a promise and who may never judge it: the owner's house, those it came from, whoever served there."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from danchu.ground.offices.lineage import kin, kin_of, line_of
from danchu.ground.offices.models import Succession, Unit
from danchu.ground.people.access import Standing
from danchu.ground.people.models import PostHeld
from danchu.law.roles import Role
from danchu.mechanisms.works.models import Commitment, parts_played_by


def parts_of(by: Standing, commitment: Commitment, today: date) -> frozenset[Role]:
    """The parts someone plays in this promise today, asked anew for each step."""
    units = [post.unit_id for post in by.posts]
    serves = commitment.owner.serves_id
    near = Unit.objects.filter(pk__in=units, serves_id=serves).values_list("pk", flat=True) if units and serves else ()
    house = kin_of(commitment.owner, today)
    barred = house | _before(commitment, today)
    return parts_played_by(by, commitment, house, frozenset(near), barred, has_served(by, commitment, barred))


def has_served(by: Standing, commitment: Commitment, units: frozenset[int]) -> bool:
    """Whether this person has held a post in one of these units since the promise was made; they may hold it still."""
    return by.person is not None and served(by, commitment.promised_on).filter(unit_id__in=units).exists()


def served(by: Standing, since: Any) -> QuerySet[PostHeld]:
    """Every post this person has held since that day (or the day of a slot)."""
    return PostHeld.objects.filter(Q(held_to=None) | Q(held_to__gt=since), person=by.person)


def barred_units(owner: Unit, promised_by: Unit, today: Any) -> QuerySet[Unit]:
    """The house of whoever promised, and those that went into the owner; to stand inside another query."""
    before = Q(pk__in=Succession.objects.filter(successor_id=owner.pk).values("predecessor_id"))
    house = Q() if promised_by.pk == owner.pk else Q(pk__in=kin(promised_by, today).values("pk"))
    return Unit.objects.filter(before | house)


def _before(commitment: Commitment, today: date) -> frozenset[int]:
    """Those that answered for it before the owner, with their houses, through however many mergers."""
    if commitment.owner_id == commitment.promised_by_id:
        return frozenset()
    line = line_of([commitment.owner_id], today) | {commitment.promised_by_id}
    before = Unit.objects.filter(pk__in=line - {commitment.owner_id})
    return frozenset().union(*(kin_of(unit, today) for unit in before))
