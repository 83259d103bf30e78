"""What programs take: calendars (RFC 5545) of the unit, a head, a subject, an event; papers as files."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from danchu.ground.documents.calendars import ICS, Event, Method, feed
from danchu.ground.documents.writing import DOCX, PDF, to_docx, to_pdf
from danchu.ground.journal.cached import public_page
from danchu.ground.text.fold import fold
from danchu.ground.ui.pages import page_of
from danchu.mechanisms.dialogues.models import Booking, Dialogue, ReceptionDay
from danchu.mechanisms.dialogues.papers import MADE, SLUGS
from danchu.mechanisms.dialogues.reception_rules import BookingState, DayState
from danchu.mechanisms.dialogues.rules import Kind, State
from danchu.mechanisms.dialogues.views import announced
from danchu.mechanisms.dialogues.words import KINDS

MOST = 300
A_STEP = 16  # a booking moved to a day with fewer changes is still the newer one
KEPT = 3600  # seconds; a changed dialogue has another version
WRITERS = {"docx": (to_docx, DOCX), "pdf": (to_pdf, PDF)}


def _site() -> str:
    return str(settings.SITE["url"])


def _host() -> str:
    return _site().partition("://")[2].partition(":")[0]


def event_of(d: Dialogue) -> Event:
    """A dialogue as one event: the same UID for life, a higher sequence with every change, cancelled ones marked."""
    called_off = d.state in (State.CANCELLED, State.POSTPONED)
    told = [d.theme, d.how_to_join, d.online_url, d.why if called_off else ""]
    return Event(code=d.code, host=_host(), starts=d.starts_at, ends=d.ends_at, title=d.title, sequence=d.version,
                 changed_at=d.changed_at or d.published_at or d.held_at or d.announced_at or d.starts_at, place=d.place,
                 details="\n\n".join(filter(None, told)), address=f"{_site()}{page_of(d.code)}", cancelled=called_off,
                 themes=(str(KINDS[Kind(d.kind)]),))


def event_of_day(day: ReceptionDay) -> Event:
    """A reception day as one event."""
    gone = day.state == DayState.CALLED_OFF
    return Event(code=day.code, host=_host(), starts=day.starts_at, ends=day.ends_at, place=day.place,
                 title=_("Tiếp công dân: %(who)s") % {"who": day.host_words}, sequence=day.version, cancelled=gone,
                 changed_at=day.changed_at or day.posted_at or day.starts_at,
                 details=day.why if gone else day.online_url,
                 address=f"{_site()}{page_of(day.code)}", themes=(_("Tiếp công dân"),))


def event_of_booking(b: Booking) -> Event:
    """A slot somebody booked, without their name: whoever has the code reads it."""
    day, gone = b.day, b.state == BookingState.CANCELLED or b.day.state == DayState.CALLED_OFF
    return Event(code=b.code, host=_host(), starts=b.starts_at, ends=b.starts_at + timedelta(minutes=day.slot_minutes),
                 title=_("Lượt tiếp công dân: %(who)s") % {"who": day.host_words}, cancelled=gone,
                 sequence=A_STEP * b.version + min(day.version, A_STEP - 1),
                 changed_at=max(filter(None, (b.changed_at, b.booked_at, day.changed_at))),
                 details=day.why if gone else _("Mã hẹn %(code)s") % {"code": b.code},
                 place=day.place or _("Trực tuyến"), address=f"{_site()}{page_of(b.code)}")


def answer(name: str, events: Iterable[Event]) -> HttpResponse:
    """The calendar as a file programs can subscribe to."""
    return HttpResponse(feed(name, events), content_type=ICS)


@require_safe
@public_page
def whole(request: HttpRequest) -> HttpResponse:
    """All dialogues and reception days; `?chu-tri=` one head's post, `?chu-de=` the words of one subject."""
    host, subject = request.GET.get("chu-tri", ""), request.GET.get("chu-de", "").strip()[:60]
    meetings = Dialogue.objects.visible_to().order_by("-starts_at")
    days = ReceptionDay.objects.visible_to().order_by("-starts_at")
    if host.isdecimal() and len(host) < 12:
        meetings, days = meetings.filter(host=int(host)), days.filter(host=int(host))
    found = list(meetings[:MOST])
    if subject:
        words = fold(subject)
        found = [d for d in found if words in fold(f"{d.title} {d.theme}")]
    events = [event_of(d) for d in found] + ([] if subject else [event_of_day(day) for day in days[:MOST]])
    return answer(str(settings.SITE["name"]), sorted(events, key=lambda e: (str(e.starts), e.code)))


def calendar_of(d: Dialogue) -> str:
    """One dialogue as a calendar of its own, to be opened from a page or a letter: called off, it takes itself out."""
    called_off = d.state in (State.CANCELLED, State.POSTPONED)
    return feed(d.title, [event_of(d)], method=Method.CANCEL if called_off else Method.PUBLISH)


@require_safe
@public_page
def one(request: HttpRequest, code: str) -> HttpResponse:
    """One dialogue, for a calendar on a phone."""
    return HttpResponse(calendar_of(announced(code)), content_type=ICS)


@never_cache
@require_safe
def booking(request: HttpRequest, code: str) -> HttpResponse:
    """A booked slot, for a calendar on a phone."""
    b = get_object_or_404(Booking.objects.select_related("day__body"), code=code)
    return HttpResponse(calendar_of_booking(b), content_type=ICS)


def calendar_of_booking(b: Booking) -> str:
    """A booked slot as a calendar of its own, for a page or a letter: given back or called off, it takes itself out."""
    event = event_of_booking(b)
    return feed(event.title, [event], method=Method.CANCEL if event.cancelled else Method.PUBLISH)


@require_safe
def paper(request: HttpRequest, code: str, slug: str, form: str) -> HttpResponse:
    """A published paper as a file; nothing before it is published."""
    d = announced(code)
    if d.published_at is None or slug not in SLUGS or form not in WRITERS:
        raise Http404
    write, kind = WRITERS[form]
    made = cache.get_or_set(f"paper:{d.code}:{d.version}:{slug}:{form}", lambda: write(MADE[SLUGS[slug]](d)), KEPT)
    answer = HttpResponse(made, content_type=kind)
    answer["Content-Disposition"] = f'inline; filename="{d.code}-{slug}.{form}"'
    return answer
