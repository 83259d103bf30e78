"""Sentences written for these tests, all invented. `⟦KIND text⟧` is what must be found."""
# ruff: noqa: E501

FOUND = """
Số của tôi là ⟦PHONE O9I2.345.678⟧, gọi sau giờ làm.
Gọi mình qua ⟦PHONE 09 12 34 56 78⟧ nhé
sđt ⟦PHONE 0912-345-678⟧ (chị ⟦PERSON Lan⟧)
Zalo: ⟦PHONE +84(0)912345678⟧
nhan tin ⟦PHONE o9oo.ooo.189⟧ nha
Liên hệ ⟦PHONE 84912345678⟧ gặp bà ⟦PERSON Trần Thị Bảy⟧.
ai cần thì gọi ⟦PHONE không chín một hai ba bốn năm sáu bảy tám⟧ nha
lh ⟦PHONE khong chin mot hai 345 sau bay tam⟧ ca ngay
Số cũ của tôi: ⟦PHONE 0163 123 4567⟧
Điện thoại bàn ⟦PHONE (024) 3825 1234⟧ không ai nghe.
⟦PHONE ０９１２３４５６７８⟧ là số của ông ⟦PERSON Lê Văn Tám⟧
0912 tấm ván, gọi ⟦PHONE 0 9 1 2 3 4 5 6 7 8⟧.
Thư về ⟦EMAIL lan.nguyen+phuong@thu.vn⟧.
mail: ⟦EMAIL bandoc (a) thu (dot) vn⟧
email của em là ⟦EMAIL tam123 a còng thu chấm vn⟧
Tôi tên là ⟦PERSON Đặng Thị Ngọc Hà⟧, CCCD số ⟦CCCD 079.201.045678⟧.
Mã định danh ⟦CCCD 001 2 99 012345⟧ cấp tại công an phường.
số căn cước ⟦CCCD 0792O1O45678⟧
chứng minh nhân dân số ⟦CMND 012 345 678⟧
Hộ chiếu số ⟦PASSPORT C 1234567⟧ còn hạn.
Anh ⟦PERSON Minh⟧ chạy xe ⟦PLATE 59X2-678.90⟧ đổ rác xuống kênh.
xe ben biển số ⟦PLATE 51c-12345⟧ chở đất rơi vãi
Chiếc ⟦PLATE 43A 123.45⟧ đậu trước hẻm.
xe máy biển ⟦PLATE 29x1 1234⟧ chạy ẩu
stk ⟦BANK_ACCOUNT 1903 1234 5678 90⟧ techcombank
Chuyển vào tài khoản Agribank số ⟦BANK_ACCOUNT 4200205123456⟧ giúp tôi.
Thẻ ⟦BANK_CARD 9704 3612 3456 7895⟧ bị nuốt ở cây ATM.
Mã số thuế ⟦MST 0312345678-001⟧
Sổ BHXH số ⟦BHXH 7912345678⟧ chưa chốt.
Thẻ bảo hiểm y tế ⟦BHYT GD4797912345678⟧
Cháu ⟦PERSON Hoa⟧ sinh ngày ⟦DOB 12/3/2015⟧ chưa có trường.
Mẹ tôi sinh ngày ⟦DOB 2 tháng 9 năm 1945⟧.
Ông ⟦PERSON Phạm Văn Tư⟧ (SN ⟦DOB 1960⟧) lấn vỉa hè.
Nhà tôi ở ⟦ADDRESS 12/4 đường số 3, khu phố 2, phường Linh Xuân⟧.
Nhà em ⟦ADDRESS số 45A ngõ 120 Hoàng Quốc Việt⟧ mất nước.
Địa chỉ: ⟦ADDRESS số nhà 7, ngách 15/2, phố Huế⟧
Bà ⟦PERSON Lò Thị Pánh⟧, ⟦ADDRESS bản Nà Sản, xã Chiềng Mung⟧ chưa có điện.
Tôi thường trú tại ⟦ADDRESS ấp Bình Hòa, xã Long Định⟧.
toi ten la ⟦PERSON nguyen van a⟧ o ⟦ADDRESS so nha 12 duong le loi⟧ bi ngap
gap ba ⟦PERSON tran thi thu huong⟧, cccd ⟦CCCD 001099012345⟧
TÔI LÀ ⟦PERSON NGUYỄN VĂN BẢY⟧ ĐỀ NGHỊ SỬA CỐNG
Anh ⟦PERSON Y Thịnh Byă⟧ và chị ⟦PERSON H'Lơ Ksor⟧ chưa nhận được tiền.
Người gửi: ⟦PERSON Vũ Đức Thành Nam⟧
Kính gửi đồng chí ⟦PERSON Lê Minh Hiếu⟧ Chủ tịch phường.
Thầy ⟦PERSON Hùng⟧ và cô ⟦PERSON Mai⟧ dạy thêm.
Con ông ⟦PERSON Bùi Văn Sáu⟧ mở loa tới khuya ở ⟦ADDRESS nhà số 15 đường Trần Phú⟧.
em ⟦PERSON Nguyễn Thị Mỹ Duyên⟧ học lớp 12A1
Thửa đất số ⟦LAND 45, tờ bản đồ số 7⟧ bị chồng lấn.
Sổ đỏ số ⟦LAND CT 012345⟧ cấp sai.
Tôi là ⟦PERSON Huỳnh Thị Kim Loan⟧, ngụ tại ⟦ADDRESS số 88/5A đường Phạm Thế Hiển, phường 4, quận 8⟧, điện thoại ⟦PHONE 0903.111.222⟧
Đêm nào quán karaoke của anh ⟦PERSON Tuấn⟧ ở đầu hẻm cũng mở nhạc tới 1 giờ sáng, gọi 113 không thấy ai tới.
Hộ ông ⟦PERSON Ma Văn Sính⟧, ⟦ADDRESS thôn Khuổi Nằn⟧ chưa có nhà tiêu hợp vệ sinh
Bác ⟦PERSON Năm⟧ bán hủ tiếu bị đuổi
liên hệ: ⟦PERSON Đỗ Quang Huy⟧ - ⟦PHONE 0977 888 999⟧ - ⟦EMAIL huydq@mail.com⟧
Ai nhặt được ví có CCCD ⟦CCCD 036088001234⟧ mang tên ⟦PERSON Phạm Thị Thơm⟧ xin gọi ⟦PHONE 0355667788⟧
Cô giáo ⟦PERSON Nguyễn Thu Hằng⟧ lớp 3B
dt em ⟦PHONE o9o8 123 456⟧ a nha
Xe tải ⟦PLATE 60C-456.78⟧ và xe ⟦PLATE 72H1-045.67⟧ đậu lòng đường Võ Thị Sáu
tui tên ⟦PERSON Út Tịch⟧ ở ⟦ADDRESS tổ 5, ấp Mỹ Hòa⟧
⟦ADDRESS Nhà số 9 Nguyễn Văn Trỗi⟧ xây lấn
Gia đình chị ⟦PERSON Sùng Thị Mỷ⟧ thuộc hộ nghèo
Momo ⟦PHONE 0387654321⟧
Sổ tiết kiệm, STK: ⟦BANK_ACCOUNT 0451000123456⟧ VCB chủ tk ⟦PERSON Tran Quoc Toan Thang⟧
toi la ⟦PERSON le thi bay⟧ sdt ⟦PHONE 0912345678⟧ o hem 47
Vợ tôi là ⟦PERSON Lý Thị Hoa⟧ sinh năm ⟦DOB 1988⟧
Kính gửi ông ⟦PERSON Vương Đình Khánh⟧, Giám đốc Sở
⟦ADDRESS Căn hộ 1205 tòa B, chung cư Hòa Bình⟧ ồn
"""

NOTHING = """
Luật số 42/2013/QH13 về tiếp công dân
Mã hồ sơ KN-26-7XK4M2, tra trên cổng.
Hỗ trợ 1.500.000 đồng mỗi hộ, tổng 12.500.000đ
Từ ngày 01/07/2025 đến 31.12.2026
Năm 2024, theo Điều 28 khoản 1
Đường Nguyễn Trãi ngập sâu trước trường Lê Quý Đôn.
Phường Lý Thường Kiệt, quận Hoàng Mai, Hà Nội
Sửa 12 hẻm, 3 ngõ và 45 cống trên đường Lê Lợi.
Trực 24/7 Công an phường
Lễ 30/4 và 2/9 Quốc khánh
Quyết định số 12 đường lối mới
Thành phố Hồ Chí Minh, tỉnh Lâm Đồng, Cao Bằng
Ông Chủ tịch và bà Bí thư đã xuống hẻm 47.
Bà Rịa, Bà Nà, Ông Ích Khiêm đều ngập
Vấn đề phát sinh năm 2020, học sinh năm 2024
Đoàn Thanh niên và Hội Phụ nữ phường
Chuyển khoản 1500000 đồng tiền rác
Gọi 113, 114, 115 hoặc 19001234
Công văn 1234/UBND-VP ngày 5/6/2026
Thôn 3, tổ 5 và khu phố 2 mất điện
Lớp 12A1 2024 tổng kết
Diện tích 120,5 m2, tọa độ 10.7769, 106.7009
Ba năm nay hai mẹ con bốn lần làm đơn
Hồ sơ một cửa chậm, lý do không rõ
ho so mot cua cham, do thi hoa qua nhanh
Bến xe Miền Đông, Cầu Giấy, Chợ Lớn
Hiện có 03, 05, 07, 09, 11 tổ chưa họp
Kế hoạch 15/KH-UBND và Thông báo số 7 của Đảng ủy
Nhà văn hóa Thôn Đông mở cửa lúc 18:30
Trường Tiểu học Nguyễn Văn Trỗi thiếu nhà vệ sinh
Công ty Cổ phần Môi trường Đô thị không thu gom rác
Cống hộp 2x2 m dài 1.250 m, cao trình +1,85
Lịch tiếp công dân: thứ Năm, 08:00–11:30, phòng 102
Ngã tư Trần Hưng Đạo - Lê Lợi kẹt xe
Tàu SE1 chạy 19 giờ 30, vé 950.000 đ
Đội 3, Xóm Mới, Thôn Thượng đồng ý 100%
Dự án kè sông Đáy giai đoạn 2, mã số 7891234, vốn 45 tỷ
Nghị quyết 202/2025/QH15 sáp nhập tỉnh
Chị em phụ nữ và anh em công nhân đều đồng tình
Bộ Tài nguyên và Môi trường, Sở Xây dựng, Ban Quản lý
Khu phố Hồ Tùng Mậu, chợ Bà Chiểu, cầu Nguyễn Văn Cừ
Hotline 1800 1091, web https://phuong.gov.vn/tin/202611220001
Lương Tâm Nghề Nghiệp là trên hết
Sáng 12/4 Đường số 3 ngập
"""
