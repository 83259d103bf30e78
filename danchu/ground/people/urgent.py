"""Letters one person waits for at the screen: a code, a link. Written down sealed, carried at once, then gone.

The postman (`ground/post/urgent.py`) carries them, so that a mail server that is away holds up no page. Until then a
row can be opened only with the server's key: whoever reads a copy of the database reads no code.
"""

import json
from base64 import urlsafe_b64encode
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from cryptography.fernet import Fernet, InvalidToken
from django.utils.crypto import salted_hmac

from danchu.ground.people.addresses import Address, Kind
from danchu.ground.people.models import UrgentLetter


@dataclass(frozen=True)
class Letter:
    """What is sent. Of a text message only the first paragraph is."""

    to: str
    subject: str
    body: str


def write(to: Address, subject: str, body: str, *, now: datetime, lives: timedelta) -> None:
    """Leave a letter for the postman; after `lives` nobody needs it any more."""
    sealed = _seal().encrypt(json.dumps(asdict(Letter(to.value, subject, body))).encode()).decode()
    UrgentLetter.objects.create(kind=to.kind, sealed=sealed, not_before=now, expires_at=now + lives)


def opened(row: UrgentLetter) -> Letter | None:
    """What stands in it; None where the server's key has changed since."""
    try:
        return Letter(**json.loads(_seal().decrypt(row.sealed.encode())))
    except InvalidToken:
        return None


def held_up(kind: Kind, now: datetime) -> bool:
    """Whether letters of this kind are known not to get through at the moment."""
    return UrgentLetter.objects.filter(kind=kind, attempts__gt=0, expires_at__gt=now).exists()


def _seal() -> Fernet:
    return Fernet(urlsafe_b64encode(salted_hmac("danchu.people.urgent", "seal", algorithm="sha256").digest()))
