"""The desk of consultations: drafts and consultations of one's bodies, each with its next step. Fetches and shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from danchu.ground.offices.calendars import calendar_for
from danchu.ground.people.access import Standing, official_required, standing
from danchu.ground.ui.environment import url
from danchu.ground.ui.typed import number_in
from danchu.law.roles import Role
from danchu.mechanisms.consultations import actions, desk_reads, headings, papers, rules, shown
from danchu.mechanisms.consultations import forms as typed
from danchu.mechanisms.consultations.majority import without_majority
from danchu.mechanisms.consultations.models import Consultation, Criticism, Document, part_played_by
from danchu.mechanisms.consultations.rules import Draft, DraftStep, Kind, Matter, State, Step
from danchu.mechanisms.consultations.words import (
    CONFERENCE,
    CRITICISM_FORMS,
    DRAFT_STEPS,
    DRAFTS,
    KINDS,
    MATTERS,
    STATES,
    STEPS,
)

A_PAGE = 30
TABS = {
    "dang-lam": (gettext_lazy("Đang làm"), (State.PLANNED, State.PLAN_SENT, State.OPEN, State.CLOSED,
                                            State.SYNTHESISED, State.ANSWERED)),
    "da-cong-khai": (gettext_lazy("Đã công khai"), (State.TABLE_PUBLISHED, State.DECIDED)),
}
DRAFTS_TAB = "du-thao"


def frame(who: Standing, current: str = "") -> dict[str, Any]:
    """The rail of this room."""
    home = url("consultations_desk:listing")
    nav = [{"label": words, "url": f"{home}?muc={tab}", "current": tab == current}
           for tab, words in [*((t, w) for t, (w, _s) in TABS.items()), (DRAFTS_TAB, _("Văn bản dự thảo"))]]
    return {"nav": [*nav, {"label": _("Nhập dự thảo mới"), "url": url("consultations_desk:new_document"),
                           "current": current == "moi"}], "layout": "wide"}


@never_cache
@require_safe
@official_required
def listing(request: HttpRequest) -> HttpResponse:
    """What is under way, newest first; or the drafts."""
    who, tab = standing(request), request.GET.get("muc", "dang-lam")
    after = number_in(request.GET.get("sau"))
    found: list[Any]
    if tab == DRAFTS_TAB:
        found = desk_reads.documents(who, after=after, most=A_PAGE + 1)
        rows = [{"title": d.title, "href": url("consultations_desk:document", d.code),
                 "meta": f"{d.code} · {KINDS[Kind(d.kind)]}", "tag": DRAFTS[Draft(d.state)]} for d in found[:A_PAGE]]
    else:
        tab = tab if tab in TABS else "dang-lam"
        found = desk_reads.consultations(who, TABS[tab][1], after=after, most=A_PAGE + 1)
        rows = [_listed(c) for c in found[:A_PAGE]]
    later = f"?{urlencode({'muc': tab, 'sau': found[A_PAGE - 1].pk})}" if len(found) > A_PAGE else None
    return render(request, "consultations/desk/listing.html", {
        **frame(who, tab), "rows": rows, "later": later, "drafts": tab == DRAFTS_TAB,
        "said": messages.get_messages(request)})


def _listed(c: Consultation) -> dict[str, Any]:
    answered = _("trả lời %(a)s trên %(n)s nhóm") % {"a": c.answered, "n": c.rows} if c.rows else ""
    return {"title": c.title, "href": url("consultations_desk:consultation", c.code),
            "meta": " · ".join(filter(None, [c.code, _("%(n)s lượt") % {"n": c.times}, answered])),
            "tag": _not_in_the_badge(c), "due": shown.badge(c.state, c.closes_on, timezone.localdate())}


def _not_in_the_badge(c: Consultation) -> Any:
    """The state, where the badge tells the days that are left instead."""
    return STATES[State.OPEN] if c.state == State.OPEN else ""


# --- a document ----------------------------------------------------------------------------------

def document_of(request: HttpRequest, code: str) -> Document:
    """A document of one's body. Raises Http404."""
    found = desk_reads.document(standing(request), code)
    if found is None:
        raise Http404
    return found


@never_cache
@require_safe
@official_required
def document(request: HttpRequest, code: str) -> HttpResponse:
    """A document: its editions, its next step, the consultations on it."""
    return show_document(request, document_of(request, code))


def show_document(request: HttpRequest, d: Document, *, forms_: dict[str, forms.Form] | None = None,
                  problem: str = "", status: int = 200) -> HttpResponse:
    """The page of a document; after a step that could not be taken, with what was typed and why."""
    who = standing(request)
    parts = part_played_by(who, d)
    open_steps = [s for s in DraftStep if s in DRAFT_STEPS
                  and (row := rules.DRAFT_JOURNEY.get((Draft(d.state), s))) and parts & set(row[0])]
    hung, submitted = papers.of_document(d), d.state == Draft.SUBMITTED
    asked, editions = actions.asked_about(d) if submitted else desk_reads.asked_on(d), hung.editions
    shown_no = number_in(request.GET.get("ban")) or (editions[0].no if editions else 0)
    edition = next((e for e in editions if e.no == shown_no), editions[0] if editions else None)
    given = forms_ or {}
    offered = _offered(d, open_steps, parts)
    return render(request, "consultations/desk/document.html", {
        **frame(who, DRAFTS_TAB), "d": d, "editions": editions, "edition": edition,
        "heads": headings.contents(edition.pk, d.code) if edition else [], "state": DRAFTS[Draft(d.state)],
        "kind": KINDS[Kind(d.kind)], "matter": MATTERS[Matter(d.matter)], "must": d.matter in rules.MUST_CONSULT,
        "consultations": asked[::-1], "states": STATES,
        "steps": [(s, DRAFT_STEPS[s]) for s in open_steps if s not in (DraftStep.ISSUE, DraftStep.EXEMPT)],
        "gate": actions.what_the_gate_misses(d, asked) if submitted else "",
        **{f"{name}_form": given.get(name, offered[name]) if name in offered else None for name in _TYPED_IN},
        "over": [(_TYPED_IN[name], form) for name, form in given.items() if name not in offered],
        "may_edit": d.state in (Draft.DRAFT, Draft.REVIEWED, Draft.REVISED), "token": str(uuid4()),
        "lines": [shown.told(line, names=True) for line in hung.lines],
        "problem": problem, "said": messages.get_messages(request)}, status=status)


_TYPED_IN = {"issue": DRAFT_STEPS[DraftStep.ISSUE], "exempt": DRAFT_STEPS[DraftStep.EXEMPT], "plan": STEPS[Step.PLAN]}


def _offered(d: Document, steps: list[DraftStep], parts: frozenset[Role]) -> dict[str, forms.Form]:
    """The forms this person may fill in now, empty."""
    found: dict[str, forms.Form] = {}
    if DraftStep.ISSUE in steps:
        found["issue"] = typed.IssueForm(prefix="issue")
    if DraftStep.EXEMPT in steps and not d.exempt_for and d.matter in rules.MUST_CONSULT:
        found["exempt"] = typed.ExemptForm(prefix="exempt")
    if d.state != Draft.ISSUED and parts & {Role.RECEPTION, Role.LEADER}:
        title = _("Lấy ý kiến: %(title)s") % {"title": d.title}
        found["plan"] = typed.PlanForm(prefix="plan", initial={"title": title})
    return found


# --- a consultation ------------------------------------------------------------------------------

@dataclass(frozen=True)
class Box:
    """One step a person may take now: its form, its button, and what to know first."""

    step: Step
    label: str
    form: forms.Form | None
    hint: str = ""
    files: bool = False
    waits: bool = False  # it is theirs, but not yet: the hint says for what


_WHOLE = ("document", "body", "office", "front", "edition", "criticism")


def consultation_of(request: HttpRequest, code: str, *only: str) -> Consultation:
    """A consultation this person works on, with all that hangs on it or `only` this. Raises Http404."""
    found = desk_reads.consultation(standing(request), code, only or _WHOLE)
    if found is None:
        raise Http404
    return found


FORMS: dict[Step, type[forms.Form] | None] = {
    Step.SEND_PLAN: typed.SendPlanForm, Step.OPEN_UP: typed.OpenForm, Step.EXTEND: typed.ExtendForm,
    Step.ASK_SYNTHESIS: None, Step.FINISH_ANSWERS: None, Step.PUBLISH_TABLE: None, Step.DECIDE: typed.DecideForm,
    Step.SEND_FOR_CRITICISM: typed.CriticismSendForm, Step.RECORD_CRITICISM: typed.CriticismForm_,
    Step.REPLY_TO_CRITICISM: typed.ReplyForm,
}  # fmt: skip
ABOUT_CRITICISM = (Step.SEND_FOR_CRITICISM, Step.RECORD_CRITICISM, Step.REPLY_TO_CRITICISM)


@never_cache
@require_safe
@official_required
def consultation(request: HttpRequest, code: str) -> HttpResponse:
    """One consultation at the desk: where it stands, the next step, the ways in, the criticism."""
    return show_consultation(request, consultation_of(request, code))


def show_consultation(request: HttpRequest, c: Consultation, *, forms_: dict[Step, forms.Form] | None = None,
                      problem: str = "", status: int = 200) -> HttpResponse:
    """The page of a consultation; after a step that could not be taken, with what was typed and why."""
    who = standing(request)
    parts = part_played_by(who, c)
    criticism = getattr(c, "criticism", None)
    boxes = [_box(step, c, criticism, forms_ or {}) for step in rules.steps_open_to(State(c.state), parts)
             if step in FORMS and _makes_sense(step, c, criticism)]
    return render(request, "consultations/desk/consultation.html", {
        **frame(who), "c": c, "state": _not_in_the_badge(c), "track": shown.WAY.at(c.state),
        "due": shown.badge(c.state, c.closes_on, timezone.localdate()), "figures": shown.figures(c),
        "boxes": [b for b in boxes if b.step not in ABOUT_CRITICISM],
        "over": [(STEPS[s], form) for s, form in (forms_ or {}).items() if s not in {b.step for b in boxes}],
        "criticism_boxes": [b for b in boxes if b.step in ABOUT_CRITICISM], "criticism": criticism,
        "criticism_forms": CRITICISM_FORMS, "conference": CONFERENCE,
        "may_enter": rules.may(State(c.state), Step.ENTER, parts) and not c.synthesis_asked_at,
        "open": c.takes_opinions(timezone.now()),
        "waiting_forms": desk_reads.forms_waiting(c) if c.state in (State.OPEN, State.CLOSED) else 0,
        "may_answer": c.state in (State.SYNTHESISED, State.ANSWERED) and bool(parts - {Role.PUBLIC, Role.SENDER}),
        "lines": [shown.told(line, names=True) for line in desk_reads.latest(c, LINES)],
        "problem": problem, "said": messages.get_messages(request)}, status=status)


LINES = 40  # of what happened, the latest


def _makes_sense(step: Step, c: Consultation, criticism: Criticism | None) -> bool:
    """The Front's steps follow each other; what was asked for is not asked again."""
    return {Step.ASK_SYNTHESIS: c.synthesis_asked_at is None,
            Step.SEND_FOR_CRITICISM: criticism is None,
            Step.RECORD_CRITICISM: criticism is not None and not criticism.replied_on,
            Step.REPLY_TO_CRITICISM: criticism is not None and criticism.received_on is not None
            and criticism.replied_on is None}.get(step, True)


def _box(step: Step, c: Consultation, criticism: Criticism | None, given: dict[Step, forms.Form]) -> Box:
    form_class, today = FORMS[step], timezone.localdate()
    initial, hint = {"sent_on": today, "on": today, "number": c.document.number}, _hint(step, c, criticism)
    if step is Step.OPEN_UP:
        day, under = actions.first_closing_day(c, today, calendar_for(c.body))
        initial, hint = {"closes_on": day}, _(
            "Mở hôm nay thì sớm nhất được hết hạn ngày %(day)s (%(under)s).") % {
            "day": f"{day:%d/%m/%Y}", "under": under}
    form = given.get(step) or (form_class(prefix=step.value, initial=initial) if form_class else None)
    waits = step is Step.FINISH_ANSWERS and (c.answered < c.rows or c.approved < c.rows)
    return Box(step, str(STEPS[step]), form, hint, step is Step.SEND_PLAN, waits)


def _hint(step: Step, c: Consultation, criticism: Criticism | None) -> str:
    if step is Step.DECIDE and without_majority(c):
        return _("Có điều mà đa số không đồng ý và chưa được tiếp thu: phải giải trình (%(under)s).") % {
            "under": rules.EXPLAINED_UNDER}
    if step is Step.FINISH_ANSWERS:
        return _("Đã trả lời %(a)s trên %(n)s nhóm, duyệt nội dung %(m)s nhóm. Đủ cả hai thì duyệt được bảng.") % {
            "a": c.answered, "n": c.rows, "m": c.approved}
    if step is Step.REPLY_TO_CRITICISM and criticism:
        day = actions.may_be_put_forward_on(criticism)
        return _("Gửi dự thảo ngày %(sent)s: sớm nhất được trình ban hành ngày %(day)s.") % {
            "sent": f"{criticism.sent_on:%d/%m/%Y}", "day": f"{day:%d/%m/%Y}"}
    return ""


def articles_of(c: Consultation) -> list[tuple[str, str]]:
    """Articles people are asked about, to choose from: (eid, words). None after the first time."""
    heads = headings.contents(c.edition_id, c.code)
    return [(h.eid, headings.named(h.label, h.heading)) for h in heads if h.is_article]
