"""The shelves of a body's news, and the lines above it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from danchu.ground.journal.models import Audience
from danchu.ground.journal.reading import timeline
from danchu.ground.offices.models import Unit
from danchu.ground.people.access import Standing, official_required
from danchu.ground.ui.typed import number_in
from danchu.mechanisms.news import actions, arranging, shown
from danchu.mechanisms.news.desk import frame, place_of
from danchu.mechanisms.news.desk_comments import keeper
from danchu.mechanisms.news.forms import BannerForm, ShelfForm
from danchu.mechanisms.news.models import Banner, Category

MOST_LINES = 20


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@official_required
def shelves(request: HttpRequest) -> HttpResponse:
    """Both on one page: each with the form that adds one, and a button that takes it away."""
    who = keeper(request)
    body, _office = place_of(who)
    bound: dict[str, Any] = {}
    problem = ""
    if request.method == "POST":
        try:
            bound = _change(request, body, who)
            if not bound:
                messages.success(request, _("Đã lưu."))
                return redirect("news_desk:shelves")
        except actions.Refused as no:
            problem = str(no)
    return render(request, "news/desk/shelves.html", {
        **frame(who), "shelves": list(Category.objects.filter(body=body)), "problem": problem,
        "banners": list(Banner.objects.filter(body=body).order_by("-from_on", "-id")[:50]),
        "shelf": bound.get("shelf") or ShelfForm(), "banner": bound.get("banner") or BannerForm(),
        "lines": _lines(body), "said": messages.get_messages(request)}, status=422 if request.method == "POST" else 200)


def _lines(body: Unit) -> list[dict[str, Any]]:
    """Who hung and took down what, the last first."""
    return shown.told_all(timeline(arranging.arranged_by(body), Audience.INTERNAL)[: -MOST_LINES - 1 : -1], names=True)


def _change(request: HttpRequest, body: Unit, who: Standing) -> dict[str, Any]:
    """Do what was pressed; the form with its errors where that cannot be done."""
    asked, now = request.POST.get("do", ""), timezone.now()
    if asked == "shelve":
        shelf = ShelfForm(request.POST)
        if not shelf.is_valid():
            return {"shelf": shelf}
        arranging.shelve(body, shelf.cleaned_data["name"], by=who, now=now)
    elif asked == "hang":
        banner = BannerForm(request.POST)
        if not banner.is_valid():
            return {"banner": banner}
        arranging.hang(body, **banner.cleaned_data, by=who, now=now)
    elif asked == "unshelve":
        arranging.unshelve(_one(Category, body, request), by=who, now=now)
    elif asked == "take_down":
        arranging.take_down(_one(Banner, body, request), by=who, now=now)
    else:
        raise Http404
    return {}


def _one(model: Any, body: Unit, request: HttpRequest) -> Any:
    typed = request.POST.get("which", "")
    pk = number_in(typed)
    found = model.objects.filter(body=body, pk=pk).first()
    if found is None:
        raise Http404
    return found
