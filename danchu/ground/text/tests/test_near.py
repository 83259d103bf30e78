"""Near duplicates come together; opposite stances and different numbers never do."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as some

from danchu.ground.text.fold import fold
from danchu.ground.text.near import may_join, near_groups, opinion_key, opinion_keys
from danchu.ground.text.stance import stance

LONG = ("Đề nghị phường công khai lịch tiếp công dân trên bảng tin của tổ dân phố và trang thông tin điện tử, "
        "để bà con chủ động sắp xếp công việc mà đến gặp lãnh đạo {}.")  # fmt: skip

APART = [
    ("Tôi đồng ý", "Tôi không đồng ý"), ("toi dong y", "toi khong dong y"), ("đồng ý", "ko đồng ý"),
    ("dong y", "k dong y"), ("dong y", "hok dong y"), ("đồng ý nha", "hông đồng ý nha"), ("đồng ý", "kg đồng ý"),
    ("Tôi đồng ý với dự thảo", "Tôi phản đối dự thảo"), ("ủng hộ", "phản đối"), ("ung ho", "phan doi"),
    ("nhất trí với Điều 5", "nhất trí với Điều 6"), ("Điều 5", "Điều 50"), ("Điều 1.5", "Điều 15"),
    ("Điều 1, 5", "Điều 15"), ("khoản 2 Điều 3", "khoản 3 Điều 2"), ("điểm a khoản 1", "điểm b khoản 1"),
    ("điểm d khoản 1", "điểm đ khoản 1"), ("Chương II", "Chương III"), ("chuong ii", "chuong iv"),
    ("tăng mức phí", "giảm mức phí"), ("tang muc phi", "giam muc phi"), ("tăng phí, giảm thuế", "giảm phí, tăng thuế"),
    ("đã làm", "chưa làm"), ("da lam", "chua lam"), ("nên làm", "không nên làm"), ("nên bỏ", "nên giữ"),
    ("bỏ Điều 7", "bổ sung Điều 7"), ("bo Dieu 7", "bo sung Dieu 7"), ("bỏ khoản 2", "bổ khoản 2"),
    ("trước ngày 5", "sau ngày 5"), ("trên 18 tuổi", "dưới 18 tuổi"), ("tren 18 tuoi", "duoi 18 tuoi"),
    ("tối thiểu 5 ngày", "tối đa 5 ngày"), ("toi thieu 5 ngay", "toi da 5 ngay"),
    ("ít nhất 3 người", "nhiều nhất 3 người"),
    ("5 triệu đồng", "5 nghìn đồng"), ("5 ngày", "5 tháng"), ("5%", "5"), ("phạt 500k", "phạt 500"),
    ("1.000 đồng", "1.000.000 đồng"), ("1,5 triệu", "15 triệu"), ("-5 độ", "5 độ"), ("≥ 5 người", "≤ 5 người"),
    ("năm ngày", "sáu ngày"), ("hai lần", "ba lần"), ("cho phép nuôi", "cấm nuôi"), ("bắt buộc", "tự nguyện"),
    ("công khai", "không công khai"), ("thu phí", "miễn phí"), ("mở cửa công viên", "đóng cửa công viên"),
    ("mo cua cong vien", "dong cua cong vien"), ("họp buổi sáng", "họp buổi tối"), ("trong giờ", "ngoài giờ"),
    ("cao hơn", "thấp hơn"), ("nhanh", "chậm"), ("hợp lý", "vô lý"), ("hài lòng", "không hài lòng"),
    ("chấp nhận", "từ chối"), ("đừng xây", "xây"), ("chẳng đồng tình", "đồng tình"), ("kéo dài", "rút ngắn"),
    ("có", "không"), ("co", "ko"), ("👍", "👎"), ("tất cả các hộ", "chỉ các hộ"), ("đúng", "sai"), ("đủ", "thiếu"),
    ("chưa cháy", "chữa cháy"), ("dưới 1/7", "dưới 7/1"), ("đồng ý A, không đồng ý B", "không đồng ý A, đồng ý B"),
    ("tán thành", "bác bỏ"), ("thêm bớt", "bớt thêm"), ("mua đất", "bán đất"), ("chx đồng ý", "đồng ý"),
    (LONG.format("phường"), LONG.format("phường").replace("công khai", "không công khai")),
    (LONG.format("5 lần"), LONG.format("6 lần")), (LONG.format("trước Tết"), LONG.format("sau Tết")),
    (LONG.format("phường"), fold(LONG.format("phường")).replace("cong khai", "khong cong khai")),
]  # fmt: skip
TOGETHER = [
    ("Tôi đồng ý!", "toi dong y"), ("ĐỒNG Ý", "đồng ý."), ("điều ko nên", "điều không nên"),
    ("Không đồng ý", "khong dong y"), ("ko đồng ý", "không đồng ý ạ"),
    ("k dong y", "Không đồng ý"), ("hok đồng ý", "khong dong y"), ("Dạ em đồng ý với Điều 5", "Đồng ý Điều 05"),
    ("hoà giải ở cơ sở", "hòa giải ở cơ sở"), ("1.000.000 đồng", "1000000 đồng"), ("tối đa 5 ngày", "toi da 5 ngay"),
    ("Tôi đã đọc dự thảo", "toi da doc du thao"), ("Tôi muốn hỏi", "toi muon hoi"), ("cán bộ tốt", "can bo tot"),
    ("Kính đề nghị giữ nguyên khoản 2", "Đề nghị giữ nguyên khoản 2 ạ"), ("đc", "được"), ("👍", "👍 "),
    (LONG.format("phường"), LONG.format("phường").replace("trang thông tin", "cổng thông tin")),
    (LONG.format("phường"), fold(LONG.format("phường"))), (LONG.format("phường"), LONG.format("phường nhé, cảm ơn")),
]  # fmt: skip


def test_the_table_of_planted_pairs_is_long_enough():
    assert len(set(APART)) == len(APART) >= 60


@pytest.mark.parametrize(("one", "other"), APART)
def test_opposite_stances_and_different_numbers_never_come_together(one, other):
    assert not may_join(one, other)
    assert near_groups([one, other, one]) == [[0, 2], [1]]


@pytest.mark.parametrize(("one", "other"), TOGETHER)
def test_the_same_opinion_comes_together(one, other):
    assert may_join(one, other)
    assert near_groups([one, other]) == [[0, 1]]


def test_what_differs_in_what_matters_little_only_comes_together_when_long():
    assert not may_join("Phường nên sửa đường", "Phường nên sửa cầu")


WORDS = some.lists(some.sampled_from("dân phường không tăng giảm 5 6 đồng ý phí họp lịch chưa Điều a b và ở".split()),
                   max_size=14).map(" ".join)  # fmt: skip


@given(WORDS, WORDS)
def test_only_texts_of_the_same_weight_come_together(one, other):
    if may_join(one, other):
        assert stance(one).weight == stance(other).weight


@given(WORDS, some.integers(0, 13), some.sampled_from(["không", "chưa", "7", "tăng", "phản đối", "ko", "tối thiểu"]))
def test_a_weighty_word_put_in_always_parts_them(text, at, word):
    listed = text.split()
    listed.insert(at, word)
    assert not may_join(text, " ".join(listed))


@given(some.lists(some.text(max_size=30), max_size=8))
def test_every_text_is_in_one_group_whatever_is_typed(texts):
    groups = near_groups(texts)
    assert sorted(at for group in groups for at in group) == list(range(len(texts)))
    assert list(opinion_keys(texts)) == [opinion_key(text) for text in texts]


@pytest.mark.slow
def test_ten_thousand_opinions_are_grouped_in_seconds():
    texts = [LONG.format(f"phường {n % 50}") + (" Xin cảm ơn." if n % 3 else "") for n in range(5000)]
    texts += [f"Tôi đồng ý với Điều {n % 100}" for n in range(5000)]
    started = time.process_time()
    assert len(near_groups(texts)) == 150
    assert time.process_time() - started < 20
