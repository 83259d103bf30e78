"""Words by which a Vietnamese name is known, and words that look like the beginning or end of one and"
" are not."""

from functools import cache

from danchu.ground.text.fold import fold


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


@cache
def folded(marked: frozenset[str]) -> frozenset[str]:
    """The same words as someone writes them who uses no diacritics."""
    return frozenset(fold(word) for word in marked)


# family names that are hardly ever anything else
SURNAMES = _set(
    "nguyễn trần phạm hoàng huỳnh phan bùi ngô vũ trương đinh trịnh phùng lưu quách nghiêm khuất võ lê"
    " đỗ đặng"
    " dương đoàn đào lương mạc giàng sùng vàng thào ksor rmah kpă niê triệu vương tạ hồ lý lâm thái tô"
    " hà chu cao"
    " mai đàm tống hứa bế nông thạch"
)
# these are common words, or begin names of places, once the diacritics are gone
UNSURE_UNMARKED = _set(
    "le vo do dang duong doan dao luong ta ho ly lam thai to ha chu cao mai vang mac hua be nong dam"
)
# these ask for a middle name even with diacritics: "Cao Bằng", "Hà Nội", "Mai Châu", "Đoàn Thanh niên"
UNSURE = _set("hồ lý lâm thái tô hà chu cao mai vàng đàm tống bế nông thạch đoàn đào lương triệu tạ dương")
MIDDLES = _set("văn thị hữu đức đình ngọc công xuân minh quốc thế thu kim hoàng quang duy anh bá")
HONORIFICS = _set("ông bà anh chị cô chú bác cụ em cháu thầy mẹ vợ chồng con mợ dì cậu")
# before a name these say that a street, a school, a hospital, a prize bears it
PLACES = _set(
    "đường phố phường xã quận huyện tỉnh thôn ấp bản buôn xóm làng trường thpt thcs cầu chợ hẻm ngõ"
    " ngách kiệt"
    " viện vườn ga bến cảng sân đền chùa đình tp khu cụm tượng giải quỹ kênh rạch sông hồ núi đèo đảo"
    " bãi hàng"
    " tòa cư nhà mầm học tiểu dl vòng lộ đại thành thuật hẽm ql đl viên tịch kh chí_minh"
)
AMBIGUOUS_UNMARKED = _set("cho ban ho dao san cau den quy giai bai nha hoc dai tich ga vien hang thanh nui")
# a capital word that does not go on with a name
STOPS = _set(
    "chủ bí phó trưởng giám cán hiệu tổ đại thủ bộ ủy ubnd hđnd hội ban đảng chi phường xã quận huyện"
    " tỉnh thôn ấp"
    " buôn xóm đường số khu thành tp cccd cmnd sđt đt stk đề nghị kiến là ở tại có đã không xin phản"
    " sinh trú cùng"
    " và với báo cho nơi thưa kính gửi tôi chúng nhà điện thoại ngày tháng năm mttq qh luật điều khoản"
    " quyết thông"
    " việc trong người dân nhân viên kế bị được của hiện đang nay rất mong về từ đến nếu thì mà do nên"
    " công_an mst"
    " bhxh bhyt email tên địa chỉ hẻm ngõ phố"
)
GIVEN_MARKED = _set("thành năm chi đại thông hiện bộ")  # of those, given names with just these diacritics
GIVEN_TOO = _set(
    "chi to thanh nam thu phuong dan thoai hieu bo truong sinh bao nhan ban nha vien ngo hien dang tu my ha"
)
TITLES = _set("chủ bí phó trưởng giám công cán hiệu tổ đại thủ bộ ủy ubnd hđnd hội ban tòa viện đội phòng sở")
# names of places, and of the dead in history books
KNOWN = _set(
    "hồ_chí hà_nội hà_giang hà_tĩnh hà_nam hà_đông hà_long cao_bằng cao_lãnh lâm_đồng lâm_hà lâm_thao"
    " thái_nguyên"
    " thái_bình thái_lan lê_lợi lê_lai lê_duẩn lê_hồng_phong lê_thánh_tôn lê_thánh_tông lê_chân nguyễn_trãi"
    " nguyễn_huệ nguyễn_du nguyễn_văn_cừ nguyễn_văn_linh nguyễn_văn_trỗi nguyễn_thị_minh_khai trần_hưng_đạo"
    " trần_phú trần_quốc_toản trần_đề lý_thường_kiệt lý_thái_tổ lý_sơn hai_bà quang_trung phan_bội_châu"
    " phan_châu_trinh phan_đình_phùng phan_thiết phan_rang võ_nguyên_giáp võ_văn_kiệt phạm_văn_đồng"
    " phạm_ngũ_lão"
    " ngô_quyền tôn_đức_thắng hoàng_mai hoàng_hoa_thám hoàng_sa hoàng_liên hoàng_quốc_việt trường_sa hồ_tây"
    " hồ_gươm bà_rịa bà_triệu bà_đen bà_nà bà_chiểu bà_hạt bà_huyện ông_ích ông_đốc bác_hồ bác_ái"
    " cô_giang cô_bắc"
    " cô_tô cô_đơn chị_lăng anh_sơn chu_văn_an chu_prông chí_minh con_cuông con_đảo cụ_hồ em_xin đoàn_thanh"
    " lương_sơn lương_tài mai_châu mai_sơn đồng_chí vũ_quang vũ_thư vũ_bản đinh_tiên_hoàng phùng_hiệp"
    " triệu_sơn"
    " triệu_phong tạ_hiện dương_minh_châu dương_kinh bùi_chu đào_tạo lưu_ý trương_định chu_đáo hà_lan"
    " hoàng_su hoàng_liệt bế_văn_đàn hai_bà"
)
# an uncapitalised word after "nguyen van a" that is not a fourth part of the name
LOW_STOPS = _set(
    "o tai la co da khong xin phan sinh tru cung va voi bao cho noi thua kinh gui toi chung nha dien so"
    " sdt cccd"
    " cmnd de nghi kien bi duoc cua hien dang nay rat mong ve tu den neu thi ma do nen lam xay ban lan"
    " chiem di an"
    " nhan tham doi lay that to trong tren duong ngo hem thon xa phuong quan huyen nguoi chu truong pho"
    " con chong"
    " vo gia hang ngay dia da thuong van hay se muon goi noi nham thay nghe danh chui doi rac nuoc dat hoi"
)
