"""Dates, numbers and texts as people read them, and nothing a stranger writes becomes markup."""

from datetime import UTC, date, datetime
from types import SimpleNamespace as Bag

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from danchu.ground.ui import words

HOSTILE = '<script>alert("x")</script> & \' <b onload=1>'


def test_a_day_is_read_the_vietnamese_way():
    assert words.day(date(2026, 3, 5)) == "05/03/2026"
    assert words.short_day(date(2026, 3, 5)) == "05/03"
    assert words.day(None) == ""


def test_a_moment_is_told_on_vietnams_clock():
    assert words.moment(datetime(2026, 11, 3, 2, 12, tzinfo=UTC)) == "03/11/2026 09:12"


def test_late_in_the_evening_in_london_it_is_already_tomorrow_here():
    assert words.day(datetime(2026, 11, 3, 20, 0, tzinfo=UTC)) == "04/11/2026"


@pytest.mark.parametrize(
    ("language", "value", "places", "said"),
    [("vi", 1234, 0, "1.234"), ("vi", 1234.5, 1, "1.234,5"), ("en", 1234, 0, "1,234"), ("vi", None, 0, "–")],
)
def test_numbers_carry_the_separators_of_the_language(language, value, places, said):
    with override(language):
        assert words.number(value, places) == said


def test_a_share_of_nothing_is_a_dash():
    with override("vi"):
        assert words.percent(38, 46, 1) == "82,6%"
        assert words.percent(0, 0) == "–"
        assert words.percent(0.5) == "50%"


def test_weekdays_are_named_in_both_languages():
    for language, said in (("vi", "CN"), ("en", "Sun")):
        with override(language):
            assert words.weekday(date(2026, 11, 22)) == said


def test_paragraphs_keep_lines_and_escape_everything():
    assert words.paragraphs("một\r\nhai\n\nba") == Markup("<p>một<br>hai</p>\n<p>ba</p>")
    assert "<script" not in words.paragraphs(HOSTILE)
    assert words.paragraphs(None) == ""


@pytest.mark.parametrize(
    "spans",
    [
        [(4, 8)],
        [("phone", 4, 8)],
        [{"type": "phone", "start": 4, "end": 8}],
        [Bag(start=4, end=8)],
        [(4, 6), (5, 8)],
        [(6, 8), (4, 6)],
        [(4, 8), (5, 6), (8, 8)],
    ],
)
def test_spans_of_any_shape_and_overlap_make_one_mark(spans):
    assert words.marked("gọi 0912 nhé", spans) == "gọi <mark>0912</mark> nhé"


def test_spans_outside_the_text_are_cut_off():
    assert words.marked("abc", [(-5, 1), (2, 99), (50, 60)]) == "<mark>a</mark>b<mark>c</mark>"


def test_marks_escape_inside_and_out():
    said = words.marked(HOSTILE, [(0, 12)])
    assert "<script" not in said and "<b" not in said and said.count("<mark>") == 1


def test_hidden_words_are_not_in_the_page_at_all():
    said = words.marked("gọi 0912 nhé", [(4, 8)], hidden=True)
    assert "0912" not in said and "[đã che]" in said


@settings(deadline=None)
@given(st.text(), st.lists(st.tuples(st.integers(-5, 80), st.integers(-5, 80))))
def test_marking_never_loses_a_character_or_lets_markup_through(text, spans):
    said = words.marked(text, spans)
    bare = said.replace("<mark>", "").replace("</mark>", "").replace("<br>", "\n")
    assert bare == str(Markup.escape(text))
