"""All that can happen to a promise. Pages, the demo and the clock come through here, and only here."""

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

from danchu.ground.files import storing
from danchu.ground.files.cleaning import Cleaned
from danchu.ground.journal import steps
from danchu.ground.journal import writing as journal
from danchu.ground.journal.models import Audience, Entry
from danchu.ground.journal.steps import NotTheirs as NotTheirs
from danchu.ground.journal.steps import Refused as Refused
from danchu.ground.journal.steps import Stale as Stale
from danchu.ground.offices.lineage import heirs_of, kin_of
from danchu.ground.offices.models import Level, Unit
from danchu.ground.people.access import Standing
from danchu.ground.people.addresses import Address
from danchu.ground.people.codes import person_at
from danchu.ground.people.models import Person, PostHeld
from danchu.ground.text.codes import new_code
from danchu.law.roles import Role
from danchu.mechanisms.works import rules
from danchu.mechanisms.works.models import Commitment, ScoreCount, Statement, parts_played_by
from danchu.mechanisms.works.rules import CONFIRMERS, OWNERS, Origin, Score, State, Step

PROMISED_IN = "promised_in"


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
    head_name = f"{head.title} {head.person.name}" if head else ""
    commitment = Commitment.objects.create(
        code=new_code(rules.PREFIX, today.year, secrets.token_bytes(8)), token=token, state=State.PROMISED,
        score=Score.OPEN, title=said.title, detail=said.detail, for_whom=said.for_whom, measure=said.measure,
        budget=said.budget, origin=said.origin, source=said.source, owner=said.owner, promised_by=said.owner,
        head=head, head_name=head_name, recorded_by=by.person, promised_on=today,
        asker=said.asker or (person_at(said.reach, now) if said.reach else None),
        first_due_on=said.due_on, due_on=said.due_on)
    _count(commitment, Score.OPEN, 1)
    journal.write(commitment.code, Step.PROMISE, at=now, role=role, audience=Audience.PUBLIC, by=by.person,
                  unit=said.owner, about={"head": head_name or said.owner.full_name,
                                          "due_on": said.due_on.isoformat()})
    if said.source:
        journal.link(commitment.code, said.source, PROMISED_IN, at=now)
    return commitment


def head_on(unit: Unit, day: date) -> PostHeld | None:
    """Who answers for a unit that day: its own head, or where it has none, the head of the body it works for."""
    heads = PostHeld.held_on(day).filter(is_head=True).select_related("person").order_by("-held_from")
    own = heads.filter(unit=unit).first()
    above = heads.filter(unit_id__in=kin_of(unit, day), unit__level=Level.BODY)
    return own or above.first()


def progress(commitment: Commitment, *, text: str, shown: bool, by: Standing, now: datetime,
             papers: list[Cleaned] = [], papers_shown: bool = False) -> Commitment:  # noqa: B006
    """Say how far it is, with photos. Public only where ticked: words and papers each by themselves."""
    if not text.strip():
        raise Refused(_("Ghi đã làm được gì."))
    with transaction.atomic():
        _keep(commitment, papers, papers_shown, by, now)
        return _take(Step.PROGRESS, commitment, by=by, now=now, says=text, shown=shown,
                     audience=Audience.PUBLIC if shown else Audience.INTERNAL)


def report_done(commitment: Commitment, *, text: str, by: Standing, now: datetime,
                papers: list[Cleaned] = [], papers_shown: bool = False) -> Commitment:  # noqa: B006
    """The owner says it is done, and by what one sees that. It is kept only once somebody else says so."""
    if not text.strip():
        raise Refused(_("Ghi đã làm những gì, nhìn vào đâu thì biết là xong."))
    with transaction.atomic():
        _keep(commitment, papers, papers_shown, by, now)
        return _take(Step.REPORT_DONE, commitment, by=by, now=now, says=text, done_on=_day(now))


def confirm(commitment: Commitment, *, text: str, by: Standing, now: datetime) -> Commitment:
    """Somebody outside the owner's house has looked: it is done."""
    return _take(Step.CONFIRM, commitment, by=by, now=now, says=text, confirmed_on=_day(now))


def dispute(commitment: Commitment, *, text: str, by: Standing, now: datetime) -> Commitment:
    """Somebody outside the owner's house has looked: it is not done. Stands in public with both sides."""
    if not text.strip():
        raise Refused(_("Ông/bà cho biết còn thiếu điều gì."))
    return _take(Step.DISPUTE, commitment, by=by, now=now, says=text, disputes=commitment.disputes + 1,
                 done_on=None, confirmed_on=None, confirmed_as="")


def answer_dispute(commitment: Commitment, *, text: str, by: Standing, now: datetime) -> Commitment:
    """The owner's side of it. The dispute stays until the owner reports again and somebody else confirms."""
    if not text.strip():
        raise Refused(_("Viết phần trả lời."))
    return _take(Step.ANSWER_DISPUTE, commitment, by=by, now=now, says=text)


def publish_words(commitment: Commitment, *, statement: Statement, text: str, by: Standing,
                  now: datetime) -> Commitment:
    """Let everybody read what a citizen said, redacted. The citizen's own words stay where they are."""
    if statement.commitment_id != commitment.pk or not text.strip():
        raise Refused(_("Viết lời đã che dữ liệu cá nhân."))
    with transaction.atomic():
        taken = _take(Step.PUBLISH_WORDS, commitment, by=by, now=now, about={"of": statement.pk})
        Statement.objects.filter(pk=statement.pk).update(shown=text)
    return taken


def hide_words(commitment: Commitment, *, statement: Statement, reason: str, by: Standing, now: datetime) -> Commitment:
    """Take back what everybody could read of somebody's words, with a public reason. What was said stays inside."""
    if statement.commitment_id != commitment.pk or statement.role not in CONFIRMERS or not statement.shown:
        raise Refused(_("Lời này không còn công khai."))
    if not reason.strip():
        raise Refused(_("Ghi vì sao che lại, mọi người đọc được."))
    with transaction.atomic():
        taken = _take(Step.HIDE_WORDS, commitment, by=by, now=now, about={"of": statement.pk}, note=reason)
        Statement.objects.filter(pk=statement.pk).update(shown="")
    return taken


def postpone(commitment: Commitment, *, reason: str, due_on: date, by: Standing, now: datetime) -> Commitment:
    """A later day, before the day has passed, with a reason and a notice. The first day stays for ever."""
    if _day(now) > commitment.due_on:
        raise Refused(_("Đã quá ngày hứa: lùi ngày lúc này không che được ngày quá hẹn. Hãy ghi tiến độ."))
    if due_on <= commitment.due_on:
        raise Refused(_("Ngày mới phải sau ngày đang hứa."))
    if not reason.strip():
        raise Refused(_("Lùi ngày cần có lý do, mọi người đọc được."))
    return _take(Step.POSTPONE, commitment, by=by, now=now, says=reason, due_on=due_on, reminded=False,
                 postponed=commitment.postponed + 1,
                 about={"was": commitment.due_on.isoformat(), "due_on": due_on.isoformat()})


def hand_over(commitment: Commitment, *, to: Unit, by: Standing, now: datetime, reason: str = "") -> Commitment:
    """The owner was merged or parted: who took it over goes on, the day unchanged.

    By the clock, or with a public reason by a leader of the heir.
    """
    if to.pk not in {unit.pk for unit in heirs_of(commitment.owner, _day(now))}:
        raise Refused(_("%(unit)s không kế thừa đơn vị đã hứa.") % {"unit": to.full_name})
    parts = frozenset({Role.CLOCK} if by.is_clock else {Role.LEADER} if by.has(Role.LEADER, to.pk) else ())
    if Role.LEADER in parts and not reason.strip():
        raise Refused(_("Ghi vì sao đơn vị này nhận cam kết, mọi người đọc được."))
    return _take(Step.HAND_OVER, commitment, by=by, now=now, parts=parts, owner=to, note=reason,
                 about={"from": commitment.owner.full_name, "to": to.full_name})


def remind(commitment: Commitment, *, left: int, by: Standing, now: datetime) -> Commitment:
    """The day comes near (`left` working days)."""
    return _take(Step.REMIND, commitment, by=by, now=now, reminded=True, about={"left": left})


def fall_overdue(commitment: Commitment, *, head: str, by: Standing, now: datetime) -> Commitment:
    """The day has passed and the owner has not said that it is done. It stands in public."""
    return _take(Step.FALL_OVERDUE, commitment, by=by, now=now, overdue=True, about={"to": head})


def close(commitment: Commitment, *, by: Standing, now: datetime) -> Commitment:
    """Confirmed, and nobody has said otherwise for the time the house waits."""
    return _take(Step.CLOSE, commitment, by=by, now=now)


# --- how each of them happens ------------------------------------------------------------------


def _take(step: Step, commitment: Commitment, *, by: Standing, now: datetime, says: str = "", shown: bool = True,
          parts: frozenset[Role] | None = None, about: dict[str, Any] | None = None, audience: str = "",
          note: str = "", **changes: Any) -> Commitment:
    """Ask the rules, change the row if nobody else did, keep the words and the score: all of it or nothing."""
    parts = parts_of(by, commitment, _day(now)) if parts is None else parts
    role = steps.role_for(step, commitment.state, parts, rules.JOURNEY)
    about, before = dict(about or {}), Score(commitment.score)
    changes |= {"confirmed_as": role.value} if step is Step.CONFIRM else {}
    with transaction.atomic():
        if says.strip():
            about["said"] = _say(step, commitment, says, by=by, role=role, shown=shown, now=now)
        after = _standing(commitment, step, changes)
        taken = steps.take(
            step, commitment, journey=rules.JOURNEY, parts=parts, by=by.person, unit=_unit(step, commitment, by, role),
            now=now, audience=audience or rules.AUDIENCES.get(step, "public"), about=about, text=note, **changes,
            score=after)
        if after != before:
            _count(taken, before, -1)
            _count(taken, after, 1)
    return taken


def _standing(commitment: Commitment, step: Step, changes: dict[str, Any]) -> Score:
    """How the promise stands once this step is taken."""
    then = {name: getattr(commitment, name) for name in ("overdue", "postponed", "done_on", "first_due_on")} | changes
    after = rules.JOURNEY[State(commitment.state), step][1] or State(commitment.state)
    return rules.score_of(after, overdue=then["overdue"], postponed=bool(then["postponed"]), done_on=then["done_on"],
                          first_due_on=then["first_due_on"])


def parts_of(by: Standing, commitment: Commitment, today: date) -> frozenset[Role]:
    """The parts someone plays in this promise today, asked anew for each step."""
    units = [post.unit_id for post in by.posts]
    serves = commitment.owner.serves_id
    near = Unit.objects.filter(pk__in=units, serves_id=serves).values_list("pk", flat=True) if units and serves else ()
    return parts_played_by(by, commitment, kin_of(commitment.owner, today), frozenset(near))


def _say(step: Step, commitment: Commitment, text: str, *, by: Standing, role: Role, shown: bool,
         now: datetime) -> int:
    """Keep the words. An official read theirs again before pressing; a citizen's wait until somebody redacted them."""
    public = text if shown and role is not Role.ASKER else ""
    return Statement.objects.create(commitment=commitment, step=step.value, role=role.value, text=text, shown=public,
                                    by=by.person, at=now).pk


def _unit(step: Step, commitment: Commitment, by: Standing, role: Role) -> Unit | None:
    """Whose step it was: the owner's, or the body that looked. A citizen stands for nobody."""
    if role in (*OWNERS, Role.CLOCK) and step not in (Step.PUBLISH_WORDS, Step.HIDE_WORDS):
        return commitment.owner
    if role in (Role.INSPECTOR, Role.FRONT):
        return Unit.objects.filter(pk__in=by.units(role)).order_by("pk").first()
    return None if role in CONFIRMERS else commitment.owner


def _keep(commitment: Commitment, papers: list[Cleaned], shown: bool, by: Standing, now: datetime) -> None:
    for cleaned in papers:
        if not storing.is_kept(commitment.code, cleaned):
            storing.attach(commitment.code, cleaned, Audience.PUBLIC if shown else Audience.INTERNAL, by.person, now)


def _count(commitment: Commitment, score: Score, n: int) -> None:
    """Move the roll-up of whoever promised: the unit and head of that day, whoever owns it now."""
    key: dict[str, Any] = {"unit_id": commitment.promised_by_id, "head_id": commitment.head_id or 0,
                           "promised_on": commitment.promised_on, "score": score.value}
    row, _new = ScoreCount.objects.get_or_create(**key)
    ScoreCount.objects.filter(pk=row.pk).update(n=F("n") + n)


def _day(now: datetime) -> date:
    return timezone.localtime(now).date()
