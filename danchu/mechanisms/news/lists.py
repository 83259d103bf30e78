"""The public list: what an address asks for, read as plain rows by statements written once where pages are hot."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache, reduce
from operator import or_
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from danchu.ground import rows as written
from danchu.ground.journal.cached import kept_part
from danchu.ground.rows import Written
from danchu.ground.search.asking import ask
from danchu.ground.ui.typed import number_in
from danchu.mechanisms.news.models import Article, Banner, Category
from danchu.mechanisms.news.rules import Kind
from danchu.mechanisms.news.search_text import PUBLIC
from danchu.mechanisms.news.words import KINDS

A_PAGE = 20
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MOST_PINNED = 3
MOST_NOTICES = 5  # beside the large story
LARGE_AMONG = 6  # the large story is one of the newest so many
_DAY, _MONTH, _KEY = re.compile(r"\d{4}-\d\d-\d\d"), re.compile(r"\d{4}-\d\d"), re.compile(r"(\d{1,17})\.(\d{1,15})")
COLUMNS = ("id", "code", "kind", "title", "lead", "published_at", "comments_n", "cover_id", "cover__name",
           "category__name", "pinned_until")


class Row(NamedTuple):
    """What a line of the list shows of an article."""

    pk: int
    code: str
    kind: str
    title: str
    lead: str
    published_at: datetime
    comments_n: int
    cover_id: int | None
    cover_name: str | None
    category: str | None
    pinned_until: date | None


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
    shelves: list[Category]  # those there are

    @property
    def is_all(self) -> bool:
        """The first page of everything: with banners, and what is pinned on top."""
        return not (self.shelf or self.tag or self.kind or self.on or self.query or self.after or self.before)

    def shelves_meant(self) -> list[int]:
        """Those of this name, one a body."""
        return [c.pk for c in self.shelves if c.slug == self.shelf] if self.shelf else []

    def link(self, **change: Any) -> str:
        """The address of the same list with something changed; a changed filter begins at page one."""
        now = {"muc": self.shelf, "the": self.tag, "loai": self.kind, "ngay": self.on, "q": self.query} | change
        kept = {k: v for k, v in now.items() if v}
        return f"?{urlencode(kept)}" if kept else "?"


def asked_of(request: HttpRequest) -> Asked:
    get = request.GET.get
    kind, query, sau = get("loai", ""), get("q", "").strip()[:200], get("sau", "")
    return Asked(get("muc", "")[:60], get("the", "")[:60], kind if kind in set(Kind) else "", day_in(get("ngay", "")),
                 query, _key(sau), _key(get("truoc", "")), number_in(sau),
                 kept_part(request, "news:shelves", _shelves))


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


def key_of(a: Row) -> str:
    """Where a page ends, as an address has it: the moment in microseconds, and the number."""
    return f"{(a.published_at - EPOCH) // timedelta(microseconds=1)}.{a.pk}"


# --- rows -----------------------------------------------------------------------------------------
def page_of(asked: Asked) -> tuple[list[Row], str | None, str | None, str]:
    """(rows, address of the earlier page, of the later page, how many found)."""
    if asked.query:
        hits = ask(asked.query, kind=PUBLIC, before=asked.after_hit, limit=A_PAGE)
        found = _page(asked, codes=hits.codes)
        count = _("%(n)s kết quả") % {"n": hits.total_capped}
        return found, None, asked.link(sau=hits.next_key) if hits.next_key else None, count
    if asked.before:
        found = _page(asked, newer=True)
        more, found = len(found) > A_PAGE, found[:A_PAGE][::-1]
        later = asked.link(sau=key_of(found[-1])) if found else None
        return found, asked.link(truoc=key_of(found[0])) if more else None, later, ""
    found = _page(asked)
    more, found = len(found) > A_PAGE, found[:A_PAGE]
    back = asked.link(truoc=key_of(found[0])) if asked.after and found else None
    return found, back, asked.link(sau=key_of(found[-1])) if more else None, ""


def _page(asked: Asked, *, newer: bool = False, codes: tuple[str, ...] | None = None) -> list[Row]:
    """One page and one more: older than a key, newest first; or newer than a key, the nearest first. Of these codes:
    all there are of them.
    """
    key, on = (asked.before if newer else asked.after) if codes is None else None, asked.on
    shelves = asked.shelves_meant()
    if (asked.shelf and not shelves) or codes == ():
        return []
    shape = _Shape(bool(asked.tag), len(shelves), bool(asked.kind), on is not None, key is not None, newer,
                   codes is not None)
    day = within(on, on) if on else {}
    return _rows(_register(shape).rows(
        tag=asked.tag, kind=asked.kind, at=key and key[0], pk=key and key[1], **day,
        **written.spread("code", codes or (), A_PAGE),
        **{f"shelf{n}": pk for n, pk in enumerate(shelves)}))


class _Shape(NamedTuple):
    """What a list is narrowed by: for each of these a statement is written once."""

    of_tag: bool
    shelves: int
    of_kind: bool
    of_day: bool
    paged: bool
    newer: bool
    named: bool


@lru_cache(maxsize=64)
def _register(shape: _Shape) -> Written:
    columns = _OF_TAG if shape.of_tag else _OF_ARTICLE
    at, pk = written.moment("at"), written.number("pk")
    wanted = Q(tags__slug=written.words("tag")) if shape.of_tag else Q()
    beyond = _beyond(at, pk, newer=shape.newer, columns=columns) if shape.paged else Q()
    listed = Article.objects.visible_to().filter(wanted & beyond)  # the word and the key of a tag: of the same row
    shelves = (Q(category_id=written.number(f"shelf{n}")) for n in range(shape.shelves))
    listed = listed.filter(reduce(or_, shelves, Q()))
    listed = listed.filter(kind=written.words("kind")) if shape.of_kind else listed
    listed = listed.filter(code__in=written.several("code", A_PAGE)) if shape.named else listed
    if shape.of_day:
        listed = listed.filter(**{name: written.moment(name) for name in WITHIN})
    return Written(listed.order_by(*_order(shape.newer, columns)).values_list(*COLUMNS)[: A_PAGE + 1])


_OF_ARTICLE, _OF_TAG = ("published_at", "id"), ("tags__at", "tags__article_id")  # the same order, by two indexes


def _order(newer: bool, columns: tuple[str, str] = _OF_ARTICLE) -> tuple[str, str]:
    return columns if newer else (f"-{columns[0]}", f"-{columns[1]}")


def _beyond(at: Any, pk: Any, *, newer: bool, columns: tuple[str, str] = _OF_ARTICLE) -> Q:
    """After a key, in the order of the pages: a range an index can answer, then what stands at the same moment."""
    on, number, way = *columns, "gt" if newer else "lt"
    return Q(**{f"{on}__{way}e": at}) & (Q(**{f"{on}__{way}": at}) | Q(**{f"{number}__{way}": pk}))


def _rows(found: Iterable[Any]) -> list[Row]:
    return [Row._make(row) for row in found]


WITHIN = ("published_at__gte", "published_at__lt")


def within(first: date, last: date) -> dict[str, datetime]:
    """From the first moment of a day to the last of another, on Vietnam's clock: a range an index can answer."""
    zone = timezone.get_default_timezone()
    since, until = datetime.combine(first, datetime.min.time(), zone), last + timedelta(days=1)
    return dict(zip(WITHIN, (since, datetime.combine(until, datetime.min.time(), zone)), strict=True))


def heading(asked: Asked) -> str:
    """What the list is called."""
    if asked.on:
        return _("Tin ngày %(day)s") % {"day": f"{asked.on:%d/%m/%Y}"}
    shelf = next((c.name for c in asked.shelves if c.slug == asked.shelf), "")
    return shelf or (str(KINDS[Kind(asked.kind)]) if asked.kind else _("Tin tức, thông báo"))


def _shelves() -> list[Category]:
    """The categories of this portal, in their order."""
    return list(Category.objects.all())


# --- the first page ---------------------------------------------------------------------------------
class Front(NamedTuple):
    """The first page as a newspaper has it: what is pinned, one story large, notices beside it, then the others."""

    pinned: list[Row]
    large: Row | None
    notices: list[Row]
    others: list[Row]
    banners: list[tuple[str, str]]  # words, where they lead


def front(newest: list[Row], today: date) -> Front:
    """Four statements with the one that found the newest."""
    pinned = _rows(_pinned().rows(today=today))
    top = {a.pk for a in pinned}
    others = [a for a in newest if a.pk not in top]
    large = next((a for a in others[:LARGE_AMONG] if a.cover_id and a.kind == Kind.NEWS), None)
    notices = [a for a in _rows(_notices().rows()) if a.pk not in top]
    return Front(pinned, large, notices[:MOST_NOTICES], [a for a in others if a is not large],
                 [(words, href) for words, href in _banners().rows(today=today)])


@lru_cache
def _pinned() -> Written:
    listed = Article.objects.visible_to().filter(pinned_until__isnull=False, pinned_until__gte=written.day("today"))
    return Written(listed.order_by("-published_at", "-id").values_list(*COLUMNS)[:MOST_PINNED])


@lru_cache
def _notices() -> Written:
    listed = Article.objects.visible_to().filter(kind=Kind.ANNOUNCEMENT).order_by("-published_at", "-id")
    return Written(listed.values_list(*COLUMNS)[: MOST_NOTICES + MOST_PINNED])


@lru_cache
def _banners() -> Written:
    today = written.day("today")
    hung = Banner.objects.filter(from_on__lte=today, to_on__gte=today).order_by("-from_on", "-id")
    return Written(hung.values_list("words", "href")[:2])
