"""What an article said before it was corrected: the list under it, one such text, and what changed since."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any, NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from danchu.ground.drafts.word_changes import word_changes
from danchu.ground.journal.cached import public_page
from danchu.ground.text.clean_html import text_of
from danchu.mechanisms.news import shown
from danchu.mechanisms.news.models import Article, Earlier

_BLOCK_ENDS = re.compile(r"</(?:p|h[1-6]|li|tr|blockquote|figcaption)>|<br ?/?>")


class Kept(NamedTuple):
    """A line of the list of earlier texts."""

    n: int
    until: datetime
    note: str
    concealed: bool
    by_name: str | None


def kept_of(a: Article) -> list[Kept]:
    """All of them, the newest first. One statement, and none for what was never corrected."""
    if a.corrected_at is None:
        return []
    found = Earlier.objects.filter(article=a).order_by("-n")
    return [Kept._make(row) for row in found.values_list("n", "until", "note", "concealed", "by__name")]


@require_safe
@public_page
def earlier(request: HttpRequest, code: str, n: int) -> HttpResponse:
    """One of them, where it may still be read. An article that was taken down takes them with it."""
    a = Article.objects.visible_to().select_related("body", "text").filter(code=code).first()
    if a is None:
        raise Http404
    return render(request, "news/earlier.html", {"a": a, **compared(a, n, inside=False)})


def compared(a: Article, n: int, *, inside: bool) -> dict[str, Any]:
    """The text with this number, and the words that changed up to the next one whoever asks may read.

    Raises Http404 where there is none, or none for them.
    """
    kept = Earlier.objects.filter(article=a) if inside else Earlier.objects.filter(article=a, concealed=False)
    found = list(kept.filter(n__gte=n).select_related("by").order_by("n")[:2])
    if not found or found[0].n != n:
        raise Http404
    e, later = found[0], found[1:]
    after = _plain(later[0].title, later[0].lead, later[0].html) if later else _plain(a.title, a.lead, a.text.html)
    return {"e": e, "words": shown.words_of(e.html), "changes": word_changes(_plain(e.title, e.lead, e.html), after)}


def _plain(title: str, lead: str, html: str) -> str:
    """A paragraph a line: what changed is read where it stands."""
    return "\n".join(filter(None, (title, lead, *map(text_of, _BLOCK_ENDS.split(html)))))
