"""Symbols are composed and read back as the State and the Party write them."""

import re
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danchu.law.numbering import NotASymbol, Symbol, parse, series
from danchu.law.papers import KINDS, Family, Kind, may_issue, symbol_of

STATE, PARTY, FRONT = Family


@pytest.mark.parametrize(("written", "read"), [
    ("729/QĐ-UBND", Symbol(STATE, 729, Kind.DECISION, "UBND")),
    ("01/2024/QĐ-UBND", Symbol(STATE, 1, Kind.DECISION, "UBND", 2024)),
    ("15/TB-UBND", Symbol(STATE, 15, Kind.NOTICE, "UBND")),
    ("03/BC-UBND", Symbol(STATE, 3, Kind.REPORT, "UBND")),
    ("15/UBND-VX", Symbol(STATE, 15, Kind.LETTER, "UBND", None, "VX")),
    ("07/TTr-VHXH", Symbol(STATE, 7, Kind.SUBMISSION, "VHXH")),
    ("30/2020/NĐ-CP", Symbol(STATE, 30, Kind.DECREE, "CP", 2020)),
    ("10/2022/QH15", Symbol(STATE, 10, None, "QH15", 2022)),
    ("72/2025/NQLT-UBTVQH15-CP-ĐCTUBTWMTTQVN",
     Symbol(STATE, 72, Kind.JOINT_RESOLUTION, "UBTVQH15-CP-ĐCTUBTWMTTQVN", 2025)),
    ("935-QĐ/TU", Symbol(PARTY, 935, Kind.DECISION, "TU")),
    ("01-HD/BDVTU", Symbol(PARTY, 1, Kind.GUIDANCE, "BDVTU")),
    ("11-QĐi/TW", Symbol(PARTY, 11, Kind.REGULATION, "TW")),
    ("120-KL/TW", Symbol(PARTY, 120, Kind.CONCLUSION, "TW")),
    ("05-CV/ĐU", Symbol(PARTY, 5, Kind.LETTER, "ĐU")),
    ("12/KH-MTTQ-BTT", Symbol(FRONT, 12, Kind.PLAN, "MTTQ-BTT")),
    ("12/MTTQ-BTT", Symbol(FRONT, 12, Kind.LETTER, "MTTQ-BTT")),
])
def test_a_symbol_is_read_and_written_as_its_family_does(written, read):
    assert parse(written) == read
    assert str(read) == written


def test_the_state_writes_a_colon_and_the_party_does_not():
    assert parse("Số: 5/TB-UBND").line == "Số: 05/TB-UBND"
    assert parse("Số 5-TB/ĐU").line == "Số 05-TB/ĐU"


@pytest.mark.parametrize("text", ["", "UBND", "15", "15/", "15-TB", "15-XYZ/ĐU", "00/TB-UBND", "15/TB-UBND; DROP",
                                  "15/TB ubnd", "15-NĐ/TU", "01/2024/TB-UBND", "9999999/TB-UBND"])
def test_what_is_no_symbol_is_refused(text):
    with pytest.raises(NotASymbol):
        parse(text)


def test_a_family_does_not_issue_what_it_does_not_know():
    with pytest.raises(NotASymbol):
        Symbol(STATE, 1, Kind.CONCLUSION, "UBND")
    with pytest.raises(NotASymbol):
        Symbol(PARTY, 1, Kind.DECREE, "TU")
    with pytest.raises(NotASymbol):
        Symbol(STATE, 1, Kind.NOTICE, "UBND", 2026)


words = st.from_regex(r"[A-ZĐ]{2,4}U", fullmatch=True).filter(
    lambda w: w not in {row.state for row in KINDS.values()} and not w.startswith("MT"))


@st.composite
def symbols(draw):
    family = draw(st.sampled_from(Family))
    kind = draw(st.sampled_from([k for k in Kind if may_issue(family, k)]))
    year = draw(st.integers(1990, 2090)) if family is STATE and KINDS[kind].normative and draw(st.booleans()) else None
    body = "MTTQ-BTT" if family is FRONT else draw(words)
    drafter = draw(words | st.just("")) if family is STATE and not year else ""
    return Symbol(family, draw(st.integers(1, 999_999)), kind, body, year, drafter)


@given(symbols())
def test_every_symbol_survives_being_written_and_read(symbol):
    assert parse(str(symbol)) == symbol
    assert parse(symbol.line) == symbol


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text):
    with suppress(NotASymbol):
        assert parse(text).number > 0


def test_no_two_kinds_share_an_abbreviation():
    for column in ("state", "party"):
        short = [getattr(row, column) for row in KINDS.values() if getattr(row, column)]
        assert len(short) == len(set(short))
    assert set(KINDS) == set(Kind)
    assert all(row.source and row.sure for row in KINDS.values())


def test_the_symbols_of_real_texts_are_read(shared_data):
    found = set()
    for path in (shared_data / "legal").glob("*.txt"):
        found |= set(re.findall(r"\b\d+/\d{4}/[A-ZĐ0-9]{2,}(?:-[A-ZĐ0-9a-z]+)*", path.read_text("utf-8")))
    found = {text for text in found if not text.endswith("/BNNMT")}  # a day before an office, not a symbol
    assert len(found) > 50
    assert [text for text in sorted(found) if str(parse(text)) != text] == []


@pytest.mark.parametrize(("name", "family", "parent", "symbol"), [
    ("Ủy ban nhân dân phường Lê Khôi", STATE, "", "UBND"),
    ("Phòng Văn hóa – Xã hội", STATE, "", "VHXH"),
    ("Phòng Kinh tế, Hạ tầng và Đô thị", STATE, "", "KTHTĐT"),
    ("Văn phòng HĐND và UBND", STATE, "", "VP"),
    ("Trung tâm Phục vụ hành chính công", STATE, "", "PVHCC"),
    ("Ủy ban Mặt trận Tổ quốc Việt Nam phường Lê Khôi", FRONT, "", "MTTQ-BTT"),
    ("Đảng ủy phường Lê Khôi", PARTY, "", "ĐU"),
    ("Ban Dân vận", PARTY, "Tỉnh ủy Thừa Thiên Huế", "BDVTU"),
])
def test_a_body_has_its_abbreviation(name, family, parent, symbol):
    assert symbol_of(name, family, parent) == symbol


def test_the_state_counts_by_year_and_the_party_by_term():
    assert series(STATE, date(2026, 2, 12)) == "2026"
    assert series(PARTY, date(2026, 2, 12), date(2025, 7, 1)) == "nk-2025-07-01"
    assert series(PARTY, date(2027, 2, 12), date(2025, 7, 1)) == "nk-2025-07-01"
    with pytest.raises(ValueError, match="nhiệm kỳ"):
        series(PARTY, date(2026, 2, 12))
