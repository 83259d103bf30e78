"""The postman: takes letters that wait, a batch at a time, and carries them. Several may run at once.

At least once: a letter is marked as sent after the other side took it, so a postman killed in between sends
it again,
with the same Message-ID. Nothing is sent inside a transaction.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet
from django.utils.crypto import salted_hmac

from danchu.ground.post.carriers import AddressGone, Carrier, CarrierDown, Parcel
from danchu.ground.post.mail import mail_carrier
from danchu.ground.post.models import Channel, Delivery, State
from danchu.ground.post.sms import sms_carrier
from danchu.ground.post.sorting import collect, resend

__all__ = ["Counts", "collect", "deliver", "resend"]

LEASE = timedelta(minutes=10)
BUSY_AT_MOST = 240  # seconds for a batch, well inside the lease: the rest is given back
WAIT_MINUTES = (
    1,
    5,
    15,
    60,
    240,
    480,
    960,
)  # after the first, second… attempt at one letter; then it has failed
DOWN_MINUTES = 5  # after the server was away; no attempt is counted
CARRIERS: dict[Channel, Callable[[], Carrier]] = {Channel.EMAIL: mail_carrier, Channel.SMS: sms_carrier}
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Counts:
    """How a round went. `waiting` were put off (server away, or asked to come again)."""

    sent: int = 0
    waiting: int = 0
    failed: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.sent + other.sent, self.waiting + other.waiting, self.failed + other.failed)


def deliver(now: datetime, at_most: int = 50) -> Counts:
    """Carry up to `at_most` letters of each channel. Never raises for a server that is away."""
    return sum((_carry(channel, now, at_most) for channel in CARRIERS), Counts())


def _carry(channel: Channel, now: datetime, at_most: int) -> Counts:
    rows = _lease(channel, now, at_most)
    began, done = time.monotonic(), Counts()
    if not rows:
        return done
    try:
        with CARRIERS[channel]() as carrier:
            for place, row in enumerate(rows):
                if time.monotonic() - began > BUSY_AT_MOST:
                    _give_back(rows[place:])
                    break
                done += _hand_over(carrier, row, now)
    except (CarrierDown, ValueError) as fault:
        log.warning("no %s can be sent now: %s", channel.value, fault)
        done += Counts(waiting=_put_off(channel, rows, fault, now))
    return done


def _lease(channel: Channel, now: datetime, at_most: int) -> list[Delivery]:
    """Take letters that wait and that no other postman holds."""
    with transaction.atomic():
        free = Delivery.objects.filter(
            Q(leased_until=None) | Q(leased_until__lt=now),
            channel=channel,
            state=State.WAITING,
            not_before__lte=now,
        )
        if connection.features.has_select_for_update_skip_locked:
            free = free.select_for_update(skip_locked=True)
        rows = list(free.order_by("not_before", "id")[:at_most])
        _of(rows).update(leased_until=now + LEASE)
    return rows


def _hand_over(carrier: Carrier, row: Delivery, now: datetime) -> Counts:
    try:
        carrier.send(Parcel(mark_of(row), row.to, row.subject, row.body, row.unsubscribe, row.calendar))
    except AddressGone as fault:
        return _note(row, Counts(failed=1), state=State.GONE, last_error=str(fault)[:300])
    except CarrierDown:
        raise
    except Exception as fault:  # TryLater, or a letter nobody foresaw: it holds up no other
        if row.attempts >= len(WAIT_MINUTES):
            return _note(row, Counts(failed=1), state=State.FAILED, last_error=repr(fault)[:300])
        wait = timedelta(minutes=WAIT_MINUTES[row.attempts])
        return _note(row, Counts(waiting=1), not_before=now + wait, last_error=repr(fault)[:300])
    return _note(row, Counts(sent=1), state=State.SENT, sent_at=now, last_error="")


def mark_of(row: Delivery) -> str:
    """The same for each sending of one letter, and telling nothing of how many there are."""
    return "d" + salted_hmac("danchu.post", f"{row.pk} {row.entry_id} {row.channel}").hexdigest()[:32]


def _note(row: Delivery, counts: Counts, **found: object) -> Counts:
    Delivery.objects.filter(pk=row.pk).update(leased_until=None, attempts=F("attempts") + 1, **found)
    return counts


def _put_off(channel: Channel, rows: list[Delivery], fault: Exception, now: datetime) -> int:
    """The whole channel waits, so that one dead server costs one time-out and not one a batch."""
    later = now + timedelta(minutes=DOWN_MINUTES)
    mine = _of(rows).filter(state=State.WAITING, not_before__lte=now)
    count = mine.update(not_before=later, leased_until=None, last_error=str(fault)[:300])
    Delivery.objects.filter(
        channel=channel, state=State.WAITING, not_before__lte=now, leased_until=None
    ).update(not_before=later)
    return count


def _give_back(rows: list[Delivery]) -> None:
    _of(rows).update(leased_until=None)


def _of(rows: list[Delivery]) -> "QuerySet[Delivery]":
    return Delivery.objects.filter(pk__in=[r.pk for r in rows])
