"""Hearing how it ends by e-mail: only a mailbox that said yes, and never who follows."""

import re
from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone

from danchu.ground.journal.models import Entry
from danchu.ground.people import urgent
from danchu.ground.people.following import CONFIRMED_WITHIN, MOST_ASKED, MOST_LETTERS, What, agree, drop_unconfirmed
from danchu.ground.people.models import UrgentLetter
from danchu.mechanisms.consultations import actions
from danchu.mechanisms.consultations.following import FOLLOWERS
from danchu.mechanisms.consultations.models import Follower
from danchu.mechanisms.consultations.notices import letters_for


@pytest.fixture
def asks(opened):
    """Somebody leaves an address; the answer."""
    return lambda email="Lan@thu.vn": Client().post(f"/lay-y-kien/{opened.code}/theo-doi/", {"email": email})


def letters() -> list[urgent.Letter]:
    return [letter for row in UrgentLetter.objects.order_by("id") if (letter := urgent.opened(row))]


def path_in(text: str) -> str:
    found = re.search(r"https?://[^/]+(/lay-y-kien/\S+)", text)
    assert found
    return found[1]


def told(verb: str) -> list:
    found = letters_for(list(Entry.objects.filter(verb=verb)))
    return [letter for _entry, letter in found if letter.to == "lan@thu.vn"]


def test_a_mailbox_says_yes_hears_and_ends_it(opened, asks, cast, thursday):
    before = Entry.objects.count()
    assert "Xem hộp thư" in asks().content.decode()
    [letter] = letters()
    assert letter.to == "lan@thu.vn" and opened.title in letter.body
    actions.extend(opened, closes_on=opened.closes_on + timedelta(days=5), why="Bão.", by=cast.hoa, now=thursday)
    assert told("extend") == []  # it has not said yes
    link = path_in(letter.body)
    assert "Nhận thư báo tin" in Client().get(link).content.decode()
    assert Follower.objects.get().confirmed_at is None  # a program that looks through letters is no yes
    for _twice in range(2):
        assert "Đã xác nhận" in Client().post(link).content.decode()
    [news] = told("extend")
    stop = path_in(news.unsubscribe)
    assert stop in news.body
    assert Client().get(stop).status_code == 200 and Follower.objects.exists()
    assert "không nhận thư này nữa" in Client().post(stop).content.decode()
    assert told("extend") == [] and not Follower.objects.exists()
    assert {Client().get(spent).status_code for spent in (link, stop)} == {410}
    assert Entry.objects.count() == before + 1  # the longer time: who follows is in no journal


def test_nothing_tells_who_follows(opened, asks):
    unknown = asks().content
    follower = Follower.objects.get()
    agree(follower, timezone.now())
    again = asks("lan@thu.vn").content
    assert unknown == again
    assert "đã nhận thư rồi" in letters()[-1].body and "lay-y-kien/thoi-theo-doi" in letters()[-1].body
    spent = {re.sub(r"tu=\S+", "", Client().get(f"/lay-y-kien/nhan-thu/{mark}/").content.decode()) for mark in (
        "x", signing.dumps(follower.pk, salt="other"), signing.dumps(0, salt="danchu.follow.consultations.confirm"))}
    assert len(spent) == 1
    swapped = FOLLOWERS.link(What.STOP, follower).rsplit("/", 2)[1]
    assert Client().post(f"/lay-y-kien/nhan-thu/{swapped}/").status_code == 410  # a link does one thing


def test_a_mailbox_gets_few_such_letters_and_one_network_asks_so_often(opened, asks):
    for _n in range(MOST_LETTERS + 2):
        assert asks().status_code == 200
    assert len(letters()) == MOST_LETTERS
    for n in range(MOST_ASKED - MOST_LETTERS - 2):
        asks(f"ai{n}@thu.vn")
    refused = asks("ai@thu.vn")
    assert refused.status_code == 429 and "sau một giờ" in refused.content.decode()
    assert "ai@thu.vn" in refused.content.decode()  # what was typed is not lost
    assert not Follower.objects.filter(email="ai@thu.vn").exists()


def test_an_address_that_never_says_yes_is_forgotten(opened, asks):
    asks()
    link, now = path_in(letters()[0].body), timezone.now()
    assert drop_unconfirmed(Follower, now) == 0 and Client().get(link).status_code == 200
    Follower.objects.update(asked_at=now - CONFIRMED_WITHIN)
    assert "quá 72 giờ" in Client().post(link).content.decode()
    assert drop_unconfirmed(Follower, now) == 1
