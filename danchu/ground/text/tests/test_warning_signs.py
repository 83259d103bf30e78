"""A denunciation is noticed before it is sent the open way; talk about the law is not one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danchu.ground.text.warning_signs import looks_like_denunciation

DENOUNCED = """
Tôi tố cáo ông Nguyễn Văn A nhận tiền của dân
to cao ong X nhan hoi lo
ĐƠN TỐ CÁO
Chúng tôi làm đơn tố cáo trưởng thôn ăn chặn tiền hỗ trợ lũ lụt
Cán bộ địa chính vòi vĩnh mới ký giấy
can bo phuong nhan phong bi moi lam
Ông chủ tịch xã tham ô tiền làm đường
kế toán khai khống hồ sơ hộ nghèo
Có dấu hiệu tham nhũng ở dự án kè sông
công an khu vực bảo kê quán karaoke
Hiệu trưởng lợi dụng chức vụ thu tiền trái phép
xin to cao viec lap ho so gia de lay tien den bu
Đề nghị làm rõ việc ông B chiếm đoạt tiền quỹ
"""

NOT_DENOUNCED = """
Tôi không tố cáo ai, chỉ mong sửa đèn đường
Xin hỏi Luật Tố cáo quy định thế nào
Đề nghị niêm yết thủ tục giải quyết khiếu nại, tố cáo
Ban tiếp công dân nhận đơn khiếu nại, tố cáo ở đâu?
Đề nghị tuyên truyền phòng, chống tham nhũng cho người dân
Hẻm 47 ngập mỗi khi mưa
Bảo vệ người tố cáo là gì
Đường ăn chân vỉa hè lở
tham ơi là tham
Hôi lỗ cống trước nhà
Nhận hồi lớp học
Đèn giao thông bao kẽ
Quy định về quyền tố cáo của công dân
tôi muốn góp ý về phòng chống hối lộ
Chợ họp lấn đường, đề nghị xử lý
Đây không phải đơn tố cáo
Cán bộ không được nhũng nhiễu khi tiếp dân
"""


@pytest.mark.parametrize("line", DENOUNCED.strip().splitlines())
def test_a_report_of_wrongdoing_is_noticed(line):
    assert looks_like_denunciation(line)


@pytest.mark.parametrize("line", NOT_DENOUNCED.strip().splitlines())
def test_other_talk_is_let_through(line):
    assert looks_like_denunciation(line) is None


def test_the_words_are_given_as_written():
    reason = looks_like_denunciation("ĐƠN TỐ CÁO: ông X nhận hối lộ, ông X nhận hối lộ")
    assert reason and reason.words == ("ĐƠN TỐ CÁO", "nhận hối lộ")


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_it_never_raises(text):
    looks_like_denunciation(text)
