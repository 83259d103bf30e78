"""The news as pages show it: a row, the words of an article, a month. Reads; changes nothing."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from markupsafe import Markup

from danchu.ground.files.models import Attachment
from danchu.ground.journal.reading import Line
from danchu.ground.ui.words import day, number
from danchu.mechanisms.news.counting import rounded
from danchu.mechanisms.news.models import Article
from danchu.mechanisms.news.words import HAPPENED, KINDS


def file_link(file: Attachment) -> str:
    """Where a stored picture or paper is read."""
    return reverse("files:attachment", args=[file.pk, file.name])


def whole(path: str) -> str:
    """A path of this site as an address for those who read it elsewhere."""
    return f"{settings.SITE['url']}{path}"


def row_of(a: Article, today: date) -> dict[str, Any]:
    """A line of the public list; its article comes with cover and category."""
    on = timezone.localtime(a.published_at).date() if a.published_at else None
    pinned = a.pinned_until is not None and a.pinned_until >= today
    shelf = a.category.name if a.category else str(KINDS[a.kind])
    return {"title": a.title, "href": reverse("news:article", args=[a.code]), "lead": a.lead, "on": on,
            "shelf": shelf, "pinned": pinned, "cover": file_link(a.cover) if a.cover else "", "alt": a.cover_alt,
            "comments": a.comments_n, "announcement": a.kind == "announcement"}


def words_of(html: str) -> Markup:
    """The words of an article: cleaned when they were kept; a table scrolls inside itself on a narrow screen."""
    frame = f'<div class="scroll" tabindex="0" role="region" aria-label="{_("Bảng")}"><table class="table">'
    html = html.replace("<table>", frame).replace("</table>", "</table></div>")
    return Markup(html.replace("<img ", '<img loading="lazy" decoding="async" '))


def readings_of(n: int) -> str:
    """How often it was read, coarsely."""
    coarse = rounded(n)
    return _("khoảng %(n)s lượt đọc") % {"n": number(coarse)} if coarse else _("dưới 10 lượt đọc")


def month_of(first: date, counts: dict[date, int], today: date) -> list[list[dict[str, Any]]]:
    """A month as weeks of days, Monday first; each with how many articles came out on it."""
    weeks = Calendar().monthdatescalendar(first.year, first.month)
    return [[{"day": d, "in": d.month == first.month, "n": counts.get(d, 0), "today": d == today} for d in week]
            for week in weeks]


def told_all(lines: Iterable[Line], *, names: bool = False) -> list[dict[str, Any]]:
    """What happened, in words; `names` shows the official's own name (desk only)."""
    return [{"at": x.at, "text": str(HAPPENED.get(x.verb, x.verb)), "who": x.who if names else "",
             "note": x.text or _moment(x.about.get("at"))} for x in lines]


def _moment(iso: Any) -> str:
    if not isinstance(iso, str):
        return ""
    at = timezone.localtime(datetime.fromisoformat(iso))
    return f"{day(at)} {at:%H:%M}"
