"""A dialogue full of scripts, asked, answered, published; a reception day; and every page that shows them."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import quote
from uuid import uuid4

from django.utils import timezone

from danchu.conftest import Cast
from danchu.ground.search.follow import index_new
from danchu.law.calendar import Calendar
from danchu.mechanisms.dialogues import actions, question_actions, reception_actions
from danchu.mechanisms.dialogues.actions import Came, Item, Meeting
from danchu.mechanisms.dialogues.models import Dialogue, Question, ReceptionDay
from danchu.mechanisms.dialogues.question_actions import Asking
from danchu.mechanisms.dialogues.reception_actions import Hours, PlannedRow, Visitor
from danchu.mechanisms.dialogues.rules import Kind, Naming
from tests.hostile import ALL, Answers, asked, browser_of

YEAR = Calendar.official()


def hostile(cast: Cast) -> tuple[Dialogue, Question, Question]:
    """One with a script in every field, published, and a question in another that still takes them."""
    now = timezone.now()
    found = []
    for starts in (now - timedelta(days=3), now + timedelta(days=30)):
        said = Meeting(Kind.PERIODIC, ALL[:200], ALL, starts, starts + timedelta(hours=2), invited=ALL[:300],
                       place=ALL[:250], how_to_join=ALL)
        before = starts - timedelta(days=20)
        d = actions.plan(said, body=cast.body, token=uuid4(), by=cast.minh, calendar=YEAR, now=before)
        actions.arrange(d, items=[Item(ALL[:200], 5, ALL[:120])], by=cast.minh, now=before)
        actions.announce(d, by=cast.minh, calendar=YEAR, now=before)
        actions.open(d, by=cast.minh, now=before)
        q = question_actions.ask(d, Asking(text=ALL, naming=Naming.SHOWN, name=ALL[:120], email="x@thu.example"),
                                 token=uuid4(), by=cast.lan, now=before)
        found.append(question_actions.show(q, text=ALL, name=ALL[:120], by=cast.minh, now=before))
    q, other = found
    d = q.dialogue
    actions.begin(d, by=cast.hoa, now=d.starts_at)
    question_actions.answer(q, text=ALL, spoke=ALL[:160], by=cast.minh, now=d.starts_at)
    actions.count(d, attended=3, named=[Came(ALL[:120], ALL[:120])], by=cast.minh, now=d.starts_at)
    actions.hold(d, by=cast.minh, calendar=YEAR, now=now)
    actions.draft_minutes(d, minutes=ALL, conclusion=ALL, by=cast.minh, now=now)
    actions.send_back(d, why=ALL, by=cast.hoa, now=now)
    actions.draft_minutes(d, minutes=ALL, conclusion=ALL, by=cast.minh, now=now)
    actions.approve(d, minutes=ALL, conclusion=ALL, by=cast.hoa, now=now)
    actions.publish(d, by=cast.minh, now=now)
    index_new()
    return d, q, other


def reception(cast: Cast) -> ReceptionDay:
    """A day posted late for a script, booked by one, called off for one."""
    now = timezone.now()
    at = now + timedelta(days=3)
    while not YEAR.is_working(timezone.localdate(at)):
        at += timedelta(days=1)
    day = reception_actions.draw_up(Hours(at, at + timedelta(hours=1), 30, ALL[:250]), body=cast.body, by=cast.minh,
                                    calendar=YEAR, now=now)
    reception_actions.post(day, late_for=ALL, by=cast.minh, calendar=YEAR, now=now)
    b = reception_actions.book(day, Visitor(ALL[:120], about=ALL), at=at, token=uuid4(), by=cast.minh, now=now)
    reception_actions.record(b, came=True, result=ALL, by=cast.minh, now=now)
    return reception_actions.call_off(day, why=ALL, by=cast.minh, now=now)


def answers(cast: Cast) -> Answers:
    """All the pages that show what people typed."""
    d, q, other = hostile(cast)
    day, typed = reception(cast), quote(ALL)
    booking = day.bookings.get()
    year = timezone.localdate().year
    reception_actions.draft_plan(cast.body, year, rows=[PlannedRow(ALL[:60], ALL[:300], ALL[:120], ALL[:200])],
                                 by=cast.minh, now=timezone.now())
    desk = "/ban-lam-viec/doi-thoai/"
    yield from asked(None, "/doi-thoai/", f"/doi-thoai/{d.code}/", f"/doi-thoai/{other.dialogue.code}/",
                     f"/cau-hoi/{q.code}/", f"/cau-hoi/{other.code}/", f"/doi-thoai/cau-hoi/?q={typed}",
                     f"/doi-thoai/{d.code}/?xem={typed}&sau={typed}", f"/doi-thoai/{other.dialogue.code}/hoi/",
                     f"/doi-thoai/{d.code}/hoi/", f"/doi-thoai/{d.code}/theo-doi/", "/tiep-cong-dan/",
                     f"/tiep-cong-dan/{day.code}/", f"/tiep-cong-dan/{day.code}/hen/", f"/lich-hen/{booking.code}/",
                     "/doi-thoai/nghia-vu/", "/doi-thoai/moi.atom")
    yield from asked(cast.minh, desk, f"{desk}{d.code}/", f"{desk}{d.code}/sua/", f"{desk}{other.dialogue.code}/",
                     f"{desk}{d.code}/cau-hoi/{q.code}/", f"{desk}{other.dialogue.code}/cau-hoi/{other.code}/",
                     f"{desk}tiep-cong-dan/", f"{desk}tiep-cong-dan/{day.code}/", f"{desk}ke-hoach/{year}/")
    said = dict.fromkeys(("text", "name", "phone", "email", "naming", "token", "slot", "about", "title", "theme"), ALL)
    for page in ("what", "who", "check"):
        yield browser_of().post(f"/doi-thoai/{other.dialogue.code}/hoi/", said | {"question": page})
    yield browser_of().post(f"/doi-thoai/{other.dialogue.code}/hoi/", said | {
        "question": "what", "text": f"Tôi tố cáo {ALL}", "naming": "organiser"})
    minh = browser_of(cast.minh)
    yield minh.post(f"{desk}moi/", said)
    yield minh.post(f"{desk}{other.dialogue.code}/hoi-ho/", said)
    yield minh.post(f"{desk}{other.dialogue.code}/hoan/", {"version": 0, "postpone-why": ALL})
