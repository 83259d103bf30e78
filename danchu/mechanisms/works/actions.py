"""All that can happen to a promise. Pages, the demo and the clock come through here, and only here."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from danchu.ground.files import storing
from danchu.ground.files.cleaning import Cleaned
from danchu.ground.journal import steps
from danchu.ground.journal.models import Audience, Entry
from danchu.ground.journal.steps import NotTheirs as NotTheirs
from danchu.ground.journal.steps import Refused as Refused
from danchu.ground.journal.steps import Stale as Stale
from danchu.ground.offices.lineage import heirs_of, kin_of
from danchu.ground.offices.models import Unit
from danchu.ground.people.access import Standing
from danchu.law.roles import Role
from danchu.mechanisms.works import masking, rules
from danchu.mechanisms.works.models import Commitment, Statement
from danchu.mechanisms.works.parts import parts_of as parts_of
from danchu.mechanisms.works.promising import TYPED, count
from danchu.mechanisms.works.promising import Promise as Promise
from danchu.mechanisms.works.promising import head_on as head_on
from danchu.mechanisms.works.promising import promise as promise
from danchu.mechanisms.works.rules import CONFIRMERS, OWNERS, Score, State, Step


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


def confirm(commitment: Commitment, *, text: str, by: Standing, now: datetime,
            papers: list[Cleaned] = [], papers_shown: bool = False) -> Commitment:  # noqa: B006
    """Somebody outside the owner's house has looked: it is done."""
    with transaction.atomic():
        _keep(commitment, papers, papers_shown, by, now)
        return _take(Step.CONFIRM, commitment, by=by, now=now, says=text, confirmed_on=_day(now),
                     about=_named_by_owner(commitment, by))


def dispute(commitment: Commitment, *, text: str, by: Standing, now: datetime,
            papers: list[Cleaned] = [], papers_shown: bool = False) -> Commitment:  # noqa: B006
    """Somebody outside the owner's house has looked: it is not done. Stands in public with both sides."""
    if not text.strip():
        raise Refused(_("Ông/bà cho biết còn thiếu điều gì."))
    with transaction.atomic():
        _keep(commitment, papers, papers_shown, by, now)
        return _take(Step.DISPUTE, commitment, by=by, now=now, says=text, disputes=commitment.disputes + 1,
                     done_on=None, confirmed_on=None, confirmed_as="", about=_named_by_owner(commitment, by))


def _named_by_owner(commitment: Commitment, by: Standing) -> dict[str, Any]:
    """Whether the asker is one only because whoever promised wrote down their address: then the page says so."""
    asks = by.person is not None and by.person.pk == commitment.asker_id
    typed = asks and Entry.objects.filter(subject=commitment.code, verb=Step.PROMISE, about__asker=TYPED).exists()
    return {"asker": TYPED} if typed else {}


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


def mask(commitment: Commitment, *, texts: dict[str, str], reason: str, by: Standing, now: datetime) -> Commitment:
    """Cover personal data in what everybody reads: `texts` by name, as `masking.texts_of` gives them, some with places
    covered. Nothing else may change. The first words are kept apart, for the office alone.
    """
    if not reason.strip():
        raise Refused(_("Ghi vì sao che, mọi người đọc được."))
    known = masking.texts_of(commitment)
    changed = {name: text for name, text in texts.items() if name in known and text != known[name]}
    if not changed:
        raise Refused(_("Chưa chọn chỗ nào để che."))
    masking.check(known, changed)
    with transaction.atomic():
        columns: dict[str, Any] = {name: text for name, text in changed.items() if name in masking.COLUMNS}
        taken = _take(Step.MASK, commitment, by=by, now=now, note=reason, about={"parts": sorted(changed)}, **columns)
        masking.keep(commitment, {name: known[name] for name in changed}, by=by.person, now=now)
        masking.write_words(commitment, changed)
    return taken


def record_twice(commitment: Commitment, *, other: Commitment, reason: str, by: Standing, now: datetime) -> Commitment:
    """The same promise stands on record as `other`: this one counts no more, and says so for ever.

    Never to win time or to lose a bad mark: the other one was promised by the same house for the same day or earlier,
    and what is overdue already is taken out only by somebody outside the house.
    """
    if not reason.strip():
        raise Refused(_("Ghi vì sao là trùng, mọi người đọc được."))
    if other.pk == commitment.pk or other.twice_of_id or commitment.twins.exists():
        raise Refused(_("Hãy chọn một cam kết khác, chưa bị ghi trùng; cái đang được ghi trùng vào thì giữ lại."))
    if other.promised_by_id not in kin_of(commitment.promised_by, _day(now)):
        raise Refused(_("Cam kết kia do cơ quan khác hứa, không phải ghi trùng."))
    if other.first_due_on > commitment.first_due_on:
        raise Refused(_("Cam kết kia hứa ngày muộn hơn: hãy ghi trùng cam kết kia vào cam kết này."))
    parts = parts_of(by, commitment, _day(now))
    if commitment.overdue and not parts & {Role.INSPECTOR, Role.FRONT}:
        raise Refused(_("Cam kết đã quá hẹn: chỉ Mặt trận, Ban Thanh tra nhân dân ghi trùng được."))
    with transaction.atomic():
        taken = _take(Step.RECORD_TWICE, commitment, by=by, now=now, note=reason, about={"to": other.code},
                      twice_of=other, twice_on=_day(now), state_before=commitment.state)
        if commitment.asker_id and not other.asker_id:  # whoever asked for it may say whether it is done
            Commitment.objects.filter(pk=other.pk, asker=None).update(asker=commitment.asker_id)
    return taken


def not_twice(commitment: Commitment, *, reason: str, by: Standing, now: datetime) -> Commitment:
    """They were two promises after all: it counts again as it stood."""
    if not reason.strip():
        raise Refused(_("Ghi vì sao không trùng, mọi người đọc được."))
    if commitment.state != State.TWICE:
        raise Refused(_("Cam kết này không bị ghi trùng."))
    return _take(Step.NOT_TWICE, commitment, by=by, now=now, note=reason, state=commitment.state_before, twice_of=None,
                 twice_on=None, state_before="")


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
    about, before = dict(about or {}), commitment.score
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
            for score, n in ((before, -1), (after, 1)):
                if score:  # recorded twice, it has none
                    count(taken, Score(score), n)
    return taken


def _standing(commitment: Commitment, step: Step, changes: dict[str, Any]) -> str:
    """How the promise stands once this step is taken; "" where it counts no more."""
    facts = ("overdue", "postponed", "done_on", "first_due_on", "due_on")
    then = {name: getattr(commitment, name) for name in facts} | changes
    after = rules.JOURNEY[State(commitment.state), step][1] or State(changes.get("state", commitment.state))
    score = rules.score_of(after, overdue=then["overdue"], postponed=bool(then["postponed"]), done_on=then["done_on"],
                           first_due_on=then["first_due_on"], due_on=then["due_on"])
    return score.value if score else ""


def _say(step: Step, commitment: Commitment, text: str, *, by: Standing, role: Role, shown: bool,
         now: datetime) -> int:
    """Keep the words. An official read theirs again before pressing; a citizen's wait until somebody redacted them."""
    public = text if shown and role is not Role.ASKER else ""
    return Statement.objects.create(commitment=commitment, step=step.value, role=role.value, text=text, shown=public,
                                    by=by.person, at=now).pk


def _unit(step: Step, commitment: Commitment, by: Standing, role: Role) -> Unit | None:
    """Whose step it was: the owner's, or the body that looked. A citizen stands for nobody."""
    if role in (*OWNERS, Role.CLOCK) and step not in (Step.PUBLISH_WORDS, Step.HIDE_WORDS, Step.MASK):
        return commitment.owner
    if role in (Role.INSPECTOR, Role.FRONT):
        return Unit.objects.filter(pk__in=by.units(role)).order_by("pk").first()
    return None if role in CONFIRMERS else commitment.owner


def _keep(commitment: Commitment, papers: list[Cleaned], shown: bool, by: Standing, now: datetime) -> None:
    for cleaned in papers:
        if not storing.is_kept(commitment.code, cleaned):
            storing.attach(commitment.code, cleaned, Audience.PUBLIC if shown else Audience.INTERNAL, by.person, now)


def _day(now: datetime) -> date:
    return timezone.localtime(now).date()
