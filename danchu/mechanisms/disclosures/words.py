"""What the tables of `rules` and of the law are called on screens, in Vietnamese, translated when shown."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from danchu.law.disclosed import State as Standing
from danchu.law.disclosure import Form, Posting
from danchu.law.publication import Document
from danchu.mechanisms.disclosures.rules import BodyStep, Bond, LifeEvent, State, Step

STATES = {
    State.DUE: _("Chờ công khai"),
    State.PUBLISHED: _("Đã đăng trên cổng"),
    State.ON_DISPLAY: _("Đang niêm yết"),
    State.DISPLAY_COMPLETE: _("Đã đủ thời gian"),
    State.ARCHIVED: _("Đã lưu"),
    State.WITHDRAWN: _("Đã gỡ"),
}
# The buttons: a verb each. An ellipsis says that something more is asked first.
STEPS = {
    Step.REGISTER: _("Ghi vào sổ"),
    Step.REVISE: _("Lưu bản sửa"),
    Step.PUBLISH: _("Công khai trên cổng"),
    Step.OBSERVE: _("Lưu ghi nhận"),
    Step.COMPLETE: _("Đủ thời gian"),
    Step.CHANGE: _("Ghi nội dung đã thay đổi"),
    Step.REFRESH: _("Thay bản mới"),
    Step.HAND_OVER: _("Chuyển đơn vị"),
    Step.WITHDRAW: _("Gỡ xuống"),
    Step.ARCHIVE: _("Đưa vào lưu trữ"),
    Step.EXPIRE: _("Ẩn vì hết thời gian"),
    Step.REMIND: pgettext_lazy("disclosure", "Nhắc hạn"),
    Step.FALL_OVERDUE: pgettext_lazy("disclosure", "Báo quá hạn"),
    Step.TURN: _("Đến ngày"),
    Step.ATTACH: pgettext_lazy("disclosure", "Kèm tệp"),
}
# What the timeline says once it has happened. {x} is filled from the journal row's `about`.
HAPPENED = {
    Step.REGISTER: _("Ghi vào sổ; hạn công khai {due_on}"),
    Step.REVISE: _("Sửa trước khi công khai"),
    Step.PUBLISH: _("Công khai trên cổng"),
    Step.OBSERVE: _("{form}, {place}: {seen} ngày {on}"),
    Step.COMPLETE: _("Đã đủ thời gian và minh chứng theo luật"),
    Step.CHANGE: _("Nội dung thay đổi từ ngày {on}; bản đang công khai phải được thay"),
    Step.REFRESH: _("Thay bằng bản thứ {n}"),
    Step.HAND_OVER: _("Chuyển sang {to}; thời gian đã tính giữ nguyên"),
    Step.WITHDRAW: _("Đã gỡ xuống"),
    Step.ARCHIVE: _("Đưa vào lưu trữ"),
    Step.EXPIRE: _("Hết thời gian được nêu tên: ẩn nội dung, cơ quan giữ bản lưu"),
    Step.REMIND: _("Nhắc: việc tiếp theo hạn {due_on}"),
    Step.FALL_OVERDUE: _("Quá hạn {due_on}"),
    Step.TURN: _("Đến ngày, tự chuyển: {standing}"),
    Step.ATTACH: _("Kèm {n} tệp"),
    BodyStep.ADD_ITEM: _("Thêm nội dung “{name}”"),
    BodyStep.END_ITEM: _("Thôi công khai nội dung “{name}”"),
    BodyStep.DRAW_UP_LIST: _("Lập, niêm yết danh sách quý {q}/{y}"),
    BodyStep.PLAN_SESSION: _("Ghi kỳ họp “{name}”, ngày {on}"),
    BodyStep.REPORT_TO_SESSION: _("Gửi báo cáo cho kỳ họp “{name}”"),
}
FORMS = {
    Form.POSTING: _("Niêm yết"),
    Form.PORTAL: _("Cổng thông tin điện tử"),
    Form.LOUDSPEAKER: _("Loa truyền thanh"),
    Form.VILLAGE_HEAD: _("Trưởng thôn, tổ trưởng"),
    Form.DOCUMENT: _("Văn bản gửi công dân"),
    Form.DIALOGUE: _("Hội nghị đối thoại"),
    Form.RECEPTION: _("Tiếp công dân, tiếp xúc cử tri"),
    Form.PRESS: _("Họp báo, thông cáo báo chí"),
    Form.ORGANISATIONS: _("Đoàn thể"),
    Form.TELECOM: _("Tin nhắn, mạng xã hội"),
}
DOCUMENTS = {
    Document.GENERAL: _("Văn bản, số liệu chung"),
    Document.BENEFICIARIES: _("Kết quả hỗ trợ, trợ cấp"),
    Document.CONSCRIPTION: _("Danh sách tuyển quân, tuyển công an"),
    Document.LAND_RECOVERY: _("Danh sách người có đất thu hồi"),
    Document.DISCIPLINE: _("Kết quả thanh tra, kỷ luật"),
}
POSTINGS = {
    Posting.NONE: _("Không phải niêm yết"),
    Posting.TERM: _("Niêm yết có thời hạn, như Điều 13 khoản 2"),
    Posting.ALWAYS: _("Luôn được niêm yết, thay khi có thay đổi"),
}
STANDINGS = {
    Standing.OVERDUE: _("Quá hạn"),
    Standing.BROKEN: _("Bị gián đoạn"),
    Standing.UNPROVEN: _("Thiếu minh chứng"),
    Standing.EXPIRED: _("Đã hết kỳ"),
    Standing.MISSING: _("Chưa công khai"),
    Standing.DUE_SOON: _("Sắp đến hạn"),
    Standing.NOT_YET_DUE: _("Chưa đến hạn"),
    Standing.IN_PROGRESS: _("Đang thực hiện"),
    Standing.DONE: _("Đã làm đủ"),
    Standing.NOTHING: _("Chưa ghi nhận"),
}
# The shape and colour of a standing: the kinds of the due badge.
NEARNESS = {
    Standing.OVERDUE: "late", Standing.BROKEN: "late", Standing.UNPROVEN: "late", Standing.EXPIRED: "late",
    Standing.MISSING: "late", Standing.DUE_SOON: "soon", Standing.NOT_YET_DUE: "ok", Standing.IN_PROGRESS: "ok",
    Standing.DONE: "done", Standing.NOTHING: "wait",
}  # fmt: skip
SEEN = {True: _("còn"), False: _("không còn")}
LIFE_EVENTS = {
    LifeEvent.BIRTH: _("Có con"), LifeEvent.SCHOOL: _("Đi học"), LifeEvent.MARRIAGE: _("Kết hôn"),
    LifeEvent.HOUSE: _("Nhà, đất"), LifeEvent.BUSINESS: _("Buôn bán, làm ăn"), LifeEvent.SUPPORT: _("Cần trợ giúp"),
    LifeEvent.PAPERS: _("Giấy tờ, chứng thực"), LifeEvent.DEATH: _("Người thân qua đời"),
}  # fmt: skip
BONDS = {
    # ahead, and seen from the other end
    Bond.IMPLEMENTS: (_("Thực hiện"), _("Được thực hiện bằng")),
    Bond.REPLACES: (_("Thay thế"), _("Bị thay thế bằng")),
    Bond.AMENDS: (_("Sửa đổi, bổ sung"), _("Được sửa đổi bằng")),
}
