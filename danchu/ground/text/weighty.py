"""Words that turn an opinion round, and words that do not matter: tables for `stance`.

A word beside its opposites: two texts that differ in any of these are never the same opinion.
"""

from danchu.ground.text.fold import fold

NEGATIONS = "không chẳng chả chưa đừng chớ thôi ngừng dừng hoãn khỏi vô bất phi trừ"
OPPOSITES = (
    "tăng giảm nâng hạ", "thêm bớt", "giữ bỏ xóa xoá hủy huỷ bãi", "bổ", "trước sau", "trên dưới", "trong ngoài",
    "hơn kém", "nhiều ít", "cao thấp", "nhanh chậm", "sớm muộn trễ", "dài ngắn lâu", "rộng hẹp", "mở đóng khóa khoá",
    "phép cấm", "đúng sai", "tốt xấu tệ dở", "có", "đủ thiếu thừa", "lớn nhỏ bé to", "mới cũ", "đầu cuối giữa",
    "vào ra", "lên xuống", "cùng khác giống", "nên cần phải đáng được bị", "thu chi nộp trả", "miễn", "riêng chung",
    "chỉ mọi mỗi từng cả", "ủng chống đối phản", "lợi hại", "mua bán thuê", "lấy nhận gửi", "xây phá dỡ",
    "nam nữ", "già trẻ", "sáng trưa chiều tối đêm", "tây bắc", "xa gần", "nặng nhẹ", "mạnh yếu", "dễ khó",
    "đắt rẻ", "giàu nghèo", "lùi tiến", "siết nới", "thưởng phạt khen chê", "thắng thua", "tách nhập gộp chia",
    "hẳn tạm", "luôn hiếm", "thích ghét", "vui buồn", "kịp", "sạch bẩn",
    "nhất nhì", "đậu rớt trượt", "khai kín mật", "buộc nguyện", "thiểu đa", "bác chấp", "ngược xuôi", "hợp trái",
)  # fmt: skip
NUMBERS = "một hai ba bốn tư năm sáu bảy bẩy tám chín mười mươi trăm nghìn ngàn vạn triệu tỷ tỉ nửa rưỡi đôi vài"
UNITS = "ngày tháng tuần quý giờ phút giây đồng mét lít cân tạ tấn người hộ lượt lần phần m km ha kg cm m2 m3"
# two words that are one: what they mean is surer than each alone (“dong y” is “đồng ý”, not “đóng” or “đông”)
PHRASES = (
    "đồng ý", "nhất trí", "tán thành", "ủng hộ", "phản đối", "bác bỏ", "từ chối", "bổ sung", "cho phép", "bắt buộc",
    "tự nguyện", "tối thiểu", "tối đa", "công khai", "tất cả", "toàn bộ", "giữ nguyên", "kéo dài", "rút ngắn",
    "hợp lý", "vô lý", "chấp nhận", "chấp thuận", "bãi bỏ", "hài lòng", "thất vọng", "ít nhất", "nhiều nhất",
    "đóng góp", "mở rộng", "thu hẹp", "bất cập", "phù hợp", "cần thiết", "thuận lợi", "khó khăn",
)  # fmt: skip
FILLERS = (
    "dạ ạ thưa kính tôi em mình con cháu chúng ta tui là thì mà rằng nhé nha nhá nhe với rất quá lắm cũng xin "
    "vâng ừ này đó ấy của những các việc về mong ạh à ơi nhỉ"
)
FILLER_PHRASES = ("đề nghị", "kiến nghị", "ý kiến", "cá nhân", "cảm ơn", "thực sự", "ông bà", "anh chị")
# these keep their marks: without them they would pass for “chưa”, “không”, “bỏ”, “cấm”
KEEP_MARKS = frozenset("chứa chữa chừa chùa chúa khống khổng bổ cầm câm cắm tối".split())
TEENCODE = {
    "ko": "không", "k": "không", "hok": "không", "hk": "không", "hong": "không", "hông": "không", "kg": "không",
    "kh": "không", "khg": "không", "khong": "không", "kô": "không", "kông": "không", "hem": "không", "hôk": "không",
    "khum": "không", "k0": "không", "kp": "không phải", "chx": "chưa", "dc": "được", "đc": "được", "dk": "được",
    "đk": "được", "vs": "với", "cx": "cũng", "mk": "mình", "mik": "mình", "ng": "người", "nma": "nhưng mà",
    "oki": "ok", "oke": "ok", "okie": "ok", "uh": "ừ", "thik": "thích", "bik": "biết", "bít": "biết", "dy": "đồng ý",
    "đy": "đồng ý",
}  # fmt: skip


HEAVY = frozenset(fold(word) for word in " ".join((NEGATIONS, *OPPOSITES, NUMBERS, UNITS)).split())
# “toi” is “tôi” far oftener than “tối”; “da” may be “đã” or “đa” as well as “dạ”
LIGHT = frozenset(FILLERS.split()) | {"toi"} | (frozenset(fold(word) for word in FILLERS.split()) - HEAVY)
# each phrase as typed with all its marks, and with none
HEAVY_PHRASES = {tuple(form.split()): phrase for phrase in PHRASES for form in (phrase, fold(phrase))}
LIGHT_PHRASES = frozenset(tuple(form.split()) for phrase in FILLER_PHRASES for form in (phrase, fold(phrase)))
AMBIGUOUS = ("toi", "da")  # “tối đa” before a number, else “tôi đã”
