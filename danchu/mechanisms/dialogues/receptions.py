"""When a head receives, and booking a slot: what citizens see. Names never leave the office."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from danchu.ground.journal.cached import public_page
from danchu.ground.journal.linked import linked_to
from danchu.ground.people.proof import remember, who
from danchu.ground.text.codes import read_code, spoken
from danchu.mechanisms.dialogues import reception_actions as actions
from danchu.mechanisms.dialogues.actions import NotTheirs, Refused
from danchu.mechanisms.dialogues.forms import BookForm
from danchu.mechanisms.dialogues.reception_actions import Visitor, slots_of
from danchu.mechanisms.dialogues.reception_models import Booking, ReceptionDay
from danchu.mechanisms.dialogues.reception_rules import BookingState, DayState
from danchu.mechanisms.dialogues.words import BOOKING_STATES, DAY_STATES

SHOWN = 60  # days of the calendar on one page


@require_safe
@public_page
def calendar(request: HttpRequest) -> HttpResponse:
    """The posted days to come, with how many slots are free; the last ones held."""
    today = timezone.localdate()
    posted = ReceptionDay.objects.visible_to().select_related("body")
    coming = list(posted.filter(on__gte=today, state__in=[DayState.POSTED, DayState.CALLED_OFF]).order_by(
        "on", "starts_at")[:SHOWN])
    taken: dict[int, int] = {}
    given = Booking.objects.filter(day__in=coming).exclude(state=BookingState.CANCELLED)
    for day in given.values_list("day_id", flat=True):
        taken[day] = taken.get(day, 0) + 1
    held = posted.filter(state=DayState.HELD).order_by("-on")[:12]
    return render(request, "dialogues/receptions.html", {
        "coming": [{"d": d, "hours": _hours(d), "state": DAY_STATES[DayState(d.state)],
                    "free": len(slots_of(d)) - taken.get(d.pk, 0)} for d in coming], "held": held})


def _hours(d: ReceptionDay) -> str:
    return f"{timezone.localtime(d.starts_at):%H:%M} – {timezone.localtime(d.ends_at):%H:%M}"


def _posted(code: str) -> ReceptionDay:
    known = read_code(code)
    day = ReceptionDay.objects.visible_to().select_related("body").filter(code=known).first() if known else None
    if day is None:
        raise Http404
    return day


def free_slots(day: ReceptionDay) -> list[datetime]:
    """Slots nobody has taken and that have not begun."""
    now = timezone.now()
    taken = set(day.bookings.exclude(state=BookingState.CANCELLED).values_list("starts_at", flat=True))
    return [at for at in slots_of(day) if at not in taken and at > now] if day.state == DayState.POSTED else []


@require_safe
@public_page
def day(request: HttpRequest, code: str) -> HttpResponse:
    """One day: when, where, which slots are free."""
    d = _posted(code)
    if d.code != code:
        return redirect("dialogues:reception", code=d.code)
    free = set(free_slots(d))
    return render(request, "dialogues/reception.html", {
        "d": d, "state": DAY_STATES[DayState(d.state)], "open": bool(free), "linked": linked_to(d.code),
        "hours": _hours(d), "slots": [{"at": f"{timezone.localtime(at):%H:%M}", "free": at in free}
                                      for at in slots_of(d)]})


def slot_choices(d: ReceptionDay) -> list[tuple[str, str]]:
    """Free slots for a form: the moment, and the hour as people say it."""
    return [(at.isoformat(), f"{timezone.localtime(at):%H:%M}") for at in free_slots(d)]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def book(request: HttpRequest, code: str) -> HttpResponse:
    """Take a slot. Whoever presses second is told at once and chooses another."""
    d = _posted(code)
    form = BookForm(request.POST if request.method == "POST" else None, slots=slot_choices(d))
    token = request.POST.get("token", "") or str(uuid4())
    if request.method == "POST" and form.is_valid():
        try:
            booking = actions.book(d, visitor_of(form), at=datetime.fromisoformat(form.cleaned_data["slot"]),
                                   token=UUID(token), by=who(request), now=timezone.now())
            return remember(redirect("dialogues:booking", code=booking.code), request, booking.code)
        except Refused as refused:
            form = BookForm(request.POST, slots=slot_choices(d))
            form.add_error("slot", str(refused))
        except ValueError:  # the hidden token was spoilt on the way
            token = str(uuid4())
    return render(request, "dialogues/book.html", {"d": d, "form": form, "token": token},
                  status=422 if request.method == "POST" else 200)


def visitor_of(form: BookForm) -> Visitor:
    """What was typed, as the action takes it."""
    said: dict[str, Any] = form.cleaned_data
    return Visitor(said["name"], said["phone"], said["about"], said["online"])


@never_cache
@require_safe
def booking(request: HttpRequest, code: str) -> HttpResponse:
    """A booking: to whoever has the code, when and where; on the device that made it, also the name and the way out."""
    b = Booking.objects.select_related("day__body").filter(code=code).first()
    if b is None:
        raise Http404
    return render(request, "dialogues/booking.html", {
        "b": b, "d": b.day, "state": BOOKING_STATES[BookingState(b.state)], "mine": code in who(request).proven,
        "spoken": spoken(code), "may_cancel": b.state == BookingState.BOOKED})


@require_POST
def cancel(request: HttpRequest, code: str) -> HttpResponse:
    """Give the slot back, from the device that took it."""
    b = Booking.objects.select_related("day__body").filter(code=code).first()
    if b is None:
        raise Http404
    try:
        actions.cancel_booking(b, by=who(request), now=timezone.now())
    except NotTheirs:
        raise Http404 from None
    except Refused:
        pass  # it is settled already; the page says how
    return redirect("dialogues:booking", code=code)


