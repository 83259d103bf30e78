"""Asking from a phone, backing, following; what belongs in another lane is led there before anything is kept."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from danchu.ground.journal.models import Entry
from danchu.ground.people import urgent
from danchu.ground.people.models import UrgentLetter
from danchu.mechanisms.dialogues import actions, question_actions
from danchu.mechanisms.dialogues.models import Backing, Follower, Question
from danchu.mechanisms.dialogues.notices import letters_for
from danchu.mechanisms.dialogues.tests.stories import asked, collecting


@pytest.fixture
def coming(cast):
    now = timezone.now()
    start = now + timedelta(days=20)
    return collecting(cast, now, starts_at=start, ends_at=start + timedelta(hours=2))


def walk(client, d, text="Bao giờ hẻm 47 hết ngập?", **more):
    path = f"/doi-thoai/{d.code}/hoi/"
    first = client.get(path)
    token = first.content.decode().split('name="token" value="')[1].split('"')[0]
    said = {"text": text, "naming": "organiser", "name": "", "phone": "", "email": "", "token": token,
            "meant": ""} | more
    for page in ("what", "who"):
        answer = client.post(path, said | {"question": page})
        if answer.status_code != 200 or "Gửi thành khiếu nại" in answer.content.decode():
            return answer
        if "xem nơi nhận tố cáo" in answer.content.decode():
            return answer
    return client.post(path, said | {"question": "check", "consent": "on"})


def test_a_question_is_asked_in_three_pages_and_kept_once(coming):
    client = Client()
    answer = walk(client, coming)
    q = Question.objects.get()
    assert answer.url == f"/cau-hoi/{q.code}/bien-nhan/"
    assert q.code in client.get(answer.url).content.decode()
    assert Client().get(answer.url).status_code == 404
    assert "hẻm 47" in client.get(f"/cau-hoi/{q.code}/").content.decode()
    assert "hẻm 47" not in Client().get(f"/cau-hoi/{q.code}/").content.decode()


@pytest.mark.parametrize(("text", "lane"), [
    ("Tôi tố cáo ông A nhận hối lộ.", "to-cao"), ("Tôi khiếu nại quyết định thu hồi đất.", "loai=complaint")])
def test_what_has_its_own_lane_is_led_there_and_nothing_is_kept(coming, text, lane):
    words = walk(Client(), coming, text).content.decode()
    assert lane in words and not Question.objects.exists()
    last = Client().post(f"/doi-thoai/{coming.code}/hoi/", {
        "question": "check", "text": text, "token": str(uuid4()), "naming": "organiser", "consent": "on"})
    assert lane in last.content.decode() and not Question.objects.exists()  # nor by the last page alone
    walk(Client(), coming, text, meant="no")
    assert Question.objects.count() == 1


def test_a_name_to_be_shown_must_be_there(coming):
    answer = walk(Client(), coming, naming="shown")
    assert answer.status_code == 422 and not Question.objects.exists()


def test_a_meeting_that_takes_no_questions_says_so(cast, coming):
    actions.postpone(coming, why="Bão.", by=cast.minh, now=timezone.now())
    path = f"/doi-thoai/{coming.code}/hoi/"
    assert "chưa nhận câu hỏi" in Client().get(path).content.decode()
    written = "Bao giờ hẻm 47 hết ngập?"
    closed = Client().post(path, {"question": "who", "text": written})
    words = closed.content.decode()
    assert closed.status_code == 409 and words.count(written) == 2 and 'action="/phan-anh/gui/"' in words


def test_one_device_backs_once_however_often_it_presses(cast, coming):
    now = timezone.now()
    q = asked(coming, cast.lan, now)
    phone = Client()
    assert phone.post(f"/cau-hoi/{q.code}/dong-tinh/").status_code == 404  # nobody has approved it yet
    question_actions.show(q, text="Bao giờ?", by=cast.minh, now=now)
    for _press in range(3):
        phone.post(f"/cau-hoi/{q.code}/dong-tinh/")
    Client().post(f"/cau-hoi/{q.code}/dong-tinh/")
    assert Backing.objects.count() == 2
    assert "2 lượt đồng tình" in phone.get(f"/cau-hoi/{q.code}/").content.decode()


def test_an_address_hears_of_it_only_once_it_has_said_yes(cast, coming):
    Client().post(f"/doi-thoai/{coming.code}/theo-doi/", {"email": "ai@thu.vn"})
    follower = Follower.objects.get()
    [letter] = map(urgent.opened, UrgentLetter.objects.all())
    path = "/" + letter.body.split("http")[1].split()[0].split("/", 3)[3]
    assert path.startswith("/doi-thoai/nhan-tin/") and follower.confirmed_at is None
    actions.postpone(coming, why="Bão.", by=cast.minh, now=timezone.now())
    postponed = Entry.objects.get(verb="postpone")
    assert not [x for _e, x in letters_for([postponed]) if x.to == "ai@thu.vn"]
    Client().get(path)
    follower.refresh_from_db()
    assert follower.confirmed_at is None  # a mail program looking at the link is not a yes
    Client().post(path)
    [told] = [x for _e, x in letters_for([postponed]) if x.to == "ai@thu.vn"]
    assert "Bão." in told.body and told.unsubscribe in told.body
    assert Client().post("/" + told.unsubscribe.split("/", 3)[3]).status_code == 200
    assert not Follower.objects.exists()
    assert Client().post(path).status_code == 410


def test_the_asker_hears_that_it_was_answered_never_the_words(cast, coming):
    now = timezone.now()
    q = asked(coming, cast.lan, now, email="lan@thu.vn")
    actions.begin(coming, by=cast.hoa, now=coming.starts_at)
    question_actions.answer(q, text="Bí mật", spoke="Chủ tịch", by=cast.minh, now=coming.starts_at)
    told = [x for _e, x in letters_for(list(Entry.objects.filter(subject=q.code))) if x.to == "lan@thu.vn"]
    assert [x.subject for x in told] == [f"Câu hỏi {q.code} đã được trả lời"] and "Bí mật" not in told[0].body
