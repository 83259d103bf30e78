"""A code survives the telephone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danchu.ground.text.codes import ALPHABET, new_code, read_code, spoken

random = st.binary(min_size=8, max_size=8)
CODE = new_code("KN", 2026, b"\x01\x02\x03\x04\x05\x06\x07\x08")


@given(random)
def test_a_code_is_read_back_however_it_is_typed(drawn):
    code = new_code("KN", 2026, drawn)
    wide = "".join(chr(ord(c) + 0xFEE0) for c in code)
    for typed in (
        code,
        code.lower(),
        code.replace("-", ""),
        f" {code.replace('-', ' ')}. ",
        wide,
        code.replace("-", "–"),
    ):
        assert read_code(typed) == code


@given(random, st.data())
def test_one_wrong_character_is_caught(drawn, data):
    code = new_code("KN", 2026, drawn)
    place = data.draw(st.integers(6, len(code) - 1))
    other = data.draw(st.sampled_from([c for c in ALPHABET if c != code[place]]))
    assert read_code(code[:place] + other + code[place + 1 :]) is None


@given(random, st.integers(6, 10))
def test_two_swapped_characters_are_caught(drawn, place):
    code = new_code("KN", 2026, drawn)
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert (read_code(swapped) is None) == (swapped != code)


def test_a_wrong_year_is_caught():
    assert read_code(CODE.replace("-26-", "-25-")) is None


@pytest.mark.parametrize(("sign", "typed"), [("8", "B"), ("5", "S"), ("2", "Z"), ("6", "G"), ("V", "U")])
def test_a_look_alike_is_read_as_what_it_must_be(sign, typed):
    codes = (new_code("KN", 2026, bytes([n] * 8)) for n in range(256))
    code = next(c for c in codes if sign in c[6:])
    assert read_code(code[:6] + code[6:].replace(sign, typed)) == code
    assert read_code("KN-2G" + code[5:]) == code  # a letter for a digit of the year


@pytest.mark.parametrize(
    "typed", ["", "KN", "42/2013/QH13", "KN-26-", "KN-26-000000", "Ж" * 10, "\ud800", "x" * 10_000]
)
def test_what_is_no_code_is_none(typed):
    assert read_code(typed) is None


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_reading_never_raises(typed):
    read_code(typed)


def test_it_is_spoken_sign_by_sign():
    assert spoken("KN-26-7XK4M2") == "K N, hai sáu, bảy, ích, ca, bốn, mờ, hai"


@pytest.mark.parametrize(("prefix", "drawn"), [("kn", b"x" * 8), ("KNKNKN", b"x" * 8), ("KN", b"x")])
def test_a_poor_prefix_or_too_little_chance_is_refused(prefix, drawn):
    with pytest.raises(ValueError):
        new_code(prefix, 2026, drawn)
