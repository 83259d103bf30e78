"""Answers the ward gives often, for its officials to begin from."""

from danchu.ground.offices.models import Unit
from danchu.mechanisms.petitions.models import AnswerTemplate

TEMPLATES = {
    "Đã xử lý xong": (
        "Cảm ơn Ông/bà đã phản ánh. Ngày …, … đã kiểm tra tại chỗ và ghi nhận …. Ngày … đã … (kèm ảnh trước và "
        "sau). Nếu việc trở lại như cũ, Ông/bà bấm “chưa giải quyết” tại đây, không phải gửi lại từ đầu."
    ),
    "Xong một phần, phần còn lại có hẹn": (
        "Phần … đã làm xong ngày …. Phần … chưa làm được vì …; dự kiến xong ngày …, người theo dõi: …. Kết quả "
        "được ghi tiếp vào chính mã số này."
    ),
    "Xin lỗi vì trả lời trễ": (
        "Xin lỗi Ông/bà vì trả lời trễ … ngày làm việc. Lý do: …. Việc Ông/bà nêu đã được … ngày …. Để không lặp "
        "lại, từ nay …."
    ),
    "Chưa làm được, nêu rõ lý do": (
        "Sau khi xem xét, việc Ông/bà đề nghị hiện chưa làm được vì …. Việc này được ghi vào …, sẽ xem lại vào …. "
        "Trong lúc chờ, Ông/bà có thể …."
    ),
}


def load_templates(body: Unit) -> None:
    """Add those that are missing; what officials have changed stays as they left it."""
    for name, text in TEMPLATES.items():
        AnswerTemplate.objects.get_or_create(body=body, name=name, defaults={"text": text})
