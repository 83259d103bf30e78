"""What the tables of `rules` are called on screens, in Vietnamese, translated when shown."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from danchu.mechanisms.consultations.rules import (
    Channel,
    CriticismForm,
    Draft,
    DraftStep,
    Exemption,
    Kind,
    Level,
    Matter,
    QuestionKind,
    Stance,
    State,
    Step,
    Verdict,
)


def choices(table: Mapping[Any, Any]) -> list[tuple[str, Any]]:
    """A table of words as a column's choices."""
    return [(key.value, text) for key, text in table.items()]


DRAFTS = {
    Draft.DRAFT: _("Đang soạn thảo"),
    Draft.REVIEWED: _("Đã thẩm định"),
    Draft.REVISED: _("Đã chỉnh lý"),
    Draft.SUBMITTED: _("Đã trình"),
    Draft.ISSUED: _("Đã ban hành"),
}
KINDS = {
    Kind.REGULATION: _("Quy chế, quy định"),
    Kind.PLAN: _("Kế hoạch, chương trình, đề án"),
    Kind.DECISION: _("Quyết định"),
    Kind.RESOLUTION: _("Nghị quyết"),
    Kind.SCHEME: _("Quy hoạch, phương án"),
}
MATTERS = {
    Matter.DEMOCRACY: _("Quy chế thực hiện dân chủ (khoản 7)"),
    Matter.COMMUNITY: _("Quyết định liên quan đến lợi ích cộng đồng (khoản 5)"),
    Matter.OBLIGATIONS: _("Quyết định đặt nghĩa vụ hoặc hạn chế quyền (khoản 8)"),
    Matter.DEVELOPMENT: _("Kế hoạch phát triển kinh tế - xã hội (khoản 1)"),
    Matter.LAND_USE: _("Quy hoạch, sử dụng quỹ đất (khoản 2)"),
    Matter.INVESTMENT: _("Đầu tư, bồi thường, giải phóng mặt bằng (khoản 3)"),
    Matter.BOUNDARIES: _("Địa giới, đặt tên, nhập chia khu phố (khoản 4)"),
    Matter.PLANNING: _("Quy hoạch xây dựng (khoản 6)"),
    Matter.OTHER: _("Nội dung khác thấy cần lấy ý kiến (khoản 9)"),
    Matter.NORMATIVE: _("Văn bản quy phạm pháp luật"),
    Matter.INTERNAL: _("Việc nội bộ, không phải lấy ý kiến"),
}
EXEMPTIONS = {
    Exemption.STATE_SECRET: _("Nội dung thuộc bí mật nhà nước"),
    Exemption.PENALTY: _("Quyết định xử phạt vi phạm hành chính"),
    Exemption.OTHER_LAW: _("Luật khác quy định cách lấy ý kiến riêng"),
}
STATES = {
    State.PLANNED: _("Đã lập kế hoạch"),
    State.PLAN_SENT: _("Đã gửi kế hoạch"),
    State.OPEN: _("Đang lấy ý kiến"),
    State.CLOSED: _("Đã hết hạn góp ý"),
    State.SYNTHESISED: _("Đang tiếp thu, giải trình"),
    State.ANSWERED: _("Đã duyệt bảng, chờ công khai"),
    State.TABLE_PUBLISHED: _("Đã công khai bảng tổng hợp"),
    State.DECIDED: _("Đã ban hành"),
}
TRACK = (
    (pgettext_lazy("track", "Kế hoạch"), (State.PLANNED, State.PLAN_SENT)),
    (pgettext_lazy("track", "Lấy ý kiến"), (State.OPEN,)),
    (pgettext_lazy("track", "Tổng hợp"), (State.CLOSED,)),
    (pgettext_lazy("track", "Trả lời"), (State.SYNTHESISED, State.ANSWERED)),
    (pgettext_lazy("track", "Công khai"), (State.TABLE_PUBLISHED,)),
    (pgettext_lazy("track", "Ban hành"), (State.DECIDED,)),
)
STANCES = {
    Stance.AGREE: _("Đồng ý"),
    Stance.CONDITION: _("Đồng ý, kèm điều kiện"),
    Stance.DISAGREE: _("Không đồng ý"),
    Stance.OTHER: _("Ý kiến khác"),
}
STANCES_EXPLAINED = {
    Stance.AGREE: _("Giữ như dự thảo."),
    Stance.CONDITION: _("Đồng ý nếu sửa hoặc thêm điều ông/bà viết bên dưới."),
    Stance.DISAGREE: _("Nên bỏ hoặc làm khác đi; ông/bà cho biết vì sao."),
    Stance.OTHER: _("Hỏi, đề nghị làm rõ, hoặc góp câu chữ."),
}
CHANNELS = {
    Channel.WEB: _("trên mạng"),
    Channel.PAPER: _("phiếu giấy"),
    Channel.ORGANISATION: _("qua tổ chức"),
    Channel.MEETING: _("tại hội nghị"),
    Channel.HOTLINE: _("hòm thư, đường dây nóng"),
    Channel.IMPORT: _("từ bảng tính"),
}
LEVELS = {
    Level.NONE: _("không xác minh"),
    Level.CONTACT: _("xác minh thư, điện thoại"),
    Level.IDENTITY: _("định danh điện tử"),
    Level.MET: _("cán bộ nhận trực tiếp"),
}
VERDICTS = {
    Verdict.ACCEPTED: _("Tiếp thu"),
    Verdict.PARTLY: _("Tiếp thu một phần"),
    Verdict.REFUSED: _("Không tiếp thu"),
    Verdict.NOTED: _("Ghi nhận"),
}
CRITICISM_FORMS = {
    CriticismForm.CONFERENCE: _("Hội nghị phản biện"),
    CriticismForm.WRITTEN: _("Lấy ý kiến bằng văn bản"),
    CriticismForm.DIALOGUE: _("Đối thoại trực tiếp"),
}
CONFERENCE = (  # Nghị quyết liên tịch 403/2017, Điều 15
    _("Mặt trận chủ trì, nêu mục đích, yêu cầu"),
    _("Cơ quan soạn thảo trình bày nội dung cơ bản của dự thảo"),
    _("Mặt trận định hướng nội dung tập trung phản biện"),
    _("Đại biểu thảo luận"),
    _("Cơ quan soạn thảo cung cấp thêm thông tin, giải trình"),
    _("Mặt trận kết luận"),
    _("Mặt trận gửi văn bản phản biện"),
)
QUESTION_KINDS = {QuestionKind.ONE: _("Chọn một"), QuestionKind.MANY: _("Chọn nhiều")}
STEPS = {
    Step.PLAN: _("Lập kế hoạch lấy ý kiến"),
    Step.SEND_PLAN: _("Ghi đã gửi kế hoạch…"),
    Step.OPEN_UP: _("Mở lấy ý kiến…"),
    Step.EXTEND: _("Kéo dài…"),
    Step.ASK_SYNTHESIS: _("Tổng hợp, gom ý kiến giống nhau"),
    Step.FINISH_ANSWERS: _("Duyệt bảng"),
    Step.PUBLISH_TABLE: _("Công khai bảng tổng hợp"),
    Step.DECIDE: _("Ghi quyết định đã ban hành…"),
    Step.SEND_FOR_CRITICISM: _("Gửi Mặt trận phản biện…"),
    Step.RECORD_CRITICISM: _("Gửi văn bản phản biện…"),
    Step.REPLY_TO_CRITICISM: _("Trả lời phản biện…"),
}
DRAFT_STEPS = {
    DraftStep.REVIEW: _("Ghi đã thẩm định"),
    DraftStep.REVISE: _("Ghi đã chỉnh lý"),
    DraftStep.PUT_FORWARD: _("Trình ban hành"),
    DraftStep.ISSUE: _("Ban hành…"),
    DraftStep.EXEMPT: _("Ghi trường hợp không phải lấy ý kiến…"),
}
# What the timeline says once it has happened. {x} is filled from the journal row's `about`.
HAPPENED = {
    Step.PLAN: _("Lập kế hoạch lấy ý kiến"),
    Step.SEND_PLAN: _("Gửi kế hoạch đến Hội đồng nhân dân ({council}) và Mặt trận ({front})"),
    Step.OPEN_UP: _("Mở lấy ý kiến đến hết ngày {closes_on}"),
    Step.EXTEND: _("Kéo dài đến hết ngày {closes_on}"),
    Step.GATHER: _("Ghi một đợt góp ý qua tổ chức"),
    Step.DROP_FORM: _("Bỏ phiếu giấy số {serial} nhập dở"),
    Step.ENTER: _("Nạp {n} ý kiến từ bảng tính “{batch}”"),
    Step.CLOSE: _("Hết hạn góp ý"),
    Step.HAND_OVER: _("{from} được sắp xếp lại; {to} tiếp tục"),
    Step.ASK_SYNTHESIS: _("Yêu cầu tổng hợp"),
    Step.SYNTHESISE: _("Tổng hợp {n} lượt ý kiến thành {rows} nhóm"),
    Step.MERGE_ROWS: _("Gộp các nhóm nói cùng một ý"),
    Step.SPLIT_ROW: _("Tách {n} ý kiến thành nhóm riêng"),
    Step.ANSWER_ROW: _("Trả lời một nhóm ý kiến"),
    Step.APPROVE_TEXTS: _("Duyệt lời công khai của {n} nhóm"),
    Step.FINISH_ANSWERS: _("Duyệt nội dung tiếp thu, giải trình"),
    Step.PUBLISH_TABLE: _("Công khai bảng tổng hợp, tiếp thu, giải trình: {rows} nhóm, {n} lượt ý kiến"),
    Step.CORRECT_TEXT: _("Sửa lời công khai của {which} trong bảng"),
    Step.DECIDE: _("Ban hành văn bản số {number}"),
    Step.SEND_FOR_CRITICISM: _("Gửi dự thảo đến Mặt trận để phản biện xã hội"),
    Step.RECORD_CRITICISM: _("Mặt trận gửi văn bản phản biện {number}"),
    Step.REPLY_TO_CRITICISM: _("Cơ quan soạn thảo trả lời phản biện"),
    DraftStep.BRING_IN: _("Nhập dự thảo"),
    DraftStep.ADD_VERSION: _("Thêm bản {no}"),
    DraftStep.REVIEW: _("Thẩm định"),
    DraftStep.REVISE: _("Chỉnh lý"),
    DraftStep.PUT_FORWARD: _("Trình ban hành"),
    DraftStep.ISSUE: _("Ban hành, số {number}"),
    DraftStep.EXEMPT: _("Ghi trường hợp không phải lấy ý kiến: {why}"),
}
