"""A neighbour follows a public case by e-mail: only what anyone may read, only a mailbox that said yes."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from danchu.ground.journal.models import Entry
from danchu.ground.people import following, urgent
from danchu.ground.people.models import UrgentLetter
from danchu.law.calendar import Calendar
from danchu.law.limits import Duty, limit_for
from danchu.mechanisms.petitions import actions, clock
from danchu.mechanisms.petitions.models import Follower, Petition, Publication
from danchu.mechanisms.petitions.notices import letters_for
from danchu.mechanisms.petitions.rules import Solved
from danchu.mechanisms.petitions.tests.test_journey import answered, flooded, in_hand, sent  # noqa: F401

CALENDAR = Calendar.official()
SECRET = "Hẻm ngập nước"  # words of a public case: in no letter


def shown(case, cast, now, answer=""):
    return actions.publish(case, title=SECRET, text=f"{SECRET}.", answer=answer, by=cast.minh, now=now)


@pytest.fixture
def public(cast, in_hand, thursday):  # noqa: F811
    return shown(in_hand, cast, thursday)


def follows(case, email="ai@thu.vn"):
    follower = actions.follow(Publication.objects.get(code=case.code), email=email, now=timezone.now())
    following.agree(follower, timezone.now())


def told(entry_from, to="ai@thu.vn"):
    """(verb, letter) to this address since then."""
    entries = list(Entry.objects.filter(pk__gt=entry_from).order_by("pk"))
    return [(e.verb, letter) for e, letter in letters_for(entries) if letter.to == to]


def last():
    return Entry.objects.order_by("-pk").values_list("pk", flat=True)[0]


def path_in(text):
    return re.search(r"https?://[^/]+(/phan-anh/(?:nhan-thu|thoi-theo-doi)/\S+)", text)[1]


def test_a_neighbour_asks_says_yes_hears_and_ends_it(cast, public, thursday):
    page, start, lines = f"/phan-anh/{public.code}/", last(), Entry.objects.count()
    assert f'href="{page}theo-doi/"' in Client().get(page).content.decode()
    wrong = Client().post(f"{page}theo-doi/", {"email": "ai@thu"})
    assert wrong.status_code == 422 and 'value="ai@thu"' in wrong.content.decode()
    asked = Client().post(f"{page}theo-doi/", {"email": "Ai@thu.vn"}).content
    [letter] = filter(None, map(urgent.opened, UrgentLetter.objects.all()))
    assert letter.to == "ai@thu.vn" and SECRET not in letter.subject + letter.body and public.code in letter.body
    Client().post(path_in(letter.body))
    assert Follower.objects.get().confirmed_at
    assert Client().post(f"{page}theo-doi/", {"email": "ai@thu.vn"}).content == asked  # nothing tells who follows
    assert Entry.objects.count() == lines  # who follows is in no journal

    answer(cast, public, thursday)
    shown(public, cast, thursday, "Cống đã thông.")
    shown(public, cast, thursday, "Cống đã thông rồi.")  # a word put right is no news
    actions.rate(public, solved=Solved.PART, stars=3, words="Cảm ơn.", by=cast.lan, now=thursday)
    heard = told(start)
    assert [verb for verb, _letter in heard] == ["answer", "publish", "rate"]  # no draft, no approval
    for _verb, news in heard:
        assert page in news.body and public.code in news.subject and not news.person_id
        assert path_in(news.unsubscribe) in news.body
        assert not any(words in news.subject + news.body for words in (SECRET, "Cống", "Cảm ơn", "Lan"))
    assert "giải quyết một phần" in heard[-1][1].body
    assert f'{page}theo-doi/' not in Client().get(page).content.decode()  # closed: there is nothing to offer
    assert "không còn tin nào" in Client().get(f"{page}theo-doi/").content.decode()
    assert Client().post(f"{page}theo-doi/", {"email": "moi@thu.vn"}).status_code == 422

    Client().post(path_in(news.unsubscribe))
    assert not Follower.objects.exists() and not told(start)


def answer(cast, case, now):
    actions.draft(case, text="Đã thông cống.", by=cast.tam, now=now)
    actions.approve(case, text="Đã thông cống.", by=cast.hoa, now=now)
    return actions.answer(case, by=cast.hoa, now=now)


def test_what_is_taken_off_the_public_pages_is_told_in_one_plain_line(cast, public, thursday):
    follows(public)
    start = last()
    answer(cast, public, thursday)
    actions.unpublish(public, why="Lộ tên chị Lan.", by=cast.minh, now=thursday)
    [(verb, news)] = told(start)  # not even that it was answered: it is not public now
    assert verb == "unpublish" and "không còn trên trang công khai" in news.body and "Lan" not in news.body
    assert Client().get(f"/phan-anh/{public.code}/theo-doi/").status_code == 404
    assert SECRET not in Client().get(path_in(news.unsubscribe)).content.decode()
    shown(public, cast, thursday)
    assert [verb for verb, _news in told(start)] == ["answer", "publish"]  # public again: and so it is said


def test_a_sender_who_follows_gets_one_letter_a_row(cast, tet_2026, thursday):
    p = actions.submit(flooded(cast, email="Ai@thu.vn"), token=uuid4(), by=cast.lan, calendar=tet_2026, now=thursday)
    actions.accept(p, by=cast.minh, calendar=CALENDAR, now=thursday)
    shown(p, cast, thursday)
    follows(p)
    start = last()
    actions.extend(p, reason="Mưa lớn.", ground="Điều 28", by=cast.hoa, calendar=CALENDAR, now=thursday)
    entries = list(Entry.objects.filter(pk__gt=start))
    assert [letter.to for _e, letter in letters_for(entries)] == ["Ai@thu.vn"]


def test_whoever_follows_a_merged_case_hears_of_the_one_it_went_into_while_that_is_public(
        cast, public, tet_2026, thursday):
    other = actions.submit(flooded(cast), token=uuid4(), by=cast.bay, calendar=tet_2026, now=thursday)
    actions.accept(other, by=cast.minh, calendar=tet_2026, now=thursday)
    shown(other, cast, thursday)
    follows(other)
    follows(public, "hai@thu.vn")
    follows(other, "hai@thu.vn")
    start = last()
    actions.merge(other, into=public, by=cast.minh, now=thursday)
    [(_verb, news)] = told(start)
    assert f"/phan-anh/{public.code}/" in news.body and f"/phan-anh/{other.code}/" in news.body
    page = Client().get(f"/phan-anh/{other.code}/theo-doi/").content.decode()
    assert f'href="/phan-anh/{public.code}/theo-doi/"' in page
    start = last()
    answer(cast, public, thursday)
    [(_verb, news)] = told(start)
    assert other.code in news.body and f"/phan-anh/{public.code}/" in news.body
    assert len(told(start, "hai@thu.vn")) == 1  # follows both, reads it once
    actions.unpublish(other, why="Lộ tên.", by=cast.minh, now=thursday)
    assert not told(start)[:-1]  # of the other no word any more, but that one line


def test_addresses_are_forgotten_unless_confirmed_and_when_nothing_can_come_any_more(cast, public, thursday):
    now = timezone.now()
    follows(public)
    actions.follow(Publication.objects.get(), email="hai@thu.vn", now=now - following.CONFIRMED_WITHIN)
    kept = limit_for(Duty.REOPEN, now.date()).amount
    for ended, left in ((None, 1), (timedelta(days=kept - 1), 1), (timedelta(days=kept + 1), 0)):
        Petition.objects.update(ended_at=ended and now - ended)
        cache.clear()
        clock.take_due_steps(now)
        assert Follower.objects.count() == left
