"""Wrong codes and secret numbers, counted in this process's memory for an hour, under a keyed fingerprint.

Nothing about a visitor is kept on disk."""

from contextlib import suppress

from django.core.cache import caches
from django.http import HttpRequest
from django.utils.translation import gettext as _

from danchu.ground.people.throttle import client_ip, mac

WRONG_GUESSES = 20  # an hour, from one address: codes and secret numbers together
WRONG_SECRETS = 200  # an hour, at one case, from anywhere: there are only a million secret numbers
_HOUR = 3600
guesses = caches["guesses"]  # apart from the pages kept: those push each other out


def too_many(request: HttpRequest, code: str = "") -> bool:
    """Whether this visitor (or, with a code, everybody at that case) has guessed wrong too often."""
    return any(int(guesses.get(key, 0)) >= most for key, most in _keys(request, code).items())


def guessed_wrong(request: HttpRequest, code: str = "") -> None:
    """Count one wrong guess."""
    for key in _keys(request, code):
        if not guesses.add(key, 1, _HOUR):
            with suppress(ValueError):  # the hour ended between the two
                guesses.incr(key)


def wait() -> str:
    """What whoever guessed too often is told."""
    return _("Ông/bà đã thử sai nhiều lần. Xin đợi một giờ rồi thử lại, hoặc gọi bộ phận tiếp nhận để được giúp.")


def _keys(request: HttpRequest, code: str) -> dict[str, int]:
    """Under what a wrong guess is counted, and how many are too many."""
    mine = {f"guesses:{mac('guess', client_ip(request))}": WRONG_GUESSES}
    return mine | ({f"guesses:{mac('case', code)}": WRONG_SECRETS} if code else {})
