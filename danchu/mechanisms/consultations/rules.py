"""The journeys of a draft and of a consultation on it: which step may follow which, and whose it is. Tables."""

from collections.abc import Sequence
from enum import StrEnum

from danchu.law.limits import Duty
from danchu.law.motto import Verb
from danchu.law.roles import Role

PREFIX = "LY"  # lấy ý kiến
DRAFT_PREFIX = "VB"  # văn bản
OPINION_PREFIX = "YK"  # ý kiến
MOTTO = (Verb.DISCUSS,)
SHOWN_FROM = 10  # no figure is shown of fewer persons than this
LIVE_FROM = 50  # while it is open, no figure of fewer opinions than this


class Draft(StrEnum):
    """Where a document stands, as the drafting regulations have it."""

    DRAFT = "draft"  # soạn thảo
    REVIEWED = "reviewed"  # đã thẩm định
    REVISED = "revised"  # đã chỉnh lý
    SUBMITTED = "submitted"  # đã trình
    ISSUED = "issued"  # đã ban hành


class DraftStep(StrEnum):
    BRING_IN = "bring_in"  # nhập dự thảo
    ADD_VERSION = "add_version"  # thêm bản
    REVIEW = "review"  # thẩm định
    REVISE = "revise"  # chỉnh lý
    PUT_FORWARD = "put_forward"  # trình ban hành
    ISSUE = "issue"  # ban hành
    EXEMPT = "exempt"  # ghi trường hợp không phải lấy ý kiến
    HAND_OVER = "hand_over"  # chuyển cho đơn vị kế thừa


class Kind(StrEnum):
    REGULATION = "regulation"  # quy chế, quy định
    PLAN = "plan"  # kế hoạch, chương trình, đề án
    DECISION = "decision"  # quyết định hành chính
    RESOLUTION = "resolution"  # nghị quyết
    SCHEME = "scheme"  # quy hoạch, phương án


class Matter(StrEnum):
    """What the document is about: the clauses of article 25 of Law 10/2022, on which people must be asked."""

    DEVELOPMENT = "development"  # khoản 1: kế hoạch phát triển kinh tế - xã hội
    LAND_USE = "land_use"  # khoản 2: quy hoạch sử dụng đất
    INVESTMENT = "investment"  # khoản 3: chủ trương đầu tư, bồi thường, giải phóng mặt bằng
    BOUNDARIES = "boundaries"  # khoản 4: địa giới, thôn, tổ dân phố
    COMMUNITY = "community"  # khoản 5: quyết định liên quan lợi ích cộng đồng
    PLANNING = "planning"  # khoản 6: quy hoạch xây dựng
    DEMOCRACY = "democracy"  # khoản 7: quy chế thực hiện dân chủ
    OBLIGATIONS = "obligations"  # khoản 8: xác lập nghĩa vụ, hạn chế quyền
    OTHER = "other"  # khoản 9: nội dung khác thấy cần lấy ý kiến
    NORMATIVE = "normative"  # văn bản quy phạm pháp luật
    INTERNAL = "internal"  # việc nội bộ, không thuộc Điều 25


MUST_CONSULT = frozenset(Matter) - {Matter.INTERNAL}
WINDOWS = {Matter.NORMATIVE: Duty.POST_NORMATIVE_DRAFT}  # every other matter: KEEP_CONSULTATION_OPEN


class Exemption(StrEnum):
    """Why people need not be asked after all: coded, each with the article it rests on."""

    STATE_SECRET = "state_secret"  # bí mật nhà nước
    PENALTY = "penalty"  # quyết định xử phạt vi phạm hành chính
    OTHER_LAW = "other_law"  # luật khác quy định cách lấy ý kiến riêng


EXEMPT_UNDER = {
    Exemption.STATE_SECRET: "Điều 27 khoản 1, Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15",
    Exemption.PENALTY: "Điều 27 khoản 1, Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15",
    Exemption.OTHER_LAW: "Điều 26 khoản 2, Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15",
}
ASKED_UNDER = "Điều 25, Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15"
EXPLAINED_UNDER = "Điều 28 khoản 4, Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15"
PLAN_UNDER = "Điều 28 khoản 1, Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15"


class State(StrEnum):
    PLANNED = "planned"  # đã lập kế hoạch
    PLAN_SENT = "plan_sent"  # đã gửi kế hoạch
    OPEN = "open"  # đang lấy ý kiến
    CLOSED = "closed"  # đã hết hạn góp ý
    SYNTHESISED = "synthesised"  # đã tổng hợp
    ANSWERED = "answered"  # đã tiếp thu, giải trình
    TABLE_PUBLISHED = "published"  # đã công khai bảng tổng hợp
    DECIDED = "decided"  # đã ban hành quyết định


class Step(StrEnum):
    PLAN = "plan"  # lập kế hoạch lấy ý kiến
    SEND_PLAN = "send_plan"  # gửi kế hoạch
    OPEN_UP = "open_up"  # mở lấy ý kiến
    EXTEND = "extend"  # kéo dài
    GIVE = "give"  # góp ý trên mạng
    ENTER = "enter"  # nhập ý kiến giấy, qua tổ chức, tại hội nghị
    KEY = "key"  # nhập phiếu giấy, lần một hoặc lần hai
    DROP_FORM = "drop_form"  # bỏ phiếu nhập dở
    GATHER = "gather"  # ghi đợt góp ý qua tổ chức, hội nghị
    CLOSE = "close"  # hết hạn
    SYNTHESISE = "synthesise"  # tổng hợp
    MERGE_ROWS = "merge_rows"  # gộp nhóm
    SPLIT_ROW = "split_row"  # tách nhóm
    ANSWER_ROW = "answer_row"  # tiếp thu, giải trình
    APPROVE_TEXTS = "approve_texts"  # duyệt nội dung đã che
    CORRECT_TEXT = "correct_text"  # sửa lời công khai đã duyệt
    FINISH_ANSWERS = "finish_answers"  # duyệt bảng
    PUBLISH_TABLE = "publish_table"  # công khai bảng
    DECIDE = "decide"  # ban hành quyết định
    SEND_FOR_CRITICISM = "send_for_criticism"  # gửi dự thảo để phản biện
    RECORD_CRITICISM = "record_criticism"  # gửi văn bản phản biện
    REPLY_TO_CRITICISM = "reply_to_criticism"  # trả lời phản biện
    FOLLOW = "follow"  # theo dõi
    HAND_OVER = "hand_over"  # chuyển cho đơn vị kế thừa
    ASK_SYNTHESIS = "ask_synthesis"  # yêu cầu tổng hợp


class Stance(StrEnum):
    AGREE = "agree"  # đồng ý
    CONDITION = "condition"  # đồng ý, kèm điều kiện
    DISAGREE = "disagree"  # không đồng ý
    OTHER = "other"  # ý kiến khác


class Channel(StrEnum):
    WEB = "web"  # trên mạng
    PAPER = "paper"  # phiếu giấy
    ORGANISATION = "organisation"  # qua tổ chức
    MEETING = "meeting"  # tại hội nghị, cuộc họp
    HOTLINE = "hotline"  # hòm thư góp ý, đường dây nóng
    IMPORT = "import"  # nạp từ bảng tính


GATHERED = (Channel.ORGANISATION, Channel.MEETING)


class Level(StrEnum):
    """How sure we are that one person gave one opinion; printed beside every figure."""

    NONE = "none"  # không xác minh
    CONTACT = "contact"  # xác minh thư hoặc điện thoại
    IDENTITY = "identity"  # định danh điện tử
    MET = "met"  # cán bộ gặp, nhận trực tiếp


class Verdict(StrEnum):
    ACCEPTED = "accepted"  # tiếp thu
    PARTLY = "partly"  # tiếp thu một phần
    REFUSED = "refused"  # không tiếp thu, có giải trình
    NOTED = "noted"  # ghi nhận


class CriticismForm(StrEnum):
    """Front Law 75/2015 art. 34."""

    CONFERENCE = "conference"  # hội nghị phản biện
    WRITTEN = "written"  # lấy ý kiến bằng văn bản
    DIALOGUE = "dialogue"  # đối thoại trực tiếp


class QuestionKind(StrEnum):
    ONE = "one"  # chọn một
    MANY = "many"  # chọn nhiều


CONFERENCE_STEPS = 7
CONFERENCE_UNDER = "Điều 15, Nghị quyết liên tịch 403/2017/NQLT-UBTVQH14-CP-ĐCTUBTWMTTQVN"
STAY = None
_DESK = (Role.RECEPTION, Role.LEADER)
_WORKING = (Role.RECEPTION, Role.HANDLER, Role.LEADER)
_BEFORE_ANSWERS = (State.PLANNED, State.PLAN_SENT, State.OPEN, State.CLOSED, State.SYNTHESISED)
_ALL = tuple(State)
_UNDONE = tuple(s for s in State if s is not State.DECIDED)

# The Front takes part as Role.SENDER: it is the sender of the criticism and of what its committees gathered.
_ROWS: tuple[tuple[tuple[State, ...], Step, tuple[Role, ...], State | None], ...] = (
    # where it stands         the step                  whose step it is          where it stands then
    ((State.PLANNED,), Step.PLAN, _DESK, STAY),
    ((State.PLANNED,), Step.SEND_PLAN, _DESK, State.PLAN_SENT),
    ((State.PLAN_SENT,), Step.OPEN_UP, (Role.LEADER,), State.OPEN),
    ((State.OPEN,), Step.EXTEND, (Role.LEADER,), STAY),
    ((State.OPEN,), Step.GIVE, (Role.PUBLIC,), STAY),
    # on paper and in time, typed in later: until it is grouped
    ((State.OPEN, State.CLOSED), Step.ENTER, (*_WORKING, Role.SENDER), STAY),
    ((State.OPEN, State.CLOSED), Step.KEY, (*_WORKING, Role.SENDER), STAY),
    ((State.OPEN, State.CLOSED), Step.DROP_FORM, (*_WORKING, Role.SENDER), STAY),
    ((State.OPEN, State.CLOSED), Step.GATHER, (*_WORKING, Role.SENDER), STAY),
    ((State.OPEN,), Step.CLOSE, (Role.CLOCK,), State.CLOSED),
    ((State.CLOSED,), Step.ASK_SYNTHESIS, _WORKING, STAY),
    ((State.CLOSED,), Step.SYNTHESISE, (Role.CLOCK, *_WORKING), State.SYNTHESISED),
    ((State.SYNTHESISED,), Step.MERGE_ROWS, _WORKING, STAY),
    ((State.SYNTHESISED,), Step.SPLIT_ROW, _WORKING, STAY),
    ((State.SYNTHESISED,), Step.ANSWER_ROW, _WORKING, STAY),
    ((State.SYNTHESISED, State.ANSWERED), Step.APPROVE_TEXTS, _DESK, STAY),
    ((State.SYNTHESISED, State.ANSWERED, State.TABLE_PUBLISHED, State.DECIDED), Step.CORRECT_TEXT, _DESK, STAY),
    ((State.SYNTHESISED,), Step.FINISH_ANSWERS, (Role.LEADER,), State.ANSWERED),
    ((State.ANSWERED,), Step.PUBLISH_TABLE, (Role.LEADER,), State.TABLE_PUBLISHED),
    ((State.TABLE_PUBLISHED,), Step.DECIDE, (Role.LEADER,), State.DECIDED),
    (_BEFORE_ANSWERS, Step.SEND_FOR_CRITICISM, _DESK, STAY),
    (_ALL, Step.RECORD_CRITICISM, (Role.SENDER,), STAY),
    (_ALL, Step.REPLY_TO_CRITICISM, _WORKING, STAY),
    (_ALL, Step.FOLLOW, (Role.PUBLIC,), STAY),
    (_UNDONE, Step.HAND_OVER, (Role.CLOCK, Role.LEADER), STAY),
)
JOURNEY = {(state, step): (roles, after) for states, step, roles, after in _ROWS for state in states}

_DRAFTING = (Draft.DRAFT, Draft.REVIEWED, Draft.REVISED)
_DRAFT_ROWS: tuple[tuple[tuple[Draft, ...], DraftStep, tuple[Role, ...], Draft | None], ...] = (
    ((Draft.DRAFT,), DraftStep.BRING_IN, _WORKING, STAY),
    (_DRAFTING, DraftStep.ADD_VERSION, _WORKING, STAY),
    ((Draft.DRAFT,), DraftStep.REVIEW, (Role.LEADER,), Draft.REVIEWED),
    ((Draft.REVIEWED,), DraftStep.REVISE, _WORKING, Draft.REVISED),
    ((Draft.REVISED,), DraftStep.PUT_FORWARD, _WORKING, Draft.SUBMITTED),
    ((Draft.SUBMITTED,), DraftStep.ISSUE, (Role.LEADER,), Draft.ISSUED),
    ((*_DRAFTING, Draft.SUBMITTED), DraftStep.EXEMPT, (Role.LEADER,), STAY),
    ((*_DRAFTING, Draft.SUBMITTED), DraftStep.HAND_OVER, (Role.CLOCK, Role.LEADER), STAY),
)
DRAFT_JOURNEY = {(state, step): (roles, after) for states, step, roles, after in _DRAFT_ROWS for state in states}

AFTER_CLOSING = (State.CLOSED, State.SYNTHESISED, State.ANSWERED, State.TABLE_PUBLISHED, State.DECIDED)
GROUPED = (State.SYNTHESISED, State.ANSWERED, State.TABLE_PUBLISHED, State.DECIDED)  # nothing more comes in
WITH_TABLE = (State.TABLE_PUBLISHED, State.DECIDED)
LISTED = (State.OPEN, *AFTER_CLOSING)  # what the public may see; a plan is the office's until it opens

AUDIENCES = {
    Step.ASK_SYNTHESIS: "internal",
    Step.SYNTHESISE: "internal",
    Step.MERGE_ROWS: "internal",
    Step.SPLIT_ROW: "internal",
    Step.ANSWER_ROW: "internal",
    Step.APPROVE_TEXTS: "internal",
    Step.FINISH_ANSWERS: "internal",
    Step.GATHER: "internal",
    Step.DROP_FORM: "internal",
    Step.PLAN: "internal",
}


def may(state: State, step: Step, roles: frozenset[Role]) -> bool:
    """Whether someone playing these parts may take this step now."""
    row = JOURNEY.get((state, step))
    return row is not None and bool(roles & set(row[0]))


def steps_open_to(state: State, roles: frozenset[Role]) -> tuple[Step, ...]:
    """Every step these parts may take from here, in the order of the journey."""
    return tuple(step for step in Step if may(state, step, roles))


def window(matter: Matter) -> Duty:
    """Which duty says how long a consultation on this matter stays open at least."""
    return WINDOWS.get(matter, Duty.KEEP_CONSULTATION_OPEN)


def hidden(counts: Sequence[int], least: int = SHOWN_FROM) -> frozenset[int]:
    """Positions not shown where the sum of all is: the small ones, and enough others that none can be worked out."""
    gone = {i for i, n in enumerate(counts) if 0 < n < least}
    by_size = sorted((i for i in range(len(counts)) if i not in gone), key=lambda i: (counts[i] == 0, counts[i]))
    while gone and by_size and (len(gone) < 2 or sum(counts[i] for i in gone) < least):
        gone.add(by_size.pop(0))
    return frozenset(gone)
