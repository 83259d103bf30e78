"""News full of scripts, and every page that shows it."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from danchu.conftest import Cast
from danchu.mechanisms.news import actions, arranging, comment_actions
from danchu.mechanisms.news.models import Article
from tests.hostile import ALL, Answers, asked, browser_of


def hostile(cast: Cast) -> tuple[Article, Article]:
    """A script in every field of an article that is out, with comments; another taken down for one."""
    now = timezone.now() - timedelta(days=1)
    shelf = arranging.shelve(cast.body, ALL[:80], by=cast.minh, now=now)
    piece = actions.Piece(title=ALL[:200], html=f"<p>{ALL}</p><table><tr><td>{ALL}</td></tr></table>", lead=ALL[:500],
                          category=shelf, tags=(ALL[:60],), author=ALL[:120], source=ALL[:160],
                          source_url="https://vi.du.vn/")
    both = []
    for _n in range(2):
        a = actions.write(piece, token=uuid4(), body=cast.body, office=cast.drains, by=cast.minh, now=now)
        actions.submit(a, by=cast.minh, now=now)
        actions.publish(a, by=cast.hoa, now=now)
        both.append(a)
    out, gone = both
    actions.correct(out, piece, note=ALL[:500], by=cast.minh, now=now)
    arranging.hang(cast.body, words=ALL[:160], href="/tin-tuc/", from_on=now.date(),
                   to_on=now.date() + timedelta(days=9), by=cast.minh, now=now)
    by = {"name": ALL[:60], "to": None, "by": cast.lan, "now": now}
    waiting, shown = (comment_actions.comment(out, text=ALL[:3000], token=uuid4(), **by) for _n in range(2))
    comment_actions.show(shown, by=cast.minh, now=now)
    comment_actions.offer(waiting, by=cast.minh, now=now)
    actions.withdraw(gone, why=ALL[:500], by=cast.minh, now=now)
    return out, gone


def answers(cast: Cast) -> Answers:
    """Every page that shows it."""
    out, gone = hostile(cast)
    waiting = out.comments.filter(state="sent").get()
    yield from asked(None, f"/tin-tuc/{out.code}/", f"/tin-tuc/{gone.code}/", "/tin-tuc/", "/tin-tuc/lich/",
                     f"/tin-tuc/{out.code}/y-kien/", "/tin-tuc/luot-doc/", f"/tin-tuc/{out.code}/ban-truoc/1/")
    yield from asked(cast.lan, f"/y-kien-ban-doc/{waiting.code}/")
    yield from asked(cast.minh, f"/ban-lam-viec/tin-tuc/{out.code}/", f"/ban-lam-viec/tin-tuc/{out.code}/sua/",
                     f"/ban-lam-viec/tin-tuc/{out.code}/xem/", f"/ban-lam-viec/tin-tuc/{out.code}/ban-truoc/1/",
                     "/ban-lam-viec/tin-tuc/?xem=da-dang",
                     "/ban-lam-viec/tin-tuc/y-kien/", "/ban-lam-viec/tin-tuc/muc/")
    typed = {"title": "", "html": ALL, "tags": ALL, "token": "x"}
    yield browser_of(cast.minh).post("/ban-lam-viec/tin-tuc/moi/", typed)
    yield browser_of(None).post(f"/tin-tuc/{out.code}/y-kien/", {"text": "", "name": ALL, "token": str(uuid4())})
