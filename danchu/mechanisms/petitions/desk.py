"""The desk: what waits, and one case with the next step beside it. Fetches and shows; `desk_steps` acts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from danchu.ground.journal.reading import Line
from danchu.ground.people.access import Standing, official_required, standing
from danchu.ground.search.asking import ask
from danchu.ground.text.codes import read_code
from danchu.ground.ui.due import Due
from danchu.ground.ui.environment import url
from danchu.law.roles import Role
from danchu.mechanisms.petitions import desk_queue as queue
from danchu.mechanisms.petitions import rules, shown
from danchu.mechanisms.petitions.desk_forms import StepForm
from danchu.mechanisms.petitions.desk_lists import Asked, Near, Tab, asked_in
from danchu.mechanisms.petitions.desk_next import next_steps
from danchu.mechanisms.petitions.desk_opened import INSIDE, open_case, told_of
from danchu.mechanisms.petitions.desk_queue import LISTED, Listed, Page
from danchu.mechanisms.petitions.desk_today import Today, badge_of, today_at_desk
from danchu.mechanisms.petitions.models import Petition, part_played_by
from danchu.mechanisms.petitions.rules import Kind, State, Step
from danchu.mechanisms.petitions.search_text import DESK, desk_code
from danchu.mechanisms.petitions.words import CHANNELS, KINDS, OUTCOMES, STATES

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


@never_cache
@require_safe
@official_required
def the_queue(request: HttpRequest) -> HttpResponse:
    """What I must do, most urgent first."""
    who, asked, today = standing(request), asked_in(request.GET), today_at_desk()
    code = read_code(asked.query) if asked.query else None
    if code and Petition.objects.visible_to(who).filter(code=code).exists():
        return redirect("desk:case", code=code)
    if asked.query:
        page, older = _found(who, asked, today)
        later, earlier = asked.link(cu=older) if older else None, asked.link(cu=None) if asked.older else None
    else:
        page = queue.page_of(who, asked, today.day, today.soon)
        later, earlier = _later(asked, page.rows) if page.more else None, asked.link(sau=None) if asked.after else None
    return render(request, "petitions/desk/queue.html", {
        **frame(who, asked, page.counted), "rows": rows_of(page.rows, asked, today), "asked": asked,
        "said": messages.get_messages(request),
        "later": later, "earlier": earlier, "pane_open": False})


def _found(who: Standing, asked: Asked, today: Today) -> tuple[Page, int | None]:
    """Own cases that hold the words, newest first, and the key below which there may be more.

    The index is asked; the cases are asked who may see them.
    """
    bodies = sorted(who.units(Role.RECEPTION) | who.units(Role.LEADER))
    only = bodies[0] if len(bodies) == 1 and not who.units(Role.HANDLER) else None
    hits = ask(asked.query, kind=DESK, unit_id=only, before=asked.older, limit=_LOOKED_AT, count=False)
    keys = {c.removeprefix(desk_code("")): key for c, key in zip(hits.codes, hits.keys, strict=True)}
    found = Petition.objects.visible_to(who).filter(code__in=list(keys)).values_list(*LISTED) if keys else []
    rows = sorted((Listed(*row) for row in found), key=lambda p: -keys[p.code])
    page = Page(rows[: queue.A_PAGE], False, queue.counts(who, asked, today.day, today.soon))
    return page, keys[page.rows[-1].code] if len(rows) > queue.A_PAGE else hits.next_key


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
    query = asked.link(sau=f"{asked.after[0]}.{asked.after[1]}" if asked.after else None, cu=asked.older)
    home, language = url("desk:queue"), get_language()  # a case's address stands under the list's
    return [ListRow(p.title, f"{home}{p.code}/{query}", _sub(p.kind, p.state, language) % p.code,
                    badge_of(p, today, brief=True), p.office or "", p.officer or "", p.code == current) for p in rows]


@lru_cache(maxsize=256)
def _sub(kind: str, state: str, language: str) -> str:
    """The small line of a row, with a place for its code."""
    return f"{KINDS[Kind(kind)]} · %s · {STATES[State(state)]}"


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
        **told_of(opened), **next_steps(opened, typed or {}), "problem": problem,
        "since": [shown.told(line, names=True) for line in since or []]}, status=status)
