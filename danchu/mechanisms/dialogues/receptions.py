"""When a head receives, and booking a slot: what citizens see. Names never leave the office."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db.models import F, FilteredRelation, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from danchu.ground.journal.cached import public_page
from danchu.ground.journal.linked import linked_to
from danchu.ground.people.proof import remember, who
from danchu.ground.text.codes import read_code, spoken
from danchu.ground.ui import words
from danchu.mechanisms.dialogues import reception_actions as actions
from danchu.mechanisms.dialogues import reception_reading as reading
from danchu.mechanisms.dialogues.actions import NotTheirs, Refused
from danchu.mechanisms.dialogues.forms import BookForm, MoveForm
from danchu.mechanisms.dialogues.reception_actions import Visitor, slots_of
from danchu.mechanisms.dialogues.reception_models import Booking, ReceptionDay
from danchu.mechanisms.dialogues.reception_rules import BookingState, DayState
from danchu.mechanisms.dialogues.words import BOOKING_STATES, DAY_STATES

OFFERED, MOST_ROWS = 6, 400  # days a booking may be moved to; their slots, read at once


@require_safe
@public_page
def calendar(request: HttpRequest) -> HttpResponse:
    """The posted days to come, with how many slots are free; the last ones held."""
    today = timezone.localdate()
    return render(request, "dialogues/receptions.html", {
        "coming": [{"d": d, "hours": _hours(d), "state": DAY_STATES[DayState(d.state)],
                    "free": len(slots_of(d)) - taken} for d, taken in reading.coming_days(today)],
        "held": reading.held_days()})


def _hours(d: ReceptionDay) -> str:
    return f"{timezone.localtime(d.starts_at):%H:%M} – {timezone.localtime(d.ends_at):%H:%M}"


def _posted(code: str) -> ReceptionDay:
    known = read_code(code)
    day = reading.posted(known) if known else None
    if day is None:
        raise Http404
    return day


def free_slots(day: ReceptionDay) -> list[datetime]:
    """Slots nobody has taken and that have not begun."""
    now = timezone.now()
    taken = reading.taken_slots(day)
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
        "over": d.ends_at <= timezone.now(),
        "hours": _hours(d), "slots": [{"at": f"{timezone.localtime(at):%H:%M}", "free": at in free,
                                       "key": at.isoformat()} for at in slots_of(d)]})


def slot_choices(d: ReceptionDay) -> list[tuple[str, str]]:
    """Free slots for a form: the moment, and the hour as people say it."""
    return [(at.isoformat(), f"{timezone.localtime(at):%H:%M}") for at in free_slots(d)]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def book(request: HttpRequest, code: str) -> HttpResponse:
    """Take a slot. Whoever presses second is told at once and chooses another."""
    d = _posted(code)
    form = BookForm(request.POST if request.method == "POST" else None, slots=slot_choices(d),
                    initial={"slot": request.GET.get("luot", "")})
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
    return Visitor(said["name"], said["phone"], said["about"], said["online"], said["email"])


Slots = list[tuple[str, list[tuple[str, str]]]]


def other_slots(body_id: int) -> Slots:
    """Free slots of the next posted days of a body, by day, as a form offers them. One statement."""
    now = timezone.now()
    posted = ReceptionDay.objects.visible_to().filter(body_id=body_id, state=DayState.POSTED, ends_at__gt=now)
    taken = FilteredRelation("bookings", condition=~Q(bookings__state=BookingState.CANCELLED))
    rows = posted.annotate(taken=taken, taken_at=F("taken__starts_at")).order_by("starts_at")
    days: dict[int, tuple[ReceptionDay, set[datetime]]] = {}
    for row in rows[:MOST_ROWS]:
        days.setdefault(row.pk, (row, set()))[1].add(row.taken_at)
    offered = [(f"{words.day(d.on)} · {d.place or d.host_words}",
                [(f"{d.code} {at.isoformat()}", f"{timezone.localtime(at):%H:%M} · {words.day(d.on)}")
                 for at in slots_of(d) if at > now and at not in gone]) for d, gone in list(days.values())[:OFFERED]]
    return [(label, slots) for label, slots in offered if slots]


def move_to(b: Booking, form: MoveForm, **by: Any) -> Booking:
    """Move it to the slot chosen in the form. Raises Refused, NotTheirs."""
    code, at = form.chosen()
    to = ReceptionDay.objects.visible_to().select_related("body").get(code=code)
    return actions.move_booking(b, day=to, at=at, **by)


@never_cache
@require_safe
def booking(request: HttpRequest, code: str) -> HttpResponse:
    """A booking: to whoever has the code, when and where; on the device that made it, also the name and the way out."""
    return _show(request, _booked(code))


def _booked(code: str) -> Booking:
    b = Booking.objects.select_related("day__body").filter(code=code).first()
    if b is None:
        raise Http404
    return b


def _show(request: HttpRequest, b: Booking, form: MoveForm | None = None, status: int = 200) -> HttpResponse:
    mine, may_change = b.code in who(request).proven, b.state == BookingState.BOOKED and b.day.state == DayState.POSTED
    if mine and may_change and form is None:
        form = MoveForm(slots=other_slots(b.day.body_id))
    return render(request, "dialogues/booking.html", {
        "b": b, "d": b.day, "state": BOOKING_STATES[BookingState(b.state)], "mine": mine, "move": form,
        "told": " · ".join(filter(None, (b.email, b.phone))) if mine and may_change else "",
        "spoken": spoken(b.code), "may_cancel": b.state == BookingState.BOOKED}, status=status)


@require_POST
def move(request: HttpRequest, code: str) -> HttpResponse:
    """To another slot, from the device that took it."""
    b, standing = _booked(code), who(request)
    if code not in standing.proven:
        raise Http404
    form = MoveForm(request.POST, slots=other_slots(b.day.body_id))
    if not form.is_valid():
        return _show(request, b, form, status=422)
    try:
        move_to(b, form, by=standing, now=timezone.now())
    except Refused as refused:
        form.add_error("slot", str(refused))
        return _show(request, b, form, status=409)
    return redirect("dialogues:booking", code=code)


@require_POST
def cancel(request: HttpRequest, code: str) -> HttpResponse:
    """Give the slot back, from the device that took it."""
    b = _booked(code)
    try:
        actions.cancel_booking(b, by=who(request), now=timezone.now())
    except NotTheirs:
        raise Http404 from None
    except Refused:
        pass  # it is settled already; the page says how
    return redirect("dialogues:booking", code=code)


