"""An address, however people write it, leads to today's commune or to an honest list."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danchu.ground.offices.resolving import MAX_LENGTH, resolve
from danchu.ground.offices.rules import Ground, Mode
from danchu.ground.offices.territories import the_map

TODAY = date(2026, 11, 22)
SAI_GON = "26740"

ONE_PLACE = {
    "P. Bến Nghé, Q.1, TP.HCM": SAI_GON,
    "phuong ben nghe, quan 1, thanh pho ho chi minh": SAI_GON,
    "12/4 đường số 3, P. Bến Nghé, Q.1, TP.HCM": SAI_GON,
    "12/4 duong so 3 p ben nghe q1 tphcm": SAI_GON,
    "PHƯỜNG BẾN NGHÉ - QUẬN 1 - SG": SAI_GON,
    "TP.HCM, Q.1, P. Bến Nghé": SAI_GON,
    "Quận 1, Phường Bến Nghé, TP.HCM": SAI_GON,
    "Phường Bến Nghé (gần chợ), Quận 1, TP.HCM, Việt Nam 700000": SAI_GON,
    "Phường Sài Gòn, Tp.HCM": SAI_GON,
    "P. Sài Gòn, Q.1": SAI_GON,
    "P.1, Q.3": "27154",
    "F1 Q3 TPHCM": "27154",
    "Phường 01, Quận 03, TP. Hồ Chí Minh": "27154",
    "Phúc Xá, Ba Đình, HN": "00097",
    "Ward 1, District 3, Ho Chi Minh City": "27154",
    "Phường Xuân Phương Hà Nội": "00622",
    "Xã Đào Xá Phú Thọ": "08662",
    "Thị trấn Trường Sa, huyện Trường Sa, Khánh Hòa": "22736",
    "P. Thắng Tam, Vũng Tàu, BR-VT": "26506",
    "phường Phú Hội, thành phố Huế, tỉnh Thừa Thiên Huế": "19789",
    "Phường Phường Đúc, Quận Thuận Hóa, TP Huế": "19789",
    "Phường Hiệp Phú, Q9, HCM": "26842",
    "P.Linh Trung, T.P Thủ Đức, T.P HCM": "26800",
    "Phường Hòa Chung, TP. Cao Bằng": "01288",
    "Phường Thủ Dầu Một, Bình Dương": "25747",
    "xã Ia Dom, huyện Ia H'Drai, Kon Tum": "23538",
    "Phường Phố Huế": "00256",
    "Xa Dung": "03208",
    "Kim Phuong Thai Nguyen": "05551",
    "Bình Phước, Bình Sơn": "21061",
    "Huyện Côn Đảo, BR-VT": "26732",
    "Xã Thổ Châu, TP Phú Quốc, Kiên Giang": "31105",
    "Xã Bố Hạ, tỉnh Bắc Ninh": "07294",
    "Phường Bố Hạ, TP Bắc Ninh": "07294",
}

NO_PLACE = {
    "": Ground.EMPTY,
    " ,;- ": Ground.EMPTY,
    "TP.HCM": Ground.PROVINCE,
    "Sài Gòn": Ground.PROVINCE,
    "TP Huế": Ground.PROVINCE,
    "Phường Xyz, Long Thành, Đồng Nai": Ground.UNKNOWN,
    "Thị trấn Mộc Châu, Thị xã Mộc Châu, Sơn La": Ground.UNKNOWN,
    "123456": Ground.UNKNOWN,
    "số 5 đường Trần Phú, Hà Nội": Ground.PROVINCE,
    "Phường Xyz, Quận 1, TP.HCM": Ground.UNKNOWN,
    "Phường Bến Nghé, Quận Xyz, TP.HCM": Ground.UNKNOWN,
    "Quận 3, Phường Bến Nghé, TP.HCM": Ground.UNKNOWN,
    "Phường Sài Gòn, Quận 7, TP.HCM": Ground.UNKNOWN,
    "x" * (MAX_LENGTH + 1): Ground.TOO_LONG,
    "\ud800\x00\u202e": Ground.EMPTY,
}


@pytest.mark.parametrize(("text", "code"), ONE_PLACE.items())
def test_one_place_is_found_however_it_is_written(text, code):
    found = resolve(text, TODAY)
    assert (found.mode, found.codes) == (Mode.UNIQUE, [code])


@pytest.mark.parametrize(("text", "ground"), NO_PLACE.items(), ids=range(len(NO_PLACE)))
def test_what_names_no_commune_gets_a_reason(text, ground):
    found = resolve(text, TODAY)
    assert (found.mode, found.codes, found.ground) == (Mode.NONE, [], ground)
    assert found.reason


def test_a_split_ward_lists_all_that_took_a_part():
    found = resolve("Phường An Phú, Quận 2, TP.HCM", TODAY)
    assert (found.mode, found.codes) == (Mode.AMBIGUOUS, ["27094", "27097"])
    assert "chia tách" in found.reason
    assert [place.code for place in found.candidates] == found.codes


def test_a_name_of_several_places_lists_them():
    found = resolve("xã An Bình", TODAY)
    assert found.mode is Mode.AMBIGUOUS and len(found.codes) > 5
    assert "trùng tên" in found.reason


def test_a_district_alone_lists_what_it_became():
    found = resolve("Q.1, TP.HCM", TODAY)
    assert (found.mode, found.ground) == (Mode.AMBIGUOUS, Ground.DISTRICT)
    assert SAI_GON in found.codes


def test_a_ward_named_like_its_former_district_is_not_guessed_without_its_type():
    assert resolve("Ba Đình, Hà Nội", TODAY).mode is Mode.AMBIGUOUS
    assert resolve("Phường Ba Đình, Hà Nội", TODAY).codes == ["00004"]


def test_an_old_ward_that_gave_its_name_to_other_ground_is_not_guessed_without_province():
    assert resolve("Phường Ngọc Hà", TODAY).mode is Mode.AMBIGUOUS
    assert set(resolve("Phường Ngọc Hà, Quận Ba Đình, Hà Nội", TODAY).codes) == {"00004", "00008"}


def test_a_name_of_today_says_that_an_old_namesake_had_other_ground():
    assert "địa chỉ cũ" in resolve("Phường Ngọc Hà, Hà Nội", TODAY).reason
    assert "địa chỉ cũ" not in resolve("Phường Sài Gòn, TP.HCM", TODAY).reason


def test_a_typed_ward_outweighs_a_name_that_could_be_a_ward():
    assert resolve("Phường 15, Tân Bình", TODAY).codes == ["27004", "27007"]


def test_a_word_that_may_be_a_type_or_a_name_is_not_guessed():
    assert resolve("Xã Bạch Xa Tuyên Quang", TODAY).codes == ["02380", "22963"]


def test_two_ways_to_read_the_same_words_are_both_listed():
    assert resolve("Phuong Duc", TODAY).codes == ["10279", "19789"]  # Phượng Dực, Hà Nội; Phường Đúc, Huế
    assert {"19789", "27925"} <= set(resolve("Duc Hue", TODAY).codes)  # Đúc, Huế; Đức Huệ
    assert "27925" in (both := resolve("Đức Huệ", TODAY).codes) and "19789" not in both  # the commune, the old district
    assert resolve("Binh Phuoc, Binh Son", TODAY).codes == ["21061", "25220"]
    assert resolve("12 Lê Lợi, Quảng Trị", TODAY).ground is Ground.PROVINCE  # the town or the province
    assert resolve("2 5 Ho Chi Minh", TODAY).mode is Mode.NONE  # ward 2 of district 5 is no ward 25


def test_a_mark_tells_two_communes_apart_and_its_absence_does_not():
    assert resolve("xã Cẩm Giàng, Hải Phòng", TODAY).codes == ["10903"]
    assert resolve("xa cam giang, hai phong", TODAY).codes == ["10888", "10903"]


def test_a_name_of_the_future_is_not_known_before_its_day():
    before, after = resolve("TP. Đồng Nai", date(2026, 4, 29)), resolve("TP. Đồng Nai", TODAY)
    assert "Tỉnh Đồng Nai" in before.reason
    assert "Thành phố Đồng Nai" in after.reason


@given(st.text(max_size=60))
def test_nothing_typed_makes_it_fail(text):
    found = resolve(text, TODAY)
    assert set(found.codes) <= set(the_map().communes)
    assert (found.mode is Mode.UNIQUE) == (len(found.codes) == 1)


@given(st.permutations(["P. Bến Nghé", "Q.1", "TP.HCM", "Hà Nội", "Xã Tân Phú", "12"]), st.integers(1, 6))
def test_shuffled_parts_never_break_the_promise(parts, size):
    found = resolve(", ".join(parts[:size]), TODAY)
    assert (found.mode is Mode.NONE) == (not found.codes)
