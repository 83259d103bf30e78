"""The gallery, where a component stands before a page uses it, and the choice of language."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from danchu.ground.ui import showcase

THEMES = {"toi": "dark", "sang": "light"}


def gallery(request: HttpRequest) -> HttpResponse:
    """Every component with real words; `?giao-dien=toi` shows it dark, `sang` light."""
    return render(request, "ui/gallery.html", _dressed(request, showcase.components()))


def sample(request: HttpRequest, sample: str) -> HttpResponse:
    """One whole page built of components: front, desk, question, receipt, case, sign-in."""
    try:
        template, words = showcase.SAMPLES[sample]
    except KeyError:
        raise Http404 from None
    return render(request, template, _dressed(request, words()))


def language(request: HttpRequest, code: str) -> HttpResponse:
    """Remember the language (a preference, nothing secret) and go back to where the link stood."""
    if code not in dict(settings.LANGUAGES):
        raise Http404
    back = request.GET.get("tu", "/")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    answer = redirect(back if safe else "/")
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, code, max_age=31_536_000, samesite="Lax", secure=request.is_secure()
    )
    return answer


def _dressed(request: HttpRequest, words: dict) -> dict:
    return words | {"theme": THEMES.get(request.GET.get("giao-dien", ""), "")}
