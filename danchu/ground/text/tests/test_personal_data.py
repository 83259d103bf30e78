"""Who a text gives away is seen, and what only looks like it is left in peace."""

import json
import re
import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danchu.ground.text.personal_data import LABELS, Kind, Span, find, mask, redact
from danchu.ground.text.tests.shared import shared
from danchu.ground.text.tests.vectors import FOUND, NOTHING

any_text = st.text(alphabet=st.characters(exclude_categories=()))
pieces = [
    "Nguyễn",
    "Văn",
    "An",
    "ông ",
    "số nhà ",
    "12/4",
    " đường ",
    "0912 345 678",
    "@",
    ".",
    "\u0301",
    "\u200b",
    " ",
    "a",
    "sinh năm ",
    "1990",
]
texts = any_text | st.lists(st.sampled_from(pieces)).map("".join)


def _marked(line: str) -> tuple[str, list[tuple[str, str]]]:
    return re.sub(r"⟦\w+ (.*?)⟧", r"\1", line), re.findall(r"⟦(\w+) (.*?)⟧", line)


def _told(text: str) -> list[tuple[str, str]]:
    return [(span.type.value, text[span.start : span.end]) for span in find(text)]


@pytest.mark.parametrize("line", FOUND.strip().splitlines())
def test_what_tells_who_someone_is_gets_found(line):
    text, told = _marked(line)
    assert _told(text) == told


@pytest.mark.parametrize("line", NOTHING.strip().splitlines())
def test_numbers_and_names_of_public_things_are_left(line):
    assert _told(line) == []


@pytest.mark.parametrize("line", FOUND.strip().splitlines())
def test_the_other_unicode_form_is_seen_at_its_own_places(line):
    text, told = _marked(unicodedata.normalize("NFD", line))
    assert _told(text) == [(kind, unicodedata.normalize("NFD", words)) for kind, words in told]


def test_zero_width_characters_hide_nothing():
    assert _told("gọi 09\u200b12\u200b345678 nhé") == [("PHONE", "09\u200b12\u200b345678")]


def test_the_reading_of_a_number_is_seen_when_asked_and_never_survives_redaction():
    text = "số mình là không chín một hai ba bốn năm sáu bảy tám (đọc: 0912345678)"
    assert len(find(text)) == 1 and len(find(text, readings=True)) == 2
    assert redact(text) == "số mình là [số điện thoại đã che] (đọc: [số điện thoại đã che])"


def test_a_mask_says_what_stood_there():
    assert (
        redact("Tôi là Nguyễn Văn An, ĐT 0912345678.") == "Tôi là [họ tên đã che], ĐT [số điện thoại đã che]."
    )
    assert set(LABELS) == set(Kind)


def test_overlapping_spans_leave_nothing_between():
    assert (
        mask("abcdef", [Span(1, 4, Kind.PERSON), Span(3, 5, Kind.PHONE)])
        == "a[họ tên đã che][số điện thoại đã che]f"
    )


@given(texts)
def test_spans_are_in_range_in_order_and_apart(text):
    spans = find(text, readings=True)
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))


@given(texts)
def test_a_mask_removes_every_span_and_keeps_the_rest(text):
    spans, rest, place = find(text), [], 0
    for span in spans:
        rest.append(text[place : span.start])
        place = span.end
    parts = re.split(r"\[[^\[\]]* đã che\]", mask(text, spans))
    assert "".join(parts) == "".join(rest) + text[place:]


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "0",
        "1 ",
        "A ",
        "a.",
        "1/",
        "Nguyễn ",
        "số 12/",
        "12 đường A ",
        "+84 ",
        "không ",
        "\u0301\u0323",
        "stk ",
        "a\u200b",
    ],
)
def test_time_grows_with_length_and_no_faster(piece):
    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        began = time.process_time()  # of the processor: others at the machine do not count
        find(text)
        return time.process_time() - began

    seconds(1_000)
    short = min(seconds(5_000), seconds(5_000))
    assert seconds(40_000) < 8 * short * 3 + 0.3  # quadratic would be 64 times


def test_every_shared_vector_is_met_exactly():
    for line in shared("pii/pii_vectors.jsonl").read_text(encoding="utf-8").splitlines():
        vector = json.loads(line)
        assert _told(vector["text"]) == [(s["type"], s["text"]) for s in vector["spans"]]
        assert [(s.start, s.end) for s in find(vector["text"])] == [
            (s["start"], s["end"]) for s in vector["spans"]
        ]
