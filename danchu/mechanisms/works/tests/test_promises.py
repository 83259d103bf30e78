"""A promise from the day it is made to the day somebody else says it is kept; and each refusal."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from danchu.ground.journal import writing as journal
from danchu.ground.journal.linked import linked_to
from danchu.ground.journal.models import Audience, Entry
from danchu.ground.journal.reading import links_of, timeline
from danchu.ground.people.access import CLOCK, NOBODY
from danchu.law.roles import Role
from danchu.mechanisms.works import actions, clock, rules
from danchu.mechanisms.works.actions import NotTheirs, Refused, Stale
from danchu.mechanisms.works.models import Commitment, ScoreCount, Statement
from danchu.mechanisms.works.rules import Origin, Score, State, Step
from danchu.mechanisms.works.tests.conftest import drains, moment


def counted(unit) -> dict[str, int]:
    rows = ScoreCount.objects.filter(unit_id=unit.pk, n__gt=0)
    return dict(rows.values_list("score", "n"))


def test_a_promise_is_made_worked_on_reported_confirmed_and_closed(cast, lookers, thursday):
    c = actions.promise(drains(cast), token=uuid4(), by=cast.hoa, now=thursday)
    assert c.code.startswith("CK-26-") and c.state == State.PROMISED and c.head_name == "Chủ tịch Trần Hoa"
    actions.progress(c, text="Đã ký hợp đồng.", shown=True, by=cast.tam, now=thursday)
    assert c.state == State.UNDER_WAY
    actions.report_done(c, text="Đã nạo vét.", by=cast.tam, now=moment(2026, 3, 20))
    assert (c.state, c.score) == (State.REPORTED, Score.OPEN)  # nobody else has looked yet
    actions.confirm(c, text="Đã xem, nước rút.", by=lookers.xuan, now=moment(2026, 4, 10))
    assert (c.state, c.score, c.confirmed_as) == (State.CONFIRMED, Score.KEPT, Role.FRONT)  # done in time, seen later
    assert clock.take_due_steps(moment(2026, 5, 9)) == 0
    assert clock.take_due_steps(moment(2026, 5, 20)) == 1
    c.refresh_from_db()
    assert c.state == State.CLOSED and counted(cast.drains) == {"kept": 1}
    assert [x.verb for x in timeline(c.code, Audience.PUBLIC)] == [
        "promise", "progress", "report_done", "confirm", "close"]


def test_the_same_form_twice_is_one_promise(cast, thursday):
    token = uuid4()
    first = actions.promise(drains(cast), token=token, by=cast.hoa, now=thursday)
    again = actions.promise(drains(cast), token=token, by=cast.hoa, now=thursday)
    assert first.pk == again.pk and counted(cast.drains) == {"open": 1}
    assert Entry.objects.filter(verb="promise").count() == 1


def test_a_promise_knows_the_petition_it_was_made_in_and_the_petition_knows_it(cast, thursday):
    with transaction.atomic():
        journal.write("KN-26-222222", "answer", at=thursday, role="leader", audience=Audience.PUBLIC)
    c = actions.promise(drains(cast, origin=Origin.PETITION, source="KN-26-222222"), token=uuid4(), by=cast.hoa,
                        now=thursday)
    assert links_of(c.code) == [("KN-26-222222", "promised_in", True)]
    told = linked_to("KN-26-222222")
    assert [(x.code, x.words) for x in told] == [(c.code, "Cam kết")]


@pytest.mark.parametrize(("more", "why"), [
    ({"due_on": date(2026, 2, 12)}, "sau hôm nay"),
    ({"measure": " "}, "thế nào là xong"),
    ({"origin": Origin.PETITION}, "mã số phản ánh"),
    ({"source": "KN-26-999999"}, "Không tìm thấy mã"),
])
def test_a_promise_that_cannot_be_followed_is_not_taken(cast, thursday, more, why):
    with pytest.raises(Refused, match=why):
        actions.promise(drains(cast, **more), token=uuid4(), by=cast.hoa, now=thursday)
    assert not Commitment.objects.exists()


@pytest.mark.parametrize("who", ["stranger", "lan", "nobody"])
def test_nobody_promises_for_others(cast, thursday, who):
    by = NOBODY if who == "nobody" else getattr(cast, who)
    with pytest.raises(NotTheirs):
        actions.promise(drains(cast), token=uuid4(), by=by, now=thursday)


# --- disputed, postponed, overdue --------------------------------------------------------------

def test_a_dispute_stays_with_both_sides_until_it_is_done_again_and_confirmed(cast, lookers, reported, thursday):
    c = actions.dispute(reported, text="Mưa tối qua vẫn ngập.", by=lookers.sau, now=thursday)
    assert (c.state, c.score, c.disputes, c.done_on) == (State.DISPUTED, Score.DISPUTED, 1, None)
    actions.answer_dispute(c, text="Sẽ làm lại đoạn cuối.", by=cast.tam, now=thursday)
    assert c.state == State.DISPUTED
    actions.report_done(c, text="Đã làm lại.", by=cast.tam, now=moment(2026, 4, 3))
    actions.confirm(c, text="", by=lookers.sau, now=moment(2026, 4, 4))
    assert c.score == Score.KEPT_LATE  # the report that was confirmed is the one that counts
    assert list(Statement.objects.filter(commitment=c).values_list("step", flat=True)) == [
        "report_done", "dispute", "answer_dispute", "report_done"]
    assert counted(cast.drains) == {"kept_late": 1}


def test_what_a_citizen_says_is_read_by_all_only_once_it_is_redacted(cast, lookers, reported, thursday):
    c = actions.dispute(reported, text="Nhà tôi số 47/18 vẫn ngập, gọi 0912345678.", by=cast.lan, now=thursday)
    said = Statement.objects.get(commitment=c, step="dispute")
    assert said.shown == ""
    with pytest.raises(NotTheirs):
        actions.publish_words(c, statement=said, text="…", by=cast.tam, now=thursday)
    actions.publish_words(c, statement=said, text="Nhà tôi vẫn ngập.", by=lookers.xuan, now=thursday)
    said.refresh_from_db()
    assert (said.shown, said.text) == ("Nhà tôi vẫn ngập.", "Nhà tôi số 47/18 vẫn ngập, gọi 0912345678.")


def test_a_confirmed_promise_may_still_be_disputed_until_it_is_closed(cast, lookers, reported, thursday):
    actions.confirm(reported, text="", by=lookers.xuan, now=thursday)
    actions.dispute(reported, text="Chưa xong.", by=cast.lan, now=thursday)
    assert reported.state == State.DISPUTED and counted(cast.drains) == {"disputed": 1}


def test_a_promise_is_postponed_with_a_reason_and_its_first_day_stays_for_ever(cast, lookers, promised, thursday):
    c = actions.postpone(promised, reason="Chờ nước rút.", due_on=date(2026, 4, 30), by=cast.hoa, now=thursday)
    assert (c.first_due_on, c.due_on, c.score) == (date(2026, 3, 31), date(2026, 4, 30), Score.POSTPONED)
    entry = Entry.objects.get(verb="postpone")
    assert entry.about["was"] == "2026-03-31" and entry.audience == "public"
    actions.report_done(c, text="Đã xong.", by=cast.tam, now=moment(2026, 4, 20))
    actions.confirm(c, text="", by=lookers.xuan, now=moment(2026, 4, 20))
    assert c.score == Score.KEPT_LATE  # by the new day, but after the first


@pytest.mark.parametrize(("day", "reason", "when", "why"), [
    (date(2026, 4, 30), " ", moment(2026, 3, 1), "lý do"),
    (date(2026, 3, 31), "Chờ", moment(2026, 3, 1), "phải sau"),
    (date(2026, 4, 30), "Chờ", moment(2026, 4, 1), "Đã quá ngày hứa"),
])
def test_a_promise_is_not_postponed_just_so(cast, promised, day, reason, when, why):
    with pytest.raises(Refused, match=why):
        actions.postpone(promised, reason=reason, due_on=day, by=cast.hoa, now=when)


def test_only_a_leader_postpones(cast, promised, thursday):
    for who in (cast.tam, cast.minh, cast.lan):
        with pytest.raises(NotTheirs):
            actions.postpone(promised, reason="Chờ", due_on=date(2026, 4, 30), by=who, now=thursday)


def test_the_clock_reminds_and_then_says_in_public_that_the_day_has_passed(cast, promised):
    assert clock.take_due_steps(moment(2026, 3, 26)) == 0
    assert clock.take_due_steps(moment(2026, 3, 30)) == 1
    assert clock.take_due_steps(moment(2026, 3, 31)) == 0  # the day itself is not late
    assert clock.take_due_steps(moment(2026, 4, 1)) == 1
    assert clock.take_due_steps(moment(2026, 4, 2)) == 0
    promised.refresh_from_db()
    assert promised.overdue and promised.score == Score.OVERDUE
    assert [x.verb for x in timeline(promised.code, Audience.PUBLIC)] == ["promise", "fall_overdue"]


def test_what_is_late_and_done_after_all_is_kept_late(cast, lookers, promised):
    clock.take_due_steps(moment(2026, 4, 1))
    promised.refresh_from_db()
    actions.report_done(promised, text="Đã xong.", by=cast.tam, now=moment(2026, 4, 9))
    actions.confirm(promised, text="", by=lookers.sau, now=moment(2026, 4, 9))
    assert promised.score == Score.KEPT_LATE


def test_to_report_late_does_not_end_being_late(cast, lookers, promised):
    """An owner whose day has passed cannot press “done” and stand as open again; only a confirmation settles it."""
    c = actions.report_done(promised, text="Đã xong.", by=cast.tam, now=moment(2026, 4, 9))
    assert c.score == Score.OVERDUE and counted(cast.drains) == {"overdue": 1}
    assert actions.confirm(c, text="", by=lookers.sau, now=moment(2026, 4, 9)).score == Score.KEPT_LATE


def test_done_by_the_later_day_but_after_the_first_stands_as_postponed_until_confirmed(cast, lookers, promised):
    actions.postpone(promised, reason="Chờ.", due_on=date(2026, 4, 30), by=cast.hoa, now=moment(2026, 3, 1))
    assert actions.report_done(promised, text="Xong.", by=cast.tam, now=moment(2026, 4, 20)).score == Score.POSTPONED


# --- order of things ---------------------------------------------------------------------------

def test_a_step_out_of_turn_is_refused(cast, lookers, promised, thursday):
    for act, by in ((actions.confirm, lookers.xuan), (actions.dispute, lookers.xuan),
                    (actions.answer_dispute, cast.tam)):
        with pytest.raises(Refused):
            act(promised, text="Có", by=by, now=thursday)
    with pytest.raises(Refused):
        actions.close(promised, by=CLOCK, now=thursday)


@pytest.mark.parametrize("act", [actions.progress, actions.report_done, actions.answer_dispute, actions.dispute])
def test_nothing_is_said_with_no_words(cast, lookers, reported, thursday, act):
    more = {"shown": True} if act is actions.progress else {}
    with pytest.raises(Refused):
        act(reported, text="  ", by=cast.tam, now=thursday, **more)


def test_of_two_who_save_at_once_the_second_is_told(cast, promised, thursday):
    other = Commitment.objects.get(pk=promised.pk)
    actions.progress(promised, text="Đã ký.", shown=True, by=cast.tam, now=thursday)
    with pytest.raises(Stale):
        actions.report_done(other, text="Xong.", by=cast.tam, now=thursday)
    assert Statement.objects.count() == 1


def test_progress_that_is_not_ticked_stays_inside(cast, promised, thursday):
    actions.progress(promised, text="Nhà thầu xin tăng giá.", shown=False, by=cast.tam, now=thursday)
    assert [x.verb for x in timeline(promised.code, Audience.PUBLIC)] == ["promise"]
    assert Statement.objects.get().shown == ""


@pytest.mark.parametrize("wrong", [
    {"due_on": date(2026, 3, 1)}, {"first_due_on": date(2026, 1, 1), "due_on": date(2026, 1, 1)},
    {"postponed": 1}, {"state": "reported"}, {"state": "confirmed", "done_on": date(2026, 3, 1)},
])
def test_the_database_refuses_a_promise_that_makes_no_sense(promised, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Commitment.objects.filter(pk=promised.pk).update(**wrong)


def test_published_words_are_hidden_again_with_a_reason_and_may_be_shown_anew(cast, lookers, reported, thursday):
    actions.dispute(reported, text="Nhà chị Ba vẫn ngập.", by=lookers.sau, now=thursday)
    said = Statement.objects.get(step="dispute")
    with pytest.raises(NotTheirs):  # whoever promised does not silence whoever looked
        actions.hide_words(reported, statement=said, reason="Có tên.", by=cast.tam, now=thursday)
    with pytest.raises(Refused, match="vì sao"):
        actions.hide_words(reported, statement=said, reason=" ", by=cast.minh, now=thursday)
    actions.hide_words(reported, statement=said, reason="Có tên một người dân.", by=cast.minh, now=thursday)
    said.refresh_from_db()
    assert (said.shown, said.text) == ("", "Nhà chị Ba vẫn ngập.")
    last = timeline(reported.code, Audience.PUBLIC)[-1]
    assert (last.verb, last.text) == ("hide_words", "Có tên một người dân.")
    with pytest.raises(Refused, match="không còn công khai"):
        actions.hide_words(reported, statement=said, reason="Nữa.", by=cast.minh, now=thursday)
    actions.publish_words(reported, statement=said, text="Nhà một hộ vẫn ngập.", by=lookers.sau, now=thursday)
    said.refresh_from_db()
    assert said.shown == "Nhà một hộ vẫn ngập."


def test_every_state_a_promise_may_stand_in_has_a_way_on_or_is_the_end():
    words = (Step.PUBLISH_WORDS, Step.HIDE_WORDS, Step.MASK)
    ends = {state for state in State if not any(s == state for s, step in rules.JOURNEY if step not in words)}
    assert ends == {State.CLOSED}


def test_a_day_off_moves_no_promise(promised):
    assert clock.recount(moment(2026, 2, 13)) == []
    assert timedelta(0) <= promised.due_on - promised.promised_on
