"""The steps a person may take in a case, as forms: one open, the others behind a line."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.template import engines
from django.utils.translation import get_language
from markupsafe import Markup

from danchu.ground.ui.environment import url
from danchu.law.roles import Role
from danchu.mechanisms.petitions.desk_case import Papers
from danchu.mechanisms.petitions.desk_forms import FORMS, StepForm
from danchu.mechanisms.petitions.desk_opened import Opened
from danchu.mechanisms.petitions.models import Message, Petition
from danchu.mechanisms.petitions.rules import Lane, State, Step
from danchu.mechanisms.petitions.words import STEPS

# What stands open first, by where the case stands: the first of these that the person may take.
_FIRST = {
    State.SUBMITTED: (Step.ACCEPT,), State.RECEIVED: (Step.ACCEPT,), State.ACCEPTED: (Step.ASSIGN,),
    State.ASSIGNED: (Step.HAND_TO,), State.IN_HAND: (Step.DRAFT,), State.DRAFTED: (Step.APPROVE,),
    State.APPROVED: (Step.ANSWER,), State.WAITING: (Step.REPLY, Step.RESUME),
}  # fmt: skip
_BEHIND = (Step.RECEIVE, Step.RESUME, Step.SEND_BACK, Step.ASSIGN, Step.HAND_TO, Step.DRAFT, Step.ASK, Step.EXTEND,
           Step.RECLASSIFY, Step.PASS_ON, Step.REDIRECT, Step.MERGE, Step.SEPARATE, Step.REFUSE,
           Step.UNPUBLISH)  # fmt: skip
_PROMISERS = frozenset({Role.RECEPTION, Role.HANDLER, Role.LEADER})
_PROMISED_IN = (State.ANSWERED, State.CLOSED)  # what an answer promises is put on record from here
SLUGS = {
    "tiep-nhan": Step.RECEIVE, "phan-loai": Step.RECLASSIFY, "thu-ly": Step.ACCEPT, "khong-thu-ly": Step.REFUSE,
    "chuyen": Step.PASS_ON, "chuyen-ngoai": Step.REDIRECT, "phan-cong": Step.ASSIGN, "giao-can-bo": Step.HAND_TO,
    "trinh": Step.DRAFT, "tra-lai": Step.SEND_BACK, "duyet": Step.APPROVE, "tra-loi": Step.ANSWER,
    "go-cong-khai": Step.UNPUBLISH, "hoi": Step.ASK, "bo-sung": Step.REPLY, "xu-ly-tiep": Step.RESUME,
    "gia-han": Step.EXTEND, "gop": Step.MERGE, "tach": Step.SEPARATE, "ghi-chu": Step.NOTE,
}  # fmt: skip
SLUG_OF = {step: slug for slug, step in SLUGS.items()}


def next_steps(opened: Opened, typed: dict[Step, StepForm]) -> dict[str, Any]:
    """The forms of the steps this person may take: one open, the others behind a line, the note apart."""
    p, steps = opened.petition, opened.steps - _pointless(opened)
    first = next((s for s in _FIRST.get(State(p.state), ()) if s in steps), None)
    behind = [s for s in _BEHIND if s in steps and s != first]
    gone = [s for s in typed if s not in (first, Step.NOTE, *behind) and FORMS[s].base_fields]
    return {"gone": [_box(opened, s, typed) for s in gone], "first": _box(opened, first, typed) if first else None,
            "behind": [_box(opened, s, typed) for s in behind],
            "note": _box(opened, Step.NOTE, typed) if Step.NOTE in steps else None,
            "may_promise": p.state in _PROMISED_IN and bool(opened.parts & _PROMISERS),
            "may_attach": Step.ATTACH in steps, "may_publish": Step.PUBLISH in steps and p.lane == Lane.PUBLIC,
            "answer_text": _to_send(opened)}


def _pointless(opened: Opened) -> frozenset[Step]:
    """Steps the journey allows and this case has no use for."""
    listed = opened.papers.publication.get("listed") in ("true", "1")
    late = opened.today.day > opened.petition.due_on or opened.petition.extended
    none = {Step.UNPUBLISH: not listed, Step.EXTEND: late, Step.HAND_TO: not opened.papers.officers,
            Step.ASSIGN: not opened.papers.offices, Step.PASS_ON: not opened.papers.bodies}
    return frozenset(step for step, pointless in none.items() if pointless)


def _to_send(opened: Opened) -> str:
    return opened.papers.last(Message.Kind.DRAFT) if opened.petition.state == State.APPROVED else ""


def _box(opened: Opened, step: Step, typed: dict[Step, StepForm]) -> dict[str, Any]:
    kind, p, papers = FORMS[step], opened.petition, opened.papers
    form = typed.get(step) or (form_of(step, p, papers) if kind.own else None)
    of_case = tuple(getattr(p, name) for name in kind.of_case)
    of_papers = tuple(tuple(getattr(papers, name)) for name in kind.of_papers)
    return {"step": step.value, "label": str(STEPS[step]).removesuffix("…"), "form": form, "open": step in typed,
            "fields": _drawn(form) if form else _drawn_once(step, get_language(), of_case, of_papers),
            "action": f"{url('desk:queue')}{p.code}/{SLUG_OF[step]}/", "danger": kind.danger, "hint": kind.hint,
            "plain": not kind.base_fields, "has_templates": "template" in kind.base_fields}


def _drawn(form: StepForm) -> Markup:
    jinja = engines["jinja2"].env  # type: ignore[attr-defined]
    return jinja.get_template("petitions/desk/_fields.html").module.fields(form)


@lru_cache(maxsize=128)
def _drawn_once(step: Step, language: str, of_case: tuple[Any, ...], of_papers: tuple[tuple[Any, ...], ...]) -> Markup:
    """The fields of an empty form, drawn once for all cases that agree in what it shows: most steps' forms do."""
    kind = FORMS[step]
    choices: dict[str, Any] = {name: list(some) for name, some in zip(kind.of_papers, of_papers, strict=True)}
    return _drawn(form_of(step, Petition(**dict(zip(kind.of_case, of_case, strict=True))), Papers(**choices)))


def form_of(step: Step, petition: Petition, papers: Papers, data: Any = None) -> StepForm:
    """The form of a step, empty or with what was typed."""
    return FORMS[step](data, prefix=step.value, petition=petition, papers=papers)
