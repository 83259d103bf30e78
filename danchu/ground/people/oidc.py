"""Signing in by an identity provider (OpenID Connect, as with VNeID): code flow, PKCE, state, nonce."""

import base64
import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import jwt
import requests
from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from danchu.ground.people import sessions
from danchu.ground.people.access import person_of
from danchu.ground.people.models import Identity, Person
from danchu.ground.people.throttle import same
from danchu.ground.text.normalise import clean

PATIENCE = 10  # seconds for each answer of the provider
SIGNED_WITH = ["RS256", "RS384", "RS512", "PS256", "ES256", "ES384"]  # never "none", never a shared secret
REFUSALS = (jwt.PyJWTError, requests.RequestException, ValueError, KeyError, TypeError)


class Refused(Exception):
    """The provider's answer does not hold; the page says so without details."""


class AnOfficialStaysApart(Exception):
    """An official's account has its own second step and is not opened by a provider."""


@dataclass(frozen=True)
class Claims:
    """What we take of what the provider says: who it is, and a name. Nothing else is kept."""

    issuer: str
    subject: str
    name: str
    email: str  # only if the provider has verified it


def configured() -> str:
    """The provider's name for the button; empty where none is configured."""
    o = settings.OIDC
    return str(o["name"]) if o["server"] and o["client_id"] and o["client_secret"] else ""


# --- the two pages -------------------------------------------------------------------------------
@never_cache
@require_safe
def identity_start(request: HttpRequest) -> HttpResponse:
    """Leave for the provider. A link, not a form: our wall lets forms go nowhere but here."""
    if not configured():
        raise Http404
    onward = sessions.back_to(request.GET.get("next", ""))
    try:
        where, waiting = _leave_for_provider(_our_callback())
    except REFUSALS:
        return _refused(request, 503)
    request.session["oidc"] = {**waiting, "next": onward}
    return redirect(where)


@never_cache
@require_safe
def identity_return(request: HttpRequest) -> HttpResponse:
    """Come back from the provider: check everything, then sign in."""
    waiting = request.session.pop("oidc", None) if configured() else None
    if not waiting or not same(request.GET.get("state", ""), waiting["state"]):
        return _refused(request, 400)
    try:
        claims = _claims(request.GET["code"], waiting, _our_callback())
        now = timezone.now()
        person = person_for(claims, person_of(request), now)
    except (Refused, AnOfficialStaysApart, *REFUSALS):
        return _refused(request, 400)
    sessions.begin(request, person, now)
    return redirect(sessions.back_to(waiting["next"]))


def _refused(request: HttpRequest, status: int) -> HttpResponse:
    return render(request, "people/identity_refused.html", {"provider": configured()}, status=status)


def _our_callback() -> str:
    return str(settings.SITE["url"]) + reverse("identity_return")


# --- the protocol --------------------------------------------------------------------------------
def _discover() -> dict[str, Any]:
    found = _get(settings.OIDC["server"].rstrip("/") + "/.well-known/openid-configuration")
    if found["issuer"].rstrip("/") != settings.OIDC["server"].rstrip("/"):
        raise ValueError("issuer")  # RFC 8414, 3.3: a configuration must speak for itself
    return found


def _get(where: str, **headers: str) -> dict[str, Any]:
    answer = requests.get(where, headers=headers, timeout=PATIENCE, allow_redirects=False)
    answer.raise_for_status()
    found: dict[str, Any] = answer.json()
    return found


def _leave_for_provider(callback: str) -> tuple[str, dict[str, str]]:
    waiting = {name: secrets.token_urlsafe(32) for name in ("state", "nonce", "verifier")}
    challenge = base64.urlsafe_b64encode(hashlib.sha256(waiting["verifier"].encode()).digest()).rstrip(b"=")
    asked = {
        "response_type": "code",
        "client_id": settings.OIDC["client_id"],
        "redirect_uri": callback,
        "scope": "openid profile email",
        "state": waiting["state"],
        "nonce": waiting["nonce"],
        "code_challenge": challenge.decode(),
        "code_challenge_method": "S256",
    }
    where = _discover()["authorization_endpoint"]
    return f"{where}{'&' if '?' in where else '?'}{urlencode(asked)}", waiting


def _claims(code: str, waiting: dict[str, str], callback: str) -> Claims:
    provider = _discover()
    tokens = requests.post(
        provider["token_endpoint"],
        timeout=PATIENCE,
        allow_redirects=False,
        auth=(settings.OIDC["client_id"], settings.OIDC["client_secret"]),
        data={
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": callback,
            "client_id": settings.OIDC["client_id"],
            "code_verifier": waiting["verifier"],
        },
    )
    tokens.raise_for_status()
    said = _checked(tokens.json()["id_token"], provider, waiting["nonce"])
    if "userinfo_endpoint" in provider and "name" not in said:
        more = _get(provider["userinfo_endpoint"], Authorization=f"Bearer {tokens.json()['access_token']}")
        if more.get("sub") != said["sub"]:
            raise Refused("userinfo speaks of someone else")
        said = {**more, **said}
    email = str(said.get("email") or "").lower() if said.get("email_verified") is True else ""
    return Claims(
        provider["issuer"],
        str(said["sub"]),
        clean(str(said.get("name") or ""), limit=120, lines=False),
        email,
    )


def _checked(token: str, provider: dict[str, Any], nonce: str) -> dict[str, Any]:
    """The claims of an id_token whose signature, issuer, audience, times and nonce hold; raises otherwise."""
    keys = jwt.PyJWKSet.from_dict(_get(provider["jwks_uri"]))
    kid = jwt.get_unverified_header(token).get("kid")
    key = next((k for k in keys.keys if kid is None or k.key_id == kid), None)
    if key is None:
        raise Refused("signed with a key the provider does not publish")
    said: dict[str, Any] = jwt.decode(
        token,
        key,
        algorithms=SIGNED_WITH,
        audience=settings.OIDC["client_id"],
        issuer=provider["issuer"],
        leeway=60,
        options={"require": ["exp", "iat", "sub", "aud", "iss"]},
    )
    if not same(str(said.get("nonce", "")), nonce):
        raise Refused("nonce")
    return said


# --- the person ----------------------------------------------------------------------------------
def person_for(claims: Claims, me: Person | None, now: datetime) -> Person:
    """The citizen behind these claims: known, attached to who is signed in, or new.

    An account is never taken over because an e-mail matches. Raises AnOfficialStaysApart.
    """
    known = (
        Identity.objects.filter(issuer=claims.issuer, subject=claims.subject).select_related("person").first()
    )
    if known:
        return known.person
    if me is not None and me.is_official:
        raise AnOfficialStaysApart
    try:
        return _attach(claims, me or _newcomer(claims, now), now)
    except IntegrityError:  # two tabs at once
        return (
            Identity.objects.select_related("person").get(issuer=claims.issuer, subject=claims.subject).person
        )


def _newcomer(claims: Claims, now: datetime) -> Person:
    taken = Person.objects.filter(email=claims.email).exists()
    person = Person(email=None if taken or not claims.email else claims.email, joined_at=now)
    person.set_unusable_password()
    return person


@transaction.atomic
def _attach(claims: Claims, person: Person, now: datetime) -> Person:
    person.verified_by = "vneid"
    person.name = claims.name or person.name
    person.save()
    Identity.objects.create(person=person, issuer=claims.issuer, subject=claims.subject, since=now)
    return person
