"""Petitions in every situation, each word marked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

from danchu.conftest import Cast
from danchu.ground.people import following
from danchu.law.calendar import Calendar
from danchu.mechanisms.petitions import actions, desk_forms, forms, intake
from danchu.mechanisms.petitions.desk_case import Papers
from danchu.mechanisms.petitions.models import AnswerTemplate, Petition
from danchu.mechanisms.petitions.rules import Channel, Kind, Lane, Reason, Solved
from tests.worlds import Part, Share
from tests.worlds import mark as marked

mark = partial(marked, "petitions")

# What marks each piece of a case, and who may meet it.
PRIVATE = ("original", "place", "name", "phone", "email", "answer", "question", "reply", "said", "reason", "paper")
INTERNAL = ("note", "draft", "sent_back", "inside")
PIECES = (*PRIVATE, *INTERNAL, "internal_paper", "public", "public_paper", "neighbour")


def neighbour(case: str) -> str:
    """Who follows it by e-mail: nobody is ever shown that."""
    return f"{mark('neighbour', case)}@thu.example"


# --- the cases: each a situation, each word of each marked ----------------------------------------
@dataclass
class Doing:
    """One case being made."""

    cast: Cast
    p: Petition
    case: str
    now: datetime

    def at(self, by: str) -> dict[str, Any]:
        self.now += timedelta(minutes=1)
        return {"by": getattr(self.cast, by), "now": self.now}

    def day(self, by: str) -> dict[str, Any]:
        return self.at(by) | {"calendar": Calendar.official()}

    def text(self, piece: str) -> str:
        return f"{mark(piece, self.case)} nội dung."

    def accept(self) -> None:
        actions.receive(self.p, **self.at("minh"))
        actions.accept(self.p, **self.day("minh"))
        actions.note(self.p, text=self.text("note"), **self.at("minh"))

    def hand(self) -> None:
        self.accept()
        actions.assign(self.p, office=self.cast.drains, **self.at("hoa"))
        actions.hand_to(self.p, officer=self.cast.tam.person, **self.at("tam"))  # type: ignore[arg-type]

    def draft(self) -> None:
        self.hand()
        actions.draft(self.p, text=self.text("draft"), **self.at("tam"))
        actions.send_back(self.p, why=self.text("sent_back"), **self.at("hoa"))
        actions.draft(self.p, text=self.text("draft"), **self.at("tam"))

    def approve(self) -> None:
        self.draft()
        actions.approve(self.p, text=self.text("answer"), **self.at("hoa"))

    def answer(self) -> None:
        self.approve()
        actions.answer(self.p, **self.at("hoa"))

    def publish(self) -> None:
        actions.publish(self.p, title=f"Việc {mark('public', self.case)}", text=self.text("public"),
                        answer=self.text("public"), **self.at("minh"))
        follower = actions.follow(self.p.publication, email=neighbour(self.case), now=self.now)
        following.agree(follower, self.now)

    def ask(self) -> None:
        self.hand()
        actions.ask(self.p, question=self.text("question"), **self.at("tam"))


def _published(d: Doing) -> None:
    d.hand()
    d.publish()


def _answered_public(d: Doing) -> None:
    d.answer()
    d.publish()


def _closed(d: Doing) -> None:
    _answered_public(d)
    actions.rate(d.p, solved=Solved.NO, stars=2, words=d.text("said"), **d.at("lan"))


def _replied(d: Doing) -> None:
    d.ask()
    actions.reply(d.p, text=d.text("reply"), **d.day("lan"))


def _refused(d: Doing) -> None:
    actions.refuse(d.p, reason=Reason.NOT_OURS, where_to=d.text("reason"), **d.at("minh"))


def _withdrawn(d: Doing) -> None:
    _published(d)
    actions.withdraw(d.p, why=d.text("said"), **d.at("lan"))


def _unpublished(d: Doing) -> None:
    _answered_public(d)
    actions.unpublish(d.p, why=d.text("reason"), **d.at("minh"))


CASES: dict[str, Callable[[Doing], None]] = {
    "new": lambda d: None,
    "office_only": Doing.hand,
    "waiting": Doing.ask,
    "replied": _replied,
    "drafted": Doing.draft,
    "approved": Doing.approve,
    "published": _published,
    "answered": Doing.answer,
    "answered_public": _answered_public,
    "closed": _closed,
    "refused": _refused,
    "withdrawn": _withdrawn,
    "unpublished": _unpublished,
}
LISTED = frozenset({"published", "answered_public", "closed"})
WITH_OFFICE = frozenset(CASES) - {"new", "refused"}


def make(cast: Cast, case: str, now: datetime) -> Petition:
    """Lan's case, brought into this situation."""
    said = actions.Submission(
        kind=Kind.FEEDBACK, title=f"Ngập ở {mark('original', case)}", text=f"Hẻm {mark('original', case)} ngập nước.",
        body=cast.body, place=cast.ward, lane=Lane.OFFICE if case == "office_only" else Lane.PUBLIC,
        place_text=mark("place", case), name=mark("name", case), email=f"{mark('email', case)}@thu.example",
        phone=mark("phone", case))
    p = actions.submit(said, token=uuid4(), by=cast.lan, calendar=Calendar.official(), now=now)
    CASES[case](Doing(cast, p, case, now))
    return p


def also(here: Share, now: datetime) -> dict[str, Any]:
    """A template of the body, and a case that Minh took in at the counter."""
    cast = here.cast
    template = AnswerTemplate.objects.create(body=cast.body, name="Mẫu", text=mark("inside", "template"))
    taken_in = actions.submit(
        actions.Submission(kind=Kind.FEEDBACK, title="Đèn đường hỏng", text="Đèn đường hỏng.", body=cast.body,
                           channel=Channel.COUNTER),
        token=uuid4(), by=cast.minh, calendar=Calendar.official(), now=now)
    return {"template": template.pk, "taken_in": taken_in}


def may_meet(who: str, piece: str, case: str) -> bool:
    """Whether this visitor may ever be shown this word."""
    if piece == "neighbour":
        return False
    if piece.startswith("public"):
        return case in LISTED or who in ("lan", "device", "minh", "hoa") or (who == "tam" and case in WITH_OFFICE)
    if who in ("minh", "hoa"):
        return True
    if who == "tam":
        return case in WITH_OFFICE or piece == "inside"
    if who in ("lan", "device"):
        return piece not in (*INTERNAL, "internal_paper") and (piece != "answer" or case not in ("approved", "drafted"))
    return False


def shown(here: Share) -> Iterable[tuple[str, str, str, str]]:
    """Where marks do come out."""
    case = "answered_public"
    public, desk = f"/phan-anh/{here.name(case)}/", f"/ban-lam-viec/{here.name(case)}/"
    yield from (("anonymous", public, "public", case), ("lan", public, "original", case),
                ("lan", public, "answer", case))
    yield from (("minh", desk, piece, case) for piece in ("note", "name", "phone"))


def unlist(here: Share) -> tuple[str, tuple[str, ...], Callable[[], None]]:
    """Lan takes back what is public."""
    p = Petition.objects.get(pk=here.cases["published"].pk)
    withdraw = partial(actions.withdraw, p, why="Thôi.", by=here.cast.lan, now=p.received_at + timedelta(days=2))
    return mark("public", "published"), (f"/phan-anh/{p.code}/", "/phan-anh/", "/phan-anh/moi.atom"), withdraw


def form_arguments(form: type) -> dict[str, Any]:
    """What a form of the desk is made with, besides what was typed."""
    return {"petition": Petition(), "papers": Papers()} if issubclass(form, desk_forms.StepForm) else {}


LISTS = (
    "/phan-anh/", "/phan-anh/?tinh-trang=open", "/phan-anh/?sau=999999999", "/phan-anh/?truoc=0",
    "/phan-anh/?loai=feedback", "/phan-anh/?q=noi+dung", "/phan-anh/?q=ngap", "/phan-anh/moi.atom",
    "/phan-anh/gui/tuong-tu/?q=Hem+ngap+nuoc+noi+dung", "/phan-anh/so-lieu/",
    "/phan-anh/ban-do/", "/phan-anh/ban-do/?tinh-trang=open&sau=999999999",
    "/ban-lam-viec/", "/ban-lam-viec/?viec=ca-phuong", "/ban-lam-viec/?viec=da-xong", "/ban-lam-viec/?q=ngap",
    "/ban-lam-viec/?viec=cho-duyet", "/ban-lam-viec/?viec=cho-dan", "/ban-lam-viec/tinh-hinh/",
    "/ban-lam-viec/tiep-nhan/",
)
FIELDS = {
    "viec", "han", "sau", "truoc", "phong", "loai", "kenh", "can-bo", "ket-qua", "tinh-trang", "mo-lai", "giai-quyet",
    "nam", "q", "ma", "tu", "cach", "version", "question", "goto", "token", "meant", "do", "use_template", "delete",
    "cover-text", "was-text", "was-title",
} | {f"{step}-{name}" for step in desk_forms.FORMS for name in desk_forms.FORMS[step].base_fields} | {
    f"{step}-{name}" for step in ("reply", "rate", "reopen", "withdraw")
    for name in ("text", "why", "solved", "stars", "words")}
SLUGS = (
    "tiep-nhan", "phan-loai", "thu-ly", "khong-thu-ly", "chuyen", "chuyen-ngoai", "phan-cong", "giao-can-bo", "trinh",
    "tra-lai", "duyet", "tra-loi", "go-cong-khai", "hoi", "bo-sung", "xu-ly-tiep", "gia-han", "gop", "tach", "ghi-chu",
)

PART = Part(
    of="petitions", cases=tuple(CASES), make=make, also=also, marked_also=(("inside", "template"),), pieces=PIECES,
    may_meet=may_meet, listed=LISTED, lists=LISTS, shown=shown, page="/phan-anh/{}/",
    searches=("/phan-anh/", "/phan-anh/gui/tuong-tu/"), sought=("original", "place", "draft", "note", "answer"),
    papers=("parties", "internal", "public"),
    in_letters=frozenset({"reason"}),  # where to go with a refused case: written by an officer for the sender
    addressees=lambda here, case: {f"{mark('email', case)}@thu.example", mark("phone", case), neighbour(case)},
    unlist=unlist, forms=(forms, desk_forms, intake), form_arguments=form_arguments, fields=frozenset(FIELDS),
    parts={"slug": SLUGS},
)
