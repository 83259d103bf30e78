"""The limits themselves, one row a promise. To change one: docs/howto/change-a-time-limit.md.

A changed number never overwrites: close the old row with `until`, add the new one with its own first day.
"""

from dataclasses import replace
from datetime import date
from typing import NamedTuple

from danchu.law.confidence import Sure
from danchu.law.duties import Duty
from danchu.law.limit import Limit, Unit, Way

W, D, H, M = Unit.WORKING_DAYS, Unit.DAYS, Unit.WORKING_HOURS, Unit.MONTHS
BEFORE, AT_LEAST, AT_MOST = Way.BEFORE, Way.AT_LEAST, Way.AT_MOST


class Source(NamedTuple):
    """A document and the days it binds."""

    name: str
    since: date
    until: date | None = None


def _limit(
    duty: Duty,
    amount: int,
    unit: Unit,
    article: str,
    source: Source,
    title: str,
    quote: str = "",
    *,
    way: Way = Way.WITHIN,
    sure: Sure = Sure.TEXT,
    local: bool = False,
    note: str = "",
) -> Limit:
    since, until = source.since, source.until
    return Limit(duty, title, amount, unit, article, source.name, sure, since, until, quote, way, local, note)


# Law 136/2025/QH15 amends the three laws of reception, complaint and denunciation from this day.
_AMENDED = date(2026, 7, 1)
_LAST_UNAMENDED = date(2026, 6, 30)
_NOT_READ = "Luật 136/2025/QH15 sửa đổi luật này từ 01/07/2026; chưa đọc được bản hợp nhất, tạm giữ số cũ."

RECEPTION = Source("Luật Tiếp công dân 42/2013/QH13", date(2014, 7, 1), _LAST_UNAMENDED)
COMPLAINTS = Source("Luật Khiếu nại 02/2011/QH13", date(2012, 7, 1), _LAST_UNAMENDED)
DENUNCIATIONS = Source("Luật Tố cáo 25/2018/QH14", date(2019, 1, 1), _LAST_UNAMENDED)
RECEPTION_DECREE = Source("Nghị định 154/2026/NĐ-CP", _AMENDED)
RULES_FEEDBACK = Source("Nghị định 20/2008/NĐ-CP", date(2008, 3, 3))
PARTY_HEADS = Source("Quy định 11-QĐi/TW", date(2019, 2, 18))
VOTERS_NGHE_AN = Source("Quyết định 98/2025/QĐ-UBND (Nghệ An)", date(2025, 12, 10))
VOTERS = Source("Nghị quyết liên tịch 72/2025/NQLT-UBTVQH15-CP-ĐCTUBTWMTTQVN", date(2025, 2, 20))
FIELD_REPORTS = Source("Quyết định 1207/2025 (Hà Nội), Tổng đài 1022 (TP. Hồ Chí Minh)", date(2025, 1, 1))
INFORMATION = Source("Luật Tiếp cận thông tin 104/2016/QH13", date(2018, 7, 1))
PERSONAL_DATA = Source("Nghị định 356/2025/NĐ-CP", date(2026, 1, 1))
# The new communes exist from this day; the law itself may bind a few days earlier.
LOCAL_GOVERNMENT = Source("Luật Tổ chức chính quyền địa phương 72/2025/QH15", date(2025, 7, 1))
DEMOCRACY = Source("Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15", date(2023, 7, 1))
DEMOCRACY_DECREE = Source("Nghị định 59/2023/NĐ-CP", date(2023, 8, 15))
CONVENTIONS = Source("Nghị định 61/2023/NĐ-CP", date(2023, 8, 16))
FRONT = Source("Luật Mặt trận Tổ quốc Việt Nam 75/2015/QH13", date(2016, 1, 1))
FRONT_RESOLUTION = Source("Nghị quyết liên tịch 403/2017/NQLT-UBTVQH14-CP-ĐCTUBTWMTTQVN", date(2017, 6, 15))
BOUNDARIES = Source("Nghị định 321/2025/NĐ-CP", date(2025, 7, 1))
_DRAFTING = "Luật Ban hành văn bản quy phạm pháp luật 80/2015/QH13"
OLD_DRAFTING = Source(_DRAFTING, date(2016, 7, 1), date(2025, 3, 31))
LAND = Source("Luật Đất đai 31/2024/QH15", date(2024, 8, 1))
HOUSE = Source("cài đặt của nền tảng danchu", date(2017, 1, 1))

_NO_ARTICLE = "chưa ghi số điều"
_UNQUOTED = "Đã đọc điều luật; câu trích chưa được lưu kèm."

_UNTIL_AMENDED = (
    _limit(
        Duty.TELL_SENDER, 10, W, "Điều 28 khoản 1", RECEPTION,
        "Trả lời hoặc thông báo cho người gửi: đã thụ lý, cần thêm thời gian, từ chối hay đã chuyển",
        "Trong thời hạn 10 ngày làm việc, kể từ ngày tiếp nhận nội dung khiếu nại, tố cáo, kiến nghị",
    ),
    _limit(
        Duty.POST_RECEPTION_CALENDAR, 5, W, "Điều 24 khoản 4", RECEPTION,
        "Niêm yết lịch tiếp công dân",
        "niêm yết chậm nhất là 05 ngày làm việc, trước ngày tiếp công dân", way=BEFORE,
    ),
    _limit(
        Duty.ACCEPT_COMPLAINT, 10, D, "Điều 27", COMPLAINTS,
        "Thụ lý khiếu nại lần đầu, hoặc từ chối có nêu lý do",
        "Trong thời hạn 10 ngày, kể từ ngày nhận được khiếu nại thuộc thẩm quyền",
    ),
    _limit(
        Duty.DECIDE_COMPLAINT, 30, D, "Điều 28", COMPLAINTS,
        "Giải quyết khiếu nại lần đầu",
        "Thời hạn giải quyết khiếu nại lần đầu không quá 30 ngày, kể từ ngày thụ lý",
    ),
    _limit(
        Duty.DECIDE_COMPLAINT_COMPLEX, 45, D, "Điều 28", COMPLAINTS,
        "Giải quyết khiếu nại lần đầu, vụ việc phức tạp",
        "có thể kéo dài hơn nhưng không quá 45 ngày, kể từ ngày thụ lý",
    ),
    _limit(
        Duty.DECIDE_COMPLAINT_REMOTE, 45, D, "Điều 28", COMPLAINTS,
        "Giải quyết khiếu nại lần đầu ở vùng sâu, vùng xa đi lại khó khăn",
        "thời hạn giải quyết khiếu nại không quá 45 ngày, kể từ ngày thụ lý",
    ),
    _limit(
        Duty.DECIDE_COMPLAINT_REMOTE_COMPLEX, 60, D, "Điều 28", COMPLAINTS,
        "Giải quyết khiếu nại lần đầu ở vùng sâu, vùng xa, vụ việc phức tạp",
        "có thể kéo dài hơn nhưng không quá 60 ngày, kể từ ngày thụ lý",
    ),
    _limit(
        Duty.ACCEPT_SECOND_COMPLAINT, 10, D, "Điều 36 khoản 1", COMPLAINTS,
        "Thụ lý khiếu nại lần hai",
        "Trong thời hạn 10 ngày, kể từ ngày nhận được đơn khiếu nại thuộc thẩm quyền giải quyết của mình",
    ),
    _limit(
        Duty.DECIDE_SECOND_COMPLAINT, 45, D, "Điều 37", COMPLAINTS,
        "Giải quyết khiếu nại lần hai",
        "Thời hạn giải quyết khiếu nại lần hai không quá 45 ngày, kể từ ngày thụ lý",
    ),
    _limit(
        Duty.DECIDE_SECOND_COMPLAINT_COMPLEX, 60, D, "Điều 37", COMPLAINTS,
        "Giải quyết khiếu nại lần hai, vụ việc phức tạp",
        "có thể kéo dài hơn nhưng không quá 60 ngày, kể từ ngày thụ lý",
    ),
    _limit(
        Duty.DECIDE_SECOND_COMPLAINT_REMOTE, 60, D, "Điều 37", COMPLAINTS,
        "Giải quyết khiếu nại lần hai ở vùng sâu, vùng xa đi lại khó khăn",
        "thời hạn giải quyết khiếu nại không quá 60 ngày, kể từ ngày thụ lý",
    ),
    _limit(
        Duty.DECIDE_SECOND_COMPLAINT_REMOTE_COMPLEX, 70, D, "Điều 37", COMPLAINTS,
        "Giải quyết khiếu nại lần hai ở vùng sâu, vùng xa, vụ việc phức tạp",
        "có thể kéo dài hơn, nhưng không quá 70 ngày, kể từ ngày thụ lý",
    ),
    _limit(
        Duty.SORT_DENUNCIATION, 7, W, "Điều 24 khoản 1", DENUNCIATIONS,
        "Vào sổ, phân loại, xử lý ban đầu thông tin tố cáo",
        "Trong thời hạn 07 ngày làm việc kể từ ngày nhận được tố cáo",
        note="Không quá 10 ngày làm việc khi phải xác minh ở nhiều địa điểm hoặc ủy quyền xác minh.",
    ),
    _limit(
        Duty.PASS_ON_DENUNCIATION, 5, W, "Điều 24 khoản 2", DENUNCIATIONS,
        "Chuyển tố cáo không thuộc thẩm quyền và báo cho người tố cáo",
        "trong thời hạn 05 ngày làm việc kể từ ngày nhận được đơn tố cáo",
    ),
    _limit(
        Duty.CONCLUDE_DENUNCIATION, 30, D, "Điều 30 khoản 1", DENUNCIATIONS,
        "Giải quyết tố cáo",
        "Thời hạn giải quyết tố cáo là không quá 30 ngày kể từ ngày thụ lý tố cáo",
    ),
    _limit(
        Duty.EXTEND_DENUNCIATION, 30, D, "Điều 30 khoản 2, 3", DENUNCIATIONS,
        "Gia hạn giải quyết tố cáo, mỗi lần (một lần nếu phức tạp, hai lần nếu đặc biệt phức tạp)",
        "có thể gia hạn giải quyết tố cáo hai lần, mỗi lần không quá 30 ngày",
    ),
)  # fmt: skip

# What somebody has read in the merged texts since: a row here takes the place of the number carried over.
_SINCE_AMENDED: tuple[Limit, ...] = ()


def _carried_over(limit: Limit) -> Limit:
    """The same number after the amendment, honestly unconfirmed until somebody reads the merged text."""
    return replace(
        limit, sure=Sure.CHECK, in_force_from=_AMENDED, in_force_to=None, quote="",
        note=f"{limit.note} {_NOT_READ}".strip(),
    )  # fmt: skip


_PETITIONS = (
    _limit(
        Duty.PASS_ON_RULES_FEEDBACK, 5, W, "Điều 9 khoản 1", RULES_FEEDBACK,
        "Chuyển phản ánh, kiến nghị về quy định hành chính không thuộc thẩm quyền",
        "trong thời hạn không quá 05 ngày làm việc, kể từ ngày tiếp nhận",
    ),
    _limit(
        Duty.REFUSE_RECEPTION_NOTICE, 3, W, "Điều 4 khoản 3", RECEPTION_DECREE,
        "Ban hành thông báo từ chối tiếp công dân, từ ngày có đủ căn cứ",
        "Trong thời hạn 03 ngày làm việc, kể từ ngày có đủ căn cứ từ chối tiếp công dân",
    ),
    _limit(
        Duty.ANNOUNCE_ONLINE_RECEPTION, 5, W, "Điều 23 khoản 1", RECEPTION_DECREE,
        "Thông báo trước buổi tiếp công dân trực tuyến",
        "Chậm nhất là 05 ngày làm việc, trước ngày tiếp công dân trực tuyến", way=BEFORE,
    ),
    _limit(
        Duty.BREACH, 45, D, "Điều 41 khoản 3 điểm b", RECEPTION_DECREE,
        "Quá hạn này mà không xử lý đơn, không có lý do chính đáng, là vi phạm bị kỷ luật",
        "Không xử lý đơn sau 45 ngày, kể từ ngày tiếp nhận đơn mà không có lý do chính đáng",
    ),
    _limit(
        Duty.PARTY_HEAD_NOTICE, 10, W, _NO_ARTICLE, PARTY_HEADS,
        "Người đứng đầu cấp ủy thông báo bằng văn bản sau khi nhận phản ánh, kiến nghị",
        sure=Sure.SECOND,
    ),
    _limit(
        Duty.TAKE_IN_REPORT, 8, H, _NO_ARTICLE, FIELD_REPORTS,
        "Tiếp nhận phản ánh hiện trường", sure=Sure.SECOND, local=True,
    ),
    _limit(
        Duty.TAKE_IN_URGENT_REPORT, 4, H, _NO_ARTICLE, FIELD_REPORTS,
        "Tiếp nhận phản ánh hiện trường khẩn cấp", sure=Sure.SECOND, local=True,
    ),
    _limit(
        Duty.ANSWER_REPORT, 5, D, _NO_ARTICLE, FIELD_REPORTS,
        "Trả lời phản ánh hiện trường, hoặc báo tiến độ kèm ngày hẹn", sure=Sure.SECOND, local=True,
    ),
    _limit(
        Duty.SORT_VOTERS_PETITION, 3, W, "Điều 9 khoản 1", VOTERS_NGHE_AN,
        "Phân loại kiến nghị của cử tri ở cấp xã",
        "Trong 03 ngày làm việc kể từ ngày nhận được kiến nghị", local=True,
    ),
    _limit(
        Duty.CLARIFY_VOTERS_PETITION, 5, W, "Điều 9 khoản 2", VOTERS_NGHE_AN,
        "Làm rõ kiến nghị của cử tri chưa rõ ràng, trùng lặp",
        "trong 05 ngày làm việc kể từ ngày nhận được kiến nghị", local=True,
    ),
    _limit(
        Duty.ANSWER_URGENT_VOTERS_PETITION, 10, W, "Điều 5 khoản 2", VOTERS_NGHE_AN,
        "Trả lời kiến nghị cấp bách của cử tri",
        "chậm nhất là 10 ngày làm việc, kể từ ngày nhận được kiến nghị", local=True,
    ),
    _limit(
        Duty.ANSWER_VOTERS_PETITION, 20, W, "Điều 5 khoản 1", VOTERS_NGHE_AN,
        "Trả lời kiến nghị của cử tri",
        "Chậm nhất trong 20 ngày làm việc, kể từ ngày nhận được kiến nghị", local=True,
    ),
    _limit(
        Duty.ANSWER_COMPLEX_VOTERS_PETITION, 30, W, "Điều 5 khoản 3", VOTERS_NGHE_AN,
        "Trả lời kiến nghị phức tạp của cử tri",
        "trả lời cử tri chậm nhất là 30 ngày làm việc", local=True,
    ),
    _limit(
        Duty.ANSWER_COUNCIL_VOTERS_PETITION, 30, D, "Điều 50 khoản 1", VOTERS,
        "Trả lời kiến nghị của cử tri gửi qua đại biểu Hội đồng nhân dân",
        "Chậm nhất sau 30 ngày, kể từ ngày nhận được kiến nghị của cử tri",
    ),
    _limit(
        Duty.ANSWER_ASSEMBLY_VOTERS_PETITION, 60, D, "Điều 49 khoản 1", VOTERS,
        "Trả lời kiến nghị của cử tri gửi qua đại biểu Quốc hội",
        "Trong thời hạn 60 ngày, kể từ ngày nhận được kiến nghị của cử tri",
    ),
)  # fmt: skip

_INFORMATION = (
    _limit(
        Duty.GIVE_SIMPLE_INFORMATION, 3, W, "Điều 30 khoản 3", INFORMATION,
        "Cung cấp qua mạng thông tin đơn giản, có sẵn",
        "chậm nhất là 03 ngày làm việc kể từ ngày nhận được yêu cầu hợp lệ, "
        "cơ quan được yêu cầu phải cung cấp thông tin",
    ),
    _limit(
        Duty.TELL_INFORMATION_TERM, 3, W, "Điều 30 khoản 4", INFORMATION,
        "Báo thời hạn giải quyết khi thông tin phức tạp, không có sẵn",
        "phải thông báo bằng văn bản về thời hạn giải quyết yêu cầu cung cấp thông tin",
    ),
    _limit(
        Duty.GIVE_COMPLEX_INFORMATION, 15, W, "Điều 30 khoản 4", INFORMATION,
        "Cung cấp thông tin phức tạp, hoặc từ chối bằng văn bản",
        "Chậm nhất là 15 ngày làm việc kể từ ngày nhận được yêu cầu hợp lệ",
    ),
    _limit(
        Duty.EXTEND_INFORMATION, 15, D, "Điều 30 khoản 4", INFORMATION,
        "Gia hạn cung cấp thông tin qua mạng",
        "có thể gia hạn nhưng tối đa không quá 15 ngày",
    ),
    _limit(
        Duty.ANSWER_DATA_SUBJECT, 2, W, _NO_ARTICLE, PERSONAL_DATA,
        "Phản hồi yêu cầu của chủ thể dữ liệu cá nhân", sure=Sure.SECOND,
    ),
    _limit(
        Duty.CARRY_OUT_DATA_REQUEST, 10, D, _NO_ARTICLE, PERSONAL_DATA,
        "Thực hiện yêu cầu của chủ thể dữ liệu cá nhân", sure=Sure.SECOND,
        note="Nghị định cho 10 đến 20 ngày tùy quyền; nền tảng giữ mức sớm nhất.",
    ),
    _limit(
        Duty.CARRY_OUT_DATA_REQUEST_WITH_OTHERS, 20, D, _NO_ARTICLE, PERSONAL_DATA,
        "Thực hiện yêu cầu của chủ thể dữ liệu cá nhân khi cần bên khác cùng làm", sure=Sure.SECOND,
    ),
)  # fmt: skip

_DIALOGUE = (
    _limit(
        Duty.ANNOUNCE_DIALOGUE, 7, D, "Điều 43", LOCAL_GOVERNMENT,
        "Thông báo thời gian, địa điểm, nội dung, cách tham gia hội nghị đối thoại",
        way=BEFORE, note=_UNQUOTED,
    ),
    _limit(
        Duty.PUBLISH_DIALOGUE_RESULTS, 10, D, "Điều 43", LOCAL_GOVERNMENT,
        "Công khai kết quả hội nghị đối thoại", note=_UNQUOTED,
    ),
    _limit(
        Duty.CALL_VILLAGE_CONFERENCE, 5, D, "Điều 11 khoản 1 điểm c", DEMOCRACY_DECREE,
        "Gửi thông báo triệu tập hội nghị định kỳ của thôn, tổ dân phố",
        "chậm nhất 05 ngày trước ngày tổ chức hội nghị", way=BEFORE,
    ),
)  # fmt: skip

_DISCLOSURE = (
    _limit(
        Duty.PUBLISH_DECISION, 5, W, "Điều 12 khoản 3", DEMOCRACY,
        "Công khai thông tin sau khi có quyết định, nếu luật khác không quy định",
        "chậm nhất là 05 ngày làm việc kể từ ngày có quyết định, văn bản của cơ quan có thẩm quyền",
    ),
    _limit(
        Duty.POST_DISCLOSURE, 30, D, "Điều 13 khoản 2", DEMOCRACY,
        "Niêm yết thông tin (các khoản 1, 2, 3, 5 đến 12 Điều 11)",
        "ít nhất là 30 ngày liên tục kể từ ngày niêm yết", way=AT_LEAST,
    ),
    _limit(
        Duty.BROADCAST_DISCLOSURE, 3, D, "Điều 13 khoản 3", DEMOCRACY,
        "Phát trên hệ thống truyền thanh (các khoản 7 đến 12 Điều 11)",
        "trong thời hạn ít nhất là 03 ngày liên tục", way=AT_LEAST,
    ),
)  # fmt: skip

_CONSULTATION = (
    _limit(
        Duty.KEEP_CONSULTATION_OPEN, 20, D, "Điều 28 khoản 2", DEMOCRACY,
        "Thời gian lấy ý kiến Nhân dân",
        "ít nhất là 20 ngày kể từ ngày công khai nội dung lấy ý kiến", way=AT_LEAST,
    ),
    _limit(
        Duty.SEND_DRAFT_FOR_CRITICISM, 15, D, "Điều 36 khoản 1", FRONT,
        "Gửi dự thảo đến Mặt trận để phản biện xã hội, trước khi trình ban hành",
        "chậm nhất là 15 ngày trước khi trình cơ quan có thẩm quyền ban hành văn bản", way=BEFORE,
    ),
    _limit(
        Duty.BALLOT_ON_BOUNDARIES, 60, D, _NO_ARTICLE, BOUNDARIES,
        "Hoàn thành lấy ý kiến hộ gia đình về thay đổi địa giới", sure=Sure.SECOND,
    ),
    _limit(
        Duty.POST_NORMATIVE_DRAFT, 60, D, _NO_ARTICLE, OLD_DRAFTING,
        "Đăng tải dự thảo văn bản quy phạm pháp luật (quy định cũ)",
        way=AT_LEAST, sure=Sure.SECOND, note="Ngày hết hiệu lực chưa được xác nhận.",
    ),
)  # fmt: skip

_DECIDING = (
    _limit(
        Duty.POST_CONVENTION_DRAFT, 30, D, "Điều 9 khoản 1", CONVENTIONS,
        "Niêm yết dự thảo hương ước, quy ước",
        "không ít hơn 30 (ba mươi) ngày, kể từ ngày niêm yết", way=AT_LEAST,
    ),
    _limit(
        Duty.CALL_VILLAGE_MEETING, 2, D, "Điều 3 khoản 3", DEMOCRACY_DECREE,
        "Thông báo cuộc họp của cộng đồng dân cư",
        "ít nhất 02 ngày trước khi tổ chức cuộc họp", way=BEFORE,
    ),
    _limit(
        Duty.SEND_MEETING_PAPERS, 2, D, "Điều 3 khoản 4", DEMOCRACY_DECREE,
        "Gửi tài liệu họp đến từng hộ (khoản 1, 2, 3 Điều 15)",
        "ít nhất 02 ngày trước khi cuộc họp diễn ra", way=BEFORE,
    ),
    _limit(
        Duty.ANNOUNCE_BALLOT, 2, D, "Điều 19 khoản 2", DEMOCRACY,
        "Công khai nội dung, thời điểm, Tổ phát phiếu lấy ý kiến",
        "chậm nhất là 02 ngày trước ngày thực hiện việc phát phiếu lấy ý kiến", way=BEFORE,
    ),
    _limit(
        Duty.SEND_VILLAGE_DECISION, 5, W, "Điều 20 khoản 3", DEMOCRACY,
        "Gửi quyết định của cộng đồng dân cư đến Ủy ban nhân dân và Mặt trận cấp xã",
        "Chậm nhất là 05 ngày làm việc kể từ ngày cộng đồng dân cư tổ chức họp biểu quyết",
    ),
    _limit(
        Duty.RECOGNISE_VILLAGE_DECISION, 5, W, "Điều 21 khoản 2", DEMOCRACY,
        "Công nhận quyết định của cộng đồng dân cư, hoặc từ chối bằng văn bản có lý do",
        "Chậm nhất là 05 ngày làm việc kể từ ngày nhận được quyết định của cộng đồng dân cư",
    ),
)  # fmt: skip

_SUPERVISION = (
    _limit(
        Duty.SEND_BOARD_PLAN, 5, W, "Điều 14 khoản 1 điểm b", DEMOCRACY_DECREE,
        "Gửi kế hoạch kiểm tra, giám sát của Ban Thanh tra nhân dân",
        "chậm nhất 05 ngày làm việc trước khi tiến hành hoạt động kiểm tra, giám sát", way=BEFORE,
    ),
    _limit(
        Duty.TELL_INVESTOR, 45, D, "Điều 45 khoản 1 điểm b", DEMOCRACY,
        "Báo chủ đầu tư về kế hoạch giám sát và thành phần Ban Giám sát đầu tư của cộng đồng",
        "chậm nhất là 45 ngày trước ngày thực hiện", way=BEFORE,
    ),
    _limit(
        Duty.REPLY_TO_INSPECTION_BOARD, 15, D, "Điều 40 khoản 1 điểm c", DEMOCRACY,
        "Trả lời kiến nghị của Ban Thanh tra nhân dân",
        "thông báo kết quả giải quyết trong thời hạn 15 ngày kể từ ngày nhận được kiến nghị",
    ),
    _limit(
        Duty.REPLY_TO_INVESTMENT_BOARD, 15, D, "Điều 45 khoản 2 điểm c", DEMOCRACY,
        "Trả lời kiến nghị của Ban Giám sát đầu tư của cộng đồng",
        "thông báo kết quả giải quyết trong thời hạn 15 ngày kể từ ngày nhận được kiến nghị",
    ),
    _limit(
        Duty.SEND_FRONT_PLAN, 15, D, "Điều 7 khoản 3", FRONT_RESOLUTION,
        "Gửi kế hoạch giám sát của Mặt trận đến nơi được giám sát",
        "chậm nhất là 15 ngày trước ngày đoàn giám sát làm việc", way=BEFORE,
    ),
    _limit(
        Duty.REPORT_TO_FRONT, 7, D, "Điều 7 khoản 3", FRONT_RESOLUTION,
        "Nơi được giám sát gửi báo cáo, tài liệu cho đoàn giám sát",
        "Chậm nhất là 07 ngày trước ngày đoàn giám sát làm việc", way=BEFORE,
    ),
    _limit(
        Duty.PUBLISH_FRONT_RESULT, 15, D, "Điều 9 khoản 1", FRONT_RESOLUTION,
        "Báo cáo kết quả giám sát",
        "Chậm nhất là 15 ngày kể từ ngày kết thúc cuộc làm việc",
    ),
)  # fmt: skip

_AT_WORK = (
    _limit(
        Duty.HOLD_OFFICIALS_CONFERENCE, 3, M, "Điều 51", DEMOCRACY,
        "Họp hội nghị cán bộ, công chức, viên chức, người lao động, từ khi hết năm công tác",
        "không chậm hơn 03 tháng của năm công tác tiếp theo",
    ),
    _limit(
        Duty.HOLD_WORKERS_CONFERENCE, 3, M, "Điều 69", DEMOCRACY,
        "Họp hội nghị người lao động ở doanh nghiệp nhà nước, từ khi hết năm tài chính",
        "không chậm hơn 03 tháng của năm tiếp theo",
    ),
)  # fmt: skip

_LAND = (
    _limit(
        Duty.NOTIFY_FARMLAND_RECOVERY, 90, D, "Điều 85", LAND,
        "Thông báo thu hồi đất nông nghiệp, trước khi quyết định", way=BEFORE, sure=Sure.SECOND,
    ),
    _limit(
        Duty.NOTIFY_LAND_RECOVERY, 180, D, "Điều 85", LAND,
        "Thông báo thu hồi đất phi nông nghiệp, trước khi quyết định", way=BEFORE, sure=Sure.SECOND,
    ),
    _limit(
        Duty.LAND_NOTICE_VALID, 12, M, "Điều 85", LAND,
        "Hiệu lực của thông báo thu hồi đất", way=AT_MOST, sure=Sure.SECOND,
    ),
    _limit(
        Duty.POST_COMPENSATION_PLAN, 30, D, "Điều 87", LAND,
        "Niêm yết phương án bồi thường, hỗ trợ, tái định cư", way=AT_LEAST, sure=Sure.CHECK,
    ),
    _limit(
        Duty.DIALOGUE_ON_COMPENSATION, 60, D, "Điều 87", LAND,
        "Đối thoại với người không đồng ý với phương án bồi thường", sure=Sure.CHECK,
    ),
)  # fmt: skip


def _setting(duty: Duty, amount: int, unit: Unit, title: str, way: Way = Way.WITHIN) -> Limit:
    """A choice of this house, said to be one."""
    return _limit(duty, amount, unit, "Quy định nội bộ", HOUSE, title, way=way, sure=Sure.LOCAL)


_HOUSE = (
    _setting(Duty.DUE_SOON, 2, W, "Nhắc cán bộ khi sắp đến hạn", BEFORE),
    _setting(Duty.EXTEND_ANSWER, 10, W, "Gia hạn trả lời, mỗi lần, có lý do và căn cứ"),
    _setting(Duty.WAIT_FOR_CITIZEN, 10, W, "Chờ người dân bổ sung; quá hạn thì cơ quan xử lý tiếp với những gì đã có"),
    _setting(Duty.CLOSE_AFTER_ANSWER, 30, D, "Tự kết thúc khi đã trả lời mà người gửi không nói gì thêm"),
    _setting(Duty.WARN_OF_YEARLY_DIALOGUE, 3, M, "Nhắc khi năm chưa có hội nghị đối thoại", BEFORE),
    _setting(Duty.WARN_OF_RECEPTION, 5, W, "Nhắc khi kỳ chưa đủ ngày tiếp công dân", BEFORE),
    _setting(Duty.ANSWER_AFTER_DIALOGUE, 10, W, "Trả lời bằng văn bản câu hỏi hẹn lại ở buổi đối thoại"),
    _setting(Duty.REOPEN, 30, D, "Người gửi được yêu cầu xem lại kết quả"),
    _setting(Duty.LIST_DISCLOSURES, 5, W, "Lập, niêm yết danh sách đã công khai sau ngày cuối quý (Điều 13 khoản 2)"),
    _setting(Duty.LOOK_AT_POSTING, 3, M, "Xem lại bảng niêm yết của mục phải luôn niêm yết (khoản 4, 13 Điều 11)"),
    _setting(Duty.CLOSE_AFTER_CONFIRMED, 30, D, "Cam kết tự kết thúc khi đã xác nhận xong mà không ai nói chưa xong"),
    _setting(Duty.KEEP_ABUSE_TRACES, 7, D, "Giữ địa chỉ IP để chống lạm dụng", AT_MOST),
)

_READ = {limit.duty for limit in _SINCE_AMENDED}
_CARRIED_OVER = tuple(_carried_over(limit) for limit in _UNTIL_AMENDED if limit.duty not in _READ)

LIMITS: tuple[Limit, ...] = (
    *_UNTIL_AMENDED, *_CARRIED_OVER, *_SINCE_AMENDED, *_PETITIONS, *_INFORMATION, *_DIALOGUE,
    *_DISCLOSURE, *_CONSULTATION, *_DECIDING, *_SUPERVISION, *_AT_WORK, *_LAND, *_HOUSE,
)  # fmt: skip
