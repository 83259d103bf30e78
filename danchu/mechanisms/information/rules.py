"""The journey of a request for information: which step may follow which, and whose step it is. Tables only."""

from enum import StrEnum

from danchu.law.limits import Duty
from danchu.law.motto import Verb
from danchu.law.roles import Role

PREFIX = "TT"
MOTTO = (Verb.KNOW,)
LAW = "Luật Tiếp cận thông tin 104/2016/QH13"


class Way(StrEnum):
    """How the information is to be given."""

    EMAIL = "email"  # gửi tệp kèm thư điện tử
    PAGE = "page"  # xem trên trang theo dõi bằng mã số
    OFFICE = "office"  # đến trụ sở xem, nhận bản sao


class State(StrEnum):
    ASKED = "asked"  # mới gửi
    TERM_TOLD = "term_told"  # đã báo thời hạn
    GIVEN = "given"  # đã cung cấp
    REFUSED = "refused"  # từ chối
    WITHDRAWN = "withdrawn"  # người hỏi đã rút


class Step(StrEnum):
    ASK = "ask"  # yêu cầu
    TELL_TERM = "tell_term"  # báo thời hạn (thông tin phức tạp)
    EXTEND = "extend"  # gia hạn
    GIVE = "give"  # cung cấp
    REFUSE = "refuse"  # từ chối
    PUBLISH = "publish"  # công khai câu hỏi và trả lời
    UNPUBLISH = "unpublish"  # gỡ công khai
    WITHDRAW = "withdraw"  # rút
    REMIND = "remind"  # nhắc hẹn
    FALL_OVERDUE = "fall_overdue"  # quá hẹn
    RECOUNT = "recount"  # tính lại ngày hẹn


class Ground(StrEnum):
    """Why information is refused: the cases of art. 28(1), and no other."""

    SECRET = "secret"  # bí mật nhà nước, thông tin không được tiếp cận
    NO_CONSENT = "no_consent"  # đời tư, bí mật kinh doanh, chưa có người đồng ý
    ALREADY_PUBLIC = "already_public"  # đã được công khai
    NOT_OURS = "not_ours"  # không thuộc trách nhiệm cung cấp
    GIVEN_TWICE = "given_twice"  # đã cung cấp hai lần cho người này
    BEYOND_MEANS = "beyond_means"  # vượt quá khả năng đáp ứng
    COST_UNPAID = "cost_unpaid"  # không trả chi phí in, sao, gửi


GROUND_UNDER = {
    Ground.SECRET: f"Điều 28 khoản 1 điểm a, Điều 6, {LAW}",
    Ground.NO_CONSENT: f"Điều 28 khoản 1 điểm a, Điều 7, {LAW}",
    Ground.ALREADY_PUBLIC: f"Điều 28 khoản 1 điểm b, {LAW}",
    Ground.NOT_OURS: f"Điều 28 khoản 1 điểm c, {LAW}",
    Ground.GIVEN_TWICE: f"Điều 28 khoản 1 điểm d, {LAW}",
    Ground.BEYOND_MEANS: f"Điều 28 khoản 1 điểm đ, {LAW}",
    Ground.COST_UNPAID: f"Điều 28 khoản 1 điểm e, {LAW}",
}

STAY = None
OPEN = (State.ASKED, State.TERM_TOLD)
ENDED = (State.GIVEN, State.REFUSED, State.WITHDRAWN)
_DESK = (Role.RECEPTION, Role.LEADER)
_ROWS: tuple[tuple[tuple[State, ...], Step, tuple[Role, ...], State | None], ...] = (
    # where it stands   the step        whose step it is  where it stands then
    ((State.ASKED,), Step.TELL_TERM, _DESK, State.TERM_TOLD),
    ((State.TERM_TOLD,), Step.EXTEND, (Role.LEADER,), STAY),
    (OPEN, Step.GIVE, _DESK, State.GIVEN),
    (OPEN, Step.REFUSE, (Role.LEADER,), State.REFUSED),
    ((State.GIVEN, State.REFUSED), Step.PUBLISH, _DESK, STAY),
    ((State.GIVEN, State.REFUSED), Step.UNPUBLISH, _DESK, STAY),
    (OPEN, Step.WITHDRAW, (Role.SENDER,), State.WITHDRAWN),
    (OPEN, Step.REMIND, (Role.CLOCK,), STAY),
    (OPEN, Step.FALL_OVERDUE, (Role.CLOCK,), STAY),
    (OPEN, Step.RECOUNT, (Role.CLOCK,), STAY),
)
JOURNEY = {(state, step): (roles, after) for states, step, roles, after in _ROWS for state in states}
AUDIENCES = {Step.REMIND: "internal", Step.UNPUBLISH: "parties", Step.WITHDRAW: "parties", Step.TELL_TERM: "parties",
             Step.EXTEND: "parties", Step.REFUSE: "parties", Step.GIVE: "parties"}  # fmt: skip

# What is owed after a step (art. 30): what is simple at once; what is not, its term first.
PROMISES = {Step.ASK: Duty.GIVE_SIMPLE_INFORMATION, Step.TELL_TERM: Duty.GIVE_COMPLEX_INFORMATION}


def may(state: State, step: Step, roles: frozenset[Role]) -> bool:
    """Whether someone playing these parts may take this step now."""
    row = JOURNEY.get((state, step))
    return row is not None and bool(roles & set(row[0]))
