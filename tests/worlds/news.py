"""Articles in every state with a comment, each word marked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

from danchu.conftest import Cast
from danchu.mechanisms.news import actions, comment_actions, forms
from danchu.mechanisms.news.models import Article
from danchu.mechanisms.news.rules import Reason
from tests.worlds import Part, Share
from tests.worlds import mark as marked

mark = partial(marked, "news")
CASES = ("draft", "discarded", "review", "scheduled", "published", "withdrawn")
PIECES = ("public", "inside", "waiting", "shown", "internal_paper", "public_paper")
INSIDE = ("minh", "hoa", "tam")


def make(cast: Cast, case: str, now: datetime) -> Article:
    """An article of the drains' office, brought into this state."""
    piece = actions.Piece(title=f"Bài {mark('public', case)}", lead=mark("public", case),
                          html=f"<p>Nội dung {mark('public', case)}.</p>")
    a = actions.write(piece, token=uuid4(), body=cast.body, office=cast.drains, by=cast.minh, now=now)
    if case == "discarded":
        actions.discard(a, by=cast.minh, now=now)
    if case in ("draft", "discarded"):
        return a
    actions.submit(a, by=cast.minh, now=now)
    actions.send_back(a, why=mark("inside", case), by=cast.hoa, now=now)
    actions.submit(a, by=cast.minh, now=now)
    if case == "scheduled":
        actions.schedule(a, at=now + timedelta(days=300), by=cast.hoa, now=now)
    if case in ("published", "withdrawn"):
        actions.publish(a, by=cast.hoa, now=now)
        for _n in range(2):
            actions.correct(a, piece, note="Sửa một chữ.", by=cast.minh, now=now)
        actions.conceal(a, a.earlier.get(n=2), by=cast.minh, now=now)
    return a


def also(here: Share, now: datetime) -> dict[str, Any]:
    """Two comments under what is out; then one article is taken down."""
    cast, out = here.cast, here.cases["published"]
    by = {"name": "Bạn đọc", "to": None, "by": cast.lan, "now": now}
    waiting = comment_actions.comment(out, text=f"{mark('waiting', 'published')} đợi đọc.", token=uuid4(), **by)
    shown_ = comment_actions.comment(out, text=f"{mark('shown', 'published')} đã đọc.", token=uuid4(), **by)
    hidden = comment_actions.comment(out, text="Quảng cáo.", token=uuid4(), **by)
    comment_actions.show(shown_, by=cast.minh, now=now)
    comment_actions.hide(hidden, reason=Reason.ADVERTISING, by=cast.minh, now=now)
    comment_actions.offer(waiting, by=cast.minh, now=now)
    actions.withdraw(here.cases["withdrawn"], why="Đăng nhầm.", by=cast.minh, now=now)
    return {"waiting": waiting, "shown": shown_, "hidden": hidden}


def may_meet(who: str, piece: str, case: str) -> bool:
    """Whether this visitor may ever be shown this word."""
    if who in INSIDE:
        return piece != "waiting" or who != "tam"
    if piece == "waiting":
        return who == "lan"
    return piece in ("public", "shown", "public_paper") and case == "published"


def shown(here: Share) -> Iterable[tuple[str, str, str, str]]:
    """Where marks do come out."""
    code, draft = here.name("published"), here.name("draft")
    yield from (("anonymous", f"/tin-tuc/{code}/", "public", "published"),
                ("anonymous", f"/tin-tuc/{code}/", "shown", "published"),
                ("lan", f"/y-kien-ban-doc/{here.more['waiting'].code}/", "waiting", "published"),
                ("minh", "/ban-lam-viec/tin-tuc/y-kien/", "waiting", "published"),
                ("tam", f"/ban-lam-viec/tin-tuc/{draft}/", "public", "draft"),
                ("hoa", f"/ban-lam-viec/tin-tuc/{here.name('review')}/", "inside", "review"))


def unlist(here: Share) -> tuple[str, tuple[str, ...], Callable[[], None]]:
    """What is out is taken down."""
    a = Article.objects.get(pk=here.cases["published"].pk)
    withdraw = partial(actions.withdraw, a, why="Nhầm.", by=here.cast.minh, now=a.published_at + timedelta(days=2))
    return mark("public", "published"), (f"/tin-tuc/{a.code}/", "/tin-tuc/", "/tin-tuc/moi.atom"), withdraw


def form_arguments(form: type) -> dict[str, Any]:
    """What a form is made with, besides what was typed."""
    return {"shelves": []} if form is forms.ArticleForm else {}


LISTS = ("/tin-tuc/", "/tin-tuc/?loai=news", "/tin-tuc/?sau=9999999999999999.1", "/tin-tuc/?q=noi+dung",
         "/tin-tuc/lich/", "/tin-tuc/luot-doc/", "/tin-tuc/moi.atom", "/tin-tuc/moi.json",
         "/sitemap.xml", "/ban-lam-viec/tin-tuc/",
         "/ban-lam-viec/tin-tuc/?xem=cho-duyet",
         "/ban-lam-viec/tin-tuc/?xem=da-bo", "/ban-lam-viec/tin-tuc/?xem=da-dang",
         "/ban-lam-viec/tin-tuc/y-kien/", "/ban-lam-viec/tin-tuc/y-kien/?xem=dang-hien",
         "/ban-lam-viec/tin-tuc/y-kien/?xem=bi-bao", "/ban-lam-viec/tin-tuc/muc/")
FIELDS = {"xem", "sau", "truoc", "muc", "the", "loai", "ngay", "thang", "q", "cho", "version", "token", "meant", "do",
          "which", "papers", "alt", "moi", "den", "co"} | {"schedule-at", "send_back-why", "pin-until", "withdraw-why"}
SLUGS = ("trinh-duyet", "tra-lai", "hen-gio", "bo-hen-gio", "dang", "ghim", "bo-ghim", "go", "dang-lai", "bo",
         "lay-lai", "cho-hien", "khong-cho-hien", "moi-chuyen")

PART = Part(
    of="news", cases=CASES, make=make, also=also, pieces=PIECES, may_meet=may_meet, listed=frozenset({"published"}),
    lists=LISTS, shown=shown, page="/tin-tuc/{}/", searches=("/tin-tuc/",), sought=("inside", "waiting"),
    whole="inside", papers=("internal", "public"), unlist=unlist, forms=(forms,), form_arguments=form_arguments,
    fields=frozenset(FIELDS),
    parts={"slug": SLUGS, "month": ("2026-02", "2026-13"), "token": ("khong-co",), "pk": ("1",), "n": ("1", "2", "9")},
)
