"""Two people who spell a word differently find the same thing."""

import csv
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from danchu.ground.text.fold import exact, fold, same, words
from danchu.ground.text.tests.shared import shared

any_text = st.text(alphabet=st.characters(exclude_categories=()))


def test_letters_without_diacritics_are_what_is_left():
    assert fold("Đường NGẬP nước, hẻm 47/12 – Hoà Bình!") == "duong ngap nuoc hem 47 12 hoa binh"


def test_a_word_is_the_same_however_it_is_spelled():
    for other in ("ngap nuoc", "NGẬP  NƯỚC!", unicodedata.normalize("NFD", "ngập nước"), "ng\u200bập nước"):
        assert same("ngập nước", other)
    assert same("hòa", "hoà") and not same("hòa", "hòn")


def test_other_scripts_keep_their_vowels():
    assert fold("ກິນ ភូមិ") == unicodedata.normalize("NFKD", "ກິນ ភូមិ")


def test_exact_keeps_diacritics_and_mends_tone_place():
    assert exact("Thuỷ-Lợi, HOÀ Bình") == "thủy lợi hòa bình"
    assert exact(unicodedata.normalize("NFD", "Ngập nước")) == "ngập nước" != exact("ngap nuoc")


def test_words_are_listed_in_order():
    assert words("Tôi, tôi và anh") == ["toi", "toi", "va", "anh"]


@given(any_text)
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_both_unicode_forms_fold_alike(text):
    assert fold(unicodedata.normalize("NFD", text)) == fold(text) == fold(unicodedata.normalize("NFC", text))


@given(any_text)
def test_exact_never_raises(text):
    assert exact(text) == exact(exact(text))


def test_every_shared_pair_without_diacritics_agrees():
    for row in csv.DictReader(shared("text/no_diacritics_pairs.csv").open(encoding="utf-8")):
        decomposed = unicodedata.normalize("NFD", row["original_nfc"])
        assert fold(row["original_nfc"]) == fold(row["no_diacritics"]) == fold(decomposed)
