"""What must stay confidential, and under which article. Every page, search and export asks this table."""

from dataclasses import dataclass
from enum import StrEnum

from danchu.law.confidence import Sure


class Subject(StrEnum):
    DENUNCIATION = "denunciation"  # tố cáo
    SENDER = "sender"  # người gửi đơn
    HOUSEHOLD = "household"  # hồ sơ hộ gia đình
    PERSONAL_DATA = "personal_data"  # dữ liệu cá nhân


@dataclass(frozen=True)
class Secrecy:
    """One rule of silence: about whom, what stays hidden, under which article."""

    subject: Subject
    hidden: str
    under: str
    sure: Sure
    quote: str = ""


CONFIDENTIAL = (
    Secrecy(
        Subject.DENUNCIATION,
        "Họ tên, địa chỉ, bút tích và thông tin cá nhân khác của người tố cáo",
        "Điều 9 khoản 1 điểm b, Luật Tố cáo 25/2018/QH14",
        Sure.TEXT,
        "Được bảo đảm bí mật họ tên, địa chỉ, bút tích và thông tin cá nhân khác",
    ),
    Secrecy(
        Subject.DENUNCIATION,
        "Sự có mặt của tố cáo: không liệt kê, không đếm theo ô nhỏ, không tìm kiếm, không báo kèm nội dung, "
        "không xuất ra",
        "Quy định nội bộ, cài đặt của nền tảng danchu",
        Sure.LOCAL,
    ),
    Secrecy(
        Subject.SENDER,
        "Họ tên, địa chỉ, bút tích và thông tin cá nhân khác của công dân",
        "Điều 12 khoản 2, Nghị định 154/2026/NĐ-CP",
        Sure.TEXT,
        "Người tiếp công dân phải giữ bí mật họ tên, địa chỉ, bút tích",
    ),
    Secrecy(
        Subject.PERSONAL_DATA,
        "Quan điểm chính trị, hành vi trên mạng, ảnh thẻ căn cước: không bao giờ hỏi ảnh thẻ căn cước",
        "Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15 và Nghị định 356/2025/NĐ-CP",
        Sure.SECOND,
    ),
    Secrecy(
        Subject.HOUSEHOLD,
        "Thái độ chính trị của hộ: không bao giờ được ghi",
        "Quy định nội bộ, cài đặt của nền tảng danchu",
        Sure.LOCAL,
    ),
)
