"""What the tables of `rules` are called on screens and in letters, in Vietnamese. Pure."""

from danchu.mechanisms.petitions.rules import Channel, Kind, Lane, Outcome, Reason, Solved, State, Step

KINDS = {
    Kind.FEEDBACK: "Phản ánh",
    Kind.PROPOSAL: "Kiến nghị",
    Kind.CONTRIBUTION: "Góp ý",
    Kind.INITIATIVE: "Sáng kiến",
    Kind.COMPLAINT: "Khiếu nại",
}
KINDS_EXPLAINED = {
    Kind.FEEDBACK: "Báo một việc đang xảy ra: đường ngập, đèn hỏng, rác, tiếng ồn…",
    Kind.PROPOSAL: "Đề nghị cơ quan làm hoặc sửa một việc.",
    Kind.CONTRIBUTION: "Góp ý cách phục vụ, cách làm việc.",
    Kind.INITIATIVE: "Nêu cách làm mới có ích cho khu phố, phường.",
    Kind.COMPLAINT: "Đề nghị xem lại một quyết định hoặc việc làm của cơ quan đã ảnh hưởng trực tiếp đến ông/bà.",
}
LANES = {
    Lane.PUBLIC: "Công khai",
    Lane.OFFICE: "Chỉ cơ quan đọc",
}
LANES_EXPLAINED = {
    Lane.PUBLIC: "Mọi người đọc được nội dung và câu trả lời, sau khi cán bộ đã che tên, số điện thoại, địa chỉ nhà.",
    Lane.OFFICE: "Chỉ cơ quan xử lý và ông/bà đọc được. Số liệu đúng hẹn, quá hẹn vẫn được tính.",
}
CHANNELS = {
    Channel.WEB: "trên mạng",
    Channel.COUNTER: "tại quầy",
    Channel.PHONE: "qua điện thoại",
    Channel.PAPER: "đơn giấy",
    Channel.IMPORT: "từ sổ cũ",
}
STATES = {
    State.SUBMITTED: "Mới gửi",
    State.RECEIVED: "Đã tiếp nhận",
    State.ACCEPTED: "Đã thụ lý",
    State.ASSIGNED: "Đã giao phòng",
    State.IN_HAND: "Đang xử lý",
    State.DRAFTED: "Chờ duyệt trả lời",
    State.APPROVED: "Trả lời đã duyệt",
    State.WAITING: "Chờ người gửi bổ sung",
    State.ANSWERED: "Đã trả lời",
    State.CLOSED: "Đã kết thúc",
    State.REFUSED: "Không thụ lý",
    State.REDIRECTED: "Đã chuyển cơ quan khác",
    State.MERGED: "Đã gộp",
    State.WITHDRAWN: "Người gửi đã rút",
}
# What a sender reads: fewer words than the desk's, nothing about who drafts for whom.
STATES_FOR_SENDER = {**STATES,
    State.ASSIGNED: "Đang xử lý",
    State.DRAFTED: "Đang xử lý",
    State.APPROVED: "Đang xử lý",
    State.WAITING: "Chờ ông/bà bổ sung",
}
# The buttons: a verb each. An ellipsis says that something more is asked first.
STEPS = {
    Step.SUBMIT: "Gửi",
    Step.RECEIVE: "Tiếp nhận",
    Step.RECLASSIFY: "Phân loại lại…",
    Step.ACCEPT: "Thụ lý",
    Step.REFUSE: "Không thụ lý…",
    Step.PASS_ON: "Chuyển cơ quan khác…",
    Step.REDIRECT: "Chuyển ra ngoài hệ thống…",
    Step.ASSIGN: "Giao phòng, ban…",
    Step.HAND_TO: "Giao cán bộ…",
    Step.DRAFT: "Trình duyệt trả lời",
    Step.SEND_BACK: "Trả lại bản trình…",
    Step.APPROVE: "Duyệt trả lời",
    Step.ANSWER: "Gửi trả lời",
    Step.PUBLISH: "Công khai…",
    Step.UNPUBLISH: "Gỡ công khai…",
    Step.ASK: "Hỏi lại người gửi…",
    Step.REPLY: "Gửi phần bổ sung",
    Step.RESUME: "Xử lý tiếp",
    Step.EXTEND: "Gia hạn…",
    Step.MERGE: "Gộp…",
    Step.WITHDRAW: "Rút lại…",
    Step.RATE: "Gửi đánh giá",
    Step.REOPEN: "Đề nghị mở lại",
    Step.CLOSE: "Kết thúc",
    Step.NOTE: "Lưu ghi chú",
    Step.REMIND: "Nhắc hẹn",
    Step.FALL_OVERDUE: "Báo quá hẹn",
    Step.RECOUNT: "Tính lại ngày hẹn",
}
# What the timeline says once it has happened. {x} is filled from the journal row's `about`.
HAPPENED = {
    Step.SUBMIT: "Đã gửi {channel}",
    Step.RECEIVE: "Đã tiếp nhận",
    Step.RECLASSIFY: "Phân loại lại: {kind}",
    Step.ACCEPT: "Đã thụ lý",
    Step.REFUSE: "Không thụ lý: {reason}",
    Step.PASS_ON: "Chuyển đến {to}; ngày hẹn giữ nguyên",
    Step.REDIRECT: "Chuyển đến {to}",
    Step.ASSIGN: "Giao {to}",
    Step.HAND_TO: "Giao cán bộ xử lý",
    Step.DRAFT: "Trình duyệt trả lời",
    Step.SEND_BACK: "Trả lại bản trình",
    Step.APPROVE: "Đã duyệt trả lời",
    Step.ANSWER: "Đã trả lời",
    Step.PUBLISH: "Công khai nội dung đã che dữ liệu cá nhân",
    Step.UNPUBLISH: "Gỡ khỏi trang công khai",
    Step.ASK: "Hỏi lại người gửi; ngày hẹn tạm dừng",
    Step.REPLY: "Người gửi đã bổ sung; tính tiếp, hẹn {due_on}",
    Step.RESUME: "Xử lý tiếp; tính tiếp, hẹn {due_on}",
    Step.EXTEND: "Gia hạn đến {due_on}",
    Step.MERGE: "Gộp vào {to}",
    Step.WITHDRAW: "Người gửi rút lại",
    Step.RATE: "Người gửi đánh giá: {solved}",
    Step.REOPEN: "Người gửi đề nghị mở lại; hẹn mới {due_on}",
    Step.CLOSE: "Kết thúc sau thời gian chờ đánh giá",
    Step.NOTE: "Ghi chú nội bộ",
    Step.REMIND: "Nhắc hẹn: còn {left} ngày làm việc",
    Step.FALL_OVERDUE: "Quá hẹn; báo {to}",
    Step.RECOUNT: "Lịch nghỉ thay đổi: hẹn {was} nay là {due_on}",
}
REASONS = {
    Reason.NOT_OURS: "Không thuộc thẩm quyền giải quyết",
    Reason.NO_CONTENT: "Chưa nêu việc cụ thể để xem xét",
    Reason.ALREADY_DECIDED: "Đã có kết luận, quyết định có hiệu lực",
    Reason.IN_COURT: "Tòa án đang hoặc đã giải quyết",
    Reason.OUT_OF_TIME: "Đã quá thời hiệu khiếu nại",
    Reason.NOT_AFFECTED: "Người gửi không có quyền, lợi ích liên quan trực tiếp",
    Reason.INSULTING: "Chỉ có lời lẽ xúc phạm, không có việc cụ thể",
    Reason.DENUNCIATION: "Là tố cáo, phải gửi theo đường kín của Luật Tố cáo",
}
SOLVED = {
    Solved.YES: "Đã giải quyết",
    Solved.PART: "Giải quyết một phần",
    Solved.NO: "Chưa giải quyết",
}
OUTCOMES = {
    Outcome.ON_TIME: "Đúng hẹn",
    Outcome.EXTENDED: "Gia hạn có lý do",
    Outcome.LATE: "Quá hẹn",
}
