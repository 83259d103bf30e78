"""Atom (RFC 4287) as every mechanism writes it: who speaks, the feed's own address, words never read as markup."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.http import HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import linebreaks

Item = tuple[str, str, str, datetime | None]  # its title, its address on this site, its words, when


def atom(title: str, where: str, itself: str, items: Iterable[Item]) -> HttpResponse:
    """A feed of what stands on the page `where`; `itself` is the address of the feed. Both begin with a slash."""
    root, name = settings.SITE["url"], settings.SITE["name"]
    feed = Atom1Feed(title=f"{title} · {name}", link=root + where, feed_url=root + itself, description=title,
                     language="vi", author_name=name)
    for called, href, words, at in items:
        feed.add_item(title=called, link=root + href, description=linebreaks(words, autoescape=True), updateddate=at,
                      unique_id=root + href)
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
