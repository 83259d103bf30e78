"""All that can happen to a draft and to a consultation on it. Pages, imports and the clock come through here only.

Four rooms: `drafting` (the document), `giving` (opinions coming in), `answering` (the table), and here the journey.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from danchu.ground.journal import steps
from danchu.ground.journal.models import Audience
from danchu.ground.journal.steps import NotTheirs as NotTheirs
from danchu.ground.journal.steps import Refused as Refused
from danchu.ground.journal.steps import Stale as Stale
from danchu.ground.journal.writing import link
from danchu.ground.offices.calendars import calendar_for
from danchu.ground.offices.models import Unit
from danchu.ground.people.access import Standing
from danchu.ground.text.codes import new_code
from danchu.law.calendar import Calendar
from danchu.law.deadlines import deadline
from danchu.law.limits import limit_for
from danchu.law.roles import Role
from danchu.mechanisms.consultations import rules
from danchu.mechanisms.consultations.answering import answer_row as answer_row
from danchu.mechanisms.consultations.answering import approve_texts as approve_texts
from danchu.mechanisms.consultations.answering import correct_text as correct_text
from danchu.mechanisms.consultations.answering import finish_answers as finish_answers
from danchu.mechanisms.consultations.answering import forget_authors as forget_authors
from danchu.mechanisms.consultations.answering import merge_rows as merge_rows
from danchu.mechanisms.consultations.answering import number_rows, outcome_of, settle_figures
from danchu.mechanisms.consultations.answering import split_row as split_row
from danchu.mechanisms.consultations.drafting import Brought as Brought
from danchu.mechanisms.consultations.drafting import add_version as add_version
from danchu.mechanisms.consultations.drafting import asked_about as asked_about
from danchu.mechanisms.consultations.drafting import bring_in as bring_in
from danchu.mechanisms.consultations.drafting import exempt as exempt
from danchu.mechanisms.consultations.drafting import issue as issue
from danchu.mechanisms.consultations.drafting import may_be_put_forward_on as may_be_put_forward_on
from danchu.mechanisms.consultations.drafting import put_forward as put_forward
from danchu.mechanisms.consultations.drafting import review as review
from danchu.mechanisms.consultations.drafting import revise as revise
from danchu.mechanisms.consultations.drafting import what_the_gate_misses as what_the_gate_misses
from danchu.mechanisms.consultations.folding import fold as fold
from danchu.mechanisms.consultations.giving import Said as Said
from danchu.mechanisms.consultations.giving import TooLate as TooLate
from danchu.mechanisms.consultations.giving import drop_form as drop_form
from danchu.mechanisms.consultations.giving import enter as enter
from danchu.mechanisms.consultations.giving import follow as follow
from danchu.mechanisms.consultations.giving import gather as gather
from danchu.mechanisms.consultations.giving import give as give
from danchu.mechanisms.consultations.giving import key as key
from danchu.mechanisms.consultations.majority import without_majority
from danchu.mechanisms.consultations.models import (
    Consultation,
    Criticism,
    Document,
    Edition,
    Question,
    part_played_by,
)
from danchu.mechanisms.consultations.rules import CriticismForm, Draft, Matter, QuestionKind, State, Step
from danchu.mechanisms.consultations.succession import hand_over as hand_over
from danchu.mechanisms.consultations.synthesising import ask_synthesis as ask_synthesis
from danchu.mechanisms.consultations.synthesising import group_some as group_some
from danchu.mechanisms.consultations.synthesising import synthesise as synthesise


@dataclass(frozen=True)
class Asked:
    """One question of the survey."""

    text: str
    options: tuple[str, ...]
    kind: QuestionKind = QuestionKind.ONE


@dataclass(frozen=True)
class Plan:
    """What is typed of a plan (Law 10/2022 art. 28(1)): content, forms, time, who is responsible."""

    title: str
    summary: str
    forms: str
    front: Unit | None = None
    questions: Sequence[Asked] = ()
    responsible: str = ""
    opens_on: date | None = None
    closes_on: date | None = None


def plan(document: Document, said: Plan, *, token: UUID, by: Standing, now: datetime) -> Consultation:
    """A plan to ask people about the newest edition of a document. The same form twice is the same plan."""
    if Role.RECEPTION not in (parts := part_played_by(by, document)) and Role.LEADER not in parts:
        raise NotTheirs(_("Không tìm thấy việc này."))
    if document.state == Draft.ISSUED:
        raise Refused(_("Văn bản đã ban hành, không lấy ý kiến nữa."))
    edition = document.editions.order_by("-no").first()
    if edition is None:
        raise Refused(_("Văn bản chưa có bản dự thảo nào."))
    if said.opens_on and said.closes_on:
        _long_enough(Matter(document.matter), said.opens_on, said.closes_on, calendar_for(document.body))
    try:
        with transaction.atomic():
            return _plan(document, edition, said, token=token, by=by, now=now)
    except IntegrityError:
        known = Consultation.objects.filter(token=token).first()
        return known or plan(document, said, token=token, by=by, now=now)


def _plan(document: Document, edition: Edition, said: Plan, *, token: UUID, by: Standing,
          now: datetime) -> Consultation:
    made = Consultation.objects.create(
        code=new_code(rules.PREFIX, _day(now).year, secrets.token_bytes(8)), token=token, document=document,
        edition=edition, body=document.body, office=document.office, front=said.front, title=said.title,
        summary=said.summary, forms=said.forms, responsible=said.responsible, planned_from=said.opens_on,
        planned_until=said.closes_on, state=State.PLANNED, planned_at=now)
    Question.objects.bulk_create([
        Question(consultation=made, place=n, text=q.text, kind=q.kind, options=list(q.options))
        for n, q in enumerate(said.questions)])
    link(made.code, document.code, "asks_about", at=now)
    return take(Step.PLAN, made, by=by, now=now)


def send_plan(consultation: Consultation, *, council: str, front: str, sent_on: date, by: Standing,
              now: datetime) -> Consultation:
    """The plan went to the People's Council and the Front: numbers of the letters are the proof (art. 28(1))."""
    if not (council.strip() and front.strip()):
        raise Refused(_("Kế hoạch phải gửi đến Hội đồng nhân dân và Ủy ban Mặt trận Tổ quốc (%(under)s): "
                        "ghi số công văn gửi hai nơi.") % {"under": rules.PLAN_UNDER})
    if sent_on > _day(now):
        raise Refused(_("Ngày gửi kế hoạch không thể ở tương lai."))
    return take(Step.SEND_PLAN, consultation, by=by, now=now, council_number=council.strip(),
                front_number=front.strip(), plan_sent_on=sent_on,
                about={"council": council.strip(), "front": front.strip()})


def first_closing_day(consultation: Consultation, opens_on: date, calendar: Calendar) -> tuple[date, str]:
    """The earliest last day of a consultation opened that day, and the article that says so."""
    due = deadline(rules.window(consultation.matter), opens_on, calendar)
    return due.due_on, due.under


def open_up(consultation: Consultation, *, closes_on: date, calendar: Calendar, by: Standing,
            now: datetime) -> Consultation:
    """Publish the draft and take opinions until the midnight that ends `closes_on`; a shorter window is refused."""
    under = _long_enough(consultation.matter, _day(now), closes_on, calendar)
    return take(Step.OPEN_UP, consultation, by=by, now=now, opens_at=now, closes_on=closes_on,
                closes_at=_midnight_after(closes_on), window_under=under, about={"closes_on": closes_on.isoformat()})


def _long_enough(matter: Matter, opens_on: date, closes_on: date, calendar: Calendar) -> str:
    """The article that sets how long it stays open. Raises Refused where the time is shorter."""
    due = deadline(rules.window(matter), opens_on, calendar)
    if closes_on < due.due_on:
        raise Refused(_("Thời gian lấy ý kiến phải %(told)s, tức là đến hết ngày %(day)s hoặc sau đó (%(under)s).") % {
            "told": limit_for(rules.window(matter), opens_on).told, "day": f"{due.due_on:%d/%m/%Y}",
            "under": due.under})
    return due.under


def extend(consultation: Consultation, *, closes_on: date, why: str, by: Standing, now: datetime) -> Consultation:
    """A later last day, told before the present one has passed."""
    if consultation.closes_at is None or now >= consultation.closes_at:
        raise Refused(_("Đợt lấy ý kiến đã hết hạn, không kéo dài được nữa."))
    if consultation.closes_on is None or closes_on <= consultation.closes_on or not why.strip():
        raise Refused(_("Chọn ngày muộn hơn ngày đang báo và ghi lý do."))
    return take(Step.EXTEND, consultation, by=by, now=now, text=why, closes_on=closes_on,
                closes_at=_midnight_after(closes_on), about={"closes_on": closes_on.isoformat()})


def close(consultation: Consultation, *, by: Standing, now: datetime) -> Consultation:
    """The last day is over: every opinion is counted, and then who wrote it is forgotten."""
    if consultation.closes_at is None or now < consultation.closes_at:
        raise Refused(_("Chưa hết hạn góp ý."))
    while fold():
        pass
    with transaction.atomic():
        figures: dict[str, Any] = settle_figures(consultation)
        return take(Step.CLOSE, consultation, by=by, now=now, **figures, about={"n": figures["times"]})


def publish_table(consultation: Consultation, *, final: Edition | None, by: Standing, now: datetime) -> Consultation:
    """Every opinion in one row, every row with its answer: for anyone to read and to check (art. 28(3))."""
    if consultation.answered < consultation.rows or consultation.approved < consultation.rows:
        raise Refused(_("Chưa công khai được: còn %(n)s nhóm ý kiến chưa trả lời, %(m)s nhóm chưa duyệt nội dung.") % {
            "n": consultation.rows - consultation.answered, "m": consultation.rows - consultation.approved})
    with transaction.atomic():
        taken = take(Step.PUBLISH_TABLE, consultation, by=by, now=now, published_at=now, final=final,
                     outcome=outcome_of(consultation),
                     about={"rows": consultation.rows, "n": consultation.times})
        number_rows(taken)
    return taken


def decide(consultation: Consultation, *, number: str, on: date, difference: str, by: Standing,
           now: datetime) -> Consultation:
    """The document is issued; where it differs from the majority, why (art. 28(4))."""
    against = without_majority(consultation)
    if against and not difference.strip():
        raise Refused(_("Quyết định khác ý kiến đa số ở %(n)s điều: phải giải trình lý do (%(under)s).") % {
            "n": len(against), "under": rules.EXPLAINED_UNDER})
    if on > _day(now) or (consultation.published_at and on < _day(consultation.published_at)):
        raise Refused(_("Ngày ban hành phải từ ngày công khai bảng tổng hợp đến hôm nay."))
    with transaction.atomic():
        if consultation.document.state != Draft.ISSUED:
            issue(consultation.document, number=number, on=on, by=by, now=now, explained=True)
        return take(Step.DECIDE, consultation, by=by, now=now, decision_number=number.strip(), decided_on=on,
                    differs=bool(against), difference=difference.strip(), text=difference.strip(),
                    about={"number": number.strip()})


# --- social criticism by the Front ---------------------------------------------------------------

def send_for_criticism(consultation: Consultation, *, number: str, sent_on: date, by: Standing,
                       now: datetime) -> Consultation:
    """The draft goes to the Front (Law 75/2015 art. 36(1)); from here the days until it may be put forward count."""
    if Criticism.objects.filter(consultation=consultation).exists():
        raise Refused(_("Đã gửi dự thảo đến Mặt trận."))
    if sent_on > _day(now):
        raise Refused(_("Ngày gửi không thể ở tương lai."))
    with transaction.atomic():
        taken = take(Step.SEND_FOR_CRITICISM, consultation, by=by, now=now, about={"number": number})
        Criticism.objects.create(consultation=consultation, sent_on=sent_on, sent_number=number)
    return taken


def record_criticism(consultation: Consultation, *, form: CriticismForm, days: Sequence[date], number: str, text: str,
                     by: Standing, now: datetime) -> Consultation:
    """The Front's criticism as it stands: its form, the steps of its conference, its document (art. 34, 35(4))."""
    if form is CriticismForm.CONFERENCE and len(days) != rules.CONFERENCE_STEPS:
        raise Refused(_("Hội nghị phản biện có đủ bảy bước (Điều 15, Nghị quyết liên tịch 403/2017): "
                        "ghi ngày của từng bước."))
    if not (number.strip() and text.strip()):
        raise Refused(_("Cần số và nội dung văn bản phản biện."))
    criticism = _criticism_of(consultation)
    with transaction.atomic():
        taken = take(Step.RECORD_CRITICISM, consultation, by=by, now=now, about={"number": number.strip()})
        Criticism.objects.filter(pk=criticism.pk).update(
            form=form, steps=[d.isoformat() for d in days], number=number.strip(), text=text.strip(),
            received_on=_day(now))
    return taken


def reply_to_criticism(consultation: Consultation, *, number: str, text: str, by: Standing,
                       now: datetime) -> Consultation:
    """The drafter answers in writing, with reasons where it does not agree (art. 36(3))."""
    criticism = _criticism_of(consultation)
    if not criticism.received_on:
        raise Refused(_("Mặt trận chưa gửi văn bản phản biện."))
    if not text.strip():
        raise Refused(_("Cần nội dung trả lời."))
    with transaction.atomic():
        taken = take(Step.REPLY_TO_CRITICISM, consultation, by=by, now=now, about={"number": number.strip()})
        Criticism.objects.filter(pk=criticism.pk).update(reply=text.strip(), reply_number=number.strip(),
                                                         replied_on=_day(now))
    return taken


def _criticism_of(consultation: Consultation) -> Criticism:
    found = Criticism.objects.filter(consultation=consultation).first()
    if found is None:
        raise Refused(_("Dự thảo chưa được gửi đến Mặt trận."))
    return found


# --- how each of them happens ---------------------------------------------------------------------

def take(step: Step, consultation: Consultation, *, by: Standing, now: datetime, about: dict[str, Any] | None = None,
         text: str = "", **changes: Any) -> Consultation:
    """Ask the rules, change the row if nobody else did, leave the trace: all of it or nothing."""
    return steps.take(step, consultation, journey=rules.JOURNEY, parts=part_played_by(by, consultation), by=by.person,
                      unit=consultation.body, now=now, audience=Audience(rules.AUDIENCES.get(step, "public")),
                      about=about, text=text, **changes)


def _midnight_after(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))


def _day(now: datetime) -> date:
    return timezone.localtime(now).date()
