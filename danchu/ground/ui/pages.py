"""Where a code leads: the page of a case, whichever mechanism keeps it."""

import re
from functools import cache
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

_CODE = re.compile("[A-Z]{2}-[0-9]{2}-[0-9A-Z]{6}")
_ANY = "KN-26-222222"  # of the form all codes have


def page_of(code: str) -> str | None:
    """The public address of what carries this code (`KN-26-…`); None where no mechanism gives out such codes."""
    known = settings.CODE_PAGES.get(code.partition("-")[0])
    if known is None:
        return None
    before, after = _around(known[1]) if _CODE.fullmatch(code) else ("", "")
    return f"{before}{code}{after}" if before else reverse(known[1], args=[code])


@cache
def _around(route: str) -> tuple[str, str]:
    """What stands before and after the code. Asked once: of a list of codes it costs Django more than finding them."""
    before, _code, after = reverse(route, args=[_ANY]).partition(_ANY)
    return before, after


def promise_from(code: str) -> str:
    """The desk's form that writes down what was promised in this case, with the case filled in."""
    return f"{reverse(settings.PROMISE_FORM)}?{urlencode({'tu': code})}"
