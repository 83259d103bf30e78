"""Vietnamese, until a visitor asks for English. What the browser was set to on the day it was bought says nothing."""

import threading
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

spoken = threading.local()  # `plain` while a request is answered in the screens' own language: asked 100 times a page


class LanguageMiddleware:
    """The language a visitor chose (cookie), else the house's own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.known = dict(settings.LANGUAGES)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in self.known else settings.LANGUAGE_CODE
        request.LANGUAGE_CODE = language
        spoken.plain = language == settings.LANGUAGE_CODE
        try:
            with translation.override(language):
                response = self.get_response(request)
        finally:
            spoken.plain = False
        response.headers.setdefault("Content-Language", language)
        return response
