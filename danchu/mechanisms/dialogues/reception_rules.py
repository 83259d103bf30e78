"""The journeys of a head's reception day, of a booking in it, and of a unit's year plan. Tables, and nothing else."""

from enum import StrEnum

from danchu.law.limits import Duty
from danchu.law.roles import Role

PREFIX = "TD"
BOOKING_PREFIX = "LH"


class DayState(StrEnum):
    DRAWN_UP = "drawn_up"  # dự kiến
    POSTED = "posted"  # đã niêm yết
    HELD = "held"  # đã tiếp
    CALLED_OFF = "called_off"  # nghỉ tiếp, có lý do


class DayStep(StrEnum):
    DRAW_UP = "draw_up"  # lập lịch
    POST = "post"  # niêm yết
    CALL_OFF = "call_off"  # báo nghỉ tiếp
    HOLD_RECEPTION = "hold_reception"  # ghi đã tiếp


class BookingState(StrEnum):
    BOOKED = "booked"  # đã hẹn
    CANCELLED = "cancelled"  # đã hủy hẹn
    RECEIVED = "received"  # đã được tiếp
    ABSENT = "absent"  # không đến


class BookingStep(StrEnum):
    BOOK = "book"  # đặt hẹn
    MOVE_BOOKING = "move_booking"  # đổi sang lượt khác
    CANCEL_BOOKING = "cancel_booking"  # hủy hẹn
    REMIND_BOOKING = "remind_booking"  # nhắc hẹn
    RECORD = "record"  # ghi kết quả tiếp


class PlanState(StrEnum):
    DRAFT = "draft"  # dự thảo
    APPROVED = "approved"  # đã duyệt
    PUBLISHED = "published"  # đã công khai


class PlanStep(StrEnum):
    DRAFT_PLAN = "draft_plan"  # soạn kế hoạch năm
    APPROVE_PLAN = "approve_plan"  # duyệt kế hoạch năm
    PUBLISH_PLAN = "publish_plan"  # công khai kế hoạch năm


def plan_subject(body: int, year: int) -> str:
    """Under what the journal keeps the steps of a plan: it has no code that citizens type."""
    return f"KHDT-{year}-{body}"


_DESK = (Role.RECEPTION, Role.LEADER)
DAY_JOURNEY: dict[tuple[DayState, DayStep], tuple[tuple[Role, ...], DayState]] = {
    # where it stands, the step                       whose step it is, where it stands then
    (DayState.DRAWN_UP, DayStep.POST): (_DESK, DayState.POSTED),
    (DayState.DRAWN_UP, DayStep.CALL_OFF): (_DESK, DayState.CALLED_OFF),
    (DayState.POSTED, DayStep.CALL_OFF): (_DESK, DayState.CALLED_OFF),
    (DayState.POSTED, DayStep.HOLD_RECEPTION): (_DESK, DayState.HELD),
}
PLAN_AFTER = {PlanState.DRAFT: PlanState.APPROVED, PlanState.APPROVED: PlanState.PUBLISHED}


def posted_by(online: bool) -> Duty:
    """The duty that says how long before a day must be posted (Law 42/2013 art. 24(4); Decree 154/2026)."""
    return Duty.ANNOUNCE_ONLINE_RECEPTION if online else Duty.POST_RECEPTION_CALENDAR
