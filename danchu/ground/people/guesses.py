"""Wrong codes and secret numbers, and whatever else may be tried only so often, counted for an hour.

Counted in rows, so that every worker knows and a restart forgets nothing; under a keyed fingerprint, never an address.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Count
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from danchu.ground.people.models import SignInAttempt
from danchu.ground.people.throttle import client_ip, mac

WRONG_GUESSES = 20  # an hour, from one address: codes and secret numbers together
WRONG_SECRETS = 200  # an hour, at one case, from anywhere: there are only a million secret numbers
WRONG, TRY = "wrong", "try"
COUNTED_FOR = timedelta(hours=1)


def too_many(request: HttpRequest, code: str = "") -> bool:
    """Whether this visitor (or, with a code, everybody at that case) has guessed wrong too often."""
    return bool(_spent(WRONG, _keys(request, code), timezone.now()))


def guessed_wrong(request: HttpRequest, code: str = "") -> None:
    """Count one wrong guess. Whoever has guessed too often already is counted no further: a flood fills no table."""
    now, keys = timezone.now(), _keys(request, code)
    _count(WRONG, keys.keys() - _spent(WRONG, keys, now), now)


def too_often(request: HttpRequest, what: str, at_most: int, *, of: str = "", per: timedelta = COUNTED_FOR) -> bool:
    """Count one try at something from this address, or `of` somebody; True, and uncounted, once there were so many."""
    now, keys = timezone.now(), {mac(f"try {what}", of or client_ip(request)): at_most}
    if _spent(TRY, keys, now, per):
        return True
    _count(TRY, keys, now)
    return False


def wait() -> str:
    """What whoever guessed too often is told."""
    return _("Ông/bà đã thử sai nhiều lần. Xin đợi một giờ rồi thử lại, hoặc gọi bộ phận tiếp nhận để được giúp.")


def _keys(request: HttpRequest, code: str) -> dict[str, int]:
    """Under what a wrong guess is counted, and how many are too many."""
    mine = {mac("guess", client_ip(request)): WRONG_GUESSES}
    return mine | ({mac("case", code): WRONG_SECRETS} if code else {})


def _spent(what: str, keys: dict[str, int], now: datetime, per: timedelta = COUNTED_FOR) -> set[str]:
    """Those of these keys under which there were too many lately. One statement."""
    lately = SignInAttempt.objects.filter(what=what, key_mac__in=list(keys), at__gt=now - per)
    counts = lately.order_by().values("key_mac").annotate(n=Count("pk")).values_list("key_mac", "n")
    return {key for key, n in counts if n >= keys[key]}


def _count(what: str, keys: Iterable[str], now: datetime) -> None:
    SignInAttempt.objects.bulk_create([SignInAttempt(what=what, key_mac=key, at=now) for key in keys])
