"""The desk of dialogues: what is planned, what comes, what is owed; one of them. Shows; `desk_steps` acts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from danchu.ground.journal.models import Audience
from danchu.ground.journal.reading import Line, timeline
from danchu.ground.offices.calendars import calendar_shown
from danchu.ground.people.access import Standing, official_required, standing
from danchu.ground.ui.environment import url
from danchu.law.calendar import Calendar
from danchu.law.roles import Role
from danchu.mechanisms.dialogues import desk_reading as reading
from danchu.mechanisms.dialogues import rules, shown
from danchu.mechanisms.dialogues.duties import pressing
from danchu.mechanisms.dialogues.forms import (
    AgendaForm,
    AnnounceForm,
    CountForm,
    MinutesForm,
    PlainForm,
    WhyForm,
)
from danchu.mechanisms.dialogues.models import Dialogue, Question, part_played_by
from danchu.mechanisms.dialogues.rules import OWES_RESULTS, Kind, QuestionState, State, Step
from danchu.mechanisms.dialogues.words import DUTIES, KEPT, KINDS, QUESTION_STATES, STATES, STEPS

FORMS: dict[Step, type[forms.Form]] = {
    Step.ANNOUNCE: AnnounceForm, Step.OPEN: PlainForm, Step.BEGIN: PlainForm, Step.HOLD: PlainForm,
    Step.ARRANGE: AgendaForm, Step.COUNT: CountForm, Step.DRAFT_MINUTES: MinutesForm, Step.SEND_BACK: WhyForm,
    Step.APPROVE: MinutesForm, Step.PUBLISH: PlainForm, Step.FOLLOW_UP: PlainForm, Step.CLOSE: PlainForm,
    Step.POSTPONE: WhyForm, Step.CANCEL: WhyForm,
}  # fmt: skip
SLUGS = {
    "thong-bao": Step.ANNOUNCE, "mo-nhan-cau-hoi": Step.OPEN, "khai-mac": Step.BEGIN, "da-to-chuc": Step.HOLD,
    "chuong-trinh": Step.ARRANGE, "nguoi-du": Step.COUNT, "trinh-bien-ban": Step.DRAFT_MINUTES,
    "tra-lai": Step.SEND_BACK, "duyet": Step.APPROVE, "cong-khai": Step.PUBLISH, "theo-doi": Step.FOLLOW_UP,
    "ket-thuc": Step.CLOSE, "hoan": Step.POSTPONE, "huy": Step.CANCEL,
}  # fmt: skip
SLUG_OF = {step: slug for slug, step in SLUGS.items()}
DANGER = (Step.CANCEL, Step.POSTPONE, Step.SEND_BACK)
# What stands first, as the next thing to do; the rest waits behind a line.
NEXT = (Step.ANNOUNCE, Step.OPEN, Step.BEGIN, Step.HOLD, Step.APPROVE, Step.DRAFT_MINUTES, Step.PUBLISH, Step.CLOSE)
GROUPS = (
    (gettext_lazy("Sắp diễn ra"), (State.PLANNED, State.ANNOUNCED, State.COLLECTING, State.IN_SESSION,
                                   State.POSTPONED)),
    (gettext_lazy("Còn nợ kết quả"), OWES_RESULTS),
    (gettext_lazy("Đã công khai, đã hủy"), (State.PUBLISHED, State.FOLLOWING_UP, State.CLOSED, State.CANCELLED)),
)
TABS = {
    "": gettext_lazy("Chưa có kết cục"), "moi": gettext_lazy("Chờ xem"), "no": gettext_lazy("Hẹn trả lời"),
    "xong": gettext_lazy("Đã có kết cục"), "gop": gettext_lazy("Đã gộp"),
}  # fmt: skip


@dataclass(frozen=True)
class Box:
    """One step as the page offers it."""

    step: str
    label: Any
    form: forms.Form
    action: str
    danger: bool
    plain: bool
    open: bool


def inside(request: HttpRequest) -> Standing:
    """Who works here: someone who receives or leads somewhere. Raises Http404."""
    who = standing(request)
    if not (who.units(Role.RECEPTION) | who.units(Role.LEADER)):
        raise Http404
    return who


def quiet(form: forms.Form) -> forms.Form:
    """Without a counter under each box: too long is told in words."""
    for field in form.fields.values():
        field.max_length = None  # type: ignore[attr-defined]
        field.widget.attrs.pop("maxlength", None)
    return form


def frame() -> dict[str, Any]:
    """The rail of this desk, and its shape."""
    home = url("dialogue_desk:list")
    return {"layout": "wide", "nav": [{"label": _("Các buổi đối thoại"), "url": home},
                                      {"label": _("Lên kế hoạch"), "url": url("dialogue_desk:plan")},
                                      {"label": _("Kế hoạch năm"),
                                       "url": url("dialogue_desk:year", timezone.localdate().year)},
                                      {"label": _("Đề nghị đối thoại"), "url": url("dialogue_desk:requests")},
                                      {"label": _("Lịch tiếp công dân"), "url": url("dialogue_desk:receptions")}]}


@never_cache
@require_safe
@official_required
def dialogues(request: HttpRequest) -> HttpResponse:
    """The dialogues of my bodies: what comes, what is owed, what is done."""
    who, today, calendar = inside(request), timezone.localdate(), calendar_shown()
    bodies = who.units(Role.RECEPTION) | who.units(Role.LEADER)
    rows: list[dict[str, Any]] = [{"d": d, "due": shown.badge(d, today, calendar), "kind": KINDS[Kind(d.kind)],
             "state": STATES[State(d.state)], "waiting": waiting} for d, waiting in reading.waiting_for(who)]
    groups = [(label, [r for r in rows if r["d"].state in states]) for label, states in GROUPS]
    return render(request, "dialogues/desk/list.html", {
        **frame(), "duties": [
            {"o": o, "unit": office.full_name, "what": DUTIES[o.rule.what], "kind": KEPT[o.standing][0],
             "words": KEPT[o.standing][1]} for office, o in pressing(today) if office.pk in bodies],
        "groups": [(label, found) for label, found in groups if found], "today": today,
        "said": messages.get_messages(request)})


def theirs(request: HttpRequest, code: str) -> Dialogue:
    """The dialogue, if this person works on it; otherwise there is nothing here."""
    found = reading.kept(inside(request), code)
    if found is None:
        raise Http404
    return found


@never_cache
@require_safe
@official_required
def dialogue(request: HttpRequest, code: str) -> HttpResponse:
    """One dialogue: the next step, the rest, its questions."""
    return show_dialogue(request, theirs(request, code))


def show_dialogue(request: HttpRequest, d: Dialogue, *, typed: dict[Step, forms.Form] | None = None,
                  problem: str = "", since: list[Line] | None = None, status: int = 200) -> HttpResponse:
    """The page; after a step that could not be taken, with what was typed and why."""
    today, tab = timezone.localdate(), request.GET.get("xem", "")
    tab = tab if tab in TABS else ""
    open_to = rules.steps_open_to(State(d.state), part_played_by(standing(request), d))
    boxes = [box_of(step, d, (typed or {}).get(step)) for step in open_to if step in FORMS]
    gone = [box_of(step, d, form) for step, form in (typed or {}).items() if step not in open_to]
    counts = reading.stand(d)
    left = counts[""] if State(d.state) in OWES_RESULTS else 0
    wanted = () if left else NEXT  # while a question has no ending, that is the next thing to do
    first = next((b for step in wanted for b in boxes if b.step == step), None)
    found, later = reading.asked_in(d, tab, request.GET.get("sau", ""))
    return render(request, "dialogues/desk/dialogue.html", {
        **frame(), "d": d, "kind": KINDS[Kind(d.kind)], "state": STATES[State(d.state)],
        "due": shown.badge(d, today, calendar_shown(d.body) if d.due_on else Calendar.official()),
        "left": left, "first": first, "behind": [b for b in boxes if b is not first], "gone": gone,
        "may_change": Step.CHANGE in open_to,
        "said": messages.get_messages(request), "problem": problem, "today": today,
        "takes": State(d.state) in rules.TAKES_QUESTIONS, "late_to_announce": today > d.announce_by,
        "since": [shown.told(line, names=True) for line in since or []],
        "lines": [shown.told(line, names=True) for line in timeline(d.code, Audience.INTERNAL)
                  if shown.heard(line.verb)],
        "questions": [shown.row(q, url("dialogue_desk:question", d.code, q.code), today, before=q.code,
                                after=_("công khai") if listed else "") for q, listed in found],
        "later": later, "tabs": [{
            "label": label, "href": f"?xem={slug}#cau-hoi" if slug else "?#cau-hoi", "current": slug == tab,
            "count": counts[slug]} for slug, label in TABS.items()]}, status=status)


def box_of(step: Step, d: Dialogue, typed: forms.Form | None = None) -> Box:
    """One step with its form, filled in with what is known."""
    form = quiet(typed or FORMS[step](prefix=step.value, initial=_known(step, d)))
    return Box(step, STEPS[step], form, url("dialogue_desk:step", d.code, SLUG_OF[step]), step in DANGER,
               not form.fields, typed is not None)


def _known(step: Step, d: Dialogue) -> dict[str, Any]:
    if step in (Step.DRAFT_MINUTES, Step.APPROVE):
        return {"minutes": d.minutes or _minutes(d), "conclusion": d.conclusion}
    if step == Step.ARRANGE:
        return {"lines": "\n".join(
            f"{a.minutes or ''} | {a.title}" + (f" | {a.speaker}" if a.speaker else "") for a in d.agenda.all())}
    if step == Step.COUNT:
        named = "\n".join(f"{a.name} | {a.of}" if a.of else a.name for a in d.attendees.all())
        return {"attended": d.attended, "named": named}
    return {}


def _minutes(d: Dialogue) -> str:
    """A first draft from what is on record: when, who, how many, each question and how it ended."""
    asked = d.questions.filter(lead=None).exclude(not_taken_for=rules.Reason.DENUNCIATION)
    asked = asked.order_by(F("ended_at").asc(nulls_last=True), "id")
    named = ", ".join(f"{a.name} ({a.of})" if a.of else a.name for a in d.attendees.all())
    return "\n".join([
        f"Thời gian: {timezone.localtime(d.starts_at):%H:%M ngày %d/%m/%Y}. Địa điểm: {d.place or 'trực tuyến'}.",
        f"Chủ trì: {d.host_words}. Số người dự: {d.attended if d.attended is not None else '…'}.",
        *([f"Người dự xin nêu tên: {named}."] if named else []), "",
        "Câu hỏi và trả lời:", *(_told(n, q) for n, q in enumerate(asked, 1))])


def _told(n: int, q: Question) -> str:
    """One question in the minutes: its words, how it ended, who said what."""
    more = f" trước hết ngày {q.due_on:%d/%m/%Y}" if q.due_on else f" {q.other_code}" if q.other_code else ""
    who = f" ({q.spoke})" if q.spoke else ""
    return (f"{n}. {q.text or _('(không công khai nội dung)')}\n"
            f"{QUESTION_STATES[QuestionState(q.state)]}{more}{who}" + (f": {q.answer}" if q.answer else ""))
