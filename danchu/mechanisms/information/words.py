"""What the tables of `rules` are called on screens and in letters, in Vietnamese, translated when shown."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from danchu.mechanisms.information.rules import Ground, State, Step, Way

WAYS = {
    Way.PAGE: _("Xem trên trang này bằng mã số"),
    Way.EMAIL: _("Gửi vào thư điện tử"),
    Way.OFFICE: _("Tôi đến trụ sở nhận"),
}
STATES = {
    State.ASKED: _("Mới gửi"),
    State.TERM_TOLD: _("Đã báo thời hạn"),
    State.GIVEN: _("Đã cung cấp"),
    State.REFUSED: _("Từ chối cung cấp"),
    State.WITHDRAWN: _("Người hỏi đã rút"),
}
STEPS = {
    Step.ASK: _("Gửi yêu cầu"),
    Step.TELL_TERM: _("Báo thời hạn"),
    Step.EXTEND: pgettext_lazy("information", "Gia hạn"),
    Step.GIVE: _("Cung cấp thông tin"),
    Step.REFUSE: _("Từ chối cung cấp"),
    Step.PUBLISH: _("Công khai cho mọi người"),
    Step.UNPUBLISH: _("Gỡ công khai"),
    Step.WITHDRAW: _("Rút yêu cầu"),
    Step.REMIND: pgettext_lazy("information", "Nhắc hẹn"),
    Step.FALL_OVERDUE: pgettext_lazy("information", "Báo quá hẹn"),
    Step.RECOUNT: pgettext_lazy("information", "Tính lại ngày hẹn"),
}
HAPPENED = {
    Step.ASK: _("Đã gửi yêu cầu; hẹn {due_on}"),
    Step.TELL_TERM: _("Thông tin phải tập hợp: báo thời hạn, hẹn {due_on}"),
    Step.EXTEND: pgettext_lazy("information", "Gia hạn đến {due_on}"),
    Step.GIVE: _("Đã cung cấp thông tin"),
    Step.REFUSE: _("Từ chối cung cấp: {ground}"),
    Step.PUBLISH: _("Công khai câu hỏi và trả lời cho mọi người"),
    Step.UNPUBLISH: _("Gỡ khỏi trang công khai"),
    Step.WITHDRAW: _("Người hỏi rút yêu cầu"),
    Step.REMIND: _("Nhắc: hẹn {due_on}"),
    Step.FALL_OVERDUE: _("Quá hẹn {due_on} mà chưa cung cấp"),
    Step.RECOUNT: _("Lịch nghỉ thay đổi: hẹn {was} nay là {due_on}"),
}
GROUNDS = {
    Ground.SECRET: _("Bí mật nhà nước hoặc thông tin luật không cho tiếp cận"),
    Ground.NO_CONSENT: _("Đời tư, bí mật kinh doanh của người chưa đồng ý"),
    Ground.ALREADY_PUBLIC: _("Đã được công khai, xem được ngay"),
    Ground.NOT_OURS: _("Không thuộc trách nhiệm cung cấp của cơ quan"),
    Ground.GIVEN_TWICE: _("Đã cung cấp hai lần cho ông/bà"),
    Ground.BEYOND_MEANS: _("Vượt quá khả năng đáp ứng của cơ quan"),
    Ground.COST_UNPAID: _("Chưa trả chi phí in, sao, gửi"),
}
