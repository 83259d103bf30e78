"""How often one may try: a table of rates, counted in rows that hide whom they count and go after a week."""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from danchu.ground.people.models import SignInAttempt


class What(StrEnum):
    CODE = "code"  # asking for a code
    GUESS = "guess"  # entering one
    FACTOR = "factor"  # the officials' second step
    PASSWORD = "password"  # entering one
    RESET = "reset"  # asking for a new password


@dataclass(frozen=True)
class Rate:
    """At most `times` within `per`."""

    times: int
    per: timedelta


HOUR = timedelta(hours=1)
# Per IP the rates are wide: a ward's counter, a school or a mobile network share one.
RATES = {
    (What.CODE, "address"): Rate(5, HOUR),
    (What.CODE, "ip"): Rate(60, HOUR),
    (What.GUESS, "ip"): Rate(120, HOUR),
    (What.FACTOR, "person"): Rate(10, HOUR),
    (What.FACTOR, "ip"): Rate(120, HOUR),
    (What.PASSWORD, "ip"): Rate(120, HOUR),
    (What.RESET, "address"): Rate(3, HOUR),
    (What.RESET, "ip"): Rate(30, HOUR),
}


def mac(salt: str, value: str) -> str:
    """A keyed fingerprint (64 hex digits): equal values meet, nothing can be guessed without the key."""
    return salted_hmac(f"danchu.people.{salt}", value, algorithm="sha256").hexdigest()


def same(one: str, other: str) -> bool:
    """Equal, compared in constant time; as bytes, because letters with marks are no fault of the server."""
    return hmac.compare_digest(*(text.encode("utf-8", "surrogatepass") for text in (one, other)))


def hold_back(what: What, now: datetime, **whom: str) -> datetime | None:
    """Count one try for each of `whom` (address=…, ip=…). When to try again, or None if now is fine."""
    waits = [_count(what, by, value, now) for by, value in whom.items()]
    return max((w for w in waits if w), default=None)


def _count(what: What, by: str, value: str, now: datetime) -> datetime | None:
    rate = RATES[what, by]
    mine = SignInAttempt.objects.create(
        what=what, key_mac=mac(by, value), at=now
    )  # first, so that no two slip by
    earlier = list(
        SignInAttempt.objects.filter(what=what, key_mac=mine.key_mac, at__gt=now - rate.per)
        .exclude(pk=mine.pk)
        .order_by("-at", "-pk")
        .values_list("at", flat=True)[: rate.times]
    )
    if len(earlier) < rate.times:
        return None
    mine.delete()  # a refused try does not lengthen the wait
    return earlier[-1] + rate.per


def client_ip(request: HttpRequest) -> str:
    """The IP our nearest own proxy saw, never one the visitor claims; 0.0.0.0 where there is none.

    Of IPv6 only the network (/64): one household has 2⁶⁴ addresses and could guess from each.
    """
    hops = [h.strip() for h in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if h.strip()]
    proxies = settings.PROXIES
    seen = hops[-proxies] if proxies and len(hops) >= proxies else request.META.get("REMOTE_ADDR", "")
    try:
        ip = ip_address(seen)
    except ValueError:  # a unix socket has no address
        return "0.0.0.0"
    if isinstance(ip, IPv6Address):
        return str(ip.ipv4_mapped or ip_network((int(ip) >> 64 << 64, 64)).network_address)
    return str(ip)
