"""Consultations full of scripts: drafted, planned, spoken on, answered, criticised; and every page that shows them."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import quote
from uuid import uuid4

from django.utils import timezone

from danchu.conftest import Cast
from danchu.ground.people.access import CLOCK, NOBODY
from danchu.law.calendar import Calendar
from danchu.mechanisms.consultations import actions
from danchu.mechanisms.consultations.actions import Asked, Brought, Plan, Said
from danchu.mechanisms.consultations.models import Consultation
from danchu.mechanisms.consultations.rules import Kind, Matter, Stance, Verdict
from danchu.mechanisms.consultations.tests.conftest import P
from tests.hostile import ALL, Answers, asked, browser_of

PARTS = (P("chapter", "I", "chp_1", ALL[:100], ALL, children=(
    P("article", ALL[:15], "art_1", ALL[:100], ALL, ALL, (P("clause", ALL[:15], "c_1", ALL[:100], ALL, ALL),)),)),)
NEWER = (P("chapter", "I", "chp_1", ALL[:100], ALL, children=(
    P("article", "1", "art_1", ALL[:100], ALL, f"Khác. {ALL}"),)),)


def hostile(cast: Cast, *, published: bool) -> Consultation:
    """One with a script in every field: open, or with its table."""
    now = timezone.now() - timedelta(days=90 if published else 0)
    said = Brought(ALL[:300], Kind.REGULATION, Matter.DEMOCRACY, cast.body)
    document = actions.bring_in(said, PARTS, token=uuid4(), source="paste", by=cast.minh, now=now)
    c = actions.plan(document, Plan(ALL[:300], ALL, ALL[:300], questions=[Asked(ALL[:300], (ALL[:200], ALL[:200]))]),
                     token=uuid4(), by=cast.minh, now=now)
    actions.send_plan(c, council=ALL[:120], front=ALL[:120], sent_on=timezone.localdate(now), by=cast.minh, now=now)
    actions.send_for_criticism(c, number=ALL[:60], sent_on=timezone.localdate(now), by=cast.minh, now=now)
    day = actions.first_closing_day(c, timezone.localdate(now), Calendar.official())[0]
    actions.open_up(c, closes_on=day, calendar=Calendar.official(), by=cast.hoa, now=now)
    actions.give(c, Said("art_1", Stance.OTHER, ALL), token=uuid4(), by=NOBODY, now=now)
    if published:
        _publish(c, cast)
    return c


def _publish(c: Consultation, cast: Cast) -> None:
    now = timezone.now()
    actions.close(c, by=CLOCK, now=now)
    actions.synthesise(c, by=cast.minh, now=now)
    final = actions.add_version(c.document, NEWER, source="paste", note=ALL[:300], by=cast.minh, now=now)
    row = c.table.get()
    actions.answer_row(c, row=row, verdict=Verdict.ACCEPTED, reason=ALL, change=ALL, change_eid="art_1", by=cast.minh,
                       now=now)
    actions.approve_texts(c, texts={row.pk: ALL}, by=cast.minh, now=now)
    c.refresh_from_db()
    actions.finish_answers(c, by=cast.hoa, now=now)
    actions.publish_table(c, final=final, by=cast.hoa, now=now)


def answers(cast: Cast) -> Answers:
    """All the pages that show what people typed."""
    live, done = hostile(cast, published=False), hostile(cast, published=True)
    q, row = quote(ALL), done.table.get()
    home, desk = "/lay-y-kien/", "/ban-lam-viec/lay-y-kien/"
    yield from asked(None, home, f"{home}?muc={q}", *(f"{home}{c.code}/{path}" for c in (live, done) for path in (
        "", "dieu/art_1/", f"dieu/art_1/?khoan={q}", "toan-van/", "theo-doi/")), f"{home}{live.code}/phieu/",
        f"{home}{done.code}/bang/", f"{home}{done.code}/bang/?dieu={q}&ket-qua={q}", f"{home}{done.code}/so-sanh/",
        f"{home}{done.code}/so-sanh/?xem=tat-ca",
        f"{home}{done.code}/so-sanh/?kieu=canh-nhau", f"{home}y-kien/{q[:40]}/")
    yield from asked(cast.minh, desk, f"{desk}?muc=du-thao", f"{desk}?muc=da-cong-khai",
                     f"{desk}du-thao/{done.document.code}/", f"{desk}du-thao/{done.document.code}/so-sanh/",
                     f"{desk}du-thao/{done.document.code}/ban-moi/",
                     f"{desk}{live.code}/", f"{desk}{done.code}/", f"{desk}{live.code}/nhap/",
                     f"{desk}{live.code}/phieu/?phieu={q}", f"{desk}{done.code}/nhom/",
                     f"{desk}{done.code}/nhom/{row.pk}/", f"{desk}du-thao-moi/")
    typed = {"token": ALL, "stance": ALL, "text": ALL, "eid": ALL}
    yield browser_of().post(f"{home}{live.code}/dieu/art_1/", typed)
    yield browser_of().post(f"{home}{done.code}/dieu/art_1/", typed | {"stance": "other", "eid": "art_1"})
    yield browser_of().post(f"{home}{live.code}/theo-doi/", {"email": ALL})
    minh = browser_of(cast.minh)
    yield minh.post(f"{desk}du-thao-moi/", {"title": ALL[:300], "kind": "plan", "matter": "other", "do": "look",
                                            "text": f"Điều 1. {ALL}\n1. {ALL}"})
    yield minh.post(f"{desk}{live.code}/phieu/", {"serial": ALL, "came_on": ALL, "code-0": ALL, "stance-0": "other",
                                                  "text-0": ALL})
    yield minh.post(f"{desk}{live.code}/nhap/", {"entry-text": ALL, "entry-stance": ALL})
