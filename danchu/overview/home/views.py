"""The front page, search, the rules as they are kept, and what every public service owes its visitors."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from danchu.ground import rows
from danchu.ground.journal.cached import public_page
from danchu.ground.journal.linked import titles_of
from danchu.ground.offices.calendars import calendar_shown
from danchu.ground.search.asking import ask
from danchu.ground.search.index import PUBLIC
from danchu.ground.text.codes import read_code
from danchu.ground.ui.days import day_strip
from danchu.ground.ui.environment import url
from danchu.ground.ui.pages import page_of
from danchu.ground.ui.typed import number_in
from danchu.law.confidential import CONFIDENTIAL
from danchu.law.deadlines import COUNTING
from danchu.law.limits import LIMITS, Duty
from danchu.law.promises import promise
from danchu.mechanisms.news.models import moved_to
from danchu.mechanisms.petitions import shown
from danchu.mechanisms.petitions.figures import asks_lately, asks_open_now, lately, open_now
from danchu.mechanisms.petitions.rules import SHOWN_FROM
from danchu.mechanisms.petitions.sending import receiving_body
from danchu.mechanisms.petitions.views import asks_newest_answers, newest_answers
from danchu.overview.home.context import room_of
from danchu.overview.home.doors import asks_behind, behind, doors
from danchu.overview.home.law_in_english import how_sure, in_words, told

NEWEST = 5


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """The front page; `/?p=123` is how WordPress knew an article of the portal before this one."""
    moved = moved_to(f"/?p={request.GET['p'][:12]}") if "p" in request.GET else None
    return HttpResponsePermanentRedirect(moved) if moved else _front(request)


@public_page
def _front(request: HttpRequest) -> HttpResponse:
    """What may I do here, what is open now, what was promised and kept. Six statements."""
    today, calendar, body = timezone.localdate(), calendar_shown(), receiving_body()
    owed = promise(Duty.TELL_SENDER, today, calendar)
    with rows.ahead(asks_lately(body, today), asks_behind(today, body), asks_newest_answers(NEWEST),
                    asks_open_now(body)):
        kept, newest, opened = lately(body, today), newest_answers(NEWEST), open_now(body)
        n, soon = behind(today, body)
    answers = [row | {"due": shown.badge(row["state"], row["due_on"], row["answered_on"], row["outcome"],
                                         today=today, calendar=calendar)} for row in newest]
    return render(request, "home/front.html", {
        "owed": owed, "cells": day_strip(owed.derivation, due_on=owed.due_on, today=today), "today": today,
        "answers": answers, "kept": kept, "counts": kept.counts, "kept_of": kept.n, "shown_from": SHOWN_FROM,
        "doors": doors(opened, n), "soon": soon})


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """One box: a code goes to its case, words find whatever is public, in every mechanism, newest first."""
    typed = request.GET.get("q", "").strip()[:200]
    code = read_code(typed)
    if code:
        return redirect(f"{url('petitions:track')}?ma={code}")
    before = request.GET.get("sau", "")
    hits = ask(typed, kind=PUBLIC, before=number_in(before))
    titles = titles_of(set(hits.codes))  # the index lags behind: what was taken down a second ago falls away here
    found = [{"code": c, "title": titles[c], "href": page_of(c), "tag": room_of(c)} for c in hits.codes if c in titles]
    return render(request, "home/search.html", {
        "typed": typed, "found": found, "count": hits.total_capped if typed else "",
        "later": f"?{urlencode({'q': typed, 'sau': hits.next_key})}" if hits.next_key else ""})


@require_safe
@public_page
def law(request: HttpRequest) -> HttpResponse:
    """Every time limit the platform keeps: article, since when, how sure. Made from `law/`, never typed twice."""
    rows = sorted(LIMITS, key=lambda x: (not x.by_law, x.source, x.article, x.in_force_from))
    today = timezone.localdate()
    groups: dict[str, list[Any]] = {}
    for limit in rows:
        groups.setdefault(limit.source, []).append(limit)
    return render(request, "home/law.html", {
        "groups": groups, "counting": COUNTING, "confidential": CONFIDENTIAL, "today": today,
        "in_words": in_words, "told": told, "how_sure": how_sure})


@require_safe
@public_page
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "home/accessibility.html")


@require_safe
@public_page
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "home/privacy.html")


@require_safe
def source(request: HttpRequest) -> HttpResponse:
    """Where the code of this portal is (AGPL-3.0, section 13)."""
    return render(request, "home/source.html", {"address": settings.SITE.get("source", "")})


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """For watchers: 200 while the database answers, 503 otherwise. Says nothing about anyone."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception:  # whatever the database's driver raises
        return JsonResponse({"status": "database"}, status=503)
    return JsonResponse({"status": "ok"})
