"""The journeys of a dialogue and of a question asked in it. Tables, and nothing else."""

from enum import StrEnum

from danchu.law.limits import Duty
from danchu.law.motto import Verb
from danchu.law.roles import Role

PREFIX = "DT"
QUESTION_PREFIX = "CH"
PREFIXES = (PREFIX, QUESTION_PREFIX, "DN")  # whose papers are kept here: of a dialogue, an answer, a request for one
MOTTO = (Verb.DISCUSS, Verb.SUPERVISE)


class Kind(StrEnum):
    PERIODIC = "periodic"  # đối thoại định kỳ
    AD_HOC = "ad_hoc"  # đối thoại đột xuất
    ON_REQUEST = "on_request"  # đối thoại theo đề nghị của cử tri
    THEMATIC_BRIEFING = "thematic_briefing"  # giao ban chuyên đề
    VILLAGE_CONFERENCE = "village_conference"  # hội nghị thôn, tổ dân phố


class State(StrEnum):
    PLANNED = "planned"  # đã lên kế hoạch
    ANNOUNCED = "announced"  # đã thông báo
    COLLECTING = "collecting"  # đang nhận câu hỏi
    IN_SESSION = "in_session"  # đang diễn ra
    HELD = "held"  # đã tổ chức
    MINUTES_DRAFTED = "minutes_drafted"  # đã có dự thảo biên bản
    APPROVED = "approved"  # biên bản đã duyệt
    PUBLISHED = "published"  # đã công khai kết quả
    FOLLOWING_UP = "following_up"  # đang theo dõi việc đã hứa
    CLOSED = "closed"  # đã kết thúc
    POSTPONED = "postponed"  # hoãn
    CANCELLED = "cancelled"  # hủy


class Step(StrEnum):
    PLAN = "plan"  # lên kế hoạch
    CHANGE = "change"  # sửa thông tin
    ANNOUNCE = "announce"  # thông báo
    OPEN = "open"  # mở nhận câu hỏi
    BEGIN = "begin"  # khai mạc
    HOLD = "hold"  # ghi đã tổ chức
    ARRANGE = "arrange"  # xếp chương trình
    TURN_TO = "turn_to"  # sang mục khác của chương trình
    COUNT = "count"  # ghi người dự
    DRAFT_MINUTES = "draft_minutes"  # trình biên bản, kết luận
    SEND_BACK = "send_back"  # trả lại bản trình
    APPROVE = "approve"  # duyệt biên bản, kết luận
    PUBLISH = "publish"  # công khai kết quả
    FOLLOW_UP = "follow_up"  # theo dõi việc đã hứa
    CLOSE = "close"  # kết thúc
    POSTPONE = "postpone"  # hoãn
    CANCEL = "cancel"  # hủy
    REMIND = "remind"  # nhắc hẹn
    INVITE = "invite"  # nhắc người theo dõi sắp đến ngày họp
    FALL_OVERDUE = "fall_overdue"  # quá hạn công khai kết quả
    RECOUNT = "recount"  # tính lại ngày hẹn


class Channel(StrEnum):
    ONLINE = "online"  # gửi trên mạng
    COUNTER = "counter"  # nói tại quầy
    PAPER = "paper"  # phiếu hỏi, giấy
    PHONE = "phone"  # gọi điện
    LIVE = "live"  # hỏi tại hội trường


class Naming(StrEnum):
    """Who may know who asks. Leaving no name at all is always allowed."""

    SHOWN = "shown"  # nêu tên cùng câu hỏi
    ORGANISER = "organiser"  # chỉ ban tổ chức biết tên


class QuestionState(StrEnum):
    SENT = "sent"  # mới gửi, chờ xem
    TAKEN = "taken"  # đã nhận vào buổi đối thoại
    GROUPED = "grouped"  # đã gộp vào câu hỏi cùng ý
    ANSWERED = "answered"  # trả lời tại chỗ
    OWED = "owed"  # hẹn trả lời bằng văn bản
    DELIVERED = "delivered"  # đã trả lời bằng văn bản
    COMMITTED = "committed"  # thành cam kết
    PASSED_ON = "passed_on"  # chuyển thành đơn
    NOT_TAKEN = "not_taken"  # không nhận, có lý do


class QuestionStep(StrEnum):
    ASK = "ask"  # hỏi
    SHOW = "show"  # công khai câu hỏi
    TAKE = "take"  # nhận, không công khai nội dung
    HIDE = "hide"  # gỡ khỏi trang công khai
    GROUP = "group"  # gộp câu hỏi cùng ý
    UNGROUP = "ungroup"  # tách câu hỏi đã gộp
    CALL = "call"  # mời trả lời câu này
    ANSWER = "answer"  # ghi câu trả lời tại chỗ
    OWE = "owe"  # hẹn trả lời bằng văn bản
    DELIVER = "deliver"  # trả lời bằng văn bản
    COMMIT = "commit"  # ghi thành cam kết
    PASS_ON = "pass_on"  # chuyển thành đơn
    NOT_TAKE = "not_take"  # không nhận
    OWE_OVERDUE = "owe_overdue"  # quá hẹn trả lời bằng văn bản


class Reason(StrEnum):
    """Why a question is not taken: coded, so that it can be counted and looked at."""

    NOT_OURS = "not_ours"  # không thuộc thẩm quyền
    NOT_A_QUESTION = "not_a_question"  # không nêu việc cụ thể
    ALREADY_ANSWERED = "already_answered"  # đã trả lời ở buổi trước, có đường dẫn
    INSULTING = "insulting"  # chỉ có lời lẽ xúc phạm
    PRIVATE_MATTER = "private_matter"  # việc riêng, đã hướng dẫn gửi đơn
    DENUNCIATION = "denunciation"  # là tố cáo: đi theo đường kín của Luật Tố cáo
    SECRET = "secret"  # thuộc bí mật nhà nước
    NO_TIME = "no_time"  # hết giờ, người hỏi đồng ý để buổi sau


COUNTED = "counted"  # what a page counts changed by itself: no step, nobody's version
STAY = None  # it stands where it stood
RETURN = "return"  # back to where it stood before

_DESK = (Role.RECEPTION, Role.LEADER)
_BEFORE = (State.PLANNED, State.ANNOUNCED, State.COLLECTING, State.POSTPONED)
_AFTER = (State.HELD, State.MINUTES_DRAFTED, State.APPROVED)
DONE = (State.PUBLISHED, State.FOLLOWING_UP, State.CLOSED)
COMING = (State.ANNOUNCED, State.COLLECTING, State.IN_SESSION, State.POSTPONED)
OWES_RESULTS = _AFTER  # held, and its results not yet public
TAKES_QUESTIONS = (State.COLLECTING, State.IN_SESSION)

_ROWS: tuple[tuple[tuple[State, ...], Step, tuple[Role, ...], State | None], ...] = (
    # where it stands                     the step            whose step it is           where it stands then
    (_BEFORE, Step.CHANGE, _DESK, STAY),
    ((State.PLANNED, State.POSTPONED), Step.ANNOUNCE, _DESK, State.ANNOUNCED),
    ((State.ANNOUNCED,), Step.OPEN, (*_DESK, Role.CLOCK), State.COLLECTING),
    ((State.ANNOUNCED, State.COLLECTING), Step.BEGIN, _DESK, State.IN_SESSION),
    ((State.ANNOUNCED, State.COLLECTING, State.IN_SESSION), Step.HOLD, _DESK, State.HELD),
    ((*_BEFORE, State.IN_SESSION), Step.ARRANGE, _DESK, STAY),
    ((State.IN_SESSION,), Step.TURN_TO, _DESK, STAY),
    ((State.IN_SESSION, State.HELD, State.MINUTES_DRAFTED), Step.COUNT, _DESK, STAY),
    ((State.HELD, State.MINUTES_DRAFTED), Step.DRAFT_MINUTES, _DESK, State.MINUTES_DRAFTED),
    ((State.MINUTES_DRAFTED,), Step.SEND_BACK, (Role.LEADER,), State.HELD),
    ((State.MINUTES_DRAFTED,), Step.APPROVE, (Role.LEADER,), State.APPROVED),
    ((State.APPROVED,), Step.PUBLISH, _DESK, State.PUBLISHED),
    ((State.PUBLISHED,), Step.FOLLOW_UP, (*_DESK, Role.CLOCK), State.FOLLOWING_UP),
    ((State.PUBLISHED, State.FOLLOWING_UP), Step.CLOSE, (Role.LEADER,), State.CLOSED),
    ((State.PLANNED, State.ANNOUNCED, State.COLLECTING), Step.POSTPONE, _DESK, State.POSTPONED),
    (_BEFORE, Step.CANCEL, (Role.LEADER,), State.CANCELLED),
    ((State.PLANNED, State.POSTPONED, *_AFTER), Step.REMIND, (Role.CLOCK,), STAY),
    ((State.ANNOUNCED, State.COLLECTING), Step.INVITE, (Role.CLOCK,), STAY),
    (_AFTER, Step.FALL_OVERDUE, (Role.CLOCK,), STAY),
    (_AFTER, Step.RECOUNT, (Role.CLOCK,), STAY),
)
JOURNEY = {(state, step): (roles, after) for states, step, roles, after in _ROWS for state in states}

ENDINGS = (QuestionState.ANSWERED, QuestionState.OWED, QuestionState.DELIVERED, QuestionState.COMMITTED,
           QuestionState.PASSED_ON, QuestionState.NOT_TAKEN)
_WAITS = (QuestionState.SENT, QuestionState.TAKEN)
_MAY_END = (*_WAITS, *(state for state in ENDINGS if state != QuestionState.DELIVERED))  # an ending can be corrected

_QUESTION_ROWS: tuple[tuple[tuple[QuestionState, ...], QuestionStep, tuple[Role, ...],
                            QuestionState | str | None], ...] = (
    # where it stands                     the step            whose step it is           where it stands then
    ((QuestionState.SENT,), QuestionStep.SHOW, _DESK, QuestionState.TAKEN),
    ((QuestionState.TAKEN, *ENDINGS), QuestionStep.SHOW, _DESK, STAY),
    ((QuestionState.SENT,), QuestionStep.TAKE, _DESK, QuestionState.TAKEN),
    ((QuestionState.TAKEN, QuestionState.GROUPED, *ENDINGS), QuestionStep.HIDE, _DESK, STAY),
    (_WAITS, QuestionStep.GROUP, _DESK, QuestionState.GROUPED),
    ((QuestionState.GROUPED,), QuestionStep.UNGROUP, _DESK, RETURN),
    (_MAY_END, QuestionStep.CALL, _DESK, STAY),
    (_MAY_END, QuestionStep.ANSWER, _DESK, QuestionState.ANSWERED),
    (_MAY_END, QuestionStep.OWE, _DESK, QuestionState.OWED),
    (_MAY_END, QuestionStep.COMMIT, _DESK, QuestionState.COMMITTED),
    (_MAY_END, QuestionStep.PASS_ON, _DESK, QuestionState.PASSED_ON),
    (_MAY_END, QuestionStep.NOT_TAKE, _DESK, QuestionState.NOT_TAKEN),
    ((QuestionState.OWED,), QuestionStep.DELIVER, _DESK, QuestionState.DELIVERED),
    ((QuestionState.OWED,), QuestionStep.OWE_OVERDUE, (Role.CLOCK,), STAY),
)
QUESTION_JOURNEY = {(state, step): (roles, after) for states, step, roles, after in _QUESTION_ROWS for state in states}

# In which states of the dialogue a step of its questions may be taken. What is not named: as long as it is not over.
_UNTIL_APPROVED = (State.IN_SESSION, State.HELD, State.MINUTES_DRAFTED)
_UNTIL_PUBLISHED = (State.ANNOUNCED, State.COLLECTING, State.POSTPONED, *_UNTIL_APPROVED)
WHEN = {
    QuestionStep.ASK: (State.COLLECTING, State.IN_SESSION),
    QuestionStep.SHOW: (*_UNTIL_PUBLISHED, State.APPROVED, *DONE),
    QuestionStep.HIDE: (*_UNTIL_PUBLISHED, State.APPROVED, *DONE, State.CANCELLED),
    QuestionStep.TAKE: _UNTIL_PUBLISHED,
    QuestionStep.GROUP: _UNTIL_PUBLISHED,
    QuestionStep.UNGROUP: _UNTIL_PUBLISHED,
    QuestionStep.CALL: (State.IN_SESSION,),
    QuestionStep.ANSWER: _UNTIL_APPROVED,
    QuestionStep.OWE: _UNTIL_APPROVED,
    QuestionStep.COMMIT: _UNTIL_APPROVED,
    QuestionStep.PASS_ON: (*_UNTIL_PUBLISHED, State.CANCELLED),  # what was asked for a meeting that never was
    QuestionStep.NOT_TAKE: (*_UNTIL_PUBLISHED, State.CANCELLED),
    QuestionStep.DELIVER: (State.HELD, State.MINUTES_DRAFTED, State.APPROVED, *DONE),
    QuestionStep.OWE_OVERDUE: (State.HELD, State.MINUTES_DRAFTED, State.APPROVED, *DONE),
}

# By which duty a kind is announced; every other kind by the dialogue conference's own.
ANNOUNCED_BY = {Kind.VILLAGE_CONFERENCE: Duty.CALL_VILLAGE_CONFERENCE}


def announced_by(kind: Kind) -> Duty:
    """The duty that says how long before it must be announced (Law 72/2025 art. 43; Decree 59/2023 art. 11)."""
    return ANNOUNCED_BY.get(kind, Duty.ANNOUNCE_DIALOGUE)


def may(state: State, step: Step, roles: frozenset[Role]) -> bool:
    """Whether someone playing these parts may take this step of a dialogue now."""
    row = JOURNEY.get((state, step))
    return row is not None and bool(roles & set(row[0]))


def steps_open_to(state: State, roles: frozenset[Role]) -> tuple[Step, ...]:
    """Every step of a dialogue these parts may take from here, in the order of the journey."""
    return tuple(step for step in Step if may(state, step, roles))


def question_steps_open_to(dialogue: State, state: QuestionState, roles: frozenset[Role]) -> tuple[QuestionStep, ...]:
    """Every step of a question these parts may take while its dialogue stands where it does."""
    return tuple(step for step in QuestionStep
                 if (row := QUESTION_JOURNEY.get((state, step))) and roles & set(row[0])
                 and dialogue in WHEN.get(step, ()))


# Who may read that a step was taken. What is not named here, anyone.
AUDIENCES = {
    Step.PLAN: "internal",
    Step.ARRANGE: "internal",
    Step.TURN_TO: "internal",
    Step.DRAFT_MINUTES: "internal",
    Step.SEND_BACK: "internal",
    Step.APPROVE: "internal",
    Step.REMIND: "internal",
    QuestionStep.ASK: "parties",
    QuestionStep.TAKE: "parties",
    QuestionStep.HIDE: "parties",
    QuestionStep.CALL: "internal",
}
