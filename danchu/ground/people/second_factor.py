"""The officials' second step: codes of an app (TOTP), passkeys, recovery codes; rows of allauth.mfa."""

import base64
import hashlib
import json
from datetime import datetime
from typing import Any

import segno
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.utils import decrypt, encrypt
from allauth.mfa.webauthn.internal import auth as webauthn
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.encoding import force_bytes
from django.utils.translation import gettext as _

from danchu.ground.people.models import Person
from danchu.ground.people.throttle import same

PERIOD = 30  # seconds a code lives
TOLERANCE = 1  # codes before and after, for clocks that differ
Type = Authenticator.Type


class Adapter(DefaultMFAAdapter):
    """Secrets are encrypted with a key drawn from SECRET_KEY: a stolen backup opens no account by itself."""

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        return str(settings.SITE["name"])

    def _get_site_name(self) -> str:
        return str(settings.SITE["name"])

    def _get_user_identifier(self, user: Any) -> str:
        return str(user.email)

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        return {"id": str(user.pk).encode(), "name": user.email, "display_name": str(user)}


def _cipher() -> MultiFernet:
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    digests = (hashlib.sha256(b"danchu.people.second_factor" + force_bytes(k)).digest() for k in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(d)) for d in digests])


def has_one(person: Person) -> bool:
    """Has an app or a passkey; recovery codes alone are not a second step."""
    return Authenticator.objects.filter(user=person, type__in=(Type.TOTP, Type.WEBAUTHN)).exists()


def kinds(person: Person) -> set[str]:
    """Which kinds of second step the person has."""
    return set(Authenticator.objects.filter(user=person).values_list("type", flat=True))


def new_secret() -> str:
    """A fresh secret for an app: 160 bits in base32."""
    return generate_totp_secret()


# --- codes of an app -----------------------------------------------------------------------------
def matching_counter(secret: str, code: str, now: datetime, after: int = 0) -> int | None:
    """The 30-second step this code belongs to, if it is near `now` and later than `after`."""
    step = int(now.timestamp()) // PERIOD
    near = (c for c in range(step - TOLERANCE, step + TOLERANCE + 1) if c > after)
    return next((c for c in near if same(code_at(secret, c), code)), None)


def code_at(secret: str, counter: int) -> str:
    """The six digits an app shows in this 30-second step."""
    return format_hotp_value(hotp_value(secret, counter))


def set_totp(person: Person, secret: str, used: int = 0) -> None:
    """Give a person this app secret; steps up to `used` are spent."""
    Authenticator.objects.update_or_create(
        user=person, type=Type.TOTP, defaults={"data": {"secret": encrypt(secret), "used": used}}
    )


@transaction.atomic
def take_totp(person: Person, code: str, now: datetime) -> bool:
    """Accept a code once. Kept in the row, not in a cache: true for every worker, and over a restart."""
    row = Authenticator.objects.select_for_update().filter(user=person, type=Type.TOTP).first()
    if row is None:
        return False
    counter = matching_counter(decrypt(row.data["secret"]), code, now, after=row.data.get("used", 0))
    if counter is None:
        return False
    row.data["used"] = counter
    row.last_used_at = now
    row.save()
    return True


def next_totp(person: Person, now: datetime) -> str:
    """A code that would be accepted now; empty where none is left for the moment. Only the demo shows it."""
    row = Authenticator.objects.filter(user=person, type=Type.TOTP).first()
    if row is None:
        return ""
    step = int(now.timestamp()) // PERIOD
    counter = max(step, row.data.get("used", 0) + 1)
    return code_at(decrypt(row.data["secret"]), counter) if counter <= step + TOLERANCE else ""


def totp_picture(person: Person, secret: str) -> str:
    """The QR an app reads, as a data: address."""
    return segno.make(Adapter().build_totp_url(person, secret), micro=False).svg_data_uri(
        scale=5, border=2, dark="#14213d", light="#ffffff"
    )


# --- recovery codes ------------------------------------------------------------------------------
def renew_recovery_codes(person: Person) -> list[str]:
    """Ten new codes, each good once; older ones no longer work."""
    Authenticator.objects.filter(user=person, type=Type.RECOVERY_CODES).delete()
    return RecoveryCodes.activate(person).get_unused_codes()


def take_recovery_code(person: Person, code: str) -> bool:
    """Accept a recovery code once."""
    row = Authenticator.objects.filter(user=person, type=Type.RECOVERY_CODES).first()
    return bool(row and RecoveryCodes(row).validate_code(code))


# --- passkeys ------------------------------------------------------------------------------------
def offer_passkey(person: Person) -> str:
    """What the browser needs to make a passkey, as JSON. The challenge waits in the session."""
    return json.dumps(webauthn.begin_registration(person, passwordless=False), default=dict)


def add_passkey(person: Person, answer: str, name: str) -> bool:
    """Keep the passkey the browser made; False where its answer does not hold."""
    try:
        credential = json.loads(answer)
        webauthn.complete_registration(credential)
    except BAD_ANSWER:
        return False
    webauthn.WebAuthn.add(person, name or _("Khóa bảo mật"), credential)
    return True


def ask_passkey(person: Person) -> str:
    """What the browser needs to prove a passkey, as JSON."""
    return json.dumps(webauthn.begin_authentication(person), default=dict)


def take_passkey(person: Person, answer: str) -> bool:
    """Accept the browser's proof; each challenge serves once."""
    try:
        webauthn.complete_authentication(person, json.loads(answer)).record_usage()
    except BAD_ANSWER:
        return False
    finally:
        webauthn.clear_state()
    return True


BAD_ANSWER: tuple[type[Exception], ...] = (ValidationError, ValueError, TypeError, KeyError, AttributeError)


def listed(person: Person) -> list[dict[str, Any]]:
    """The person's second steps for their account page: id, type, name, since, used."""
    rows = Authenticator.objects.filter(user=person).exclude(type=Type.RECOVERY_CODES).order_by("created_at")
    return [
        {
            "id": r.pk,
            "type": r.type,
            "since": r.created_at,
            "used": r.last_used_at,
            "name": r.data["name"] if r.type == Type.WEBAUTHN else _("Ứng dụng tạo mã"),
        }
        for r in rows
    ]


@transaction.atomic
def remove(person: Person, typed_id: str) -> bool:
    """Take away one of the person's own second steps, never the last. False if nothing was taken."""
    rows = list(
        Authenticator.objects.select_for_update().filter(user=person, type__in=(Type.TOTP, Type.WEBAUTHN))
    )
    chosen = [r for r in rows if str(r.pk) == typed_id]
    if not chosen or len(rows) < 2:
        return False
    chosen[0].delete()
    return True
