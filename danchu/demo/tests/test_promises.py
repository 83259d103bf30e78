"""The invented promises and works of the ward: every state, accounts that add up, loaded once."""

import pytest

from danchu.demo.common_works import play_works
from danchu.demo.promises import play_promises, read_promises
from danchu.ground.journal.models import Entry, Reader
from danchu.mechanisms.works.models import AccountEntry, Commitment, CommunityWork
from danchu.mechanisms.works.rules import Score, State

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def kept(played, today):
    """As on a ward loaded by an earlier release: what is new may speak of what was there."""
    told = read_promises()
    play_promises([p for p in told if "record_twice" not in {step.verb for step in p.steps}], played, today)
    play_promises(told, played, today)
    play_works(played, today)
    return played


def test_thirty_promises_stand_in_every_state_and_no_house_confirmed_its_own(kept, today):
    assert Commitment.objects.count() == len(read_promises()) == 31  # one of them recorded twice
    assert Commitment.objects.counted().count() == 30
    assert set(Commitment.objects.values_list("state", flat=True)) == set(State)
    assert set(Commitment.objects.values_list("score", flat=True)) == {*Score, ""}
    confirmed = Entry.objects.filter(verb="confirm")
    assert set(confirmed.values_list("role", flat=True)) == {"asker", "inspector", "front"}
    for c in Commitment.objects.exclude(source=""):
        assert c.promised_on >= Entry.objects.filter(subject=c.source).order_by("id").first().at.date()
    book = CommunityWork.objects.get(title__contains="hẻm 12")
    last = AccountEntry.objects.filter(work=book).latest("number")
    assert book.balance == book.income - book.spending == last.balance
    rows = [Commitment.objects.count(), AccountEntry.objects.count(), Entry.objects.count()]
    assert play_promises(read_promises(), kept, today) == play_works(kept, today) == 0  # a second load adds nothing
    assert [Commitment.objects.count(), AccountEntry.objects.count(), Entry.objects.count()] == rows
    assert Reader.objects.get(name="postman").upto == Entry.objects.latest("id").id
