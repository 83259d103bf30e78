"""What a commune must make public, and in which forms: Law 10/2022/QH15 art. 11–13, as tables."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

LAW = "Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15"


class Form(StrEnum):
    """The forms of art. 12(1), in its order; a form of another kind is written down in words."""

    POSTING = "posting"  # niêm yết
    PORTAL = "portal"  # đăng trên cổng, trang thông tin điện tử
    LOUDSPEAKER = "loudspeaker"  # phát trên hệ thống truyền thanh
    VILLAGE_HEAD = "village_head"  # thông qua trưởng thôn, tổ trưởng tổ dân phố
    DOCUMENT = "document"  # gửi văn bản đến công dân
    DIALOGUE = "dialogue"  # hội nghị trao đổi, đối thoại với Nhân dân
    RECEPTION = "reception"  # tiếp công dân, tiếp xúc cử tri
    PRESS = "press"  # họp báo, thông cáo báo chí, người phát ngôn
    ORGANISATIONS = "organisations"  # thông báo đến tổ chức chính trị - xã hội, đoàn thể
    TELECOM = "telecom"  # mạng viễn thông, mạng xã hội

    @property
    def label(self) -> str:
        """In Vietnamese: "niêm yết"."""
        return _FORMS[self][0]

    @property
    def under(self) -> str:
        """The article that names it, and for the demanded ones the article that demands it."""
        return _FORMS[self][1]


_FORMS = {
    Form.POSTING: ("niêm yết", f"Điều 13 khoản 2, {LAW}"),
    Form.PORTAL: ("cổng thông tin điện tử", f"Điều 13 khoản 1, {LAW}"),
    Form.LOUDSPEAKER: ("loa truyền thanh", f"Điều 13 khoản 3, {LAW}"),
    Form.VILLAGE_HEAD: ("trưởng thôn, tổ trưởng", f"Điều 13 khoản 4, {LAW}"),
    Form.DOCUMENT: ("văn bản gửi công dân", f"Điều 12 khoản 1 điểm đ, {LAW}"),
    Form.DIALOGUE: ("hội nghị đối thoại", f"Điều 12 khoản 1 điểm e, {LAW}"),
    Form.RECEPTION: ("tiếp công dân, tiếp xúc cử tri", f"Điều 12 khoản 1 điểm g, {LAW}"),
    Form.PRESS: ("họp báo, thông cáo báo chí", f"Điều 12 khoản 1 điểm g, {LAW}"),
    Form.ORGANISATIONS: ("đoàn thể", f"Điều 12 khoản 1 điểm h, {LAW}"),
    Form.TELECOM: ("tin nhắn, mạng xã hội", f"Điều 12 khoản 1 điểm i, {LAW}"),
}


class Every(StrEnum):
    """How often something new is to be published: what a period's end makes stale."""

    YEAR = "year"  # hằng năm
    QUARTER = "quarter"  # hằng quý
    DECISION = "decision"  # mỗi khi có quyết định


class Posting(StrEnum):
    TERM = "term"  # niêm yết có thời hạn (Điều 13 khoản 2)
    ALWAYS = "always"  # niêm yết thường xuyên (khoản 4, 13 Điều 11)
    NONE = "none"  # luật không buộc niêm yết


@dataclass(frozen=True)
class Item:
    """One clause of art. 11. `expected`: every commune has it, so nothing published at all is a fault."""

    number: int
    name: str
    about: str
    posting: Posting = Posting.TERM
    aloud: bool = False  # loudspeaker, and through village heads (art. 13(3), (4))
    every: Every = Every.DECISION
    expected: bool = False

    @property
    def article(self) -> str:
        """ "Điều 11 khoản 7"."""
        return f"Điều 11 khoản {self.number}"

    @cached_property  # asked for each line of each derivation
    def under(self) -> str:
        return f"{self.article}, {LAW}"

    @cached_property
    def forms(self) -> tuple[Form, ...]:
        """What the law demands of it, whatever else is chosen besides."""
        posted = () if self.posting is Posting.NONE else (Form.POSTING,)
        return (Form.PORTAL, *posted, *((Form.LOUDSPEAKER, Form.VILLAGE_HEAD) if self.aloud else ()))


ITEMS: tuple[Item, ...] = (
    Item(1, "Kế hoạch kinh tế – xã hội",
         "Kế hoạch phát triển và chuyển dịch cơ cấu kinh tế của năm, và đã làm được đến đâu.",
         every=Every.YEAR, expected=True),
    Item(2, "Ngân sách, quyết toán",
         "Dự toán trình và đã được Hội đồng nhân dân quyết định, thu chi từng quý, quyết toán, kết quả kiểm toán.",
         every=Every.QUARTER, expected=True),
    Item(3, "Dự án, đất đai, quy hoạch",
         "Công trình trên địa bàn và tiến độ, kế hoạch thu hồi đất và bồi thường, quỹ đất công, quy hoạch."),
    Item(4, "Quy chế dân chủ, nhiệm vụ cán bộ",
         "Quy chế thực hiện dân chủ, ai làm việc gì, quy tắc ứng xử của cán bộ.",
         Posting.ALWAYS, expected=True),
    Item(5, "Quỹ, tài trợ, khoản dân góp",
         "Các quỹ, tiền tài trợ theo chương trình, dự án, và tiền huy động Nhân dân: thu bao nhiêu, dùng vào đâu."),
    Item(6, "Tài sản công",
         "Xây, mua, giao, cho thuê, thu hồi, bán, thanh lý tài sản công và tiền thu được từ đó."),
    Item(7, "Chính sách hỗ trợ, an sinh",
         "Hỗ trợ sản xuất, nhà ở, bảo hiểm y tế, tín dụng: tiêu chí, đối tượng, cách bình xét, kết quả.", aloud=True),
    Item(8, "Hỗ trợ thiên tai, dịch bệnh, quyên góp",
         "Ai được hỗ trợ khi thiên tai, dịch bệnh, bệnh hiểm nghèo, mức nào; tiền quyên góp được dùng ra sao.",
         aloud=True),
    Item(9, "Tuyển quân, tuyển công an",
         "Số lượng, tiêu chuẩn, danh sách đủ điều kiện, được gọi, tạm hoãn, miễn.", aloud=True),
    Item(10, "Kết quả thanh tra, lấy phiếu tín nhiệm",
         "Xử lý tham nhũng, tiêu cực, vi phạm kỷ luật của cán bộ; kết quả lấy phiếu, bỏ phiếu tín nhiệm.", aloud=True),
    Item(11, "Lấy ý kiến Nhân dân",
         "Kế hoạch, nội dung lấy ý kiến, kết quả tổng hợp, phần giải trình và tiếp thu.", aloud=True),
    Item(12, "Phí, lệ phí",
         "Ai phải nộp, mức thu của từng loại phí, lệ phí do phường, xã trực tiếp thu.", aloud=True, expected=True),
    Item(13, "Thủ tục hành chính",
         "Thủ tục phường, xã trực tiếp làm: giấy tờ, thời hạn, mức thu, nơi nhận.",
         Posting.ALWAYS, expected=True),
    Item(14, "Nội dung khác",
         "Nội dung khác theo luật và theo quy chế dân chủ của địa phương.", Posting.NONE),
)  # fmt: skip

_BY_NUMBER = {item.number: item for item in ITEMS}
OWN = 14  # the clause under which a unit adds its own: other laws, its own rules on democracy


def item(number: int) -> Item:
    """The clause of this number. Raises KeyError."""
    return _BY_NUMBER[number]


def own_item(name: str, about: str, *, posting: Posting = Posting.NONE, aloud: bool = False,
             expected: bool = False) -> Item:
    """What a unit has added to the fourteen, with the forms its own rules demand (art. 11(14))."""
    return Item(OWN, name, about, posting, aloud, expected=expected)


LIST_UNDER = f"Điều 13 khoản 2, {LAW}"  # the list of each quarter
REPORT_UNDER = f"Điều 14 khoản 3, {LAW}"  # to the Council and the Front
