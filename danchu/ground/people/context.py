"""What every page knows: the site, who is here, in which language. No cookie, no query."""

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.backends.utils import csrf_input
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from danchu.ground.people.access import person_of


def frame(request: HttpRequest) -> dict[str, Any]:
    """The site, `me` (a Person or None), `is_official`, the language. No statement beyond loading `me`."""
    me = person_of(request)
    code = translation.get_language() or settings.LANGUAGE_CODE
    return {
        "site": settings.SITE,
        "me": me,
        "is_official": bool(me and me.is_official),
        "language": code,
        "LANGUAGE_CODE": code,
        "languages": settings.LANGUAGES,
        # made on first use and once a page: a page of the desk has a dozen forms
        "csrf_input": SimpleLazyObject(partial(csrf_input, request)),
    }
