"""The desk of requests for information: what waits, one request with its next steps. Fetches, calls, answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from danchu.ground.files.cleaning import Cleaned, clean_upload
from danchu.ground.files.models import Attachment
from danchu.ground.files.refusal import Refused as FileRefused
from danchu.ground.journal.models import Audience
from danchu.ground.journal.reading import timeline
from danchu.ground.offices.calendars import calendar_for, calendar_shown
from danchu.ground.people.access import Standing, official_required, standing
from danchu.ground.text.personal_data import find, mask
from danchu.ground.ui.typed import number_in
from danchu.law.roles import Role
from danchu.mechanisms.information import actions, rules, shown
from danchu.mechanisms.information.forms import ExtendForm, GiveForm, PublishForm, RefuseForm, TermForm, WhyForm
from danchu.mechanisms.information.models import IS_OPEN, InformationRequest, part_played_by
from danchu.mechanisms.information.rules import GROUND_UNDER, Ground, State, Step, Way
from danchu.mechanisms.information.words import STATES, STEPS, WAYS

A_PAGE = 30
MOST_FILES = 5
FORMS: dict[Step, type[forms.Form]] = {
    Step.GIVE: GiveForm, Step.TELL_TERM: TermForm, Step.EXTEND: ExtendForm, Step.REFUSE: RefuseForm,
    Step.PUBLISH: PublishForm, Step.UNPUBLISH: WhyForm,
}  # fmt: skip
SLUGS = {"cung-cap": Step.GIVE, "bao-han": Step.TELL_TERM, "gia-han": Step.EXTEND, "tu-choi": Step.REFUSE,
         "cong-khai": Step.PUBLISH, "go": Step.UNPUBLISH}
Act = Callable[[HttpRequest, InformationRequest, dict[str, Any], dict[str, Any]], InformationRequest]
ACTS: dict[Step, Act] = {
    Step.GIVE: lambda q, r, said, by: actions.give(r, answer=said["answer"], papers=_papers(q), **by),
    Step.TELL_TERM: lambda q, r, said, by: actions.tell_term(r, why=said["why"], calendar=calendar_for(r.body), **by),
    Step.EXTEND: lambda q, r, said, by: actions.extend(r, why=said["why"], calendar=calendar_for(r.body), **by),
    Step.REFUSE: lambda q, r, said, by: actions.refuse(r, ground=Ground(said["ground"]), why=said["why"], **by),
    Step.PUBLISH: lambda q, r, said, by: actions.publish(r, files=_ticked(q), **said, **by),
    Step.UNPUBLISH: lambda q, r, said, by: actions.unpublish(r, why=said["why"], **by),
}


def frame(who: Standing) -> dict[str, Any]:
    """The rail; 404 for an official who answers for no body."""
    if not (who.units(Role.RECEPTION) | who.units(Role.LEADER)):
        raise Http404
    home = "/ban-lam-viec/thong-tin/"
    return {"nav": [{"label": _("Chờ cung cấp"), "url": f"{home}?viec=cho"},
                    {"label": _("Đã xong"), "url": f"{home}?viec=xong"}], "layout": "wide"}


@never_cache
@require_safe
@official_required
def waiting(request: HttpRequest) -> HttpResponse:
    """What waits, the most urgent first; or what is done, the newest first. By key, never by offset."""
    who, done = standing(request), request.GET.get("viec") == "xong"
    rail, today = frame(who), timezone.localdate()
    mine, after = InformationRequest.objects.kept_by(who), number_in(request.GET.get("sau"))
    if done:
        found = mine.exclude(IS_OPEN).order_by("-id")
        found = found.filter(pk__lt=after) if after else found
    else:
        found = mine.filter(IS_OPEN).order_by("due_on", "id")
        last = mine.filter(pk=after).values_list("due_on", flat=True).first() if after else None
        found = found.filter(Q(due_on__gt=last) | Q(due_on=last, pk__gt=after)) if last else found
    rows, calendar = list(found[: A_PAGE + 1]), calendar_shown()
    more, rows = len(rows) > A_PAGE, rows[:A_PAGE]
    tab = "xong" if done else "cho"
    return render(request, "information/desk/waiting.html", {
        **rail, "done": done, "said": messages.get_messages(request),
        "later": f"?viec={tab}&sau={rows[-1].pk}" if more else None, "rows": [{
            "title": r.title or r.asked[:90], "href": f"/ban-lam-viec/thong-tin/{r.code}/", "current": False,
            "sub": f"{r.code} · {STATES[State(r.state)]}", "d": shown.badge(r, today, calendar),
            "office": f"{r.due_on:%d/%m/%Y}", "officer": ""} for r in rows]})


def _theirs(request: HttpRequest, code: str) -> tuple[InformationRequest, Standing]:
    who = standing(request)
    found = InformationRequest.objects.kept_by(who).select_related("body").filter(code=code).first()
    if found is None:
        raise Http404
    return found, who


@never_cache
@require_safe
@official_required
def one(request: HttpRequest, code: str) -> HttpResponse:
    """One request: what is asked, by when, and only the steps this person may take now."""
    return _show(request, *_theirs(request, code))


def _show(request: HttpRequest, r: InformationRequest, who: Standing, bound: dict[Step, forms.Form] | None = None,
          problem: str = "", status: int = 200) -> HttpResponse:
    today, calendar, parts = timezone.localdate(), calendar_shown(r.body), part_played_by(who, r)
    steps = {s for s in FORMS if rules.may(State(r.state), s, parts)} - ({Step.UNPUBLISH} if not r.listed else set())
    bound = bound or {}
    return render(request, "information/desk/one.html", {
        **frame(who), "r": r, "due": shown.badge(r, today, calendar), "cells": shown.cells(r, calendar, today),
        "state": STATES[State(r.state)], "way": WAYS[Way(r.way)], "spans": find(r.asked), "step_words": STEPS,
        "slugs": {s.value: slug for slug, s in SLUGS.items()}, "problem": problem,
        "forms": {s.value: bound.get(s) or _blank(s, r) for s in steps}, "opened": {s.value for s in bound},
        "over": [(STEPS[s], form) for s, form in bound.items() if s not in steps],
        "grounds": GROUND_UNDER, "said": messages.get_messages(request),
        "files": list(Attachment.objects.filter(subject=r.code).order_by("id")) if r.state == State.GIVEN else [],
        "lines": shown.told_all(timeline(r.code, Audience.INTERNAL), names=True)}, status=status)


def _blank(step: Step, r: InformationRequest) -> forms.Form:
    """The step's form; to publish, the words with everything suspicious covered: a person writes them anew."""
    if step is not Step.PUBLISH:
        return FORMS[step](prefix=step.value)
    return PublishForm(prefix=step.value, initial={
        "title": r.title, "question": r.public_question or mask(r.asked, find(r.asked)),
        "answer": r.public_answer or mask(r.answer, find(r.answer))})


@never_cache
@require_POST
@official_required
def step(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """Take one step; where it cannot be taken, show the request again with what was typed and why."""
    r, who = _theirs(request, code)
    taken = SLUGS.get(slug)
    if taken is None:
        raise Http404
    form, opened_at = FORMS[taken](request.POST, prefix=taken.value), number_in(request.POST.get("version"))
    if opened_at is not None and opened_at != r.version:
        return _show(request, r, who, {taken: form}, _changed(r), 409)
    if not form.is_valid():
        return _show(request, r, who, {taken: form}, status=422)
    try:
        ACTS[taken](request, r, form.cleaned_data, {"by": who, "now": timezone.now()})
    except actions.NotTheirs:
        raise Http404 from None
    except actions.Stale:
        r.refresh_from_db()
        return _show(request, r, who, {taken: form}, _changed(r), 409)
    except (actions.Refused, FileRefused) as no:
        r.refresh_from_db()
        return _show(request, r, who, {taken: form}, str(no), 422)
    messages.success(request, _("Đã lưu."))
    return redirect("information_desk:one", code=code)


def _changed(r: InformationRequest) -> str:
    told = shown.told_all(timeline(r.code, Audience.INTERNAL)[-1:], names=True)[0]
    return _("Có người vừa thay đổi: %(what)s (%(who)s). Xem lại rồi bấm lần nữa.") % {
        "what": told.text, "who": told.who or _("hệ thống")}


def _papers(request: HttpRequest) -> list[Cleaned]:
    uploads = [f for f in request.FILES.getlist(f"{Step.GIVE.value}-papers") if f]
    if len(uploads) > MOST_FILES:
        raise FileRefused(_("Gửi tối đa %(n)s tệp một lần.") % {"n": MOST_FILES})
    return [clean_upload(f) for f in uploads]


def _ticked(request: HttpRequest) -> frozenset[int]:
    return frozenset(n for n in (number_in(v) for v in request.POST.getlist("paper")) if n is not None)
