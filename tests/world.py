"""A small world for whoever attacks the house: every kind of visitor, a case in every situation, each word marked."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from html import unescape
from http.cookies import SimpleCookie
from itertools import product
from typing import Any, NamedTuple
from uuid import uuid4

from django.conf import settings
from django.core import signing
from django.core.cache import cache, caches
from django.db import transaction
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

from danchu.conftest import Cast
from danchu.ground.files.cleaning import Cleaned
from danchu.ground.files.models import Attachment
from danchu.ground.files.models import Kind as FileKind
from danchu.ground.files.storing import attach
from danchu.ground.journal.models import Audience
from danchu.ground.people.models import Person, PostHeld
from danchu.ground.people.proof import _SALT, COOKIE
from danchu.law.calendar import Calendar
from danchu.law.roles import Role
from danchu.mechanisms.petitions import actions
from danchu.mechanisms.petitions.models import AnswerTemplate, Petition
from danchu.mechanisms.petitions.rules import Channel, Kind, Lane, Reason, Solved

MISSING_CODE = "KN-26-222222"  # passes no check and names nothing; `missing_code` draws a good one

# What marks each piece of a case, and who may meet it: see `mark`.
PRIVATE = ("original", "place", "name", "phone", "email", "answer", "question", "reply", "said", "reason", "paper")
INTERNAL = ("note", "draft", "sent_back", "inside")


def mark(piece: str, case: str) -> str:
    """A word nobody else would write; letters only, so that search, folding and masking leave it whole."""
    digest = hashlib.sha256(f"{piece}/{case}".encode()).hexdigest()[:10]
    return "zq" + digest.translate(str.maketrans("0123456789", "ghjkmnprtv"))


class Route(NamedTuple):
    """One address of the URL table."""

    name: str
    path: str  # with <converter:name> parts
    pattern: Any
    params: tuple[str, ...]

    def at(self, **values: Any) -> str:
        """The path with its parts filled in."""
        path = "/" + self.path
        for part, converter in self.pattern.pattern.converters.items():
            kind = {"StringConverter": "str", "IntConverter": "int", "SlugConverter": "slug", "UUIDConverter": "uuid",
                    "PathConverter": "path"}[type(converter).__name__]
            path = path.replace(f"<{kind}:{part}>", str(values[part]))
        return path


def routes() -> list[Route]:
    """Every address of the platform, by walking the resolver. A route without a name is called by its path."""
    return list(_walk(get_resolver().url_patterns, "", ""))


def _walk(patterns: list[Any], path: str, space: str) -> Iterator[Route]:
    for p in patterns:
        if hasattr(p, "url_patterns"):
            yield from _walk(p.url_patterns, path + str(p.pattern), f"{space}{p.namespace}:" if p.namespace else space)
        else:
            whole = path + str(p.pattern)
            yield Route(f"{space}{p.name or whole}", whole, p, tuple(p.pattern.converters))


@dataclass
class World:
    """Everyone, everything, and a way to ask as anyone."""

    cast: Cast
    cases: dict[str, Petition] = field(default_factory=dict)
    papers: dict[str, dict[str, Attachment]] = field(default_factory=dict)
    cookies: dict[str, dict[str, str]] = field(default_factory=dict)
    missing_code: str = ""
    template: int = 0
    taken_in: Petition = field(default_factory=Petition)  # by Minh, at the counter
    _client: Client = field(default_factory=Client)

    def ask(self, who: str, method: str, path: str, data: dict[str, Any] | None = None, *, keep: bool = False,
            client: Client | None = None) -> Any:
        """The answer to one visitor; what it changed is undone unless kept."""
        caches["guesses"].clear()  # nobody is held back for what another has guessed
        cache.clear()
        client = client or self._client
        client.cookies = SimpleCookie(self.cookies[who])
        if keep:
            return getattr(client, method.lower())(path, data)
        with transaction.atomic():
            answer = getattr(client, method.lower())(path, data)
            answer.body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            transaction.set_rollback(True)
        return answer


# Who: how they come by what they may do.
VISITORS: dict[str, str] = {
    "anonymous": "nobody",
    "bay": "a citizen, a neighbour",
    "lan": "the sender, signed in",
    "device": "the sender without an account, on the device it was sent from",
    "forged": "somebody who made the device's cookie up",
    "minh": "reception of the body",
    "hoa": "leader of the body",
    "tam": "handler in the office it was given to",
    "culture": "handler in another office of the body",
    "other": "reception and leader of another body",
    "ended": "was reception and leader of the body until yesterday",
}


def build(cast: Cast) -> World:
    """The visitors and the cases."""
    world = World(cast)
    now = timezone.now() - timedelta(days=1)
    for name, make in CASES.items():
        world.cases[name] = _case(cast, name, make, now)
        world.papers[name] = {a: _paper(world.cases[name], a, name, now) for a in ("parties", "internal", "public")}
    world.missing_code = next(c for c in _codes() if not Petition.objects.filter(code=c).exists())
    world.template = AnswerTemplate.objects.create(body=cast.body, name="Mẫu", text=mark("inside", "template")).pk
    world.taken_in = actions.submit(
        actions.Submission(kind=Kind.FEEDBACK, title="Đèn đường hỏng", text="Đèn đường hỏng.", body=cast.body,
                           channel=Channel.COUNTER),
        token=uuid4(), by=cast.minh, calendar=Calendar.official(), now=now)
    _visitors(world)
    return world


def _visitors(world: World) -> None:
    cast, today = world.cast, timezone.localdate()
    culture = _official("Văn Hóa", [(Role.HANDLER, cast.culture, None)])
    ended = _official("Đã Nghỉ", [(Role.RECEPTION, cast.body, today - timedelta(days=1)),
                                  (Role.LEADER, cast.body, today - timedelta(days=1))])
    people = {"bay": cast.bay.person, "lan": cast.lan.person, "minh": cast.minh.person, "hoa": cast.hoa.person,
              "tam": cast.tam.person, "other": cast.stranger.person, "culture": culture, "ended": ended}
    for name, person in people.items():
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")  # type: ignore[arg-type]
        world.cookies[name] = {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}
    codes = [p.code for p in world.cases.values()]
    world.cookies |= {"anonymous": {}, "device": {COOKIE: signing.dumps(codes, salt=_SALT)},
                      "forged": {COOKIE: signing.dumps(codes, key="x" * 50, salt=_SALT)}}


def _official(name: str, posts: list[tuple[Role, Any, date | None]]) -> Person:
    joined = timezone.now() - timedelta(days=400)
    person = Person.objects.create(name=name, email=f"{mark('mail', name)}@lekhoi.example", is_official=True,
                                   joined_at=joined)
    for role, unit, until in posts:
        PostHeld.objects.create(person=person, unit=unit, role=role, title="Công chức", held_from=joined.date(),
                                held_to=until, is_head=False)
    return person


def _codes() -> Iterator[str]:
    from danchu.ground.text.codes import new_code
    while True:
        yield new_code("KN", 26, uuid4().bytes)


def _paper(p: Petition, audience: str, case: str, now: datetime) -> Attachment:
    content = f"%PDF-1.7 {mark('paper' if audience == 'parties' else audience + '_paper', case)}".encode()
    cleaned = Cleaned(FileKind.PDF, f"{audience}.pdf", content, "application/pdf")
    return attach(p.code, cleaned, Audience(audience), None, now)


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


def _case(cast: Cast, name: str, make: Callable[[Doing], None], now: datetime) -> Petition:
    said = actions.Submission(
        kind=Kind.FEEDBACK, title=f"Ngập ở {mark('original', name)}", text=f"Hẻm {mark('original', name)} ngập nước.",
        body=cast.body, place=cast.ward, lane=Lane.OFFICE if name == "office_only" else Lane.PUBLIC,
        place_text=mark("place", name), name=mark("name", name), email=f"{mark('email', name)}@thu.example",
        phone="09" + f"{int(hashlib.sha256(name.encode()).hexdigest(), 16) % 10**8:08d}")
    p = actions.submit(said, token=uuid4(), by=cast.lan, calendar=Calendar.official(), now=now)
    make(Doing(cast, p, name, now))
    return p


def phone_of(name: str) -> str:
    """The phone number of the sender of this case."""
    return "09" + f"{int(hashlib.sha256(name.encode()).hexdigest(), 16) % 10**8:08d}"


# --- who may meet which marked word ----------------------------------------------------------------
PIECES = (*PRIVATE, *INTERNAL, "internal_paper", "public", "public_paper")
BODY = {"minh": Role.RECEPTION, "hoa": Role.LEADER}
MARK = re.compile(r"zq[a-w]{10}|09\d{8}")
CANARIES = {mark(piece, case): (piece, case) for piece, case in product(PIECES, CASES)} | {
    phone_of(case): ("phone", case) for case in CASES} | {mark("inside", "template"): ("inside", "template")}


def may_meet(who: str, piece: str, case: str) -> bool:
    """Whether this visitor may ever be shown this word."""
    if piece.startswith("public"):
        return case in LISTED or who in ("lan", "device", "minh", "hoa") or (who == "tam" and case in WITH_OFFICE)
    if who in BODY:
        return True
    if who == "tam":
        return case in WITH_OFFICE or piece == "inside"
    if who in ("lan", "device"):
        return piece not in (*INTERNAL, "internal_paper") and (piece != "answer" or case not in ("approved", "drafted"))
    return False


def escaped(who: str, page: str) -> set[tuple[str, str]]:
    """The marked words on a page that this visitor may not meet."""
    met = {CANARIES[word] for word in MARK.findall(unescape(page)) if word in CANARIES}
    return {(piece, case) for piece, case in met if not may_meet(who, piece, case)}
