"""What anyone may read of works done together: the list, one work, its account to the đồng."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from danchu.ground.journal.cached import public_page
from danchu.ground.journal.linked import linked
from danchu.ground.journal.models import Audience
from danchu.ground.text.codes import read_code
from danchu.ground.ui.words import day, number
from danchu.mechanisms.works import shown
from danchu.mechanisms.works.models import AccountEntry, CommunityWork, WorkNeed
from danchu.mechanisms.works.papers import papers_of
from danchu.mechanisms.works.rules import Need, Side, WorkState, WorkStep
from danchu.mechanisms.works.words import WORK_STATES

A_PAGE = 20
LINES = 30  # of an account a page, the newest first


@require_safe
@public_page
def works(request: HttpRequest) -> HttpResponse:
    """Every work done together, newest first, by key."""
    state, after = request.GET.get("tinh-trang", ""), _number(request.GET.get("sau"))
    state = state if state in set(WorkState) else ""
    listed = CommunityWork.objects.visible_to().select_related("body", "village").order_by("-id")
    listed = listed.filter(state=state) if state else listed
    rows = list((listed.filter(id__lt=after) if after else listed)[: A_PAGE + 1])
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
    w = CommunityWork.objects.visible_to().filter(code=code).select_related("body", "village").first()
    if w is None:
        raise Http404
    papers = papers_of(code, Audience.PUBLIC, work=w)
    lines, later = account_of(w, _number(request.GET.get("sau")))
    return render(request, "works/work.html", {
        "w": w, "state": WORK_STATES[WorkState(w.state)], "track": shown.track_of_work(w.state), "papers": papers,
        "bars": shown.bars(papers.needs), "need_rows": need_rows(papers.needs), "entries": entry_rows(lines),
        "later": later,
        "lines": [shown.told_of_work(x) for x in papers.lines if x.verb not in (WorkStep.ENTER, WorkStep.CORRECT)],
        "related": linked(papers.links)})


def account_of(work: CommunityWork, before: int | None) -> tuple[list[AccountEntry], str | None]:
    """(lines, address of the page before them), the newest line first, by number. One statement."""
    rows = AccountEntry.objects.filter(work=work).select_related("need", "corrects", "paper").order_by("-number")
    found = list((rows.filter(number__lt=before) if before else rows)[: LINES + 1])
    later = f"?sau={found[LINES - 1].number}#so-thu-chi" if len(found) > LINES else None
    return found[:LINES], later


def need_rows(needs: list[WorkNeed]) -> list[list[Any]]:
    """The table beneath the bars."""
    return [[n.what, shown.counted_in(n), n.wanted, n.pledged, n.received, n.spent] for n in needs]


def entry_rows(lines: list[AccountEntry]) -> list[list[Any]]:
    """The account as everybody reads it: day, what, receipt, in, out, what is left in the purse."""
    return [[day(e.on), _about(e), _receipt(e), _amount(e, Side.PLEDGED), _amount(e, Side.RECEIVED),
             _amount(e, Side.SPENT), e.balance] for e in lines]


def _about(entry: AccountEntry) -> str:
    given = shown.households(entry.givers) if entry.givers else ""
    back = _("ghi đảo dòng %(n)s") % {"n": entry.corrects.number} if entry.corrects else ""
    return " · ".join(filter(None, [entry.about, entry.giver, given, back]))


def _receipt(entry: AccountEntry) -> Any:
    if entry.paper is None or entry.paper.audience != Audience.PUBLIC:
        return entry.receipt
    return {"text": entry.receipt, "href": f"/tep/{entry.paper.pk}/{entry.paper.name}"}


def _amount(entry: AccountEntry, side: Side) -> str:
    if entry.side != side:
        return ""
    unit = "" if entry.need.need == Need.MONEY else f" {shown.counted_in(entry.need)}"
    return f"{number(entry.amount)}{unit}"


def _number(typed: str | None) -> int | None:
    return int(typed) if typed and typed.isascii() and typed.isdecimal() and len(typed) < 16 else None


