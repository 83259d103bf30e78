"""What anyone may read: the list, an article, the month it came out in, what is counted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.core.cache import cache
from django.db.models import Min, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from danchu.ground.files.models import Attachment
from danchu.ground.journal.cached import public_page
from danchu.ground.journal.models import Audience
from danchu.ground.search.asking import ask
from danchu.ground.text.codes import read_code
from danchu.mechanisms.news import counting, shown
from danchu.mechanisms.news.models import Article, Banner, Category, Comment, DayOut
from danchu.mechanisms.news.rules import MOST_COMMENTS_SHOWN, Kind, State
from danchu.mechanisms.news.search_text import PUBLIC
from danchu.mechanisms.news.words import KINDS

A_PAGE = 20
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
AROUND = 3  # newer and older ones below an article
MOST_PINNED = 3
MOST_YEARS = 40  # of the archive
MOST_NOTICES = 5  # beside the large story
LARGE_AMONG = 6  # the large story is one of the newest so many
SETTLED = 10  # seconds the list of categories may be behind
_DAY, _MONTH, _KEY = re.compile(r"\d{4}-\d\d-\d\d"), re.compile(r"\d{4}-\d\d"), re.compile(r"(\d{1,17})\.(\d{1,15})")


@dataclass(frozen=True)
class Asked:
    """What the address asks for, as far as it makes sense; the rest is left out."""

    shelf: str
    tag: str
    kind: str
    on: date | None
    query: str
    after: tuple[datetime, int] | None
    before: tuple[datetime, int] | None
    after_hit: int | None

    @property
    def is_all(self) -> bool:
        """The first page of everything: with banners, and what is pinned on top."""
        return not (self.shelf or self.tag or self.kind or self.on or self.query or self.after or self.before)

    def link(self, **change: Any) -> str:
        """The address of the same list with something changed; a changed filter begins at page one."""
        now = {"muc": self.shelf, "the": self.tag, "loai": self.kind, "ngay": self.on, "q": self.query} | change
        kept = {k: v for k, v in now.items() if v}
        return f"?{urlencode(kept)}" if kept else "?"


def _asked(request: HttpRequest) -> Asked:
    get = request.GET.get
    kind, query, sau = get("loai", ""), get("q", "").strip()[:200], get("sau", "")
    return Asked(get("muc", "")[:60], get("the", "")[:60], kind if kind in set(Kind) else "", day_in(get("ngay", "")),
                 query, _key(sau), _key(get("truoc", "")), int(sau) if sau.isdecimal() and len(sau) < 16 else None)


def day_in(typed: str, shape: re.Pattern[str] = _DAY) -> date | None:
    """A day (or the first of a month) from an address; None for anything else."""
    if not shape.fullmatch(typed) or not typed.isascii():
        return None
    try:
        return date.fromisoformat(typed if shape is _DAY else f"{typed}-01")
    except ValueError:
        return None


def month_in(typed: str) -> date | None:
    """The first day of a month written 2026-02; None for anything else."""
    return day_in(typed, _MONTH)


def next_month(first: date) -> date:
    """The first day of the month after."""
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)


def _key(typed: str) -> tuple[datetime, int] | None:
    found = _KEY.fullmatch(typed) if typed.isascii() else None
    try:
        return (EPOCH + timedelta(microseconds=int(found[1])), int(found[2])) if found else None
    except OverflowError:
        return None


def _key_of(a: Article) -> str:
    since = (a.published_at or timezone.now()) - EPOCH
    return f"{since // timedelta(microseconds=1)}.{a.pk}"


@require_safe
@public_page
def listing(request: HttpRequest) -> HttpResponse:
    """Everything that is out, newest first, by key and never by offset. Six statements at most."""
    asked, today = _asked(request), timezone.localdate()
    code = read_code(asked.query) if asked.query else None
    if code and Article.objects.visible_to().filter(code=code).exists():
        return redirect("news:article", code=code)
    rows, earlier, later, count = _page_of(asked)
    lists = {"rows": [shown.row_of(a, today) for a in rows]}
    return render(request, "news/listing.html", {
        **(_front(rows, today) if asked.is_all else lists), "asked": asked, "earlier": earlier, "later": later,
        "count": count, "shelves": shelves(), "kinds": KINDS, "heading": _heading(asked), "today": today})


def _front(rows: list[Article], today: date) -> dict[str, Any]:
    """The first page as a newspaper has it: what is pinned, one story large, notices beside it, then the others."""
    pinned = _pinned(today)
    top = {a.pk for a in pinned}
    others = [a for a in rows if a.pk not in top]
    large = next((a for a in others[:LARGE_AMONG] if a.cover_id and a.kind == Kind.NEWS), None)
    notices = [a for a in _newest_notices() if a.pk not in top]
    return {"pinned": [shown.row_of(a, today) for a in pinned], "banners": _banners(today),
            "large": shown.row_of(large, today) if large else None, "months": shown.months_before(today),
            "notices": [shown.row_of(a, today) for a in notices[:MOST_NOTICES]],
            "rows": [shown.row_of(a, today) for a in others if a is not large]}


def _newest_notices() -> list[Article]:
    listed = Article.objects.visible_to().select_related("cover", "category").filter(kind=Kind.ANNOUNCEMENT)
    return list(listed.order_by("-published_at", "-id")[: MOST_NOTICES + MOST_PINNED])


def _page_of(asked: Asked) -> tuple[list[Article], str | None, str | None, str]:
    """(rows, address of the earlier page, of the later page, how many found)."""
    if asked.query:
        hits = ask(asked.query, kind=PUBLIC, before=asked.after_hit, limit=A_PAGE)
        rows = list(_filtered(asked).filter(code__in=hits.codes).order_by("-published_at", "-id"))
        count = _("%(n)s kết quả") % {"n": hits.total_capped}
        return rows, None, asked.link(sau=hits.next_key) if hits.next_key else None, count
    if asked.before:
        at, pk = asked.before
        newer = _filtered(asked).filter(published_at__gte=at).filter(Q(published_at__gt=at) | Q(pk__gt=pk))
        rows = list(newer.order_by("published_at", "id")[: A_PAGE + 1])
        more, rows = len(rows) > A_PAGE, rows[:A_PAGE][::-1]
        later = asked.link(sau=_key_of(rows[-1])) if rows else None
        return rows, asked.link(truoc=_key_of(rows[0])) if more else None, later, ""
    listed = _filtered(asked)
    if asked.after:
        at, pk = asked.after
        listed = listed.filter(published_at__lte=at).filter(Q(published_at__lt=at) | Q(pk__lt=pk))
    rows = list(listed.order_by("-published_at", "-id")[: A_PAGE + 1])
    more, rows = len(rows) > A_PAGE, rows[:A_PAGE]
    back = asked.link(truoc=_key_of(rows[0])) if asked.after and rows else None
    return rows, back, asked.link(sau=_key_of(rows[-1])) if more else None, ""


def _filtered(asked: Asked) -> QuerySet[Article]:
    listed = Article.objects.visible_to().select_related("cover", "category")
    if asked.shelf:
        found = [c.pk for c in shelves() if c.slug == asked.shelf]
        listed = listed.filter(category_id__in=found)
    if asked.tag:
        listed = listed.filter(tags__slug=asked.tag)
    if asked.kind:
        listed = listed.filter(kind=asked.kind)
    return listed.filter(**within(asked.on, asked.on)) if asked.on else listed


def within(first: date, last: date) -> dict[str, datetime]:
    """From the first moment of a day to the last of another, on Vietnam's clock: a range an index can answer."""
    zone = timezone.get_default_timezone()
    since, until = datetime.combine(first, datetime.min.time(), zone), last + timedelta(days=1)
    return {"published_at__gte": since, "published_at__lt": datetime.combine(until, datetime.min.time(), zone)}


def _heading(asked: Asked) -> str:
    if asked.on:
        return _("Tin ngày %(day)s") % {"day": f"{asked.on:%d/%m/%Y}"}
    shelf = next((c.name for c in shelves() if c.slug == asked.shelf), "")
    return shelf or (str(KINDS[Kind(asked.kind)]) if asked.kind else _("Tin tức, thông báo"))


def _pinned(today: date) -> list[Article]:
    listed = Article.objects.visible_to().select_related("cover", "category").filter(pinned_until__gte=today)
    return list(listed.order_by("-published_at", "-id")[:MOST_PINNED])


def _banners(today: date) -> list[Banner]:
    return list(Banner.objects.filter(from_on__lte=today, to_on__gte=today).order_by("-from_on", "-id")[:2])


def shelves() -> list[Category]:
    """The categories of this portal, in their order."""
    return cache.get_or_set("news:shelves", lambda: list(Category.objects.all()), SETTLED) or []


@require_safe
@public_page
def article(request: HttpRequest, code: str) -> HttpResponse:
    """One article. Six statements; where it was taken down, that it was and why (410)."""
    known = read_code(code)
    if known and known != code:
        return redirect("news:article", code=known)
    found = Article.objects.visible_to().select_related("body", "category", "cover", "text")
    a = found.filter(code=code).first()
    if a is None:
        return _withdrawn(request, code)
    return render(request, "news/article.html", context_of(a))


def context_of(a: Article) -> dict[str, Any]:
    """What the page of an article shows; the desk's preview shows the same."""
    public = a.state == State.PUBLISHED
    files = Attachment.objects.filter(subject=a.code).order_by("id")
    papers = [f for f in (files.filter(audience=Audience.PUBLIC) if public else files) if f.kind != "image"]
    newer, older = _around(a) if public else ([], [])
    link = shown.whole(f"/tin-tuc/{a.code}/")
    cover = shown.file_link(a.cover) if a.cover else ""
    return {"a": a, "words": shown.words_of(a.text.html), "cover": cover, "cover_link": shown.whole(cover),
            "files": [{"href": shown.file_link(f), "name": f.name} for f in papers],
            "tags": list(a.tags.order_by("id")), "newer": newer, "older": older,
            "comments": comments_of(a) if a.comments_n else [], "link": link, "minutes": shown.minutes_of(a.text.html),
            "facebook": f"https://www.facebook.com/sharer/sharer.php?{urlencode({'u': link})}",
            "readings": shown.readings_of(a.views), "kind": KINDS[Kind(a.kind)], "public": public}


def _around(a: Article) -> tuple[list[Article], list[Article]]:
    """The next newer and older ones of the same category; one statement."""
    same = Article.objects.visible_to().filter(category=a.category).only("code", "title", "published_at")
    newer = same.filter(published_at__gt=a.published_at).order_by("published_at", "id")[:AROUND]
    older = same.filter(published_at__lt=a.published_at).order_by("-published_at", "-id")[:AROUND]
    both = list(same.filter(Q(pk__in=newer.values("pk")) | Q(pk__in=older.values("pk"))).order_by("-published_at"))
    at = a.published_at or timezone.now()
    return [b for b in both if b.published_at and b.published_at > at], [
        b for b in both if b.published_at and b.published_at < at]


def comments_of(a: Article) -> list[dict[str, Any]]:
    """The newest approved comments, oldest first, each with its answers."""
    newest = Comment.objects.visible_to().filter(article=a).order_by("-id")[:MOST_COMMENTS_SHOWN]
    rows = list(newest)[::-1]
    there = {c.pk for c in rows}
    return [{"c": c, "replies": [r for r in rows if r.to_id == c.pk]} for c in rows if c.to_id not in there]


def _withdrawn(request: HttpRequest, code: str) -> HttpResponse:
    """What was out and is no more: that it was, and why it went. Not even its title."""
    a = Article.objects.filter(code=code, state=State.WITHDRAWN).select_related("body").first()
    if a is None:
        raise Http404
    return render(request, "news/withdrawn.html", {"a": a}, status=410)


@require_safe
@public_page
def archive(request: HttpRequest) -> HttpResponse:
    """A month as a calendar: on which day how many articles came out."""
    today = timezone.localdate()
    first = month_in(request.GET.get("thang", "")) or today.replace(day=1)
    if first > today or first.year < 1990:
        raise Http404
    after = next_month(first)
    year = {"on__gte": date(first.year, 1, 1), "on__lte": date(first.year, 12, 31)}
    counts = dict(DayOut.objects.filter(n__gt=0, **year).values_list("on", "n"))
    oldest = DayOut.objects.filter(n__gt=0).aggregate(oldest=Min("on"))["oldest"] or today
    return render(request, "news/archive.html", {
        "first": first, "weeks": shown.month_of(first, counts, today), "months": shown.year_of(first, counts, today),
        "n": sum(n for on, n in counts.items() if on.month == first.month), "n_year": sum(counts.values()),
        "years": [date(y, 12 if y < today.year else today.month, 1)
                  for y in range(today.year, max(oldest.year, today.year - MOST_YEARS) - 1, -1) if y != first.year],
        "earlier": f"?thang={(first - timedelta(days=1)):%Y-%m}" if oldest < first else None,
        "later": f"?thang={after:%Y-%m}" if after <= today else None})


@require_safe
def readings(request: HttpRequest) -> HttpResponse:
    """What is counted, how, and what never is; the most read of the last month."""
    now = timezone.now()
    today = timezone.localdate()
    since = (today.replace(day=1) - timedelta(days=1)).replace(day=1)  # this month and the one before
    newest = Article.objects.visible_to().filter(**within(since, today)).order_by("-views", "-id")[:5]
    lately = counting.rounded(counting.read_lately(now))
    most = [{"title": a.title, "code": a.code, "n": shown.readings_of(a.views)} for a in newest]
    return render(request, "news/readings.html", {"lately": lately, "most": most})


@csrf_exempt  # it changes nothing of anyone's; a token would need a cookie, and a page that cannot be kept
@require_POST
def count(request: HttpRequest, code: str) -> HttpResponse:
    """The page's script says: somebody came here, and not by reloading. Answers nothing, whatever the code."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin" and read_code(code) == code:
        counting.seen(code, timezone.now())
    return HttpResponse(status=204)
