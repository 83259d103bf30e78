"""How a promise comes on record: what is said, what must be true of it, who asked for it, and its first count."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from danchu.ground.journal import writing as journal
from danchu.ground.journal.linked import reach_of
from danchu.ground.journal.models import Audience, Entry
from danchu.ground.journal.steps import NotTheirs, Refused
from danchu.ground.offices.lineage import kin_of
from danchu.ground.offices.models import Level, Unit
from danchu.ground.people.access import Standing
from danchu.ground.people.addresses import Address, address
from danchu.ground.people.codes import person_at
from danchu.ground.people.models import Person, PostHeld
from danchu.ground.text.codes import new_code
from danchu.law.roles import Role
from danchu.mechanisms.works import rules
from danchu.mechanisms.works.models import Commitment, ScoreCount
from danchu.mechanisms.works.rules import Origin, Score, State, Step

PROMISED_IN = "promised_in"
TYPED = "typed"  # the asker's address was written down by whoever promised, not by the asker in a case


@dataclass(frozen=True)
class Promise:
    """What is promised, already cleaned by a form. Its words are read by everybody at once."""

    title: str
    for_whom: str
    measure: str
    owner: Unit
    due_on: date
    origin: Origin = Origin.PLAN
    source: str = ""  # code of the petition, dialogue or question it was made in
    detail: str = ""
    budget: str = ""
    asker: Person | None = None
    reach: Address | None = None  # of who asked: their account, made where there is none


def promise(said: Promise, *, token: UUID, by: Standing, now: datetime) -> Commitment:
    """Put a promise on record, in public. The same token twice is the same promise."""
    role = _recorder(said.owner, by, _day(now))
    _check(said, _day(now))
    try:
        with transaction.atomic():
            return _put_on_record(said, token=token, by=by, role=role, now=now)
    except IntegrityError:
        known = Commitment.objects.filter(token=token).first()
        return known or promise(said, token=token, by=by, now=now)  # the code was taken: draw again


def _check(said: Promise, today: date) -> None:
    if said.due_on <= today:
        raise Refused(_("Ngày hứa phải sau hôm nay."))
    if not (said.title.strip() and said.measure.strip() and said.for_whom.strip()):
        raise Refused(_("Cam kết cần nói rõ làm gì, cho ai, thế nào là xong."))
    if said.origin == Origin.PETITION and not said.source:
        raise Refused(_("Ghi mã số phản ánh, kiến nghị mà cam kết này trả lời."))
    if said.source and not Entry.objects.filter(subject=said.source).exists():
        raise Refused(_("Không tìm thấy mã %(code)s. Xem lại mã số nơi hứa.") % {"code": said.source})


def _recorder(owner: Unit, by: Standing, today: date) -> Role:
    """The part in which somebody writes down what this unit promises. Raises NotTheirs."""
    kin = kin_of(owner, today)
    if by.has(Role.HANDLER, owner.pk):
        return Role.HANDLER
    for role in (Role.LEADER, Role.RECEPTION):
        if by.units(role) & kin:
            return role
    raise NotTheirs(_("Không tìm thấy việc này."))


def _put_on_record(said: Promise, *, token: UUID, by: Standing, role: Role, now: datetime) -> Commitment:
    today, head = _day(now), head_on(said.owner, _day(now))
    asker, typed = _asker(said, now)
    head_name = f"{head.title} {head.person.name}" if head else ""
    commitment = Commitment.objects.create(
        code=new_code(rules.PREFIX, today.year, secrets.token_bytes(8)), token=token, state=State.PROMISED,
        score=Score.OPEN, title=said.title, detail=said.detail, for_whom=said.for_whom, measure=said.measure,
        budget=said.budget, origin=said.origin, source=said.source, owner=said.owner, promised_by=said.owner,
        head=head, head_name=head_name, recorded_by=by.person, promised_on=today, asker=asker, first_due_on=said.due_on,
        due_on=said.due_on)
    count(commitment, Score.OPEN, 1)
    journal.write(commitment.code, Step.PROMISE, at=now, role=role, audience=Audience.PUBLIC, by=by.person,
                  unit=said.owner, about={"head": head_name or said.owner.full_name, "due_on": said.due_on.isoformat(),
                                          **({"asker": TYPED} if typed else {})})
    if said.source:
        journal.link(commitment.code, said.source, PROMISED_IN, at=now)
    return commitment


def head_on(unit: Unit, day: date) -> PostHeld | None:
    """Who answers for a unit that day: its own head, or where it has none, the head of the body it works for."""
    heads = PostHeld.held_on(day).filter(is_head=True).select_related("person").order_by("-held_from")
    own = heads.filter(unit=unit).first()
    above = heads.filter(unit_id__in=kin_of(unit, day), unit__level=Level.BODY)
    return own or above.first()


def _asker(said: Promise, now: datetime) -> tuple[Person | None, bool]:
    """(who asked for it, whether only the owner says so). Whoever sent the case it answers comes before what was typed:
    they are told, and may say whether it is done, though the clerk forgets to write down how to reach them."""
    if said.asker is not None:
        return said.asker, False
    left = address(reach_of(said.source)) if said.source else None
    if left is not None:
        return person_at(left, now), False
    return (person_at(said.reach, now), True) if said.reach else (None, False)


def count(commitment: Commitment, score: Score, n: int) -> None:
    """Move the roll-up of whoever promised: the unit and head of that day, whoever owns it now."""
    key: dict[str, Any] = {"unit_id": commitment.promised_by_id, "head_id": commitment.head_id or 0,
                           "promised_on": commitment.promised_on, "score": score.value}
    row, _new = ScoreCount.objects.get_or_create(**key)
    ScoreCount.objects.filter(pk=row.pk).update(n=F("n") + n)


def _day(now: datetime) -> date:
    return timezone.localtime(now).date()
