"""The whole journey once, and each refusal."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from danchu.conftest import HANOI, Cast
from danchu.ground.journal.models import Audience, Entry
from danchu.ground.journal.reading import timeline
from danchu.law.calendar import Calendar
from danchu.mechanisms.petitions import actions
from danchu.mechanisms.petitions.actions import NotTheirs, Refused, Stale, Submission
from danchu.mechanisms.petitions.models import Message, Petition, Publication, TallyChange
from danchu.mechanisms.petitions.rules import Kind, Lane, Reason, Solved, State


def flooded(cast: Cast, **more: object) -> Submission:
    said = {"kind": Kind.FEEDBACK, "title": "Hẻm 47 ngập mỗi khi mưa", "text": "Hẻm 47 ngập mỗi khi mưa.",
            "body": cast.body, "place": cast.ward} | more
    return Submission(**said)  # type: ignore[arg-type]


@pytest.fixture
def sent(cast, tet_2026, thursday):
    return actions.submit(flooded(cast), token=uuid4(), by=cast.lan, calendar=tet_2026, now=thursday)


@pytest.fixture
def in_hand(cast, sent, thursday):
    actions.accept(sent, by=cast.minh, calendar=Calendar.official(), now=thursday)
    actions.assign(sent, office=cast.drains, by=cast.hoa, now=thursday)
    return actions.hand_to(sent, officer=cast.tam.person, by=cast.tam, now=thursday)


@pytest.fixture
def answered(cast, in_hand, thursday):
    actions.draft(in_hand, text="Đã nạo vét cống ngày 10/02.", by=cast.tam, now=thursday)
    actions.approve(in_hand, text="Đã nạo vét cống ngày 10/02/2026.", by=cast.hoa, now=thursday)
    return actions.answer(in_hand, by=cast.hoa, now=thursday + timedelta(days=5))


def test_a_flooded_alley_is_reported_answered_published_and_rated(cast, tet_2026, thursday):
    p = actions.submit(flooded(cast), token=uuid4(), by=cast.lan, calendar=tet_2026, now=thursday)
    assert p.due_on.isoformat() == "2026-03-05"  # ten working days, Tết left out
    assert "Điều 28" in p.due_under
    actions.receive(p, by=cast.minh, now=thursday)
    actions.accept(p, by=cast.minh, calendar=tet_2026, now=thursday)
    actions.assign(p, office=cast.drains, by=cast.hoa, now=thursday)
    actions.hand_to(p, officer=cast.tam.person, by=cast.tam, now=thursday)
    actions.draft(p, text="Đã nạo vét.", by=cast.tam, now=thursday)
    actions.approve(p, text="Đã nạo vét cống.", by=cast.hoa, now=thursday)
    actions.answer(p, by=cast.tam, now=thursday)
    actions.publish(p, title="Hẻm ngập", text="Hẻm [đã che] ngập.", answer="Đã nạo vét.", by=cast.minh, now=thursday)
    actions.rate(p, solved=Solved.YES, stars=5, words="Cảm ơn.", by=cast.lan, now=thursday)
    p.refresh_from_db()
    assert (p.state, p.outcome, p.solved) == (State.CLOSED, "on_time", "yes")
    shown = Publication.objects.visible_to().get(code=p.code)
    assert (shown.state, shown.text, shown.solved) == (State.CLOSED, "Hẻm [đã che] ngập.", "yes")
    told = [line.verb for line in timeline(p.code, Audience.INTERNAL)]
    assert told == ["submit", "receive", "accept", "assign", "hand_to", "draft", "approve", "answer", "publish", "rate"]
    assert "draft" not in [line.verb for line in timeline(p.code, Audience.PUBLIC)]


def test_the_same_form_sent_twice_is_one_case(cast, tet_2026, thursday):
    token = uuid4()
    first, second = (actions.submit(flooded(cast), token=token, by=cast.lan, calendar=tet_2026, now=thursday)
                     for _ in range(2))
    assert first.pk == second.pk and Petition.objects.count() == 1 and Entry.objects.count() == 1


def test_a_complaint_is_owed_an_acceptance_and_then_a_decision(cast, tet_2026, thursday):
    p = actions.submit(flooded(cast, kind=Kind.COMPLAINT), token=uuid4(), by=cast.lan, calendar=tet_2026, now=thursday)
    assert (p.due_duty, p.due_on.isoformat()) == ("accept_complaint", "2026-02-23")  # 22 February is a Sunday
    actions.accept(p, by=cast.minh, calendar=tet_2026, now=thursday)
    assert (p.due_duty, p.due_on.isoformat()) == ("decide_complaint", "2026-03-16")  # 14 March is a Saturday


def test_passing_on_keeps_the_clock_and_the_trail(cast, sent, thursday):
    due = sent.due_on
    actions.pass_on(sent, to=cast.neighbours, why="Hẻm thuộc địa bàn phường bạn.", by=cast.minh, now=thursday)
    assert (sent.state, sent.body_id, sent.due_on) == (State.SUBMITTED, cast.neighbours.pk, due)
    with pytest.raises(NotTheirs):
        actions.accept(sent, by=cast.minh, calendar=Calendar.official(), now=thursday)
    actions.accept(sent, by=cast.stranger, calendar=Calendar.official(), now=thursday)


def test_asking_stops_the_clock_and_the_reply_starts_it_again(cast, in_hand, tet_2026, thursday):
    actions.ask(in_hand, question="Số nhà đầu hẻm?", by=cast.tam, now=thursday + timedelta(days=1))
    back = datetime(2026, 2, 24, 10, tzinfo=HANOI)
    actions.reply(in_hand, text="Số 2.", by=cast.lan, calendar=tet_2026, now=back)
    assert in_hand.state == State.IN_HAND
    assert in_hand.due_on.isoformat() == "2026-03-09"  # nine working days were left on 13 February
    assert in_hand.pauses == [["2026-02-13", "2026-02-24"]]


def test_an_extension_is_given_once_and_never_after_the_day(cast, in_hand, tet_2026, thursday):
    actions.extend(in_hand, reason="Chờ đo cao độ.", ground="Điều 28", by=cast.hoa, calendar=tet_2026, now=thursday)
    assert in_hand.extended and in_hand.due_on > in_hand.first_due_on
    with pytest.raises(Refused, match="một lần"):
        actions.extend(in_hand, reason="Nữa", ground="Điều 28", by=cast.hoa, calendar=tet_2026, now=thursday)


def test_a_late_case_cannot_hide_behind_an_extension(cast, in_hand, tet_2026):
    with pytest.raises(Refused, match="quá hẹn"):
        actions.extend(in_hand, reason="Bận", ground="Điều 28", by=cast.hoa, calendar=tet_2026,
                       now=datetime(2026, 3, 6, 8, tzinfo=HANOI))


def test_a_neighbour_cannot_rate_what_is_not_theirs(cast, answered, thursday):
    with pytest.raises(NotTheirs):
        actions.rate(answered, solved=Solved.YES, stars=5, words="", by=cast.bay, now=thursday)


def test_what_is_not_solved_is_reopened_once_with_a_new_day(cast, answered, tet_2026, thursday):
    later = thursday + timedelta(days=6)
    actions.rate(answered, solved=Solved.NO, stars=1, words="Vẫn ngập.", by=cast.lan, now=later)
    actions.reopen(answered, why="Mưa hôm qua vẫn ngập.", by=cast.lan, calendar=tet_2026, now=later)
    assert (answered.state, answered.reopened) == (State.ACCEPTED, 1)
    assert answered.due_on.isoformat() == "2026-03-06"
    answered.state = State.CLOSED
    with pytest.raises(Refused, match="một lần"):
        actions.reopen(answered, why="Nữa", by=cast.lan, calendar=tet_2026, now=later)


def test_merging_keeps_both_histories(cast, sent, tet_2026, thursday):
    other = actions.submit(flooded(cast), token=uuid4(), by=cast.bay, calendar=tet_2026, now=thursday)
    actions.merge(other, into=sent, by=cast.minh, now=thursday)
    assert other.state == State.MERGED and other.merged_into_id == sent.pk
    assert [line.verb for line in timeline(sent.code, Audience.PARTIES)] == ["submit", "merge_in"]


def test_a_refusal_needs_to_say_where_to_go(cast, sent, thursday):
    with pytest.raises(Refused, match="đến đâu"):
        actions.refuse(sent, reason=Reason.NOT_OURS, where_to=" ", by=cast.minh, now=thursday)


def test_the_second_of_two_saves_is_told(cast, sent, thursday):
    seen_by_hoa = Petition.objects.get(pk=sent.pk)
    actions.receive(sent, by=cast.minh, now=thursday)
    with pytest.raises(Stale):
        actions.accept(seen_by_hoa, by=cast.hoa, calendar=Calendar.official(), now=thursday)


def test_what_was_sent_to_the_office_only_is_never_published(cast, tet_2026, thursday):
    p = actions.submit(flooded(cast, lane=Lane.OFFICE), token=uuid4(), by=cast.lan, calendar=tet_2026, now=thursday)
    actions.accept(p, by=cast.minh, calendar=tet_2026, now=thursday)
    with pytest.raises(Refused, match="chỉ cho cơ quan đọc"):
        actions.publish(p, title="x", text="x", answer="", by=cast.minh, now=thursday)


def test_withdrawing_takes_the_public_page_down_at_once(cast, in_hand, thursday):
    actions.publish(in_hand, title="Ngập", text="Ngập.", answer="", by=cast.minh, now=thursday)
    actions.withdraw(in_hand, why="Đã hết ngập.", by=cast.lan, now=thursday)
    assert not Publication.objects.visible_to().exists()


def test_a_note_is_for_colleagues_only(cast, in_hand, thursday):
    actions.note(in_hand, text="Gọi tổ trưởng trước khi đến.", by=cast.tam, now=thursday)
    assert in_hand.messages.get().kind == Message.Kind.NOTE
    assert "note" not in [line.verb for line in timeline(in_hand.code, Audience.PARTIES)]


def test_the_whole_case_is_visible_only_to_those_who_deal_with_it_and_the_sender(cast, in_hand):
    readers = {"lan": True, "minh": True, "hoa": True, "tam": True, "bay": False, "stranger": False}
    for name, reads in readers.items():
        assert Petition.objects.visible_to(getattr(cast, name)).filter(pk=in_hand.pk).exists() is reads, name


def test_the_database_refuses_to_change_or_delete_the_journal(sent):
    for attempt in (lambda: Entry.objects.update(verb="x"), lambda: Entry.objects.all().delete()):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            attempt()


def test_a_case_passed_on_counts_against_the_body_that_passed_it_on(cast, sent, thursday):
    actions.pass_on(sent, to=cast.neighbours, why="Hẻm thuộc địa bàn phường bạn.", by=cast.minh, now=thursday)
    assert TallyChange.objects.get(what="passed_on").body_id == cast.body.pk


def test_a_reopened_case_shows_no_verdict_of_before(cast, answered, tet_2026, thursday):
    later = thursday + timedelta(days=6)
    actions.rate(answered, solved=Solved.NO, stars=1, words="Vẫn ngập.", by=cast.lan, now=later)
    actions.reopen(answered, why="Vẫn ngập.", by=cast.lan, calendar=tet_2026, now=later)
    answered.refresh_from_db()
    assert (answered.solved, answered.stars, answered.answered_at) == ("", None, None)
