"""The desk of reception days: draw up, post, take bookings, record what came of them; the plan of the year."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from danchu.ground.journal.models import Audience
from danchu.ground.journal.reading import timeline
from danchu.ground.offices.calendars import calendar_for
from danchu.ground.people.access import official_required, standing
from danchu.mechanisms.dialogues import reception_actions as actions
from danchu.mechanisms.dialogues import reception_reading as reading
from danchu.mechanisms.dialogues import shown
from danchu.mechanisms.dialogues.actions import NotTheirs, Refused
from danchu.mechanisms.dialogues.desk import frame, inside, quiet
from danchu.mechanisms.dialogues.desk_steps import body_of
from danchu.mechanisms.dialogues.duties import plan_of
from danchu.mechanisms.dialogues.forms import (
    BookForm,
    HeldForm,
    HoursForm,
    MoveForm,
    PostForm,
    RecordForm,
    WhyForm,
    YearForm,
)
from danchu.mechanisms.dialogues.reception_actions import Hours
from danchu.mechanisms.dialogues.reception_models import Booking, ReceptionDay, YearPlan
from danchu.mechanisms.dialogues.reception_rules import BookingState, DayState, PlanState, plan_subject
from danchu.mechanisms.dialogues.receptions import move_to, other_slots, slot_choices, visitor_of
from danchu.mechanisms.dialogues.words import BOOKING_STATES, DAY_STATES, PLAN_STATES

MOST = 120


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@official_required
def days(request: HttpRequest) -> HttpResponse:
    """The calendar of my body's head, and a form that adds days to it."""
    who = inside(request)
    if "post_all" in request.POST:
        return _post_all(request)
    form = HoursForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _draw_up(request, form):
        return redirect("dialogue_desk:receptions")
    today = timezone.localdate()
    found = list(ReceptionDay.objects.kept_by(who).order_by("-on", "-starts_at")[:MOST])
    return render(request, "dialogues/desk/receptions.html", {
        **frame(), "form": form, "today": today, "said": messages.get_messages(request),
        "in_time": sum(d.state == DayState.DRAWN_UP and d.post_by >= today for d in found),
        "coming": [_row(d) for d in reversed(found) if d.on >= today],
        "past": [_row(d) for d in found if d.on < today]},
        status=422 if form.errors else 200)


def _post_all(request: HttpRequest) -> HttpResponse:
    """Post every day drawn up that is still in time; a late one needs its own reason, on its own page."""
    n, today = 0, timezone.localdate()
    drawn = ReceptionDay.objects.kept_by(inside(request)).filter(state=DayState.DRAWN_UP, post_by__gte=today)
    for day in drawn.select_related("body").order_by("on")[:MOST]:
        try:
            actions.post(day, by=standing(request), calendar=calendar_for(day.body), now=timezone.now())
            n += 1
        except Refused as refused:  # somebody else took it meanwhile, or the calendar moved
            messages.warning(request, str(refused))
    if n:
        messages.success(request, _("Đã niêm yết %(n)s ngày.") % {"n": n})
    return redirect("dialogue_desk:receptions")


def _row(d: ReceptionDay) -> dict[str, Any]:
    return {"d": d, "state": DAY_STATES[DayState(d.state)]}


def _draw_up(request: HttpRequest, form: HoursForm) -> bool:
    """One day, or the same weekday week after week; days off are left out and said."""
    said, who = dict(form.cleaned_data), standing(request)
    weeks, body = said.pop("weeks"), body_of(who)
    first, calendar, made = Hours(**said), calendar_for(body), 0
    for n in range(weeks):
        later = timedelta(weeks=n)
        hours = replace(first, starts_at=first.starts_at + later, ends_at=first.ends_at + later)
        try:
            actions.draw_up(hours, body=body, by=who, calendar=calendar, now=timezone.now())
            made += 1
        except (Refused, ValueError) as refused:
            messages.warning(request, str(refused))
            if weeks == 1:
                form.add_error("starts_at", str(refused))
    if made:
        messages.success(request, _("Đã lập %(n)s ngày. Niêm yết thì người dân mới thấy và đặt hẹn được.")
                         % {"n": made})
    return bool(made)


def _theirs(request: HttpRequest, code: str) -> ReceptionDay:
    found = reading.kept(inside(request), code)
    if found is None:
        raise Http404
    return found


@never_cache
@require_safe
@official_required
def day(request: HttpRequest, code: str) -> HttpResponse:
    """One day: its steps, who booked."""
    return _show(request, _theirs(request, code))


def _show(request: HttpRequest, d: ReceptionDay, *, typed: dict[str, forms.Form] | None = None, problem: str = "",
          status: int = 200) -> HttpResponse:
    known = typed or {}
    made: dict[str, forms.Form] = {
        "niem-yet": PostForm(prefix="niem-yet"), "nghi-tiep": WhyForm(prefix="nghi-tiep"),
        "da-tiep": HeldForm(prefix="da-tiep"), "hen-ho": BookForm(prefix="hen-ho", slots=slot_choices(d))}
    return render(request, "dialogues/desk/reception.html", {
        **frame(), "d": d, "state": DAY_STATES[DayState(d.state)], "problem": problem,
        "forms": {name: quiet(form) for name, form in (made | known).items()}, "opened": set(known),
        "said": messages.get_messages(request), "token": str(uuid4()), "today": timezone.localdate(),
        "move": MoveForm(slots=other_slots(d.body_id)) if d.state == DayState.POSTED else None,
        "bookings": [{"b": b, "state": BOOKING_STATES[BookingState(b.state)],
                      "form": quiet(known.get(b.code) or RecordForm(
                          prefix=b.code, initial={"result": b.result, "case": b.case_code}))}
                     for b in reading.bookings_of(d)],
        "lines": [shown.told(line, names=True) for line in timeline(d.code, Audience.INTERNAL)
                  if shown.heard(line.verb)]}, status=status)


Act = Callable[[ReceptionDay, Any, dict[str, Any]], Any]
STEPS: dict[str, tuple[Callable[..., forms.Form], Act]] = {
    # the address: its form, its action
    "niem-yet": (PostForm, lambda d, f, by: actions.post(
        d, late_for=f.cleaned_data["late_for"], calendar=calendar_for(d.body), **by)),
    "nghi-tiep": (WhyForm, lambda d, f, by: actions.call_off(d, why=f.cleaned_data["why"], **by)),
    "da-tiep": (HeldForm, lambda d, f, by: actions.hold_reception(d, received=f.cleaned_data["received"], **by)),
}


@never_cache
@require_POST
@official_required
def step(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """One step of a day, or a slot booked for someone at the counter."""
    d = _theirs(request, code)
    if slug == "hen-ho":
        return _book_for(request, d)
    if slug not in STEPS:
        raise Http404
    form_class, act = STEPS[slug]
    form = form_class(request.POST, prefix=slug)
    if request.POST.get("version") != str(d.version):
        return _show(request, d, typed={slug: form}, problem=_(
            "Có người vừa thay đổi việc này. Những gì ông/bà gõ vẫn còn bên dưới."), status=409)
    if not form.is_valid():
        return _show(request, d, typed={slug: form}, status=422)
    try:
        act(d, form, {"by": standing(request), "now": timezone.now()})
    except Refused as refused:
        return _show(request, d, typed={slug: form}, problem=str(refused), status=409)
    messages.success(request, _("Đã ghi."))
    return redirect("dialogue_desk:reception", code=d.code)


def _book_for(request: HttpRequest, d: ReceptionDay) -> HttpResponse:
    form = BookForm(request.POST, prefix="hen-ho", slots=slot_choices(d))
    if not form.is_valid():
        return _show(request, d, typed={"hen-ho": form}, status=422)
    try:
        b = actions.book(d, visitor_of(form), at=datetime.fromisoformat(form.cleaned_data["slot"]),
                         token=UUID(request.POST.get("token", "")), by=standing(request), now=timezone.now())
    except (Refused, ValueError) as refused:
        form = BookForm(request.POST, prefix="hen-ho", slots=slot_choices(d))
        problem = str(refused) if isinstance(refused, Refused) else _("Hãy gửi lại.")
        return _show(request, d, typed={"hen-ho": form}, problem=problem, status=409)
    messages.success(request, _("Đã ghi hẹn. Mã hẹn cho người dân: %(code)s") % {"code": b.code})
    return redirect("dialogue_desk:reception", code=d.code)


@never_cache
@require_POST
@official_required
def record(request: HttpRequest, code: str, booking: str) -> HttpResponse:
    """What came of one booking; or the booking cancelled for whoever called."""
    d = _theirs(request, code)
    b = Booking.objects.select_related("day__body").filter(day=d, code=booking).first()
    if b is None:
        raise Http404
    by: dict[str, Any] = {"by": standing(request), "now": timezone.now()}
    form = RecordForm(request.POST, prefix=b.code)
    try:
        if "cancel" in request.POST:
            actions.cancel_booking(b, **by)
        elif "move" in request.POST:
            to = MoveForm(request.POST, slots=other_slots(d.body_id))
            if not to.is_valid():
                return _show(request, d, problem=_("Lượt này không còn. Xin chọn lượt khác."), status=422)
            move_to(b, to, **by)
        elif form.is_valid():
            actions.record(b, **form.cleaned_data, **by)
        else:
            return _show(request, d, typed={b.code: form}, problem=_("Xin xem lại phần vừa ghi."), status=422)
    except Refused as refused:
        typed: dict[str, forms.Form] = {} if "move" in request.POST else {b.code: form}
        return _show(request, d, typed=typed, problem=str(refused), status=409)
    messages.success(request, _("Đã ghi."))
    return redirect("dialogue_desk:reception", code=d.code)


# --- the plan of a year ----------------------------------------------------------------------------

@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@official_required
def year(request: HttpRequest, year: int) -> HttpResponse:
    """The plan of my body: write it, approve it, publish it."""
    who = inside(request)
    body, problem = body_of(who), ""
    if abs(year - timezone.localdate().year) > 1:
        raise Http404
    plan = YearPlan.objects.filter(body=body, year=year).first()
    before = plan_of(body.code, year, timezone.localdate()) if plan is None else None  # of a body it took over
    form = YearForm(request.POST if "lines" in request.POST else None, initial={"lines": _lines(plan or before)})
    if request.method == "POST":
        try:
            if _plan_step(request, plan, form, body, year):
                messages.success(request, _("Đã ghi."))
                return redirect("dialogue_desk:year", year=year)
        except NotTheirs:
            raise Http404 from None
        except Refused as refused:
            problem = str(refused)
    leads = body.pk in {p.unit_id for p in who.posts if p.role == "leader"}
    return render(request, "dialogues/desk/year.html", {
        **frame(), "form": quiet(form), "plan": plan, "year": year, "body": body, "before": before, "problem": problem,
        "leads": leads, "lines": [shown.told(line, names=True) for line in timeline(
            plan_subject(body.pk, year), Audience.INTERNAL)] if plan else [],
        "state": PLAN_STATES[PlanState(plan.state)] if plan else "", "said": messages.get_messages(request)},
        status=409 if problem else 422 if form.errors else 200)


def _plan_step(request: HttpRequest, plan: YearPlan | None, form: YearForm, body: Any, year: int) -> bool:
    by: dict[str, Any] = {"by": standing(request), "now": timezone.now()}
    if plan and request.POST.get("version") != str(plan.version):
        raise Refused(_("Có người vừa thay đổi việc này. Những gì ông/bà gõ vẫn còn bên dưới."))
    if "approve" in request.POST and plan:
        actions.approve_plan(plan, **by)
    elif "publish" in request.POST and plan:
        actions.publish_plan(plan, **by)
    elif form.is_valid():
        actions.draft_plan(body, year, rows=form.rows(), **by)
    else:
        return False
    return True


def _lines(plan: YearPlan | None) -> str:
    rows = plan.rows.all() if plan else ()
    return "\n".join(" | ".join((r.when, r.theme, r.host, r.place, r.invited)) for r in rows)
