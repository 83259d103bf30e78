"""The journeys of a promise (cam kết) and of a work done together (việc chung). Tables, and nothing else."""

from datetime import date
from enum import StrEnum

from danchu.law.motto import Verb
from danchu.law.roles import Role

PREFIX = "CK"
WORK_PREFIX = "VC"
PREFIXES = (PREFIX, WORK_PREFIX)
MOTTO = (Verb.DO, Verb.INSPECT)
SHOWN_FROM = 10  # of fewer promises no share is worked out, of fewer households no number is shown


# --- promises ------------------------------------------------------------------------------------

class Origin(StrEnum):
    """Where a promise was born."""

    DIALOGUE = "dialogue"  # hội nghị đối thoại
    PETITION = "petition"  # trả lời phản ánh, kiến nghị
    RECOMMENDATION = "recommendation"  # kiến nghị của ban giám sát, thanh tra nhân dân
    PLAN = "plan"  # kế hoạch, chương trình công tác


class State(StrEnum):
    PROMISED = "promised"  # đã hứa
    UNDER_WAY = "under_way"  # đang làm
    REPORTED = "reported"  # nơi hứa báo đã làm xong
    CONFIRMED = "confirmed"  # người ngoài nơi hứa đã xác nhận
    DISPUTED = "disputed"  # có người nói chưa xong
    CLOSED = "closed"  # đã kết thúc
    TWICE = "twice"  # ghi trùng với cam kết khác, không tính nữa


class Step(StrEnum):
    PROMISE = "promise"  # hứa
    PROGRESS = "progress"  # ghi tiến độ
    REPORT_DONE = "report_done"  # báo đã làm xong
    CONFIRM = "confirm"  # xác nhận đã xong
    DISPUTE = "dispute"  # nói chưa xong
    ANSWER_DISPUTE = "answer_dispute"  # trả lời ý kiến chưa xong
    PUBLISH_WORDS = "publish_words"  # công khai lời người nêu việc, đã che
    HIDE_WORDS = "hide_words"  # che lại lời đã công khai
    MASK = "mask"  # che dữ liệu cá nhân trong cam kết đã công khai
    RECORD_TWICE = "record_twice"  # ghi là trùng với cam kết khác
    NOT_TWICE = "not_twice"  # bỏ ghi trùng
    POSTPONE = "postpone"  # lùi ngày
    HAND_OVER = "hand_over"  # chuyển cho đơn vị kế thừa
    REMIND = "remind"  # nhắc hẹn
    FALL_OVERDUE = "fall_overdue"  # quá hẹn
    CLOSE = "close"  # kết thúc


class Score(StrEnum):
    """How a promise stands: each promise in exactly one."""

    KEPT = "kept"  # giữ đúng ngày hứa đầu tiên
    KEPT_LATE = "kept_late"  # giữ, nhưng sau ngày hứa đầu tiên
    DISPUTED = "disputed"  # còn tranh cãi
    OPEN = "open"  # còn mở: chưa đến ngày, hoặc báo xong đúng ngày và chờ xác nhận
    POSTPONED = "postponed"  # đã lùi ngày, chưa đến ngày mới
    OVERDUE = "overdue"  # quá hẹn


STAY = None  # the case stays where it stands

OWNERS = (Role.RECEPTION, Role.HANDLER, Role.LEADER)
CONFIRMERS = (Role.ASKER, Role.INSPECTOR, Role.FRONT)
_UNDONE = (State.PROMISED, State.UNDER_WAY, State.DISPUTED)
OPEN = (*_UNDONE, State.REPORTED)
DONE = (State.CONFIRMED, State.CLOSED)
_COVERS = (Role.INSPECTOR, Role.FRONT, Role.RECEPTION)  # not whoever promised

_ROWS: tuple[tuple[tuple[State, ...], Step, tuple[Role, ...], State | None], ...] = (
    # where it stands                  the step           whose step it is      where it stands then
    ((State.PROMISED, State.UNDER_WAY), Step.PROGRESS, OWNERS, State.UNDER_WAY),
    ((State.DISPUTED,), Step.PROGRESS, OWNERS, STAY),
    (_UNDONE, Step.REPORT_DONE, OWNERS, State.REPORTED),
    ((State.REPORTED,), Step.CONFIRM, CONFIRMERS, State.CONFIRMED),
    ((State.REPORTED, State.CONFIRMED), Step.DISPUTE, CONFIRMERS, State.DISPUTED),
    ((State.DISPUTED,), Step.ANSWER_DISPUTE, OWNERS, STAY),
    ((*OPEN, *DONE), Step.PUBLISH_WORDS, (Role.INSPECTOR, Role.FRONT, Role.RECEPTION, Role.LEADER), STAY),
    ((*OPEN, *DONE, State.TWICE), Step.HIDE_WORDS, _COVERS, STAY),
    ((*OPEN, *DONE, State.TWICE), Step.MASK, _COVERS, STAY),
    # Once somebody says it is not done, or might, the owner's own house can no longer take it out of the counts.
    ((State.PROMISED, State.UNDER_WAY), Step.RECORD_TWICE, (Role.INSPECTOR, Role.FRONT, Role.RECEPTION, Role.LEADER),
     State.TWICE),
    ((State.REPORTED, State.DISPUTED), Step.RECORD_TWICE, (Role.INSPECTOR, Role.FRONT), State.TWICE),
    ((State.TWICE,), Step.NOT_TWICE, (Role.INSPECTOR, Role.FRONT, Role.RECEPTION, Role.LEADER), STAY),
    ((State.PROMISED, State.UNDER_WAY), Step.POSTPONE, (Role.LEADER,), STAY),
    (OPEN, Step.HAND_OVER, (Role.CLOCK, Role.LEADER), STAY),
    (_UNDONE, Step.REMIND, (Role.CLOCK,), STAY),
    (_UNDONE, Step.FALL_OVERDUE, (Role.CLOCK,), STAY),
    ((State.CONFIRMED,), Step.CLOSE, (Role.CLOCK,), State.CLOSED),
)
JOURNEY = {(state, step): (roles, after) for states, step, roles, after in _ROWS for state in states}

# Who may read that a step was taken. What is not named here, everybody: a promise is made in public.
AUDIENCES = {Step.REMIND: "internal"}


def may(state: State, step: Step, roles: frozenset[Role]) -> bool:
    """Whether someone playing these parts may take this step now."""
    row = JOURNEY.get((state, step))
    return row is not None and bool(roles & set(row[0]))


def steps_open_to(state: State, roles: frozenset[Role]) -> tuple[Step, ...]:
    """Every step these parts may take from here, in the order of the journey."""
    return tuple(step for step in Step if may(state, step, roles))


def may_judge(units: frozenset[int], kin: frozenset[int], served: bool) -> bool:
    """Whether someone with posts in `units` may say that a promise is kept or not.

    Never whoever holds a post in the unit that promised, above it or below it (`kin`), or held one since the promise
    was made (`served`): no one checks themselves.
    """
    return not served and not units & kin


def score_of(state: State, *, overdue: bool, postponed: bool, done_on: date | None, first_due_on: date,
             due_on: date) -> Score | None:
    """How a promise stands; None where it counts no more. The first day promised is the one that counts, however often
    it was put off.
    """
    if state is State.TWICE:
        return None
    if state in DONE:
        return Score.KEPT if done_on and done_on <= first_due_on else Score.KEPT_LATE
    if state is State.DISPUTED:
        return Score.DISPUTED
    if state is State.REPORTED and done_on:  # says the owner; to say so late does not end being late
        return Score.OVERDUE if done_on > due_on else Score.POSTPONED if done_on > first_due_on else Score.OPEN
    return Score.OVERDUE if overdue else Score.POSTPONED if postponed else Score.OPEN


# --- works done together -------------------------------------------------------------------------

class Need(StrEnum):
    """What a work needs, and in what it is counted."""

    MONEY = "money"  # tiền, tính bằng đồng
    LABOUR = "labour"  # ngày công
    LAND = "land"  # đất hiến, tính bằng m²
    KIND = "kind"  # hiện vật


class Side(StrEnum):
    """The columns of the account."""

    PLEDGED = "pledged"  # hứa góp
    RECEIVED = "received"  # đã góp
    SPENT = "spent"  # đã chi, đã dùng


class WorkState(StrEnum):
    PROPOSED = "proposed"  # đề xuất
    AGREED = "agreed"  # đã bàn, quyết định
    COLLECTING = "collecting"  # đang vận động đóng góp
    BUILDING = "building"  # đang làm
    HANDED_OVER = "handed_over"  # đã bàn giao
    MAINTAINED = "maintained"  # đang bảo dưỡng
    CLOSED = "closed"  # đã kết thúc


class WorkStep(StrEnum):
    PROPOSE = "propose"  # đề xuất
    AGREE = "agree"  # ghi quyết định của cộng đồng
    COLLECT = "collect"  # mở đóng góp
    BUILD = "build"  # khởi công
    TELL = "tell"  # ghi tiến độ
    ENTER = "enter"  # ghi sổ thu chi
    CORRECT = "correct"  # ghi bút toán đảo
    DELIVER = "deliver"  # bàn giao
    MAINTAIN = "maintain"  # giao bảo dưỡng
    FINISH = "finish"  # kết thúc


_KEEPERS = (Role.RECEPTION, Role.HANDLER, Role.LEADER)
_WITH_ACCOUNT = (WorkState.COLLECTING, WorkState.BUILDING, WorkState.HANDED_OVER, WorkState.MAINTAINED)

_WORK_ROWS: tuple[tuple[tuple[WorkState, ...], WorkStep, tuple[Role, ...], WorkState | None], ...] = (
    ((WorkState.PROPOSED,), WorkStep.AGREE, _KEEPERS, WorkState.AGREED),
    ((WorkState.AGREED,), WorkStep.COLLECT, _KEEPERS, WorkState.COLLECTING),
    ((WorkState.AGREED, WorkState.COLLECTING), WorkStep.BUILD, _KEEPERS, WorkState.BUILDING),
    (tuple(WorkState)[:-1], WorkStep.TELL, _KEEPERS, STAY),
    (_WITH_ACCOUNT, WorkStep.ENTER, _KEEPERS, STAY),
    (_WITH_ACCOUNT, WorkStep.CORRECT, _KEEPERS, STAY),
    ((WorkState.BUILDING,), WorkStep.DELIVER, _KEEPERS, WorkState.HANDED_OVER),
    ((WorkState.HANDED_OVER,), WorkStep.MAINTAIN, _KEEPERS, WorkState.MAINTAINED),
    ((WorkState.PROPOSED, WorkState.HANDED_OVER, WorkState.MAINTAINED), WorkStep.FINISH, (Role.LEADER,),
     WorkState.CLOSED),
)
WORK_JOURNEY = {(state, step): (roles, after) for states, step, roles, after in _WORK_ROWS for state in states}


def work_steps_open_to(state: WorkState, roles: frozenset[Role]) -> tuple[WorkStep, ...]:
    """Every step these parts may take with a work from here, in the order of the journey."""
    return tuple(step for step in WorkStep if (row := WORK_JOURNEY.get((state, step))) and roles & set(row[0]))


def after_entry(balance: int, side: Side, need: Need, amount: int) -> int:
    """The balance in đồng once this is entered: only money received and spent moves it."""
    signs = {Side.RECEIVED: 1, Side.SPENT: -1}
    return balance + signs.get(side, 0) * amount if need is Need.MONEY else balance
