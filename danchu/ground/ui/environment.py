"""The one template engine: Jinja2 with our filters, the words of both languages, and escaping always on."""

from functools import lru_cache
from typing import Any

import jinja2
from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation

from danchu.ground.ui import days, due, icons, pages, tables, words
from danchu.ground.ui.engine import Engine, once
from danchu.ground.ui.language import is_plain

FILTERS = {
    "day": words.day,
    "short_day": words.short_day,
    "moment": words.moment,
    "iso": words.iso,
    "weekday": words.weekday,
    "weekday_long": words.weekday_long,
    "number": words.number,
    "percent": words.percent,
    "paragraphs": words.paragraphs,
    "marked": words.marked,
}


@lru_cache(maxsize=4096)
def url(route: str, *parts: Any, **named: Any) -> str:
    """The address of a route by its English name; raises NoReverseMatch where there is none.

    Addresses never change while a process lives, and working one out costs more than a table row.
    """
    return reverse(route, args=parts or None, kwargs=named or None)


def said(message: str) -> str:
    """A screen's words in the visitor's language. They are written in Vietnamese: no catalogue need be asked for it."""
    return message if is_plain() else translation.gettext(message)


GLOBALS = {
    "once": once,
    "url": url,
    "static": lru_cache(maxsize=256)(static),  # a file's address is fixed while a process lives
    "icon": icons.icon,
    "day_strip": days.day_strip,
    "page_of": pages.page_of,
    "promise_from": pages.promise_from,
    "DUE_ICONS": due.ICONS,
    "table_rows": tables.table_rows,
    "bar": tables.bar,
}


def environment(**options: Any) -> jinja2.Environment:
    """Build the engine Django's Jinja2 backend asks for; a missing name is an error outside production."""
    if getattr(settings, "STRICT_TEMPLATES", settings.DEBUG):
        options["undefined"] = jinja2.StrictUndefined
    options.setdefault("trim_blocks", True)
    options.setdefault("lstrip_blocks", True)
    engine = Engine(extensions=["jinja2.ext.i18n"], **options)
    engine.policies["ext.i18n.trimmed"] = True
    engine.install_gettext_callables(  # type: ignore[attr-defined]
        said,
        translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
    engine.filters |= FILTERS
    engine.globals |= GLOBALS
    return engine
