"""Photos and papers an official adds to a case: what was done, and that it was."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from danchu.ground.files.cleaning import Cleaned
from danchu.ground.files.refusal import Refused as FileRefused
from danchu.ground.people.access import official_required
from danchu.mechanisms.petitions import actions
from danchu.mechanisms.petitions.desk import show_case
from danchu.mechanisms.petitions.desk_lists import asked_in
from danchu.mechanisms.petitions.desk_steps import theirs
from danchu.mechanisms.petitions.rules import Step
from danchu.mechanisms.petitions.sending import papers_in


@never_cache
@require_POST
@official_required
def attach(request: HttpRequest, code: str) -> HttpResponse:
    """Keep what was chosen with the case. Nothing else changes, so it does not matter who saved meanwhile."""
    opened = theirs(request, code, Step.ATTACH)
    try:
        papers = _papers(request)
        actions.attach(opened.petition, papers=papers, by=opened.who, now=timezone.now())
    except (FileRefused, actions.Refused) as problem:
        return _again(request, code, str(problem))
    messages.success(request, _("Đã kèm tệp; người gửi thấy được."))
    return redirect(reverse("desk:case", args=[code]) + asked_in(request.GET).link())


def _papers(request: HttpRequest) -> list[Cleaned]:
    papers = papers_in(request)
    if not papers:
        raise FileRefused(_("Chọn ảnh hoặc tệp rồi bấm lại."))
    return papers


def _again(request: HttpRequest, code: str, problem: str) -> HttpResponse:
    return show_case(request, code, problem=problem, status=422)
