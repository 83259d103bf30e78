"""When something goes wrong: plain words that say what to do, and nothing typed is lost."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import Resolver404

from danchu.mechanisms.news.models import moved_to

NOT_REPEATED = ("csrfmiddlewaretoken", "password", "again", "current")  # never in a page, even one's own


def expired_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token is too old or from another browser: what was typed is given back, to send again."""
    if reason.startswith(("Origin checking failed", "Referer checking failed - http")):
        return bad_request(request)  # another site sent it: one press here must not do what that site typed
    typed = [(name, value) for name, value in request.POST.items() if name not in NOT_REPEATED]
    return render(request, "home/expired_form.html", {"typed": typed}, status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What cannot be read; what is too large says so (413)."""
    status = 413 if isinstance(exception, RequestDataTooBig) else 400
    return render(request, f"ui/errors/{status}.html", status=status)


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Forbidden and missing look the same. An address no page here has may be one of the portal before this one."""
    if isinstance(exception, Resolver404) and request.method in ("GET", "HEAD"):
        moved = moved_to(request.get_full_path())
        if moved:
            return HttpResponsePermanentRedirect(moved)
    return render(request, "ui/errors/404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/errors/500.html", status=500)
