"""Twenty procedures and ten instruments of the ward. Numbers, fees and times are invented for the fictional ward."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from danchu.demo import readers
from danchu.demo.ward import Ward
from danchu.demo.word_files import word_file
from danchu.ground.files.cleaning import Cleaned
from danchu.ground.people.access import Standing, standing_of
from danchu.mechanisms.disclosures import cataloguing
from danchu.mechanisms.disclosures.catalogue import Instrument, Procedure
from danchu.mechanisms.disclosures.cataloguing import ProcedureText
from danchu.mechanisms.disclosures.rules import Bond, LifeEvent

FREE, SAME_DAY = "Không thu", "Trong ngày; nhận sau 15 giờ thì hôm sau"
PORTAL = "https://dichvucong.gov.vn/"
STEPS = ("Nộp tại Trung tâm Phục vụ hành chính công phường hoặc trên Cổng dịch vụ công quốc gia.\n\nCán bộ xem giấy "
         "tờ, thiếu gì nói một lần.\n\nNhận kết quả tại nơi nộp, hoặc tại nhà nếu đăng ký gửi bưu điện.")
CIVIL = "Luật Hộ tịch 60/2014/QH13"
B, S, W, H, N, A, P, D = LifeEvent
PROCEDURES: tuple[tuple[str, LifeEvent, str, str, str, str, str, str], ...] = (
    # number, life event, field, name, papers, how long, fee, basis
    ("LK.001", B, "Hộ tịch", "Đăng ký khai sinh", "Giấy chứng sinh; tờ khai.", SAME_DAY, FREE, CIVIL),
    ("LK.002", B, "Hộ tịch", "Đăng ký nhận cha, mẹ, con", "Tờ khai; chứng cứ quan hệ.", "3 ngày làm việc",
     "15.000 đồng", CIVIL),
    ("LK.003", B, "Bảo hiểm", "Cấp thẻ bảo hiểm y tế cho trẻ dưới 6 tuổi", "Giấy khai sinh.", "5 ngày làm việc", FREE,
     "Luật Bảo hiểm y tế"),
    ("LK.004", S, "Giáo dục", "Miễn, giảm học phí", "Đơn; giấy hộ nghèo, cận nghèo.", "7 ngày làm việc", FREE,
     "Nghị định về học phí"),
    ("LK.005", S, "Giáo dục", "Cho phép thành lập nhóm trẻ", "Tờ trình; đề án; giấy tờ nhà.", "10 ngày làm việc", FREE,
     "Luật Giáo dục"),
    ("LK.006", W, "Hộ tịch", "Đăng ký kết hôn", "Tờ khai; giấy xác nhận tình trạng hôn nhân.", SAME_DAY, FREE, CIVIL),
    ("LK.007", W, "Hộ tịch", "Xác nhận tình trạng hôn nhân", "Tờ khai.", "3 ngày làm việc", "15.000 đồng", CIVIL),
    ("LK.008", H, "Đất đai", "Hòa giải tranh chấp đất đai", "Đơn; giấy tờ về đất nếu có.", "30 ngày", FREE,
     "Luật Đất đai 31/2024/QH15"),
    ("LK.009", H, "Xây dựng", "Cấp giấy phép xây dựng nhà ở riêng lẻ", "Đơn; bản vẽ; giấy tờ đất.", "15 ngày làm việc",
     "75.000 đồng", "Luật Xây dựng"),
    ("LK.010", H, "Xây dựng", "Xác nhận sửa nhà không phải xin phép", "Đơn; ảnh hiện trạng.", "3 ngày làm việc", FREE,
     "Luật Xây dựng"),
    ("LK.011", N, "Kinh doanh", "Đăng ký hộ kinh doanh", "Giấy đề nghị; giấy tờ địa điểm.", "3 ngày làm việc",
     "100.000 đồng", "Nghị định về đăng ký kinh doanh"),
    ("LK.012", N, "Kinh doanh", "Tạm ngừng hộ kinh doanh", "Thông báo tạm ngừng.", "3 ngày làm việc", FREE,
     "Nghị định về đăng ký kinh doanh"),
    ("LK.013", N, "Đô thị", "Cho dùng tạm vỉa hè", "Đơn; sơ đồ vị trí.", "5 ngày làm việc", "Theo mét vuông",
     "Quyết định 09/QĐ-UBND"),
    ("LK.014", A, "Bảo trợ xã hội", "Trợ cấp xã hội hằng tháng", "Tờ khai; giấy xác nhận khuyết tật.",
     "22 ngày làm việc", FREE, "Nghị định về trợ giúp xã hội"),
    ("LK.015", A, "Bảo trợ xã hội", "Công nhận hộ nghèo, cận nghèo", "Giấy đề nghị rà soát.", "15 ngày", FREE,
     "Quy định về rà soát hộ nghèo"),
    ("LK.016", A, "Người có công", "Trợ cấp một lần cho thân nhân", "Đơn; giấy tờ người có công.", "20 ngày", FREE,
     "Pháp lệnh Ưu đãi người có công"),
    ("LK.017", P, "Chứng thực", "Chứng thực bản sao từ bản chính", "Bản chính; bản sao.", SAME_DAY,
     "2.000 đồng một trang, từ trang thứ ba 1.000 đồng", "Nghị định về chứng thực"),
    ("LK.018", P, "Chứng thực", "Chứng thực chữ ký", "Giấy tờ cần ký; căn cước.", SAME_DAY, "10.000 đồng",
     "Nghị định về chứng thực"),
    ("LK.019", D, "Hộ tịch", "Đăng ký khai tử", "Giấy báo tử.", SAME_DAY, FREE, CIVIL),
    ("LK.020", D, "Bảo trợ xã hội", "Hỗ trợ chi phí mai táng", "Tờ khai; trích lục khai tử.", "10 ngày làm việc", FREE,
     "Nghị định về trợ giúp xã hội"),
)  # fmt: skip
BEFORE = {"LK.009": ("20 ngày làm việc", "75.000 đồng"), "LK.010": ("5 ngày làm việc", "30.000 đồng"),
          "LK.011": ("5 ngày làm việc", "100.000 đồng")}  # until a month ago
UBND, DANG = "UBND phường Lê Khôi", "Đảng ủy phường Lê Khôi"
INSTRUMENTS: tuple[tuple[str, str, str, str, int, Bond | None, str], ...] = (
    # symbol, title, abstract, issuer, days ago, bond, to which
    ("01-NQ/ĐU", "Nghị quyết về phát huy dân chủ ở cơ sở", "Dân biết, dân bàn, dân làm, dân kiểm tra.", DANG, 430,
     None, ""),
    ("18/QĐ-UBND", "Quy chế thực hiện dân chủ ở phường", "Ai làm gì, hỏi ai, bao lâu phải trả lời.", UBND, 400,
     Bond.IMPLEMENTS, "01-NQ/ĐU"),
    ("05-CTr/ĐU", "Chương trình dân vận năm nay", "Năm việc, mỗi việc một người chịu trách nhiệm.", DANG, 330,
     Bond.IMPLEMENTS, "01-NQ/ĐU"),
    ("12/KH-UBND", "Kế hoạch công khai năm nay", "Nội dung, hình thức, thời điểm, người làm.", UBND, 320,
     Bond.IMPLEMENTS, "18/QĐ-UBND"),
    ("09/QĐ-UBND", "Mức thu phí chợ, phí giữ xe", "Thay mức thu cũ từ đầu năm.", UBND, 300, None, ""),
    ("40/QĐ-UBND", "Danh mục thủ tục hành chính của phường", "Hai mươi thủ tục làm tại phường.", UBND, 210, None, ""),
    ("25/HD-UBND", "Hướng dẫn chụp ảnh bảng niêm yết", "Chụp lúc treo, giữa kỳ và ngày cuối.", UBND, 180,
     Bond.IMPLEMENTS, "12/KH-UBND"),
    ("57/KH-UBND", "Kế hoạch lấy ý kiến về chợ đêm", "Hỏi ý kiến về giờ họp chợ.", UBND, 60, None, ""),
    ("188/QĐ-UBND", "Sửa thời hạn ba thủ tục", "Rút ngắn thời hạn ba thủ tục xây dựng, kinh doanh.", UBND, 30,
     Bond.AMENDS, "40/QĐ-UBND"),
    ("190/QĐ-UBND", "Quy chế thực hiện dân chủ ở phường (mới)", "Thêm phần hỏi đáp trên mạng.", UBND, 25,
     Bond.REPLACES, "18/QĐ-UBND"),
)  # fmt: skip


PAPERS = {  # what their Word files say: found by searching
    "18/QĐ-UBND": "Tổ trưởng khu phố đọc bản tóm tắt trong buổi họp đầu tháng và ghi lại điều bà con hỏi.",
    "12/KH-UBND": "Mỗi tháng chụp bảng niêm yết một lần ở trụ sở và sáu nhà văn hóa khu phố.",
    "09/QĐ-UBND": "Quầy cố định nộp 120.000 đồng một tháng; chỗ ngồi nộp 3.000 đồng một ngày. Xe thu theo lượt.",
    "40/QĐ-UBND": "Hồ sơ nhận tại Trung tâm Phục vụ hành chính công; thiếu giấy nào nói một lần.",
    "25/HD-UBND": "Chụp cả khung bảng, thấy rõ ngày treo; trời mưa thì chụp lại ngay khi tạnh.",
    "188/QĐ-UBND": "Cấp giấy phép xây dựng nhà ở riêng lẻ: từ hai mươi xuống mười lăm ngày làm việc.",
    "190/QĐ-UBND": "Ai cũng hỏi được trên cổng; phòng được giao trả lời trong thời hạn luật định.",
}


@transaction.atomic
def load_catalogues(ward: Ward, now: datetime) -> int:
    """Add what is missing; how many are new."""
    before, today = readers.last_entry(), timezone.localtime(now).date()
    minh = standing_of(ward.people["minh"], today)
    known = set(Procedure.objects.filter(body=ward.body).values_list("number", flat=True))
    new = [row for row in PROCEDURES if row[0] not in known]
    for row in new:
        _procedure(row, ward, minh, now)
    kept = {i.symbol for i in Instrument.objects.filter(body=ward.body)}
    for each in INSTRUMENTS:
        if each[0] not in kept:
            _instrument(each, ward, today, minh, now)
    readers.step_over(readers.POSTMAN, before)
    return len(new)


def _procedure(row: tuple[Any, ...], ward: Ward, minh: Standing, now: datetime) -> None:
    number, event, field, name, papers, takes, fee, basis = row
    text: dict[str, Any] = {"number": number, "name": name, "life_event": event, "field": field, "papers": papers,
                            "steps": STEPS, "portal": PORTAL}
    was = BEFORE.get(number, (takes, fee))
    office = ward.units["tthcc"]
    made = cataloguing.add_procedure(ProcedureText(**text, takes=was[0], fee=was[1], basis=basis), body=ward.body,
                                     office=office, by=minh, now=now - timedelta(days=210))
    if number in BEFORE:
        cataloguing.change_procedure(made, ProcedureText(**text, takes=takes, fee=fee, basis="Quyết định 188/QĐ-UBND"),
                                     office=office, by=minh, now=now - timedelta(days=27))


def _instrument(row: tuple[Any, ...], ward: Ward, today: date, minh: Standing, now: datetime) -> None:
    symbol, title, abstract, issuer, days, bond, to = row
    made = cataloguing.add_instrument(symbol=symbol, title=title, abstract=abstract, issuer=issuer, by=minh,
                                      issued_on=today - timedelta(days=days), body=ward.body, now=now, checked=True,
                                      papers=_papers(symbol, title, ward, today - timedelta(days=days)))
    other = Instrument.objects.filter(body=ward.body, symbol=to).first() if to else None
    if bond and other:
        cataloguing.bind(made, other, kind=bond, by=minh, now=now)


def _papers(symbol: str, title: str, ward: Ward, on: date) -> list[Cleaned]:
    said = PAPERS.get(symbol)
    return [word_file(symbol, title, [said], ward, on)] if said else []
