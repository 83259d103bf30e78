"""What the public reads of the opinions: read and approved a page at a time, and put right afterwards."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from danchu.ground.people.access import official_required, standing
from danchu.ground.text.normalise import clean
from danchu.ground.text.personal_data import find, redact
from danchu.ground.ui.typed import number_in, version_in
from danchu.mechanisms.consultations import actions, desk_reads, rules
from danchu.mechanisms.consultations.desk import frame
from danchu.mechanisms.consultations.desk_rows import A_PAGE, answering, show_row
from danchu.mechanisms.consultations.desk_steps import stale
from danchu.mechanisms.consultations.forms import CorrectForm
from danchu.mechanisms.consultations.giving import LONGEST
from danchu.mechanisms.consultations.models import Consultation, Row, part_played_by
from danchu.mechanisms.consultations.rules import State, Step


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@official_required
def texts(request: HttpRequest, code: str) -> HttpResponse:
    """What the public will read: suggested redaction on the right, a person reads and approves, a page at a time."""
    c = answering(request, code)
    if not rules.may(State(c.state), Step.APPROVE_TEXTS, part_played_by(standing(request), c)):
        raise Http404
    waiting = Row.objects.filter(consultation=c, approved_by=None).order_by("place", "-times", "id")
    if request.method == "POST":
        page = {n: clean(request.POST.get(f"text-{n}", ""), lines=True)[:LONGEST]
                for v in request.POST.getlist("row")[:A_PAGE] if (n := number_in(v))}
        try:
            actions.approve_texts(c, texts=page, by=standing(request), now=timezone.now())
        except actions.Refused as refused:
            return _show_texts(request, c, waiting, page, problem=str(refused), status=422)
        messages.success(request, _("Đã duyệt %(n)s nhóm.") % {"n": len(page)})
        return redirect("consultations_desk:texts", code=code)
    return _show_texts(request, c, waiting, {})


def _show_texts(request: HttpRequest, c: Consultation, waiting: Any, typed: dict[int, str], *, problem: str = "",
                status: int = 200) -> HttpResponse:
    """A page of rows to read: the words as they came, and those proposed or typed for the public."""
    found = [{"r": r, "spans": find(r.text), "redacted": typed.get(r.pk, redact(r.text))} for r in waiting[:A_PAGE]]
    return render(request, "consultations/desk/texts.html", {
        **frame(standing(request)), "c": c, "rows": found, "left": c.rows - c.approved,
        "problem": problem, "said": messages.get_messages(request)}, status=status)


@never_cache
@require_POST
@official_required
def correct(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Approved words of one row, changed with a reason."""
    c = answering(request, code)
    r = desk_reads.row(c, pk)
    if r is None or not rules.may(State(c.state), Step.CORRECT_TEXT, part_played_by(standing(request), c)):
        raise Http404
    form = CorrectForm(request.POST, prefix="correct")
    if not form.is_valid():
        return show_row(request, c, r, correction=form, status=422)
    if version_in(request) != r.version:
        return show_row(request, c, r, correction=form, problem=stale(), status=409)
    try:
        actions.correct_text(c, row=r, text=form.cleaned_data["text"], why=form.cleaned_data["why"],
                             by=standing(request), now=timezone.now())
    except actions.Refused as refused:
        return show_row(request, c, r, correction=form, problem=str(refused), status=409)
    messages.success(request, _("Đã sửa lời công khai."))
    return redirect("consultations_desk:row", code=code, pk=pk)
