"""Whether names may stand in what is made public, by kind of document, for how long, and which law says so."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from danchu.law.confidence import Sure
from danchu.law.limits import Duty


class Document(StrEnum):
    """The kind of a document, as far as names in it are concerned."""

    GENERAL = "general"  # văn bản, số liệu chung
    BENEFICIARIES = "beneficiaries"  # kết quả hỗ trợ, trợ cấp
    CONSCRIPTION = "conscription"  # danh sách tuyển quân, tuyển công an
    LAND_RECOVERY = "land_recovery"  # danh sách người có đất thu hồi
    DISCIPLINE = "discipline"  # kết quả thanh tra, kỷ luật cán bộ


@dataclass(frozen=True)
class NamesRule:
    """`names`: the law itself demands them; `until`: the term after which they go from public pages by themselves."""

    names: bool
    told: str
    under: str
    sure: Sure
    until: Duty | None = None


NAMES: dict[Document, NamesRule] = {
    Document.GENERAL: NamesRule(
        False, "Không nêu tên, số điện thoại, địa chỉ nhà của ai.", "Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15",
        Sure.SECOND),
    Document.BENEFICIARIES: NamesRule(
        False, "Nêu tiêu chuẩn, số người, mức hỗ trợ. Không đưa tên người nhận lên cổng.",
        "Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15", Sure.SECOND),
    Document.CONSCRIPTION: NamesRule(
        True, "Được nêu họ tên, vì luật buộc công khai danh sách. Không nêu số căn cước, địa chỉ nhà. Hết thời gian "
        "niêm yết thì tự ẩn.", "Điều 11 khoản 9, Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15", Sure.TEXT,
        Duty.POST_DISCLOSURE),
    Document.LAND_RECOVERY: NamesRule(
        True, "Được nêu họ tên và thửa đất, vì luật buộc niêm yết danh sách. Hết thời gian niêm yết thì tự ẩn.",
        "Điều 87, Luật Đất đai 31/2024/QH15", Sure.CHECK, Duty.POST_COMPENSATION_PLAN),
    Document.DISCIPLINE: NamesRule(
        False, "Nêu việc, hình thức xử lý, chức vụ. Tên chỉ nêu khi quyết định xử lý cho phép.",
        "Điều 11 khoản 10, Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15", Sure.CHECK),
}  # fmt: skip
