"""All that can happen to a work done together and to its account: the only writer of both."""

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
from danchu.ground.journal.models import Audience
from danchu.ground.journal.steps import NotTheirs as NotTheirs
from danchu.ground.journal.steps import Refused as Refused
from danchu.ground.offices.lineage import kin_of
from danchu.ground.offices.models import Unit
from danchu.ground.people.access import Standing
from danchu.ground.text.codes import new_code
from danchu.ground.ui.words import number
from danchu.law.roles import Role
from danchu.mechanisms.works import rules
from danchu.mechanisms.works.models import AccountEntry, CommunityWork, WorkNeed
from danchu.mechanisms.works.rules import OWNERS, Need, Side, WorkState, WorkStep
from danchu.mechanisms.works.words import UNITS

MOST = 10**15  # no ward ever counts that many đồng; an amount above it is a slip of the finger


@dataclass(frozen=True)
class Wanted:
    """One thing a work needs: how much of what, counted in what."""

    need: Need
    what: str
    amount: int
    counted_in: str = ""


@dataclass(frozen=True)
class Proposal:
    """What is proposed, already cleaned by a form. Its words are read by everybody at once."""

    title: str
    place: str
    body: Unit
    needs: tuple[Wanted, ...]
    detail: str = ""
    village: Unit | None = None


@dataclass(frozen=True)
class Line:
    """One line of the account as it is typed. `givers`: how many households; `giver`: only by their own wish."""

    need: WorkNeed
    side: Side
    amount: int
    about: str
    receipt: str
    on: date
    givers: int = 0
    giver: str = ""


def propose(said: Proposal, *, token: UUID, by: Standing, now: datetime) -> CommunityWork:
    """Put a work before the people. The same token twice is the same work."""
    role = steps.role_for(WorkStep.TELL, WorkState.PROPOSED, parts_of(by, said.body, _day(now)), rules.WORK_JOURNEY)
    if not said.needs or any(not 0 < wanted.amount < MOST for wanted in said.needs):
        raise Refused(_("Ghi rõ việc này cần gì, bao nhiêu."))
    if len({wanted.what for wanted in said.needs}) < len(said.needs):
        raise Refused(_("Mỗi thứ chỉ ghi một dòng; gộp các dòng trùng tên."))
    try:
        with transaction.atomic():
            return _put_before_the_people(said, token=token, by=by, role=role, now=now)
    except IntegrityError:
        known = CommunityWork.objects.filter(token=token).first()
        return known or propose(said, token=token, by=by, now=now)


def _put_before_the_people(said: Proposal, *, token: UUID, by: Standing, role: Role, now: datetime) -> CommunityWork:
    work = CommunityWork.objects.create(
        code=new_code(rules.WORK_PREFIX, _day(now).year, secrets.token_bytes(8)), token=token,
        state=WorkState.PROPOSED, title=said.title, detail=said.detail, place=said.place, body=said.body,
        village=said.village, proposed_on=_day(now), recorded_by=by.person)
    for wanted in said.needs:
        WorkNeed.objects.create(work=work, need=wanted.need, what=wanted.what, wanted=wanted.amount,
                                counted_in=wanted.counted_in or str(UNITS.get(wanted.need, "")))
    journal.write(work.code, WorkStep.PROPOSE, at=now, role=role, audience=Audience.PUBLIC, by=by.person,
                  unit=said.body)
    return work


def agree(work: CommunityWork, *, decision: str, decided_on: date, by: Standing, now: datetime) -> CommunityWork:
    """The people have decided (Law 10/2022 art. 15): which decision, and of which day."""
    if not decision.strip():
        raise Refused(_("Ghi số, tên quyết định hoặc biên bản họp của cộng đồng."))
    if decided_on > _day(now):
        raise Refused(_("Ngày quyết định không thể sau hôm nay."))
    return _take(WorkStep.AGREE, work, by=by, now=now, decision=decision, decided_on=decided_on,
                 about={"decision": decision})


def collect(work: CommunityWork, *, by: Standing, now: datetime) -> CommunityWork:
    """Contributions may come in from now on."""
    return _take(WorkStep.COLLECT, work, by=by, now=now)


def build(work: CommunityWork, *, by: Standing, now: datetime) -> CommunityWork:
    """Work begins."""
    return _take(WorkStep.BUILD, work, by=by, now=now)


def tell(work: CommunityWork, *, text: str, by: Standing, now: datetime,
         papers: list[Cleaned] = [], papers_shown: bool = False) -> CommunityWork:  # noqa: B006
    """How far it is, with photos."""
    if not text.strip():
        raise Refused(_("Ghi đã làm được gì."))
    with transaction.atomic():
        for cleaned in papers:
            _kept(work, cleaned, papers_shown, by, now)
        return _take(WorkStep.TELL, work, by=by, now=now, text=text)


def deliver(work: CommunityWork, *, text: str, by: Standing, now: datetime) -> CommunityWork:
    """Done and handed over: to whom, with which papers."""
    if not text.strip():
        raise Refused(_("Ghi bàn giao cho ai, biên bản nào."))
    return _take(WorkStep.DELIVER, work, by=by, now=now, text=text, handed_over_on=_day(now))


def maintain(work: CommunityWork, *, care: str, by: Standing, now: datetime) -> CommunityWork:
    """Who looks after it from now on, and how."""
    if not care.strip():
        raise Refused(_("Ghi ai trông coi, bao lâu kiểm tra một lần, tiền sửa lấy ở đâu."))
    return _take(WorkStep.MAINTAIN, work, by=by, now=now, care=care)


def finish(work: CommunityWork, *, why: str, by: Standing, now: datetime) -> CommunityWork:
    """Nothing more to do; or, while it is only proposed, the people did not want it."""
    if not why.strip():
        raise Refused(_("Ghi vì sao kết thúc."))
    if work.balance:
        raise Refused(_("Sổ còn %(left)s đồng. Ghi số ấy đã chi hoặc chuyển cho quỹ nào rồi mới kết thúc.")
                      % {"left": number(work.balance)})
    return _take(WorkStep.FINISH, work, by=by, now=now, text=why)


# --- the account -------------------------------------------------------------------------------

def enter(work: CommunityWork, *, line: Line, token: UUID, by: Standing, now: datetime,
          paper: Cleaned | None = None, paper_shown: bool = False) -> AccountEntry:
    """Add a line to the account. The same form twice is one line. Raises Refused where it cannot be true."""
    _check(work, line, _day(now))
    return _enter(WorkStep.ENTER, work, line, token=token, by=by, now=now, paper=paper, paper_shown=paper_shown)


def correct(work: CommunityWork, *, entry: AccountEntry, why: str, token: UUID, by: Standing,
            now: datetime) -> AccountEntry:
    """Take a line back by its opposite. The mistaken line stays; the right one is added after it."""
    if entry.work_id != work.pk or entry.corrects_id:
        raise Refused(_("Chỉ ghi đảo một dòng của chính sổ này, chưa phải dòng ghi đảo."))
    if not why.strip():
        raise Refused(_("Ghi vì sao phải ghi đảo."))
    back = Line(entry.need, Side(entry.side), -entry.amount, why, entry.receipt, _day(now), -entry.givers)
    return _enter(WorkStep.CORRECT, work, back, token=token, by=by, now=now, corrects=entry)


def _check(work: CommunityWork, line: Line, today: date) -> None:
    if line.need.work_id != work.pk:
        raise Refused(_("Khoản này không thuộc việc đang ghi."))
    if not 0 < line.amount < MOST:
        raise Refused(_("Số phải lớn hơn không."))
    if not line.receipt.strip():
        raise Refused(_("Mỗi dòng thu chi cần có số chứng từ."))
    if line.on > today:
        raise Refused(_("Ngày thu chi không thể sau hôm nay."))


def _enter(step: WorkStep, work: CommunityWork, line: Line, *, token: UUID, by: Standing, now: datetime,
           corrects: AccountEntry | None = None, paper: Cleaned | None = None,
           paper_shown: bool = False) -> AccountEntry:
    known = AccountEntry.objects.filter(token=token).first()
    if known:
        return known
    try:
        with transaction.atomic():
            book = CommunityWork.objects.select_for_update().select_related("body").get(pk=work.pk)
            return _write(step, book, line, token=token, by=by, now=now, corrects=corrects, paper=paper,
                          paper_shown=paper_shown)
    except IntegrityError:
        known = AccountEntry.objects.filter(token=token).first()
        if known is None:
            raise Refused(_("Dòng này đã được ghi đảo rồi.")) from None
        return known


def _write(step: WorkStep, book: CommunityWork, line: Line, *, token: UUID, by: Standing, now: datetime,
           corrects: AccountEntry | None, paper: Cleaned | None, paper_shown: bool) -> AccountEntry:
    need = Need(line.need.need)
    balance = rules.after_entry(book.balance, line.side, need, line.amount)
    if line.side is Side.SPENT and need is Need.MONEY and line.amount > 0 and balance < 0:
        raise Refused(_("Sổ chỉ còn %(left)s đồng, không chi quá số đã thu.") % {"left": number(book.balance)})
    kept = _kept(book, paper, paper_shown, by, now) if paper else None
    moved = {Side.RECEIVED: "income", Side.SPENT: "spending"}.get(line.side) if need is Need.MONEY else None
    sums = {moved: getattr(book, moved) + line.amount} if moved else {}
    _take(step, book, by=by, now=now, balance=balance, entries_made=book.entries_made + 1, **sums,
          about={"receipt": line.receipt} | ({"corrects": corrects.receipt} if corrects else {}))
    WorkNeed.objects.filter(pk=line.need.pk).update(**{line.side.value: F(line.side.value) + line.amount})
    return AccountEntry.objects.create(
        work=book, number=book.entries_made, token=token, need=line.need, side=line.side, amount=line.amount,
        balance=balance, about=line.about, givers=max(line.givers, 0), giver=line.giver, receipt=line.receipt,
        paper=kept, corrects=corrects, on=line.on, by=by.person, at=now)


# --- how each of them happens ------------------------------------------------------------------

def parts_of(by: Standing, body: Unit, today: date) -> frozenset[Role]:
    """The parts someone plays in the works of a body: those who hold a post in it, above it or in its offices."""
    kin = kin_of(body, today)
    return frozenset(role for role in OWNERS if by.units(role) & kin)


def _take(step: WorkStep, work: CommunityWork, *, by: Standing, now: datetime, about: dict[str, Any] | None = None,
          text: str = "", **changes: Any) -> CommunityWork:
    return steps.take(step, work, journey=rules.WORK_JOURNEY, parts=parts_of(by, work.body, _day(now)), by=by.person,
                      unit=work.body, now=now, about=about, text=text, **changes)


def _kept(work: CommunityWork, cleaned: Cleaned, shown: bool, by: Standing, now: datetime) -> Any:
    return storing.attach(work.code, cleaned, Audience.PUBLIC if shown else Audience.INTERNAL, by.person, now)


def _day(now: datetime) -> date:
    return timezone.localtime(now).date()
