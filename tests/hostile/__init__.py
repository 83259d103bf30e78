"""Scripts typed into every field, for `test_xss`: each mechanism's file here answers with the pages that show them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.cache import cache
from django.test import Client

Answers = Iterator[Any]  # of responses; the tests open each in a real browser
SCRIPTS = (
    "<script>alert('XSS')</script>",
    "\"><img src=x onerror=alert('XSS')>",
    "'><svg/onload=alert('XSS')>",
    "</textarea><script>alert('XSS')</script>",
    "</title><script>alert('XSS')</script>",
    "javascript:alert('XSS')",
    "\" autofocus onfocus=alert('XSS') x=\"",
    "' onmouseover=alert('XSS') '",
    "<iframe srcdoc=\"<script>alert('XSS')</script>\">",
    "<a href=\"javascript:alert('XSS')\">bấm</a>",
    "]]><script>alert('XSS')</script>",
    "{{constructor.constructor(\"alert('XSS')\")()}}",
    "<!--><script>alert('XSS')</script>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert('XSS')>",
    "&lt;script&gt;alert('XSS')&lt;/script&gt;",
    "${alert('XSS')}",
    "<base href=//evil.example>",
    "<meta http-equiv=refresh content='0;//evil.example'>",
)
ALL = " ".join(SCRIPTS)


def browser_of(who: Any = None) -> Client:
    """A new browser, signed in as this person of the cast."""
    cache.clear()
    client = Client()
    if who is not None:
        client.force_login(who.person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def asked(who: Any, *paths: str) -> Answers:
    """What this person of the cast is answered."""
    client = browser_of(who)
    for path in paths:
        yield client.get(path)
