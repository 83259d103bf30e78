"""The same words sent twice are one thing; alike words are near."""

from hypothesis import given
from hypothesis import strategies as st

from danchu.ground.text.group import fingerprint, group, similar


def test_case_tone_place_diacritics_punctuation_and_spacing_make_no_difference():
    assert group(["Hoà Bình ngập!", "cống tắc", "hòa   bình NGẬP", "hoa binh ngap", "Hòa Bìnhngập"]) == [
        [0, 2, 3, 4],
        [1],
    ]


def test_texts_of_signs_only_are_not_all_the_same():
    assert fingerprint("😀") != fingerprint("😡") and fingerprint("") == fingerprint("  ")


def test_similar_is_one_for_the_same_and_nought_for_nothing_in_common():
    assert similar("Hẻm 47 ngập nước", "hem 47 NGAP nuoc") == 1
    assert similar("Hẻm 47 ngập nước", "đèn đường hỏng") == 0
    near = similar("Hẻm 47 ngập mỗi khi mưa", "Hẻm 47 lại ngập khi trời mưa")
    assert similar("Hẻm 47 ngập mỗi khi mưa", "Cống tắc ở hẻm 12") < near < 1


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=()))))
def test_each_text_stands_in_one_group(texts):
    assert sorted(place for places in group(texts) for place in places) == list(range(len(texts)))
