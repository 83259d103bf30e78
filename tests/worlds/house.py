"""The world itself: its addresses, its visitors with their cookies, and a way to ask as any of them."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from http.cookies import SimpleCookie
from importlib import import_module
from typing import Any, NamedTuple
from uuid import uuid4

from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

from danchu.conftest import Cast
from danchu.ground.files.cleaning import Cleaned
from danchu.ground.files.models import Attachment, Kind
from danchu.ground.files.storing import attach
from danchu.ground.journal import cached
from danchu.ground.journal.models import Audience
from danchu.ground.people.models import Person, PostHeld
from danchu.ground.people.proof import _SALT, COOKIE
from danchu.ground.text.codes import new_code
from danchu.law.roles import Role
from tests.worlds import Share, brought, mark, part

CONVERTERS = {"StringConverter": "str", "IntConverter": "int", "SlugConverter": "slug", "UUIDConverter": "uuid",
              "PathConverter": "path"}


class Route(NamedTuple):
    """One address of the URL table."""

    name: str
    path: str  # with <converter:name> parts
    pattern: Any
    params: tuple[str, ...]

    def at(self, **values: Any) -> str:
        """The path with its parts filled in."""
        path = "/" + self.path
        for part_name, converter in self.pattern.pattern.converters.items():
            path = path.replace(f"<{CONVERTERS[type(converter).__name__]}:{part_name}>", str(values[part_name]))
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


JUST_IN = "tam"  # whose stay is noted at their first question at the desk; the others were there a moment ago


@dataclass
class World:
    """Everyone, everything, and a way to ask as anyone."""

    cast: Cast
    shares: dict[str, Share] = field(default_factory=dict)
    cookies: dict[str, dict[str, str]] = field(default_factory=dict)
    _client: Client = field(default_factory=Client)

    def __getitem__(self, mechanism: str) -> Share:
        return self.shares[mechanism]

    def again(self) -> World:
        """The same for one more test: whatever that does to a case in its hands, the next one does not see."""
        shares = {name: replace(here, cases={case: copy(made) for case, made in here.cases.items()})
                  for name, here in self.shares.items()}
        return World(self.cast, shares, self.cookies)

    def ask(self, who: str, method: str, path: str, data: dict[str, Any] | None = None) -> Any:
        """The answer to one visitor; what it changed is undone."""
        cache.clear()
        self._client.cookies = SimpleCookie(self.cookies[who])
        with transaction.atomic():
            answer = getattr(self._client, method.lower())(path, data)
            answer.body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            transaction.set_rollback(True)
        return answer


    def statements(self, who: str, path: str) -> list[str]:
        """What the second asking of a page asks of the database: what is settled is known, the stay is noted."""
        asked: list[str] = []

        def noted(execute: Any, sql: str, *rest: Any) -> Any:
            asked.append(sql)
            return execute(sql, *rest)

        self._client.cookies = SimpleCookie(self.cookies[who])
        with transaction.atomic():
            for _time in range(50):  # on PostgreSQL a kept page is new once any other worker has written: ask again
                before = cached._mark()
                asked.clear()
                self._client.get(path)
                with connection.execute_wrapper(noted):
                    answer = self._client.get(path)
                    b"".join(answer.streaming_content) if answer.streaming else answer.content
                if cached._mark() == before or self.cookies[who]:  # whoever is somebody is given no kept page
                    break
            transaction.set_rollback(True)
        return [sql for sql in asked if not sql.startswith(("SAVEPOINT", "RELEASE"))]


def build(cast: Cast, *only: str) -> World:
    """The visitors, and the cases of every mechanism that has a part (or of these only)."""
    world = World(cast)
    now = timezone.now() - timedelta(days=1)
    for name in only or brought("worlds"):
        world.shares[name] = _share(cast, name, now)
    _let_in(world)
    return world


def _share(cast: Cast, name: str, now: datetime) -> Share:
    here = Share(part(name), cast)
    for case in here.part.cases:
        here.cases[case] = made = here.part.make(cast, case, now)
        here.papers[case] = {audience: _paper(here.part.of, made.code, audience, case, now)
                             for audience in here.part.papers}
    here.missing = here.part.missing() if here.part.missing else _missing_code(here)
    here.more = here.part.also(here, now)
    return here


def _missing_code(here: Share) -> str:
    prefix = import_module(f"danchu.mechanisms.{here.part.of}.rules").PREFIX
    there = {str(here.part.name_of(made)) for made in here.cases.values()}
    return next(code for code in iter(lambda: new_code(prefix, 26, uuid4().bytes), "") if code not in there)


def _paper(of: str, code: str, audience: str, case: str, now: datetime) -> Attachment:
    content = f"%PDF-1.7 {mark(of, 'paper' if audience == 'parties' else audience + '_paper', case)}".encode()
    return attach(code, Cleaned(Kind.PDF, f"{audience}.pdf", content, "application/pdf"), Audience(audience), None, now)


def _let_in(world: World) -> None:
    cast, today = world.cast, timezone.localdate()
    culture = official("Văn Hóa", [(Role.HANDLER, cast.culture, None)])
    ended = official("Đã Nghỉ", [(Role.RECEPTION, cast.body, today - timedelta(days=1)),
                                 (Role.LEADER, cast.body, today - timedelta(days=1))])
    people = {"bay": cast.bay.person, "lan": cast.lan.person, "minh": cast.minh.person, "hoa": cast.hoa.person,
              "tam": cast.tam.person, "other": cast.stranger.person, "culture": culture, "ended": ended}
    for here in world.shares.values():
        people |= here.part.people(here)
    for name, person in people.items():
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")  # type: ignore[arg-type]
        if name != JUST_IN:
            _at_work(client)
        world.cookies[name] = {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}
    codes = [made.code for here in world.shares.values() for made in here.cases.values() if hasattr(made, "code")]
    world.cookies |= {"anonymous": {}, "device": {COOKIE: signing.dumps(codes, salt=_SALT)},
                      "forged": {COOKIE: signing.dumps(codes, key="x" * 50, salt=_SALT)}}


def _at_work(client: Client) -> None:
    """Their stay is noted already: else each of their questions at the desk would note it anew, and be undone."""
    stay = client.session
    stay["touched_at"] = timezone.now().isoformat()
    stay.save()


def official(name: str, posts: list[tuple[Role, Any, date | None]]) -> Person:
    """Someone with (role, unit, until when) for 400 days."""
    joined = timezone.now() - timedelta(days=400)
    person = Person.objects.create(name=name, email=f"{mark('house', 'mail', name)}@lekhoi.example", is_official=True,
                                   joined_at=joined)
    for role, unit, until in posts:
        PostHeld.objects.create(person=person, unit=unit, role=role, title="Công chức", held_from=joined.date(),
                                held_to=until, is_head=False)
    return person


def visitors(mechanism: str = "") -> dict[str, str]:
    """The kinds that may ask; with those that a mechanism (or, without a name, any) adds."""
    added = [part(mechanism)] if mechanism else [part(name) for name in brought("worlds")]
    return VISITORS | {who: what for p in added for who, what in p.visitors.items()}
