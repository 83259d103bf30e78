"""The news for machines: Atom, JSON feed, the map of the site for search engines."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Enclosure
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from danchu.ground.journal.cached import public_page
from danchu.mechanisms.news.lists import A_PAGE, month_in, next_month, within
from danchu.mechanisms.news.models import Article
from danchu.mechanisms.news.shown import file_link, whole

PAGES = ("/", "/tin-tuc/", "/cong-khai/", "/phan-anh/", "/luat/")
XMLNS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NOT_FOR_ROBOTS = ("/ban-lam-viec/", "/tai-khoan/", "/tra-cuu/", "/tim/", "/y-kien-ban-doc/")


_OURS = re.compile(r'((?:src|href)=")(/[^"]*")')


class WholeAtom(Atom1Feed):
    """Atom with the article's words in it: Django's own knows only a summary."""

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})


def _newest() -> list[Article]:
    listed = Article.objects.visible_to().select_related("text", "body", "category", "cover")
    return list(listed.order_by("-published_at", "-id")[:A_PAGE])


def _words(a: Article) -> str:
    """With whole addresses: a reader of feeds has no page they could belong to."""
    return _OURS.sub(lambda m: f"{m[1]}{settings.SITE['url']}{m[2]}", a.text.html)


def _author(a: Article) -> str:
    return a.author or a.body.full_name


def _tags(a: Article) -> list[str]:
    return [a.category.name] if a.category else []


@require_safe
@public_page
def atom(request: HttpRequest) -> HttpResponse:
    """The newest articles as Atom (RFC 4287)."""
    root = settings.SITE["url"]
    title = _("Tin tức · %(site)s") % {"site": settings.SITE["name"]}
    feed = WholeAtom(title=title, link=f"{root}/tin-tuc/", description=title, language="vi",
                     feed_url=f"{root}{reverse('news:atom')}", author_name=settings.SITE["name"])
    for a in _newest():
        link = f"{root}/tin-tuc/{a.code}/"
        feed.add_item(
            title=a.title, link=link, description=escape(a.lead or a.title), content=_words(a), unique_id=link,
            author_name=_author(a), categories=_tags(a), enclosures=_enclosed(a), pubdate=a.published_at,
            updateddate=a.corrected_at or a.published_at)
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


@require_safe
@public_page
def json_feed(request: HttpRequest) -> HttpResponse:
    """The newest articles as JSON Feed 1.1."""
    root = settings.SITE["url"]
    items = [_item(a) for a in _newest()]
    said = {"version": "https://jsonfeed.org/version/1.1", "title": settings.SITE["name"], "language": "vi",
            "authors": [{"name": settings.SITE["name"], "url": f"{root}/"}], "home_page_url": f"{root}/tin-tuc/",
            "feed_url": f"{root}{reverse('news:json_feed')}", "items": items}
    return JsonResponse(said, content_type="application/feed+json", json_dumps_params={"ensure_ascii": False})


def _item(a: Article) -> dict[str, Any]:
    link = whole(f"/tin-tuc/{a.code}/")
    said = {"id": link, "url": link, "title": a.title, "summary": a.lead, "content_html": _words(a), "language": "vi",
            "authors": [{"name": _author(a)}], "tags": _tags(a), "image": whole(file_link(a.cover)) if a.cover else "",
            "date_published": _moment(a.published_at), "date_modified": _moment(a.corrected_at)}
    return {name: value for name, value in said.items() if value}


@require_safe
@public_page
def site_map(request: HttpRequest) -> HttpResponse:
    """The index of the site's maps: one a month, so that none ever grows past what a search engine reads."""
    root, today = settings.SITE["url"], timezone.localdate()
    oldest = Article.objects.visible_to().order_by("published_at").values_list("published_at", flat=True).first()
    month = timezone.localtime(oldest).date().replace(day=1) if oldest else today.replace(day=1)
    places = []
    while month <= today:
        places.append(f"<sitemap><loc>{escape(root)}/tin-tuc/so-do/{month:%Y-%m}.xml</loc></sitemap>")
        month = next_month(month)
    return _xml(f"<sitemapindex {XMLNS}>{''.join(places)}</sitemapindex>")


@require_safe
@public_page
def month_map(request: HttpRequest, month: str) -> HttpResponse:
    """The articles of one month; this month's also names the standing pages."""
    first, today = month_in(month), timezone.localdate()
    if first is None or first > today:
        raise Http404
    root = escape(settings.SITE["url"])
    out = Article.objects.visible_to().filter(**within(first, _last(first))).order_by("-published_at", "-id")
    rows = out.values_list("code", "published_at", "corrected_at")[:50_000 - len(PAGES)]
    places = [f"<url><loc>{root}/tin-tuc/{code}/</loc><lastmod>{(changed or at):%Y-%m-%d}</lastmod></url>"
              for code, at, changed in rows]
    standing = [f"<url><loc>{root}{page}</loc></url>" for page in PAGES] if first == today.replace(day=1) else []
    return _xml(f"<urlset {XMLNS}>{''.join([*standing, *places])}</urlset>")


def _enclosed(a: Article) -> list[Enclosure]:
    return [Enclosure(whole(file_link(a.cover)), str(a.cover.size), a.cover.mime)] if a.cover else []


def _last(first: date) -> date:
    return next_month(first) - timedelta(days=1)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines need not read, and where the map is."""
    lines = ["User-agent: *", *(f"Disallow: {place}" for place in NOT_FOR_ROBOTS), "",
             f"Sitemap: {settings.SITE['url']}/sitemap.xml", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def _moment(at: datetime | None) -> str | None:
    return timezone.localtime(at).isoformat(timespec="seconds") if at else None


def _xml(said: str) -> HttpResponse:
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return HttpResponse(f"{head}\n{said}", content_type="application/xml; charset=utf-8")
