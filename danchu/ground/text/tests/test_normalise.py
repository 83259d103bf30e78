"""What is typed is kept whole, and what hides in it is not."""

import csv
import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danchu.ground.text.normalise import clean, tone_style
from danchu.ground.text.tests.shared import shared

any_text = st.text(alphabet=st.characters(exclude_categories=()))  # lone surrogates included


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Hẻm 47\tngập \r\n\r\n\r\n\r\nsâu  ", "Hẻm 47 ngập\n\nsâu"),
        ("a\x00b\x07c\x9dd", "abcd"),
        ("Nguye\u0302\u0303n", "Nguyễn"),
        ("ki\u00ea\u0301n", "kiến"),  # windows-1258
        ("x\u202egnp.exe\u2066y\u200f", "xgnp.exey"),
        ("ng\u200bập\ufeff\u00ad", "ngập"),
        ("\ud83d\ude00 \ud800", "😀 \ufffd"),
        ("👨\u200d👩\u200d👧 a\u200db", "👨\u200d👩\u200d👧 ab"),
        ("một\u00a0hai\u3000ba", "một hai ba"),
        ("", ""),
    ],
)
def test_hidden_characters_go_and_letters_stay(typed, kept):
    assert clean(typed) == kept


def test_one_line_when_asked():
    assert clean("Hẻm\n\n47", lines=False) == "Hẻm 47"


def test_a_limit_never_parts_a_letter_from_its_mark():
    assert clean("ae\u0331\u0331b", limit=3) == "a"
    assert clean("ngập", limit=3) == "ngậ"


def test_no_vietnamese_letter_is_ever_dropped():
    letters = [c for c in map(chr, range(0xC0, 0x1EFA)) if "LATIN" in unicodedata.name(c, "")]
    letters = [c for c in letters if not unicodedata.combining(c)]
    assert clean("".join(letters)) == "".join(letters)


@given(any_text)
def test_cleaning_never_raises_and_a_second_time_changes_nothing(text):
    once = clean(text)
    once.encode()
    assert clean(once) == once


@given(any_text, st.integers(0, 30))
def test_a_limit_is_kept(text, limit):
    assert len(clean(text, limit=limit)) <= limit


def test_every_shared_tone_vector_has_one_form():
    rows = list(csv.DictReader(shared("text/tone_placement_vectors.csv").open(encoding="utf-8")))
    assert len(rows) == 242
    for row in rows:
        assert tone_style(row["old_style"]) == tone_style(row["new_style"]) == row["old_style"]
        assert (row["old_style"] != row["new_style"]) == (row["expect"] == "differs")


def test_capitals_and_decomposed_letters_take_the_same_tone_place():
    assert tone_style("HOÀ Hoà THUỶ Thuỷ") == "HÒA Hòa THỦY Thủy"
    assert tone_style(unicodedata.normalize("NFD", "hoà")) == "hòa"


def test_closed_rimes_and_qu_stay():
    assert tone_style("hoàn quý quỳ khuỷu xoáy loà xoà") == "hoàn quý quỳ khuỷu xoáy lòa xòa"


def test_windows_1258_bytes_read_as_vietnamese():
    for row in json.loads(shared("text/encodings.json").read_text(encoding="utf-8")):
        assert clean(bytes.fromhex(row["windows1258_hex"]).decode("cp1258")) == row["nfc"]
