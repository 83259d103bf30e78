"""The postman's first errand: sign-in codes and links, which somebody waits for at the screen.

At least once, as with all letters; carried again with the same mark where the postman died in between.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.crypto import salted_hmac

from danchu.ground.people import urgent
from danchu.ground.people.addresses import Kind
from danchu.ground.people.models import UrgentLetter
from danchu.ground.post.carriers import AddressGone, Carrier, Parcel
from danchu.ground.post.mail import mail_carrier
from danchu.ground.post.sms import sms_carrier

LEASE = timedelta(minutes=2)
WAIT_FIRST, WAIT_MOST = timedelta(seconds=30), timedelta(minutes=10)
CARRIERS: dict[Kind, Callable[[], Carrier]] = {Kind.EMAIL: mail_carrier, Kind.PHONE: sms_carrier}
log = logging.getLogger(__name__)


def hurry(now: datetime, at_most: int = 20) -> int:
    """Carry what waits; how many went. Never raises for a server that is away."""
    UrgentLetter.objects.filter(expires_at__lte=now).delete()
    return sum(_carry(kind, now, at_most) for kind in CARRIERS)


def _carry(kind: Kind, now: datetime, at_most: int) -> int:
    """One connection for a batch. Where it fails, all letters of this kind rest, so that one time-out is paid and not
    one a letter.
    """
    mine = UrgentLetter.objects.filter(kind=kind)
    if mine.filter(attempts__gt=0, not_before__gt=now).exists():
        return 0  # the server was away a moment ago
    rows = [row for row in _free(kind, now).order_by("id")[:at_most] if _lease(row, now)]
    done = 0
    try:
        if rows:
            with CARRIERS[kind]() as carrier:
                for row in rows:
                    _hand_over(carrier, row)
                    done += 1
    except Exception as fault:  # a gateway is somebody else's code: whatever it raises, this one was not sent
        log.warning("no sign-in %s can be sent now: %r", kind.value, fault)
        for row in rows[done:]:
            wait = min(WAIT_FIRST * 2 ** min(row.attempts, 10), WAIT_MOST)
            mine.filter(pk=row.pk).update(leased_until=None, attempts=row.attempts + 1, not_before=now + wait)
    return done


def _free(kind: Kind, now: datetime) -> "QuerySet[UrgentLetter]":
    free = Q(leased_until=None) | Q(leased_until__lt=now)
    return UrgentLetter.objects.filter(free, kind=kind, not_before__lte=now)


def _lease(row: UrgentLetter, now: datetime) -> bool:
    """Whether this postman, and no other, carries it for a while."""
    return bool(_free(Kind(row.kind), now).filter(pk=row.pk).update(leased_until=now + LEASE))


def _hand_over(carrier: Carrier, row: UrgentLetter) -> None:
    """Carried, or not to be carried at all (no such address, sealed with another key): gone either way."""
    letter = urgent.opened(row)
    if letter:
        body = letter.body if row.kind == Kind.EMAIL else letter.body.partition("\n\n")[0]
        mark = "u" + salted_hmac("danchu.post.urgent", str(row.pk)).hexdigest()[:32]
        try:
            carrier.send(Parcel(mark, letter.to, letter.subject, body))
        except AddressGone as fault:
            log.warning("a sign-in letter has no address to go to: %s", fault)
    row.delete()
