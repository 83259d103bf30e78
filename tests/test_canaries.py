"""Marked words are put into everything that is not public; then every door is tried, and none may come out."""

from __future__ import annotations

import json
import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from danchu.ground.post.models import Delivery
from danchu.ground.post.postman import collect
from danchu.ground.search.asking import ask
from danchu.ground.search.follow import index_new
from danchu.mechanisms.petitions import actions
from danchu.mechanisms.petitions.models import Petition
from tests.world import CANARIES, LISTED, MARK, VISITORS, World, build, escaped, mark, phone_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet")]


@pytest.fixture
def world(cast) -> World:
    made = build(cast)
    index_new()
    collect(timezone.now())
    return made


LISTS = (
    "/",
    "/phan-anh/",
    "/phan-anh/?tinh-trang=open",
    "/phan-anh/?sau=999999999",
    "/phan-anh/?truoc=0",
    "/phan-anh/?loai=feedback",
    "/phan-anh/?q=noi+dung",
    "/phan-anh/?q=ngap",
    "/phan-anh/moi.atom",
    "/tra-cuu/",
    "/phan-anh/gui/tuong-tu/?q=Hem+ngap+nuoc+noi+dung",
    "/phan-anh/so-lieu/",
    "/thong-bao/",
    "/tim/?q=ngap",
    "/nowhere/",
    "/ban-lam-viec/",
    "/ban-lam-viec/?viec=ca-phuong",
    "/ban-lam-viec/?viec=da-xong",
    "/ban-lam-viec/?q=ngap",
    "/ban-lam-viec/?viec=cho-duyet",
    "/ban-lam-viec/?viec=cho-dan",
    "/ban-lam-viec/tinh-hinh/",
)


def test_nothing_comes_out_of_any_list_to_anyone_it_is_not_for(world):
    """The cases themselves are asked for in `test_permissions`, with the same eyes."""
    found = {
        (who, path): out
        for who in VISITORS
        for path in LISTS
        if (out := escaped(who, world.ask(who, "GET", path).body.decode()))
    }
    assert not found


def test_the_marks_do_come_out_where_they_may(world):
    """Otherwise the tests above prove nothing."""
    case = world.cases["answered_public"].code
    public = world.ask("anonymous", "GET", f"/phan-anh/{case}/").body.decode()
    own = world.ask("lan", "GET", f"/phan-anh/{case}/").body.decode()
    desk = world.ask("minh", "GET", f"/ban-lam-viec/{case}/").body.decode()
    for page, piece in ((public, "public"), (own, "original"), (own, "answer"), (desk, "note"), (desk, "name")):
        assert mark(piece, "answered_public") in page, piece
    assert phone_of("answered_public") in desk


def test_searching_for_a_hidden_word_finds_nothing_and_counts_nothing(world):
    who = "bay"
    nothing = _result(world, who, "zqkhongcotunay")
    for word, (piece, case) in CANARIES.items():
        if piece in ("original", "place", "draft", "note", "answer") or (piece == "public" and case not in LISTED):
            assert _result(world, who, word) == nothing, (piece, case)


def _result(world: World, who: str, word: str) -> tuple[str, str]:
    pages = (
        world.ask(who, "GET", f"{path}?q={word}").body.decode() for path in ("/phan-anh/", "/phan-anh/gui/tuong-tu/")
    )
    return tuple(re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.replace(word, "…")) for page in pages)


def test_the_public_index_holds_only_what_is_listed(world):
    for word, (piece, case) in CANARIES.items():
        hits = ask(word, kind="petition")
        assert (hits.total == 0) or (piece == "public" and case in LISTED), (piece, case)


def test_letters_carry_no_words_of_the_case(world):
    """A letter goes through other people's machines: it says that something happened, and where to read it."""
    assert Delivery.objects.count() > 40
    allowed = {"reason"}  # where to go with a refused case: written by an officer for the sender
    for letter in Delivery.objects.all():
        said = json.dumps([letter.subject, letter.body, letter.link], ensure_ascii=False)
        out = {CANARIES[w] for w in MARK.findall(said) if w in CANARIES}
        assert {piece for piece, _case in out} <= allowed, (letter.to, out)


def test_a_letter_goes_to_the_sender_or_to_those_who_deal_with_it(world):
    codes = {p.code: name for name, p in world.cases.items()}
    inside = {str(getattr(world.cast, n).person.pk) for n in ("minh", "hoa", "tam")}
    for letter in Delivery.objects.select_related("entry"):
        case = codes.get(letter.entry.subject)
        own = {f"{mark('email', case)}@thu.example", phone_of(case)} if case else set()
        assert letter.to in inside | own, (letter.to, case)


def test_what_is_withdrawn_is_not_served_from_a_cache(world):
    """The page of a stranger is kept between visits; the journal's next row must let go of it."""
    p = Petition.objects.get(pk=world.cases["published"].pk)
    path = f"/phan-anh/{p.code}/"
    stranger = Client()
    assert mark("public", "published") in stranger.get(path).content.decode()
    first = stranger.get(path)
    actions.withdraw(p, why="Thôi.", by=world.cast.lan, now=timezone.now())
    for again in (
        stranger.get(path),
        stranger.get("/phan-anh/"),
        stranger.get("/phan-anh/moi.atom"),
        stranger.get(path, headers={"if-none-match": first.headers.get("ETag", "")}),
    ):
        assert mark("public", "published") not in again.content.decode() and again.status_code != 304


def test_what_the_sender_sees_is_never_kept_for_the_next_visitor(world):
    for who in ("lan", "device", "minh"):
        for name in ("published", "new"):
            path = f"/phan-anh/{world.cases[name].code}/"
            cache.clear()
            visitor = Client()
            visitor.cookies.load(world.cookies[who])
            visitor.get(path)
            page = Client().get(path).content.decode()
            assert not escaped("anonymous", page), (who, name)
