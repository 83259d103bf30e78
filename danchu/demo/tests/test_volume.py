"""The mass of petitions: shaped like the published figures, and just what the actions would have written."""

from collections import Counter, defaultdict

import pytest
from django.db import transaction
from django.utils import timezone

from danchu.demo import shape
from danchu.demo.index_texts import COLUMNS
from danchu.demo.phrases import phrases
from danchu.demo.readers import POSTMAN, SEARCH
from danchu.demo.volume import MOST, TooMany, fill
from danchu.ground.journal.models import Entry, Link, Reader
from danchu.ground.people.access import NOBODY, standing_of
from danchu.ground.search.asking import ask
from danchu.ground.search.index import put_many
from danchu.ground.search.models import Document
from danchu.ground.text.codes import read_code
from danchu.ground.text.personal_data import find
from danchu.law.calendar import Calendar
from danchu.law.limits import Duty
from danchu.law.promises import promise
from danchu.mechanisms.petitions import actions
from danchu.mechanisms.petitions.models import Message, Original, Petition, Publication, Tally, TallyChange
from danchu.mechanisms.petitions.rules import STAGES, Lane, State, Step, next_state
from danchu.mechanisms.petitions.search_text import documents_for

N = 2_000
pytestmark = pytest.mark.django_db
RATED = {"yes": "solved", "no": "unsolved", "part": "part"}
COUNTS = {  # the step → what it counts as
    "submit": lambda about: "received",
    "refuse": lambda about: "refused",
    "redirect": lambda about: "passed_on",
    "merge": lambda about: "merged",
    "withdraw": lambda about: "withdrawn",
    "reopen": lambda about: "reopened",
    "answer": lambda about: about["outcome"],
    "rate": lambda about: RATED[about["solved"]],
}


@pytest.fixture(scope="module")
def filled(ward, today):
    assert fill(N, ward, today, lambda done, of: None) == N
    return ward


@pytest.fixture(scope="module")
def journals(filled):
    told = defaultdict(list)
    for entry in Entry.objects.order_by("id"):
        told[entry.subject].append(entry)
    return told


def test_every_table_has_its_rows(filled):
    assert Petition.objects.count() == Original.objects.count() == N
    assert 0.5 * N < Publication.objects.count() < Petition.objects.filter(lane=Lane.PUBLIC).count()
    assert Link.objects.count() == Petition.objects.filter(state=State.MERGED).count() > 0


def test_the_figures_equal_a_recount_from_the_journal(filled, journals):
    offices = {unit.full_name: unit.pk for unit in filled.units.values()}
    recount = Counter()
    for entries in journals.values():
        office = 0
        for e in entries:
            office = offices[e.about["to"]] if e.verb == Step.ASSIGN else office
            if e.verb in COUNTS:
                recount[office, timezone.localtime(e.at).date().replace(day=1), COUNTS[e.verb](e.about)] += 1
    told = {(t.office_id, t.month, t.what): t.n for t in Tally.objects.filter(body_id=filled.body.pk)}
    assert told == recount
    assert not TallyChange.objects.exists()


def test_every_journal_is_a_lawful_journey_to_where_the_case_stands(journals):
    for petition in Petition.objects.all():
        steps = [Step(e.verb) for e in journals[petition.code] if e.verb not in ("submit", "merge_in")]
        state = State.SUBMITTED
        for step in steps:
            state = next_state(state, step, None)
        assert (state, len(steps) + 1) == (petition.state, petition.version)


def test_the_journal_is_in_order_and_nothing_lies_ahead(journals, today):
    for entries in journals.values():
        moments = [e.at for e in entries]
        assert moments == sorted(moments)
        assert moments[-1] <= today


def test_every_day_promised_is_the_day_the_law_says():
    for p in Petition.objects.all():
        due = promise(Duty(p.due_duty), p.promised_from, Calendar.official(), extended=p.extended)
        assert (p.due_on, p.due_under, p.provisional) == (due.due_on, due.under, due.provisional)


def test_outcomes_and_overdue_marks_tell_the_truth():
    for p in Petition.objects.exclude(outcome=""):
        late = timezone.localtime(p.answered_at).date() > p.due_on
        assert p.outcome == ("late" if late else "extended" if p.extended else "on_time")
        assert p.overdue == late


def test_what_the_public_sees_agrees_with_the_case():
    shown = Publication.objects.select_related("petition__office", "petition__place", "petition__original")
    for page in shown:
        p = page.petition
        same = ("code", "title", "kind", "state", "due_on", "due_under", "outcome", "solved", "office_id")
        assert [getattr(page, name) for name in same] == [getattr(p, name) for name in same]
        assert page.stage == STAGES[State(p.state)]
        assert (page.office_name, page.place_name) == (p.office.full_name, p.place.full_name)
        assert (page.text, bool(page.answer)) == (p.original.text, bool(p.answered_at))
        assert p.lane == Lane.PUBLIC


def test_the_one_answer_sent_is_the_one_approved():
    for petition in Petition.objects.filter(state=State.CLOSED, reopened=0):
        kinds = list(Message.objects.filter(petition=petition).order_by("id").values_list("kind", flat=True))
        assert kinds == ["draft", "draft", "answer"]


def test_its_shape_is_the_published_one():
    how = Counter(Petition.objects.exclude(outcome="").values_list("outcome", flat=True))
    assert how["on_time"] / how.total() == pytest.approx(shape.ON_TIME, abs=0.03)
    refused = Petition.objects.filter(state=State.REFUSED).count()
    assert refused / N == pytest.approx(shape.REFUSED, abs=0.02)
    lengths = sorted(len(text) for text in Original.objects.values_list("text", flat=True))
    assert 350 < lengths[N // 2] < 650  # the median in Madrid is 457


def test_codes_can_be_read_out_and_every_text_can_be_found():
    assert all(read_code(code) == code for code in Petition.objects.values_list("code", flat=True)[:200])
    topic = phrases().topics[0].name
    shown = Publication.objects.filter(title__startswith=topic).count()
    assert ask(topic, kind="petition").total >= shown > 0


def test_the_index_holds_what_it_would_have_made_of_them_itself():
    codes = set(Petition.objects.order_by("?").values_list("code", flat=True)[:150])
    made = set(Document.objects.values_list(*COLUMNS))
    put_many([text for text in documents_for(codes).values() if text])
    assert set(Document.objects.values_list(*COLUMNS)) == made


def test_followers_of_the_journal_step_over_it():
    last = Entry.objects.latest("id").id
    assert set(Reader.objects.filter(upto=last).values_list("name", flat=True)) == {POSTMAN, SEARCH}


def test_a_case_of_the_mass_goes_on_like_any_other(filled, today):
    waiting = Petition.objects.filter(state=State.SUBMITTED).order_by("-id").first()
    minh = standing_of(filled.people["minh"], today.date())
    with transaction.atomic():
        actions.accept(waiting, by=minh, calendar=Calendar.official(), now=today)
        assert Petition.objects.get(pk=waiting.pk).state == State.ACCEPTED
        transaction.set_rollback(True)


def test_the_next_petition_gets_the_next_number(filled, today):
    said = actions.Submission(kind="feedback", title="Cống nghẹt", text="Cống nghẹt.", body=filled.body)
    token = "00000000-0000-4000-8000-000000000001"
    with transaction.atomic():
        new = actions.submit(said, token=token, by=NOBODY, calendar=Calendar.official(), now=today)
        assert new.pk == N + 1
        transaction.set_rollback(True)


def test_the_same_beginning_gives_the_same_petitions(filled, today):
    made = []
    for _ in range(2):
        with transaction.atomic():
            fill(N + 50, filled, today, lambda done, of: None, search=False)
            newest = Petition.objects.order_by("-id").values_list("code", "title", "due_on", "state")
            made.append(list(newest[:50]))
            transaction.set_rollback(True)
    assert made[0] == made[1]


def test_the_same_number_twice_adds_nothing(filled, today):
    assert fill(N, filled, today, lambda done, of: None) == 0


def test_more_than_the_codes_can_tell_apart_is_refused(filled, today):
    with pytest.raises(TooMany, match=r"3\.000\.000"):
        fill(MOST + 1, filled, today, lambda done, of: None)


def test_no_sentence_names_anybody():
    told = phrases()
    sentences = [*told.places, *told.common, *(s for t in told.topics for s in (t.name, *t.says, *t.answers))]
    assert [s for s in sentences if find(s)] == []
