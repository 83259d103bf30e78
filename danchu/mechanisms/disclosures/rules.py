"""The journey of a thing to be made public: which step may follow which, and whose step it is. Tables only."""

from enum import StrEnum

from danchu.law.motto import Verb
from danchu.law.roles import Role

PREFIX = "CB"
MOTTO = (Verb.KNOW, Verb.SUPERVISE)


class State(StrEnum):
    DUE = "due"  # chờ công khai
    PUBLISHED = "published"  # đã đăng trên cổng
    ON_DISPLAY = "on_display"  # đang niêm yết
    DISPLAY_COMPLETE = "display_complete"  # đã đủ thời gian niêm yết
    ARCHIVED = "archived"  # đã lưu
    WITHDRAWN = "withdrawn"  # đã gỡ


class Step(StrEnum):
    REGISTER = "register"  # ghi việc phải công khai
    REVISE = "revise"  # sửa trước khi công khai
    PUBLISH = "publish"  # công khai trên cổng
    OBSERVE = "observe"  # ghi nhận niêm yết, phát loa, thông báo
    COMPLETE = "complete"  # đủ thời gian
    CHANGE = "change"  # ghi nội dung đã thay đổi
    REFRESH = "refresh"  # cập nhật bản công khai
    HAND_OVER = "hand_over"  # chuyển đơn vị kế thừa
    WITHDRAW = "withdraw"  # gỡ xuống
    ARCHIVE = "archive"  # đưa vào lưu trữ
    EXPIRE = "expire"  # hết thời gian nêu tên
    REMIND = "remind"  # nhắc hạn
    FALL_OVERDUE = "fall_overdue"  # báo quá hạn
    TURN = "turn"  # đến ngày, sang tình trạng khác
    ATTACH = "attach"  # kèm tệp


class BodyStep(StrEnum):
    """What a body itself does for its register. No journey: each stands by itself."""

    ADD_ITEM = "add_item"  # thêm nội dung ngoài mười bốn
    END_ITEM = "end_item"  # thôi nội dung tự thêm
    DRAW_UP_LIST = "draw_up_list"  # lập danh sách quý
    PLAN_SESSION = "plan_session"  # ghi kỳ họp
    REPORT_TO_SESSION = "report_to_session"  # gửi báo cáo


STAY = None
SHOWN = (State.PUBLISHED, State.ON_DISPLAY, State.DISPLAY_COMPLETE)
LIVE = (State.DUE, *SHOWN)
RUNNING = (State.DUE, State.PUBLISHED, State.ON_DISPLAY)  # what has not run its time
PUBLIC = (*SHOWN, State.ARCHIVED)

_DESK = (Role.RECEPTION, Role.LEADER)
_POSTING = (Role.RECEPTION, Role.HANDLER, Role.LEADER)

_ROWS: tuple[tuple[tuple[State, ...], Step, tuple[Role, ...], State | None], ...] = (
    # where it stands      the step        whose step it is                  where it stands then
    ((State.DUE,), Step.REVISE, _DESK, STAY),
    ((State.DUE,), Step.PUBLISH, _DESK, State.PUBLISHED),
    ((State.PUBLISHED,), Step.OBSERVE, _POSTING, State.ON_DISPLAY),
    ((State.ON_DISPLAY, State.DISPLAY_COMPLETE), Step.OBSERVE, _POSTING, STAY),
    ((State.PUBLISHED, State.ON_DISPLAY), Step.COMPLETE, (*_POSTING, Role.CLOCK), State.DISPLAY_COMPLETE),
    (SHOWN, Step.CHANGE, _DESK, STAY),
    (SHOWN, Step.REFRESH, _DESK, STAY),
    (LIVE, Step.HAND_OVER, (Role.LEADER, Role.CLOCK), STAY),
    (PUBLIC, Step.WITHDRAW, _DESK, State.WITHDRAWN),
    ((State.DISPLAY_COMPLETE,), Step.ARCHIVE, _DESK, State.ARCHIVED),
    (PUBLIC, Step.EXPIRE, (Role.CLOCK,), State.ARCHIVED),
    (LIVE, Step.REMIND, (Role.CLOCK,), STAY),
    (LIVE, Step.FALL_OVERDUE, (Role.CLOCK,), STAY),
)
JOURNEY = {(state, step): (roles, after) for states, step, roles, after in _ROWS for state in states}

# Who may read that a step was taken. What is not named here, anyone who may see the thing at all.
AUDIENCES = {Step.REGISTER: "internal", Step.REVISE: "internal", Step.REMIND: "internal", Step.TURN: "internal",
             Step.ATTACH: "internal"}


def may(state: State, step: Step, roles: frozenset[Role]) -> bool:
    """Whether someone playing these parts may take this step now."""
    row = JOURNEY.get((state, step))
    return row is not None and bool(roles & set(row[0]))


# --- the catalogues: procedures and instruments, which have no journey -----------------------------
PROCEDURE, INSTRUMENT = "TC", "VB"
PREFIXES = (PREFIX, PROCEDURE, INSTRUMENT)


class LifeEvent(StrEnum):
    """What happens in a life when one comes to the ward."""

    BIRTH = "birth"  # có con
    SCHOOL = "school"  # đi học
    MARRIAGE = "marriage"  # kết hôn
    HOUSE = "house"  # nhà, đất
    BUSINESS = "business"  # buôn bán, làm ăn
    SUPPORT = "support"  # cần trợ giúp
    PAPERS = "papers"  # giấy tờ, chứng thực
    DEATH = "death"  # người thân qua đời


class Bond(StrEnum):
    """How one instrument stands to another."""

    IMPLEMENTS = "implements"  # thực hiện
    REPLACES = "replaces"  # thay thế
    AMENDS = "amends"  # sửa đổi, bổ sung
