"""Where a stay is kept, and who is signed in: session, person and the posts they hold today by one statement.

Nothing is cached: who signed out is out on every worker at once.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any, cast

from django.conf import settings
from django.contrib import auth
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.db.models import FilteredRelation
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject

from danchu.ground import rows
from danchu.ground.people.models import Person, Stay, held_on
from danchu.ground.rows import Row, Written


class SessionStore(DatabaseSessions):
    """Sessions in the database, each with the number of whoever signed in."""

    person_read: Person | None = None  # whose this was when it was read; whether they still are, `person_in` asks

    @classmethod
    def get_model_class(cls) -> type[Stay]:
        return Stay

    def load(self) -> dict[str, Any]:
        """What was kept under this key; an empty session where there is none any more. One statement."""
        today = timezone.localdate()
        found = list(_kept().rows(key=self.session_key, now=timezone.now(), on=today))
        if not found:
            self._session_key = None
            return {}
        self.person_read = _person(found, today)
        return self.decode(found[0][0])

    def create_model_instance(self, data: dict[str, Any]) -> Stay:
        stay = cast(Stay, super().create_model_instance(data))
        number = data.get(auth.SESSION_KEY)
        stay.person_id = int(number) if number else None
        return stay


class SignedInMiddleware(AuthenticationMiddleware):
    """As Django's own, but for a person who has been read with the session already."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.user = cast(Any, SimpleLazyObject(lambda: person_in(request)))


def person_in(request: Any) -> Person | AnonymousUser:
    """Who is signed in, asked once a request. Whatever is not plainly in order is left to Django to decide."""
    if not hasattr(request, "_cached_user"):
        request._cached_user = _in_order(request.session) or auth.get_user(request)
    return cast(Person, request._cached_user)


def _in_order(session: Any) -> Person | None:
    """The person read with the session, if the checks of `django.contrib.auth.get_user` hold for them."""
    number, backend = session.get(auth.SESSION_KEY), session.get(auth.BACKEND_SESSION_KEY)
    person = getattr(session, "person_read", None)
    if person is None or str(person.pk) != number or not person.is_active:
        return None
    proof = session.get(auth.HASH_SESSION_KEY) or ""
    same = constant_time_compare(proof, person.get_session_auth_hash())
    return person if same and backend in settings.AUTHENTICATION_BACKENDS else None


@cache
def _kept() -> Written:
    """A stay that lasts, once a post its person holds today; with empty columns where there is none."""
    held = FilteredRelation("person__posts", condition=held_on(rows.day("on"), "person__posts__"))
    alive = Stay.objects.filter(session_key=rows.words("key"), expire_date__gt=rows.moment("now"))
    person = (f"person__{name}" for name in rows.columns(Person))
    posts = alive.annotate(held=held).order_by("-held__is_head", "held__id")
    return Written(posts.values_list("session_data", *person, "held__role", "held__unit_id", "held__title"))


def _person(found: list[Row], today: date) -> Person | None:
    names = rows.columns(Person)
    whose = slice(1, 1 + len(names))
    if found[0][whose][names.index("id")] is None:
        return None
    person = rows.made(Person, names, found[0][whose])
    person.posts_read = (today, tuple(row[whose.stop:] for row in found if row[whose.stop]))
    return person
