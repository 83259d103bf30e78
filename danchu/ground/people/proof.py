"""How a sender without an account shows that a case is theirs: a secret number on the receipt, or this device."""

from __future__ import annotations

import hmac
from dataclasses import replace
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from danchu.ground.people.access import Standing, standing

COOKIE = "danchu_cases"  # the codes sent or opened on this device, signed; nothing about them
MOST = 30
_SALT = "danchu.petitions.device"
REMEMBERED = 30 * 24 * 3600  # seconds


def secret_of(token: UUID) -> str:
    """Six digits, worked out from the form's token and the server's key: the same receipt can be shown again."""
    digest = salted_hmac("danchu.petitions.secret", str(token), algorithm="sha256").hexdigest()
    return f"{int(digest, 16) % 1_000_000:06d}"


def is_secret_of(token: UUID, typed: str) -> bool:
    """Compared in constant time; spaces and dashes typed between the digits do not matter."""
    digits = "".join(c for c in typed if c.isdecimal())[:12]
    return hmac.compare_digest(secret_of(token).encode(), digits.encode())


def proven_codes(request: HttpRequest) -> frozenset[str]:
    """The codes this device has sent or opened with their secret number."""
    if COOKIE not in request.COOKIES:
        return frozenset()
    try:
        return frozenset(signing.loads(request.COOKIES[COOKIE], salt=_SALT, max_age=REMEMBERED))
    except (signing.BadSignature, TypeError):
        return frozenset()


def who(request: HttpRequest) -> Standing:
    """Whoever asks, with the cases this device has shown to be theirs."""
    return replace(standing(request), proven=proven_codes(request))


def remember(response: HttpResponse, request: HttpRequest, code: str) -> HttpResponse:
    """Keep on this device that the case is theirs, for REMEMBERED seconds."""
    codes = [*sorted(proven_codes(request) - {code})[-(MOST - 1):], code]
    response.set_cookie(COOKIE, signing.dumps(codes, salt=_SALT), max_age=REMEMBERED, httponly=True,
                        samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
    return response


def forget(response: HttpResponse) -> HttpResponse:
    """For a borrowed phone: this device knows no case any more."""
    response.delete_cookie(COOKIE, samesite="Lax")
    return response
