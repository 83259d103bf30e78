"""The next dialogue of a unit opens with the score of the last one, by itself, whoever heads the unit now."""

from datetime import date, timedelta

from django.apps import apps
from django.test import Client

from danchu.ground.offices.models import Succession, SuccessionKind, Unit
from danchu.law.calendar import Calendar
from danchu.mechanisms.dialogues import actions, clock, opening, question_actions
from danchu.mechanisms.dialogues.tests.stories import FRIDAY, asked, collecting, planned

YEAR = Calendar.official()


def held(cast, now):
    """A dialogue with one answer, one written answer owed, one promise; its results public."""
    d = collecting(cast, now)
    first, second = (asked(d, cast.lan, now, text=f"Bao giờ sửa cống số {n}?") for n in (1, 2))
    actions.begin(d, by=cast.hoa, now=FRIDAY)
    question_actions.answer(first, text="Tuần tới.", spoke="Chủ tịch", by=cast.minh, now=FRIDAY)
    question_actions.owe(second, due_on=FRIDAY.date() + timedelta(days=10), why="", spoke="Chủ tịch", by=cast.minh,
                         now=FRIDAY)
    after = FRIDAY + timedelta(hours=3)
    actions.hold(d, by=cast.minh, calendar=YEAR, now=after)
    actions.draft_minutes(d, minutes="x", conclusion="y", by=cast.minh, now=after)
    actions.approve(d, minutes="x", conclusion="y", by=cast.hoa, now=after)
    return actions.publish(d, by=cast.minh, now=after)


def test_the_next_dialogue_opens_with_the_score_of_the_last_one(cast, thursday):
    before = held(cast, thursday)
    for score, n in (("kept", 2), ("overdue", 1)):
        apps.get_model("works", "ScoreCount").objects.create(  # neighbours do not import each other
            unit_id=cast.body.pk, head_id=before.host_id, promised_on=FRIDAY.date(), score=score, n=n)
    later = FRIDAY + timedelta(days=20)
    d = planned(cast, later, starts_at=later + timedelta(days=40), ends_at=later + timedelta(days=40, hours=2))
    assert not d.opens_with
    actions.announce(d, by=cast.minh, calendar=YEAR, now=later)
    assert (d.previous, d.opens_with["code"]) == (before, before.code)
    assert d.opens_with["asked"] == {"n": 2, "settled": 1, "owed": 1, "late": 1, "promised": 0}
    assert (d.opens_with["promises"]["kept"], d.opens_with["promises"]["due"]) == (2, 3)
    page = Client().get(f"/doi-thoai/{d.code}/").content.decode()
    assert "Lời hứa từ buổi trước" in page and before.title in page and "1 quá hẹn" in page

    owed = before.questions.get(state="owed")
    question_actions.deliver(owed, text="Đã sửa.", by=cast.minh, now=later)
    clock.take_due_steps(later + timedelta(days=1))  # counted anew once a day until the meeting is opened
    d.refresh_from_db()
    assert d.opens_with["asked"]["owed"] == 0 and opening.refresh(later + timedelta(days=1)) == 0


def test_the_score_passes_to_whoever_took_the_unit_over(cast, thursday):
    before = held(cast, thursday)
    heir = Unit.objects.create(code="moi.ubnd", name="Mới", full_name="UBND phường Mới", folded="moi", family="state",
                               level="body")
    Succession.objects.create(predecessor=cast.body, successor=heir, kind=SuccessionKind.MERGE,
                              effective_on=date(2026, 7, 1))
    assert opening.score(heir, date(2026, 6, 30))["previous"] is None
    assert opening.score(heir, date(2026, 7, 1))["previous"] == before


def test_what_was_said_while_a_written_answer_is_owed_is_not_called_the_answer(cast, thursday):
    d = collecting(cast, thursday)
    q = asked(d, cast.lan, thursday, text="Bao giờ sửa cống?")
    question_actions.show(q, text="Bao giờ sửa cống?", by=cast.minh, now=thursday)
    actions.begin(d, by=cast.hoa, now=FRIDAY)
    question_actions.owe(q, due_on=FRIDAY.date() + timedelta(days=10), why="Cần đo lại.", spoke="Chủ tịch",
                         by=cast.minh, now=FRIDAY)
    page = Client().get(f"/cau-hoi/{q.code}/").content.decode()
    assert "Cần đo lại." in page and "chưa phải là trả lời" in page and "<h2>Trả lời</h2>" not in page
    assert "aria-current" in page.partition("<main")[0], "its room is marked on the menu"
    actions.hold(d, by=cast.minh, calendar=YEAR, now=FRIDAY + timedelta(hours=3))
    question_actions.deliver(q, text="Thiếu 30 cm.", by=cast.minh, now=FRIDAY + timedelta(days=1))
    page = Client().get(f"/cau-hoi/{q.code}/").content.decode()
    assert "<h2>Trả lời</h2>" in page and "Thiếu 30 cm." in page and "chưa phải là trả lời" not in page
