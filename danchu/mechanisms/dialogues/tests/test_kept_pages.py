"""A page kept for everybody is made anew by whatever changes it, also by what no step does."""

from datetime import timedelta

from django.test import Client

from danchu.ground.journal.cached import _mark
from danchu.law.calendar import Calendar
from danchu.mechanisms.dialogues import actions, clock, opening, question_actions
from danchu.mechanisms.dialogues.tests.stories import FRIDAY, asked, collecting, planned
from danchu.mechanisms.dialogues.tests.test_opening import held


def test_new_figures_of_backing_are_seen_at_once_and_name_nobody(cast, thursday):
    d = collecting(cast, thursday)
    q = asked(d, cast.lan, thursday)
    question_actions.show(q, text="Bao giờ sửa cống?", by=cast.minh, now=thursday)
    address, anyone = f"/doi-thoai/{d.code}/", Client()
    assert "0 lượt đồng tình" in anyone.get(address).content.decode()
    question_actions.back(q, who="bay")
    before = _mark()
    assert question_actions.fold(thursday) == 1 and _mark() != before
    assert "1 lượt đồng tình" in anyone.get(address).content.decode()
    assert question_actions.fold(thursday) == 0


def test_the_score_counted_anew_is_seen_at_once(cast, thursday):
    before = held(cast, thursday)
    later = FRIDAY + timedelta(days=20)
    d = planned(cast, later, starts_at=later + timedelta(days=40), ends_at=later + timedelta(days=40, hours=2))
    actions.announce(d, by=cast.minh, calendar=Calendar.official(), now=later)
    owed = before.questions.get(state="owed")
    question_actions.deliver(owed, text="Đã sửa.", by=cast.minh, now=later)
    mark, version = _mark(), d.version
    assert opening.refresh(later + timedelta(days=1)) == 1 and _mark() != mark
    d.refresh_from_db()
    assert d.version == version  # nobody at the desk is told that somebody changed it
    assert clock.take_due_steps(later + timedelta(days=1)) >= 0
