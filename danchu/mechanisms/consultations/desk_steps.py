"""Taking a step at the desk: read the form, call one action, and lose nothing where it cannot be taken."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from danchu.ground.files.cleaning import clean_upload
from danchu.ground.files.refusal import Refused as FileRefused
from danchu.ground.files.storing import attach
from danchu.ground.journal.models import Audience
from danchu.ground.offices.calendars import calendar_for
from danchu.ground.offices.models import Family, Level, Unit
from danchu.ground.people.access import official_required, standing
from danchu.ground.ui.typed import version_in
from danchu.mechanisms.consultations import actions, rules
from danchu.mechanisms.consultations import forms as typed
from danchu.mechanisms.consultations.desk import FORMS, consultation_of, document_of, show_consultation, show_document
from danchu.mechanisms.consultations.models import Consultation, Document, part_played_by
from danchu.mechanisms.consultations.rules import CriticismForm, DraftStep, QuestionKind, State, Step

Said = dict[str, Any]
By = dict[str, Any]
ACTS: dict[Step, Callable[[Consultation, Said, By, Any], Any]] = {
    # the step: the consultation, what was typed, by whom and when, the form → the action
    Step.SEND_PLAN: lambda c, said, by, form: actions.send_plan(
        c, council=said["council"], front=said["front"], sent_on=said["sent_on"], **by),
    Step.OPEN_UP: lambda c, said, by, form: actions.open_up(
        c, closes_on=said["closes_on"], calendar=calendar_for(c.body), **by),
    Step.EXTEND: lambda c, said, by, form: actions.extend(c, closes_on=said["closes_on"], why=said["why"], **by),
    Step.ASK_SYNTHESIS: lambda c, said, by, form: actions.ask_synthesis(c, **by),
    Step.FINISH_ANSWERS: lambda c, said, by, form: actions.finish_answers(c, **by),
    Step.PUBLISH_TABLE: lambda c, said, by, form: actions.publish_table(c, final=_final(c), **by),
    Step.DECIDE: lambda c, said, by, form: actions.decide(
        c, number=said["number"], on=said["on"], difference=said["difference"], **by),
    Step.SEND_FOR_CRITICISM: lambda c, said, by, form: actions.send_for_criticism(
        c, number=said["number"], sent_on=said["sent_on"], **by),
    Step.RECORD_CRITICISM: lambda c, said, by, form: actions.record_criticism(
        c, form=CriticismForm(said["form"]), days=form.days(), number=said["number"], text=said["text"], **by),
    Step.REPLY_TO_CRITICISM: lambda c, said, by, form: actions.reply_to_criticism(
        c, number=said["number"], text=said["text"], **by),
}
DOCUMENT_ACTS: dict[DraftStep, Callable[[Document, Said, By, Any], Any]] = {
    DraftStep.REVIEW: lambda d, said, by, form: actions.review(d, **by),
    DraftStep.REVISE: lambda d, said, by, form: actions.revise(d, **by),
    DraftStep.PUT_FORWARD: lambda d, said, by, form: actions.put_forward(d, **by),
    DraftStep.ISSUE: lambda d, said, by, form: actions.issue(d, number=said["number"], on=said["on"], **by),
    DraftStep.EXEMPT: lambda d, said, by, form: actions.exempt(d, why=form.exemption(), under=said["under"], **by),
}
DOCUMENT_FORMS = {DraftStep.ISSUE: typed.IssueForm, DraftStep.EXEMPT: typed.ExemptForm}


def _final(c: Consultation) -> Any:
    """The newest edition, where it is newer than the one people read."""
    newest = c.document.editions.order_by("-no").first()
    return newest if newest and newest.pk != c.edition_id else None


def stale() -> str:
    """What whoever saves on an old page is told."""
    return _("Có người vừa thay đổi việc này sau khi ông/bà mở trang. Những gì ông/bà gõ vẫn còn bên dưới; "
             "xem lại rồi bấm lần nữa.")


@never_cache
@require_POST
@official_required
def step(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """One step of one consultation. The version typed on is the version changed, or nothing is."""
    taken = next((s for s in FORMS if s.value == name), None)
    if taken is None:
        raise Http404
    c, form_class = consultation_of(request, code), FORMS[taken]
    parts = part_played_by(standing(request), c)
    if not any(rules.may(state, taken, parts) for state in State):
        raise Http404
    form = form_class(request.POST, request.FILES, prefix=taken.value) if form_class else None
    given = {taken: form} if form else {}

    def again(problem: str, status: int) -> HttpResponse:
        return show_consultation(request, consultation_of(request, code), forms_=given, problem=problem, status=status)

    if form is not None and not form.is_valid():
        return again("", 422)
    if version_in(request) != c.version and not (taken is Step.ASK_SYNTHESIS and c.synthesis_asked_at):
        return again(stale(), 409)
    try:
        with transaction.atomic():
            ACTS[taken](c, form.cleaned_data if form else {}, {"by": standing(request), "now": timezone.now()}, form)
            _keep_papers(form, c, request)
    except actions.NotTheirs:
        raise Http404 from None
    except (actions.Refused, FileRefused) as refused:
        return again(str(refused), 409)
    messages.success(request, _("Đã ghi."))
    return redirect("consultations_desk:consultation", code=code)


def _keep_papers(form: Any, c: Consultation, request: HttpRequest) -> None:
    """The copy of a letter is proof anyone may read once the consultation is open."""
    paper = form.cleaned_data.get("papers") if form else None
    if paper:
        attach(c.code, clean_upload(paper), Audience.PUBLIC, standing(request).person, timezone.now())


@never_cache
@require_POST
@official_required
def document_step(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """One step of a document: reviewed, revised, put forward, issued, exempted."""
    taken = next((s for s in DOCUMENT_ACTS if s.value == name), None)
    if taken is None:
        raise Http404
    d, form_class = document_of(request, code), DOCUMENT_FORMS.get(taken)
    form = form_class(request.POST, prefix=taken.value) if form_class else None
    given = {taken.value: form} if form else {}
    if form is not None and not form.is_valid():
        return show_document(request, d, forms_=given, status=422)
    if version_in(request) != d.version:
        return show_document(request, d, forms_=given, problem=stale(), status=409)
    try:
        DOCUMENT_ACTS[taken](d, form.cleaned_data if form else {},
                             {"by": standing(request), "now": timezone.now()}, form)
    except actions.NotTheirs:
        raise Http404 from None
    except actions.Refused as refused:
        return show_document(request, document_of(request, code), forms_=given, problem=str(refused), status=409)
    messages.success(request, _("Đã ghi."))
    return redirect("consultations_desk:document", code=code)


@never_cache
@require_POST
@official_required
def plan(request: HttpRequest, code: str) -> HttpResponse:
    """A plan to ask people about this document."""
    d = document_of(request, code)
    form = typed.PlanForm(request.POST, prefix="plan")
    if not form.is_valid():
        return show_document(request, d, forms_={"plan": form}, status=422)
    said = actions.Plan(title=form.cleaned_data["title"], summary=form.cleaned_data["summary"],
                        forms=form.cleaned_data["forms_used"], front=_front_of(d.body),
                        responsible=form.cleaned_data["responsible"], opens_on=form.cleaned_data["opens_on"],
                        closes_on=form.cleaned_data["closes_on"],
                        questions=_questions(form.cleaned_data["questions"]))
    try:
        made = actions.plan(d, said, token=_token(request), by=standing(request), now=timezone.now())
    except actions.NotTheirs:
        raise Http404 from None
    except actions.Refused as refused:
        return show_document(request, d, forms_={"plan": form}, problem=str(refused), status=409)
    return redirect("consultations_desk:consultation", code=made.code)


def _token(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("token", ""))
    except ValueError:
        return uuid4()


def _front_of(body: Unit) -> Unit | None:
    """The Front's committee of the same territory."""
    same = Unit.objects.filter(serves_id=body.serves_id, family=Family.FRONT, level=Level.BODY)
    return same.order_by("pk").first() if body.serves_id else None


def _questions(lines: str) -> list[actions.Asked]:
    """ "* Câu hỏi | một | hai": a line a question; those with fewer than two choices are left out."""
    asked = []
    for line in lines.splitlines():
        many, (text, *options) = line.strip().startswith("*"), [p.strip() for p in line.strip().lstrip("*").split("|")]
        options = [o[:200] for o in options if o]
        if text and len(options) > 1:
            asked.append(actions.Asked(text[:300], tuple(options[:20]),
                                       QuestionKind.MANY if many else QuestionKind.ONE))
    return asked[:20]
