"""The news as pages show it: a row, the words of an article, a month. Reads; changes nothing."""

from __future__ import annotations

from calendar import Calendar
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from urllib.parse import quote, urlencode

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from markupsafe import Markup

from danchu.ground.files.models import Attachment
from danchu.ground.journal.reading import Line
from danchu.ground.text.clean_html import text_of
from danchu.ground.ui.words import day, number
from danchu.mechanisms.news.counting import rounded
from danchu.mechanisms.news.lists import Row
from danchu.mechanisms.news.models import Article
from danchu.mechanisms.news.rules import Kind
from danchu.mechanisms.news.words import HAPPENED, KINDS


def file_link(file: Attachment) -> str:
    """Where a stored picture or paper is read."""
    return reverse("files:attachment", args=[file.pk, file.name])


def small_link(file: Attachment) -> str:
    """The same picture, small: for lists."""
    return f"{file_link(file)}?co=nho"


def whole(path: str) -> str:
    """A path of this site as an address for those who read it elsewhere."""
    return f"{settings.SITE['url']}{path}"


def mailto_of(a: Article) -> str:
    """A letter with the article's title and address, in the reader's own mail program."""
    letter = urlencode({"subject": a.title, "body": f"{a.title}\n{whole(f'/tin-tuc/{a.code}/')}"}, quote_via=quote)
    return f"mailto:?{letter}"


def rows_of(found: Iterable[Row]) -> list[dict[str, Any]]:
    """Lines of the public list."""
    return [row_of(a) for a in found]


def row_of(a: Row) -> dict[str, Any]:
    """A line of the public list. Addresses are put together here: asking Django for each costs more than the row."""
    cover = f"/tep/{a.cover_id}/{quote(a.cover_name or '')}" if a.cover_id else ""
    return {"title": a.title, "href": f"/tin-tuc/{a.code}/", "lead": a.lead,
            "on": a.published_at.astimezone(timezone.get_default_timezone()).date(),
            "shelf": a.category or str(KINDS[Kind(a.kind)]), "cover": f"{cover}?co=nho" if cover else "",
            "wide": cover, "comments": a.comments_n}


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


def year_of(first: date, counts: dict[date, int], today: date) -> list[dict[str, Any]]:
    """The months of a year up to today, each with how many articles came out."""
    n: Counter[int] = Counter()
    for on, more in counts.items():
        n[on.month] += more
    return [{"first": date(first.year, m, 1), "n": n[m], "current": m == first.month}
            for m in range(1, 13) if date(first.year, m, 1) <= today]


def months_before(today: date) -> list[date]:
    """This month and the five before it, newest first: the way into the archive."""
    at = today.year * 12 + today.month - 1
    return [date((at - n) // 12, (at - n) % 12 + 1, 1) for n in range(6)]


def minutes_of(html: str) -> int:
    """How long reading aloud to oneself takes, in minutes; at 250 syllables a minute. 0 for what is read at once."""
    return len(text_of(html).split()) // 250


def told_all(lines: Iterable[Line], *, names: bool = False) -> list[dict[str, Any]]:
    """What happened, in words; `names` shows the official's own name (desk only)."""
    return [{"at": x.at, "text": str(HAPPENED.get(x.verb, x.verb)), "who": x.who if names else "",
             "note": x.text or _moment(x.about.get("at")) or str(x.about.get("name", ""))} for x in lines]


def _moment(iso: Any) -> str:
    if not isinstance(iso, str):
        return ""
    at = timezone.localtime(datetime.fromisoformat(iso))
    return f"{day(at)} {at:%H:%M}"
