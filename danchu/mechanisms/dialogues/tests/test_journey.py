"""A dialogue from its plan to its results, and each refusal."""

import inspect
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from danchu.conftest import HANOI
from danchu.ground.journal import writing as journal
from danchu.ground.journal.models import Audience
from danchu.ground.journal.reading import links_of, timeline
from danchu.ground.text.codes import new_code
from danchu.law.calendar import Calendar
from danchu.mechanisms.dialogues import actions, clock, question_actions
from danchu.mechanisms.dialogues.actions import Came, Item, NotTheirs, Refused, Stale
from danchu.mechanisms.dialogues.models import Backing, Dialogue, Question
from danchu.mechanisms.dialogues.rules import (
    QUESTION_JOURNEY,
    Channel,
    Kind,
    Naming,
    QuestionState,
    QuestionStep,
    Reason,
    State,
)
from danchu.mechanisms.dialogues.tests.stories import FRIDAY, asked, collecting, meeting, planned

YEAR = Calendar.official()


def other_case(code, at):
    with transaction.atomic():
        journal.write(code, "submit", at=at, role="sender", audience=Audience.PUBLIC)
    return code


def test_a_dialogue_is_planned_announced_held_and_its_results_come_out_in_time(cast, thursday):
    dialogue = planned(cast, thursday)
    assert dialogue.announce_by == date(2026, 3, 13) and "Điều 43" in dialogue.announce_under
    assert dialogue.host_words == "Chủ tịch Trần Hoa"
    actions.arrange(dialogue, items=[Item("Khai mạc", 10), Item("Hỏi đáp", 90, "Chủ tịch")], by=cast.minh, now=thursday)
    actions.announce(dialogue, by=cast.minh, calendar=YEAR, now=thursday)
    actions.open(dialogue, by=cast.minh, now=thursday)
    question = asked(dialogue, cast.lan, thursday)
    question_actions.show(question, text="Bao giờ hẻm 47 hết ngập?", by=cast.minh, now=thursday)
    actions.begin(dialogue, by=cast.hoa, now=FRIDAY)
    question_actions.call(question, by=cast.hoa, now=FRIDAY)
    dialogue.refresh_from_db()
    assert dialogue.floor_id == question.pk
    question_actions.answer(question, text="Quý III năm nay.", spoke="Chủ tịch Trần Hoa", by=cast.minh, now=FRIDAY)
    actions.count(dialogue, attended=84, named=[Came("Nguyễn Thị Lan", "Khu phố 3")], by=cast.minh, now=FRIDAY)
    actions.hold(dialogue, by=cast.minh, calendar=YEAR, now=FRIDAY + timedelta(hours=3))
    assert dialogue.due_on == date(2026, 3, 30)  # ten days, the tenth a Monday
    actions.draft_minutes(dialogue, minutes="Buổi họp…", conclusion="Giao phòng…", by=cast.minh, now=FRIDAY)
    actions.approve(dialogue, minutes="Buổi họp…", conclusion="Giao phòng Kinh tế.", by=cast.hoa, now=FRIDAY)
    actions.publish(dialogue, by=cast.minh, now=FRIDAY + timedelta(days=5))
    assert not dialogue.published_late
    actions.close(dialogue, by=cast.hoa, now=FRIDAY + timedelta(days=30))
    told = [line.verb for line in timeline(dialogue.code, Audience.PUBLIC)]
    assert told == ["announce", "open", "begin", "count", "hold", "publish", "close"]


@pytest.mark.parametrize(("kind", "days_before", "article"), [
    (Kind.PERIODIC, 6, "Điều 43"), (Kind.AD_HOC, 6, "Điều 43"), (Kind.VILLAGE_CONFERENCE, 4, "Điều 11")])
def test_announced_a_day_too_late_is_refused_with_the_article(cast, thursday, kind, days_before, article):
    dialogue = planned(cast, thursday, kind=kind)
    late = FRIDAY - timedelta(days=days_before)
    with pytest.raises(Refused, match=article):
        actions.announce(dialogue, by=cast.minh, calendar=YEAR, now=late)
    actions.announce(dialogue, by=cast.minh, calendar=YEAR, now=late - timedelta(days=1))
    assert dialogue.announced_late_for == ""


def test_announced_late_the_reason_stands_in_public(cast, thursday):
    dialogue = planned(cast, thursday)
    actions.announce(dialogue, late_for="Mưa bão, phải họp gấp.", by=cast.minh, calendar=YEAR,
                     now=FRIDAY - timedelta(days=2))
    assert dialogue.announced_late_for == "Mưa bão, phải họp gấp."
    assert timeline(dialogue.code, Audience.PUBLIC)[0].text == "Mưa bão, phải họp gấp."


def test_a_reason_given_in_time_is_not_kept_as_one_for_being_late(cast, thursday):
    dialogue = planned(cast, thursday)
    actions.announce(dialogue, late_for="Không cần.", by=cast.minh, calendar=YEAR, now=thursday)
    assert dialogue.announced_late_for == ""


def test_the_hour_people_were_told_is_moved_only_by_postponing(cast, thursday):
    dialogue = collecting(cast, thursday)
    with pytest.raises(Refused, match="Hoãn"):
        actions.change(dialogue, said=meeting(starts_at=FRIDAY + timedelta(hours=1)), by=cast.minh, calendar=YEAR,
                       now=thursday)
    actions.change(dialogue, said=meeting(place="Nhà văn hóa"), by=cast.minh, calendar=YEAR, now=thursday)
    with pytest.raises(Refused, match="lý do"):
        actions.postpone(dialogue, why=" ", by=cast.minh, now=thursday)
    actions.postpone(dialogue, why="Trùng ngày bầu cử.", by=cast.minh, now=thursday)
    later = FRIDAY + timedelta(days=7)
    actions.change(dialogue, said=meeting(starts_at=later, ends_at=later + timedelta(hours=2)), by=cast.minh,
                   calendar=YEAR, now=thursday)
    with pytest.raises(Refused, match="Điều 43"):
        actions.announce(dialogue, by=cast.minh, calendar=YEAR, now=later - timedelta(days=3))
    actions.announce(dialogue, by=cast.minh, calendar=YEAR, now=thursday)
    assert (dialogue.state, dialogue.starts_at, dialogue.why) == (State.ANNOUNCED, later, "")


def test_only_the_head_cancels_and_says_why(cast, thursday):
    dialogue = collecting(cast, thursday)
    with pytest.raises(NotTheirs):
        actions.cancel(dialogue, why="Không họp.", by=cast.minh, now=thursday)
    actions.cancel(dialogue, why="Gộp vào hội nghị tháng 4.", by=cast.hoa, now=thursday)
    assert dialogue.state == State.CANCELLED and dialogue.why


def test_it_is_not_held_before_its_hour(cast, thursday):
    dialogue = collecting(cast, thursday)
    with pytest.raises(Refused, match="Chưa đến"):
        actions.hold(dialogue, by=cast.minh, calendar=YEAR, now=FRIDAY - timedelta(hours=1))
    with pytest.raises(Refused, match="Chưa đến"):
        actions.begin(dialogue, by=cast.minh, now=FRIDAY - timedelta(days=1))


def test_nothing_is_approved_while_one_question_has_no_ending(cast, thursday):
    dialogue = collecting(cast, thursday)
    one, two = asked(dialogue, cast.lan, thursday), asked(dialogue, cast.bay, thursday, "Hẻm 47 ngập, bao giờ sửa?")
    question_actions.group(two, into=one, by=cast.minh, now=thursday)
    actions.hold(dialogue, by=cast.minh, calendar=YEAR, now=FRIDAY + timedelta(hours=3))
    actions.draft_minutes(dialogue, minutes="x", conclusion="y", by=cast.minh, now=FRIDAY)
    with pytest.raises(Refused, match="Còn 1 câu hỏi"):
        actions.approve(dialogue, minutes="x", conclusion="y", by=cast.hoa, now=FRIDAY)
    question_actions.answer(one, text="Quý III.", spoke="Chủ tịch", by=cast.minh, now=FRIDAY)
    actions.approve(dialogue, minutes="x", conclusion="y", by=cast.hoa, now=FRIDAY)
    assert dialogue.state == State.APPROVED


def test_a_dialogue_of_another_body_is_not_theirs(cast, thursday):
    dialogue = collecting(cast, thursday)
    with pytest.raises(NotTheirs):
        actions.begin(dialogue, by=cast.stranger, now=FRIDAY)
    with pytest.raises(NotTheirs):
        actions.plan(meeting(), body=cast.body, token=uuid4(), by=cast.stranger, calendar=YEAR, now=thursday)
    with pytest.raises(NotTheirs):
        actions.plan(meeting(), body=cast.body, token=uuid4(), by=cast.lan, calendar=YEAR, now=thursday)


def test_the_same_form_sent_twice_is_one_dialogue(cast, thursday):
    token = uuid4()
    first, second = (actions.plan(meeting(), body=cast.body, token=token, by=cast.minh, calendar=YEAR, now=thursday)
                     for _ in range(2))
    assert first.pk == second.pk


def test_the_second_of_two_saves_is_told(cast, thursday):
    dialogue = planned(cast, thursday)
    seen_by_hoa = Dialogue.objects.get(pk=dialogue.pk)
    actions.change(dialogue, said=meeting(place="Nhà văn hóa"), by=cast.minh, calendar=YEAR, now=thursday)
    with pytest.raises(Stale):
        actions.announce(seen_by_hoa, by=cast.hoa, calendar=YEAR, now=thursday)


def test_the_clock_opens_reminds_and_says_in_public_that_results_are_late(cast, thursday):
    opens = thursday + timedelta(days=1)
    dialogue = planned(cast, thursday, questions_from=opens)
    actions.announce(dialogue, by=cast.minh, calendar=YEAR, now=thursday)
    clock.take_due_steps(opens + timedelta(minutes=1))
    dialogue.refresh_from_db()
    assert dialogue.state == State.COLLECTING
    actions.hold(dialogue, by=cast.minh, calendar=YEAR, now=FRIDAY + timedelta(hours=3))
    clock.take_due_steps(datetime(2026, 3, 28, 9, tzinfo=HANOI))
    dialogue.refresh_from_db()
    assert dialogue.reminded and not dialogue.overdue
    clock.take_due_steps(datetime(2026, 3, 31, 9, tzinfo=HANOI))
    dialogue.refresh_from_db()
    assert dialogue.overdue
    assert timeline(dialogue.code, Audience.PUBLIC)[-1].about == {"to": "Chủ tịch Trần Hoa"}
    assert clock.take_due_steps(datetime(2026, 3, 31, 9, 1, tzinfo=HANOI)) == 0


def test_the_clock_reminds_before_the_last_day_to_announce(cast, thursday):
    dialogue = planned(cast, thursday)
    clock.take_due_steps(datetime(2026, 3, 12, 9, tzinfo=HANOI))
    dialogue.refresh_from_db()
    assert dialogue.reminded


def test_a_planned_dialogue_is_read_by_its_own_officials_only(cast, thursday):
    dialogue = planned(cast, thursday)
    readers = {"lan": False, "minh": True, "hoa": True, "stranger": False}
    for name, reads in readers.items():
        assert Dialogue.objects.visible_to(getattr(cast, name)).filter(pk=dialogue.pk).exists() is reads, name
    actions.announce(dialogue, by=cast.minh, calendar=YEAR, now=thursday)
    assert Dialogue.objects.visible_to(cast.stranger).exists()


def test_the_database_keeps_what_the_law_asks(cast, thursday):
    dialogue = planned(cast, thursday)
    with pytest.raises(IntegrityError), transaction.atomic():
        Dialogue.objects.filter(pk=dialogue.pk).update(state=State.COLLECTING)


# --- questions ---------------------------------------------------------------------------------

def test_a_question_stays_unseen_until_a_person_has_read_it(cast, thursday):
    dialogue = collecting(cast, thursday)
    q = asked(dialogue, cast.lan, thursday, "Anh Tư số 0912345678 bao giờ sửa cống?", name="Lan", naming=Naming.SHOWN)
    assert not Question.objects.visible_to().exists()
    question_actions.show(q, text="Bao giờ sửa cống?", name="Lan", by=cast.minh, now=thursday)
    shown = Question.objects.visible_to().get()
    assert (shown.text, shown.asker_name) == ("Bao giờ sửa cống?", "Lan")
    question_actions.hide(q, why="Còn tên người khác.", by=cast.minh, now=thursday)
    assert not Question.objects.visible_to().exists()


def test_a_name_for_the_organiser_only_is_never_shown(cast, thursday):
    q = asked(collecting(cast, thursday), cast.lan, thursday, name="Lan", naming=Naming.ORGANISER)
    question_actions.show(q, text="Bao giờ?", name="Lan", by=cast.minh, now=thursday)
    assert q.asker_name == ""


def test_questions_come_only_while_they_are_asked_for(cast, thursday):
    dialogue = planned(cast, thursday)
    with pytest.raises(Refused):
        asked(dialogue, cast.lan, thursday)
    actions.announce(dialogue, by=cast.minh, calendar=YEAR, now=thursday)
    actions.open(dialogue, by=cast.minh, now=thursday)
    with pytest.raises(NotTheirs):
        asked(dialogue, cast.lan, thursday, channel=Channel.PAPER)
    assert asked(dialogue, cast.minh, thursday, channel=Channel.PAPER).operator == cast.minh.person
    assert asked(dialogue, cast.lan, thursday).operator is None


def test_one_person_backs_a_question_once_and_cannot_be_followed_to_another(cast, thursday):
    dialogue = collecting(cast, thursday)
    one, two = asked(dialogue, cast.lan, thursday), asked(dialogue, cast.lan, thursday, "Đèn đường?")
    with pytest.raises(Refused):
        question_actions.back(one, who="bay")
    for q in (one, two):
        question_actions.show(q, text="x", by=cast.minh, now=thursday)
    assert question_actions.back(one, who="bay") and not question_actions.back(one, who="bay")
    assert question_actions.back(one, who="lan") and question_actions.back(two, who="bay")
    assert Backing.objects.values("key").distinct().count() == 3
    question_actions.fold(thursday)
    one.refresh_from_db()
    assert one.backed == 2 and question_actions.fold(thursday) == 0


def test_grouping_keeps_both_and_can_be_taken_back(cast, thursday):
    dialogue = collecting(cast, thursday)
    one, two, three = (asked(dialogue, cast.lan, thursday, text) for text in ("a", "b", "c"))
    question_actions.take(two, by=cast.minh, now=thursday)
    question_actions.group(two, into=one, by=cast.minh, now=thursday)
    for wrong in ((one, one), (one, three), (three, two)):
        with pytest.raises(Refused):
            question_actions.group(wrong[0], into=wrong[1], by=cast.minh, now=thursday)
    question_actions.ungroup(two, by=cast.minh, now=thursday)
    assert (two.state, two.lead) == (QuestionState.TAKEN, None)


def in_session(cast, thursday):
    dialogue = collecting(cast, thursday)
    question = asked(dialogue, cast.lan, thursday)
    actions.begin(dialogue, by=cast.hoa, now=FRIDAY)
    return question


def test_a_written_answer_is_owed_by_a_day_and_stands_overdue_until_it_is_there(cast, thursday):
    q = in_session(cast, thursday)
    with pytest.raises(Refused, match="hôm nay"):
        question_actions.owe(q, due_on=date(2026, 3, 19), why="", spoke="Chủ tịch", by=cast.minh, now=FRIDAY)
    question_actions.owe(q, due_on=date(2026, 4, 3), why="Cần đo lại.", spoke="Chủ tịch", by=cast.minh, now=FRIDAY)
    dialogue = q.dialogue
    actions.hold(dialogue, by=cast.minh, calendar=YEAR, now=FRIDAY + timedelta(hours=3))
    actions.draft_minutes(dialogue, minutes="x", conclusion="y", by=cast.minh, now=FRIDAY)
    actions.approve(dialogue, minutes="x", conclusion="y", by=cast.hoa, now=FRIDAY)
    actions.publish(dialogue, by=cast.minh, now=FRIDAY + timedelta(days=1))
    clock.take_due_steps(datetime(2026, 4, 4, 9, tzinfo=HANOI))
    q, dialogue = Question.objects.get(pk=q.pk), Dialogue.objects.get(pk=dialogue.pk)
    assert q.overdue and dialogue.state == State.FOLLOWING_UP
    with pytest.raises(Refused, match="văn bản"):
        actions.close(dialogue, by=cast.hoa, now=FRIDAY + timedelta(days=20))
    question_actions.deliver(q, text="Đã đo: thiếu 30 cm.", by=cast.minh, now=datetime(2026, 4, 6, 9, tzinfo=HANOI))
    assert (q.state, q.overdue) == (QuestionState.DELIVERED, True)  # late stays late
    actions.close(dialogue, by=cast.hoa, now=FRIDAY + timedelta(days=20))


def test_a_question_becomes_a_commitment_or_a_petition_only_by_a_code_that_exists(cast, thursday):
    q = in_session(cast, thursday)
    with pytest.raises(Refused, match="Không tìm thấy mã"):
        question_actions.commit(q, code="CK-26-222222", text="", spoke="", by=cast.minh, now=FRIDAY)
    promise, petition = (other_case(new_code(p, 2026, bytes(range(8))), thursday) for p in ("CK", "KN"))
    question_actions.commit(q, code=promise.lower(), text="Xong trước mưa.", spoke="Chủ tịch", by=cast.minh, now=FRIDAY)
    assert (q.state, q.other_code) == (QuestionState.COMMITTED, promise)
    assert links_of(q.code) == [(promise, "promised_in", False)]
    question_actions.pass_on(q, code=petition, text="Đã chuyển.", by=cast.minh, now=FRIDAY)
    assert (q.state, q.other_code) == (QuestionState.PASSED_ON, petition)


def test_not_taking_a_question_needs_a_reason_and_a_way_on(cast, thursday):
    q = in_session(cast, thursday)
    with pytest.raises(Refused, match="đến đâu"):
        question_actions.not_take(q, reason=Reason.NOT_OURS, text=" ", by=cast.minh, now=FRIDAY)
    question_actions.not_take(q, reason=Reason.NOT_OURS, text="Gửi công ty điện lực.", by=cast.minh, now=FRIDAY)
    assert (q.state, q.not_taken_for) == (QuestionState.NOT_TAKEN, Reason.NOT_OURS)
    question_actions.answer(q, text="Đã hỏi điện lực.", spoke="Chủ tịch", by=cast.minh, now=FRIDAY)
    assert q.not_taken_for == ""  # an ending corrected leaves nothing of the former


def test_what_is_a_denunciation_leaves_no_public_trace(cast, thursday):
    q = in_session(cast, thursday)
    question_actions.show(q, text="Ông X nhận hối lộ", by=cast.minh, now=FRIDAY)
    question_actions.not_take(q, reason=Reason.DENUNCIATION, text="Gửi thanh tra.", by=cast.minh, now=FRIDAY)
    assert not Question.objects.visible_to().exists()
    assert "not_take" not in [line.verb for line in timeline(q.code, Audience.PARTIES)]
    with pytest.raises(Refused, match="tố cáo"):
        question_actions.show(q, text="x", by=cast.minh, now=FRIDAY)


@pytest.mark.parametrize("step", list(QuestionStep))
def test_every_step_of_a_question_is_an_action_that_takes_the_time(step):
    action = getattr(question_actions, step.value)
    assert {"by", "now"} <= set(inspect.signature(action).parameters)
    assert step == QuestionStep.ASK or any(taken == step for _state, taken in QUESTION_JOURNEY)
