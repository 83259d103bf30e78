"""Where a code leads: the page of a case, whichever mechanism keeps it."""

from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse


def page_of(code: str) -> str | None:
    """The public address of what carries this code (`KN-26-…`); None where no mechanism gives out such codes."""
    known = settings.CODE_PAGES.get(code.partition("-")[0])
    return reverse(known[1], args=[code]) if known else None


def promise_from(code: str) -> str:
    """The desk's form that writes down what was promised in this case, with the case filled in."""
    return f"{reverse(settings.PROMISE_FORM)}?{urlencode({'tu': code})}"
