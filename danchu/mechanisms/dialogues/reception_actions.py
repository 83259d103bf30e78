"""All that can happen to reception days, the slots booked in them, and the plan of a year."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from danchu.ground.journal import steps
from danchu.ground.journal import writing as journal
from danchu.ground.journal.models import Audience, Entry
from danchu.ground.journal.steps import NotTheirs, Refused
from danchu.ground.offices.models import Unit
from danchu.ground.people.access import Standing
from danchu.ground.people.models import PostHeld
from danchu.ground.text.codes import new_code, read_code
from danchu.law.calendar import Calendar
from danchu.law.deadlines import deadline
from danchu.law.roles import Role
from danchu.mechanisms.dialogues import reception_rules as rules
from danchu.mechanisms.dialogues.reception_models import Booking, PlanRow, ReceptionDay, YearPlan
from danchu.mechanisms.dialogues.reception_rules import (
    BookingState,
    BookingStep,
    DayState,
    DayStep,
    PlanState,
    PlanStep,
)


@dataclass(frozen=True)
class Hours:
    """When and where a head receives, on one day."""

    starts_at: datetime
    ends_at: datetime
    slot_minutes: int
    place: str = ""
    online_url: str = ""


@dataclass(frozen=True)
class Visitor:
    """Who wishes to be received, and what about."""

    name: str
    phone: str = ""
    about: str = ""
    online: bool = False
    email: str = ""


BEFORE = timedelta(hours=24)  # a visitor is reminded so long before their slot: in the daytime, as the slot is


@dataclass(frozen=True)
class PlannedRow:
    """One dialogue of the year's plan, as typed."""

    when: str
    theme: str
    host: str = ""
    place: str = ""
    invited: str = ""


def parts_in(by: Standing, body_id: int) -> frozenset[Role]:
    """The parts someone plays in the reception days of this body."""
    return frozenset(role for role in (Role.RECEPTION, Role.LEADER) if by.has(role, body_id))


def draw_up(hours: Hours, *, body: Unit, by: Standing, calendar: Calendar, now: datetime) -> ReceptionDay:
    """A day in the calendar of the body's head, not yet posted. Days off are refused."""
    if not parts_in(by, body.pk):
        raise NotTheirs(_("Không tìm thấy việc này."))
    on = _day(hours.starts_at)
    if not calendar.is_working(on):
        raise Refused(_("%(day)s là ngày nghỉ (%(why)s).") % {"day": f"{on:%d/%m/%Y}",
                                                            "why": calendar.explain(on).reason})
    if not (hours.place or hours.online_url):
        raise Refused(_("Cần ghi địa điểm hoặc đường dẫn trực tuyến."))
    by_when = deadline(rules.posted_by(not hours.place), on, calendar)
    head = PostHeld.held_on(on).filter(unit=body, is_head=True).select_related("person").order_by("-held_from").first()
    try:
        with transaction.atomic():
            day = ReceptionDay.objects.create(
                code=new_code(rules.PREFIX, on.year, secrets.token_bytes(8)), state=DayState.DRAWN_UP, body=body,
                host=head, host_words=f"{head.title} {head.person.name}" if head else body.full_name, on=on,
                starts_at=hours.starts_at, ends_at=hours.ends_at, slot_minutes=hours.slot_minutes, place=hours.place,
                online_url=hours.online_url, post_by=by_when.due_on, post_under=by_when.under)
            _tell(day.code, DayStep.DRAW_UP.value, day.body, by=by, now=now, audience=Audience.INTERNAL)
        return day
    except IntegrityError:
        known = ReceptionDay.objects.filter(body=body, on=on, starts_at=hours.starts_at).first()
        return known or draw_up(hours, body=body, by=by, calendar=calendar, now=now)


def post(day: ReceptionDay, *, late_for: str = "", by: Standing, calendar: Calendar, now: datetime) -> ReceptionDay:
    """Post it: 5 working days before or more (Law 42/2013 art. 24(4)); later only for a reason everyone reads."""
    by_when = deadline(rules.posted_by(not day.place), day.on, calendar)
    late = _day(now) > by_when.due_on
    if late and not late_for.strip():
        raise Refused(_("Lịch phải niêm yết chậm nhất ngày %(day)s, %(told)s (%(under)s). Đã quá ngày đó: "
                        "chọn ngày tiếp khác, hoặc ghi lý do niêm yết muộn; lý do được công khai.")
                      % {"day": f"{by_when.due_on:%d/%m/%Y}", "told": by_when.limit.told, "under": by_when.under})
    return _take(DayStep.POST, day, by=by, now=now, posted_at=now, text=late_for.strip() if late else "",
                 posted_late_for=late_for.strip() if late else "")


def call_off(day: ReceptionDay, *, why: str, by: Standing, now: datetime) -> ReceptionDay:
    """The head does not receive that day; whoever booked is told why."""
    if not why.strip():
        raise Refused(_("Cần ghi lý do; lý do được báo cho người dân."))
    return _take(DayStep.CALL_OFF, day, by=by, now=now, why=why, text=why)


def hold_reception(day: ReceptionDay, *, received: int, by: Standing, now: datetime) -> ReceptionDay:
    """The day has been held: how many were received, with or without a booking."""
    if now < day.starts_at:
        raise Refused(_("Chưa đến giờ tiếp."))
    kept = day.bookings.filter(state=BookingState.RECEIVED).count()
    return _take(DayStep.HOLD_RECEPTION, day, by=by, now=now, received_n=max(received, kept),
                 about={"n": max(received, kept)})


def slots_of(day: ReceptionDay) -> list[datetime]:
    """When each slot begins; the last one ends in time."""
    step = timedelta(minutes=day.slot_minutes)
    n = int((day.ends_at - day.starts_at) / step)
    return [day.starts_at + i * step for i in range(n)]


def book(day: ReceptionDay, visitor: Visitor, *, at: datetime, token: UUID, by: Standing, now: datetime) -> Booking:
    """Give a slot to one person, whoever presses first. The same token twice is one booking."""
    if day.state != DayState.POSTED or at not in slots_of(day) or at <= now:
        raise Refused(_("Lượt này không nhận hẹn. Xin chọn lượt khác."))
    known = Booking.objects.filter(token=token).first()
    if known:
        return known
    helped = by if parts_in(by, day.body_id) else None
    try:
        with transaction.atomic():
            booking = Booking.objects.create(
                code=new_code(rules.BOOKING_PREFIX, _day(now).year, secrets.token_bytes(8)), token=token, day=day,
                starts_at=at, state=BookingState.BOOKED, name=visitor.name, phone=visitor.phone, about=visitor.about,
                online=visitor.online, email=visitor.email, booked_at=now, changed_at=now,
                reminded=at - now <= BEFORE, operator=helped.person if helped else None)
            _tell(booking.code, BookingStep.BOOK.value, day.body, by=helped or Standing(None), now=now,
                  audience=Audience.PARTIES)
        return booking
    except IntegrityError:
        again = Booking.objects.filter(token=token).first()
        if again:
            return again
        raise Refused(_("Lượt này vừa có người hẹn. Xin chọn lượt khác.")) from None


def cancel_booking(booking: Booking, *, by: Standing, now: datetime) -> Booking:
    """Give the slot back: whoever booked it, or an officer of the body."""
    if booking.code not in by.proven and not parts_in(by, booking.day.body_id):
        raise NotTheirs(_("Không tìm thấy việc này."))
    return _settle(BookingStep.CANCEL_BOOKING, booking, (BookingState.BOOKED,), by=by, now=now,
                   state=BookingState.CANCELLED)


def move_booking(booking: Booking, *, day: ReceptionDay, at: datetime, by: Standing, now: datetime) -> Booking:
    """To another free slot of the same body, on the same day or another: by whoever booked it, or an officer."""
    if booking.code not in by.proven and not parts_in(by, booking.day.body_id):
        raise NotTheirs(_("Không tìm thấy việc này."))
    if day.body_id != booking.day.body_id or day.state != DayState.POSTED or at not in slots_of(day) or at <= now:
        raise Refused(_("Lượt này không nhận hẹn. Xin chọn lượt khác."))
    try:
        return _settle(BookingStep.MOVE_BOOKING, booking, (BookingState.BOOKED,), by=by, now=now, day=day, starts_at=at,
                       reminded=at - now <= BEFORE)
    except IntegrityError:
        raise Refused(_("Lượt này vừa có người hẹn. Xin chọn lượt khác.")) from None


def remind_booking(booking: Booking, *, by: Standing, now: datetime) -> Booking:
    """Their slot is tomorrow: whoever left an address is told again."""
    if not by.is_clock:
        raise NotTheirs(_("Không tìm thấy việc này."))
    return _settle(BookingStep.REMIND_BOOKING, booking, (BookingState.BOOKED,), by=by, now=now, reminded=True)


def record(booking: Booking, *, came: bool, result: str = "", case: str = "", by: Standing, now: datetime) -> Booking:
    """What came of it; a case that arose is linked by its code."""
    if not parts_in(by, booking.day.body_id):
        raise NotTheirs(_("Không tìm thấy việc này."))
    code = _case(case) if case.strip() else ""
    with transaction.atomic():
        taken = _settle(BookingStep.RECORD, booking, (BookingState.BOOKED, BookingState.RECEIVED, BookingState.ABSENT),
                        by=by, now=now, result=result, case_code=code,
                        state=BookingState.RECEIVED if came else BookingState.ABSENT)
        if code:
            journal.link(code, booking.day.code, "raised_in", at=now)
    return taken


# --- the plan of a year --------------------------------------------------------------------------

def draft_plan(body: Unit, year: int, *, rows: list[PlannedRow], by: Standing, now: datetime) -> YearPlan:
    """Write the plan anew. One already approved goes back to a draft: what was agreed to is no longer what it says."""
    if not parts_in(by, body.pk):
        raise NotTheirs(_("Không tìm thấy việc này."))
    with transaction.atomic():
        plan, _new = YearPlan.objects.select_for_update().get_or_create(
            body=body, year=year, defaults={"state": PlanState.DRAFT})
        if plan.state == PlanState.PUBLISHED:
            raise Refused(_("Kế hoạch đã công khai. Buổi phát sinh thì lên kế hoạch từng buổi."))
        steps.change(plan, {"state": PlanState.DRAFT, "approved_words": ""})
        plan.rows.all().delete()
        PlanRow.objects.bulk_create([PlanRow(plan=plan, at=n, **vars(row)) for n, row in enumerate(rows, 1)])
        _tell(rules.plan_subject(body.pk, year), PlanStep.DRAFT_PLAN.value, body, by=by, now=now,
              audience=Audience.INTERNAL)
    return plan


def approve_plan(plan: YearPlan, *, by: Standing, now: datetime) -> YearPlan:
    """The head agrees to it."""
    if not by.has(Role.LEADER, plan.body_id):
        raise NotTheirs(_("Không tìm thấy việc này."))
    if not plan.rows.exists():
        raise Refused(_("Kế hoạch chưa có buổi nào."))
    words = f"{by.title_in(plan.body_id)} {by.person.name if by.person else ''}".strip()
    return _plan(PlanStep.APPROVE_PLAN, plan, PlanState.DRAFT, by=by, now=now, approved_words=words)


def publish_plan(plan: YearPlan, *, by: Standing, now: datetime) -> YearPlan:
    """Everyone reads it."""
    if not parts_in(by, plan.body_id):
        raise NotTheirs(_("Không tìm thấy việc này."))
    return _plan(PlanStep.PUBLISH_PLAN, plan, PlanState.APPROVED, by=by, now=now, published_at=now)


def _plan(step: PlanStep, plan: YearPlan, before: PlanState, *, by: Standing, now: datetime,
          **changes: Any) -> YearPlan:
    if plan.state != before:
        raise Refused(_("Việc này đã sang bước khác, nên không làm bước này được nữa. Hãy tải lại trang."))
    with transaction.atomic():
        steps.change(plan, {"state": rules.PLAN_AFTER[before], **changes})
        _tell(rules.plan_subject(plan.body_id, plan.year), step.value, plan.body, by=by, now=now,
              audience=Audience.PUBLIC if step is PlanStep.PUBLISH_PLAN else Audience.INTERNAL)
    return plan


# --- how each of them happens ----------------------------------------------------------------------

def _take(step: DayStep, day: ReceptionDay, *, by: Standing, now: datetime, text: str = "",
          about: dict[str, Any] | None = None, **changes: Any) -> ReceptionDay:
    posted = day.posted_at or changes.get("posted_at")
    return steps.take(step, day, journey=rules.DAY_JOURNEY, parts=parts_in(by, day.body_id), by=by.person,
                      unit=day.body, now=now, audience=Audience.PUBLIC if posted else Audience.INTERNAL, about=about,
                      text=text, changed_at=now, **changes)


def _settle(step: BookingStep, booking: Booking, before: tuple[BookingState, ...], *, by: Standing, now: datetime,
            **changes: Any) -> Booking:
    if BookingState(booking.state) not in before:
        raise Refused(_("Việc này đã sang bước khác, nên không làm bước này được nữa. Hãy tải lại trang."))
    with transaction.atomic():
        steps.change(booking, {"changed_at": now, **changes})
        _tell(booking.code, step.value, booking.day.body, by=by, now=now, audience=Audience.PARTIES)
    return booking


def _tell(code: str, verb: str, body: Unit, *, by: Standing, now: datetime, audience: Audience) -> None:
    parts = parts_in(by, body.pk)
    role = (Role.LEADER if Role.LEADER in parts else Role.RECEPTION if parts else
            Role.CLOCK if by.is_clock else Role.SENDER)
    journal.write(code, verb, at=now, role=role.value, by=by.person if parts else None, unit=body, audience=audience)


def _case(code: str) -> str:
    known = read_code(code)
    if known is None or not Entry.objects.filter(subject=known).exists():
        raise Refused(_("Không tìm thấy mã “%(code)s”.") % {"code": code[:40]})
    return known


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()
