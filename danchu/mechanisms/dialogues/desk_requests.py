"""The desk of requests for a dialogue: open one, enter paper sheets, plan the dialogue that is owed, end it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from danchu.ground.files.cleaning import clean_upload
from danchu.ground.files.refusal import Refused as FileRefused
from danchu.ground.journal.models import Audience
from danchu.ground.journal.reading import timeline
from danchu.ground.people.access import official_required, standing
from danchu.law.roles import Role
from danchu.mechanisms.dialogues import request_actions as actions
from danchu.mechanisms.dialogues import shown
from danchu.mechanisms.dialogues.actions import NotTheirs, Refused
from danchu.mechanisms.dialogues.desk import frame, inside, quiet
from danchu.mechanisms.dialogues.desk_steps import body_of
from danchu.mechanisms.dialogues.forms import SheetForm, WantedForm, WhyForm
from danchu.mechanisms.dialogues.models import DialogueRequest
from danchu.mechanisms.dialogues.request_actions import Wanted
from danchu.mechanisms.dialogues.requests import progress

MOST, SHEETS = 100, 500


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@official_required
def requests(request: HttpRequest) -> HttpResponse:
    """The requests put to my bodies, and a form that opens one."""
    who = inside(request)
    form = WantedForm(request.POST if request.method == "POST" else None)
    token = request.POST.get("token", "") or str(uuid4())
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        lasts = settings.DIALOGUE_REQUEST_DAYS
        try:
            r = actions.open_request(Wanted(**form.cleaned_data), body=body_of(who), token=UUID(token), by=who, now=now,
                                     open_until=timezone.localdate() + timedelta(days=lasts) if lasts else None)
            return redirect("dialogue_desk:request", code=r.code)
        except Refused as refused:
            form.add_error("voters_on", str(refused))
        except ValueError:  # the hidden token was spoilt on the way
            token = str(uuid4())
    found = DialogueRequest.objects.kept_by(who).order_by("-id")[:MOST]
    return render(request, "dialogues/desk/requests.html", {
        **frame(), "form": quiet(form), "token": token, "rows": [progress(r) for r in found],
        "lasts": settings.DIALOGUE_REQUEST_DAYS}, status=422 if request.method == "POST" else 200)


def _theirs(request: HttpRequest, code: str) -> DialogueRequest:
    found = DialogueRequest.objects.kept_by(inside(request)).select_related("body").filter(code=code).first()
    if found is None:
        raise Http404
    return found


@never_cache
@require_safe
@official_required
def request_page(request: HttpRequest, code: str) -> HttpResponse:
    """One request: the figures, its sheets, what can be done."""
    return _show(request, _theirs(request, code))


def _show(request: HttpRequest, r: DialogueRequest, sheet: forms.Form | None = None, why: forms.Form | None = None,
          problem: str = "", status: int = 200) -> HttpResponse:
    lines = [shown.told(line, names=True) for line in timeline(r.code, Audience.INTERNAL) if shown.heard(line.verb)]
    return render(request, "dialogues/desk/request.html", {
        **frame(), **progress(r), "sheet": quiet(sheet or SheetForm()), "why": quiet(why or WhyForm()),
        "why_open": why is not None, "problem": problem, "lines": lines,
        "sheets": list(r.sheets.select_related("scan").order_by("-id")[:SHEETS]),
        "may_close": standing(request).has(Role.LEADER, r.body_id), "said": messages.get_messages(request)},
        status=status)


@never_cache
@require_POST
@official_required
def sheet(request: HttpRequest, code: str) -> HttpResponse:
    """One paper sheet with its scan."""
    r = _theirs(request, code)
    form = SheetForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, r, sheet=form, status=422)
    typed: dict[str, Any] = dict(form.cleaned_data)
    try:
        scan = clean_upload(typed.pop("scan"))
        actions.enter_sheet(r, **typed, scan=scan, by=standing(request), now=timezone.now())
    except FileRefused as refused:
        form.add_error("scan", str(refused))
        return _show(request, r, sheet=form, status=422)
    except OSError:
        form.add_error("scan", _("Máy chủ chưa lưu được tệp này. Xin thử lại sau."))
        return _show(request, r, sheet=form, status=503)
    except NotTheirs:
        raise Http404 from None
    except Refused as refused:
        return _show(request, r, sheet=form, problem=str(refused), status=409)
    messages.success(request, _("Đã nhập phiếu %(serial)s.") % {"serial": typed["serial"]})
    return redirect("dialogue_desk:request", code=code)


@never_cache
@require_POST
@official_required
def close(request: HttpRequest, code: str) -> HttpResponse:
    """The head ends it, for a reason everyone reads."""
    r = _theirs(request, code)
    form = WhyForm(request.POST)
    if not form.is_valid():
        return _show(request, r, why=form, status=422)
    try:
        actions.close_request(r, why=form.cleaned_data["why"], by=standing(request), now=timezone.now())
    except NotTheirs:
        raise Http404 from None
    except Refused as refused:
        return _show(request, r, why=form, problem=str(refused), status=409)
    return redirect("dialogue_desk:request", code=code)
