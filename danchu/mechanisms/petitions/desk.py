"""The desk: what waits, and one case with the next step beside it. Fetches and shows; `desk_steps` acts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template import engines
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from markupsafe import Markup

from danchu.ground.journal.reading import Line
from danchu.ground.offices.calendars import calendar_for
from danchu.ground.people.access import Standing, official_required, standing
from danchu.ground.search.asking import ask
from danchu.ground.text.codes import read_code
from danchu.ground.text.personal_data import find
from danchu.ground.ui.due import Due
from danchu.ground.ui.environment import url
from danchu.law.calendar import Calendar
from danchu.law.limits import Duty, limit_for
from danchu.law.roles import Role
from danchu.mechanisms.petitions import desk_queue as queue
from danchu.mechanisms.petitions import rules, shown
from danchu.mechanisms.petitions.desk_case import Papers, Said, papers_of
from danchu.mechanisms.petitions.desk_forms import FORMS, StepForm
from danchu.mechanisms.petitions.desk_queue import LISTED, Asked, Listed, Near, Page, Tab, asked_in
from danchu.mechanisms.petitions.models import Message, Petition, part_played_by
from danchu.mechanisms.petitions.rules import Channel, Kind, Lane, Outcome, Reason, State, Step
from danchu.mechanisms.petitions.search_text import DESK, desk_code
from danchu.mechanisms.petitions.words import CHANNELS, KINDS, LANES, OUTCOMES, REASONS, SOLVED, STATES, STEPS

INSIDE = frozenset({Role.RECEPTION, Role.HANDLER, Role.LEADER})
_TABS = {
    Tab.MINE: gettext_lazy("Việc của tôi"), Tab.ALL: gettext_lazy("Cả phường"),
    Tab.TO_ASSIGN: gettext_lazy("Chờ phân công"), Tab.TO_APPROVE: gettext_lazy("Chờ duyệt trả lời"),
    Tab.WAITING: gettext_lazy("Chờ người dân"), Tab.DONE: gettext_lazy("Đã xong"),
}  # fmt: skip
_CHIPS = {Near.LATE: ("late", gettext_lazy("quá hẹn")), Near.SOON: ("soon", gettext_lazy("sắp đến hẹn")),
          Near.OK: ("ok", gettext_lazy("đúng tiến độ"))}
_EMPTY_WORDS = {
    Tab.MINE: gettext_lazy("Không còn việc nào chờ ông/bà."),
    Tab.TO_ASSIGN: gettext_lazy("Mọi việc đã thụ lý đều có phòng, ban nhận."),
    Tab.TO_APPROVE: gettext_lazy("Không có bản trả lời nào chờ duyệt."),
    Tab.WAITING: gettext_lazy("Không có việc nào đang chờ người dân bổ sung."),
}  # fmt: skip


@dataclass(frozen=True)
class Today:
    """The day, the calendar, and the last day that counts as soon."""

    day: date
    calendar: Calendar
    soon: date


def today_at_desk() -> Today:
    """One statement: the days off this country added to the law's calendar."""
    day, calendar = timezone.localdate(), calendar_for(None)
    return Today(day, calendar, calendar.add_working_days(day, limit_for(Duty.DUE_SOON, day).amount))


@never_cache
@require_safe
@official_required
def the_queue(request: HttpRequest) -> HttpResponse:
    """What I must do, most urgent first."""
    who, asked, today = standing(request), asked_in(request.GET), today_at_desk()
    code = read_code(asked.query) if asked.query else None
    if code and Petition.objects.visible_to(who).filter(code=code).exists():
        return redirect("desk:case", code=code)
    page = _found(who, asked, today) if asked.query else queue.page_of(who, asked, today.day, today.soon)
    return render(request, "petitions/desk/queue.html", {
        **frame(who, asked, page.counted), "rows": rows_of(page.rows, asked, today), "asked": asked,
        "said": messages.get_messages(request),
        "later": _later(asked, page.rows) if page.more else None, "pane_open": False,
        "earlier": asked.link(sau=None) if asked.after else None})


def _found(who: Standing, asked: Asked, today: Today) -> Page:
    """Own cases that hold the words, newest first. The index is asked; the cases are asked who may see them."""
    bodies = sorted(who.units(Role.RECEPTION) | who.units(Role.LEADER))
    only = bodies[0] if len(bodies) == 1 and not who.units(Role.HANDLER) else None
    hits = ask(asked.query, kind=DESK, unit_id=only, limit=_LOOKED_AT, count=False)
    codes = [c.removeprefix(desk_code("")) for c in hits.codes]
    found = Petition.objects.visible_to(who).filter(code__in=codes).order_by("-id").values_list(*LISTED)
    rows = [Listed(*row) for row in found[: queue.A_PAGE]] if codes else []
    return Page(rows, False, queue.counts(who, asked, today.day, today.soon))


_LOOKED_AT = 120  # hits looked at: those of another body or office fall away


def _later(asked: Asked, rows: list[Listed]) -> str:
    last = rows[-1]
    return asked.link(sau=f"{last.due_on}.{last.pk}")


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row of a list as the component `queue` shows it."""

    title: str
    href: str
    sub: str
    d: Due
    office: str
    officer: str
    current: bool


def rows_of(rows: list[Listed], asked: Asked, today: Today, current: str = "") -> list[ListRow]:
    """Cases as rows of a list, each with the address of its page beside this list."""
    query = asked.link(sau=f"{asked.after[0]}.{asked.after[1]}" if asked.after else None)
    home, language = url("desk:queue"), get_language()  # a case's address stands under the list's
    return [ListRow(p.title, f"{home}{p.code}/{query}", _sub(p.kind, p.state, language) % p.code,
                    _badge(p, today, brief=True), p.office or "", p.officer or "", p.code == current) for p in rows]


@lru_cache(maxsize=256)
def _sub(kind: str, state: str, language: str) -> str:
    """The small line of a row, with a place for its code."""
    return f"{KINDS[Kind(kind)]} · %s · {STATES[State(state)]}"


def _badge(p: Petition | Listed, today: Today, *, brief: bool = False) -> Due:
    answered_on = timezone.localtime(p.answered_at).date() if p.answered_at else None
    return shown.badge(p.state, p.due_on, answered_on, p.outcome, today=today.day, calendar=today.calendar,
                       brief=brief)


def frame(who: Standing, asked: Asked | None, counted: dict[str, int]) -> dict[str, Any]:
    """The rail, the list's name, its chips and its filters. `asked` is None off the lists."""
    home = url("desk:queue")
    handler_only = not (who.units(Role.RECEPTION) | who.units(Role.LEADER))
    tabs = {t: _("Cả phòng") if t == Tab.ALL and handler_only else words for t, words in _TABS.items()
            if not (handler_only and t == Tab.TO_ASSIGN)}
    nav: list[dict[str, Any]] = [{
        "label": words, "url": f"{home}?viec={tab}", "current": bool(asked and asked.tab == tab and not asked.query),
        "count": queue.said(counted.get(f"n_{tab.name}"))} for tab, words in tabs.items()]
    unread = counted.get(queue.UNREAD) or None  # none unread: no figure
    nav += [{"rule": True}, {"label": _("Thông báo"), "url": url("post:notices"), "count": queue.said(unread)},
            *_rooms(who)]
    more = {} if asked is None else {
        "name": _("Kết quả tìm") if asked.query else tabs.get(asked.tab, ""), "chips": _chips(asked, counted, home),
        "keep": asked.params(q=None, sau=None), "filters": _filters(asked), "home": home,
        "nothing": _EMPTY_WORDS.get(asked.tab, _("Không có việc nào ở đây."))}
    return {"nav": nav, **more}


def _rooms(who: Standing) -> list[dict[str, Any]]:
    """What else is at the desk, for those who may go there."""
    receives, leads = bool(who.units(Role.RECEPTION)), bool(who.units(Role.LEADER))
    rooms = (("desk:intake", _("Tiếp nhận hộ"), receives), ("desk:leader", _("Tình hình"), receives or leads),
             ("desk:templates", _("Mẫu trả lời"), receives or leads))
    return [{"label": label, "url": url(route)} for route, label, may in rooms if may]


def _chips(asked: Asked, counted: dict[str, int], home: str) -> list[dict[str, Any]]:
    if asked.query or asked.tab in (Tab.DONE, Tab.WAITING):
        return []
    return [{"label": words, "count": queue.said(counted.get(f"n_{which.name}")), "kind": kind,
             "href": home + asked.link(han=None if asked.near == which else which, sau=None),
             "current": asked.near == which} for which, (kind, words) in _CHIPS.items()]


def _filters(asked: Asked) -> list[dict[str, Any]]:
    """Selects of the filter form; what is chosen shows even where it cannot be chosen here."""
    selects: list[tuple[str, Any, dict[Any, Any]]] = [
        ("loai", _("Loại"), KINDS), ("kenh", _("Hình thức"), CHANNELS)]
    if asked.tab == Tab.DONE:
        done = {s: STATES[s] for s in rules.DONE}
        selects += [("tinh-trang", _("Tình trạng"), done), ("ket-qua", _("Kết quả"), OUTCOMES)]
    return [{"name": name, "label": label, "chosen": asked.filters.get(name, ""),
             "options": [(k.value, words) for k, words in table.items()]} for name, label, table in selects]


# --- one case ----------------------------------------------------------------------------------

@dataclass
class Opened:
    """A case someone deals with: the parts they play, the steps open to them, all that hangs on it."""

    petition: Petition
    who: Standing
    parts: frozenset[Role]
    steps: frozenset[Step]
    papers: Papers
    today: Today


@never_cache
@require_safe
@official_required
def case(request: HttpRequest, code: str) -> HttpResponse:
    """One case, its list beside it."""
    return show_case(request, code)


def show_case(request: HttpRequest, code: str, *, typed: dict[Step, StepForm] | None = None, problem: str = "",
              since: list[Line] | None = None, status: int = 200) -> HttpResponse:
    """The page of a case; after a step that could not be taken, with what was typed and why."""
    who, asked, today = standing(request), asked_in(request.GET), today_at_desk()
    page = queue.page_of(who, replace(asked, query=""), today.day, today.soon, code)
    petition = page.case
    if petition is None or not part_played_by(who, petition) & INSIDE:
        raise Http404
    opened = open_case(petition, who, today)
    return render(request, "petitions/desk/case.html", {
        **frame(who, asked, page.counted), "rows": rows_of(page.rows, asked, today, code), "pane_open": True,
        "said": messages.get_messages(request),
        "list_url": url("desk:queue") + asked.link(), "asked": asked, "query": asked.link(),
        **_told(opened), **_next(opened, typed or {}), "problem": problem,
        "since": [shown.told(line, names=True) for line in since or []]}, status=status)


def open_case(petition: Petition, who: Standing, today: Today) -> Opened:
    """What this person may do with it now, and everything that hangs on it. One statement."""
    parts = part_played_by(who, petition) & INSIDE
    steps = frozenset(rules.steps_open_to(State(petition.state), parts, Lane(petition.lane)))
    return Opened(petition, who, parts, steps, papers_of(petition, steps, today.day), today)


def _told(opened: Opened) -> dict[str, Any]:
    """What the page says of the case."""
    p, papers, today = opened.petition, opened.papers, opened.today
    text = str(papers.original.get("text", ""))
    spans = find(text)
    return {
        "p": p, "due": _badge(p, today), "cells": shown.cells(p, today.calendar, today.day), "text": text,
        "spans": spans, "spans_words": _spans_words(len(spans)), "state": STATES[State(p.state)],
        "meta": _meta(p), "about": _about(p, papers), "lines": [shown.told(x, names=True) for x in papers.lines],
        "notes": [{"text": s.text, "who": s.who, "at": s.at} for s in papers.said if s.kind == Message.Kind.NOTE],
        "exchanged": _exchanged(opened), "exchanged_words": _EXCHANGED, "reach": _reach(p, papers),
        "photos": [f for f in papers.files if f["kind"] == "image"],
        "other_files": [f for f in papers.files if f["kind"] != "image"],
        "is_listed": papers.publication.get("listed") in ("true", "1"), "pause_note": _pause_note(p),
    }


_EXCHANGED = {
    Message.Kind.QUESTION: gettext_lazy("Đã hỏi người gửi"), Message.Kind.REPLY: gettext_lazy("Người gửi bổ sung"),
    Message.Kind.ANSWER: gettext_lazy("Đã trả lời"), Message.Kind.COMPLAINT: gettext_lazy("Người gửi nói thêm"),
    Message.Kind.DRAFT: gettext_lazy("Bản trình"),
}  # fmt: skip


def _exchanged(opened: Opened) -> list[Said]:
    """Words that went to and fro. A draft only while others wait for it: elsewhere it stands in a form already."""
    waits = opened.petition.state == State.DRAFTED and Step.APPROVE not in opened.steps
    last = max((n for n, s in enumerate(opened.papers.said) if s.kind == Message.Kind.DRAFT), default=-1)
    return [s for n, s in enumerate(opened.papers.said)
            if s.kind in _EXCHANGED and (s.kind != Message.Kind.DRAFT or (waits and n == last))]


def _reach(p: Petition, papers: Papers) -> str:
    """Whom to call and where to go, in one line under the words."""
    o = papers.original
    known = (o.get("name") or _("không để lại tên"), o.get("phone"), o.get("email"), o.get("place"),
             p.place.full_name if p.place else "")
    return " · ".join(str(x) for x in known if x)


def _spans_words(n: int) -> str:
    return _("%(n)s chỗ có dữ liệu cá nhân, sẽ được che khi công khai.") % {"n": n} if n else ""


def _meta(p: Petition) -> str:
    how = CHANNELS[Channel(p.channel)]
    taken = _("%(who)s tiếp nhận hộ") % {"who": p.operator.name} if p.operator else ""
    sent = _("gửi %(day)s %(how)s") % {"day": f"{timezone.localtime(p.received_at):%d/%m/%Y}", "how": how}
    return " · ".join(filter(None, [p.code, str(KINDS[Kind(p.kind)]).lower(), sent, taken]))


def _about(p: Petition, papers: Papers) -> list[dict[str, str]]:
    o = papers.original
    point = f"{o['lat']:.5f}, {o['lon']:.5f}" if o.get("lat") and o.get("lon") else ""
    rows = [
        (_("Người chứng kiến"), o.get("witness", "")), (_("Tọa độ"), point), (_("Ai được đọc"), LANES[Lane(p.lane)]),
        (_("Phòng, ban"), p.office.full_name if p.office else _("chưa giao")),
        (_("Cán bộ"), p.officer.name if p.officer else ""),
        (_("Lý do không thụ lý"), REASONS[Reason(p.refused_for)] if p.refused_for else ""),
        (_("Gộp vào"), p.merged_into.code if p.merged_into else ""),
        (_("Kết quả"), OUTCOMES[Outcome(p.outcome)] if p.outcome else ""),
        (_("Người gửi đánh giá"), _rated(p)),
    ]
    return [{"label": label, "value": str(value)} for label, value in rows if value]


def _rated(p: Petition) -> str:
    stars = _("%(n)s trên 5 điểm phục vụ") % {"n": p.stars} if p.stars else ""
    return ", ".join(filter(None, [str(SOLVED.get(p.solved, "")), stars]))  # type: ignore[call-overload]


def _pause_note(p: Petition) -> str:
    return _("Đồng hồ đang dừng từ %(day)s.") % {"day": f"{p.paused_on:%d/%m/%Y}"} if p.paused_on else ""


# --- the next step -----------------------------------------------------------------------------
# What stands open first, by where the case stands: the first of these that the person may take.
_FIRST = {
    State.SUBMITTED: (Step.ACCEPT,), State.RECEIVED: (Step.ACCEPT,), State.ACCEPTED: (Step.ASSIGN,),
    State.ASSIGNED: (Step.HAND_TO,), State.IN_HAND: (Step.DRAFT,), State.DRAFTED: (Step.APPROVE,),
    State.APPROVED: (Step.ANSWER,), State.WAITING: (Step.REPLY, Step.RESUME),
}  # fmt: skip
_BEHIND = (Step.RECEIVE, Step.RESUME, Step.SEND_BACK, Step.ASSIGN, Step.HAND_TO, Step.DRAFT, Step.ASK, Step.EXTEND,
           Step.RECLASSIFY, Step.PASS_ON, Step.REDIRECT, Step.MERGE, Step.REFUSE, Step.UNPUBLISH)  # fmt: skip
SLUGS = {
    "tiep-nhan": Step.RECEIVE, "phan-loai": Step.RECLASSIFY, "thu-ly": Step.ACCEPT, "khong-thu-ly": Step.REFUSE,
    "chuyen": Step.PASS_ON, "chuyen-ngoai": Step.REDIRECT, "phan-cong": Step.ASSIGN, "giao-can-bo": Step.HAND_TO,
    "trinh": Step.DRAFT, "tra-lai": Step.SEND_BACK, "duyet": Step.APPROVE, "tra-loi": Step.ANSWER,
    "go-cong-khai": Step.UNPUBLISH, "hoi": Step.ASK, "bo-sung": Step.REPLY, "xu-ly-tiep": Step.RESUME,
    "gia-han": Step.EXTEND, "gop": Step.MERGE, "ghi-chu": Step.NOTE,
}  # fmt: skip
SLUG_OF = {step: slug for slug, step in SLUGS.items()}


def _next(opened: Opened, typed: dict[Step, StepForm]) -> dict[str, Any]:
    """The forms of the steps this person may take: one open, the others behind a line, the note apart."""
    p, steps = opened.petition, opened.steps - _pointless(opened)
    first = next((s for s in _FIRST.get(State(p.state), ()) if s in steps), None)
    behind = [s for s in _BEHIND if s in steps and s != first]
    gone = [s for s in typed if s not in (first, Step.NOTE, *behind)]
    return {"gone": [_box(opened, s, typed) for s in gone], "first": _box(opened, first, typed) if first else None,
            "behind": [_box(opened, s, typed) for s in behind],
            "note": _box(opened, Step.NOTE, typed) if Step.NOTE in steps else None,
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
