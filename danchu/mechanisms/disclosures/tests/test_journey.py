"""A thing that must be public, from the decision to the archive; and each way it goes wrong."""

import re
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from danchu.ground.drafts.tests.making import pdf_file
from danchu.ground.files.cleaning import clean_upload
from danchu.ground.files.models import Attachment
from danchu.ground.journal.models import Audience, Entry
from danchu.ground.offices.models import Succession, SuccessionKind
from danchu.ground.people.access import CLOCK
from danchu.law.disclosed import State as Owes
from danchu.law.disclosure import Form
from danchu.law.publication import Document
from danchu.mechanisms.disclosures import actions, clock
from danchu.mechanisms.disclosures.actions import Look
from danchu.mechanisms.disclosures.boards import boards
from danchu.mechanisms.disclosures.models import Disclosure, Observation
from danchu.mechanisms.disclosures.rules import JOURNEY, State, Step
from danchu.mechanisms.disclosures.tests.conftest import (
    CALENDAR,
    HALL,
    HOUSE,
    MODEL,
    MONDAY,
    at,
    entry,
    later,
    look,
    photo,
    published,
    registered,
)

pytestmark = pytest.mark.django_db


def fully_shown(d, cast):
    for n in (1, 15, 35):
        d = look(d, cast, later(n))
    for n in (1, 2, 3):
        d = look(d, cast, later(n), form=Form.LOUDSPEAKER)
    return look(d, cast, later(36), form=Form.VILLAGE_HEAD)


def test_a_fee_is_published_posted_read_aloud_proven_and_archived(cast):
    d = registered(cast)
    assert (d.state, d.standing, d.next_due_on) == (State.DUE, Owes.NOT_YET_DUE, later(7))
    d = actions.publish(d, checked=True, by=cast.hoa, calendar=CALENDAR, now=at(later(1)))
    assert d.state == State.PUBLISHED and d.published_on == later(1) and d.versions.count() == 1
    d = look(d, cast, later(1))
    assert d.state == State.ON_DISPLAY
    d = fully_shown(d, cast)
    assert (d.state, d.standing, d.next_due_on) == (State.DISPLAY_COMPLETE, Owes.DONE, None)
    d = actions.archive(d, by=cast.minh, calendar=CALENDAR, now=at(later(40)))
    assert d.state == State.ARCHIVED and Disclosure.objects.visible_to().filter(pk=d.pk).exists()
    verbs = list(Entry.objects.filter(subject=d.code).order_by("id").values_list("verb", flat=True))
    assert verbs[:2] == ["register", "publish"] and verbs[-2:] == ["complete", "archive"]


def test_the_same_form_twice_is_one_thing(cast):
    token = uuid4()
    first, again = (actions.register(entry(cast), token=token, by=cast.minh, calendar=CALENDAR, now=at(MONDAY))
                    for _ in range(2))
    assert first.pk == again.pk and Disclosure.objects.count() == 1


def test_the_same_look_twice_is_one_look(cast, fees):
    said = Look(form=Form.POSTING, on=later(1), place=HALL, note="Thấy còn")
    for _ in range(2):
        fees = actions.observe(fees, look=said, by=cast.minh, calendar=CALENDAR, now=at(later(1)))
    assert Observation.objects.count() == 1


def test_nothing_goes_public_that_nobody_read(cast):
    with pytest.raises(actions.Refused):
        actions.publish(registered(cast), checked=False, by=cast.minh, calendar=CALENDAR, now=at(MONDAY))
    assert not Disclosure.objects.visible_to().exists()


@pytest.mark.parametrize("said", [
    {"on": later(2)}, {"on": later(-1)}, {"note": ""}, {"place": "Chợ"},
])
def test_a_look_must_be_of_a_day_and_a_place_with_proof(cast, fees, said):
    whole = {"form": Form.POSTING, "on": later(1), "place": HALL, "note": "Thấy còn"} | said
    with pytest.raises(actions.Refused):
        actions.observe(fees, look=Look(**whole), by=cast.minh, calendar=CALENDAR, now=at(later(1)))
    assert not Observation.objects.exists()


def test_the_database_itself_wants_proof_and_plain_words(cast, fees):
    with pytest.raises(IntegrityError), transaction.atomic():
        Observation.objects.create(disclosure=fees, token=uuid4(), form="posting", on=MONDAY, by=cast.minh.person,
                                   at=at(MONDAY))
    with pytest.raises(IntegrityError), transaction.atomic():
        Disclosure.objects.filter(pk=fees.pk).update(summary="")


def test_a_handler_of_the_office_may_look_but_not_publish(cast):
    d = registered(cast)
    with pytest.raises(actions.NotTheirs):
        actions.publish(d, checked=True, by=cast.tam, calendar=CALENDAR, now=at(MONDAY))
    d = actions.publish(d, checked=True, by=cast.minh, calendar=CALENDAR, now=at(MONDAY))
    assert look(d, cast, later(1), by=cast.tam).state == State.ON_DISPLAY


@pytest.mark.parametrize("name", ["lan", "bay", "stranger"])
def test_nobody_else_takes_any_step(cast, fees, name):
    with pytest.raises(actions.NotTheirs):
        look(fees, cast, later(1), by=getattr(cast, name))
    with pytest.raises(actions.NotTheirs):
        actions.withdraw(fees, why="x", mistaken=True, by=getattr(cast, name), calendar=CALENDAR, now=at(later(2)))
    with pytest.raises(actions.NotTheirs):
        actions.register(entry(cast), token=uuid4(), by=getattr(cast, name), calendar=CALENDAR, now=at(MONDAY))


def test_two_at_once_the_second_is_told(cast, fees):
    other = Disclosure.objects.get(pk=fees.pk)
    look(fees, cast, later(1))
    with pytest.raises(actions.Stale):
        look(other, cast, later(1))
    assert Observation.objects.count() == 1  # the second left nothing behind


def test_what_was_torn_down_is_broken_until_it_hangs_again(cast, fees):
    d = look(look(fees, cast, later(1)), cast, later(9), up=False)
    assert d.standing == Owes.OVERDUE  # nobody read it aloud either; the board itself is broken
    posting = next(o for o in _owed(d, later(9)) if o.form is Form.POSTING)
    assert posting.state is Owes.BROKEN and posting.broken_on == later(9)
    d = look(d, cast, later(10))
    assert next(o for o in _owed(d, later(10)) if o.form is Form.POSTING).state is Owes.IN_PROGRESS


def _owed(d, on):
    from danchu.mechanisms.disclosures.facts import owed_of
    return owed_of(d, d.observations.all(), on, CALENDAR)


def test_the_clock_reminds_then_says_aloud_that_it_is_late(cast):
    d = registered(cast)
    clock.take_due_steps(at(later(1)))
    assert not Entry.objects.filter(verb="remind").exists()
    for n in range(2, 10):
        clock.take_due_steps(at(later(n)))
    told = list(Entry.objects.filter(subject=d.code, verb__in=("remind", "fall_overdue")).values_list(
        "verb", "audience", "at"))
    assert [(v, a) for v, a, _at in told] == [("remind", "internal"), ("fall_overdue", "public")]
    assert told[0][2].date() == later(3) and told[1][2].date() == later(8)
    d.refresh_from_db()
    assert d.standing == Owes.OVERDUE
    assert clock.take_due_steps(at(later(9))) == 0  # once is enough


def test_a_list_of_names_hides_itself_when_its_time_is_over_and_the_evidence_stays(cast):
    d = registered(cast, item=9, document=Document.CONSCRIPTION, title="Công dân đủ điều kiện nhập ngũ",
                   summary="Danh sách: Nguyễn Văn A.")
    actions.attach(d, papers=[photo()], by=cast.minh, now=at(MONDAY))
    paper = Attachment.objects.get()
    d = actions.publish(d, checked=True, by=cast.minh, calendar=CALENDAR, now=at(MONDAY),
                        files=frozenset([paper.pk]))
    assert d.names_until == later(30)
    paper.refresh_from_db()
    assert paper.audience == Audience.PUBLIC
    clock.take_due_steps(at(later(30)))
    d.refresh_from_db()
    assert d.is_open
    clock.take_due_steps(at(later(31)))
    d.refresh_from_db()
    paper.refresh_from_db()
    assert not d.is_open and d.state == State.ARCHIVED and paper.audience == Audience.INTERNAL
    assert d.versions.get().summary == "Danh sách: Nguyễn Văn A."


def test_names_go_even_where_the_clock_stood_still_or_the_list_was_put_away(cast):
    d = fully_shown(published(cast, item=9, document=Document.CONSCRIPTION), cast)  # the 36th day: past its time
    actions.archive(d, by=cast.minh, calendar=CALENDAR, now=at(later(37)))
    clock.take_due_steps(at(later(50)))
    d.refresh_from_db()
    assert not d.is_open and d.turns_on is None


def test_what_always_hangs_is_owed_anew_when_it_changes_and_each_version_is_kept(cast):
    d = look(published(cast, item=13, places=(HALL,)), cast, later(1))
    assert d.standing == Owes.DONE and d.state == State.ON_DISPLAY
    d = actions.change(d, on=later(10), why="Phí mới", by=cast.minh, calendar=CALENDAR, now=at(later(10)))
    assert d.next_due_on == later(17) and d.standing == Owes.NOT_YET_DUE
    d = actions.refresh(d, title=d.title, summary="Mức mới.", decision="Quyết định 30/QĐ-UBND", checked=True,
                        by=cast.minh, calendar=CALENDAR, now=at(later(12)))
    assert d.standing == Owes.DONE and list(d.versions.order_by("n").values_list("n", "summary")) == [
        (1, "Ai bán ở chợ nộp bao nhiêu một tháng."), (2, "Mức mới.")]


def test_a_unit_merged_away_hands_it_over_and_the_days_go_on(cast, fees):
    d = look(fees, cast, later(1))
    before = d.next_due_on
    d = actions.hand_over(d, to=cast.neighbours, on=later(5), by=CLOCK, calendar=CALENDAR, now=at(later(5)))
    assert d.body == cast.neighbours and d.next_due_on == before
    posting = next(o for o in _owed(d, later(6)) if o.form is Form.POSTING)
    assert posting.state is Owes.IN_PROGRESS and any("Tân Vĩnh" in r.said for r in posting.why)


def merged(cast, on, *heirs):
    for heir in heirs or (cast.neighbours,):
        Succession.objects.create(predecessor=cast.body, successor=heir, kind=SuccessionKind.MERGE, effective_on=on)


def test_the_clock_hands_over_in_the_middle_of_a_posting_and_names_the_day_of_the_merger(cast, fees):
    d, waiting = look(fees, cast, later(1)), registered(cast, item=6)
    gone = actions.archive(fully_shown(published(cast, item=5), cast), by=cast.minh, calendar=CALENDAR,
                           now=at(later(40)))
    before = d.next_due_on
    merged(cast, later(5))
    assert not Entry.objects.filter(verb="hand_over").exists()
    clock.take_due_steps(at(later(4)))
    d.refresh_from_db()
    assert d.body == cast.body  # the day before it still stands
    clock.take_due_steps(at(later(9)))  # the clock stood still for some days
    for moved in (d, waiting):
        moved.refresh_from_db()
        assert moved.body == cast.neighbours
    gone.refresh_from_db()
    assert gone.body == cast.body  # what is put away stays in the papers of the unit that did it
    assert d.next_due_on == before
    posting = next(o for o in _owed(d, later(9)) if o.form is Form.POSTING)
    passed = [r for r in posting.why if "Chuyển sang" in r.said]
    assert posting.state is Owes.IN_PROGRESS and [r.on for r in passed] == [later(5)]
    clock.take_due_steps(at(later(9)))
    assert Entry.objects.filter(verb="hand_over").count() == 2  # once each
    board = boards([cast.neighbours], later(9), CALENDAR)[0]
    assert board.squares[11].told[0].disclosure.pk == d.pk


def test_what_was_parted_among_several_waits_for_a_leader(cast, fees):
    merged(cast, later(5), cast.neighbours, cast.drains)
    clock.take_due_steps(at(later(9)))
    fees.refresh_from_db()
    assert fees.body == cast.body


def test_taken_down_it_counts_as_broken_unless_it_was_a_mistake(cast):
    one, other = published(cast), published(cast, item=6)
    actions.withdraw(one, why="Sai số liệu", mistaken=False, by=cast.hoa, calendar=CALENDAR, now=at(later(3)))
    actions.withdraw(other, why="Ghi nhầm", mistaken=True, by=cast.hoa, calendar=CALENDAR, now=at(later(3)))
    board = boards([cast.body], later(3), CALENDAR)[0]
    assert board.squares[11].cell.done is False
    assert board.squares[5].cell.done is None


def test_what_no_law_wants_on_a_board_is_complete_once_published(cast):
    d = published(cast, item=14, places=())
    assert d.state == State.DISPLAY_COMPLETE and d.standing == Owes.DONE


def test_what_was_torn_down_stands_first_on_the_list(cast):
    d = look(look(published(cast, item=6), cast, later(1)), cast, later(9), up=False)
    assert (d.standing, d.next_due_on) == (Owes.BROKEN, later(9))


def test_every_place_named_is_owed_by_itself(cast):
    d = published(cast, places=(HALL, HOUSE))
    for n in (1, 15, 35):
        d = look(d, cast, later(n))
    states = {o.place: o.state for o in _owed(d, later(35)) if o.form is Form.POSTING}
    assert states == {HALL: Owes.DONE, HOUSE: Owes.OVERDUE}


def test_an_archived_or_withdrawn_thing_is_left_alone():
    assert not [step for (state, step) in JOURNEY if state == State.WITHDRAWN]
    assert {step for (state, step) in JOURNEY if state == State.ARCHIVED} == {Step.WITHDRAW, Step.EXPIRE}


def test_a_new_day_off_moves_the_day_and_says_so(cast):
    from danchu.ground.offices.models import CalendarDay
    d = registered(cast)
    CalendarDay.objects.create(unit=None, day=later(3), kind="holiday", name="Bão", source="Công điện")
    assert clock.recount(at(MONDAY)) == [(d.code, later(7), later(8))]


def test_a_new_version_shows_what_looks_like_personal_data_before_it_goes_out(client, cast, fees):
    actions.attach(fees, papers=[photo()], by=cast.minh, now=at(later(1)))
    kept = Attachment.objects.get(subject=fees.code)
    client.force_login(cast.minh.person, MODEL)
    page = f"/ban-lam-viec/cong-khai/{fees.code}/"
    typed = {"version": fees.version, "refresh-title": fees.title, "refresh-decision": "30/QĐ-UBND",
             "refresh-checked": "on", "refresh-summary": "Hỏi chị Lan, số 0912 345 678.", "paper": kept.pk}
    first = client.post(f"{page}cap-nhat/", typed)
    told = first.content.decode()
    assert first.status_code == 422 and "giống dữ liệu cá nhân, đánh dấu bên dưới" in told and "<mark" in told
    fees.refresh_from_db()
    assert "0912" not in fees.summary and fees.versions.count() == 1
    seen = re.search(r'name="refresh-seen" value="(\d+)"', told)[1]
    assert client.post(f"{page}cap-nhat/", typed | {"refresh-seen": seen}).status_code == 302
    kept.refresh_from_db()
    assert kept.audience == "public" and fees.versions.count() == 2
    assert "Bản thứ 1" in client.get(page).content.decode()  # the evidence copy, inside only
    assert "Bản thứ 1" not in client.get(f"/cong-khai/{fees.code}/").content.decode()


def test_a_note_from_the_street_names_nobody_outside(client, cast, fees):
    look(fees, cast, later(2), note="Bà Sáu, 0912 345 678, ký xác nhận")
    assert "0912" not in client.get(f"/cong-khai/{fees.code}/").content.decode()
    client.force_login(cast.minh.person, MODEL)
    assert "0912" in client.get(f"/ban-lam-viec/cong-khai/{fees.code}/").content.decode()


def test_papers_are_read_for_personal_data_before_anybody_ticks_them(client, cast):
    d = registered(cast)
    paper = SimpleUploadedFile("ds.pdf", pdf_file([["Lien he 0912 345 678"]]), "application/pdf")
    actions.attach(d, papers=[clean_upload(paper), photo()], by=cast.minh, now=at(MONDAY))
    client.force_login(cast.minh.person, MODEL)
    page = client.get(f"/ban-lam-viec/cong-khai/{d.code}/").content.decode()
    assert "1 chỗ giống dữ liệu cá nhân bên trong" in page and "máy không đọc được bên trong" in page
