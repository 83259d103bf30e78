"""The invented texts: of every kind, of nobody real, with nothing personal left once they are public."""

from datetime import date

import pytest

from danchu.demo.case import HIDDEN, as_published, as_written, dated, last_tet, read_cases
from danchu.demo.invented import NAMES
from danchu.ground.text.fold import fold
from danchu.ground.text.personal_data import Kind, find
from danchu.law.calendar import Calendar
from danchu.mechanisms.petitions import rules

CASES = read_cases()
BODIES = [as_written(case.body) for case in CASES]
PUBLIC_FIELDS = ("title", "body", "answer", "answer_again", "place")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.key)
def test_nothing_personal_is_left_in_what_the_public_reads(case):
    texts = [as_published(getattr(case, name)) for name in PUBLIC_FIELDS]
    assert [text[s.start : s.end] for text in texts for s in find(text, readings=True)] == []


HIDDEN_KINDS = (Kind.PHONE, Kind.CCCD, Kind.ADDRESS, Kind.PLATE, Kind.BANK_ACCOUNT, Kind.LAND)


@pytest.mark.parametrize("kind", HIDDEN_KINDS)
def test_there_is_personal_data_to_hide(kind):
    assert any(span.type is kind for body in BODIES for span in find(body))


def test_every_kind_lane_channel_and_reason_to_refuse_is_there():
    assert {case.kind for case in CASES} == set(rules.Kind)
    assert {case.lane for case in CASES} == set(rules.Lane)
    assert {case.channel for case in CASES} == set(rules.Channel) - {rules.Channel.IMPORT}
    unused = {rules.Reason.NOT_AFFECTED, rules.Reason.INSULTING}
    assert {case.refusal for case in CASES if case.refusal} == set(rules.Reason) - unused


def test_people_write_in_every_way():
    assert max(len(body.split()) for body in BODIES) > 600
    assert min(len(body.split()) for body in BODIES) < 20
    assert any(body.upper() == body for body in BODIES)
    assert sum(body.isascii() for body in BODIES) >= 3  # no diacritics at all
    assert sum(" k " in body and " dc " in body for body in BODIES) >= 2  # teencode


def test_sixty_petitions_or_more_with_a_key_each():
    assert len(CASES) >= 60
    assert len({case.key for case in CASES}) == len(CASES)


def test_every_name_is_one_of_those_we_invented():
    said = {case.contact.name for case in CASES if case.contact.name}
    assert said - {"lan", "bay"} <= set(NAMES)


def test_a_marked_text_is_whole_for_the_office_and_hidden_for_the_public():
    text = "Gọi ⟦0900 000 101⟧ nhé."
    assert as_written(text) == "Gọi 0900 000 101 nhé."
    assert as_published(text) == f"Gọi {HIDDEN} nhé."


def test_a_day_in_a_text_is_counted_from_the_day_it_came_in():
    assert dated("Ngày {+2}.", date(2026, 2, 12), Calendar.official()) == "Ngày 23/02/2026."  # Tết in between


def test_tet_is_the_last_one_that_has_come():
    assert last_tet(date(2026, 11, 22), Calendar.official()) == date(2026, 2, 17)
    assert last_tet(date(2026, 2, 16), Calendar.official()) == date(2025, 1, 29)


def test_no_step_of_an_invented_case_lies_in_the_future():
    dated_cases = [case for case in CASES if case.ago is not None and case.steps]
    assert [case.key for case in dated_cases if case.steps[-1].after >= case.ago] == []


def test_no_two_cases_say_the_same():
    assert len({fold(body) for body in BODIES}) == len(BODIES)
