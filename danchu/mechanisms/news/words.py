"""How each term of the rules is said on a screen."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from danchu.mechanisms.news.rules import CommentState, Kind, Reason, State, Step

KINDS: dict[str, Any] = {Kind.NEWS: _("Tin tức"), Kind.ANNOUNCEMENT: _("Thông báo")}
STATES: dict[str, Any] = {
    State.DRAFT: _("Đang soạn"),
    State.REVIEW: _("Chờ duyệt"),
    State.SCHEDULED: _("Hẹn giờ đăng"),
    State.PUBLISHED: _("Đã đăng"),
    State.WITHDRAWN: _("Đã gỡ"),
}
STEPS: dict[str, Any] = {
    Step.WRITE: _("Soạn bài"),
    Step.EDIT: _("Sửa bài"),
    Step.SUBMIT: _("Trình duyệt"),
    Step.SEND_BACK: _("Trả lại"),
    Step.SCHEDULE: _("Hẹn giờ đăng"),
    Step.UNSCHEDULE: _("Bỏ hẹn giờ"),
    Step.PUBLISH: _("Đăng bài"),
    Step.CORRECT: _("Đính chính"),
    Step.PIN: _("Ghim lên đầu"),
    Step.UNPIN: _("Bỏ ghim"),
    Step.WITHDRAW: _("Gỡ bài"),
    Step.RESTORE: _("Đăng lại"),
    Step.ATTACH: _("Kèm ảnh, tệp"),
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
