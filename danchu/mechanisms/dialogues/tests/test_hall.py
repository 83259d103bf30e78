"""The hall: its screen follows the chair, the clerk's words are written once, whatever the line does."""

import json
from uuid import uuid4

import pytest
from django.test import Client

from danchu.mechanisms.dialogues import actions, pulse, question_actions
from danchu.mechanisms.dialogues.actions import Item
from danchu.mechanisms.dialogues.hall_boards import seen
from danchu.mechanisms.dialogues.models import Question
from danchu.mechanisms.dialogues.rules import Channel, QuestionState
from danchu.mechanisms.dialogues.tests.stories import FRIDAY, asked, collecting

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


@pytest.fixture(autouse=True)
def nothing_known():
    pulse.forget()


@pytest.fixture
def d(cast, thursday):
    """A meeting that is going on, with a question everyone may read."""
    d = collecting(cast, thursday)
    actions.arrange(d, items=[Item("Khai mạc", 10), Item("Hỏi đáp", 90)], by=cast.minh, now=thursday)
    return actions.begin(d, by=cast.minh, now=FRIDAY)


@pytest.fixture
def q(cast, d, thursday):
    q = asked(d, cast.lan, thursday)
    return question_actions.show(q, text="Bao giờ hẻm 47 hết ngập?", by=cast.minh, now=FRIDAY)


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def minh(cast) -> Client:
    return signed_in(cast.minh.person)


def clerk(d) -> str:
    return f"/ban-lam-viec/doi-thoai/{d.code}/thu-ky/"


def chair(d) -> str:
    return f"/ban-lam-viec/doi-thoai/{d.code}/chu-toa/"


def test_the_screen_shows_what_the_chair_called(client, cast, d, q, minh):
    page = f"/doi-thoai/{d.code}/man-hinh/"
    assert "Bao giờ hẻm 47" in client.get(page).content.decode()  # among the new ones
    minh.post(chair(d), {"lam": "moi", "cau": q.code})
    hall = pulse.hall_of(d.code)
    assert hall["floor"] == {"code": q.code, "text": q.text, "name": ""} and hall["newest"] == []
    minh.post(chair(d), {"lam": "sang-muc", "item": d.agenda.last().pk})
    assert pulse.hall_of(d.code)["floor"] is None and pulse.hall_of(d.code)["item"] == "Hỏi đáp"


def test_words_nobody_approved_never_reach_the_screen(cast, d, thursday):
    secret = asked(d, cast.lan, thursday, text="Ông Nguyễn Văn Tèo ở số 5 lấy tiền.")
    question_actions.take(secret, by=cast.minh, now=FRIDAY)
    question_actions.call(secret, by=cast.minh, now=FRIDAY)
    assert "Tèo" not in json.dumps(pulse.hall_of(d.code), ensure_ascii=False)
    assert pulse.hall_of(d.code)["floor"]["code"] == secret.code


def test_the_pulse_is_worked_out_once_and_answered_304_while_nothing_changes(
        client, d, q, django_assert_num_queries, monkeypatch):
    monkeypatch.setattr(pulse, "FRESH", float("inf"))  # however long a busy machine takes between the two
    path = f"/doi-thoai/{d.code}/nhip/"
    with django_assert_num_queries(2):
        first = client.get(path)
        again = client.get(path, headers={"If-None-Match": first["ETag"]})
    assert first.json()["newest"][0]["code"] == q.code and again.status_code == 304


def test_after_the_moment_it_stays_fresh_the_pulse_is_new(cast, d, q):
    moments = iter([0.0, 0.0, 0.1, 0.5, 0.5])
    tick = lambda: next(moments)  # noqa: E731
    first = pulse.pulse_of(d.code, tick)
    question_actions.call(q, by=cast.minh, now=FRIDAY)
    assert pulse.pulse_of(d.code, tick) == first
    assert pulse.pulse_of(d.code, tick) != first


def test_no_pulse_of_what_is_not_announced(client, d):
    assert client.get("/doi-thoai/DT-26-222222/nhip/").status_code == 404


def test_an_answer_sent_twice_after_a_lost_line_is_written_once(cast, d, q, minh):
    question_actions.call(q, by=cast.minh, now=FRIDAY)
    said = {"lam": "tra-loi", "cau": q.code, "text": "Trước 30/6.", "spoke": "Chủ tịch Trần Hoa"}
    first = minh.post(clerk(d), said, headers=JSON)
    version = Question.objects.get(pk=q.pk).version
    assert first.status_code == 200 and first.json()["problem"] == ""
    assert minh.post(clerk(d), said, headers=JSON).status_code == 200
    assert Question.objects.get(pk=q.pk).version == version


def test_a_question_from_the_floor_sent_twice_is_one(d, minh):
    said = {"lam": "hoi", "text": "Đèn đường hẻm 12 bao giờ sửa?", "name": "Bà Sáu", "token": str(uuid4())}
    for _ in range(2):
        assert minh.post(clerk(d), said, headers=JSON).status_code == 200
    assert Question.objects.filter(dialogue=d, channel=Channel.LIVE).count() == 1


def test_a_question_answered_on_the_spot_has_both_in_one_and_sent_again_it_is_one(d, minh):
    said = {"lam": "hoi", "text": "Ai sửa nắp cống ở hẻm 9?", "name": "", "token": str(uuid4()), "answer": "Đội 3."}
    refused = minh.post(clerk(d), said, headers=JSON)
    assert refused.status_code == 422 and "ai đã trả lời" in refused.json()["problem"]
    for _ in range(2):
        assert minh.post(clerk(d), said | {"spoke": "Chủ tịch Trần Hoa"}, headers=JSON).status_code == 200
    taken = Question.objects.get(dialogue=d, channel=Channel.LIVE)
    assert (taken.state, taken.answer, taken.version) == (QuestionState.ANSWERED, "Đội 3.", 2)


def test_an_ending_somebody_else_wrote_is_told_and_never_overwritten_unseen(cast, d, q, minh):
    page = minh.get(clerk(d)).content.decode()
    assert q.text in page and 'name="seen" value="taken "' in page  # to be written down before it is called
    question_actions.owe(q, due_on=FRIDAY.date().replace(year=2099), why="", spoke="Phó Chủ tịch", by=cast.hoa,
                         now=FRIDAY)
    said = {"lam": "tra-loi", "cau": q.code, "text": "Trước 30/6.", "spoke": "Chủ tịch", "seen": "taken "}
    told = minh.post(clerk(d), said, headers=JSON)
    assert told.status_code == 409 and "Hẹn trả lời" in told.json()["problem"]
    assert Question.objects.get(pk=q.pk).state == QuestionState.OWED
    known = seen(Question.objects.get(pk=q.pk))
    again = minh.post(clerk(d), said | {"seen": known}, headers=JSON)
    assert again.status_code == 200 and again.json()["seen"] == seen(Question.objects.get(pk=q.pk))


def test_who_wishes_is_named_once_and_counted(d, minh):
    for name in ("Bà Sáu", "Bà Sáu", "Ông Tư"):
        assert minh.post(clerk(d), {"lam": "ten", "name": name, "of": "Khu phố 3"}, headers=JSON).status_code == 200
    d.refresh_from_db()
    assert sorted(a.name for a in d.attendees.all()) == ["Bà Sáu", "Ông Tư"] and d.attended == 2


def test_what_reads_like_a_denunciation_is_marked_for_the_chair_with_its_lane(cast, d, minh, thursday):
    asked(d, cast.lan, thursday, text="Tôi tố cáo cán bộ địa chính nhận hối lộ.", channel=Channel.LIVE)
    page = minh.get(chair(d)).content.decode()
    assert "Có thể là tố cáo" in page and 'value="denunciation" selected' in page and "/to-cao/" in page
    q = d.questions.get()
    said = {"lam": "cho-hien", "cau": q.code, "text": "Tôi tố cáo cán bộ địa chính nhận hối lộ."}
    told = minh.post(chair(d), said, headers=JSON)  # one press of the wrong button shows it to nobody
    assert told.status_code == 422 and "đường gửi kín" in told.json()["problem"]
    assert not Question.objects.get(pk=q.pk).listed
    assert minh.post(chair(d), said | {"meant": "on"}, headers=JSON).status_code == 200


def test_what_was_typed_comes_back_with_the_reason_it_was_not_written(d, q, minh):
    answer = minh.post(clerk(d), {"lam": "hen", "cau": q.code, "due_on": "2020-01-01", "spoke": "Chủ tịch"},
                       headers=JSON)
    assert answer.status_code == 422 and "hôm nay" in answer.json()["problem"]
    page = minh.post(clerk(d), {"lam": "tra-loi", "cau": q.code, "text": "Có chữ này.", "spoke": ""})
    assert page.status_code == 422 and "Có chữ này." in page.content.decode()


def test_the_moderator_lets_a_live_question_be_seen_or_not(cast, d, minh, thursday):
    live = asked(d, cast.lan, thursday, channel=Channel.LIVE)
    minh.post(chair(d), {"lam": "cho-hien", "cau": live.code, "text": "Bao giờ sửa đèn?"})
    assert Question.objects.get(pk=live.pk).listed
    other = asked(d, cast.bay, thursday, channel=Channel.LIVE)
    minh.post(chair(d), {"lam": "khong-nhan", "cau": other.code, "reason": "not_a_question", "text": "Hỏi lại rõ hơn."})
    assert Question.objects.get(pk=other.pk).state == QuestionState.NOT_TAKEN


@pytest.mark.parametrize("page", [clerk, chair])
def test_the_hall_s_boards_are_not_there_for_others(cast, d, page):
    assert signed_in(cast.lan.person).get(page(d)).status_code == 404
    assert signed_in(cast.stranger.person).get(page(d)).status_code == 404
    assert Client().get(page(d)).status_code == 302
    assert signed_in(cast.minh.person).get(page(d)).status_code == 200


@pytest.mark.parametrize(("page", "most"), [(chair, 6), (clerk, 6)])
def test_a_board_costs_no_more_with_many_questions(cast, d, minh, thursday, page, most,
                                                   django_assert_max_num_queries):
    for n in range(60):
        asked(d, cast.lan, thursday, text=f"Câu hỏi số {n} về thoát nước?")
    minh.get(page(d))  # the session is touched once in ten minutes
    with django_assert_max_num_queries(most):
        minh.get(page(d))
