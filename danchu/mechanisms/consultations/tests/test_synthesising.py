"""The table is made by the clock, in rounds; the button only asks."""

from uuid import uuid4

import pytest

from danchu.ground.journal.models import Entry
from danchu.ground.people.access import CLOCK, NOBODY
from danchu.mechanisms.consultations import actions, clock, synthesising
from danchu.mechanisms.consultations.models import Consultation, Opinion
from danchu.mechanisms.consultations.rules import Stance, State
from danchu.mechanisms.consultations.tests.conftest import says
from danchu.mechanisms.consultations.tests.test_desk import DESK, signed_in


@pytest.fixture
def closed(opened, thursday, after):
    for n in range(7):
        says(opened, NOBODY, f"Khoản {n} nên bỏ hẳn.", list(Stance)[n % 2], f"art_{n % 3 + 1}", now=thursday)
    return actions.close(opened, by=CLOCK, now=after)


def test_the_button_asks_and_the_request_groups_nothing(cast, closed):
    minh, where = signed_in(cast.minh), f"{DESK}{closed.code}/"
    form = {"version": closed.version}
    assert minh.post(f"{where}buoc/ask_synthesis/", form).status_code == 302
    assert minh.post(f"{where}buoc/ask_synthesis/", form).status_code == 302  # the second half of a double click
    assert Entry.objects.filter(subject=closed.code, verb="ask_synthesis").count() == 1
    assert Consultation.objects.get().state == State.CLOSED and not Opinion.objects.exclude(row=None).exists()
    said = minh.get(where).content.decode()
    assert "<b>0</b> trên 7 lượt ý kiến" in said and "buoc/ask_synthesis/" not in said


def test_a_round_is_bounded_and_the_page_says_how_far_it_is(cast, closed, after):
    actions.ask_synthesis(closed, by=cast.minh, now=after)
    taken = actions.group_some(closed, at_most=1)
    closed.refresh_from_db()
    assert 0 < taken < 7 and closed.grouped == taken and closed.state == State.CLOSED
    assert f"<b>{taken}</b> trên 7" in signed_in(cast.minh).get(f"{DESK}{closed.code}/").content.decode()
    rounds = 0
    while actions.group_some(closed, at_most=1):
        rounds += 1
    assert rounds > 2 and Consultation.objects.get().grouped == 7


def test_the_clock_does_nothing_unasked_and_finishes_what_was_asked(cast, closed, after):
    clock.take_due_steps(after)
    assert not closed.table.exists()
    actions.ask_synthesis(Consultation.objects.get(), by=cast.minh, now=after)
    while clock.take_due_steps(after):
        pass
    c = Consultation.objects.get()
    assert c.state == State.SYNTHESISED and c.rows == c.table.count() and not c.opinions.filter(row=None).exists()
    assert sum(c.table.values_list("times", flat=True)) == 7


def test_a_round_broken_off_is_done_again_and_no_opinion_is_lost_or_doubled(cast, closed, after, monkeypatch):
    monkeypatch.setattr(synthesising, "A_BATCH", 1)
    one = Opinion.objects.filter(article="art_1").order_by("id").first()
    half = closed.table.create(article=one.article, stance=one.stance, text="nửa chừng")
    twin = says_again(one, closed)
    Opinion.objects.filter(pk=one.pk).update(row=half)  # the machine stopped between two batches
    while actions.group_some(closed, at_most=1):
        pass
    assert not closed.table.filter(text="nửa chừng").exists() and not Opinion.objects.filter(row=None).exists()
    one.refresh_from_db(), twin.refresh_from_db()
    assert one.row == twin.row and one.row.times == 2
    assert sum(closed.table.values_list("times", flat=True)) == 8


def says_again(one, closed):
    """The same words from one more person."""
    pk = one.pk
    twin = Opinion.objects.get(pk=pk)
    twin.pk, twin.code, twin.token = None, "YK-26-AAAAAA", uuid4()
    twin.save()
    return twin
