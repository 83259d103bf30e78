"""What anyone may read of works done together: the list, one work, its account to the đồng."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from danchu.ground.journal.cached import public_page
from danchu.ground.journal.linked import linked
from danchu.ground.journal.models import Audience
from danchu.ground.text.codes import read_code
from danchu.ground.ui.atom import atom
from danchu.ground.ui.typed import number_in
from danchu.mechanisms.works import reading, shown
from danchu.mechanisms.works.account import page_of_account, rows_of
from danchu.mechanisms.works.models import CommunityWork, WorkNeed
from danchu.mechanisms.works.papers import papers_of
from danchu.mechanisms.works.reading import A_PAGE
from danchu.mechanisms.works.rules import WorkState
from danchu.mechanisms.works.words import WORK_STATES


@require_safe
@public_page
def works(request: HttpRequest) -> HttpResponse:
    """Every work done together, newest first, by key."""
    state, after = request.GET.get("tinh-trang", ""), key_in(request)
    state = state if state in set(WorkState) else ""
    rows = reading.works(state, after)
    later = f"?sau={rows[A_PAGE - 1].pk}" + (f"&tinh-trang={state}" if state else "") if len(rows) > A_PAGE else None
    chips: list[dict[str, Any]] = [{"label": _("Tất cả"), "href": "?", "current": not state}]
    chips += [{"label": words, "href": f"?tinh-trang={s.value}", "current": state == s}
              for s, words in WORK_STATES.items()]
    return render(request, "works/works.html", {
        "rows": rows[:A_PAGE], "later": later, "chips": chips, "states": WORK_STATES})


@require_safe
@public_page
def work(request: HttpRequest, code: str) -> HttpResponse:
    """One work: what it needs and what came in, the account, how far it is, who looks after it."""
    known = read_code(code)
    if known is None:
        raise Http404
    if known != code:
        return redirect("works:work", code=known)
    w = reading.work_of(code)
    if w is None:
        raise Http404
    papers = papers_of(code, Audience.PUBLIC, work=w, book=False)
    lines, later = page_of_account(w, key_in(request))
    return render(request, "works/work.html", {
        "w": w, "state": WORK_STATES[WorkState(w.state)], "track": shown.WAY_OF_WORK.at(w.state), "papers": papers,
        "bars": shown.bars(papers.needs), "need_rows": need_rows(papers.needs), "entries": rows_of(lines),
        "later": later,
        "lines": [shown.told_of_work(x, papers.files) for x in papers.lines],
        "loose": shown.loose_files(papers), "related": linked(papers.links)})


def need_rows(needs: list[WorkNeed]) -> list[list[Any]]:
    """The table beneath the bars."""
    return [[n.what, shown.counted_in(n), n.wanted, n.pledged, n.received, n.spent] for n in needs]


@require_safe
@public_page
def feed(request: HttpRequest) -> HttpResponse:
    """The newest works as Atom (RFC 4287)."""
    rows = CommunityWork.objects.visible_to().order_by("-id")[:A_PAGE]
    return atom(_("Việc chung mới"), reverse("works:works"), request.path, [
        (w.title, reverse("works:work", args=[w.code]), f"{w.place} · {WORK_STATES[WorkState(w.state)]}",
         datetime.combine(w.proposed_on, datetime.min.time(), timezone.get_default_timezone())) for w in rows])


@require_safe
@public_page
def work_feed(request: HttpRequest, code: str) -> HttpResponse:
    """What happened to one work, its account included, as Atom (RFC 4287)."""
    w = CommunityWork.objects.visible_to().filter(code=code).first()
    if w is None:
        raise Http404
    lines = [shown.told_of_work(line) for line in papers_of(code, Audience.PUBLIC, work=w).lines]
    where = reverse("works:work", args=[code])
    told = [(t.text, f"{where}#{n}", t.note, t.at) for n, t in enumerate(lines, 1)]
    return atom(w.title, where, request.path, told[::-1])


def key_in(request: HttpRequest) -> int | None:
    """Where the page asked for begins (`?sau=`); nonsense is the beginning."""
    typed = request.GET.get("sau", "")
    return number_in(typed)
