"""Promises and works full of scripts, and every page that shows them."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import quote
from uuid import uuid4

from django.utils import timezone

from danchu.conftest import Cast
from danchu.ground.search.follow import index_new
from danchu.mechanisms.works import actions, work_actions
from danchu.mechanisms.works.models import Commitment, CommunityWork
from danchu.mechanisms.works.rules import Need, Side
from tests.hostile import ALL, Answers, asked, browser_of


def hostile(cast: Cast) -> tuple[Commitment, CommunityWork]:
    """A script in every field: promised, reported, disputed, answered, put off; a work with its account."""
    now = timezone.now() - timedelta(days=1)
    said = actions.Promise(title=ALL[:200], for_whom=ALL[:200], measure=ALL[:300], owner=cast.drains, detail=ALL,
                           budget=ALL[:200], due_on=(now + timedelta(days=9)).date(), asker=cast.lan.person)
    c = actions.promise(said, token=uuid4(), by=cast.hoa, now=now)
    actions.progress(c, text=ALL, shown=True, by=cast.tam, now=now)
    actions.postpone(c, reason=ALL, due_on=(now + timedelta(days=30)).date(), by=cast.hoa, now=now)
    actions.report_done(c, text=ALL, by=cast.tam, now=now)
    actions.dispute(c, text=ALL, by=cast.lan, now=now)
    actions.publish_words(c, statement=c.statements.latest("pk"), text=ALL, by=cast.minh, now=now)
    actions.answer_dispute(c, text=ALL, by=cast.tam, now=now)
    wanted = (work_actions.Wanted(Need.MONEY, "Tiền", 9), work_actions.Wanted(Need.KIND, ALL[:120], 9, ALL[:20]))
    by = {"by": cast.minh, "now": now}
    said_of_it = work_actions.Proposal(ALL[:200], ALL[:200], cast.body, wanted, ALL)
    work = work_actions.propose(said_of_it, token=uuid4(), **by)
    work_actions.agree(work, decision=ALL[:200], decided_on=now.date(), **by)
    work_actions.collect(work, **by)
    line = work_actions.Line(work.needs.first(), Side.RECEIVED, 5, ALL[:200], ALL[:40], now.date(), 2, ALL[:120])
    work_actions.enter(work, line=line, token=uuid4(), **by)
    work.refresh_from_db()
    work_actions.tell(work, text=ALL, **by)
    index_new()
    return c, work


def answers(cast: Cast) -> Answers:
    """All the pages that show what people typed."""
    c, work = hostile(cast)
    desk = "/ban-lam-viec/cam-ket/"
    yield from asked(None, "/cam-ket/", f"/cam-ket/{c.code}/", "/cam-ket/bang-diem/", "/viec-chung/",
                     "/cam-ket/moi.atom", f"/viec-chung/{work.code}/", f"/viec-chung/{work.code}/so-thu-chi/",
                     "/viec-chung/moi.atom",
                     f"/viec-chung/{work.code}/dien-bien.atom", f"/cam-ket/{c.code}/dien-bien.atom",
                     f"/cam-ket/?q={quote(ALL)}")
    yield from asked(cast.lan, f"/cam-ket/{c.code}/")
    yield from asked(cast.minh, desk, f"{desk}{c.code}/", f"{desk}viec-chung/", f"{desk}viec-chung/{work.code}/")
    yield browser_of(cast.minh).post(f"{desk}moi/", dict.fromkeys(("title", "for_whom", "measure", "source"), ALL))
