"""Vietnamese, until a visitor asks for English. What the browser was set to on the day it was bought says nothing."""

import threading
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import trans_real

_spoken = threading.local()  # `plain`: whether what was activated last is the screens' own language
_gettext, _ngettext = lru_cache(4096)(trans_real.gettext), lru_cache(4096)(trans_real.ngettext)


def is_plain() -> bool:
    """Whether the screens' own language is spoken: then no catalogue need be asked."""
    plain: bool | None = getattr(_spoken, "plain", None)
    return translation.get_language() == settings.LANGUAGE_CODE if plain is None else plain


def remember_words() -> None:
    """Ask the catalogue once for each thing said in the screens' own language: a page says a hundred. Called when the
    house starts; `translation._trans` is where Django itself puts the functions that speak.
    """
    said: Any = translation._trans  # type: ignore[attr-defined]
    said.activate, said.deactivate, said.deactivate_all = _activate, _deactivate, _deactivate_all
    said.gettext, said.ngettext = _said, _said_of_many


def _activate(language: str) -> None:
    trans_real.activate(language)
    _spoken.plain = language == settings.LANGUAGE_CODE


def _deactivate() -> None:
    trans_real.deactivate()
    _spoken.plain = None


def _deactivate_all() -> None:
    trans_real.deactivate_all()
    _spoken.plain = False


def _said(message: str) -> str:
    remembered = type(message) is str and getattr(_spoken, "plain", None)
    return _gettext(message) if remembered else trans_real.gettext(message)


def _said_of_many(one: str, many: str, n: float) -> str:
    remembered = getattr(_spoken, "plain", None)
    return _ngettext(one, many, n) if remembered else trans_real.ngettext(one, many, n)


class LanguageMiddleware:
    """The language a visitor chose (cookie), else the house's own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.known = dict(settings.LANGUAGES)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in self.known else settings.LANGUAGE_CODE
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response
