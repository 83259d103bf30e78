"""The journeys of an article and of a reader's comment. Tables, and nothing else."""

from enum import StrEnum

from danchu.law.motto import Verb
from danchu.law.roles import Role

PREFIX = "TN"
COMMENT_PREFIX = "YB"
MOTTO = (Verb.KNOW,)

LONGEST_TITLE = 200  # characters
LONGEST_BODY = 400_000  # characters of clean HTML: a long report with its tables
LONGEST_COMMENT = 3_000
MOST_COMMENTS_AN_HOUR = 10  # from one address
MOST_COMMENTS_SHOWN = 200  # on one page, the newest
HIDDEN_AT_REPORTS = 5  # so many readers' reports take a comment down until a person has looked


class Kind(StrEnum):
    NEWS = "news"  # tin tức
    ANNOUNCEMENT = "announcement"  # thông báo


class State(StrEnum):
    DRAFT = "draft"  # đang soạn
    DISCARDED = "discarded"  # đã bỏ, lấy lại được
    REVIEW = "review"  # chờ duyệt
    SCHEDULED = "scheduled"  # hẹn giờ đăng
    PUBLISHED = "published"  # đã đăng
    WITHDRAWN = "withdrawn"  # đã gỡ, có lý do


class Step(StrEnum):
    WRITE = "write"  # soạn bài
    EDIT = "edit"  # sửa bài
    DISCARD = "discard"  # bỏ bản nháp
    RECOVER = "recover"  # lấy lại bản nháp
    SUBMIT = "submit"  # trình duyệt
    SEND_BACK = "send_back"  # trả lại
    SCHEDULE = "schedule"  # hẹn giờ đăng
    UNSCHEDULE = "unschedule"  # bỏ hẹn giờ
    PUBLISH = "publish"  # đăng
    CORRECT = "correct"  # đính chính
    CONCEAL = "conceal"  # không cho xem lại bản trước
    REVEAL = "reveal"  # cho xem lại bản trước
    PIN = "pin"  # ghim lên đầu
    UNPIN = "unpin"  # bỏ ghim
    WITHDRAW = "withdraw"  # gỡ bài
    RESTORE = "restore"  # đăng lại
    ATTACH = "attach"  # kèm ảnh, tệp
    DETACH = "detach"  # bỏ ảnh, tệp
    COVER = "cover"  # chọn ảnh bìa


class Arrangement(StrEnum):
    """What is done to a body's shelves and banners. No journey: each stands by itself."""

    SHELVE = "shelve"  # thêm mục
    UNSHELVE = "unshelve"  # bỏ mục
    HANG = "hang"  # treo biểu ngữ
    TAKE_DOWN = "take_down"  # gỡ biểu ngữ


class CommentState(StrEnum):
    SENT = "sent"  # chờ duyệt
    SHOWN = "shown"  # đang hiện
    HIDDEN = "hidden"  # không hiện, có lý do
    CONVERTED = "converted"  # đã thành phản ánh, kiến nghị


class CommentStep(StrEnum):
    COMMENT = "comment"  # gửi ý kiến
    SHOW = "show"  # cho hiện
    HIDE = "hide"  # không cho hiện
    REPORT = "report"  # báo ý kiến xấu
    RECHECK = "recheck"  # nhiều người báo: ẩn, chờ cán bộ đọc lại
    OFFER = "offer"  # mời chuyển thành phản ánh, kiến nghị
    CONVERT = "convert"  # chuyển thành phản ánh, kiến nghị


class Reason(StrEnum):
    """Why a comment is not shown: the rules that stand above the form, and nothing else."""

    PERSONAL_DATA = "personal_data"  # có thông tin cá nhân của người khác
    INSULTING = "insulting"  # xúc phạm, kích động
    ADVERTISING = "advertising"  # quảng cáo, đường dẫn lạ
    OFF_TOPIC = "off_topic"  # không liên quan bài viết
    REPEATED = "repeated"  # gửi lặp lại
    DENUNCIATION = "denunciation"  # là tố cáo: phải đi đường kín


STAY = None  # it stands where it stood
_DESK = (Role.RECEPTION, Role.LEADER)
_WRITERS = (Role.HANDLER, *_DESK)
_BEFORE = (State.DRAFT, State.REVIEW, State.SCHEDULED)

_ROWS: tuple[tuple[tuple[State, ...], Step, tuple[Role, ...], State | None], ...] = (
    # where it stands                     the step         whose step it is             where it stands then
    ((State.DRAFT,), Step.EDIT, _WRITERS, STAY),
    ((State.REVIEW, State.SCHEDULED), Step.EDIT, _DESK, STAY),
    ((State.DRAFT,), Step.DISCARD, _WRITERS, State.DISCARDED),
    ((State.DISCARDED,), Step.RECOVER, _WRITERS, State.DRAFT),
    ((State.DRAFT,), Step.SUBMIT, _WRITERS, State.REVIEW),
    ((State.REVIEW,), Step.SEND_BACK, (Role.LEADER,), State.DRAFT),
    ((State.REVIEW, State.SCHEDULED), Step.SCHEDULE, (Role.LEADER,), State.SCHEDULED),
    ((State.SCHEDULED,), Step.UNSCHEDULE, (Role.LEADER,), State.REVIEW),
    ((State.REVIEW,), Step.PUBLISH, (Role.LEADER,), State.PUBLISHED),
    ((State.SCHEDULED,), Step.PUBLISH, (Role.LEADER, Role.CLOCK), State.PUBLISHED),
    ((State.PUBLISHED,), Step.CORRECT, _DESK, STAY),
    ((State.PUBLISHED, State.WITHDRAWN), Step.CONCEAL, _DESK, STAY),
    ((State.PUBLISHED, State.WITHDRAWN), Step.REVEAL, (Role.LEADER,), STAY),
    ((State.PUBLISHED,), Step.PIN, _DESK, STAY),
    ((State.PUBLISHED,), Step.UNPIN, (*_DESK, Role.CLOCK), STAY),
    ((State.PUBLISHED,), Step.WITHDRAW, _DESK, State.WITHDRAWN),
    ((State.WITHDRAWN,), Step.RESTORE, (Role.LEADER,), State.PUBLISHED),
    *((_BEFORE, step, _WRITERS, STAY) for step in (Step.ATTACH, Step.DETACH, Step.COVER)),
    *(((State.PUBLISHED,), step, _DESK, STAY) for step in (Step.ATTACH, Step.DETACH, Step.COVER)),
)
JOURNEY = {(state, step): (roles, after) for states, step, roles, after in _ROWS for state in states}

_COMMENT_ROWS: tuple[tuple[tuple[CommentState, ...], CommentStep, tuple[Role, ...], CommentState | None], ...] = (
    ((CommentState.SENT, CommentState.HIDDEN), CommentStep.SHOW, _DESK, CommentState.SHOWN),
    ((CommentState.SENT, CommentState.SHOWN), CommentStep.HIDE, _DESK, CommentState.HIDDEN),
    ((CommentState.SHOWN,), CommentStep.REPORT, (Role.PUBLIC,), STAY),
    ((CommentState.SHOWN,), CommentStep.RECHECK, (Role.CLOCK,), CommentState.SENT),
    ((CommentState.SENT, CommentState.SHOWN), CommentStep.OFFER, _DESK, STAY),
    ((CommentState.SENT, CommentState.SHOWN), CommentStep.CONVERT, (Role.SENDER,), CommentState.CONVERTED),
)
COMMENT_JOURNEY = {(state, step): (roles, after) for states, step, roles, after in _COMMENT_ROWS for state in states}

# Who may read that a step was taken. What is not named here, anyone who may see the article at all.
AUDIENCES = {
    Step.WRITE: "internal",
    Step.EDIT: "internal",
    Step.DISCARD: "internal",
    Step.RECOVER: "internal",
    Step.CONCEAL: "internal",
    Step.REVEAL: "internal",
    Step.SUBMIT: "internal",
    Step.SEND_BACK: "internal",
    Step.SCHEDULE: "internal",
    Step.UNSCHEDULE: "internal",
    Step.ATTACH: "internal",
    Step.DETACH: "internal",
    Step.COVER: "internal",
    Step.PIN: "internal",
    Step.UNPIN: "internal",
    CommentStep.COMMENT: "internal",
    CommentStep.SHOW: "internal",
    CommentStep.HIDE: "parties",
    CommentStep.REPORT: "internal",
    CommentStep.RECHECK: "parties",
    CommentStep.OFFER: "parties",
    CommentStep.CONVERT: "parties",
}


def steps_open_to(state: State, roles: frozenset[Role]) -> tuple[Step, ...]:
    """Every step of an article these parts may take from here, in the order of the journey."""
    return tuple(step for step in Step if (row := JOURNEY.get((state, step))) and roles & set(row[0]))
