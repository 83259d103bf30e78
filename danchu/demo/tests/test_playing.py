"""The ward as a newcomer finds it: every state, a true journal, Tết in between, nothing twice."""

import pytest

from danchu.demo.case import read_cases
from danchu.demo.playing import play
from danchu.demo.readers import POSTMAN
from danchu.demo.ward import CITIZENS, OFFICIALS, load_ward, sign_ins
from danchu.ground.journal.models import Entry, Link, Reader
from danchu.ground.offices.models import Unit
from danchu.ground.people.models import Person, PostHeld
from danchu.ground.text.personal_data import find
from danchu.law.calendar import Calendar
from danchu.mechanisms.petitions.models import Petition, Publication
from danchu.mechanisms.petitions.rules import Outcome, Solved, State, Step

pytestmark = pytest.mark.django_db

def test_every_state_is_there(played):
    assert set(Petition.objects.values_list("state", flat=True)) == set(State)


def test_every_outcome_and_every_verdict_is_there(played):
    assert set(Petition.objects.exclude(outcome="").values_list("outcome", flat=True)) == set(Outcome)
    assert set(Petition.objects.exclude(solved="").values_list("solved", flat=True)) == set(Solved)


def test_every_step_was_taken_but_those_nobody_needed(played):
    unused = {Step.RECLASSIFY, Step.UNPUBLISH, Step.RECOUNT, Step.RECORD, Step.ATTACH, Step.RECORD_REFUSAL,
              Step.RECORD_PASSING_ON, Step.SEPARATE, Step.STOP_LETTERS, Step.REMIND_SENDER}
    assert set(Entry.objects.values_list("verb", flat=True)) >= set(Step) - unused


def test_some_are_overdue_some_fall_due_within_two_days(played, today):
    calendar = Calendar.official()
    days = [calendar.working_days_between(today.date(), p.due_on) for p in Petition.objects.open()]
    assert Petition.objects.open().filter(overdue=True).exists()
    assert any(0 < left <= 2 for left in days)


def test_tet_stood_between_a_petition_and_its_day(played):
    assert Petition.objects.filter(received_at__date__lt="2026-02-14", due_on__gt="2026-02-22").count() >= 2


def test_three_senders_of_one_flooded_alley_end_in_one_case(played):
    flood = Petition.objects.get(title="Hẻm 47 đường Bờ Kênh ngập mỗi khi mưa")
    assert flood.merged.count() == Link.objects.filter(target=flood.code).count() == 2


def test_the_journal_grows_with_time_and_never_runs_ahead(played, today):
    moments = list(Entry.objects.order_by("id").values_list("at", flat=True))
    assert moments == sorted(moments)
    assert moments[-1] <= today


def test_no_public_page_tells_who_somebody_is(played):
    shown = Publication.objects.visible_to()
    assert shown.count() > 30
    for page in shown:
        assert [page.code for text in (page.title, page.text, page.answer) if find(text)] == []


def test_what_is_only_for_the_office_is_not_published(played):
    assert not Publication.objects.filter(petition__lane="office").exists()


def test_a_second_load_adds_nothing(played, today):
    tables = (Petition, Entry, Publication, Unit, Person, PostHeld)
    before = [table.objects.count() for table in tables]
    new, known = play(read_cases(), load_ward(today), today)
    assert (new, known) == (0, len(read_cases()))
    assert [table.objects.count() for table in tables] == before


def test_no_letter_goes_out_for_what_never_happened(played):
    assert Reader.objects.get(name=POSTMAN).upto == Entry.objects.latest("id").id


def test_everybody_may_sign_in_as_printed(played):
    for who in sign_ins():
        person = Person.objects.get(email=who.email)
        assert person.check_password(who.password) == bool(who.password)
    assert len(sign_ins()) == len(OFFICIALS) + len(CITIZENS)


@pytest.mark.parametrize(("name", "unit"), [("Nguyễn Minh", "le-khoi.ubnd"), ("Lê Tâm", "le-khoi.kt")])
def test_the_cast_of_the_house_is_here(played, name, unit):
    assert PostHeld.objects.filter(person__name=name, unit__code=unit).exists()


def test_the_ward_lies_in_the_city_and_its_bodies_serve_it(played, today):
    assert played.units[""].parent_on(today.date()).full_name == "Thành phố Hồ Chí Minh"
    assert Unit.objects.serving(played.units[""]).count() == len(played.units) - 1
