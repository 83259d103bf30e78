"""The table a lawyer reads: every promise has an article, a document, a first day and an honest mark."""

from datetime import date, timedelta
from itertools import combinations

import pytest

from danchu.law.confidence import Sure
from danchu.law.confidential import CONFIDENTIAL
from danchu.law.deadlines import COUNTING
from danchu.law.limits import LIMITS, Duty, NoSuchLimit, Unit, Way, limit_for
from danchu.law.tests.truth import all_texts, needs_texts

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: f"{limit.duty}-{limit.in_force_from}")
def test_every_limit_can_be_read_by_a_lawyer(limit):
    assert limit.title and limit.article and limit.source
    assert limit.amount > 0
    assert limit.in_force_to is None or limit.in_force_from <= limit.in_force_to
    assert limit.under == f"{limit.article}, {limit.source}"
    assert str(limit.amount) in limit.told


@pytest.mark.parametrize("limit", [one for one in LIMITS if one.sure is Sure.TEXT], ids=lambda one: one.duty)
def test_what_was_read_names_its_article_and_is_quoted_or_says_why_not(limit):
    assert limit.article.startswith("Điều ")
    assert limit.quote or limit.note


@needs_texts
def test_every_quote_stands_in_the_texts_we_hold():
    texts = all_texts()
    quotes = [row.quote for row in (*LIMITS, *CONFIDENTIAL) if row.quote]
    assert len(quotes) > 40
    assert [quote for quote in quotes if quote not in texts] == []


def test_a_quote_with_a_number_gives_the_number_of_the_row():
    for limit in LIMITS:
        if "ngày" in limit.quote and limit.duty is not Duty.TELL_INFORMATION_TERM:
            assert f"{limit.amount:02d} " in limit.quote, limit.duty


def test_working_days_and_plain_days_are_never_mixed_up():
    for limit in LIMITS:
        if limit.quote and limit.unit is Unit.WORKING_DAYS and limit.duty is not Duty.TELL_INFORMATION_TERM:
            assert "ngày làm việc" in limit.quote, limit.duty
        if limit.quote and limit.unit is Unit.DAYS:
            assert "ngày làm việc" not in limit.quote, limit.duty


def test_every_duty_has_a_limit():
    assert {limit.duty for limit in LIMITS} == set(Duty)


def test_no_two_limits_bind_on_the_same_day():
    for one, other in combinations(LIMITS, 2):
        if one.duty is other.duty:
            assert not one.in_force(other.in_force_from), one.duty
            assert not other.in_force(one.in_force_from), one.duty


def test_the_answer_to_a_petition_is_owed_in_ten_working_days():
    limit = limit_for(Duty.TELL_SENDER, date(2026, 2, 5))
    assert (limit.amount, limit.unit, limit.sure) == (10, Unit.WORKING_DAYS, Sure.TEXT)
    assert limit.under == "Điều 28 khoản 1, Luật Tiếp công dân 42/2013/QH13"


@pytest.mark.parametrize(
    ("duty", "amount", "unit"),
    [
        (Duty.ACCEPT_COMPLAINT, 10, Unit.DAYS),
        (Duty.DECIDE_COMPLAINT, 30, Unit.DAYS),
        (Duty.DECIDE_COMPLAINT_COMPLEX, 45, Unit.DAYS),
        (Duty.DECIDE_COMPLAINT_REMOTE, 45, Unit.DAYS),
        (Duty.DECIDE_COMPLAINT_REMOTE_COMPLEX, 60, Unit.DAYS),
        (Duty.DECIDE_SECOND_COMPLAINT, 45, Unit.DAYS),
        (Duty.DECIDE_SECOND_COMPLAINT_COMPLEX, 60, Unit.DAYS),
        (Duty.DECIDE_SECOND_COMPLAINT_REMOTE, 60, Unit.DAYS),
        (Duty.DECIDE_SECOND_COMPLAINT_REMOTE_COMPLEX, 70, Unit.DAYS),
        (Duty.SORT_DENUNCIATION, 7, Unit.WORKING_DAYS),
        (Duty.CONCLUDE_DENUNCIATION, 30, Unit.DAYS),
        (Duty.PASS_ON_RULES_FEEDBACK, 5, Unit.WORKING_DAYS),
        (Duty.REFUSE_RECEPTION_NOTICE, 3, Unit.WORKING_DAYS),
        (Duty.BREACH, 45, Unit.DAYS),
        (Duty.TAKE_IN_REPORT, 8, Unit.WORKING_HOURS),
        (Duty.TAKE_IN_URGENT_REPORT, 4, Unit.WORKING_HOURS),
        (Duty.ANSWER_REPORT, 5, Unit.DAYS),
        (Duty.ANSWER_VOTERS_PETITION, 20, Unit.WORKING_DAYS),
        (Duty.GIVE_SIMPLE_INFORMATION, 3, Unit.WORKING_DAYS),
        (Duty.ANSWER_DATA_SUBJECT, 2, Unit.WORKING_DAYS),
        (Duty.KEEP_CONSULTATION_OPEN, 20, Unit.DAYS),
        (Duty.POST_DISCLOSURE, 30, Unit.DAYS),
        (Duty.TELL_INVESTOR, 45, Unit.DAYS),
    ],
)
def test_today_the_law_gives_this_long(duty: Duty, amount: int, unit: Unit):
    limit = limit_for(duty, TODAY)
    assert (limit.amount, limit.unit) == (amount, unit)


def test_after_the_amendment_the_old_number_is_marked_unconfirmed():
    before, after = (limit_for(Duty.DECIDE_COMPLAINT, day) for day in (date(2026, 6, 30), date(2026, 7, 1)))
    assert (before.sure, after.sure) == (Sure.TEXT, Sure.CHECK)
    assert "136/2025/QH15" in after.note
    assert before.amount == after.amount


def test_a_limit_does_not_reach_back_before_its_law():
    first_day = limit_for(Duty.BREACH, TODAY).in_force_from
    assert first_day == date(2026, 7, 1)
    with pytest.raises(NoSuchLimit, match="Chưa có quy định"):
        limit_for(Duty.BREACH, first_day - timedelta(days=1))


def test_our_own_settings_are_never_dressed_as_law():
    ours = {limit.duty for limit in LIMITS if limit.sure is Sure.LOCAL}
    assert ours == {
        Duty.ANSWER_AFTER_DIALOGUE,
        Duty.CLOSE_AFTER_CONFIRMED,
        Duty.WARN_OF_RECEPTION,
        Duty.WARN_OF_YEARLY_DIALOGUE,
        Duty.DUE_SOON,
        Duty.EXTEND_ANSWER,
        Duty.WAIT_FOR_CITIZEN,
        Duty.CLOSE_AFTER_ANSWER,
        Duty.REOPEN,
        Duty.KEEP_ABUSE_TRACES,
        Duty.LIST_DISCLOSURES,
        Duty.LOOK_AT_POSTING,
    }
    assert {limit.article for limit in LIMITS if not limit.by_law} == {"Quy định nội bộ"}


def test_a_local_rule_says_so():
    assert limit_for(Duty.ANSWER_VOTERS_PETITION, TODAY).local
    assert not limit_for(Duty.TELL_SENDER, TODAY).local


def test_every_mark_and_way_is_told_in_vietnamese():
    assert all(sure.label for sure in Sure)
    assert all(way.label for way in Way)
    assert all(unit.label for unit in Unit)
    assert {rule.sure for rule in COUNTING} == {Sure.CHECK, Sure.LOCAL}
