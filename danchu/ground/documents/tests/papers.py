"""Papers of the invented ward, for tests and for eyes."""

from datetime import date

from danchu.ground.documents.paper import Code, Heading, Issuer, Items, Mark, Paper, Paragraph, Signature, Table
from danchu.law.numbering import Symbol
from danchu.law.papers import Authority, Family, Kind

WARD = Issuer(Family.STATE, "Ủy ban nhân dân phường Lê Khôi", "UBND", "Lê Khôi")
CULTURE = Issuer(Family.STATE, "Phòng Văn hóa - Xã hội", "VHXH", "Lê Khôi", "Ủy ban nhân dân phường Lê Khôi")
PARTY = Issuer(Family.PARTY, "Đảng ủy phường Lê Khôi", "ĐU", "Lê Khôi", "Đảng bộ thành phố Lam Sơn")
FRONT = Issuer(Family.FRONT, "Ủy ban Mặt trận Tổ quốc Việt Nam phường Lê Khôi", "MTTQ-BTT", "Lê Khôi",
               "Ủy ban Mặt trận Tổ quốc Việt Nam thành phố Lam Sơn")

BODY = (
    Paragraph("Ngày 03 tháng 02 năm 2026, tại hội trường Ủy ban nhân dân phường Lê Khôi, đồng chí Trần Hoa, Chủ tịch "
              "Ủy ban nhân dân phường, chủ trì hội nghị tiếp xúc, đối thoại trực tiếp với Nhân dân các tổ dân phố 4, 5 "
              "và 6 về thoát nước, vỉa hè và trật tự đô thị. Dự hội nghị có 128 người; 23 câu hỏi được nêu."),
    Paragraph("Sau khi nghe ý kiến của Nhân dân và báo cáo của các phòng chuyên môn, Chủ tịch Ủy ban nhân dân phường "
              "kết luận như sau:"),
    Heading("1. Về thoát nước hẻm 47"),
    Paragraph("Giao Phòng Kinh tế, Hạ tầng và Đô thị khảo sát, nạo vét đoạn cống từ số 12 đến số 38, hoàn thành "
              "trước ngày 31 tháng 3 năm 2026; báo cáo kết quả tại hội nghị quý II."),
    Heading("2. Về vỉa hè đường Nguyễn Trãi"),
    Items(("Lát lại 220 m vỉa hè phía số lẻ;", "Kẻ vạch chỗ để xe, có lối cho người khuyết tật;",
           "Công khai dự toán trên Cổng thông tin;", "Mời Ban Thanh tra nhân dân giám sát;",
           "Báo cáo Hội đồng nhân dân phường."), Mark.POINT),
    Heading("3. Các cam kết được theo dõi"),
    Table(("STT", "Việc", "Đơn vị chịu trách nhiệm", "Hạn", "Kinh phí (nghìn đồng)"), (
        (1, "Nạo vét cống hẻm 47", "Phòng Kinh tế, Hạ tầng và Đô thị", date(2026, 3, 31), 185_000),
        (2, "Lát lại vỉa hè đường Nguyễn Trãi, phía số lẻ", "Phòng Kinh tế, Hạ tầng và Đô thị", date(2026, 6, 30),
         1_240_000),
        (3, "Lịch thu gom rác cồng kềnh", "Phòng Văn hóa - Xã hội", date(2026, 2, 28), None),
    ), (1.3, 5, 4, 2.4, 2.6)),
    Paragraph("Ủy ban nhân dân phường thông báo để các đơn vị liên quan và Nhân dân biết, thực hiện và giám sát./."),
)
CHAIR = Signature("Trần Hoa", "Chủ tịch", ((Authority.ON_BEHALF, "Ủy ban nhân dân"),))
DEPUTY = Signature("Hồ Thanh Bình", "Phó Chủ tịch", ((Authority.ON_BEHALF, "Ủy ban nhân dân"),
                                                     (Authority.IN_PLACE, "Chủ tịch")))
TO = ("Thường trực Đảng ủy, Thường trực HĐND phường", "Ủy ban MTTQ Việt Nam phường", "Như phần giao việc",
      "Cổng thông tin điện tử phường", "Lưu: VT, VP")

NOTICE = Paper(
    WARD, Kind.NOTICE,
    "Kết luận của Chủ tịch Ủy ban nhân dân phường tại hội nghị đối thoại với Nhân dân quý I năm 2026", BODY,
    Symbol(Family.STATE, 15, Kind.NOTICE, "UBND"), date(2026, 2, 5), (DEPUTY,), TO,
)
PARTY_NOTICE = Paper(
    PARTY, Kind.NOTICE, "kết luận của Bí thư Đảng ủy tại buổi tiếp xúc, đối thoại trực tiếp với Nhân dân", BODY,
    Symbol(Family.PARTY, 8, Kind.NOTICE, "ĐU"), date(2026, 11, 20),
    (Signature("Phan Văn Định", "Phó Bí thư", ((Authority.ON_BEHALF, "Ban Thường vụ"),)),), TO[1:],
)
FRONT_PLAN = Paper(
    FRONT, Kind.PLAN, "Giám sát việc thực hiện các cam kết sau đối thoại năm 2026", BODY[:2],
    Symbol(Family.FRONT, 3, Kind.PLAN, "MTTQ-BTT"), date(2026, 1, 9),
    (Signature("Phùng Thị Tuyết", "Chủ tịch", ((Authority.ON_BEHALF, "Ban Thường trực"),)),), TO[1:],
)
LETTER = Paper(
    WARD, Kind.LETTER, "trả lời kiến nghị của bà Nguyễn Thị Lan", BODY[:1],
    Symbol(Family.STATE, 7, Kind.LETTER, "UBND", None, "VP"), date(2026, 2, 12), (CHAIR,), TO[-1:],
    addressees=("Bà Nguyễn Thị Lan, tổ dân phố 5",),
)
MINUTES = Paper(
    WARD, Kind.MINUTES, "Hội nghị đối thoại với Nhân dân quý I năm 2026", BODY[:2],
    signatures=(Signature("Nguyễn Minh", "Thư ký"), Signature("Trần Hoa", "Chủ tọa")), dated=False,
)
POSTER = Paper(
    CULTURE, Kind.NOTICE, "Niêm yết công khai danh sách hộ nghèo năm 2026", (*BODY[:1], Code(
        "https://dan.lekhoi.example/cong-khai/CK-26-0001", "Quét mã để xem bản đầy đủ và gửi ý kiến")),
    Symbol(Family.STATE, 2, Kind.NOTICE, "VHXH"), date(2026, 12, 1), (CHAIR,),
)
SAMPLES = {"notice": NOTICE, "party": PARTY_NOTICE, "front": FRONT_PLAN, "letter": LETTER, "minutes": MINUTES,
           "poster": POSTER}
