"""An earlier text of an article at the desk: read, and kept from readers where it holds personal data."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from danchu.ground.people.access import Standing, official_required
from danchu.mechanisms.news import actions, rules
from danchu.mechanisms.news.desk import frame, theirs
from danchu.mechanisms.news.earlier import compared
from danchu.mechanisms.news.models import Article, Earlier, part_played_by
from danchu.mechanisms.news.rules import State, Step

ACTS = {"conceal": actions.conceal, "reveal": actions.reveal}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@official_required
def earlier(request: HttpRequest, code: str, n: int) -> HttpResponse:
    """What it said, and what changed; `do=conceal` keeps it from readers, `do=reveal` gives it back."""
    a, who = theirs(request, code)
    if request.method == "POST":
        return _change(request, a, n, who)
    steps = rules.steps_open_to(State(a.state), part_played_by(who, a))
    told = compared(a, n, inside=True)
    return render(request, "news/desk/earlier.html", {
        **frame(who), "a": a, **told, "said": messages.get_messages(request),
        "do": {Step.CONCEAL, Step.REVEAL} & set(steps) & {Step.REVEAL if told["e"].concealed else Step.CONCEAL}})


def _change(request: HttpRequest, a: Article, n: int, who: Standing) -> HttpResponse:
    act, found = ACTS.get(request.POST.get("do", "")), Earlier.objects.filter(article=a, n=n).first()
    if act is None or found is None:
        raise Http404
    try:
        act(a, found, by=who, now=timezone.now())
        messages.success(request, _("Đã lưu."))
    except actions.NotTheirs:
        raise Http404 from None
    except actions.Refused as no:
        messages.warning(request, str(no))
    return redirect("news_desk:earlier", code=a.code, n=n)
