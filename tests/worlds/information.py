"""Requests for information in every situation, each word marked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

from danchu.conftest import Cast
from danchu.law.calendar import Calendar
from danchu.mechanisms.information import actions, forms
from danchu.mechanisms.information.actions import Question
from danchu.mechanisms.information.models import InformationRequest
from danchu.mechanisms.information.rules import Ground, Way
from tests.worlds import Part, Share
from tests.worlds import mark as marked

mark = partial(marked, "information")
CASES = ("asked", "term_told", "given", "refused", "published", "unpublished", "withdrawn")
LISTED = frozenset({"published"})
PIECES = ("original", "purpose", "name", "email", "phone", "answer", "why", "public")


def make(cast: Cast, case: str, now: datetime) -> InformationRequest:
    """Lan's request, brought into this situation."""
    question = Question(asked=f"Hồ sơ {mark('original', case)}", purpose=mark("purpose", case), way=Way.PAGE,
                        name=mark("name", case), body=cast.body, email=f"{mark('email', case)}@thu.example",
                        phone=mark("phone", case))
    how: dict[str, Any] = {"now": now}
    r = actions.ask(question, token=uuid4(), by=cast.lan, calendar=Calendar.official(), **how)
    if case == "term_told":
        return actions.tell_term(r, why=mark("why", case), by=cast.minh, calendar=Calendar.official(), **how)
    if case == "refused":
        return actions.refuse(r, ground=Ground.NOT_OURS, why=mark("answer", case), by=cast.hoa, **how)
    if case == "withdrawn":
        return actions.withdraw(r, by=cast.lan, **how)
    if case != "asked":
        r = actions.give(r, answer=mark("answer", case), papers=[], by=cast.minh, **how)
    if case in ("published", "unpublished"):
        r = actions.publish(r, title=f"Hỏi {mark('public', case)}", question=mark("public", case),
                            answer=mark("public", case), checked=True, by=cast.minh, **how)
    return actions.unpublish(r, why="Còn tên", by=cast.minh, **how) if case == "unpublished" else r


def may_meet(who: str, piece: str, case: str) -> bool:
    """Whether this visitor may ever be shown this word."""
    return who in ("minh", "hoa", "lan", "device") or (piece == "public" and case in LISTED)


def shown(here: Share) -> Iterable[tuple[str, str, str, str]]:
    """Where marks do come out."""
    case = "published"
    page, desk = f"/thong-tin/{here.name(case)}/", f"/ban-lam-viec/thong-tin/{here.name(case)}/"
    yield from (("anonymous", page, "public", case), ("lan", page, "original", case), ("lan", page, "answer", case),
                ("minh", desk, "name", case), ("minh", desk, "phone", case))


def unlist(here: Share) -> tuple[str, tuple[str, ...], Callable[[], None]]:
    """Minh takes down what is public."""
    r = InformationRequest.objects.get(pk=here.cases["published"].pk)
    down = partial(actions.unpublish, r, why="Sai.", by=here.cast.minh, now=r.received_at + timedelta(hours=2))
    return mark("public", "published"), (f"/thong-tin/{r.code}/", "/thong-tin/"), down


PART = Part(
    of="information", cases=CASES, make=make, pieces=PIECES, may_meet=may_meet, listed=LISTED, shown=shown,
    page="/thong-tin/{}/", searches=("/thong-tin/",), sought=("original", "answer", "name"), unlist=unlist,
    papers=("parties", "internal", "public"), forms=(forms,),
    lists=("/thong-tin/", "/thong-tin/?q=hoi", "/thong-tin/?sau=999999", "/thong-tin/hoi/", "/ban-lam-viec/thong-tin/",
           "/ban-lam-viec/thong-tin/?viec=xong"),
    addressees=lambda here, case: {f"{mark('email', case)}@thu.example", mark("phone", case)},
    fields=frozenset({"q", "sau", "hoi", "viec", "version", "token"}),
    parts={"slug": ("cung-cap", "bao-han", "gia-han", "tu-choi", "cong-khai", "go")},
)
