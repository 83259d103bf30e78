"""Lists stand in the order a Vietnamese reader expects."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danchu.ground.text.sort import person_key, sort_key
from danchu.ground.text.tests.shared import shared


@pytest.mark.parametrize(
    "ordered",
    [
        "a à ả ã á ạ ă ằ â ầ b c d đ e ê",
        "An Án Ân",
        "dinh Dinh đinh Đinh",
        "Hà_Nội Hải_Phòng Hồ_Chí_Minh Huế Hưng_Yên",
        "_x -x 'x (x 1x 2x ax zx",
    ],
)
def test_letters_come_before_tones_and_tones_before_case(ordered):
    words = [word.replace("_", " ") if word[0] != "_" else word for word in ordered.split()]
    assert sorted(reversed(words), key=sort_key) == words


def test_both_unicode_forms_have_one_key():
    assert sort_key("Hòa") == sort_key("Ho\u0300a")


def test_people_stand_by_given_name_then_family_name():
    people = ["Trần Văn An", "Lê Thị Án", "Bùi Thị Bảy", "Lê Văn Bảy", "Lê Xuân Bảy"]
    assert sorted(reversed(people), key=person_key) == people
    assert person_key("") <= person_key("An")


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_a_key_is_plain_letters_and_digits(text):
    assert re.fullmatch("[0-9a-z]+", sort_key(text))
    assert sort_key(text) <= sort_key(text + "a")


def test_the_order_of_icu_is_kept():
    truth = json.loads(shared("text/collation_vi.json").read_text(encoding="utf-8"))
    for name in ("alphabet_sorted", "provinces_sorted", "communes_sorted_sample", "people_sorted"):
        assert sorted(reversed(truth[name]), key=sort_key) == truth[name]
    for a, b, order in truth["pairs_compare"]:
        assert (sort_key(a) > sort_key(b)) - (sort_key(a) < sort_key(b)) == order
