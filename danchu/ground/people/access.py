"""What a person stands for today: the posts they hold. The one door through which roles are asked."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, wraps
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from danchu.ground import rows
from danchu.ground.people.models import Person, PostHeld
from danchu.ground.rows import Written
from danchu.law.roles import Role

OFFICIAL_IDLE = timedelta(hours=8)
CITIZEN_STAY = timedelta(hours=30 * 24)
RENEW_EVERY = timedelta(minutes=10)  # an idle limit without a write on every request


class Post(NamedTuple):
    """A role in a unit, and what the person is called there."""

    role: Role
    unit_id: int
    title: str


@dataclass(frozen=True)
class Standing:
    """A person and the posts they hold on one day. Nobody (`person is None`) holds none.

    `proven` are codes of cases whose secret number was shown (a sender without an account);
    `is_clock` is the house's own clock, which takes the steps that fall due by themselves.
    """

    person: Person | None
    posts: tuple[Post, ...] = ()
    proven: frozenset[str] = frozenset()
    is_clock: bool = False

    def has(self, role: Role, unit_id: int | None = None) -> bool:
        """Holds this role, in this unit if one is named."""
        return any(p.role == role and unit_id in (None, p.unit_id) for p in self.posts)

    def units(self, role: Role) -> frozenset[int]:
        """Ids of the units in which this role is held."""
        return frozenset(p.unit_id for p in self.posts if p.role == role)

    def title_in(self, unit_id: int) -> str:
        """What they are called in this unit; empty where they hold no post."""
        return next((p.title for p in self.posts if p.unit_id == unit_id), "")


NOBODY = Standing(None)
CLOCK = Standing(None, is_clock=True)


def standing_of(person: Person | AnonymousUser | None, on: date) -> Standing:
    """The standing of a person on a day. One statement for an official, none for anyone else."""
    if not isinstance(person, Person) or not person.is_active:
        return NOBODY
    if not person.is_official:
        return Standing(person)
    return _with_posts(person, _posts_held().rows(on=on, person=person.pk))


def _with_posts(person: Person, held: Iterable[rows.Row]) -> Standing:
    return Standing(person, tuple(Post(Role(role), unit, title) for role, unit, title in held))


@cache
def _posts_held() -> Written:
    posts = PostHeld.held_on(rows.day("on")).filter(person_id=rows.number("person"))
    return Written(posts.order_by("-is_head", "id").values_list("role", "unit_id", "title"))


def person_of(request: HttpRequest) -> Person | None:
    """Who is signed in. Without a session cookie neither the session nor the database is touched."""
    person = request.__dict__.get("user")
    if type(person) is not Person and settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None  # `user` is still asleep, and there is nothing to wake it for
    return person if isinstance(person, Person) else None


def standing(request: HttpRequest) -> Standing:
    """The standing of whoever is signed in, today, asked once a request; the posts came with the person."""
    known: Standing | None = getattr(request, "_standing", None)
    if known is None:
        person, today = person_of(request), timezone.localdate()
        read = person.posts_read if person and person.is_active and person.is_official else None
        known = _with_posts(person, read[1]) if person and read and read[0] == today else standing_of(person, today)
        request._standing = known  # type: ignore[attr-defined]
    return known


View = Callable[..., HttpResponse]


def signed_in_required(view: View) -> View:
    """Anyone may pass who is signed in; others are led to the citizens' sign-in and back."""

    @wraps(view)
    def guarded(request: HttpRequest, *parts: Any, **named: Any) -> HttpResponse:
        if person_of(request) is None:
            return to_sign_in(request, "sign_in")
        return view(request, *parts, **named)

    return guarded


def official_required(view: View) -> View:
    """Officials only. A stranger is led to sign in and back; to a signed-in citizen no such page exists."""

    @wraps(view)
    def guarded(request: HttpRequest, *parts: Any, **named: Any) -> HttpResponse:
        person = person_of(request)
        if person is None:
            return to_sign_in(request, "official_sign_in")
        if not person.is_official:
            raise Http404
        keep_awake(request)
        return view(request, *parts, **named)

    return guarded


def to_sign_in(request: HttpRequest, route: str) -> HttpResponse:
    """Lead to a sign-in page that knows where to come back to."""
    back = request.get_full_path() if request.method in ("GET", "HEAD") else ""
    return redirect(f"{reverse(route)}?{urlencode({'next': back})}" if back else reverse(route))


def keep_awake(request: HttpRequest) -> None:
    """Push the idle limit forward, at most once in RENEW_EVERY."""
    now = timezone.now()
    touched = parse_datetime(request.session.get("touched_at", ""))
    if touched is None or now - touched >= RENEW_EVERY:
        request.session["touched_at"] = now.isoformat()
