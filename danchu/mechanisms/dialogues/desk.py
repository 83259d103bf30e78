"""The desk of dialogues: what is planned, what comes, what is owed. Fetches and shows; `desk_steps` acts."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from danchu.ground.offices.calendars import calendar_for
from danchu.ground.people.access import Standing, official_required, standing
from danchu.law.roles import Role
from danchu.mechanisms.dialogues import shown
from danchu.mechanisms.dialogues.models import Dialogue
from danchu.mechanisms.dialogues.rules import Kind, State
from danchu.mechanisms.dialogues.words import KINDS, STATES

MOST = 200


def inside(request: HttpRequest) -> Standing:
    """Who works here: someone who receives or leads somewhere. Raises Http404."""
    who = standing(request)
    if not (who.units(Role.RECEPTION) | who.units(Role.LEADER)):
        raise Http404
    return who


@never_cache
@require_safe
@official_required
def dialogues(request: HttpRequest) -> HttpResponse:
    """The dialogues of my bodies, newest first."""
    who, today, calendar = inside(request), timezone.localdate(), calendar_for(None)
    found = Dialogue.objects.kept_by(who).select_related("body").order_by("-starts_at")[:MOST]
    rows = [{"d": d, "due": shown.badge(d, today, calendar), "kind": KINDS[Kind(d.kind)],
             "state": STATES[State(d.state)]} for d in found]
    return render(request, "dialogues/desk/list.html", {"layout": "wide", "rows": rows})
