"""Disclosures in every situation, each word marked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

from danchu.conftest import Cast
from danchu.ground.people.access import CLOCK
from danchu.law.calendar import Calendar
from danchu.law.disclosure import Form
from danchu.law.publication import Document
from danchu.mechanisms.disclosures import actions, cataloguing, forms, own_items, reporting
from danchu.mechanisms.disclosures.actions import Entry, Look
from danchu.mechanisms.disclosures.cataloguing import ProcedureText
from danchu.mechanisms.disclosures.models import Disclosure
from danchu.mechanisms.disclosures.own_items import OwnItemText
from danchu.mechanisms.disclosures.rules import LifeEvent
from tests.worlds import Part, Share
from tests.worlds import mark as marked

mark = partial(marked, "disclosures")
CASES = ("due", "published", "on_display", "complete", "archived", "expired", "withdrawn")
OPEN = frozenset({"published", "on_display", "complete", "archived"})  # title and words are public
LISTED = OPEN | {"expired"}  # of a list of names whose time is over, only the title stays
INSIDE = ("minh", "hoa", "tam")
HALL = "Trụ sở"


def make(cast: Cast, case: str, now: datetime) -> Disclosure:
    """A thing of the office of drains, brought into this situation."""
    how: dict[str, Any] = {"calendar": Calendar.official()}
    start = now - timedelta(days=60)
    entry = Entry(
        item=9 if case == "expired" else 6, title=f"Việc {mark('public', case)}", decision="Quyết định 15/QĐ-UBND",
        summary=f"Nói rõ {mark('original', case)}.", decided_on=start.date(), body=cast.body, office=cast.drains,
        document=Document.CONSCRIPTION if case == "expired" else Document.GENERAL, places=(HALL,))
    d = actions.register(entry, token=uuid4(), by=cast.minh, **how, now=start)
    if case == "due":
        return d
    d = actions.publish(d, checked=True, by=cast.minh, **how, now=start + timedelta(days=1))
    for n in {"on_display": (2,), "complete": (2, 20, 45), "archived": (2, 20, 45)}.get(case, ()):
        look = Look(form=Form.POSTING, on=(start + timedelta(days=n)).date(), place=HALL,
                    note=f"Thấy {mark('original', case)}")
        d = actions.observe(d, look=look, by=cast.tam, **how, now=start + timedelta(days=n))
    last: dict[str, Callable[[], Disclosure]] = {
        "archived": lambda: actions.archive(d, by=cast.minh, **how, now=now),
        "expired": lambda: actions.expire(d, by=CLOCK, **how, now=now),
        "withdrawn": lambda: actions.withdraw(d, why="Sai số liệu", mistaken=False, by=cast.minh, **how, now=now),
    }
    return last[case]() if case in last else d


def also(here: Share, now: datetime) -> dict[str, Any]:
    """A procedure, an instrument and a session of the Council of the body."""
    cast = here.cast
    text = ProcedureText(number="1.1", name="Khai sinh", life_event=LifeEvent.BIRTH, field="Hộ tịch", steps="Nộp.",
                         papers="Giấy chứng sinh.", fee="Không thu", takes="Trong ngày", basis="Luật")
    own = OwnItemText("Lịch tiếp công dân", "Ai tiếp, ngày nào.", "Điều 7 Quy chế")
    return {
        "own": own_items.add_item(own, body=cast.body, by=cast.minh, now=now).pk,
        "session": reporting.plan_session(cast.body, name="Kỳ họp", held_on=now.date() + timedelta(days=100),
                                        by=cast.minh, calendar=Calendar.official(), now=now).pk,
        "procedure": cataloguing.add_procedure(text, body=cast.body, office=None, by=cast.minh, now=now).code,
        "instrument": cataloguing.add_instrument(
            symbol="15/QĐ-UBND", title="Quy chế", abstract="", issuer="UBND", issued_on=now.date(), body=cast.body,
            by=cast.minh, now=now).code}


def may_meet(who: str, piece: str, case: str) -> bool:
    """Whether this visitor may ever be shown this word."""
    return who in INSIDE or case in (OPEN if piece == "original" else LISTED)


def shown(here: Share) -> Iterable[tuple[str, str, str, str]]:
    """Where marks do come out."""
    public = f"/cong-khai/{here.name('published')}/"
    yield from (("anonymous", public, "public", "published"), ("anonymous", public, "original", "published"),
                ("anonymous", "/cong-khai/", "public", "expired"),
                ("minh", f"/ban-lam-viec/cong-khai/{here.name('due')}/", "original", "due"))


def unlist(here: Share) -> tuple[str, tuple[str, ...], Callable[[], None]]:
    """Minh takes down what is public."""
    d = Disclosure.objects.get(pk=here.cases["published"].pk)
    down = partial(actions.withdraw, d, why="Sai.", mistaken=True, by=here.cast.minh, calendar=Calendar.official(),
                   now=d.registered_at + timedelta(days=59))
    return mark("public", "published"), (f"/cong-khai/{d.code}/", "/cong-khai/"), down


def form_arguments(form: type) -> dict[str, Any]:
    """What a form is made with, besides what was typed."""
    if form in (forms.EntryForm, forms.ProcedureForm):
        return {"offices": []}
    return {"places": [HALL]} if form is forms.LookForm else {}


PART = Part(
    of="disclosures", cases=CASES, make=make, also=also, pieces=("public", "original"), may_meet=may_meet,
    listed=LISTED, shown=shown, page="/cong-khai/{}/", searches=("/cong-khai/", "/thu-tuc/", "/van-ban/"),
    sought=(), unlist=unlist, forms=(forms,), form_arguments=form_arguments,
    lists=("/cong-khai/", "/cong-khai/?muc=6", "/cong-khai/?muc=9", "/cong-khai/?sau=999999", "/cong-khai/?truoc=0",
           "/cong-khai/?q=viec", "/cong-khai/doi-chieu/", "/cong-khai/sap-toi/", "/cong-khai/danh-sach-quy/",
           "/cong-khai/bao-cao/", "/thu-tuc/", "/thu-tuc/?viec=birth&linh-vuc=x", "/van-ban/",
           "/van-ban/?loai=plan&nam=2026&con=1", "/van-ban/?sau=2026-01-05.9",
           "/ban-lam-viec/cong-khai/",
           "/ban-lam-viec/cong-khai/?viec=da-du", "/ban-lam-viec/cong-khai/?viec=da-go",
           "/ban-lam-viec/cong-khai/noi-dung/"),
    fields=frozenset({"muc", "dv", "q", "sau", "truoc", "quy", "kho", "viec", "linh-vuc", "loai", "nam", "con",
                      "version", "token", "year", "quarter", "name", "held_on"}),
    parts={"slug": ("sua", "dang", "ghi-nhan", "thay-doi", "cap-nhat", "go", "luu-tru")},
)
