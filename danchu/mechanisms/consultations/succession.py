"""A unit was merged: its drafts and consultations go on under whoever took it over. Part of `actions`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from danchu.ground.journal import steps
from danchu.ground.journal.models import Audience
from danchu.ground.journal.steps import Refused
from danchu.ground.offices.lineage import heirs_of
from danchu.ground.offices.models import Unit
from danchu.ground.people.access import Standing
from danchu.law.roles import Role
from danchu.mechanisms.consultations import rules
from danchu.mechanisms.consultations.models import Consultation, Document
from danchu.mechanisms.consultations.rules import DraftStep, Step

Held = Consultation | Document
PLACES = ("body_id", "office_id", "front_id")


def hand_over(held: Held, *, of: Unit, to: Unit, by: Standing, now: datetime) -> Held:
    """`of` was merged away: `to` goes on in its place; codes, days and opinions stay. By the clock, or a leader of
    the heir where the unit was parted among several. Raises Refused where `to` did not take it over."""
    places = {place: to.pk for place in PLACES if getattr(held, place, None) == of.pk}
    if not places or to.pk not in {unit.pk for unit in heirs_of(of, timezone.localtime(now).date())}:
        raise Refused(_("%(unit)s không kế thừa đơn vị đang phụ trách.") % {"unit": to.full_name})
    parts = frozenset({Role.CLOCK} if by.is_clock else {Role.LEADER} if by.has(Role.LEADER, to.pk) else ())
    about = {"from": of.full_name, "to": to.full_name}
    with transaction.atomic():
        taken = _take(held, parts, by=by, unit=to, now=now, about=about, **places)
    for place in places:  # the unit read before is not the unit that stands there now
        setattr(taken, place.removesuffix("_id"), to)
    return taken


def _take(held: Held, parts: frozenset[Role], *, by: Standing, unit: Unit, now: datetime, about: dict[str, Any],
          **places: Any) -> Held:
    if isinstance(held, Document):
        return steps.take(DraftStep.HAND_OVER, held, journey=rules.DRAFT_JOURNEY, parts=parts, by=by.person, unit=unit,
                          now=now, audience=Audience.INTERNAL, about=about, **places)
    return steps.take(Step.HAND_OVER, held, journey=rules.JOURNEY, parts=parts, by=by.person, unit=unit, now=now,
                      audience=Audience.PUBLIC, about=about, **places)
