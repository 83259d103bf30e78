"""Petitions full of scripts: sent, answered, published, taken in; and every page that shows them."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import quote
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from danchu.conftest import Cast
from danchu.ground.files.cleaning import clean_upload
from danchu.ground.files.storing import attach
from danchu.ground.files.tests.making import picture
from danchu.ground.journal.models import Audience
from danchu.ground.search.follow import index_new
from danchu.law.calendar import Calendar
from danchu.mechanisms.petitions import actions
from danchu.mechanisms.petitions.models import AnswerTemplate, Petition
from danchu.mechanisms.petitions.rules import Channel, Kind, Solved
from tests.hostile import ALL, SCRIPTS, Answers, asked, browser_of


def hostile(cast: Cast) -> tuple[Petition, Petition]:
    """A case with a script in every field, answered and public, and one taken in at the counter."""
    AnswerTemplate.objects.create(body=cast.body, name=SCRIPTS[0] + SCRIPTS[1], text=ALL)
    now, day = timezone.now() - timedelta(days=1), {"calendar": Calendar.official()}
    said = actions.Submission(
        kind=Kind.FEEDBACK,
        title=ALL[:200],
        text=f"{ALL} 0912345678 ngập",
        body=cast.body,
        place=cast.ward,
        place_text=ALL[:200],
        name=ALL[:120],
        email="x@thu.example",
        phone="0912345678",
        witness=ALL[:120],
    )
    p = actions.submit(said, token=uuid4(), by=cast.lan, now=now, **day)
    for n, script in enumerate(SCRIPTS[:8]):
        made = clean_upload(SimpleUploadedFile(f"{script}.jpg", picture(color=(n, n, n))))
        attach(p.code, made, Audience.PUBLIC if n % 2 else Audience.PARTIES, None, now)
    actions.accept(p, by=cast.minh, now=now, **day)
    actions.note(p, text=ALL, by=cast.minh, now=now)
    actions.assign(p, office=cast.drains, by=cast.hoa, now=now)
    actions.ask(p, question=ALL, by=cast.tam, now=now)
    actions.reply(p, text=ALL, by=cast.lan, now=now, **day)
    actions.extend(p, reason=ALL, ground=ALL[:300], by=cast.hoa, now=now, **day)
    actions.draft(p, text=ALL, by=cast.tam, now=now)
    actions.send_back(p, why=ALL, by=cast.hoa, now=now)
    actions.draft(p, text=ALL, by=cast.tam, now=now)
    actions.approve(p, text=ALL, by=cast.hoa, now=now)
    actions.answer(p, by=cast.hoa, now=now)
    actions.publish(p, title=ALL[:200], text=ALL, answer=ALL, by=cast.minh, now=now)
    actions.rate(p, solved=Solved.NO, stars=1, words=ALL, by=cast.lan, now=now)
    counter = actions.Submission(
        kind=Kind.PROPOSAL,
        title=ALL[:200],
        text=ALL,
        body=cast.body,
        channel=Channel.COUNTER,
        name=ALL[:120],
        witness=ALL[:120],
    )
    other = actions.submit(counter, token=uuid4(), by=cast.minh, now=now, **day)
    index_new()
    return p, other


def answers(cast: Cast) -> Answers:
    """All the pages that show what people typed."""
    p, other = hostile(cast)
    q = quote(ALL)
    paths = {
        None: [
            "/phan-anh/",
            f"/phan-anh/{p.code}/",
            f"/phan-anh/{other.code}/",
            f"/phan-anh/{p.code}/mo/",
            f"/phan-anh/{p.code}/theo-doi/",
            f"/phan-anh/?q={q}",
            "/phan-anh/?q=ngap",
            f"/phan-anh/?loai={q}&phong={q}",
            f"/tra-cuu/?ma={q}",
            f"/phan-anh/gui/?loai={q}",
            f"/phan-anh/gui/tuong-tu/?q={q}",
            "/phan-anh/so-lieu/",
            f"/phan-anh/{p.code}/dien-bien.atom",
            "/phan-anh/moi.atom",
        ],
        cast.lan: [f"/phan-anh/{p.code}/", f"/phan-anh/gui/xong/{p.code}/", "/thong-bao/"],
        cast.minh: [
            "/ban-lam-viec/",
            "/ban-lam-viec/?viec=ca-phuong",
            "/ban-lam-viec/?viec=da-xong",
            f"/ban-lam-viec/?q={q}",
            f"/ban-lam-viec/{p.code}/",
            f"/ban-lam-viec/{other.code}/",
            f"/ban-lam-viec/{p.code}/cong-khai/",
            f"/ban-lam-viec/{other.code}/giong-nhau/",
            f"/ban-lam-viec/tiep-nhan/{other.code}/",
            "/thong-bao/",
            "/ban-lam-viec/tinh-hinh/",
            "/ban-lam-viec/mau-tra-loi/",
            "/ban-lam-viec/tiep-nhan/",
        ],
        cast.hoa: [f"/ban-lam-viec/{other.code}/", "/ban-lam-viec/?viec=ca-phuong"],
    }
    for who, those in paths.items():
        yield from asked(who, *those)
    typed = dict.fromkeys(
        ("text", "place_text", "name", "phone", "email", "lat", "kind", "lane", "place", "token"), ALL
    )
    for step in ("what", "where", "who", "check"):
        yield browser_of().post("/phan-anh/gui/", typed | {"question": step})
        yield browser_of().post("/phan-anh/gui/", typed | {"goto": step, "kind": "feedback", "lane": "public"})
    yield Client(enforce_csrf_checks=True).post("/phan-anh/gui/", typed)
    yield browser_of().post(f"/phan-anh/{p.code}/theo-doi/", {"email": ALL})
    minh = browser_of(cast.minh)
    yield minh.post("/ban-lam-viec/tiep-nhan/", typed)
    yield minh.post(f"/ban-lam-viec/{p.code}/cong-khai/",
                    {"title": ALL, "text": ALL, "answer": ALL, "version": p.version})
