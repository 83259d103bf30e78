"""What a paper says before any writer sees it."""

from dataclasses import replace
from datetime import date

import pytest

from danchu.ground.documents.paper import Items, Mark, in_capitals, in_words
from danchu.ground.documents.tests.papers import DEPUTY, LETTER, MINUTES, NOTICE, PARTY_NOTICE
from danchu.law.papers import Family, point


@pytest.mark.parametrize(("day", "words"), [
    (date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"),
    (date(2026, 1, 31), "ngày 31 tháng 01 năm 2026"),
    (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),  # no nought from March on
    (date(2026, 12, 12), "ngày 12 tháng 12 năm 2026"),
])
def test_a_day_is_written_as_the_decree_wants(day, words):
    assert in_words(day) == words


def test_what_is_not_known_yet_leaves_room():
    bare = replace(NOTICE, symbol=None, signed_on=None)
    assert bare.number_line.replace("\u00a0", "_") == "Số: ________/TB-UBND"
    assert bare.place_and_date == "Lê Khôi, ngày …… tháng …… năm ……"
    assert replace(PARTY_NOTICE, symbol=None).number_line.replace("\u00a0", "_") == "Số ________-TB/ĐU"
    assert replace(LETTER, symbol=None).number_line.endswith("/UBND")
    assert MINUTES.place_and_date == ""


def test_points_follow_the_vietnamese_alphabet():
    marks = [mark for mark, _ in Items(("x",) * 8, Mark.POINT).marked]
    assert marks == ["a)", "b)", "c)", "d)", "đ)", "e)", "g)", "h)"]
    assert point(24) == "aa"
    assert [mark for mark, _ in Items(("x", "y"), Mark.NUMBER, 3).marked] == ["3.", "4."]


def test_a_signers_right_is_written_as_the_family_does():
    assert DEPUTY.lines(Family.STATE) == ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]
    assert DEPUTY.lines(Family.PARTY)[1] == "K/T CHỦ TỊCH"


@pytest.mark.parametrize(("name", "capitals"), [
    ("Ủy ban nhân dân phường Lê Khôi", "ỦY BAN NHÂN DÂN PHƯỜNG~LÊ~KHÔI"),
    ("Đảng bộ thành phố Lam Sơn", "ĐẢNG BỘ THÀNH~PHỐ~LAM~SƠN"),
    ("Phòng Văn hóa - Xã hội", "PHÒNG VĂN HÓA - XÃ~HỘI"),
    ("Đảng bộ thành phố Phan Rang - Tháp Chàm", "ĐẢNG BỘ THÀNH PHỐ PHAN RANG - THÁP CHÀM"),
    ("", ""),
])
def test_a_name_is_broken_before_its_place(name, capitals):
    assert in_capitals(name).replace("\u00a0", "~") == capitals


def test_a_title_tells_what_it_is():
    assert NOTICE.full_title.startswith("Thông báo 15/TB-UBND: Kết luận")
    own = replace(NOTICE, title="bảng tổng hợp ý kiến", symbol=None)
    assert (own.type_name, own.full_title.split(":")[0]) == ("BẢNG TỔNG HỢP Ý KIẾN", "Bảng tổng hợp ý kiến")
    assert LETTER.is_letter and not replace(LETTER, title="Phụ lục").is_letter
