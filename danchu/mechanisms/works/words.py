"""What the tables of `rules` are called on screens and in letters, in Vietnamese, translated when shown."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from danchu.mechanisms.works.rules import Need, Origin, Score, Side, State, Step, WorkState, WorkStep

ORIGINS = {
    Origin.DIALOGUE: _("Hứa tại đối thoại"),
    Origin.PETITION: _("Hứa khi trả lời phản ánh, kiến nghị"),
    Origin.RECOMMENDATION: _("Theo kiến nghị của ban giám sát, thanh tra nhân dân"),
    Origin.PLAN: _("Theo kế hoạch"),
}
STATES = {
    State.PROMISED: _("Đã hứa"),
    State.UNDER_WAY: _("Đang làm"),
    State.REPORTED: _("Chờ xác nhận"),
    State.CONFIRMED: _("Đã xác nhận"),
    State.DISPUTED: _("Còn tranh cãi"),
    State.CLOSED: _("Đã kết thúc"),
    State.TWICE: _("Ghi trùng"),
}
SCORES = {
    Score.KEPT: _("Giữ đúng ngày"),
    Score.KEPT_LATE: _("Giữ muộn"),
    Score.DISPUTED: _("Còn tranh cãi"),
    Score.OPEN: _("Còn mở"),
    Score.POSTPONED: _("Đã lùi ngày"),
    Score.OVERDUE: _("Quá hẹn"),
}
# The buttons: a verb each. An ellipsis says that something more is asked first.
STEPS = {
    Step.PROMISE: _("Công bố cam kết"),
    Step.PROGRESS: _("Ghi tiến độ…"),
    Step.REPORT_DONE: _("Báo đã làm xong…"),
    Step.CONFIRM: _("Xác nhận đã xong…"),
    Step.DISPUTE: _("Nói chưa xong…"),
    Step.ANSWER_DISPUTE: _("Trả lời ý kiến…"),
    Step.PUBLISH_WORDS: _("Công khai lời đã che…"),
    Step.HIDE_WORDS: _("Che lại lời đã công khai…"),
    Step.MASK: _("Che dữ liệu cá nhân…"),
    Step.RECORD_TWICE: _("Ghi là trùng…"),
    Step.NOT_TWICE: _("Bỏ ghi trùng…"),
    Step.POSTPONE: _("Lùi ngày…"),
    Step.HAND_OVER: _("Nhận bàn giao…"),
    Step.REMIND: _("Nhắc hẹn"),
    Step.FALL_OVERDUE: _("Báo quá hẹn"),
    Step.CLOSE: _("Kết thúc"),
}
# What the timeline says once it has happened. {x} is filled from the journal row's `about`.
HAPPENED = {
    Step.PROMISE: _("{head} hứa làm xong trước hết ngày {due_on}"),
    Step.PROGRESS: _("Tiến độ"),
    Step.REPORT_DONE: _("{unit} báo đã làm xong"),
    Step.CONFIRM: _("Xác nhận đã làm xong"),
    Step.DISPUTE: _("Nói chưa xong"),
    Step.ANSWER_DISPUTE: _("{unit} trả lời"),
    Step.PUBLISH_WORDS: _("Công khai lời người nêu việc, đã che dữ liệu cá nhân"),
    Step.HIDE_WORDS: _("Che lại một lời đã công khai"),
    Step.MASK: _("Che dữ liệu cá nhân trong cam kết"),
    Step.RECORD_TWICE: _("Ghi trùng với {to}: không tính vào bảng điểm nữa"),
    Step.NOT_TWICE: _("Không trùng: tính lại như trước"),
    Step.POSTPONE: _("Lùi ngày từ {was} sang {due_on}"),
    Step.HAND_OVER: _("{to} nhận cam kết này từ {from}; ngày hứa giữ nguyên"),
    Step.REMIND: _("Nhắc hẹn"),
    Step.FALL_OVERDUE: _("Quá ngày hứa; báo {to}"),
    Step.CLOSE: _("Kết thúc: đã xác nhận, không ai nói chưa xong"),
}
TRACK = (
    (pgettext_lazy("promise track", "Hứa"), (State.PROMISED,)),
    (pgettext_lazy("promise track", "Làm"), (State.UNDER_WAY,)),
    (pgettext_lazy("promise track", "Báo xong"), (State.REPORTED, State.DISPUTED)),
    (pgettext_lazy("promise track", "Người khác xác nhận"), (State.CONFIRMED, State.CLOSED)),
)

NEEDS = {
    Need.MONEY: _("Tiền"),
    Need.LABOUR: _("Ngày công"),
    Need.LAND: _("Đất hiến"),
    Need.KIND: _("Hiện vật"),
}
UNITS = {Need.MONEY: _("đồng"), Need.LABOUR: _("ngày công"), Need.LAND: _("m²")}  # things have units of their own
SIDES = {
    Side.PLEDGED: _("Hứa góp"),
    Side.RECEIVED: _("Thu vào"),
    Side.SPENT: _("Chi ra"),
}
WORK_STATES = {
    WorkState.PROPOSED: _("Đề xuất"),
    WorkState.AGREED: _("Đã quyết định"),
    WorkState.COLLECTING: _("Đang vận động đóng góp"),
    WorkState.BUILDING: pgettext_lazy("work", "Đang thi công"),
    WorkState.HANDED_OVER: _("Đã bàn giao"),
    WorkState.MAINTAINED: _("Đang bảo dưỡng"),
    WorkState.CLOSED: _("Đã kết thúc"),
}
WORK_STEPS = {
    WorkStep.PROPOSE: _("Đưa ra việc chung"),
    WorkStep.AGREE: _("Ghi quyết định của cộng đồng…"),
    WorkStep.COLLECT: _("Mở đóng góp"),
    WorkStep.BUILD: _("Khởi công"),
    WorkStep.TELL: _("Ghi tiến độ…"),
    WorkStep.ENTER: _("Ghi sổ…"),
    WorkStep.CORRECT: _("Ghi đảo"),
    WorkStep.DELIVER: _("Bàn giao…"),
    WorkStep.MAINTAIN: _("Giao bảo dưỡng…"),
    WorkStep.FINISH: _("Kết thúc"),
}
WORK_HAPPENED = {
    WorkStep.PROPOSE: _("Đưa ra bàn"),
    WorkStep.AGREE: _("Cộng đồng quyết định: {decision}"),
    WorkStep.COLLECT: _("Mở đóng góp"),
    WorkStep.BUILD: _("Khởi công"),
    WorkStep.TELL: _("Tiến độ"),
    WorkStep.ENTER: _("Ghi sổ, chứng từ {receipt}"),
    WorkStep.CORRECT: _("Ghi đảo chứng từ {corrects}"),
    WorkStep.DELIVER: _("Bàn giao"),
    WorkStep.MAINTAIN: _("Giao bảo dưỡng"),
    WorkStep.FINISH: _("Kết thúc"),
}
WORK_TRACK = (
    (pgettext_lazy("work track", "Đề xuất"), (WorkState.PROPOSED,)),
    (pgettext_lazy("work track", "Quyết định"), (WorkState.AGREED,)),
    (pgettext_lazy("work track", "Đóng góp"), (WorkState.COLLECTING,)),
    (pgettext_lazy("work track", "Thi công"), (WorkState.BUILDING,)),
    (pgettext_lazy("work track", "Bàn giao"), (WorkState.HANDED_OVER,)),
    (pgettext_lazy("work track", "Bảo dưỡng"), (WorkState.MAINTAINED, WorkState.CLOSED)),
)
