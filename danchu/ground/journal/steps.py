"""How a step is taken, the same in every mechanism: ask the table, change the row if nobody else did, leave a trace."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from danchu.ground.journal import writing as journal
from danchu.ground.journal.models import Audience
from danchu.law.roles import Role

if TYPE_CHECKING:
    from danchu.ground.offices.models import Unit
    from danchu.ground.people.models import Person

Case = TypeVar("Case", bound=Any)  # a row with the columns code, state and version
Journey = Mapping[tuple[Any, Any], tuple[tuple[Role, ...], Any]]  # (state, step) → (whose step, state then)


class Refused(Exception):
    """The step cannot be taken; the message says why, to be shown as it is."""


class NotTheirs(Refused):
    """Whoever asks plays no part that may take this step. Pages answer as if there were nothing here."""


class Stale(Refused):
    """Somebody else changed the case meanwhile."""


def role_for(step: Any, state: Any, parts: frozenset[Role], journey: Journey) -> Role:
    """The part in which this person takes the step. Raises NotTheirs where they never may, Refused where not now."""
    if not any(parts & set(roles) for (_from, taken), (roles, _to) in journey.items() if taken == step):
        raise NotTheirs(_("Không tìm thấy việc này."))
    allowed = journey.get((state, step))
    if allowed is None or not parts & set(allowed[0]):
        raise Refused(_("Việc này đã sang bước khác, nên không làm bước này được nữa. Hãy tải lại trang."))
    return next(role for role in allowed[0] if role in parts)


def change(case: Case, changes: dict[str, Any]) -> Case:
    """Write these columns, and the version one higher. Raises Stale where somebody else wrote since it was read."""
    changes = {**changes, "version": case.version + 1}
    rows = type(case)._default_manager.filter(pk=case.pk, version=case.version)
    if not rows.update(**changes):
        raise Stale(_("Có người vừa thay đổi việc này."))
    for name, value in changes.items():
        setattr(case, name, value)
    return case


def take(step: Any, case: Case, *, journey: Journey, parts: frozenset[Role], by: Person | None, unit: Unit | None,
         now: datetime, audience: str = Audience.PUBLIC, about: dict[str, Any] | None = None, text: str = "",
         **changes: Any) -> Case:
    """One step of a journey: the rule, the row and the journal entry, all of it or nothing."""
    state = case.state  # a StrEnum's member and its column's text are equal
    role = role_for(step, state, parts, journey)
    after = journey[state, step][1]
    with transaction.atomic():
        change(case, {**({} if after is None else {"state": after}), **changes})
        journal.write(case.code, step.value, at=now, role=role.value, by=by, unit=unit,
                      audience=Audience(audience), text=text, about=about)
    return case
