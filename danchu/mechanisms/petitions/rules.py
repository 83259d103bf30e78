"""The journey of a petition: which step may follow which, and whose step it is. Tables, and nothing else."""

from enum import StrEnum

from danchu.law.limits import Duty
from danchu.law.motto import Verb
from danchu.law.roles import Role

PREFIX = "KN"
MOTTO = (Verb.INSPECT, Verb.SUPERVISE, Verb.BENEFIT)
SHOWN_FROM = 10  # no figure is shown for a group of fewer cases than this


class Kind(StrEnum):
    FEEDBACK = "feedback"  # phản ánh
    PROPOSAL = "proposal"  # kiến nghị
    CONTRIBUTION = "contribution"  # góp ý
    INITIATIVE = "initiative"  # sáng kiến
    COMPLAINT = "complaint"  # khiếu nại


class Lane(StrEnum):
    PUBLIC = "public"  # công khai (sau khi che dữ liệu cá nhân)
    OFFICE = "office"  # chỉ cơ quan xử lý đọc


class Channel(StrEnum):
    WEB = "web"  # gửi trên mạng
    COUNTER = "counter"  # nói tại quầy tiếp dân
    PHONE = "phone"  # gọi điện
    PAPER = "paper"  # đơn giấy
    IMPORT = "import"  # chuyển từ sổ cũ


class State(StrEnum):
    SUBMITTED = "submitted"  # mới gửi
    RECEIVED = "received"  # đã tiếp nhận
    ACCEPTED = "accepted"  # đã thụ lý
    ASSIGNED = "assigned"  # đã giao phòng, ban
    IN_HAND = "in_hand"  # cán bộ đang xử lý
    DRAFTED = "drafted"  # chờ duyệt trả lời
    APPROVED = "approved"  # trả lời đã duyệt
    WAITING = "waiting"  # chờ người gửi bổ sung
    ANSWERED = "answered"  # đã trả lời
    CLOSED = "closed"  # đã kết thúc
    REFUSED = "refused"  # không thụ lý
    REDIRECTED = "redirected"  # đã chuyển cơ quan ngoài hệ thống
    MERGED = "merged"  # đã gộp
    WITHDRAWN = "withdrawn"  # người gửi đã rút


class Step(StrEnum):
    SUBMIT = "submit"  # gửi
    RECEIVE = "receive"  # tiếp nhận
    RECLASSIFY = "reclassify"  # phân loại lại
    ACCEPT = "accept"  # thụ lý
    REFUSE = "refuse"  # không thụ lý
    PASS_ON = "pass_on"  # chuyển cơ quan khác
    REDIRECT = "redirect"  # chuyển cơ quan ngoài hệ thống
    ASSIGN = "assign"  # giao phòng, ban
    HAND_TO = "hand_to"  # giao cán bộ
    DRAFT = "draft"  # trình trả lời
    SEND_BACK = "send_back"  # trả lại bản trình
    APPROVE = "approve"  # duyệt trả lời
    ANSWER = "answer"  # trả lời
    PUBLISH = "publish"  # công khai
    UNPUBLISH = "unpublish"  # gỡ công khai
    ASK = "ask"  # hỏi lại người gửi
    REPLY = "reply"  # người gửi bổ sung
    RESUME = "resume"  # xử lý tiếp
    EXTEND = "extend"  # gia hạn
    MERGE = "merge"  # gộp
    SEPARATE = "separate"  # tách việc đã gộp
    WITHDRAW = "withdraw"  # rút
    RATE = "rate"  # đánh giá
    REOPEN = "reopen"  # mở lại
    CLOSE = "close"  # kết thúc
    STOP_LETTERS = "stop_letters"  # thôi nhận thư
    NOTE = "note"  # ghi chú nội bộ
    ATTACH = "attach"  # kèm ảnh, giấy tờ của cơ quan
    REMIND = "remind"  # nhắc hẹn
    REMIND_SENDER = "remind_sender"  # nhắc người gửi trả lời câu hỏi
    FALL_OVERDUE = "fall_overdue"  # quá hẹn
    RECOUNT = "recount"  # tính lại ngày hẹn
    RECORD = "record"  # ghi lại trả lời từ sổ cũ
    RECORD_REFUSAL = "record_refusal"  # ghi lại việc không thụ lý từ sổ cũ
    RECORD_PASSING_ON = "record_passing_on"  # ghi lại việc chuyển đơn từ sổ cũ


class Stage(StrEnum):
    """What the public asks for: several states are one stage."""

    OPEN = "open"  # đang giải quyết
    ANSWERED = "answered"  # đã trả lời
    ELSEWHERE = "elsewhere"  # không thụ lý, đã chuyển, đã gộp


class Solved(StrEnum):
    YES = "yes"  # đã giải quyết
    PART = "part"  # giải quyết một phần
    NO = "no"  # chưa giải quyết


class Outcome(StrEnum):
    ON_TIME = "on_time"  # đúng hẹn
    EXTENDED = "extended"  # gia hạn có lý do, rồi đúng hẹn
    LATE = "late"  # quá hẹn


STAY = None  # the case stays where it stands
RETURN = "return"  # back to where it stood before it waited, or was merged

_NEW = (State.SUBMITTED, State.RECEIVED)
_AT_WORK = (State.ACCEPTED, State.ASSIGNED, State.IN_HAND)
_BEING_ANSWERED = (*_AT_WORK, State.DRAFTED, State.APPROVED)
ENDED_UNANSWERED = (State.REFUSED, State.REDIRECTED, State.MERGED, State.WITHDRAWN)
OPEN = (*_NEW, *_BEING_ANSWERED, State.WAITING)
TO_COME = (*OPEN, State.ANSWERED)  # there is news to come of it here
DONE = (State.ANSWERED, State.CLOSED, State.REFUSED, State.REDIRECTED, State.MERGED, State.WITHDRAWN)
_KNOWN = (*_BEING_ANSWERED, State.WAITING, State.ANSWERED, State.CLOSED)

STAGES = {
    **{state: Stage.OPEN for state in OPEN},
    **{state: Stage.ELSEWHERE for state in DONE},
    State.ANSWERED: Stage.ANSWERED,
    State.CLOSED: Stage.ANSWERED,
}
HAS_OUTCOME = Stage.ANSWERED  # the answer gives it, opening the case again takes it away

_DESK = (Role.RECEPTION, Role.LEADER)
_ANYONE_INSIDE = (Role.RECEPTION, Role.HANDLER, Role.LEADER)

_ROWS: tuple[tuple[tuple[State, ...], Step, tuple[Role, ...], State | str | None], ...] = (
    # where it stands                  the step           whose step it is      where it stands then
    ((State.SUBMITTED,), Step.RECEIVE, _DESK, State.RECEIVED),
    (_NEW, Step.ACCEPT, _DESK, State.ACCEPTED),
    (_NEW, Step.REFUSE, _DESK, State.REFUSED),
    ((*_NEW, *_AT_WORK), Step.PASS_ON, _DESK, State.SUBMITTED),
    ((*_NEW, *_AT_WORK), Step.REDIRECT, _DESK, State.REDIRECTED),
    ((*_NEW, State.ACCEPTED), Step.RECLASSIFY, _DESK, STAY),
    (_AT_WORK, Step.ASSIGN, _DESK, State.ASSIGNED),
    ((State.ASSIGNED, State.IN_HAND), Step.HAND_TO, (Role.HANDLER, Role.LEADER), State.IN_HAND),
    ((State.ASSIGNED, State.IN_HAND), Step.DRAFT, (Role.HANDLER, Role.LEADER), State.DRAFTED),
    ((State.DRAFTED,), Step.SEND_BACK, (Role.LEADER,), State.IN_HAND),
    ((State.DRAFTED,), Step.APPROVE, (Role.LEADER,), State.APPROVED),
    ((State.APPROVED,), Step.ANSWER, _ANYONE_INSIDE, State.ANSWERED),
    (_KNOWN, Step.PUBLISH, _DESK, STAY),
    ((*_KNOWN, State.REFUSED, State.MERGED), Step.UNPUBLISH, _DESK, STAY),
    ((State.RECEIVED, *_AT_WORK), Step.ASK, _ANYONE_INSIDE, State.WAITING),
    ((State.WAITING,), Step.REPLY, (Role.SENDER, Role.RECEPTION), RETURN),
    ((State.WAITING,), Step.RESUME, (*_ANYONE_INSIDE, Role.CLOCK), RETURN),
    ((*_BEING_ANSWERED, State.WAITING), Step.EXTEND, (Role.LEADER,), STAY),
    ((*_NEW, *_AT_WORK), Step.MERGE, _ANYONE_INSIDE, State.MERGED),
    ((State.MERGED,), Step.SEPARATE, (*_ANYONE_INSIDE, Role.CLOCK), RETURN),
    ((*OPEN, State.MERGED), Step.WITHDRAW, (Role.SENDER,), State.WITHDRAWN),
    ((State.ANSWERED,), Step.RATE, (Role.SENDER,), State.CLOSED),
    ((State.ANSWERED, State.CLOSED), Step.REOPEN, (Role.SENDER,), State.ACCEPTED),
    ((*OPEN, *DONE), Step.STOP_LETTERS, (Role.SENDER,), STAY),
    ((State.ANSWERED,), Step.CLOSE, (Role.CLOCK,), State.CLOSED),
    ((*OPEN, *DONE), Step.NOTE, _ANYONE_INSIDE, STAY),
    ((State.RECEIVED, *_KNOWN), Step.ATTACH, _ANYONE_INSIDE, STAY),
    (OPEN, Step.REMIND, (Role.CLOCK,), STAY),
    ((State.WAITING,), Step.REMIND_SENDER, (Role.CLOCK,), STAY),
    (OPEN, Step.FALL_OVERDUE, (Role.CLOCK,), STAY),
    (OPEN, Step.RECOUNT, (Role.CLOCK,), STAY),
    ((State.SUBMITTED,), Step.RECORD, (Role.CLOCK,), State.ANSWERED),
    ((State.SUBMITTED,), Step.RECORD_REFUSAL, (Role.CLOCK,), State.REFUSED),
    ((State.SUBMITTED,), Step.RECORD_PASSING_ON, (Role.CLOCK,), State.REDIRECTED),
)
JOURNEY = {(state, step): (roles, after) for states, step, roles, after in _ROWS for state in states}

PROMISES = {
    # kind and step after which something is owed → the duty that says by when
    (Kind.COMPLAINT, Step.SUBMIT): Duty.ACCEPT_COMPLAINT,
    (Kind.COMPLAINT, Step.ACCEPT): Duty.DECIDE_COMPLAINT,
    (Kind.COMPLAINT, Step.REOPEN): Duty.DECIDE_COMPLAINT,
}


class Reason(StrEnum):
    """Why a petition is not taken up: coded, so that it can be counted and looked at."""

    NOT_OURS = "not_ours"  # không thuộc thẩm quyền
    NO_CONTENT = "no_content"  # không có nội dung rõ ràng để xem xét
    ALREADY_DECIDED = "already_decided"  # đã có quyết định, kết luận có hiệu lực
    IN_COURT = "in_court"  # tòa án đang hoặc đã giải quyết
    OUT_OF_TIME = "out_of_time"  # quá thời hiệu khiếu nại
    NOT_AFFECTED = "not_affected"  # người gửi không có quyền, lợi ích liên quan trực tiếp
    INSULTING = "insulting"  # chỉ có lời lẽ xúc phạm, không có việc cụ thể
    DENUNCIATION = "denunciation"  # là tố cáo: phải gửi theo đường kín của Luật Tố cáo


def next_state(state: State, step: Step, before: State | None) -> State | None:
    """Where the case stands after the step; None where the step may not be taken from here."""
    row = JOURNEY.get((state, step))
    if row is None:
        return None
    after = row[1]
    if after == RETURN:
        return before
    return state if after is STAY else State(after)


def may(state: State, step: Step, roles: frozenset[Role]) -> bool:
    """Whether someone playing these parts in the case may take this step now."""
    row = JOURNEY.get((state, step))
    return row is not None and bool(roles & set(row[0]))


NEVER_ON = {Lane.OFFICE: frozenset({Step.PUBLISH})}  # the sender let nobody but the office read it


def steps_open_to(state: State, roles: frozenset[Role], lane: Lane = Lane.PUBLIC) -> tuple[Step, ...]:
    """Every step these parts may take from here, in the order of the journey."""
    never = NEVER_ON.get(lane, frozenset())
    return tuple(step for step in Step if step not in never and may(state, step, roles))


def duty_after(kind: Kind, step: Step) -> Duty | None:
    """What is owed once this step is taken; None where an earlier promise goes on."""
    default = Duty.TELL_SENDER if step in (Step.SUBMIT, Step.REOPEN) else None
    return PROMISES.get((kind, step), default)


def outcome(answered_on_or_before_due: bool, extended: bool) -> Outcome:
    """How a promise was kept. Extended and then late is late."""
    if not answered_on_or_before_due:
        return Outcome.LATE
    return Outcome.EXTENDED if extended else Outcome.ON_TIME


# Who may read that a step was taken. What is not named here, anyone who may see the case at all.
AUDIENCES = {
    Step.HAND_TO: "internal",
    Step.DRAFT: "internal",
    Step.SEND_BACK: "internal",
    Step.APPROVE: "internal",
    Step.NOTE: "internal",
    Step.ASK: "parties",
    Step.REMIND_SENDER: "parties",
    Step.ATTACH: "parties",
    Step.REPLY: "parties",
    Step.STOP_LETTERS: "parties",
    Step.UNPUBLISH: "parties",
}
