"""The protocol of OpenID Connect: what is asked of the provider, and what of its answers holds.

Loaded when somebody signs in so: what it stands on takes nine megabytes of each worker.
"""

import base64
import hashlib
import secrets
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import jwt
import requests
from django.conf import settings

from danchu.ground.people.throttle import same
from danchu.ground.text.normalise import clean

PATIENCE = 10  # seconds for each answer of the provider
SIGNED_WITH = ["RS256", "RS384", "RS512", "PS256", "ES256", "ES384"]  # never "none", never a shared secret


class Refused(Exception):
    """The provider's answer does not hold; the page says so without details."""


FAILURES = (Refused, jwt.PyJWTError, requests.RequestException, ValueError, KeyError, TypeError)


@dataclass(frozen=True)
class Claims:
    """What we take of what the provider says: who it is, and a name. Nothing else is kept."""

    issuer: str
    subject: str
    name: str
    email: str  # only if the provider has verified it


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


def leave_for(callback: str) -> tuple[str, dict[str, str]]:
    """Where to send the browser, and what must come back with it. Raises one of FAILURES."""
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


def claims_of(code: str, waiting: dict[str, str], callback: str) -> Claims:
    """Who it is, for the code the browser came back with. Raises one of FAILURES."""
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
