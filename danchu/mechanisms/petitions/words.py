"""What the tables of `rules` are called on screens and in letters, in Vietnamese, translated when shown."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from danchu.mechanisms.petitions.rules import (
    Channel,
    Kind,
    Lane,
    Outcome,
    Reason,
    Solved,
    Stage,
    State,
    Step,
)

KINDS = {
    Kind.FEEDBACK: _("Phản ánh"),
    Kind.PROPOSAL: _("Kiến nghị"),
    Kind.CONTRIBUTION: _("Góp ý"),
    Kind.INITIATIVE: _("Sáng kiến"),
    Kind.COMPLAINT: _("Khiếu nại"),
}
KINDS_EXPLAINED = {
    Kind.FEEDBACK: _("Báo một việc đang xảy ra: đường ngập, đèn hỏng, rác, tiếng ồn…"),
    Kind.PROPOSAL: _("Đề nghị cơ quan làm hoặc sửa một việc."),
    Kind.CONTRIBUTION: _("Góp ý cách phục vụ, cách làm việc."),
    Kind.INITIATIVE: _("Nêu cách làm mới có ích cho khu phố, phường."),
    Kind.COMPLAINT: _("Đề nghị xem lại một quyết định hoặc việc làm của cơ quan đã ảnh hưởng trực tiếp đến ông/bà."),
}
LANES = {
    Lane.PUBLIC: _("Công khai"),
    Lane.OFFICE: _("Chỉ cơ quan đọc"),
}
LANES_EXPLAINED = {
    Lane.PUBLIC: _("Mọi người đọc được nội dung và câu trả lời, sau khi đã che tên, số điện thoại, địa chỉ nhà."),
    Lane.OFFICE: _("Chỉ cơ quan xử lý và ông/bà đọc được. Số liệu đúng hẹn, quá hẹn vẫn được tính."),
}
CHANNELS = {
    Channel.WEB: _("trên mạng"),
    Channel.COUNTER: _("tại quầy"),
    Channel.PHONE: _("qua điện thoại"),
    Channel.PAPER: _("đơn giấy"),
    Channel.IMPORT: _("từ sổ cũ"),
}
STATES = {
    State.SUBMITTED: _("Mới gửi"),
    State.RECEIVED: _("Đã tiếp nhận"),
    State.ACCEPTED: _("Đã thụ lý"),
    State.ASSIGNED: _("Đã giao phòng"),
    State.IN_HAND: _("Đang xử lý"),
    State.DRAFTED: _("Chờ duyệt trả lời"),
    State.APPROVED: _("Trả lời đã duyệt"),
    State.WAITING: _("Chờ người gửi bổ sung"),
    State.ANSWERED: _("Đã trả lời"),
    State.CLOSED: _("Đã kết thúc"),
    State.REFUSED: _("Không thụ lý"),
    State.REDIRECTED: _("Đã chuyển cơ quan khác"),
    State.MERGED: _("Đã gộp"),
    State.WITHDRAWN: _("Người gửi đã rút"),
}
# What a sender reads: fewer words than the desk's, nothing about who drafts for whom.
STATES_FOR_SENDER = {
    **STATES,
    State.ASSIGNED: _("Đang xử lý"),
    State.DRAFTED: _("Đang xử lý"),
    State.APPROVED: _("Đang xử lý"),
    State.WAITING: _("Chờ ông/bà bổ sung"),
}
# The buttons: a verb each. An ellipsis says that something more is asked first.
STEPS = {
    Step.SUBMIT: _("Gửi"),
    Step.RECEIVE: _("Tiếp nhận"),
    Step.RECLASSIFY: _("Phân loại lại…"),
    Step.ACCEPT: _("Thụ lý"),
    Step.REFUSE: _("Không thụ lý…"),
    Step.PASS_ON: _("Chuyển cơ quan khác…"),
    Step.REDIRECT: _("Chuyển ra ngoài hệ thống…"),
    Step.ASSIGN: _("Giao phòng, ban…"),
    Step.HAND_TO: _("Giao cán bộ…"),
    Step.DRAFT: _("Trình duyệt trả lời"),
    Step.SEND_BACK: _("Trả lại bản trình…"),
    Step.APPROVE: _("Duyệt trả lời"),
    Step.ANSWER: _("Gửi trả lời"),
    Step.PUBLISH: _("Công khai…"),
    Step.UNPUBLISH: _("Gỡ công khai…"),
    Step.ASK: _("Hỏi lại người gửi…"),
    Step.REPLY: _("Gửi phần bổ sung"),
    Step.RESUME: _("Xử lý tiếp"),
    Step.EXTEND: _("Gia hạn…"),
    Step.MERGE: _("Gộp…"),
    Step.SEPARATE: _("Tách ra…"),
    Step.WITHDRAW: _("Rút lại…"),
    Step.RATE: _("Gửi đánh giá"),
    Step.REOPEN: _("Đề nghị mở lại"),
    Step.CLOSE: _("Kết thúc"),
    Step.STOP_LETTERS: _("Thôi nhận thư"),
    Step.NOTE: _("Lưu ghi chú"),
    Step.ATTACH: _("Kèm tệp"),
    Step.REMIND: _("Nhắc hẹn"),
    Step.REMIND_SENDER: _("Nhắc người gửi trả lời"),
    Step.FALL_OVERDUE: _("Báo quá hẹn"),
    Step.RECOUNT: _("Tính lại ngày hẹn"),
    Step.RECORD: _("Ghi lại trả lời từ sổ cũ"),
    Step.RECORD_REFUSAL: _("Ghi lại việc không thụ lý từ sổ cũ"),
    Step.RECORD_PASSING_ON: _("Ghi lại việc chuyển đơn từ sổ cũ"),
}
# What the timeline says once it has happened. {x} is filled from the journal row's `about`.
HAPPENED = {
    "merge_in": _("Gộp thêm {from}"),
    "separate_out": _("{from} không còn gộp vào đây"),
    Step.SUBMIT: _("Đã gửi {channel}"),
    Step.RECEIVE: _("Đã tiếp nhận"),
    Step.RECLASSIFY: _("Phân loại lại: {kind}"),
    Step.ACCEPT: _("Đã thụ lý"),
    Step.REFUSE: _("Không thụ lý: {reason}"),
    Step.PASS_ON: _("Chuyển đến {to}; ngày hẹn giữ nguyên"),
    Step.REDIRECT: _("Chuyển đến {to}"),
    Step.ASSIGN: _("Giao {to}"),
    Step.HAND_TO: _("Giao cán bộ xử lý"),
    Step.DRAFT: pgettext_lazy("happened", "Trình duyệt trả lời"),
    Step.SEND_BACK: _("Trả lại bản trình"),
    Step.APPROVE: _("Đã duyệt trả lời"),
    Step.ANSWER: _("Đã trả lời"),
    Step.PUBLISH: _("Công khai nội dung đã che dữ liệu cá nhân"),
    Step.UNPUBLISH: _("Gỡ khỏi trang công khai"),
    Step.ASK: _("Hỏi lại người gửi; ngày hẹn tạm dừng"),
    Step.REPLY: _("Người gửi đã bổ sung; tính tiếp, hẹn {due_on}"),
    Step.RESUME: _("Xử lý tiếp; tính tiếp, hẹn {due_on}"),
    Step.EXTEND: _("Gia hạn đến {due_on}; căn cứ: {ground}"),
    Step.MERGE: _("Gộp vào {to}"),
    Step.SEPARATE: _("Tách khỏi {from}, giải quyết riêng; hẹn {due_on}"),
    Step.WITHDRAW: _("Người gửi rút lại"),
    Step.RATE: _("Người gửi đánh giá: {solved}"),
    Step.REOPEN: _("Người gửi đề nghị mở lại; hẹn mới {due_on}"),
    Step.STOP_LETTERS: _("Người gửi thôi nhận thư về việc này"),
    Step.CLOSE: _("Kết thúc sau thời gian chờ đánh giá"),
    Step.NOTE: _("Ghi chú nội bộ"),
    Step.ATTACH: _("Cơ quan kèm {n} tệp"),
    Step.REMIND: _("Nhắc hẹn: còn {left} ngày làm việc"),
    Step.REMIND_SENDER: _("Nhắc người gửi trả lời câu hỏi, chờ đến hết {until}"),
    Step.FALL_OVERDUE: _("Quá hẹn; báo {to}"),
    Step.RECOUNT: _("Lịch nghỉ thay đổi: hẹn {was} nay là {due_on}"),
    Step.RECORD: _("Đã trả lời, theo sổ cũ"),
    Step.RECORD_REFUSAL: _("Không thụ lý, theo sổ cũ"),
    Step.RECORD_PASSING_ON: _("Đã chuyển nơi khác, theo sổ cũ"),
}
REASONS = {
    Reason.NOT_OURS: _("Không thuộc thẩm quyền giải quyết"),
    Reason.NO_CONTENT: _("Chưa nêu việc cụ thể để xem xét"),
    Reason.ALREADY_DECIDED: _("Đã có kết luận, quyết định có hiệu lực"),
    Reason.IN_COURT: _("Tòa án đang hoặc đã giải quyết"),
    Reason.OUT_OF_TIME: _("Đã quá thời hiệu khiếu nại"),
    Reason.NOT_AFFECTED: _("Người gửi không có quyền, lợi ích liên quan trực tiếp"),
    Reason.INSULTING: _("Chỉ có lời lẽ xúc phạm, không có việc cụ thể"),
    Reason.DENUNCIATION: _("Là tố cáo, phải gửi theo đường kín của Luật Tố cáo"),
}
SOLVED = {
    Solved.YES: _("Đã giải quyết"),
    Solved.PART: _("Giải quyết một phần"),
    Solved.NO: _("Chưa giải quyết"),
}
OUTCOMES = {
    Outcome.ON_TIME: _("Đúng hẹn"),
    Outcome.EXTENDED: _("Gia hạn có lý do"),
    Outcome.LATE: _("Quá hẹn"),
}
STAGES = {
    Stage.OPEN: _("Đang giải quyết"),
    Stage.ANSWERED: _("Đã trả lời"),
    Stage.ELSEWHERE: _("Không thụ lý, đã chuyển"),
}
