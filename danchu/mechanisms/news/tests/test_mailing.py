"""An article by e-mail: from a confirmed address, in fixed words, few a day, and never to whoever said no."""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from danchu.ground.people import urgent
from danchu.ground.people.models import UrgentLetter
from danchu.mechanisms.news import mailing
from danchu.mechanisms.news.tests.conftest import MODEL, out, written


@pytest.fixture
def now():
    return timezone.now()


def browser(who):
    client = Client()
    client.force_login(who.person, backend=MODEL)
    return client


def letters():
    return [urgent.opened(row) for row in UrgentLetter.objects.order_by("id")]


def test_a_signed_in_reader_sends_the_article_and_not_a_word_of_their_own(cast, now):
    a, client = out(cast, now), browser(cast.lan)
    typed = {"to": "Cháu@Vi.du.vn ".replace("á", "a"), "text": "MUA NGAY", "subject": "MUA NGAY"}
    page = client.post(f"/tin-tuc/{a.code}/gui-thu/", typed).content.decode()
    [letter] = letters()
    assert "Đã gửi đến chau@vi.du.vn" in page and letter.to == "chau@vi.du.vn" and a.title in letter.subject
    assert cast.lan.person.email in letter.body and f"{settings.SITE['url']}/tin-tuc/{a.code}/" in letter.body
    assert "MUA NGAY" not in letter.body + letter.subject


def test_nobody_unknown_sends_anything_but_their_own_mail_program_helps(cast, now):
    a = out(cast, now)
    page = Client().get(f"/tin-tuc/{a.code}/gui-thu/").content.decode()
    assert "mailto:?subject=" in page and f"/dang-nhap/?next=/tin-tuc/{a.code}/gui-thu/" in page
    Client().post(f"/tin-tuc/{a.code}/gui-thu/", {"to": "ai@vi.du.vn"})
    assert not UrgentLetter.objects.exists()
    draft = written(cast, now)
    assert browser(cast.lan).post(f"/tin-tuc/{draft.code}/gui-thu/", {"to": "ai@vi.du.vn"}).status_code == 404


@pytest.mark.parametrize("to", ["", "ai", "a@vi.du.vn, b@vi.du.vn", "a@vi.du.vn\r\nBcc: b@vi.du.vn", "0912345678"])
def test_what_is_not_one_address_is_asked_again(cast, now, to):
    a = out(cast, now)
    assert browser(cast.lan).post(f"/tin-tuc/{a.code}/gui-thu/", {"to": to}).status_code == 422
    assert not UrgentLetter.objects.exists()


def test_few_letters_go_out_a_day_and_few_reach_one_address(cast, now):
    a, lan, bay = out(cast, now), browser(cast.lan), browser(cast.bay)
    path = f"/tin-tuc/{a.code}/gui-thu/"
    answers = [(lan, bay)[n % 2].post(path, {"to": "chau@vi.du.vn"}).status_code for n in range(5)]
    assert answers == [200] * mailing.MOST_RECEIVED + [429] * 2
    sent = [lan.post(path, {"to": f"ai{n}@vi.du.vn"}).status_code for n in range(mailing.MOST_SENT)]
    assert sent[-1] == 429 and "Mai gửi tiếp" in lan.post(path, {"to": "khac@vi.du.vn"}).content.decode()
    assert UrgentLetter.objects.count() <= mailing.MOST_SENT + 1 + mailing.MOST_RECEIVED


def test_whoever_wants_no_such_letters_gets_none_and_nobody_is_told(cast, now):
    a, client = out(cast, now), browser(cast.lan)
    path = f"/tin-tuc/{a.code}/gui-thu/"
    client.post(path, {"to": "chau@vi.du.vn"})
    way_out = re.search(r"(/tin-tuc/thoi-nhan-thu/\S+)", letters()[0].body)[1]
    assert "chau" not in way_out
    assert Client().get(way_out).status_code == 200
    assert client.post(path, {"to": "chau@vi.du.vn"}).status_code == 200 and UrgentLetter.objects.count() == 2
    assert "Từ nay không gửi nữa" in Client().post(way_out).content.decode()
    assert "Đã gửi đến chau@vi.du.vn" in client.post(path, {"to": "chau@vi.du.vn"}).content.decode()
    assert UrgentLetter.objects.count() == 2
    assert Client().get(way_out[:-3] + "xx/").status_code == 404
