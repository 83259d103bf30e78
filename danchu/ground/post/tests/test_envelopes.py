"""A letter on the wire reads as it was written."""

from email import message_from_bytes
from email.policy import default

import pytest
from django.utils import timezone

from danchu.ground.post.carriers import Parcel
from danchu.ground.post.envelopes import sealed


@pytest.mark.parametrize("words", [
    "Xác nhận nhận thư: Phân loại rác tại nguồn và sắp xếp điểm tập kết của phường Lê Khôi, khu phố 3",
    "Đã trả lời mọi ý kiến: Lấy ý kiến về quản lý sân chơi, vườn hoa khu phố", "Short", "ờ" * 150, "Đơn KN-26-7XK4M2"])
def test_a_long_vietnamese_subject_loses_no_space(words):
    raw = sealed(Parcel("m", "lan@example.vn", words, "Thân thư."), timezone.now()).as_bytes()
    assert message_from_bytes(raw, policy=default)["Subject"] == words
    assert max(map(len, raw.split(b"\r\n"))) <= 78 and raw.isascii()
