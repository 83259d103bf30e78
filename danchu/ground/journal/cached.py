"""Whole pages kept until anything happens: nothing taken back is ever served."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from hashlib import blake2b
from typing import Any, TypeVar

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, parse_cookie
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from danchu.ground import rows
from danchu.ground.journal.models import Entry

KEPT = 60  # seconds at most: for what changes without a journal row (a day off added, a unit renamed)
PERSONAL = (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "danchu_cases")  # make a page somebody's own
SHARED = {"Cache-Control": "public, max-age=0, must-revalidate", "Vary": "Cookie"}

# In the environment of a request: the last thing that happened, where it has been asked; what it is kept under.
_MARK, _UNDER = "danchu.mark", "danchu.address"

View = Callable[..., HttpResponse]
App = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
T = TypeVar("T")


def public_page(view: View) -> View:
    """Let KeptPages keep the page of a visitor without a session; the view itself is asked as ever."""

    @wraps(view)
    def keepable(request: HttpRequest, *parts: Any, **named: Any) -> HttpResponse:
        if not _is_anyones(request.META, request.COOKIES):
            return view(request, *parts, **named)
        mark: str = getattr(request, "mark", None) or _mark()  # before the page is made: it may be newer, never older
        request.mark = mark  # type: ignore[attr-defined]
        answer = view(request, *parts, **named)
        answer.mark = mark  # type: ignore[attr-defined]
        return answer

    return keepable


def kept_part(request: HttpRequest, name: str, make: Callable[[], T]) -> T:
    """A part that many public pages share, kept like the pages until anything happens. Made anew for who is somebody.

    Kept for seconds instead, a part would make the page it stands in old, and that page is then kept in its turn.
    """
    mark: str | None = getattr(request, "mark", None)
    known = cache.get(name) if mark else None
    if known is not None and known[0] == mark:
        part: T = known[1]
        return part
    made = make()
    if mark:
        cache.set(name, (mark, made), KEPT)
    return made


class KeptPages:
    """The outermost middleware: a page that is kept wakes none of the others. One statement; ETag, 304 when unchanged.

    An answer is kept with all its headers, for the same address, host and scheme in the same language on the same day.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _is_anyones(request.META, request.COOKIES):
            return self.get_response(request)
        address = request.META.get(_UNDER) or _address(request.META, request.COOKIES)
        known = cache.get(address)
        if known is not None:
            request.mark = mark = request.META.get(_MARK) or _mark()  # type: ignore[attr-defined]
            if mark == known[0]:
                return _again(request, *known[1:])
        answer = self.get_response(request)
        made_at: str | None = getattr(answer, "mark", None)
        whole = answer.status_code == 200 and not answer.cookies  # a form in it needs a cookie: somebody's own
        return _keep(request, answer, address, made_at) if whole and made_at is not None else answer


def _keep(request: HttpRequest, answer: HttpResponse, address: str, mark: str) -> HttpResponse:
    etag = f'"{blake2b(f"{address}|{mark}|{settings.SECRET_KEY}".encode(), digest_size=16).hexdigest()}"'
    answer["ETag"], answer["Cache-Control"] = etag, SHARED["Cache-Control"]
    patch_vary_headers(answer, ["Cookie"])
    cache.set(address, (mark, etag, answer.content, dict(answer.items())), KEPT)
    return _unchanged(etag) if request.META.get("HTTP_IF_NONE_MATCH") == etag else answer


def _again(request: HttpRequest, etag: str, content: bytes, headers: dict[str, str]) -> HttpResponse:
    if request.META.get("HTTP_IF_NONE_MATCH") == etag:
        return _unchanged(etag)
    return HttpResponse(content, headers=headers)


def _unchanged(etag: str) -> HttpResponse:
    return HttpResponseNotModified(headers={**SHARED, "ETag": etag})


def kept_at_the_door(app: Callable[..., Any]) -> App:
    """The application, with what KeptPages kept in front of it: a kept page does not even become a request."""

    def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        # what is not ASCII in an address stands here as it came, and in a request as it is read
        plain = environ["REQUEST_METHOD"] == "GET" and environ["PATH_INFO"].isascii()
        known = _known(environ) if plain else None
        if known is None:
            inside: Iterable[bytes] = app(environ, start)
            return inside
        etag, content, headers = known
        if environ.get("HTTP_IF_NONE_MATCH") == etag:
            start("304 Not Modified", [*SHARED.items(), ("ETag", etag)])
            return [b""]
        start("200 OK", list(headers.items()))
        return [content]

    return answer


def _known(environ: dict[str, Any]) -> tuple[str, bytes, dict[str, str]] | None:
    """ETag, body and headers of the page, if it is kept and nothing has happened since. One statement if it is kept."""
    cookies = parse_cookie(environ.get("HTTP_COOKIE", ""))
    if not _is_anyones(environ, cookies):
        return None
    environ[_UNDER] = address = _address(environ, cookies)
    known = cache.get(address)
    if known is None:
        return None
    connection.close_if_unusable_or_obsolete()  # as Django does where a request begins
    try:
        environ[_MARK] = mark = _mark()
    except DatabaseError:
        return None  # the house says it in words
    return known[1:] if mark == known[0] else None


def _is_anyones(told: Mapping[str, Any], cookies: Mapping[str, str]) -> bool:
    return told["REQUEST_METHOD"] in ("GET", "HEAD") and not any(name in cookies for name in PERSONAL)


def _address(told: Mapping[str, Any], cookies: Mapping[str, str]) -> str:
    """Everything an answer to anyone hangs on, but the last thing that happened."""
    language = cookies.get(settings.LANGUAGE_COOKIE_NAME, "")[:8]
    whole = ascii((*(told.get(name) for name in _TOLD), language, timezone.localdate()))
    return blake2b(whole.encode(), digest_size=16).hexdigest()


_TOLD = ("HTTP_HOST", "wsgi.url_scheme", "HTTP_X_FORWARDED_PROTO", "SCRIPT_NAME", "PATH_INFO", "QUERY_STRING")
# What changes as soon as anything is written. On PostgreSQL the journal's last number is not enough: a lower one may
# be committed after a higher one. A snapshot names every transaction that is over, so it cannot hide one.
_CHANGED = {
    "sqlite": f"SELECT max(id) FROM {Entry._meta.db_table}",
    "postgresql": f"SELECT concat((SELECT max(id) FROM {Entry._meta.db_table}), ' ', pg_current_snapshot())",
}


def _mark() -> str:
    """The last thing that happened. One statement."""
    return str(rows.value(_CHANGED[connection.vendor]))
