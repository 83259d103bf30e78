"""What reads as one's own complaint about a decision, and what only speaks of complaints."""

import pytest

from danchu.ground.text.warning_signs import looks_like_complaint


@pytest.mark.parametrize("text", [
    "Tôi khiếu nại quyết định thu hồi đất số 12 của phường.",
    "toi xin khieu nai viec cuong che nha toi",
    "Đề nghị xem xét lại quyết định xử phạt ngày 03/02.",
    "Gia đình tôi không đồng ý với quyết định bồi thường.",
])
def test_a_complaint_is_noticed(text):
    assert looks_like_complaint(text)


@pytest.mark.parametrize("text", [
    "Bao giờ hẻm 47 hết ngập?",
    "Luật Khiếu nại quy định thế nào?",
    "Phường giải quyết khiếu nại có đúng hạn không?",
    "Tôi không khiếu nại gì, chỉ hỏi bao giờ có đèn.",
])
def test_a_question_is_left_alone(text):
    assert not looks_like_complaint(text)
