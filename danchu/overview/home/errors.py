"""When something goes wrong: plain words that say what to do, and nothing typed is lost."""

import errno
import sys

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.template.backends.utils import csrf_input
from django.template.loader import get_template
from django.urls import Resolver404

from danchu.mechanisms.news.models import moved_to

FULL = (errno.ENOSPC, errno.EDQUOT)
AWAY = ("database is locked", "unable to open", "database or disk is full", "disk I/O error")  # as SQLite says it
TRY_AGAIN = 30  # seconds: a database that is restarted is back by then
_LONG = 30  # characters: a name, a day, a code is quickly typed again
NOT_REPEATED = ("csrfmiddlewaretoken", "password", "again", "current")  # never in a page, even one's own


def expired_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token is too old or from another browser: what was typed is given back, to send again."""
    if reason.startswith(("Origin checking failed", "Referer checking failed - http")):
        return bad_request(request)  # another site sent it: one press here must not do what that site typed
    return render(request, "home/expired_form.html", {"typed": _typed(request)}, status=403)


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
    kept = [] if isinstance(exception, Resolver404) else _texts(request)  # elsewhere another site might have typed it
    return render(request, "ui/errors/404.html", {"kept": kept}, status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """A fault of ours (500), or a database that does not answer now (503: come again). What was typed is given back.

    Without a database there may be no page with a name on it: then the same words without one.
    """
    status = 503 if _is_away(sys.exc_info()[1]) else 500
    page, told = f"ui/errors/{status}.html", {"typed": _typed(request)}
    try:
        answer = render(request, page, told, status=status)
    except Exception:  # whatever a page of this kind dies of, another dead page helps nobody
        answer = HttpResponse(get_template(page).render(told | {"csrf_input": csrf_input(request)}), status=status)
    if status == 503:
        answer["Retry-After"] = str(TRY_AGAIN)
    return answer


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What a form sent, to send again; nothing where it cannot be read."""
    try:
        return [(name, str(value)) for name, value in request.POST.items() if name not in NOT_REPEATED]
    except Exception:  # a body that broke off, a form too large: that is what went wrong
        return []


def _texts(request: HttpRequest) -> list[str]:
    """The words among them, to be read and copied where there is nothing left to send them to."""
    typed = (value for name, value in _typed(request) if name != "token")
    return [value for value in typed if len(value) > _LONG or " " in value.strip()]


def _is_away(why: BaseException | None) -> bool:
    """No database, one too busy, a full disk. SQLite calls a missing column the same: that is our fault, and a 500."""
    if isinstance(why, OSError):
        return why.errno in FULL
    if connection.vendor == "sqlite":
        return isinstance(why, OperationalError) and str(why).startswith(AWAY)
    return isinstance(why, OperationalError | InterfaceError)
