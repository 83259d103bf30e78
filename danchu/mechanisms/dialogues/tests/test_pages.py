"""What citizens read of dialogues: within the statements the house allows, and never what nobody approved."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from danchu.mechanisms.dialogues import actions, question_actions
from danchu.mechanisms.dialogues.models import Backing, Question
from danchu.mechanisms.dialogues.rules import Channel, Naming, QuestionState, Reason, State
from danchu.mechanisms.dialogues.tests.stories import asked, collecting, planned

MOST_STATEMENTS = 6


def page(path, status=200):
    with CaptureQueriesContext(connection, ) as asked_for:
        answer = Client().get(path)
    assert answer.status_code == status, answer.status_code
    assert len(asked_for) <= MOST_STATEMENTS, [q["sql"][:200] for q in asked_for]
    return answer.content.decode()


@pytest.fixture
def coming(cast):
    now = timezone.now()
    start = now + timedelta(days=20)
    return collecting(cast, now, starts_at=start, ends_at=start + timedelta(hours=2))


def test_the_list_shows_what_comes_and_never_what_is_only_planned(cast, coming):
    start = timezone.now() + timedelta(days=30)
    planned(cast, timezone.now(), title="Chưa báo ai", starts_at=start, ends_at=start + timedelta(hours=1))
    words = page("/doi-thoai/")
    assert "Đối thoại về thoát nước" in words and "Chưa báo ai" not in words


def test_a_planned_dialogue_has_no_page(cast):
    start = timezone.now() + timedelta(days=30)
    d = planned(cast, timezone.now(), starts_at=start, ends_at=start + timedelta(hours=1))
    page(f"/doi-thoai/{d.code}/", status=404)


def test_only_approved_words_and_names_are_on_the_page(cast, coming):
    now = timezone.now()
    q = asked(coming, cast.lan, now, "Anh Tư 0912345678 bao giờ sửa cống?", name="Lan Bí Mật", naming=Naming.ORGANISER)
    assert "0912345678" not in page(f"/doi-thoai/{coming.code}/")
    assert "0912345678" not in page(f"/cau-hoi/{q.code}/")
    question_actions.show(q, text="Bao giờ sửa cống?", name="Lan Bí Mật", by=cast.minh, now=now)
    for path in (f"/doi-thoai/{coming.code}/", f"/cau-hoi/{q.code}/"):
        words = page(path)
        assert "Bao giờ sửa cống?" in words and "0912345678" not in words and "Lan Bí Mật" not in words


def test_two_thousand_questions_are_one_page_at_a_time_the_most_backed_first(cast, coming):
    now = timezone.now()
    Question.objects.bulk_create([Question(
        code=f"CH-26-{n:06d}", token=uuid4(), dialogue=coming, channel=Channel.ONLINE, naming=Naming.ORGANISER,
        state=QuestionState.TAKEN, listed=True, text=f"Câu số {n}.", approved_by=cast.minh.person, asked_at=now,
        backed=n % 500) for n in range(2000)])
    last = Question.objects.get(code="CH-26-001999")
    Backing.objects.create(question=last, key="x")
    words = page(f"/doi-thoai/{coming.code}/")
    assert "Câu số 1999." in words and "500 lượt đồng tình" in words and "Câu số 0." not in words
    seen, path = set(), f"/doi-thoai/{coming.code}/"
    for _turn in range(3):
        words = page(path)
        found = {part.split(".")[0] for part in words.split("Câu số ")[1:]}
        assert len(found) == 20 and not found & seen
        seen |= found
        after = words.split("sau=")[1].split('"')[0].split("#")[0]
        path = f"/doi-thoai/{coming.code}/?sau={after}"


def test_a_code_that_makes_no_sense_leads_nowhere(cast, coming):
    for path in ("/doi-thoai/DT-26-XXXXXX/", "/cau-hoi/CH-26-XXXXXX/", "/doi-thoai/a/", f"/cau-hoi/{coming.code}/"):
        page(path, status=404)


def test_a_denunciation_is_not_even_counted(cast, coming):
    now = timezone.now()
    one, two = asked(coming, cast.lan, now), asked(coming, cast.lan, now)
    question_actions.not_take(one, reason=Reason.DENUNCIATION, text="Gửi thanh tra.", by=cast.minh, now=now)
    question_actions.take(two, by=cast.minh, now=now)
    assert "đã nhận 1 câu" in page(f"/doi-thoai/{coming.code}/")
    assert "tố cáo" not in page(f"/cau-hoi/{one.code}/").replace("Tố cáo", "")


def test_late_results_stand_in_public(cast, coming):
    actions.hold(coming, by=cast.minh, calendar=_calendar(), now=coming.starts_at)
    type(coming).objects.filter(pk=coming.pk).update(due_on=timezone.localdate() - timedelta(days=3))
    assert "Quá hạn công khai kết quả" in page("/doi-thoai/")
    assert coming.state == State.HELD


def test_the_feed_tells_of_announced_dialogues(cast, coming):
    assert coming.code in page("/doi-thoai/moi.atom")


def _calendar():
    from danchu.law.calendar import Calendar
    return Calendar.official()
