"""Consultations at every stage, each word marked: the plan, what somebody said, what was answered."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

from django.utils import timezone

from danchu.conftest import Cast
from danchu.ground.people.access import CLOCK, NOBODY
from danchu.law.calendar import Calendar
from danchu.mechanisms.consultations import actions, forms
from danchu.mechanisms.consultations.actions import Brought, Plan, Said
from danchu.mechanisms.consultations.models import Consultation, Gathering, Question
from danchu.mechanisms.consultations.rules import Kind, Matter, Stance, Verdict
from danchu.mechanisms.consultations.tests.conftest import PARTS
from tests.worlds import Part, Share
from tests.worlds import mark as marked

mark = partial(marked, "consultations")
STAGES = ("planned", "plan_sent", "open", "closed", "synthesised", "answered", "published", "decided")
LISTED = frozenset(STAGES[2:])
WITH_TABLE = frozenset({"published", "decided"})
HEARD = STAGES[2:]  # somebody has spoken
PIECES = ("public", "original", "reason")


def make(cast: Cast, case: str, now: datetime) -> Consultation:
    """One consultation, brought to this stage; those that are over were opened long ago."""
    stage, today = STAGES.index(case), timezone.now()
    began = today if stage <= 2 else today - timedelta(days=90)
    body = {"by": cast.minh, "now": began}
    document = actions.bring_in(Brought("Dự thảo", Kind.REGULATION, Matter.DEMOCRACY, cast.body), PARTS, token=uuid4(),
                                source="paste", **body)
    c = actions.plan(document, Plan("Lấy ý kiến", f"Tóm tắt {mark('public', case)}.", "Cổng"), token=uuid4(), **body)
    if stage >= 1:
        actions.send_plan(c, council="1", front="2", sent_on=timezone.localdate(began), **body)
    if stage >= 2:
        _open(c, cast, began)
    if stage == 2:
        _say(c, case, began)
        actions.key(c, serial="P1", typed=[["art_3", "agree", ""]], scan=None, **body)
    if stage > 2:
        _say(c, case, began + timedelta(hours=1))
        _finish(c, cast, case, stage, began + timedelta(days=50))
    return c


def _open(c: Consultation, cast: Cast, now: datetime) -> None:
    day = actions.first_closing_day(c, timezone.localdate(now), Calendar.official())[0]
    actions.open_up(c, closes_on=day, calendar=Calendar.official(), by=cast.hoa, now=now)


def _say(c: Consultation, case: str, now: datetime) -> None:
    actions.give(c, Said("art_3", Stance.OTHER, f"Nên {mark('original', case)}."), token=uuid4(), by=NOBODY, now=now)


def _finish(c: Consultation, cast: Cast, case: str, stage: int, now: datetime) -> None:
    actions.close(c, by=CLOCK, now=now)
    if stage >= 4:
        actions.synthesise(c, by=cast.minh, now=now)
    if stage >= 5:
        row = c.table.get()
        actions.answer_row(c, row=row, verdict=Verdict.NOTED, reason=f"Vì {mark('reason', case)}.", by=cast.minh,
                           now=now)
        actions.approve_texts(c, texts={row.pk: "Lời đã che."}, by=cast.minh, now=now)
        c.refresh_from_db()
        actions.finish_answers(c, by=cast.hoa, now=now)
    if stage >= 6:
        actions.publish_table(c, final=None, by=cast.hoa, now=now)
    if stage >= 7:
        for step, by in ((actions.review, cast.hoa), (actions.revise, cast.minh), (actions.put_forward, cast.minh)):
            step(c.document, by=by, now=now)
        actions.decide(c, number="1/QĐ-UBND", on=timezone.localdate(now), difference="", by=cast.hoa, now=now)


def also(here: Share, now: datetime) -> dict[str, Any]:
    """A document of its own, and what addresses name besides a consultation."""
    document = here.cases["planned"].document
    return {"document": document.code, "opinion": here.cases["open"].opinions.get().code,
            "row": here.cases["synthesised"].table.get().pk, "keying": here.cases["open"].keyings.get().pk}


def may_meet(who: str, piece: str, case: str) -> bool:
    """Whether this visitor may ever be shown this word."""
    if who in ("minh", "hoa"):
        return True
    return case in {"public": LISTED, "reason": WITH_TABLE}.get(piece, ())


def shown(here: Share) -> Iterable[tuple[str, str, str, str]]:
    """Where marks do come out."""
    yield "anonymous", f"/lay-y-kien/{here.name('open')}/", "public", "open"
    yield "anonymous", f"/lay-y-kien/{here.name('published')}/bang/", "reason", "published"
    yield "minh", f"/ban-lam-viec/lay-y-kien/{here.name('synthesised')}/nhom/", "original", "synthesised"


def form_arguments(form: type) -> dict[str, Any]:
    """What a form is made with, besides what was typed."""
    more = {forms.SurveyForm: {"questions": list(Question.objects.all())},
            forms.ImportForm: {"gatherings": Gathering.objects.all()}}
    return more.get(form, {})


LISTS = ("/lay-y-kien/", "/lay-y-kien/?muc=dang-mo", "/lay-y-kien/?muc=da-tra-loi", "/lay-y-kien/?sau=99999",
         "/ban-lam-viec/lay-y-kien/", "/ban-lam-viec/lay-y-kien/?muc=du-thao",
         "/ban-lam-viec/lay-y-kien/?muc=da-cong-khai")
FIELDS = {"muc", "sau", "ma", "khoan", "dieu", "ket-qua", "quan-diem", "dot", "dong", "phieu", "ban", "xem", "token",
          "version", "do", "next", "row", "opinion", "serial", "scan", "came_on", "tu", "den", "kieu"}

PART = Part(
    of="consultations", cases=STAGES, make=make, also=also, pieces=PIECES, may_meet=may_meet, listed=LISTED,
    lists=LISTS, shown=shown, page="/lay-y-kien/{}/", sought=("original",), forms=(forms,),
    form_arguments=form_arguments, fields=frozenset(FIELDS),
    parts={"eid": ("art_3",), "kind": ("csv", "xlsx", "docx"), "name": ("send_plan", "open_up", "synthesise")},
)
