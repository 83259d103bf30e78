"""The desk's lists and reports: the list of each quarter, the Council's sessions and the report owed to them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from danchu.ground.journal.steps import Refused
from danchu.ground.offices.calendars import calendar_for, calendar_shown
from danchu.ground.offices.models import Unit
from danchu.ground.people.access import Standing, official_required, standing
from danchu.ground.ui.due import Due, Nearness, done, due
from danchu.ground.ui.typed import number_in
from danchu.law.calendar import Calendar
from danchu.law.deadlines import remaining
from danchu.law.disclosure import LIST_UNDER, REPORT_UNDER
from danchu.mechanisms.disclosures import boards, quarters, shown
from danchu.mechanisms.disclosures import reporting as owed
from danchu.mechanisms.disclosures.board_pages import ITEMS_SINCE
from danchu.mechanisms.disclosures.desk import body_of, frame
from danchu.mechanisms.disclosures.forms import SessionForm
from danchu.mechanisms.disclosures.models import QuarterList, Session
from danchu.mechanisms.disclosures.rules import BodyStep

QUARTERS = 5  # the running one and the four before it
SESSIONS = 12  # the last ones shown; two are held a year


@never_cache
@require_safe
@official_required
def reporting(request: HttpRequest) -> HttpResponse:
    """What the body itself owes: a list each quarter, a report each ordinary session."""
    who = standing(request)
    return _show(request, who, body_of(who), SessionForm())


def _show(request: HttpRequest, who: Standing, body: Unit, form: SessionForm, problem: str = "",
          status: int = 200) -> HttpResponse:
    today, calendar = timezone.localdate(), calendar_shown(body)
    sessions = Session.objects.filter(body=body).order_by("-held_on")[:SESSIONS]
    return render(request, "disclosures/desk/reporting.html", {
        **frame(who), "body": body, "form": form, "problem": problem, "said": messages.get_messages(request),
        "lines": shown.done_for(body, (BodyStep.DRAW_UP_LIST, BodyStep.PLAN_SESSION, BodyStep.REPORT_TO_SESSION)),
        "quarters": _quarters(body, today, calendar), "list_under": LIST_UNDER, "report_under": REPORT_UNDER,
        "sessions": [{"s": s, "d": _badge(s.held_on, s.reported_on, today, calendar)} for s in sessions]},
        status=status)


def _quarters(body: Unit, today: date, calendar: Calendar) -> list[dict[str, Any]]:
    """The running quarter and those before it: when the list is due, when it was drawn up."""
    kept = QuarterList.objects.filter(body=body, year__gte=today.year - 2)
    drawn_up = dict(((year, quarter), on) for year, quarter, on in kept.values_list("year", "quarter", "drawn_up_on"))
    found: list[dict[str, Any]] = []
    at = quarters.quarter_of(today)
    for _n in range(QUARTERS):
        year, quarter = at
        if year < ITEMS_SINCE:
            break
        due_on, on = boards.list_due_on(year, quarter, calendar), drawn_up.get(at)
        found.append({"year": year, "quarter": quarter, "due_on": due_on, "drawn_up_on": on,
                      "over": quarters.quarter_ends(year, quarter) < today,
                      "d": _badge(due_on, on, today, calendar)})
        at = quarters.quarter_before(quarters.quarter_begins(year, quarter))
    return found


def _badge(due_on: date, done_on: date | None, today: date, calendar: Calendar) -> Due:
    if done_on is None:
        return due(due_on, remaining(today, due_on, calendar))
    return done(due_on, done_on) if done_on <= due_on else Due(Nearness.LATE, _("Đã làm, nhưng muộn"), due_on)


@never_cache
@require_POST
@official_required
def draw_up_list(request: HttpRequest) -> HttpResponse:
    """Say that the list of a quarter was drawn up and posted."""
    who = standing(request)
    body = body_of(who)
    year, quarter = number_in(request.POST.get("year")), number_in(request.POST.get("quarter"))
    if not year or quarter not in (1, 2, 3, 4) or not ITEMS_SINCE <= year <= timezone.localdate().year:
        raise Http404
    try:
        owed.draw_up_list(body, year=year, quarter=quarter, by=who, now=timezone.now())
    except Refused as no:
        return _show(request, who, body, SessionForm(), str(no), 422)
    messages.success(request, _("Đã ghi nhận danh sách quý."))
    return redirect("disclosures_desk:reporting")


@never_cache
@require_POST
@official_required
def plan_session(request: HttpRequest) -> HttpResponse:
    """Write down an ordinary session of the Council."""
    who = standing(request)
    body, form = body_of(who), SessionForm(request.POST)
    if not form.is_valid():
        return _show(request, who, body, form, status=422)
    try:
        owed.plan_session(body, **form.cleaned_data, by=who, calendar=calendar_for(body),
                          now=timezone.now())
    except Refused as no:
        form.add_error("held_on", str(no))
        return _show(request, who, body, form, status=422)
    messages.success(request, _("Đã ghi kỳ họp."))
    return redirect("disclosures_desk:reporting")


@never_cache
@require_POST
@official_required
def report_to_session(request: HttpRequest, session: int) -> HttpResponse:
    """Say that the report was sent to the Council and the Front."""
    who = standing(request)
    found = Session.objects.filter(pk=session, body=body_of(who)).select_related("body").first()
    if found is None:
        raise Http404
    owed.report_to_session(found, by=who, now=timezone.now())
    messages.success(request, _("Đã ghi nhận báo cáo."))
    return redirect("disclosures_desk:reporting")
