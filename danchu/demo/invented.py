"""Every sender of the demo. All invented: whoever adds a case adds its sender here, having looked."""

NAMES = (
    "Bành Quốc Việt", "Bạch Công Thành", "Cao Đình Khải", "Chung Thị Bé Ba", "Chương Thị Bảo Ngân",
    "Cái Quang Vinh", "Cù Thị Hương Giang", "Diệp Hoàng Nam", "Doãn Thị Hòa", "Giáp Văn Tuấn",
    "Hà Thị Tú Anh", "Hình Đức Thắng", "Hầu Thị Ngọc Trâm", "Hứa Văn Năm", "Kha Thị Diễm My",
    "Khương Gia Bảo", "Khổng Thị Diệu", "Liêu Chí Cường", "Lã Đức Huy", "Lưu Bá Thiện",
    "Lương Thị Mỹ Hạnh", "Lều Thọ Trường", "Lộ Minh Tuấn", "Lục Bảo Trân", "Mai Thị Phượng",
    "Mạc Thị Thu Cúc", "Ngụy Văn Sang", "Nhan Thị Thủy Tiên", "Ninh Thị Kiều Oanh", "Nông Quốc Hưng",
    "Phí Văn Thành", "Quách Thị Loan", "Sầm Thị Nhung", "Sử Ngọc Lan Chi", "Thi Thị Ánh Tuyết",
    "Thiều Thị Lành", "Thân Đức Trọng", "Tiêu Thị Kim Ngân", "Trà Thị Bông", "Trưng Quang Huy",
    "Trịnh Hữu Phước", "Tô Vĩnh Lộc", "Tăng Văn Hai", "Tạ Minh Khoa", "Từ Hải Khoan", "Vi Thị Hồng Gấm",
    "Viên Thế Anh", "Vòng Thị Mỹ Linh", "Vưu Văn Kiệm", "Vạn Thị Cẩm Tiên", "Âu Thị Ngọc Bích",
    "Ông Ngọc Thịnh", "Đoàn Văn Sáu", "Đèo Thị Xuân Mai", "Đới Văn Lượng", "Ứng Thị Hạnh",
)  # fmt: skip
