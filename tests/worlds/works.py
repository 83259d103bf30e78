"""Promises in every situation and one work with its account, each word marked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

from danchu.conftest import Cast
from danchu.ground.offices.models import Family, Level, Unit
from danchu.ground.people.access import CLOCK
from danchu.law.roles import Role
from danchu.mechanisms.works import actions, desk_forms, following, work_actions, work_forms
from danchu.mechanisms.works.models import Commitment, Statement
from danchu.mechanisms.works.rules import Need, Side
from tests.worlds import Part, Share
from tests.worlds import mark as marked
from tests.worlds.house import official

mark = partial(marked, "works")
INSIDE = ("minh", "hoa", "tam")
PIECES = ("public", "inside", "words", "internal_paper", "public_paper")


def _begun(c: Commitment, cast: Cast, case: str, now: datetime) -> None:
    actions.progress(c, text=f"{mark('inside', case)} nội bộ.", shown=False, by=cast.tam, now=now)


def _reported(c: Commitment, cast: Cast, case: str, now: datetime) -> None:
    _begun(c, cast, case, now)
    actions.report_done(c, text="Đã làm xong.", by=cast.tam, now=now)


def _disputed(c: Commitment, cast: Cast, case: str, now: datetime) -> None:
    _reported(c, cast, case, now)
    actions.dispute(c, text=f"{mark('words', case)} vẫn ngập.", by=cast.lan, now=now)


def _told(c: Commitment, cast: Cast, case: str, now: datetime) -> None:
    _disputed(c, cast, case, now)
    said = Statement.objects.get(commitment=c, step="dispute")
    actions.publish_words(c, statement=said, text="Vẫn ngập.", by=cast.minh, now=now)


def _confirmed(c: Commitment, cast: Cast, case: str, now: datetime) -> None:
    _reported(c, cast, case, now)
    actions.confirm(c, text="", by=cast.lan, now=now)


def _closed(c: Commitment, cast: Cast, case: str, now: datetime) -> None:
    _confirmed(c, cast, case, now)
    actions.close(c, by=CLOCK, now=now)


def _twice(c: Commitment, cast: Cast, case: str, now: datetime) -> None:
    _begun(c, cast, case, now)
    said = actions.Promise(title="Nạo vét cống, như đã hứa", for_whom="Khu phố 1", measure="Mưa không ngập",
                           owner=cast.drains, due_on=c.due_on)
    other = actions.promise(said, token=uuid4(), by=cast.hoa, now=now)
    actions.record_twice(c, other=other, reason="Cùng một cống.", by=cast.minh, now=now)
    Commitment.objects.filter(pk=other.pk).update(asker=None)  # no case of this world: nobody hears of it


CASES: dict[str, Callable[[Commitment, Cast, str, datetime], None]] = {
    "under_way": _begun, "reported": _reported, "disputed": _disputed, "told": _told, "confirmed": _confirmed,
    "closed": _closed, "twice": _twice,
}


def make(cast: Cast, case: str, now: datetime) -> Commitment:
    """A promise of the drains office to Lan, brought into this situation."""
    said = actions.Promise(
        title=f"Nạo vét {mark('public', case)}", for_whom="Khu phố 1", measure="Mưa không ngập", owner=cast.drains,
        due_on=(now + timedelta(days=40)).date(), asker=cast.lan.person)
    c = actions.promise(said, token=uuid4(), by=cast.hoa, now=now)
    CASES[case](c, cast, case, now)
    return c


def also(here: Share, now: datetime) -> dict[str, Any]:
    """A work of the body, open for contributions, with one line in its account."""
    cast = here.cast
    village = Unit.objects.create(code="le-khoi.kp1", name="Khu phố 1", full_name="Khu phố 1", folded="khu pho 1",
                                  family=Family.RESIDENTIAL, level=Level.BODY, serves=cast.ward)
    said = work_actions.Proposal("Bê tông hẻm 12", "Hẻm 12", cast.body,
                                 (work_actions.Wanted(Need.MONEY, "Tiền", 9_000_000),))
    by = {"by": cast.minh, "now": now}
    work = work_actions.propose(said, token=uuid4(), **by)
    work_actions.agree(work, decision="Nghị quyết 02", decided_on=date(2026, 1, 5), **by)
    work = work_actions.collect(work, **by)
    line = work_actions.Line(work.needs.get(), Side.RECEIVED, 5_000_000, "Đợt 1", "PT-01", now.date())
    work_actions.enter(work, line=line, token=uuid4(), **by)
    work.refresh_from_db()
    return {"work": work, "village": village}


def people(here: Share) -> dict[str, Any]:
    """Who looks from outside; and who would look at the house they work for."""
    village, cast = here.more["village"], here.cast
    here.more["sau"] = official("Đỗ Sáu", [(Role.INSPECTOR, village, None)])
    both = [(Role.INSPECTOR, village, None), (Role.HANDLER, cast.culture, None)]
    here.more["both"] = official("Hồ Hai Vai", both)
    return {who: here.more[who] for who in ("sau", "both")}


def may_meet(who: str, piece: str, case: str) -> bool:
    """Everybody reads the promise; the owner its notes; who looks into it, what the citizen said."""
    if piece.startswith("public"):
        return True
    return who in INSIDE or (who == "sau" and piece == "words")


def shown(here: Share) -> Iterable[tuple[str, str, str, str]]:
    """Where marks do come out."""
    public, desk = f"/cam-ket/{here.name('disputed')}/", f"/ban-lam-viec/cam-ket/{here.name('disputed')}/"
    yield from (("anonymous", public, "public", "disputed"), ("tam", desk, "inside", "disputed"),
                ("sau", desk, "words", "disputed"))


def form_arguments(form: type) -> dict[str, Any]:
    """What a form of the desk is made with, besides what was typed."""
    more: dict[str, dict[str, Any]] = {"PromiseForm": {"owners": [(1, "Phòng")]}, "WorkForm": {
                                           "bodies": [(1, "UBND")], "villages": [(2, "Khu phố 1")]},
                                       "EntryForm": {"needs": [], "today": date(2026, 2, 12)}}
    return more.get(form.__name__, {})


LISTS = (
    "/cam-ket/", "/cam-ket/?ket-qua=disputed", "/cam-ket/?sau=999999999", "/cam-ket/?truoc=0", "/cam-ket/?q=nao+vet",
    "/cam-ket/bang-diem/", "/cam-ket/moi.atom", "/viec-chung/", "/viec-chung/moi.atom", "/ban-lam-viec/cam-ket/",
    "/ban-lam-viec/cam-ket/?viec=cho-xac-nhan", "/ban-lam-viec/cam-ket/?viec=tranh-cai",
    "/ban-lam-viec/cam-ket/?viec=da-xong", "/ban-lam-viec/cam-ket/viec-chung/",
)
FIELDS = {
    "viec", "sau", "truoc", "q", "tu", "den", "ket-qua", "noi-hua", "don-vi", "co-quan", "nguoi-dung-dau", "nam",
    "tinh-trang", "version", "token",
} | {f"{step}-{name}" for table in (desk_forms.STEP_FORMS, work_forms.WORK_FORMS) for step in table
     for name in ("text", "reviewed", "shown", "papers", "papers_shown", "reason", "due_on", "statement", "decision",
                  "decided_on", "care", "why", "to")} | {
    f"entry-{name}" for name in work_forms.EntryForm.base_fields} | {"correct-token", "correct-number", "correct-why"}

PART = Part(
    of="works", cases=tuple(CASES), make=make, also=also, pieces=PIECES, may_meet=may_meet, listed=frozenset(CASES),
    lists=LISTS, shown=shown, page="/cam-ket/{}/", searches=("/cam-ket/",), sought=("inside", "words"),
    whole="inside", papers=("internal", "public"), people=people,
    visitors={"sau": "of the Inspection Board of the same place",
              "both": "of that board, and handler beside the office that promised"},
    in_letters=frozenset({"public"}), addressees=lambda here, case: {
        here.cast.lan.person.email, *(str(here.more[who].pk) for who in ("sau", "both"))},
    forms=(desk_forms, work_forms, following), form_arguments=form_arguments, fields=frozenset(FIELDS),
    parts={"slug": ("tien-do", "bao-xong", "xac-nhan", "chua-xong", "tra-loi", "lui-ngay", "cong-khai-loi",
                    "che-lai-loi", "nhan-ban-giao",
                    "quyet-dinh", "mo-dong-gop", "khoi-cong", "ban-giao", "bao-duong", "ket-thuc")},
)
