"""What anyone may read: the list, an article, the month it came out in, what is counted."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from django.db.models import F, Min
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from danchu.ground import rows
from danchu.ground.files.models import Attachment
from danchu.ground.journal.cached import public_page
from danchu.ground.journal.models import Audience
from danchu.ground.offices.models import Unit
from danchu.ground.rows import Written
from danchu.ground.rows.parts import part, together
from danchu.ground.text.codes import read_code
from danchu.mechanisms.news import counting, lists, shown
from danchu.mechanisms.news.models import Article, Body, Category, Comment, DayOut, Earlier, Tag
from danchu.mechanisms.news.rules import MOST_COMMENTS_SHOWN, Kind, State
from danchu.mechanisms.news.words import KINDS

AROUND = 3  # newer and older ones below an article
MOST_YEARS = 40  # of the archive


@require_safe
@public_page
def listing(request: HttpRequest) -> HttpResponse:
    """Everything that is out, newest first, by key and never by offset. Six statements at most."""
    asked, today = lists.asked_of(request), timezone.localdate()
    code = read_code(asked.query) if asked.query else None
    if code and Article.objects.visible_to().filter(code=code).exists():
        return redirect("news:article", code=code)
    found, earlier, later, count = lists.page_of(asked)
    front = lists.front(found, today) if asked.is_all else lists.Front([], None, [], found, [])
    return render(request, "news/listing.html", {
        "pinned": shown.rows_of(front.pinned), "notices": shown.rows_of(front.notices), "banners": front.banners,
        "large": shown.row_of(front.large) if front.large else None, "rows": shown.rows_of(front.others),
        "asked": asked, "earlier": earlier, "later": later, "count": count, "shelves": asked.shelves,
        "kinds": KINDS, "heading": lists.heading(asked), "months": shown.months_before(today), "today": today})


@require_safe
@public_page
def article(request: HttpRequest, code: str) -> HttpResponse:
    """One article. Six statements; where it was taken down, that it was and why (410)."""
    known = read_code(code)
    if known and known != code:
        return redirect("news:article", code=known)
    a = _public(code)
    if a is None:
        return _withdrawn(request, code)
    return render(request, "news/article.html", context_of(a))


def context_of(a: Article) -> dict[str, Any]:
    """What the page of an article shows; the desk's preview shows the same."""
    public = a.state == State.PUBLISHED
    link = shown.whole(f"/tin-tuc/{a.code}/")
    cover = shown.file_link(a.cover) if a.cover else ""
    with rows.ahead(*([_asks_around(a)] if public else []), _asks_beside(a, public)):
        newer, older = _around(a) if public else ([], [])
        files, tags, corrections = _beside(a, public)
    return {"a": a, "corrections": corrections, "words": shown.words_of(a.text.html), "cover": cover, "files": files,
            "tags": tags, "link": link, "home_link": shown.whole("/"),
            "cover_link": shown.whole(cover) if cover else "", "minutes": shown.minutes_of(a.text.html),
            "newer": newer, "older": older, "comments": comments_of(a) if a.comments_n else [],
            "facebook": f"https://www.facebook.com/sharer/sharer.php?{urlencode({'u': link})}",
            "readings": shown.readings_of(a.views), "kind": KINDS[Kind(a.kind)], "public": public}


_BODY, _SHELF, _COVER = ("id", "full_name"), ("id", "slug", "name"), ("id", "name", "mime", "size")


def _public(code: str) -> Article | None:
    """An article that is out, with what its page shows of what hangs on it. One statement, written once."""
    row = _public_one().row(code=code)
    if row is None:
        return None
    left = iter(row)

    def hung(model: Any, names: tuple[str, ...]) -> Any:
        values = [next(left) for _name in names]
        return rows.made(model, names, values) if values[0] is not None else None

    a: Article = hung(Article, rows.columns(Article))
    a.body, a.category, a.cover = hung(Unit, _BODY), hung(Category, _SHELF), hung(Attachment, _COVER)
    a.text = hung(Body, ("article_id", "html"))
    return a


@lru_cache
def _public_one() -> Written:
    hangs = (("body", _BODY), ("category", _SHELF), ("cover", _COVER))
    hung = [f"{of}__{name}" for of, names in hangs for name in names]
    listed = Article.objects.visible_to().filter(code=rows.words("code"))
    return Written(listed.values_list(*rows.columns(Article), *hung, "text__article_id", "text__html"))


Told = list[dict[str, Any]]


def _beside(a: Article, public: bool) -> tuple[Told, Told, Told]:
    """Papers, tags, and its corrections with the newest first; one statement."""
    found: dict[str, Told] = {"file": [], "tag": [], "correction": []}
    for what, key, at, slug, words, concealed in rows.read(_asks_beside(a, public)):
        found[what].append({
            "file": {"href": f"/tep/{key}/{quote(words)}", "name": words}, "tag": {"slug": slug, "name": words},
            "correction": {"on": at, "note": words, "n": key, "concealed": concealed in ("1", "true")}}[what])
    corrections = found["correction"][::-1]
    if a.correction and not corrections:  # from before earlier texts were kept
        corrections = [{"on": a.corrected_at, "note": a.correction, "n": 0, "concealed": True}]
    return found["file"], found["tag"], corrections


def _asks_beside(a: Article, public: bool) -> rows.Asking:
    return _written_beside(public).of(code=a.code, pk=a.pk)


@lru_cache
def _written_beside(public: bool) -> Written:
    files = Attachment.objects.filter(subject=rows.words("code")).exclude(kind="image")
    files = files.filter(audience=Audience.PUBLIC) if public else files
    mine = rows.number("pk")
    return together([part("file", files, F("id"), text=F("name")),
                     part("tag", Tag.objects.filter(article_id=mine), F("id"), who=F("slug"), text=F("name")),
                     part("correction", Earlier.objects.filter(article_id=mine), F("n"), at=F("until"),
                          text=F("note"), more=F("concealed"))])


class Neighbour(NamedTuple):
    """The next newer or older one of the same category."""

    code: str
    title: str
    published_at: datetime


def _around(a: Article) -> tuple[list[Neighbour], list[Neighbour]]:
    """The next newer and older ones of the same category; one statement."""
    at = a.published_at or timezone.now()
    both = [Neighbour._make(row) for row in rows.read(_asks_around(a))]
    return [b for b in both if b.published_at > at], [b for b in both if b.published_at < at]


def _asks_around(a: Article) -> rows.Asking:
    return _neighbours(a.category_id is not None).of(at=a.published_at or timezone.now(), shelf=a.category_id)


@lru_cache
def _neighbours(on_a_shelf: bool) -> Written:
    same, at = Article.objects.visible_to(), rows.moment("at")
    same = same.filter(category_id=rows.number("shelf")) if on_a_shelf else same.filter(category=None)
    newer = same.filter(published_at__gt=at).order_by("published_at", "id")[:AROUND]
    older = same.filter(published_at__lt=at).order_by("-published_at", "-id")[:AROUND]
    after, before = (Article.objects.filter(pk__in=some.values("pk")).order_by().values_list(*Neighbour._fields)
                     for some in (newer, older))
    # a union, not an OR: for an OR PostgreSQL reads every article there is
    return Written(after.union(before, all=True).order_by("-published_at"))


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
    first = lists.month_in(request.GET.get("thang", "")) or today.replace(day=1)
    if first > today or first.year < 1990:
        raise Http404
    after = lists.next_month(first)
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
    newest = Article.objects.visible_to().filter(**lists.within(since, today)).order_by("-views", "-id")[:5]
    lately = counting.rounded(counting.read_lately(now))
    most = [{"title": a.title, "code": a.code, "n": shown.readings_of(a.views)} for a in newest]
    yesterday = today - timedelta(days=1)
    return render(request, "news/readings.html", {
        "lately": lately, "most": most, "visits": counting.rounded(counting.visits(yesterday, yesterday)),
        "visits_month": counting.rounded(counting.visits(today.replace(day=1), today))})


@csrf_exempt  # it changes nothing of anyone's; a token would need a cookie, and a page that cannot be kept
@require_POST
def count(request: HttpRequest, code: str) -> HttpResponse:
    """The page's script says: somebody came here, and not by reloading. Answers nothing, whatever the code."""
    from_here = request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
    if from_here and read_code(code) == code and not counting.is_robot(request.headers.get("User-Agent", "")):
        counting.seen(code, timezone.now(), arrived=request.GET.get("den") == "1")
    return HttpResponse(status=204)
