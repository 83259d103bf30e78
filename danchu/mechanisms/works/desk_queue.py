"""The lists of the desk of promises: what my unit promised, what waits for me to look at, what nobody took over yet."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

from django.contrib import messages
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from danchu.ground import rows
from danchu.ground.offices.lineage import authorities_of, houses_of
from danchu.ground.offices.models import Succession, SuccessionKind, Unit
from danchu.ground.people.access import Standing, official_required, standing
from danchu.ground.people.models import Person, PostHeld
from danchu.ground.rows import Written
from danchu.ground.text.codes import read_code
from danchu.ground.ui.environment import url
from danchu.law.roles import Role
from danchu.mechanisms.works import rules, shown
from danchu.mechanisms.works.models import Commitment
from danchu.mechanisms.works.rules import DONE, OWNERS, State
from danchu.mechanisms.works.words import STATES

A_PAGE = 30
MOST_COUNTED = 999  # a rail says "999+" rather than count on
LISTED = ("id", "code", "title", "state", "score", "due_on", "first_due_on", "done_on", "owner__full_name", "head_name")


class Tab(StrEnum):
    """The lists of the desk, as they stand in the address."""

    OURS = "cua-don-vi"  # cam kết của đơn vị tôi
    TO_LOOK_AT = "cho-xac-nhan"  # chờ tôi xác nhận
    DISPUTED = "tranh-cai"  # còn tranh cãi
    TO_TAKE_OVER = "cho-nhan"  # của đơn vị đã chia tách, chờ nhận
    DONE = "da-xong"  # đã xong


TABS = {
    Tab.OURS: gettext_lazy("Cam kết của đơn vị"), Tab.TO_LOOK_AT: gettext_lazy("Chờ tôi xác nhận"),
    Tab.TO_TAKE_OVER: gettext_lazy("Chờ đơn vị nhận"), Tab.DISPUTED: gettext_lazy("Còn tranh cãi"),
    Tab.DONE: gettext_lazy("Đã xong"),
}  # fmt: skip


def owned(who: Standing) -> Q:
    """Promises of the units this person works for, and of their offices."""
    units = {post.unit_id for post in who.posts if post.role in OWNERS}
    return Q(owner_id__in=houses_of(units).values("pk")) if units else Q(pk=None)


def looked_at(who: Standing) -> Q:
    """Promises this person may judge: of the place they look after, never of a house they hold or left a post in."""
    units = who.units(Role.INSPECTOR) | who.units(Role.FRONT)
    if not units:
        return Q(pk=None)
    places = Unit.objects.filter(pk__in=units, serves_id__isnull=False).values("serves_id")
    houses = authorities_of({post.unit_id for post in who.posts}).values("pk")
    of_places = Unit.objects.filter(serves_id__in=places).exclude(pk__in=houses).values("pk")
    return Q(owner_id__in=of_places) & ~Q(Exists(_served_there(who)))


def _served_there(who: Standing) -> QuerySet[PostHeld]:
    """Posts this person has left in the owner's authority since the promise was made."""
    return PostHeld.objects.filter(person=who.person, held_to__gt=OuterRef("promised_on"),
                                   unit__serves_id=OuterRef("owner__serves_id"), unit__family=OuterRef("owner__family"))


def to_take_over(who: Standing) -> Q:
    """Promises of units that were parted, one of whose heirs this person leads."""
    led = who.units(Role.LEADER)
    took = Succession.objects.filter(successor_id__in=led, effective_on__lte=rows.day("today"))
    return Q(owner_id__in=took.exclude(kind=SuccessionKind.UNCHANGED).values("predecessor_id")) if led else Q(pk=None)


def _way(who: Standing, tab: Tab) -> Q:
    if tab is Tab.OURS:
        return owned(who) & _among(rules.OPEN)
    if tab is Tab.TO_LOOK_AT:
        return looked_at(who) & _among(rules.OPEN) & _among((State.REPORTED,))  # the first names the partial index
    if tab is Tab.DISPUTED:
        return (owned(who) | looked_at(who)) & _among(rules.OPEN) & _among((State.DISPUTED,))
    return owned(who) & _among(DONE) if tab is Tab.DONE else to_take_over(who) & _among(rules.OPEN)


def _among(states: tuple[State, ...]) -> Q:
    return Q(state__among=[s.value for s in states])


class Listed(NamedTuple):
    """One row of a list, as it is shown."""

    pk: int
    code: str
    title: str
    state: str
    score: str
    due_on: date
    first_due_on: date
    done_on: date | None
    office: str
    head_name: str


@lru_cache(maxsize=256)
def _written(who: Standing, tab: Tab, paged: bool) -> Written:
    """One list of one person; done, the newest first, the rest by the day promised."""
    key, last = rows.number("key"), rows.day("last")
    listed = Commitment.objects.filter(_way(who, tab))
    if tab is Tab.DONE:
        listed = (listed.filter(id__lt=key) if paged else listed).order_by("-id")
    else:
        later = Q(due_on__gt=last) | Q(due_on=last, id__gt=key)
        listed = (listed.filter(later) if paged else listed).order_by("due_on", "id")
    return Written(listed.values_list(*LISTED)[: A_PAGE + 1])


@lru_cache(maxsize=256)
def _counted(who: Standing) -> tuple[tuple[Tab, ...], Written]:
    """How many stand in each list of one person, as columns of one row: no further than MOST_COUNTED + 1."""
    tabs = tuple(t for t in Tab if t is not Tab.DONE)
    columns = []
    for tab in tabs:
        found = Commitment.objects.filter(_way(who, tab)).order_by().values("pk")[: MOST_COUNTED + 1]
        text, values = found.query.sql_with_params()
        columns.append(RawSQL(f"SELECT COUNT(*) FROM ({text}) AS few", values))
    return tabs, Written(Person.objects.filter(pk=who.person.pk if who.person else 0).values_list(*columns))


@never_cache
@require_safe
@official_required
def queue(request: HttpRequest) -> HttpResponse:
    """One list, most urgent first; a code in the search box opens its promise."""
    who, asked = standing(request), request.GET.get("viec", "")
    code = read_code(request.GET.get("q", "")[:60]) if request.GET.get("q") else None
    if code:
        return redirect("works_desk:case", code=code)
    tab = Tab(asked) if asked in set(Tab) else (Tab.OURS if owns(who) else Tab.TO_LOOK_AT)
    after, today = _key(request.GET.get("sau", "")), timezone.localdate()
    last, key = after or (None, None)
    found = [Listed(*row) for row in _written(who, tab, after is not None).rows(today=today, last=last, key=key)]
    end = found[A_PAGE - 1] if len(found) > A_PAGE else None
    return render(request, "works/desk/queue.html", {
        **frame(who, tab), "name": TABS[tab], "rows": [_row(c, today) for c in found[:A_PAGE]], "tab": tab,
        "said": messages.get_messages(request), "unknown": request.GET.get("q", "")[:60],
        "later": f"?viec={tab}&sau={end.due_on}.{end.pk}" if end else None,
        "earlier": f"?viec={tab}" if after else None, "may_promise": owns(who)})


def owns(who: Standing) -> bool:
    """Whether this person works for a unit that promises."""
    return any(post.role in OWNERS for post in who.posts)


def _key(typed: str) -> tuple[date, int] | None:
    day, _dot, pk = typed.partition(".")
    try:
        return date.fromisoformat(day), int(pk[:18])
    except ValueError:
        return None


def _row(c: Listed, today: date) -> dict[str, Any]:
    return {"title": c.title, "href": url("works_desk:case", c.code),
            "sub": f"{c.code} · {STATES[State(c.state)]}",
            "d": shown.badge(c.state, c.score, c.due_on, c.first_due_on, c.done_on, today=today),
            "office": c.office, "officer": c.head_name, "current": False}


def frame(who: Standing, tab: Tab | None = None, counted: bool = True) -> dict[str, Any]:
    """The rail: the lists with how many wait, and the other room. One statement, none where not counted."""
    home, counts = url("works_desk:queue"), _counts(who) if counted else {}
    looks = bool(who.units(Role.INSPECTOR) | who.units(Role.FRONT))
    offered = {Tab.TO_LOOK_AT: looks, Tab.DISPUTED: True,
               Tab.TO_TAKE_OVER: bool(counts.get(Tab.TO_TAKE_OVER)) or tab is Tab.TO_TAKE_OVER}
    nav: list[dict[str, Any]] = [
        {"label": TABS[t], "url": f"{home}?viec={t}", "current": t is tab, "count": _said(counts.get(t, 0))}
        for t in TABS if offered.get(t, owns(who))]
    nav += [{"rule": True}] if owns(who) else []
    nav += [{"label": _("Cam kết mới"), "url": url("works_desk:new")},
            {"label": _("Việc chung"), "url": url("works_desk:works")}] if owns(who) else []
    return {"nav": nav, "layout": "wide"}


def _counts(who: Standing) -> dict[Tab, int]:
    tabs, written = _counted(who)
    return dict(zip(tabs, written.row(today=timezone.localdate()) or (), strict=False))


def _said(n: int) -> int | str | None:
    return f"{MOST_COUNTED}+" if n > MOST_COUNTED else n or None
