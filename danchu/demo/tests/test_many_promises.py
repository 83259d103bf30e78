"""A ward full of promises and questions: as many as asked, topped up, counted as any other."""

import pytest
from django.db.models import Sum
from django.utils import timezone

from danchu.demo.dialogues import play_dialogues
from danchu.demo.many_promises import fill_promises, fill_questions
from danchu.mechanisms.dialogues.models import Dialogue
from danchu.mechanisms.dialogues.reading import counted
from danchu.mechanisms.works.models import Commitment, ScoreCount

pytestmark = pytest.mark.django_db


def test_a_ward_is_filled_and_topped_up_and_its_figures_still_add_up(ward):
    now = timezone.now()
    assert (fill_promises(30, ward, now), fill_promises(50, ward, now), fill_promises(50, ward, now)) == (30, 20, 0)
    assert Commitment.objects.count() == ScoreCount.objects.aggregate(n=Sum("n"))["n"] == 50
    play_dialogues(ward, now)
    assert fill_questions(60, ward, now) > 0 == fill_questions(60, ward, now)
    busiest = max(Dialogue.objects.all(), key=lambda d: d.questions.count())
    counts = counted(busiest)
    assert busiest.questions.count() == 60 and counts[""] == busiest.questions.filter(listed=True, lead=None).count()
    assert counts[""] == sum(n for slug, n in counts.items() if slug not in ("", "silent"))
