"""Fifty at once against a real server: one token is one case, one code, one set of papers; one rating is one rating."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote
from uuid import uuid4

from tests.crowd import form, post, python

ANSWER = """
import django, sys; django.setup()
from django.core import signing
from django.utils import timezone
from danchu.ground.offices.models import Unit
from danchu.ground.people.access import Post, Standing
from danchu.law.calendar import Calendar
from danchu.law.roles import Role
from danchu.mechanisms.petitions import actions
from danchu.mechanisms.petitions.models import Petition
p = Petition.objects.get(code=sys.argv[1])
hoa = Standing(None, tuple(Post(r, p.body_id, "") for r in (Role.RECEPTION, Role.LEADER)))
now = timezone.now()
actions.accept(p, by=hoa, calendar=Calendar.official(), now=now)
actions.assign(p, office=p.body, by=hoa, now=now)
actions.draft(p, text="Đã nạo vét.", by=hoa, now=now)
actions.approve(p, text="Đã nạo vét.", by=hoa, now=now)
actions.answer(p, by=hoa, now=now)
"""
COUNT = """
import django; django.setup()
from danchu.ground.files.models import Attachment
from danchu.ground.journal.models import Entry
from danchu.mechanisms.petitions.models import Message, Original, Petition, TallyChange
verbs = list(Entry.objects.values_list("verb", flat=True))
print(Petition.objects.count(), Original.objects.count(), Attachment.objects.count(), verbs.count("submit"),
      verbs.count("rate"), TallyChange.objects.filter(what="solved").count(),
      Message.objects.filter(kind="again").count())
"""


def test_fifty_at_once_with_one_token_are_one_case_and_twenty_ratings_are_one(server):
    from danchu.ground.files.tests.making import picture

    port, env = server
    csrf, cookies = form(port)
    sent = {
        "csrfmiddlewaretoken": csrf,
        "question": "check",
        "kind": "feedback",
        "text": "Hẻm 47 ngập mỗi khi mưa.",
        "place": "",
        "place_text": "",
        "lat": "",
        "lon": "",
        "lane": "public",
        "name": "",
        "phone": "",
        "email": "",
        "token": str(uuid4()),
        "meant": "",
        "consent": "on",
    }
    photo = picture()
    with ThreadPoolExecutor(50) as crowd:
        answers = list(crowd.map(lambda _: post(port, "/phan-anh/gui/", sent, cookies, photo), range(50)))
    assert {status for status, _to, _c in answers} == {302}, [a[:2] for a in answers if a[0] != 302][:3]
    assert len({to for _s, to, _c in answers}) == 1
    assert python(env, "-c", COUNT).split()[:5] == ["1", "1", "1", "1", "0"]

    code = answers[0][1].rstrip("/").split("/")[-1]
    python(env, "-c", ANSWER, code)
    mine = f"{cookies}; {answers[0][2]}"
    rating = {"csrfmiddlewaretoken": csrf, "rate-solved": "yes", "rate-stars": "5", "rate-words": "Cảm ơn."}
    with ThreadPoolExecutor(20) as crowd:
        rated = list(crowd.map(lambda _: post(port, f"/phan-anh/{quote(code)}/danh-gia/", rating, mine), range(20)))
    assert sorted({status for status, _to, _c in rated}) in ([302, 422], [302])
    assert [status for status, _to, _c in rated].count(302) == 1
    assert python(env, "-c", COUNT).split() == ["1", "1", "1", "1", "1", "1", "1"]
