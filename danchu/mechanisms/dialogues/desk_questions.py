"""The questions of a dialogue at the desk: taken in for someone, read, grouped, ended one by one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from danchu.ground.journal.models import Audience
from danchu.ground.journal.reading import Line, timeline
from danchu.ground.people.access import official_required, standing
from danchu.ground.text.group import similar
from danchu.ground.text.personal_data import find, mask
from danchu.ground.text.warning_signs import looks_like_complaint, looks_like_denunciation
from danchu.ground.ui.environment import url
from danchu.law.calendar import Calendar
from danchu.law.deadlines import deadline
from danchu.law.limits import Duty
from danchu.law.roles import Role
from danchu.mechanisms.dialogues import question_actions, rules, shown
from danchu.mechanisms.dialogues.actions import NotTheirs, Refused, Stale
from danchu.mechanisms.dialogues.desk import Box, frame, quiet, theirs
from danchu.mechanisms.dialogues.desk_reading import question_in
from danchu.mechanisms.dialogues.desk_steps import changed_by, changes_since, is_the_same_press
from danchu.mechanisms.dialogues.forms import PlainForm, TakeInForm, WhyForm
from danchu.mechanisms.dialogues.models import Dialogue, Question, part_played_by
from danchu.mechanisms.dialogues.question_actions import Asking
from danchu.mechanisms.dialogues.question_forms import (
    AnswerForm,
    CommitForm,
    DeliverForm,
    ElsewhereForm,
    GroupForm,
    NotTakeForm,
    OweForm,
    ShowForm,
)
from danchu.mechanisms.dialogues.reading import papers_of
from danchu.mechanisms.dialogues.rules import Channel, Naming, QuestionState, QuestionStep, Reason, State
from danchu.mechanisms.dialogues.words import CHANNELS, NAMINGS, QUESTION_STATES, QUESTION_STEPS

Act = Callable[[Question, dict[str, Any], dict[str, Any]], Question]
STEPS: dict[QuestionStep, tuple[str, type[forms.Form], Act]] = {
    # the step: its address, its form, its action
    QuestionStep.SHOW: ("cong-khai", ShowForm, lambda q, said, by: question_actions.show(q, **said, **by)),
    QuestionStep.TAKE: ("nhan", PlainForm, lambda q, said, by: question_actions.take(q, **by)),
    QuestionStep.CALL: ("moi-tra-loi", PlainForm, lambda q, said, by: question_actions.call(q, **by)),
    QuestionStep.ANSWER: ("tra-loi", AnswerForm, lambda q, said, by: question_actions.answer(q, **said, **by)),
    QuestionStep.OWE: ("hen", OweForm, lambda q, said, by: question_actions.owe(q, **said, **by)),
    QuestionStep.DELIVER: ("van-ban", DeliverForm, lambda q, said, by: question_actions.deliver(q, **said, **by)),
    QuestionStep.COMMIT: ("cam-ket", CommitForm, lambda q, said, by: question_actions.commit(q, **said, **by)),
    QuestionStep.PASS_ON: ("thanh-don", ElsewhereForm, lambda q, said, by: question_actions.pass_on(q, **said, **by)),
    QuestionStep.NOT_TAKE: ("khong-nhan", NotTakeForm, lambda q, said, by: question_actions.not_take(
        q, reason=Reason(said["reason"]), text=said["text"], **by)),
    QuestionStep.GROUP: ("gop", GroupForm, lambda q, said, by: question_actions.group(
        q, into=_other(q, said["code"]), **by)),
    QuestionStep.UNGROUP: ("tach", PlainForm, lambda q, said, by: question_actions.ungroup(q, **by)),
    QuestionStep.HIDE: ("go", WhyForm, lambda q, said, by: question_actions.hide(q, **said, **by)),
}
SLUGS = {slug: step for step, (slug, _form, _act) in STEPS.items()}
_DANGER = (QuestionStep.HIDE, QuestionStep.NOT_TAKE)
_FIRST = (QuestionStep.SHOW, QuestionStep.ANSWER, QuestionStep.DELIVER)
ALIKE, LOOKED_AT, NEAR = 5, 400, 0.2
_SAVED = gettext_lazy("Đã ghi.")


_PROMISERS = {Role.RECEPTION, Role.HANDLER, Role.LEADER}  # write down what their unit promises


def question_of(d: Dialogue, code: str) -> Question:
    """A question of this dialogue, with the asker's own words. Raises Http404."""
    q = question_in(d, code)
    if q is None:
        raise Http404
    return q


@never_cache
@require_safe
@official_required
def question(request: HttpRequest, code: str, question: str) -> HttpResponse:
    """One question: the asker's words, the steps this person may take now."""
    d = theirs(request, code)
    return _show(request, d, question_of(d, question))


def _show(request: HttpRequest, d: Dialogue, q: Question, *, typed: dict[QuestionStep, forms.Form] | None = None,
          problem: str = "", since: list[Line] | None = None, status: int = 200) -> HttpResponse:
    parts = part_played_by(standing(request), d)
    steps = rules.question_steps_open_to(State(d.state), QuestionState(q.state), parts)
    boxes = [_box(step, d, q, (typed or {}).get(step)) for step in STEPS if step in steps]
    gone = [_box(step, d, q, form) for step, form in (typed or {}).items() if step not in steps]
    wanted = _FIRST[0] if not q.listed and q.state == QuestionState.SENT else None
    first = next((b for s in ((wanted,) if wanted else _FIRST[1:]) for b in boxes if b.step == s), None)
    spans = find(q.asked.text)
    return render(request, "dialogues/desk/question.html", {
        **frame(), "d": d, "q": q, "due": shown.ending(q, timezone.localdate()), "spans": spans, "first": first,
        "behind": [b for b in boxes if b is not first], "gone": gone, "problem": problem,
        "said": messages.get_messages(request),
        "since": [shown.told(line, names=True) for line in since or []],
        "channel": CHANNELS[Channel(q.channel)], "naming": NAMINGS[Naming(q.naming)],
        "files": papers_of(q.code, inside=True),
        "may_promise": bool(q.answer) and bool(_PROMISERS & {post.role for post in standing(request).posts}),
        "state": QUESTION_STATES[QuestionState(q.state)],
        "alike": _alike(d, q) if QuestionStep.GROUP in steps else [],
        "group_url": url("dialogue_desk:question_step", d.code, q.code, STEPS[QuestionStep.GROUP][0]),
        "lines": [shown.told(line, names=True) for line in timeline(q.code, Audience.INTERNAL)
                  if shown.heard(line.verb)]}, status=status)


def _box(step: QuestionStep, d: Dialogue, q: Question, typed: forms.Form | None) -> Box:
    slug, form_class, _act = STEPS[step]
    form = quiet(typed or form_class(prefix=step.value, initial=_known(step, d, q)))
    return Box(step, QUESTION_STEPS[step], form, url("dialogue_desk:question_step", d.code, q.code, slug),
               step in _DANGER, not form.fields, typed is not None)


def _known(step: QuestionStep, d: Dialogue, q: Question) -> dict[str, Any]:
    if step == QuestionStep.SHOW:
        return {"text": q.text or mask(q.asked.text, find(q.asked.text)), "name": q.asker_name or q.asked.name}
    if step == QuestionStep.OWE:
        today = timezone.localdate()
        return {"spoke": q.spoke or d.host_words,
                "due_on": q.due_on or deadline(Duty.ANSWER_AFTER_DIALOGUE, today, Calendar.official()).due_on}
    return {"spoke": q.spoke or d.host_words, "text": q.answer}


def _alike(d: Dialogue, q: Question) -> list[Question]:
    """Questions of this dialogue that read like this one, the nearest first: suggested, chosen by a person."""
    pool = d.questions.filter(lead=None).exclude(pk=q.pk).select_related("asked").order_by("-backed", "-id")[:LOOKED_AT]
    near = sorted(((similar(q.asked.text[:600], other.asked.text[:600]), other) for other in pool),
                  key=lambda pair: -pair[0])
    return [other for nearness, other in near[:ALIKE] if nearness >= NEAR]


@never_cache
@require_POST
@official_required
def step(request: HttpRequest, code: str, question: str, slug: str) -> HttpResponse:
    """One step of one question. The version typed on is the version changed, or nothing is."""
    d = theirs(request, code)
    q, taken = question_of(d, question), SLUGS.get(slug)
    if taken is None:
        raise Http404
    _slug, form_class, act = STEPS[taken]
    form = form_class(request.POST, request.FILES, prefix=taken.value)

    def again(problem: str, since: list[Line], status: int = 409) -> HttpResponse:
        return _show(request, d, q, typed={taken: form}, problem=problem, since=since, status=status)

    since = changes_since(q.code, q.version, request)
    if since:
        same = is_the_same_press(since, taken, form, request, q)
        return _back(d, q) if same else again(changed_by(since), since)
    if not form.is_valid():
        return again("", [], 422)
    try:
        act(q, form.cleaned_data, {"by": standing(request), "now": timezone.now()})
    except NotTheirs:
        return again(_("Không tìm thấy câu hỏi có mã số này trong buổi này."), [])
    except (Stale, Refused) as refused:
        return again(str(refused), [])
    messages.success(request, str(_SAVED))
    return _back(d, q)


def _back(d: Dialogue, q: Question) -> HttpResponse:
    return redirect("dialogue_desk:question", code=d.code, question=q.code)


def _other(q: Question, code: str) -> Question:
    found = q.dialogue.questions.filter(code=code).first()
    if found is None:
        raise NotTheirs(code)
    return found


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@official_required
def take_in(request: HttpRequest, code: str) -> HttpResponse:
    """A question said at the counter, by phone, on paper, in the hall. Operator and channel are on record."""
    d = theirs(request, code)
    form = TakeInForm(request.POST if request.method == "POST" else None, initial={"naming": Naming.ORGANISER})
    token, signs, problem = request.POST.get("token", "") or str(uuid4()), [], ""
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        found = looks_like_denunciation(said["text"]) or looks_like_complaint(said["text"])
        signs = list(found.words)[:4] if found and not said["meant"] else []
        if not signs:
            asking = Asking(text=said["text"], channel=Channel(said["channel"]), naming=Naming(said["naming"]),
                            name=said["name"], email=said["email"], phone=said["phone"])
            try:
                q = question_actions.ask(d, asking, token=UUID(token), by=standing(request), now=timezone.now())
                messages.success(request, _("Đã nhận câu hỏi. Mã số cho người hỏi: %(code)s") % {"code": q.code})
                return _back(d, q)
            except ValueError:  # the hidden token was spoilt on the way
                token = str(uuid4())
            except Refused as refused:
                problem = str(refused)
    return render(request, "dialogues/desk/take_in.html", {
        **frame(), "d": d, "form": form, "token": token, "signs": signs, "problem": problem},
        status=422 if request.method == "POST" else 200)
