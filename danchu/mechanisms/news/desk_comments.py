"""The desk of comments: what waits to be read, one button a decision."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from danchu.ground.people.access import Standing, official_required, standing
from danchu.ground.text.personal_data import find
from danchu.law.roles import Role
from danchu.mechanisms.news import comment_actions
from danchu.mechanisms.news.comment_actions import NotTheirs, Refused
from danchu.mechanisms.news.desk import frame
from danchu.mechanisms.news.forms import HideForm
from danchu.mechanisms.news.models import Comment
from danchu.mechanisms.news.rules import COMMENT_JOURNEY, CommentState, CommentStep, Reason
from danchu.mechanisms.news.words import COMMENT_STATES, REASONS

A_PAGE = 20
TABS: dict[str, dict[str, Any]] = {
    "cho-duyet": {"state": CommentState.SENT}, "bi-bao": {"state": CommentState.SHOWN, "reports__gt": 0},
    "dang-hien": {"state": CommentState.SHOWN}, "khong-hien": {"state": CommentState.HIDDEN},
    "da-chuyen": {"state": CommentState.CONVERTED}}
SLUGS = {"cho-hien": CommentStep.SHOW, "khong-cho-hien": CommentStep.HIDE, "moi-chuyen": CommentStep.OFFER}


def keeper(request: HttpRequest) -> Standing:
    """An official who keeps some body's comments. For anyone else there is no such page."""
    who = standing(request)
    if not who.units(Role.RECEPTION) | who.units(Role.LEADER):
        raise Http404
    return who


@never_cache
@require_safe
@official_required
def queue(request: HttpRequest) -> HttpResponse:
    """What readers wrote, the longest waiting first."""
    return _show(request, keeper(request))


def _show(request: HttpRequest, who: Standing, problem: str = "", status: int = 200) -> HttpResponse:
    tab = request.GET.get("xem", "cho-duyet")
    tab = tab if tab in TABS else "cho-duyet"
    mine = Comment.objects.kept_by(who).filter(**TABS[tab]).select_related("article", "to")
    after = request.GET.get("sau", "")
    mine = mine.filter(pk__gt=int(after)) if after.isascii() and after.isdecimal() and len(after) < 16 else mine
    rows = list(mine.order_by("id")[: A_PAGE + 1])
    more, rows = len(rows) > A_PAGE, rows[:A_PAGE]
    tabs = [{"label": _("Bị báo xấu") if "reports__gt" in asked else COMMENT_STATES[asked["state"]],
             "href": f"?xem={name}", "current": name == tab} for name, asked in TABS.items()]
    return render(request, "news/desk/comments.html", {
        **frame(who), "rows": [_row(c) for c in rows], "tabs": tabs, "tab": tab, "reasons": REASONS, "problem": problem,
        "said": messages.get_messages(request), "later": f"?xem={tab}&sau={rows[-1].pk}" if more else None},
        status=status)


def _row(c: Comment) -> dict[str, Any]:
    steps = {step.value for step in SLUGS.values() if (CommentState(c.state), step) in COMMENT_JOURNEY}
    return {"c": c, "spans": find(c.text), "steps": steps - ({"offer"} if c.offered else set()),
            "reason": REASONS[Reason(c.hidden_for)] if c.hidden_for else ""}


@never_cache
@require_POST
@official_required
def step(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """Show it, hide it for a reason, or invite its writer to make it a petition."""
    who = keeper(request)
    said = Comment.objects.kept_by(who).select_related("article", "article__body").filter(code=code).first()
    taken = SLUGS.get(slug)
    if said is None or taken is None:
        raise Http404
    how: dict[str, Any] = {"by": who, "now": timezone.now()}
    if taken is CommentStep.HIDE:
        form = HideForm(request.POST)
        if not form.is_valid():
            return _show(request, who, _("Chọn lý do không cho hiện."), 422)
        how["reason"] = Reason(form.cleaned_data["reason"])
    try:
        getattr(comment_actions, taken.value)(said, **how)
    except NotTheirs:
        raise Http404 from None
    except Refused as no:
        return _show(request, who, str(no), 422)
    messages.success(request, _("Đã lưu."))
    return redirect("news_desk:comments")
