"""Requests by voters for a dialogue: how many have signed, of how many; signing with an account. Names: nowhere."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from danchu.ground.journal.cached import public_page
from danchu.ground.journal.models import Audience
from danchu.ground.journal.reading import timeline
from danchu.ground.people.access import signed_in_required, standing
from danchu.ground.text.codes import read_code
from danchu.mechanisms.dialogues import request_actions as actions
from danchu.mechanisms.dialogues import shown
from danchu.mechanisms.dialogues.actions import Refused
from danchu.mechanisms.dialogues.forms import SignForm
from danchu.mechanisms.dialogues.models import Dialogue, DialogueRequest
from danchu.mechanisms.dialogues.request_rules import ENOUGH, RequestState
from danchu.mechanisms.dialogues.words import REQUEST_STATES

A_PAGE = 20


def progress(r: DialogueRequest) -> dict[str, Any]:
    """The figures of a request as pages show them: all of them are public."""
    needed = ENOUGH.needed(r.voters)
    left = max(needed - r.signed, 0)
    parts = [{"label": _("Ký trên mạng"), "n": r.online_n, "kind": "good"},
             {"label": _("Ký trên giấy"), "n": r.paper_n, "kind": "good"},
             {"label": _("Còn thiếu"), "n": left, "kind": "rest"}]
    return {"r": r, "state": REQUEST_STATES[RequestState(r.state)], "needed": needed, "left": left,
            "parts": parts, "whole": r.signed + left, "share": f"{ENOUGH.part} %", "under": ENOUGH.under,
            "days_left": (r.open_until - timezone.localdate()).days if r.open_until else None}


@require_safe
@public_page
def requests(request: HttpRequest) -> HttpResponse:
    """All requests, newest first, by key."""
    before = request.GET.get("sau", "")
    found = DialogueRequest.objects.visible_to().select_related("body").order_by("-id")
    if before.isdecimal() and len(before) < 16:
        found = found.filter(id__lt=int(before))
    rows = list(found[: A_PAGE + 1])
    return render(request, "dialogues/requests.html", {
        "rows": [progress(r) for r in rows[:A_PAGE]],
        "later": f"?sau={rows[A_PAGE - 1].pk}" if len(rows) > A_PAGE else None})


def opened(code: str) -> DialogueRequest:
    """The request of this code. Raises Http404."""
    known = read_code(code)
    found = DialogueRequest.objects.visible_to().select_related("body").filter(code=known).first() if known else None
    if found is None:
        raise Http404
    return found


@require_safe
@public_page
def request_page(request: HttpRequest, code: str) -> HttpResponse:
    """What is asked, how many have signed of how many voters, what came of it."""
    r = opened(code)
    if r.code != code:
        return redirect("dialogues:request", code=r.code)
    lines = [shown.told(line, names=False) for line in timeline(r.code, Audience.PUBLIC) if shown.heard(line.verb)]
    return render(request, "dialogues/request.html", {
        **progress(r), "lines": lines, "dialogues": list(Dialogue.objects.visible_to().filter(on_request=r))})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in_required
def sign(request: HttpRequest, code: str) -> HttpResponse:
    """One press, one signature: the account proves who, the tick says that one is a voter here."""
    r = opened(code)
    form = SignForm(request.POST if request.method == "POST" else None)
    problem, status = "", 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.sign(r, by=standing(request), now=timezone.now())
            return redirect("dialogues:signed", code=r.code)
        except Refused as refused:
            problem, status = str(refused), 409
    elif request.method == "POST":
        status = 422
    return render(request, "dialogues/sign.html", {**progress(r), "form": form, "problem": problem}, status=status)


@never_cache
@require_safe
@signed_in_required
def signed(request: HttpRequest, code: str) -> HttpResponse:
    """The receipt of one's own signature; where there is none, there is nothing here."""
    r = opened(code)
    if not actions.has_signed(r, standing(request).person):
        raise Http404
    return render(request, "dialogues/signed.html", progress(r))


@require_POST
@signed_in_required
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """Take one's signature back."""
    r = opened(code)
    with suppress(Refused):  # met meanwhile, or not there: the page says how it stands
        actions.withdraw_signature(r, by=standing(request), now=timezone.now())
    return redirect("dialogues:request", code=r.code)
