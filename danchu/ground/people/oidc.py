"""Signing in by an identity provider (OpenID Connect, as with VNeID): code flow, PKCE, state, nonce."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    from danchu.ground.people.provider import Claims


class AnOfficialStaysApart(Exception):
    """An official's account has its own second step and is not opened by a provider."""


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
    from danchu.ground.people import provider

    try:
        where, waiting = provider.leave_for(_our_callback())
    except provider.FAILURES:
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
    from danchu.ground.people import provider

    try:
        claims = provider.claims_of(request.GET["code"], waiting, _our_callback())
        now = timezone.now()
        person = person_for(claims, person_of(request), now)
    except (AnOfficialStaysApart, *provider.FAILURES):
        return _refused(request, 400)
    sessions.begin(request, person, now)
    return redirect(sessions.back_to(waiting["next"]))


def _refused(request: HttpRequest, status: int) -> HttpResponse:
    return render(request, "people/identity_refused.html", {"provider": configured()}, status=status)


def _our_callback() -> str:
    return str(settings.SITE["url"]) + reverse("identity_return")


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
