"""What a body owes and has done, as anyone reads it: the matrix, what is due next, the quarter's list, the report."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from danchu.ground.documents.calendars import ICS, feed
from danchu.ground.documents.paper import Paper
from danchu.ground.documents.writing import DOCX, PDF, to_docx, to_pdf
from danchu.ground.journal.cached import public_page
from danchu.ground.offices.calendars import calendar_shown
from danchu.law.disclosure import LIST_UNDER, REPORT_UNDER
from danchu.mechanisms.disclosures import boards, papers, plain, quarters, shown
from danchu.mechanisms.disclosures.models import QuarterList, Session
from danchu.mechanisms.disclosures.views import bodies, body_asked

ITEMS_SINCE = 2023  # the year the law came into force


@require_safe
@public_page
def matrix(request: HttpRequest) -> HttpResponse:
    """Units × items with the reasons of every cell. Worked out now, from the facts: it cannot stay green."""
    units = bodies(request)
    unit = body_asked(request, units)
    today, calendar = timezone.localdate(), calendar_shown(unit)
    found = boards.boards(units, today, calendar)
    mine = next(b for b in found if b.unit.pk == unit.pk)
    return render(request, "disclosures/matrix.html", {
        "boards": found, "mine": mine, "today": today, "squares": [shown.square_of(s) for s in mine.squares],
        "table": shown.overview_of(found) if len(found) > 1 else None})


@require_safe
@public_page
def due_next(request: HttpRequest) -> HttpResponse:
    """What a unit must do next, day by day."""
    units = bodies(request)
    unit = body_asked(request, units)
    today, calendar = timezone.localdate(), calendar_shown(unit)
    return render(request, "disclosures/due_next.html", {
        "unit": unit, "bodies": units, "today": today,
        "days": shown.by_day(boards.next_of(unit, today, calendar), today, calendar)})


@require_safe
@public_page
def due_next_ics(request: HttpRequest) -> HttpResponse:
    """The same for a calendar program: a day, what is due on it, the page."""
    unit = body_asked(request, bodies(request))
    today, calendar = timezone.localdate(), calendar_shown(unit)
    days = shown.by_day(boards.next_of(unit, today, calendar), today, calendar)
    name = _("Phải công khai: %(unit)s") % {"unit": unit.full_name}
    return HttpResponse(feed(name, shown.events(days, unit.code, timezone.now())), content_type=ICS)


@require_safe
@public_page
def quarter_list(request: HttpRequest) -> HttpResponse:
    """The list of the quarter, to read and to print (Law 10/2022 art. 13(2))."""
    unit, today = body_asked(request, bodies(request)), timezone.localdate()
    year, quarter = _quarter(request.GET.get("quy", "")) or quarters.quarter_of(today)
    first, last = quarters.quarter_begins(year, quarter), quarters.quarter_ends(year, quarter)
    if first > today or year < ITEMS_SINCE:
        raise Http404
    return render(request, "disclosures/quarter_list.html", {
        "unit": unit, "under": LIST_UNDER, "year": year, "quarter": quarter, "lines": [
            shown.line_of(x) for x in boards.lines_between(unit, first, min(last, today))],
        "tabs": shown.quarters(today, year, quarter, unit.pk), "running": last >= today, "today": today,
        "drawn_up": QuarterList.objects.filter(body=unit, year=year, quarter=quarter).first()})


def _quarter(typed: str) -> tuple[int, int] | None:
    year, _dash, quarter = typed.partition("-")
    fits = year.isascii() and year.isdecimal() and len(year) == 4 and quarter in ("1", "2", "3", "4")
    return (int(year), int(quarter)) if fits else None


@require_safe
@public_page
def report(request: HttpRequest) -> HttpResponse:
    """What the committee tells the Council and the Front before a session: done, not done and why (art. 14(3))."""
    unit, today = body_asked(request, bodies(request)), timezone.localdate()
    added, sessions = plain.kept_by(unit.pk)
    since, until = _days_of(sessions, today)
    board, lines = boards.reported(unit, added, since, until, today, calendar_shown(unit))
    return render(request, "disclosures/report.html", {
        "unit": unit, "under": REPORT_UNDER, "since": since,
        "session": sessions[0] if sessions else None, "until": until, "today": today,
        "board": board, "squares": [shown.square_of(s) for s in board.squares],
        "lines": [shown.line_of(x) for x in lines]})


@require_safe
@public_page
def report_file(request: HttpRequest, ending: str) -> HttpResponse:
    """The same in official layout, to be numbered and signed."""
    if ending not in FILES:
        raise Http404
    unit, today = body_asked(request, bodies(request)), timezone.localdate()
    added, sessions = plain.kept_by(unit.pk)
    since, until = _days_of(sessions, today)
    board, lines = boards.reported(unit, added, since, until, today, calendar_shown(unit))
    return _file(papers.report(board, lines, since=since, until=until, today=today), ending)


FILES = {"docx": (DOCX, to_docx), "pdf": (PDF, to_pdf)}


def _file(paper: Paper, ending: str) -> HttpResponse:
    kind, made = FILES[ending]
    return HttpResponse(made(paper), content_type=kind)


def _days_of(sessions: list[Session], today: date) -> tuple[date, date]:
    """The days a report stands between: from the session before the last one to that, or to today."""
    until = min(sessions[0].held_on, today) if sessions else today
    since = sessions[1].held_on if len(sessions) > 1 else date(today.year, 1, 1)
    return since, until
