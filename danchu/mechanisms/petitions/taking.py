"""How a step of a petition is taken: the rule, the row, the trace, the figures and the public page, all or nothing."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from danchu.ground import rows
from danchu.ground.journal import steps
from danchu.ground.journal import writing as journal
from danchu.ground.journal.models import Audience
from danchu.ground.journal.steps import Refused
from danchu.ground.people.access import Standing
from danchu.law.calendar import Calendar
from danchu.law.deadlines import deadline
from danchu.law.limits import Duty
from danchu.law.promises import promise
from danchu.law.roles import Role
from danchu.mechanisms.petitions import rules
from danchu.mechanisms.petitions.models import Message, Petition, Publication, part_played_by
from danchu.mechanisms.petitions.rules import Kind, State, Step
from danchu.mechanisms.petitions.tallying import count


def take(step: Step, petition: Petition, *, by: Standing, now: datetime, about: dict[str, Any] | None = None,
         text: str = "", says: tuple[str, str] | None = None, counts: tuple[str, ...] = (),
         **changes: Any) -> Petition:
    """Ask the rules, change the row if nobody else did, leave the trace: all of it or nothing."""
    role = role_of(step, petition, by)
    after = rules.next_state(State(petition.state), step, State(petition.state_before or petition.state))
    whose = (petition.body_id, petition.office_id)  # a case passed on counts where it was passed on from
    with transaction.atomic():
        steps.change(petition, changes | {"state": after})
        if says and says[1].strip():
            rows.add(Message(petition=petition, kind=says[0], text=says[1], by=by.person, at=now))
        tell(step, petition, by=by, now=now, role=role, about=about, text=text)
        for what in counts:
            count(what, *whose, now=now)
        if step not in _UNSEEN:
            Publication.objects.filter(petition=petition).update(**shown_of(petition, now), **_unlisted(petition))
    return petition


# What changes nothing that a public page shows.
_UNSEEN = {Step.NOTE, Step.ATTACH, Step.REMIND, Step.REMIND_SENDER, Step.STOP_LETTERS, Step.PUBLISH, Step.UNPUBLISH}


def role_of(step: Step, petition: Petition, by: Standing) -> Role:
    """The part this person takes the step in. Raises NotTheirs or Refused."""
    return steps.role_for(step, petition.state, part_played_by(by, petition), rules.JOURNEY)


def go_on(step: Step, petition: Petition, *, by: Standing, calendar: Calendar, now: datetime,
          says: tuple[str, str] | None = None) -> Petition:
    """The clock runs again: what was left is counted from today on. Raises Refused where it was not stopped."""
    if petition.paused_on is None:
        raise Refused(_("Việc này không còn chờ người gửi."))
    pauses = (*petition.pause_spans(), (petition.paused_on, day_of(now)))
    due = promise(Duty(petition.due_duty), petition.promised_from, calendar, extended=petition.extended, pauses=pauses)
    return take(step, petition, by=by, now=now, says=says, paused_on=None, due_on=due.due_on, reminded=False,
                pauses=[[a.isoformat(), b.isoformat()] for a, b in pauses],
                provisional=due.provisional, about={"due_on": due.due_on.isoformat()})


def waits_until(petition: Petition, calendar: Calendar) -> date:
    """The last day the house waits for the sender's word before it goes on without."""
    return deadline(Duty.WAIT_FOR_CITIZEN, petition.paused_on or petition.promised_from, calendar).due_on


def promised(kind: Kind, step: Step, *, start: date, calendar: Calendar) -> dict[str, Any]:
    """The columns of a new promise; none where an earlier one goes on."""
    duty = rules.duty_after(kind, step)
    if duty is None:
        return {}
    due = promise(duty, start, calendar)
    return {"promised_from": start, "due_on": due.due_on, "first_due_on": due.due_on, "due_duty": duty.value,
            "due_under": due.under, "provisional": due.provisional}


def tell(step: Step, petition: Petition, *, by: Standing, now: datetime, role: Role,
         about: dict[str, Any] | None = None, text: str = "") -> None:
    """The trace of a step, for those who may know of it."""
    journal.write(petition.code, step.value, at=now, role=role.value, by=by.person, unit=petition.body,
                  audience=Audience(rules.AUDIENCES.get(step, "public")), text=text, about=about)


def shown_of(petition: Petition, now: datetime) -> dict[str, Any]:
    """What a public page shows of the case besides the approved words."""
    return {
        "kind": petition.kind, "state": petition.state, "stage": rules.STAGES[State(petition.state)],
        "body_id": petition.body_id, "office_id": petition.office_id,
        "office_name": (petition.office or petition.body).full_name,
        "place_name": petition.place.full_name if petition.place else "",
        "received_on": day_of(petition.received_at), "due_on": petition.due_on, "due_under": petition.due_under,
        "answered_on": day_of(petition.answered_at) if petition.answered_at else None,
        "outcome": petition.outcome, "solved": petition.solved, "changed_at": now,
    }


def _unlisted(petition: Petition) -> dict[str, bool]:
    return {"listed": False} if petition.state == State.WITHDRAWN else {}


def day_of(now: datetime) -> date:
    """The day of a moment on Vietnam's clock."""
    return timezone.localtime(now).date()
