"""Marked words are put into everything that is not public; then every door is tried, and none may come out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.utils import timezone

from danchu.conftest import make_cast
from danchu.ground.post.models import Delivery
from danchu.ground.post.postman import collect
from danchu.ground.search.asking import ask
from danchu.ground.search.follow import index_new
from tests.permissions import SENDER
from tests.worlds import brought, canaries, escaped, met, part, parts
from tests.worlds.house import World, build, visitors

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet")]
EACH = pytest.mark.parametrize("name", brought("worlds"))
OF_THE_HOUSE = ("/", "/tra-cuu/", "/tim/?q=ngap", "/tim/?q=noi+dung", "/thong-bao/", "/tai-khoan/", "/nowhere/",
                "/ban-lam-viec/hom-nay/")


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker) -> Iterator[World]:
    """Made once, for it takes a second; each test undoes what it does, the last one leaves nothing behind."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = build(make_cast())
        index_new()
        collect(timezone.now())
        yield world
        transaction.set_rollback(True)


@pytest.fixture
def world(made, db) -> World:
    return made.again()


def test_nothing_comes_out_of_any_list_to_anyone_it_is_not_for(world):
    """The cases themselves are asked for in `test_permissions`, with the same eyes."""
    lists = [*OF_THE_HOUSE, *(path for p in parts() for path in p.lists)]
    found = {
        (who, path): out
        for who in visitors()
        for path in lists
        if (out := escaped(who, world.ask(who, "GET", path).body.decode()))
    }
    assert not found


@EACH
def test_the_marks_do_come_out_where_they_may(world, name):
    """Otherwise the tests around this one prove nothing."""
    shown = list(part(name).shown(world[name]))
    assert len(shown) >= 3
    for who, path, piece, case in shown:
        assert (name, piece, case) in met(world.ask(who, "GET", path).body.decode()), (who, path, piece, case)


@EACH
def test_searching_for_a_hidden_word_finds_nothing_and_counts_nothing(world, name):
    p = part(name)
    paths = ("/tim/", *p.searches)
    nothing = _result(world, paths, "zqkhongcotunay")
    for word, (of, piece, case) in canaries().items():
        if of == name and (piece in p.sought or (piece == p.public and case not in p.listed)):
            assert _result(world, paths, word) == nothing, (piece, case)


def _result(world: World, paths: tuple[str, ...], word: str, who: str = "bay") -> tuple[str, ...]:
    pages = (world.ask(who, "GET", f"{path}?q={word}").body.decode() for path in paths)
    return tuple(re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.replace(word, "…")) for page in pages)


def test_the_public_index_holds_only_what_is_listed(world):
    for word, (of, piece, case) in canaries().items():
        allowed = case in part(of).listed and part(of).may_meet("anonymous", piece, case)
        found = [code for code in ask(word, limit=100).codes if ":" not in code]  # "desk:…" is found at the desk only
        assert not found or allowed, (of, piece, case)


def test_letters_carry_no_words_of_the_case(world):
    """A letter goes through other people's machines: it says that something happened, and where to read it."""
    assert Delivery.objects.count() > 40
    for letter in Delivery.objects.all():
        said = json.dumps([letter.subject, letter.body, letter.link], ensure_ascii=False)
        assert not {(of, piece) for of, piece, _ in met(said) if piece not in part(of).in_letters}, letter.to


def test_a_letter_goes_to_the_sender_or_to_those_who_deal_with_it(world):
    whose = {made.code: (here, case) for here in world.shares.values()
             for case, made in (here.cases | here.more).items() if hasattr(made, "code")}
    inside = {str(getattr(world.cast, n).person.pk) for n in ("minh", "hoa", "tam")}
    for letter in Delivery.objects.select_related("entry"):
        here, case = whose.get(letter.entry.subject, (None, ""))
        assert letter.to in inside | (here.part.addressees(here, case) if here else set()), (letter.to, case)


@EACH
def test_what_is_taken_back_is_not_served_from_a_cache(world, name):
    """The page of a stranger is kept between visits; the journal's next row must let go of it."""
    if part(name).unlist is None:
        return  # nothing of this mechanism is ever taken back
    word, (page, *others), take_back = part(name).unlist(world[name])
    stranger = Client()
    assert word in stranger.get(page).content.decode()
    first = stranger.get(page)
    take_back()
    for again in (
        stranger.get(page),
        *(stranger.get(path) for path in others),
        stranger.get(page, headers={"if-none-match": first.headers.get("ETag", "")}),
    ):
        assert word not in again.content.decode() and again.status_code != 304


@EACH
def test_what_one_sees_is_never_kept_for_the_next_visitor(world, name):
    here = world[name]
    own = {(who, path) for who, path, _piece, _case in part(name).shown(here)}
    if here.part.page:
        own |= {(who, here.part.page.format(here.name(case))) for who in (*SENDER, "minh") for case in here.cases}
    for who, path in own:
        cache.clear()
        visitor = Client()
        visitor.cookies.load(world.cookies[who])
        visitor.get(path)
        assert not escaped("anonymous", Client().get(path).content.decode()), (who, path)
