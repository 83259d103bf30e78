"""One matter, several senders: what each of them reads and hears, and how a merged case goes its own way again."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from danchu.ground.journal.linked import linked_to
from danchu.ground.journal.models import Audience, Entry
from danchu.ground.journal.reading import timeline
from danchu.ground.people.access import NOBODY
from danchu.law.calendar import Calendar
from danchu.mechanisms.petitions import actions
from danchu.mechanisms.petitions.actions import Refused
from danchu.mechanisms.petitions.models import TallyChange
from danchu.mechanisms.petitions.notices import letters_for
from danchu.mechanisms.petitions.rules import Lane, Reason, State
from danchu.mechanisms.petitions.tests.test_desk import signed_in
from danchu.mechanisms.petitions.tests.test_journey import answered, flooded, in_hand, sent  # noqa: F401

CALENDAR = Calendar.official()


@pytest.fixture
def merged(cast, in_hand, thursday):  # noqa: F811
    """Bảy's case, gone along with Lan's, which is in hand."""
    other = actions.submit(flooded(cast, email="bay@thu.example"), token=uuid4(), by=cast.bay, calendar=CALENDAR,
                           now=thursday)
    actions.receive(other, by=cast.minh, now=thursday)
    return actions.merge(other, into=in_hand, by=cast.minh, now=thursday)


def letters_to(address, verb):
    found = letters_for(list(Entry.objects.filter(verb=verb)))
    return [letter for _entry, letter in found if letter.to == address]


def answer(cast, case, text, now):
    actions.draft(case, text=text, by=cast.tam, now=now)
    actions.approve(case, text=text, by=cast.hoa, now=now)
    return actions.answer(case, by=cast.hoa, now=now)


def test_both_senders_hear_of_the_answer_and_read_it_by_their_own_code(cast, in_hand, merged, thursday):  # noqa: F811
    page = signed_in(cast.bay).get(f"/phan-anh/{merged.code}/").content.decode()
    assert f"Được giải quyết chung với {in_hand.code}" in page and "Phòng Kinh tế" in page
    told = letters_to("bay@thu.example", "merge")[0]
    assert in_hand.code in told.body and f"/phan-anh/{merged.code}/" in told.body
    at_desk = signed_in(cast.tam).get(f"/ban-lam-viec/{in_hand.code}/").content.decode()
    assert "Đã gộp vào đây" in at_desk and merged.code in at_desk

    answer(cast, in_hand, "Đã nạo vét cống. Chị Lan gọi 0912 345 678 nếu còn ngập.", thursday)
    told = letters_to("bay@thu.example", "answer")[0]
    assert merged.code in told.subject and in_hand.code in told.body and f"/phan-anh/{merged.code}/" in told.body
    page = signed_in(cast.bay).get(f"/phan-anh/{merged.code}/").content.decode()
    assert "Đã nạo vét cống." in page and "0912" not in page  # what was written to Lan stays hers
    actions.publish(in_hand, title="Ngập", text="Ngập.", answer="Cống đã thông.", by=cast.minh, now=thursday)
    page = signed_in(cast.bay).get(f"/phan-anh/{merged.code}/").content.decode()
    assert "Cống đã thông." in page and "Đã nạo vét cống." not in page  # once a person has read it, their words
    assert in_hand.code in Client().get(f"/phan-anh/{merged.code}/").content.decode()  # by code alone: where it went


def test_what_only_the_office_was_to_read_is_no_answer_for_somebody_else(cast, in_hand, merged, thursday):  # noqa: F811
    answer(cast, in_hand, "Đã nạo vét cống.", thursday)
    type(in_hand).objects.filter(pk=in_hand.pk).update(lane=Lane.OFFICE)  # as merged before this was refused
    page = signed_in(cast.bay).get(f"/phan-anh/{merged.code}/").content.decode()
    assert in_hand.code in page and "Đã nạo vét cống." not in page
    third = actions.submit(flooded(cast), token=uuid4(), by=NOBODY, calendar=CALENDAR, now=thursday)
    actions.receive(third, by=cast.minh, now=thursday)
    in_hand.refresh_from_db()
    with pytest.raises(Refused, match="riêng từng việc"):
        actions.merge(third, into=in_hand, by=cast.minh, now=thursday)


def test_a_case_of_a_merged_sender_goes_on_when_the_other_is_taken_back(cast, in_hand, merged, thursday):  # noqa: F811
    day = merged.due_on
    actions.withdraw(in_hand, why="Đã hết ngập.", by=cast.lan, now=thursday)
    merged.refresh_from_db()
    assert (merged.state, merged.merged_into_id, merged.due_on) == (State.RECEIVED, None, day)
    assert letters_to("bay@thu.example", "separate")[0].subject == f"{merged.code} được giải quyết riêng"
    assert not letters_to("bay@thu.example", "withdraw")
    assert sum(t.n for t in TallyChange.objects.filter(what="merged")) == 0


def test_what_was_merged_by_mistake_is_separated_at_the_desk(cast, in_hand, merged, thursday):  # noqa: F811
    desk = signed_in(cast.minh)
    assert "Tách ra" in desk.get(f"/ban-lam-viec/{merged.code}/").content.decode()
    done = desk.post(f"/ban-lam-viec/{merged.code}/tach/", {"version": merged.version, "separate-why": "Hẻm khác."})
    assert done.status_code == 302
    merged.refresh_from_db()
    assert merged.state == State.RECEIVED and merged.merged_into is None and merged.ended_at is None
    assert [x.verb for x in timeline(in_hand.code, Audience.PARTIES)][-2:] == ["merge_in", "separate_out"]
    assert not linked_to(merged.code)
    assert "Đã gộp vào đây" not in signed_in(cast.tam).get(f"/ban-lam-viec/{in_hand.code}/").content.decode()


def test_whoever_was_sent_to_a_case_is_sent_on_with_it(cast, in_hand, merged, thursday):  # noqa: F811
    third = actions.submit(flooded(cast), token=uuid4(), by=cast.lan, calendar=CALENDAR, now=thursday)
    actions.merge(in_hand, into=third, by=cast.minh, now=thursday)
    merged.refresh_from_db()
    assert merged.merged_into_id == third.pk
    assert third.code in letters_to("bay@thu.example", "merge")[-1].body


@pytest.mark.parametrize("end", [
    lambda p, cast, now: actions.withdraw(p, why="Thôi.", by=cast.lan, now=now),
    lambda p, cast, now: actions.refuse(p, reason=Reason.NOT_OURS, where_to="Sở", by=cast.minh, now=now),
    lambda p, cast, now: actions.redirect(p, to="Sở Xây dựng", why="Đường tỉnh", by=cast.minh, now=now),
], ids=["taken back", "refused", "gone elsewhere"])
def test_nothing_is_merged_into_what_ended_without_an_answer(cast, sent, thursday, end):  # noqa: F811
    other = actions.submit(flooded(cast), token=uuid4(), by=cast.bay, calendar=CALENDAR, now=thursday)
    end(sent, cast, thursday)
    with pytest.raises(Refused, match="việc khác"):
        actions.merge(other, into=sent, by=cast.minh, now=thursday + timedelta(hours=1))


def test_a_refusal_reaches_everyone_who_goes_along(cast, sent, thursday):  # noqa: F811
    other = actions.submit(flooded(cast, email="bay@thu.example"), token=uuid4(), by=cast.bay, calendar=CALENDAR,
                           now=thursday)
    actions.merge(other, into=sent, by=cast.minh, now=thursday)
    actions.refuse(sent, reason=Reason.NOT_OURS, where_to="Gửi Sở Xây dựng.", by=cast.minh, now=thursday)
    told = letters_to("bay@thu.example", "refuse")[0]
    assert other.code in told.subject and "Gửi Sở Xây dựng." in told.body and "thẩm quyền" in told.body


def test_whoever_sent_by_account_and_left_no_address_hears_at_their_account(cast, sent, thursday):  # noqa: F811
    told = [letter.to for _entry, letter in letters_for(list(Entry.objects.filter(subject=sent.code)))]
    assert told == [cast.lan.person.email]
    unknown = actions.submit(flooded(cast), token=uuid4(), by=NOBODY, calendar=CALENDAR, now=thursday)
    assert not letters_for(list(Entry.objects.filter(subject=unknown.code)))
    desk = signed_in(cast.minh)
    assert "không để lại cách liên lạc" in desk.get(f"/ban-lam-viec/{unknown.code}/").content.decode()
    assert "không để lại cách liên lạc" not in desk.get(f"/ban-lam-viec/{sent.code}/").content.decode()


def test_a_merged_case_can_be_taken_back_by_its_sender_alone(cast, in_hand, merged, thursday):  # noqa: F811
    bay = signed_in(cast.bay)
    assert "Rút lại việc này" in bay.get(f"/phan-anh/{merged.code}/").content.decode()
    assert bay.post(f"/phan-anh/{merged.code}/rut/", {"withdraw-why": "Tôi nhầm."}).status_code == 302
    merged.refresh_from_db()
    in_hand.refresh_from_db()
    assert (merged.state, merged.merged_into) == (State.WITHDRAWN, None) and in_hand.state == State.IN_HAND
    assert not linked_to(merged.code) and "Đã gộp vào đây" not in signed_in(cast.tam).get(
        f"/ban-lam-viec/{in_hand.code}/").content.decode()
    assert sum(t.n for t in TallyChange.objects.filter(what="merged")) == 0
