"""All that can happen to a request for information (Law 104/2016 art. 24–30). The only writer."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from danchu.ground.files import storing
from danchu.ground.files.cleaning import Cleaned
from danchu.ground.journal import steps
from danchu.ground.journal import writing as journal
from danchu.ground.journal.models import Audience
from danchu.ground.journal.steps import NotTheirs as NotTheirs
from danchu.ground.journal.steps import Refused as Refused
from danchu.ground.journal.steps import Stale as Stale
from danchu.ground.offices.models import Unit
from danchu.ground.people.access import Standing
from danchu.ground.text.codes import new_code
from danchu.law.calendar import Calendar
from danchu.law.deadlines import deadline
from danchu.law.limits import Duty
from danchu.law.roles import Role
from danchu.mechanisms.information import rules
from danchu.mechanisms.information.models import InformationRequest, part_played_by
from danchu.mechanisms.information.rules import Ground, State, Step, Way


@dataclass(frozen=True)
class Question:
    """What somebody asks for, already cleaned by a form."""

    asked: str
    purpose: str
    way: Way
    name: str
    body: Unit
    email: str = ""
    phone: str = ""


def ask(question: Question, *, token: UUID, by: Standing, calendar: Calendar, now: datetime) -> InformationRequest:
    """Take it in: a code, a lawful day (art. 30(3)). The same token twice is the same request."""
    try:
        with transaction.atomic():
            made = InformationRequest.objects.create(
                code=new_code(rules.PREFIX, _day(now).year, secrets.token_bytes(8)), token=token, state=State.ASKED,
                body=question.body, sender=by.person, asked=question.asked, purpose=question.purpose,
                way=question.way, name=question.name, email=question.email, phone=question.phone, received_at=now,
                **_owed(Step.ASK, _day(now), calendar))
            journal.write(made.code, Step.ASK.value, at=now, role=Role.SENDER.value, by=by.person, unit=made.body,
                          audience=Audience.PUBLIC, about={"due_on": made.due_on.isoformat()})
            return made
    except IntegrityError:
        known = InformationRequest.objects.filter(token=token).first()
        return known or ask(question, token=token, by=by, calendar=calendar, now=now)  # the code was taken


def tell_term(request: InformationRequest, *, why: str, by: Standing, calendar: Calendar,
              now: datetime) -> InformationRequest:
    """It must be gathered first: say so, and by when (art. 30(4)). Counted from the day it was asked."""
    _needs(why, _("Cần ghi phải tập hợp những gì, của ai."))
    owed = _owed(Step.TELL_TERM, _received_on(request), calendar) | {"first_due_on": request.first_due_on}
    return _take(Step.TELL_TERM, request, by=by, now=now, text=why, reminded=False,
                 about={"due_on": owed["due_on"].isoformat()}, **owed)


def extend(request: InformationRequest, *, why: str, by: Standing, calendar: Calendar,
           now: datetime) -> InformationRequest:
    """A longer time, once, before the day has passed, with a reason (art. 30(4))."""
    if request.extended:
        raise Refused(_("Yêu cầu này đã gia hạn một lần; không gia hạn nữa."))
    if _day(now) > request.due_on:
        raise Refused(_("Đã quá hẹn: gia hạn lúc này không che được ngày quá hẹn. Hãy cung cấp sớm nhất có thể."))
    _needs(why, _("Gia hạn cần có lý do."))
    later = deadline(Duty.EXTEND_INFORMATION, request.due_on, calendar)
    return _take(Step.EXTEND, request, by=by, now=now, text=why, extended=True, reminded=False, due_on=later.due_on,
                 due_under=later.under, provisional=later.provisional,
                 about={"was": request.due_on.isoformat(), "due_on": later.due_on.isoformat()})


def give(request: InformationRequest, *, answer: str, papers: list[Cleaned], by: Standing,
         now: datetime) -> InformationRequest:
    """Give what was asked for: words, files, or both. Only whoever asked sees them."""
    if not answer.strip() and not papers:
        raise Refused(_("Cần có phần trả lời hoặc ít nhất một tệp."))
    with transaction.atomic():
        taken = _take(Step.GIVE, request, by=by, now=now, answer=answer, answered_on=_day(now))
        for cleaned in papers:
            if not storing.is_kept(taken.code, cleaned):
                storing.attach(taken.code, cleaned, Audience.PARTIES, by.person, now)
    return taken


def refuse(request: InformationRequest, *, ground: Ground, why: str, by: Standing,
           now: datetime) -> InformationRequest:
    """Refuse in writing, on a ground of art. 28(1), saying what to do instead."""
    _needs(why, _("Cần ghi rõ vì sao và người hỏi có thể làm gì tiếp."))
    return _take(Step.REFUSE, request, by=by, now=now, text=why, ground=ground, answer=why, answered_on=_day(now),
                 about={"ground": ground})


def publish(request: InformationRequest, *, title: str, question: str, answer: str, checked: bool, by: Standing,
            now: datetime, files: frozenset[int] = frozenset()) -> InformationRequest:
    """Let everybody read it, in words that name nobody and that a person has read."""
    if not checked:
        raise Refused(_("Phải có người đọc lại, không còn dữ liệu cá nhân, rồi mới công khai."))
    _needs(title, _("Cần đặt tên cho câu hỏi."))
    with transaction.atomic():
        taken = _take(Step.PUBLISH, request, by=by, now=now, listed=True, title=title, public_question=question,
                      public_answer=answer, approved_by=by.person)
        storing.show(taken.code, files)
    return taken


def unpublish(request: InformationRequest, *, why: str, by: Standing, now: datetime) -> InformationRequest:
    """Take it off the public pages, at once and everywhere."""
    _needs(why, _("Cần ghi lý do gỡ."))
    return _take(Step.UNPUBLISH, request, by=by, now=now, text=why, listed=False)


def withdraw(request: InformationRequest, *, by: Standing, now: datetime) -> InformationRequest:
    """Whoever asked needs it no more."""
    return _take(Step.WITHDRAW, request, by=by, now=now)


def remind(request: InformationRequest, *, by: Standing, now: datetime) -> InformationRequest:
    """The day comes near."""
    return _take(Step.REMIND, request, by=by, now=now, reminded=True, about={"due_on": request.due_on.isoformat()})


def fall_overdue(request: InformationRequest, *, by: Standing, now: datetime) -> InformationRequest:
    """The day has passed without the information."""
    return _take(Step.FALL_OVERDUE, request, by=by, now=now, overdue=True,
                 about={"due_on": request.due_on.isoformat()})


def recount(request: InformationRequest, *, by: Standing, calendar: Calendar, now: datetime) -> InformationRequest:
    """A day off was added or taken away: the promise moves with it, old and new day on record."""
    due = deadline(Duty(request.due_duty), _received_on(request), calendar)
    due = deadline(Duty.EXTEND_INFORMATION, due.due_on, calendar) if request.extended else due
    if due.due_on == request.due_on:
        return request
    about = {"was": request.due_on.isoformat(), "due_on": due.due_on.isoformat()}
    return _take(Step.RECOUNT, request, by=by, now=now, due_on=due.due_on, provisional=due.provisional, about=about)


# --- how each of them happens ------------------------------------------------------------------

def _take(step: Step, request: InformationRequest, *, by: Standing, now: datetime, text: str = "",
          about: dict[str, Any] | None = None, **changes: Any) -> InformationRequest:
    return steps.take(step, request, journey=rules.JOURNEY, parts=part_played_by(by, request), by=by.person,
                      unit=request.body, now=now, text=text, about=about,
                      audience=rules.AUDIENCES.get(step, "public"), **changes)


def _owed(step: Step, start: date, calendar: Calendar) -> dict[str, Any]:
    duty = rules.PROMISES[step]
    due = deadline(duty, start, calendar)
    return {"due_on": due.due_on, "first_due_on": due.due_on, "due_duty": duty.value, "due_under": due.under,
            "provisional": due.provisional}


def _needs(text: str, problem: str) -> None:
    if not text.strip():
        raise Refused(problem)


def _received_on(request: InformationRequest) -> date:
    return timezone.localtime(request.received_at).date()


def _day(now: datetime) -> date:
    return timezone.localtime(now).date()
