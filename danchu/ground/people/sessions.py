"""Beginning and ending a stay: a fresh session key at every sign-in, and how long it lasts."""

from datetime import datetime, timedelta

from django.contrib.auth import login, logout
from django.http import HttpRequest
from django.utils.dateparse import parse_datetime
from django.utils.http import url_has_allowed_host_and_scheme

from danchu.ground.people.access import CITIZEN_STAY, OFFICIAL_IDLE
from danchu.ground.people.models import Person

BACKEND = "django.contrib.auth.backends.ModelBackend"
FRESH = timedelta(minutes=15)
PASSING = ("sign_in", "second_step", "oidc", "totp_secret", "mfa.webauthn.state")


def begin(request: HttpRequest, person: Person, now: datetime) -> None:
    """Sign a person in. Whatever was typed before (a draft) stays; half-done sign-ins do not."""
    login(request, person, backend=BACKEND)
    for name in PASSING:
        request.session.pop(name, None)
    request.session["signed_in_at"] = now.isoformat()
    request.session.set_expiry(int((OFFICIAL_IDLE if person.is_official else CITIZEN_STAY).total_seconds()))


def end(request: HttpRequest) -> None:
    """Sign out and forget everything in the session."""
    logout(request)


def is_fresh(request: HttpRequest, now: datetime) -> bool:
    """Signed in so lately that a change of password or of a second step needs no new sign-in."""
    since = parse_datetime(request.session.get("signed_in_at", ""))
    return since is not None and now - since < FRESH


def back_to(typed: str, otherwise: str = "/") -> str:
    """A page of ours to go on to, or `otherwise`: never another site, never something that is not a path."""
    local = typed.startswith("/") and url_has_allowed_host_and_scheme(typed, allowed_hosts=None)
    return typed if local and len(typed) < 2000 and typed.isprintable() else otherwise
