"""Questions asked in a dialogue, in every situation, each word marked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

from danchu.conftest import Cast
from danchu.law.calendar import Calendar
from danchu.mechanisms.dialogues import actions, forms, question_actions, reception_actions, request_actions
from danchu.mechanisms.dialogues.actions import Meeting
from danchu.mechanisms.dialogues.models import Dialogue, Question
from danchu.mechanisms.dialogues.question_actions import Asking
from danchu.mechanisms.dialogues.reception_actions import Hours, Visitor
from danchu.mechanisms.dialogues.request_actions import Wanted
from danchu.mechanisms.dialogues.rules import Kind, Naming, Reason
from tests.worlds import Part, Share
from tests.worlds import mark as marked

mark = partial(marked, "dialogues")
CASES = ("new", "shown", "named", "kept", "hidden", "answered", "denounced")
LISTED = frozenset({"shown", "named", "answered"})
ENDED = ("answered", "denounced")
PIECES = ("original", "name", "phone", "email", "public", "answer")


def meeting(cast: Cast, now: datetime, title: str = "Đối thoại") -> Dialogue:
    """A dialogue that takes questions."""
    starts = now + timedelta(days=20)
    said = Meeting(Kind.PERIODIC, title, "Thoát nước.", starts, starts + timedelta(hours=2), place="Hội trường")
    year = Calendar.official()
    d = actions.plan(said, body=cast.body, token=uuid4(), by=cast.minh, calendar=year, now=now)
    actions.announce(d, by=cast.minh, calendar=year, now=now)
    return actions.open(d, by=cast.minh, now=now)


def make(cast: Cast, case: str, now: datetime) -> Question:
    """A question, brought into this situation."""
    d = meeting(cast, now)
    said = Asking(text=f"Bao giờ {mark('original', case)} hết ngập?", name=mark("name", case),
                  naming=Naming.SHOWN if case == "named" else Naming.ORGANISER, phone=mark("phone", case),
                  email=f"{mark('email', case)}@thu.example")
    q = question_actions.ask(d, said, token=uuid4(), by=cast.lan, now=now)
    by: dict[str, Any] = {"by": cast.minh, "now": now + timedelta(minutes=1)}
    if case in (*LISTED, "hidden"):
        question_actions.show(q, text=f"Bao giờ {mark('public', case)}?", name=mark("name", case), **by)
    if case == "hidden":
        question_actions.hide(q, why="Còn tên người.", **by)
    if case == "kept":
        question_actions.take(q, **by)
    if case == "answered":
        actions.begin(d, by=cast.hoa, now=d.starts_at)
        question_actions.answer(q, text=mark("public", case), spoke="Chủ tịch", by=cast.minh, now=d.starts_at)
    if case == "denounced":
        question_actions.not_take(q, reason=Reason.DENUNCIATION, text=mark("answer", case), **by)
    return q


def also(here: Share, now: datetime) -> dict[str, Any]:
    """A dialogue only planned, one announced, a reception day with one booking."""
    cast, year = here.cast, Calendar.official()
    at = now + timedelta(days=30)
    while not year.is_working(at.date()):
        at += timedelta(days=1)
    day = reception_actions.draw_up(Hours(at, at + timedelta(hours=1), 30, "Phòng tiếp"), body=cast.body, by=cast.minh,
                                    calendar=year, now=now)
    reception_actions.post(day, by=cast.minh, calendar=year, now=now)
    booking = reception_actions.book(day, Visitor(mark("name", "booking"), about=mark("original", "booking")),
                                     at=at, token=uuid4(), by=cast.lan, now=now)
    asked_for = Wanted("Đối thoại về rác", "Rác không được gom.", "Chi hội", 1000, "Danh sách 12", now.date())
    request = request_actions.open_request(asked_for, body=cast.body, token=uuid4(), by=cast.minh, now=now)
    return {"dialogue": meeting(cast, now, "Đối thoại khác"), "day": day, "booking": booking, "request": request}


def may_meet(who: str, piece: str, case: str) -> bool:
    """Whether this visitor may ever be shown this word."""
    if who in ("minh", "hoa") or (piece == "public" and case in LISTED):
        return True
    if case == "booking":
        return False
    if piece == "name" and case == "named":
        return True
    return who == "device" and piece in ("original", "answer")


def shown(here: Share) -> Iterable[tuple[str, str, str, str]]:
    """Where marks do come out."""
    yield ("anonymous", f"/cau-hoi/{here.name('answered')}/", "public", "answered")
    yield ("anonymous", f"/cau-hoi/{here.name('named')}/", "name", "named")
    yield ("device", f"/cau-hoi/{here.name('new')}/", "original", "new")
    desk = f"/ban-lam-viec/doi-thoai/{here.cases['new'].dialogue.code}/cau-hoi/{here.name('new')}/"
    yield from (("minh", desk, piece, "new") for piece in ("original", "name", "phone"))


def form_arguments(form: type) -> dict[str, Any]:
    """What a form is made with, besides what was typed."""
    return {"slots": []} if issubclass(form, forms.BookForm | forms.MoveForm) else {}


PART = Part(
    of="dialogues", cases=CASES, make=make, also=also, pieces=PIECES, may_meet=may_meet, listed=LISTED,
    marked_also=(("name", "booking"), ("original", "booking")), shown=shown, page="/cau-hoi/{}/",
    lists=("/doi-thoai/", "/doi-thoai/?sau=9", "/doi-thoai/moi.atom", "/doi-thoai/lich.ics", "/doi-thoai/cau-hoi/",
           "/doi-thoai/cau-hoi/?q=bao+gio", "/doi-thoai/nghia-vu/", "/tiep-cong-dan/", "/de-nghi-doi-thoai/",
           "/ban-lam-viec/doi-thoai/de-nghi/", "/ban-lam-viec/doi-thoai/",
           "/ban-lam-viec/doi-thoai/tiep-cong-dan/", "/ban-lam-viec/doi-thoai/moi/"),
    searches=("/doi-thoai/cau-hoi/",), addressees=lambda here, case: {f"{mark('email', case)}@thu.example"},
    forms=(forms,), form_arguments=form_arguments,
    fields=frozenset({"xem", "sau", "q", "xong", "nam", "chu-tri", "chu-de", "token", "meant", "goto", "question",
                      "version", "de-nghi", "save", "approve", "publish", "cancel"}),
)
