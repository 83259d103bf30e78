"""Requests for information full of scripts; and every page that shows them."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import quote
from uuid import uuid4

from django.utils import timezone

from danchu.conftest import Cast
from danchu.ground.search.follow import index_new
from danchu.law.calendar import Calendar
from danchu.mechanisms.information import actions
from danchu.mechanisms.information.actions import Question
from danchu.mechanisms.information.rules import Ground, Way
from tests.hostile import ALL, Answers, asked, browser_of


def answers(cast: Cast) -> Answers:
    """All the pages that show what people typed."""
    now, calendar = timezone.now() - timedelta(days=1), Calendar.official()
    question = Question(asked=ALL, purpose=ALL[:500], way=Way.PAGE, name=ALL[:120], body=cast.body,
                        email="x@thu.example")
    waits, given, refused = (actions.ask(question, token=uuid4(), by=cast.lan, calendar=calendar, now=now)
                             for _ in range(3))
    actions.tell_term(waits, why=ALL, by=cast.minh, calendar=calendar, now=now)
    actions.give(given, answer=ALL, papers=[], by=cast.minh, now=now)
    actions.publish(given, title=ALL[:200], question=ALL, answer=ALL, checked=True, by=cast.minh, now=now)
    actions.refuse(refused, ground=Ground.NOT_OURS, why=ALL, by=cast.hoa, now=now)
    index_new()
    q = quote(ALL)
    yield from asked(None, "/thong-tin/", f"/thong-tin/?q={q}", f"/thong-tin/hoi/?hoi={q}", f"/thong-tin/{given.code}/",
                     f"/thong-tin/{waits.code}/")
    codes = [r.code for r in (waits, given, refused)]
    yield from asked(cast.lan, *(f"/thong-tin/{code}/" for code in codes), f"/thong-tin/hoi/xong/{codes[0]}/")
    yield from asked(cast.minh, "/ban-lam-viec/thong-tin/", "/ban-lam-viec/thong-tin/?viec=xong",
                     *(f"/ban-lam-viec/thong-tin/{code}/" for code in codes))
    typed = dict.fromkeys(("asked", "purpose", "way", "name", "phone", "email", "token"), ALL)
    yield browser_of().post("/thong-tin/hoi/", typed)
