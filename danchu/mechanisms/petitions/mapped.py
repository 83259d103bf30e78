"""Public cases on a map, never without the list beside it; only points whose senders agreed and an officer showed."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from danchu.ground import rows
from danchu.ground.journal.cached import public_page
from danchu.ground.offices.calendars import calendar_for
from danchu.ground.rows import Written
from danchu.mechanisms.petitions import shown
from danchu.mechanisms.petitions.grounds import ground
from danchu.mechanisms.petitions.models import Publication
from danchu.mechanisms.petitions.register import FILTERS, asked_in, chips_of

A_PAGE = 30
ROW = ("petition_id", "code", "title", "place_name", "office_name", "state", "due_on", "answered_on", "outcome",
       "lat", "lon")


@require_safe
@public_page
def on_map(request: HttpRequest) -> HttpResponse:
    """The newest public cases that have a point: a numbered list, and the same numbers on the map."""
    asked = asked_in(request)
    written = _written(tuple(sorted(asked.sought)), bool(asked.after))
    listed = [] if asked.impossible else written.rows(**asked.sought, key=asked.after)
    found = [dict(zip(ROW, row, strict=True)) for row in listed]
    today, calendar = timezone.localdate(), calendar_for(None)
    cases = [row | {"number": n, "due": shown.badge(row["state"], row["due_on"], row["answered_on"], row["outcome"],
                                                    today=today, calendar=calendar)}
             for n, row in enumerate(found[:A_PAGE], 1)]
    return render(request, "petitions/on_map.html", {
        "cases": cases, "asked": asked, "chips": chips_of(asked), "map": ground(), "layout": "wide",
        "later": asked.link(sau=cases[-1]["petition_id"]) if len(found) > A_PAGE else None,
        "earlier": asked.link() if asked.after else None})


@lru_cache(maxsize=16)
def _written(filters: tuple[str, ...], paged: bool) -> Written:
    wanted: dict[str, Any] = {FILTERS[name][0]: rows.words(name) for name in filters}
    wanted |= {"petition_id__lt": rows.number("key")} if paged else {}
    pointed = Publication.objects.visible_to().filter(lat__isnull=False, **wanted)
    return Written(pointed.order_by("-petition_id").values_list(*ROW)[: A_PAGE + 1])


@require_safe
def areas(request: HttpRequest) -> HttpResponse:
    """The outline of the ward that the portal was given (DANCHU_AREAS), for the map."""
    try:
        shapes = Path(settings.MAP["areas"] or "/dev/null/none").read_bytes()
    except OSError:
        raise Http404("DANCHU_AREAS names no file") from None
    return HttpResponse(shapes, content_type="application/geo+json", headers={"Cache-Control": "public, max-age=3600"})
