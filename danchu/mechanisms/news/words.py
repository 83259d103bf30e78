"""How each term of the rules is said on a screen."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from danchu.mechanisms.news.rules import Arrangement, CommentState, Kind, Reason, State, Step

KINDS: dict[str, Any] = {Kind.NEWS: _("Tin tức"), Kind.ANNOUNCEMENT: _("Thông báo")}
STATES: dict[str, Any] = {
    State.DRAFT: _("Đang soạn"),
    State.DISCARDED: _("Đã bỏ"),
    State.REVIEW: _("Chờ duyệt"),
    State.SCHEDULED: _("Hẹn giờ đăng"),
    State.PUBLISHED: _("Đã đăng"),
    State.WITHDRAWN: _("Đã gỡ"),
}
STEPS: dict[str, Any] = {
    Step.WRITE: _("Soạn bài"),
    Step.EDIT: _("Sửa bài"),
    Step.DISCARD: _("Bỏ bản nháp"),
    Step.RECOVER: _("Lấy lại bản nháp"),
    Step.SUBMIT: _("Trình duyệt"),
    Step.SEND_BACK: _("Trả lại"),
    Step.SCHEDULE: _("Hẹn giờ đăng"),
    Step.UNSCHEDULE: _("Bỏ hẹn giờ"),
    Step.PUBLISH: _("Đăng bài"),
    Step.CORRECT: _("Đính chính"),
    Step.CONCEAL: _("Không cho xem lại"),
    Step.REVEAL: _("Cho xem lại"),
    Step.PIN: _("Ghim lên đầu"),
    Step.UNPIN: _("Bỏ ghim"),
    Step.WITHDRAW: _("Gỡ bài"),
    Step.RESTORE: _("Đăng lại"),
    Step.ATTACH: _("Kèm ảnh, tệp"),
    Step.DETACH: _("Bỏ ảnh, tệp"),
    Step.COVER: _("Chọn ảnh bìa"),
}
COMMENT_STATES: dict[str, Any] = {
    CommentState.SENT: _("Chờ duyệt"),
    CommentState.SHOWN: _("Đang hiện"),
    CommentState.HIDDEN: _("Không hiện"),
    CommentState.CONVERTED: _("Đã thành phản ánh, kiến nghị"),
}
REASONS: dict[str, Any] = {
    Reason.PERSONAL_DATA: _("Có thông tin cá nhân của người khác"),
    Reason.INSULTING: _("Có lời xúc phạm, kích động"),
    Reason.ADVERTISING: _("Quảng cáo, đường dẫn lạ"),
    Reason.OFF_TOPIC: _("Không liên quan bài viết"),
    Reason.REPEATED: _("Gửi lặp lại"),
    Reason.DENUNCIATION: _("Là tố cáo, phải đi theo đường kín"),
}
RULES: tuple[Any, ...] = (  # above the form, and the only reasons a comment is not shown
    _("Nói về việc trong bài, bằng lời lịch sự: không xúc phạm, không kích động."),
    _("Không ghi tên, số điện thoại, địa chỉ của người khác."),
    _("Không quảng cáo, không gửi lặp lại."),
    _("Tố cáo một người thì phải gửi theo đường kín, không viết ở đây."),
)
HAPPENED: dict[str, Any] = {
    Step.WRITE.value: _("Bắt đầu soạn bài"), Step.EDIT.value: _("Sửa bài"), Step.SUBMIT.value: _("Trình duyệt"),
    Step.DISCARD.value: _("Bỏ bản nháp"), Step.RECOVER.value: _("Lấy lại bản nháp"),
    Step.CONCEAL.value: _("Không cho xem lại bản trước"), Step.REVEAL.value: _("Cho xem lại bản trước"),
    Step.SEND_BACK.value: _("Trả lại, cần sửa"), Step.SCHEDULE.value: _("Duyệt, hẹn giờ đăng"),
    Step.UNSCHEDULE.value: _("Bỏ hẹn giờ"), Step.PUBLISH.value: _("Đăng bài"), Step.CORRECT.value: _("Đính chính"),
    Step.PIN.value: _("Ghim lên đầu"), Step.UNPIN.value: _("Bỏ ghim"), Step.WITHDRAW.value: _("Gỡ bài"),
    Step.RESTORE.value: _("Đăng lại"), Step.ATTACH.value: _("Kèm ảnh, tệp"),
    Step.DETACH.value: _("Bỏ ảnh, tệp"), Step.COVER.value: _("Chọn ảnh bìa"),
    Arrangement.SHELVE.value: _("Thêm mục"), Arrangement.UNSHELVE.value: _("Bỏ mục"),
    Arrangement.HANG.value: _("Treo biểu ngữ"), Arrangement.TAKE_DOWN.value: _("Gỡ biểu ngữ"),
}
