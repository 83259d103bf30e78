"""Whole pages kept until anything happens: nothing taken back is ever served."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from hashlib import blake2b
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone

from danchu.ground.journal.models import Entry

KEPT = 60  # seconds at most: for what changes without a journal row (a day off added, a unit renamed)
PERSONAL = (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "danchu_cases")  # make a page somebody's own

View = Callable[..., HttpResponse]


def public_page(view: View) -> View:
    """Keep the page of a visitor without a session. One statement when kept; ETag, and 304 when unchanged."""

    @wraps(view)
    def kept(request: HttpRequest, *parts: Any, **named: Any) -> HttpResponse:
        if request.method not in ("GET", "HEAD") or any(name in request.COOKIES for name in PERSONAL):
            return view(request, *parts, **named)
        key = _key(request)
        if request.headers.get("If-None-Match") == f'"{key}"':
            return HttpResponseNotModified(headers={"ETag": f'"{key}"'})
        page = cache.get(key)
        if page is None:
            answer = view(request, *parts, **named)
            if answer.status_code != 200 or answer.cookies or request.META.get("CSRF_COOKIE_NEEDS_UPDATE"):
                return answer
            page = (answer.content, answer["Content-Type"])
            cache.set(key, page, KEPT)
        headers = {"ETag": f'"{key}"', "Cache-Control": "public, max-age=0, must-revalidate", "Vary": "Cookie"}
        return HttpResponse(page[0], content_type=page[1], headers=headers)

    return kept


# What changes as soon as anything is written. On PostgreSQL the journal's last number is not enough: a lower one may
# be committed after a higher one. A snapshot names every transaction that is over, so it cannot hide one.
_CHANGED = {
    "sqlite": f"SELECT max(id) FROM {Entry._meta.db_table}",
    "postgresql": f"SELECT concat((SELECT max(id) FROM {Entry._meta.db_table}), ' ', pg_current_snapshot())",
}


def _key(request: HttpRequest) -> str:
    """Address, language, day and the last thing that happened. One statement, by hand: it is most of the cost."""
    with connection.cursor() as cursor:
        cursor.execute(_CHANGED[connection.vendor])
        last = cursor.fetchone()[0]
    language = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")[:8]
    told = f"{request.get_full_path()}|{language}|{timezone.localdate()}|{last}|{settings.SECRET_KEY}"
    return blake2b(told.encode("utf-8", "replace"), digest_size=16).hexdigest()
