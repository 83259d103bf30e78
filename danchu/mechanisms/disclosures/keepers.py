"""Who keeps the register of a body, and the journal of what the body itself does: its own items, lists, reports."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from danchu.ground.journal import writing as journal
from danchu.ground.journal.models import Audience
from danchu.ground.journal.steps import NotTheirs
from danchu.ground.offices.models import Unit
from danchu.ground.people.access import Standing
from danchu.ground.people.models import Person
from danchu.law.roles import Role
from danchu.mechanisms.disclosures.rules import BodyStep


def keeper(body: Unit, by: Standing) -> Role:
    """The part in which someone keeps it. Raises NotTheirs for anybody else."""
    role = next((r for r in (Role.RECEPTION, Role.LEADER) if by.has(r, body.pk)), None)
    if role is None or by.person is None:
        raise NotTheirs(_("Không tìm thấy việc này."))
    return role


def person_of(by: Standing) -> Person:
    """Whoever acts. Raises NotTheirs for nobody: what is kept here must keep a name."""
    if by.person is None:
        raise NotTheirs(_("Không tìm thấy việc này."))
    return by.person


def subject_of(body: Unit) -> str:
    """What the journal calls the body's own part of the register."""
    return f"disclosures:{body.pk}"


def tell(step: BodyStep, body: Unit, *, role: Role, by: Standing, now: datetime, about: dict[str, Any]) -> None:
    """One journal row, inside the act's own transaction: everyone reads on the boards what it tells of."""
    journal.write(subject_of(body), step.value, at=now, role=role.value, by=by.person, unit=body,
                  audience=Audience.PUBLIC, about=about)
