"""The desk of works done together: the list, a new one, its steps, and the book of account."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.db.models import Case, Q, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from danchu.ground.journal.models import Audience
from danchu.ground.offices.lineage import houses_of
from danchu.ground.offices.models import Family, Level, Unit
from danchu.ground.people.access import Standing, official_required, standing
from danchu.ground.ui.environment import url
from danchu.ground.ui.typed import all_kept, version_in
from danchu.law.roles import Role
from danchu.mechanisms.works import rules, shown, work_actions
from danchu.mechanisms.works.account import page_of_account, rows_of
from danchu.mechanisms.works.community import key_in, need_rows
from danchu.mechanisms.works.desk_queue import frame
from danchu.mechanisms.works.desk_steps import changed, is_the_same_press
from danchu.mechanisms.works.models import AccountEntry, CommunityWork, WorkNeed
from danchu.mechanisms.works.papers import Papers, papers_of
from danchu.mechanisms.works.reading import work_kept_by, works_kept_by
from danchu.mechanisms.works.rules import OWNERS, Side, WorkState, WorkStep
from danchu.mechanisms.works.words import WORK_STATES, WORK_STEPS
from danchu.mechanisms.works.work_forms import WORK_FORMS, CorrectForm, EntryForm, WorkForm

A_PAGE = 30
Act = Callable[[CommunityWork, dict[str, Any], dict[str, Any]], CommunityWork]
ACTS: dict[WorkStep, Act] = {
    WorkStep.AGREE: lambda w, said, by: work_actions.agree(
        w, decision=said["decision"], decided_on=said["decided_on"], **by),
    WorkStep.COLLECT: lambda w, said, by: work_actions.collect(w, **by),
    WorkStep.BUILD: lambda w, said, by: work_actions.build(w, **by),
    WorkStep.TELL: lambda w, said, by: work_actions.tell(
        w, text=said["text"], papers=said["papers"], papers_shown=said["papers_shown"], **by),
    WorkStep.DELIVER: lambda w, said, by: work_actions.deliver(w, text=said["text"], **by),
    WorkStep.MAINTAIN: lambda w, said, by: work_actions.maintain(w, care=said["care"], **by),
    WorkStep.FINISH: lambda w, said, by: work_actions.finish(w, why=said["why"], **by),
}
SLUGS = {"quyet-dinh": WorkStep.AGREE, "mo-dong-gop": WorkStep.COLLECT, "khoi-cong": WorkStep.BUILD,
         "tien-do": WorkStep.TELL, "ban-giao": WorkStep.DELIVER, "bao-duong": WorkStep.MAINTAIN,
         "ket-thuc": WorkStep.FINISH}
SLUG_OF = {step: slug for slug, step in SLUGS.items()}
SAVED = gettext_lazy("Đã lưu.")


def _keeps(who: Standing) -> frozenset[int]:
    units = frozenset(post.unit_id for post in who.posts if post.role in OWNERS)
    if not units:
        raise Http404
    return units


@never_cache
@require_safe
@official_required
def works(request: HttpRequest) -> HttpResponse:
    """The works my body keeps the account of."""
    who = standing(request)
    after = key_in(request)
    rows = works_kept_by(_keeps(who), after, A_PAGE + 1)
    return render(request, "works/desk/works.html", {
        **frame(who, counted=False), "rows": rows[:A_PAGE], "states": WORK_STATES,
        "earlier": "?" if after else None, "later": f"?sau={rows[A_PAGE - 1].pk}" if len(rows) > A_PAGE else None,
        "said": messages.get_messages(request)})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@official_required
def new(request: HttpRequest) -> HttpResponse:
    """Put a work before the people."""
    who = standing(request)
    bodies, villages = _places(who)
    if not bodies:
        raise Http404
    if request.method != "POST":
        return _new(request, who, WorkForm(initial={"token": uuid4()}, bodies=bodies, villages=villages))
    form = WorkForm(request.POST, bodies=bodies, villages=villages)
    if not form.is_valid():
        return _new(request, who, form, 422)
    said = form.cleaned_data
    proposal = work_actions.Proposal(said["title"], said["place"], Unit.objects.get(pk=said["body"]), form.needs(),
                                     said["detail"], Unit.objects.filter(pk=said["village"] or 0).first())
    try:
        made = work_actions.propose(proposal, token=said["token"], by=who, now=timezone.now())
    except work_actions.NotTheirs:
        raise Http404 from None
    except work_actions.Refused as refused:
        form.add_error(None, str(refused))
        return _new(request, who, form, 422)
    messages.success(request, _("Đã đưa ra việc chung %(code)s.") % {"code": made.code})
    return redirect("works_desk:work", code=made.code)


def _places(who: Standing) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """(bodies this person keeps accounts for, the villages and residential groups they serve). One statement."""
    bodies = houses_of(_keeps(who)).filter(level=Level.BODY)
    groups = Unit.objects.filter(family=Family.RESIDENTIAL, serves__in=bodies.values("serves"))
    rows = list(Unit.objects.filter(Q(pk__in=bodies.values("pk")) | Q(pk__in=groups.values("pk"))).annotate(
        group=Case(When(pk__in=bodies.values("pk"), then=False), default=True)).order_by("code").values_list(
        "pk", "full_name", "group"))
    return [(pk, name) for pk, name, group in rows if not group], [(pk, name) for pk, name, group in rows if group]


def _new(request: HttpRequest, who: Standing, form: WorkForm, status: int = 200) -> HttpResponse:
    return render(request, "works/desk/new_work.html", {**frame(who, counted=False), "form": form}, status=status)


@never_cache
@require_safe
@official_required
def work(request: HttpRequest, code: str) -> HttpResponse:
    """One work at the desk."""
    return _show(request, code)


def _opened(who: Standing, code: str) -> tuple[CommunityWork, frozenset[Role]]:
    """The work, if this person keeps its account; otherwise there is nothing here. One statement."""
    w = work_kept_by(_keeps(who), code)
    if w is None:
        raise Http404
    return w, frozenset(post.role for post in who.posts if post.role in OWNERS)


def _show(request: HttpRequest, code: str, *, typed: dict[str, forms.Form] | None = None, problem: str = "",
          status: int = 200) -> HttpResponse:
    who, typed = standing(request), typed or {}
    w, parts = _opened(who, code)
    papers = papers_of(code, Audience.INTERNAL, work=w, book=False)
    lines, later = page_of_account(w, key_in(request))
    steps = [s for s in rules.work_steps_open_to(WorkState(w.state), parts) if s in SLUG_OF]
    may_enter = WorkStep.ENTER in rules.work_steps_open_to(WorkState(w.state), parts)
    offered = {*steps, *((WorkStep.ENTER, WorkStep.CORRECT) if may_enter else ())}
    return render(request, "works/desk/work.html", {
        **frame(who, counted=False), "w": w, "state": WORK_STATES[WorkState(w.state)],
        "needs": shown.bars(papers.needs), "need_rows": need_rows(papers.needs), "entries": rows_of(lines),
        "later": later, "papers": papers,
        "over": [(WORK_STEPS[_BY_FORM[name]], form) for name, form in typed.items() if _BY_FORM[name] not in offered],
        "boxes": [_box(w, s, typed) for s in steps], "problem": problem, "may_enter": may_enter,
        "entry": typed.get("entry") or _entry(w, papers.needs), "correct": typed.get("correct") or CorrectForm(
            initial={"token": uuid4()}, prefix="correct"),
        "lines": [shown.told_of_work(x, papers.files, inside=True) for x in papers.lines],
        "loose": shown.loose_files(papers),
        "said": messages.get_messages(request)}, status=status)


_BY_FORM = {step.value: step for step in WorkStep} | {"entry": WorkStep.ENTER, "correct": WorkStep.CORRECT}


def _entry(w: CommunityWork, needs: list[WorkNeed], data: Any = None, files: Any = None) -> EntryForm:
    return EntryForm(data, files, initial={"token": uuid4()}, prefix="entry", needs=needs, today=timezone.localdate())


def _box(w: CommunityWork, step: WorkStep, typed: dict[str, forms.Form]) -> dict[str, Any]:
    form = typed.get(step.value) or WORK_FORMS[step](prefix=step.value)
    return {"step": step.value, "label": str(WORK_STEPS[step]).removesuffix("…"), "form": form,
            "plain": not form.fields, "open": step.value in typed, "hint": "",
            "action": url("works_desk:work_step", w.code, SLUG_OF[step])}


@never_cache
@require_POST
@official_required
def work_step(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """One step of one work. The version typed on is the version changed, or nothing is."""
    if slug not in SLUGS:
        raise Http404
    taken, who = SLUGS[slug], standing(request)
    w, parts = _opened(who, code)
    if not any(taken in rules.work_steps_open_to(state, parts) for state in WorkState):
        raise Http404
    form = WORK_FORMS[taken](request.POST, request.FILES, prefix=taken.value)
    since = _since(papers_of(code, Audience.INTERNAL), w, version_in(request))
    if is_the_same_press(since, taken, who) and all_kept(form, [since[0].text, *since[0].about.values()]):
        return _back(request, code)
    if since:
        return _show(request, code, typed={taken.value: form}, problem=changed(since), status=409)
    if not form.is_valid():
        return _show(request, code, typed={taken.value: form}, status=422)
    try:
        ACTS[taken](w, form.cleaned_data, {"by": who, "now": timezone.now()})
    except work_actions.Refused as refused:
        return _show(request, code, typed={taken.value: form}, problem=str(refused), status=409)
    return _back(request, code)


def _since(papers: Papers, w: CommunityWork, seen: int) -> list[Any]:
    return [] if seen >= w.version else papers.lines[-min(w.version - max(seen, 1), len(papers.lines)):]


def _back(request: HttpRequest, code: str) -> HttpResponse:
    messages.success(request, str(SAVED))
    return redirect("works_desk:work", code=code)


@never_cache
@require_POST
@official_required
def enter(request: HttpRequest, code: str) -> HttpResponse:
    """Add a line to the account. The same form pressed twice is one line."""
    who = standing(request)
    w, _parts = _opened(who, code)
    needs = list(WorkNeed.objects.filter(work=w).order_by("id"))
    form = _entry(w, needs, request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, code, typed={"entry": form}, status=422)
    said = form.cleaned_data
    line = work_actions.Line(
        need=next(n for n in needs if n.pk == said["need"]), side=Side(said["side"]), amount=said["amount"],
        about=said["about"], receipt=said["receipt"], on=said["on"], givers=said["givers"] or 0, giver=said["giver"])
    try:
        work_actions.enter(w, line=line, token=said["token"], by=who, now=timezone.now(), paper=said["paper"],
                           paper_shown=said["paper_shown"])
    except work_actions.Refused as refused:
        return _show(request, code, typed={"entry": form}, problem=str(refused), status=409)
    return _back(request, code)


@never_cache
@require_POST
@official_required
def correct(request: HttpRequest, code: str) -> HttpResponse:
    """Take a line back by its opposite."""
    who = standing(request)
    w, _parts = _opened(who, code)
    form = CorrectForm(request.POST, prefix="correct")
    if not form.is_valid():
        return _show(request, code, typed={"correct": form}, status=422)
    said = form.cleaned_data
    entry = AccountEntry.objects.filter(work=w, number=said["number"]).select_related("need").first()
    if entry is None:
        return _show(request, code, typed={"correct": form}, problem=_("Sổ không có dòng này."), status=422)
    try:
        work_actions.correct(w, entry=entry, why=said["why"], token=said["token"], by=who, now=timezone.now())
    except work_actions.Refused as refused:
        return _show(request, code, typed={"correct": form}, problem=str(refused), status=409)
    return _back(request, code)
