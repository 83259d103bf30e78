"""What the tables of `rules` are called on screens and in letters, in Vietnamese, translated when shown."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from danchu.law.obligations import Standing, What
from danchu.mechanisms.dialogues.reception_rules import BookingState, DayState, DayStep, PlanState, PlanStep
from danchu.mechanisms.dialogues.request_rules import RequestState, RequestStep
from danchu.mechanisms.dialogues.rules import (
    Channel,
    Kind,
    Naming,
    QuestionState,
    QuestionStep,
    Reason,
    State,
    Step,
)

KINDS = {
    Kind.PERIODIC: _("Đối thoại định kỳ"),
    Kind.AD_HOC: _("Đối thoại đột xuất"),
    Kind.ON_REQUEST: _("Đối thoại theo đề nghị của cử tri"),
    Kind.THEMATIC_BRIEFING: _("Giao ban chuyên đề"),
    Kind.VILLAGE_CONFERENCE: _("Hội nghị thôn, tổ dân phố"),
}
STATES = {
    State.PLANNED: _("Đã lên kế hoạch"),
    State.ANNOUNCED: _("Đã thông báo"),
    State.COLLECTING: _("Đang nhận câu hỏi"),
    State.IN_SESSION: _("Đang diễn ra"),
    State.HELD: _("Đã tổ chức, chờ kết quả"),
    State.MINUTES_DRAFTED: _("Đang duyệt biên bản"),
    State.APPROVED: _("Biên bản đã duyệt"),
    State.PUBLISHED: _("Đã công khai kết quả"),
    State.FOLLOWING_UP: _("Đang theo dõi việc đã hứa"),
    State.CLOSED: pgettext_lazy("dialogue", "Đã kết thúc"),
    State.POSTPONED: _("Hoãn"),
    State.CANCELLED: _("Hủy"),
}
# What the public reads: nothing about who drafts for whom.
STATES_FOR_PUBLIC = {**STATES, State.MINUTES_DRAFTED: STATES[State.HELD], State.APPROVED: STATES[State.HELD]}
# The buttons: a verb each. An ellipsis says that something more is asked first.
STEPS = {
    Step.PLAN: _("Lên kế hoạch"),
    Step.CHANGE: _("Sửa thông tin…"),
    Step.ANNOUNCE: _("Thông báo cho Nhân dân…"),
    Step.OPEN: _("Mở nhận câu hỏi"),
    Step.BEGIN: _("Khai mạc"),
    Step.HOLD: _("Ghi đã tổ chức xong"),
    Step.ARRANGE: _("Xếp chương trình…"),
    Step.TURN_TO: _("Sang mục này"),
    Step.COUNT: _("Ghi người dự…"),
    Step.DRAFT_MINUTES: _("Trình biên bản, kết luận…"),
    Step.SEND_BACK: _("Trả lại bản trình…"),
    Step.APPROVE: _("Duyệt biên bản, kết luận…"),
    Step.PUBLISH: _("Công khai kết quả"),
    Step.FOLLOW_UP: _("Theo dõi việc đã hứa"),
    Step.CLOSE: _("Kết thúc"),
    Step.POSTPONE: _("Hoãn…"),
    Step.CANCEL: _("Hủy…"),
    Step.REMIND: _("Nhắc hẹn"),
    Step.INVITE: _("Nhắc người theo dõi"),
    Step.FALL_OVERDUE: _("Báo quá hạn công khai"),
    Step.RECOUNT: _("Tính lại ngày hẹn"),
}
QUESTION_STEPS = {
    QuestionStep.ASK: _("Gửi câu hỏi"),
    QuestionStep.SHOW: _("Công khai câu hỏi…"),
    QuestionStep.TAKE: _("Nhận, không công khai"),
    QuestionStep.HIDE: _("Gỡ công khai…"),
    QuestionStep.GROUP: _("Gộp vào câu cùng ý…"),
    QuestionStep.UNGROUP: _("Tách ra"),
    QuestionStep.CALL: _("Mời trả lời câu này"),
    QuestionStep.ANSWER: _("Ghi trả lời tại chỗ…"),
    QuestionStep.OWE: _("Hẹn trả lời bằng văn bản…"),
    QuestionStep.DELIVER: _("Trả lời bằng văn bản…"),
    QuestionStep.COMMIT: _("Ghi thành cam kết…"),
    QuestionStep.PASS_ON: _("Chuyển thành đơn…"),
    QuestionStep.NOT_TAKE: _("Không nhận…"),
    QuestionStep.OWE_OVERDUE: _("Báo quá hẹn trả lời"),
}
# What the timeline says once it has happened. {x} is filled from the journal row's `about`.
HAPPENED = {
    Step.PLAN: pgettext_lazy("happened", "Lên kế hoạch"),
    Step.CHANGE: _("Sửa thông tin: {what}"),
    Step.ANNOUNCE: _("Thông báo: họp {starts}"),
    Step.OPEN: pgettext_lazy("happened", "Mở nhận câu hỏi"),
    Step.BEGIN: pgettext_lazy("happened", "Khai mạc"),
    Step.HOLD: _("Đã tổ chức; kết quả phải công khai trước hết ngày {due_on}"),
    Step.ARRANGE: _("Xếp chương trình"),
    Step.COUNT: _("Ghi {n} người dự"),
    Step.DRAFT_MINUTES: _("Trình biên bản, kết luận"),
    Step.SEND_BACK: _("Trả lại bản trình"),
    Step.APPROVE: _("Duyệt biên bản, kết luận"),
    Step.PUBLISH: pgettext_lazy("happened", "Công khai kết quả"),
    Step.FOLLOW_UP: _("Theo dõi {n} việc đã hứa"),
    Step.CLOSE: pgettext_lazy("happened", "Kết thúc"),
    Step.POSTPONE: pgettext_lazy("happened", "Hoãn"),
    Step.CANCEL: pgettext_lazy("happened", "Hủy"),
    Step.REMIND: _("Nhắc: sắp đến hạn {due_on}"),
    Step.INVITE: _("Nhắc người theo dõi: sắp đến ngày họp"),
    Step.FALL_OVERDUE: _("Quá hạn công khai kết quả; báo {to}"),
    Step.RECOUNT: _("Lịch nghỉ thay đổi: hẹn {was} nay là {due_on}"),
    RequestStep.OPEN_REQUEST: _("Mở đề nghị; tính trên {voters} cử tri"),
    RequestStep.ENTER_SHEET: _("Nhập phiếu {serial}: {n} chữ ký"),
    RequestStep.MEET: _("Đủ chữ ký: {n} trên {voters} cử tri"),
    RequestStep.EXPIRE: _("Hết ngày lấy chữ ký, có {n} chữ ký"),
    RequestStep.CLOSE_REQUEST: _("Kết thúc đề nghị"),
    DayStep.DRAW_UP: _("Lập lịch tiếp"),
    DayStep.POST: _("Niêm yết lịch tiếp"),
    DayStep.CALL_OFF: _("Báo nghỉ tiếp"),
    DayStep.HOLD_RECEPTION: _("Đã tiếp {n} lượt"),
    PlanStep.DRAFT_PLAN: _("Soạn kế hoạch"),
    PlanStep.APPROVE_PLAN: _("Duyệt kế hoạch"),
    PlanStep.PUBLISH_PLAN: _("Công khai kế hoạch"),
    QuestionStep.ASK: _("Đã hỏi {channel}"),
    QuestionStep.SHOW: pgettext_lazy("happened", "Công khai câu hỏi"),
    QuestionStep.TAKE: _("Đã nhận; ban tổ chức đọc, không công khai nội dung"),
    QuestionStep.HIDE: _("Gỡ khỏi trang công khai"),
    QuestionStep.GROUP: _("Gộp vào {to}"),
    QuestionStep.UNGROUP: _("Tách khỏi {from}"),
    QuestionStep.CALL: _("Mời trả lời"),
    QuestionStep.ANSWER: pgettext_lazy("happened", "Trả lời tại chỗ"),
    QuestionStep.OWE: _("Hẹn trả lời bằng văn bản trước hết ngày {due_on}"),
    QuestionStep.DELIVER: _("Đã trả lời bằng văn bản"),
    QuestionStep.COMMIT: _("Thành cam kết {to}"),
    QuestionStep.PASS_ON: _("Chuyển thành đơn {to}"),
    QuestionStep.NOT_TAKE: _("Không nhận: {reason}"),
    QuestionStep.OWE_OVERDUE: _("Quá hẹn trả lời bằng văn bản"),
}
CHANNELS = {
    Channel.ONLINE: pgettext_lazy("question", "trên mạng"),
    Channel.COUNTER: pgettext_lazy("question", "tại quầy"),
    Channel.PAPER: pgettext_lazy("question", "bằng phiếu, giấy"),
    Channel.PHONE: pgettext_lazy("question", "qua điện thoại"),
    Channel.LIVE: pgettext_lazy("question", "tại hội trường"),
}
NAMINGS = {
    Naming.SHOWN: _("Nêu tên tôi cùng câu hỏi"),
    Naming.ORGANISER: _("Chỉ ban tổ chức biết tên"),
}
QUESTION_STATES = {
    QuestionState.SENT: _("Chờ ban tổ chức xem"),
    QuestionState.TAKEN: _("Chờ trả lời"),
    QuestionState.GROUPED: _("Gộp với câu cùng ý"),
    QuestionState.ANSWERED: _("Đã trả lời tại chỗ"),
    QuestionState.OWED: _("Hẹn trả lời bằng văn bản"),
    QuestionState.DELIVERED: _("Đã trả lời bằng văn bản"),
    QuestionState.COMMITTED: _("Đã thành cam kết"),
    QuestionState.PASSED_ON: _("Chuyển thành đơn"),
    QuestionState.NOT_TAKEN: _("Không nhận"),
}
REASONS = {
    Reason.NOT_OURS: _("Không thuộc thẩm quyền"),
    Reason.NOT_A_QUESTION: _("Chưa nêu việc cụ thể"),
    Reason.ALREADY_ANSWERED: _("Đã trả lời ở buổi trước"),
    Reason.INSULTING: _("Chỉ có lời lẽ xúc phạm, không có việc cụ thể"),
    Reason.PRIVATE_MATTER: _("Việc riêng, đã hướng dẫn gửi đơn"),
    Reason.DENUNCIATION: _("Là tố cáo, phải gửi theo đường kín của Luật Tố cáo"),
    Reason.SECRET: _("Thuộc phạm vi bí mật nhà nước"),
    Reason.NO_TIME: _("Hết giờ, người hỏi đồng ý để buổi sau"),
}

REQUEST_STATES = {
    RequestState.OPEN: _("Đang lấy chữ ký"),
    RequestState.MET: _("Đã đủ chữ ký"),
    RequestState.EXPIRED: _("Hết ngày, chưa đủ chữ ký"),
    RequestState.CLOSED: pgettext_lazy("request", "Đã kết thúc"),
}
DAY_STATES = {
    DayState.DRAWN_UP: _("Chưa niêm yết"),
    DayState.POSTED: _("Đã niêm yết"),
    DayState.HELD: _("Đã tiếp"),
    DayState.CALLED_OFF: _("Nghỉ tiếp"),
}
BOOKING_STATES = {
    BookingState.BOOKED: _("Đã hẹn"),
    BookingState.CANCELLED: _("Đã hủy hẹn"),
    BookingState.RECEIVED: _("Đã được tiếp"),
    BookingState.ABSENT: _("Không đến"),
}
PLAN_STATES = {
    PlanState.DRAFT: _("Dự thảo, chờ duyệt"),
    PlanState.APPROVED: _("Đã duyệt, chưa công khai"),
    PlanState.PUBLISHED: _("Đã công khai"),
}
DUTIES = {
    What.DIALOGUE: _("Hội nghị đối thoại với Nhân dân"),
    What.RECEPTION: _("Người đứng đầu trực tiếp tiếp công dân"),
}
KEPT = {
    Standing.KEPT: ("done", _("Đã làm đủ")),
    Standing.OPEN: ("ok", _("Còn thời gian")),
    Standing.SOON: ("soon", _("Sắp hết thời gian")),
    Standing.BROKEN: ("late", _("Hết thời gian mà chưa làm đủ")),
}
