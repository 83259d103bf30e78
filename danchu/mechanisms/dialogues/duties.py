"""Who has not yet held the year's dialogue, this month's reception days: worked out anew from what was held."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from danchu.ground import rows
from danchu.ground.journal.cached import public_page
from danchu.ground.offices.calendars import calendar_shown
from danchu.ground.offices.lineage import line_of
from danchu.ground.offices.models import Family, Level, Succession
from danchu.ground.offices.models import Unit as Office
from danchu.ground.people.models import PostHeld
from danchu.ground.rows import Written
from danchu.law.obligations import Bound, Held, Owed, Standing, Term, Unit, What, owed
from danchu.mechanisms.dialogues.models import Dialogue
from danchu.mechanisms.dialogues.reception_models import ReceptionDay, YearPlan
from danchu.mechanisms.dialogues.reception_rules import DayState
from danchu.mechanisms.dialogues.rules import Kind
from danchu.mechanisms.dialogues.words import DUTIES, KEPT

BOUND = {
    (Family.STATE, Level.COMMUNE): Bound.COMMUNE_COMMITTEE,
    (Family.PARTY, Level.COMMUNE): Bound.COMMUNE_PARTY,
    (Family.PARTY, Level.PROVINCE): Bound.PROVINCE_PARTY,
}
CONFERENCES = (Kind.PERIODIC, Kind.AD_HOC, Kind.ON_REQUEST)  # a briefing and a village's own meeting are none


def owed_here(first: date, last: date, today: date) -> list[tuple[Office, Owed]]:
    """Every period of every body of this portal's place that ends between these days. Five statements."""
    offices: dict[str, Office] = {}
    terms: dict[str, list[Term]] = {}
    levels: dict[str, Level] = {}
    for *unit, level, title, name, since, until in _heads().rows(place=settings.SITE["body"]):
        office = rows.made(Office, _OFFICE, unit)
        if (office.family, level) in BOUND:  # a body that never had a head here is not known well enough
            offices[office.code], levels[office.code] = office, Level(level)
            terms.setdefault(office.code, []).append(Term(f"{title} {name}", since, until))
    before = _taken_over({o.pk for o in offices.values()})
    units = [_unit(o, levels[code], terms[code], before.get(o.pk, ())) for code, o in offices.items()]
    held, begun = _held(first, last)
    found = owed(units, held, first, last, today, calendar_shown())
    # Before a body kept its reception days here nobody knows whether they were held: that is no breach.
    return [(offices[o.unit], o) for o in found
            if o.rule.what is What.DIALOGUE or o.last >= begun.get(o.unit, date.max)]


def pressing(today: date) -> list[tuple[Office, Owed]]:
    """What presses this year: a period nearly over, or the latest one that was not kept, of each body and duty."""
    latest: dict[tuple[str, What, Standing], tuple[Office, Owed]] = {}
    for office, o in owed_here(date(today.year, 1, 1), date(today.year, 12, 31), today):
        if o.standing in (Standing.SOON, Standing.BROKEN):
            known = latest.get((o.unit, o.rule.what, o.standing))
            if known is None or known[1].last < o.last:
                latest[o.unit, o.rule.what, o.standing] = (office, o)
    return list(latest.values())


def plan_of(body: str, year: int, today: date) -> YearPlan | None:
    """The published plan of a body for a year; where it has none, that of a body it took over: the plan passes on."""
    found = Office.objects.filter(code=body).values_list("pk", flat=True).first()
    if found is None:
        return None
    plans = YearPlan.objects.visible_to().select_related("body").filter(body__in=line_of({found}, today), year=year)
    return min(plans, key=lambda p: (p.body_id != found, p.pk), default=None)


_OFFICE = ("id", "code", "family", "full_name", "valid_from", "valid_to")


@lru_cache(maxsize=1)
def _heads() -> Written:
    posts = PostHeld.objects.filter(unit__serves__bodies__code=rows.words("place"), unit__level=Level.BODY,
                                    is_head=True).order_by("held_from")
    return Written(posts.values_list(*(f"unit__{name}" for name in _OFFICE), "unit__serves__level", "title",
                                     "person__name", "held_from", "held_to"))


def _unit(o: Office, level: Level, terms: list[Term], before: tuple[str, ...]) -> Unit:
    return Unit(o.code, BOUND[Family(o.family), level], o.valid_from or terms[0].since, o.valid_to,
                tuple(terms), before)


def _taken_over(offices: set[int]) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    took = Succession.objects.filter(successor_id__in=offices, functions="").values_list(
        "successor_id", "predecessor__code")
    for heir, code in took:
        found[heir] = (*found.get(heir, ()), code)
    return found


def _held(first: date, last: date) -> tuple[list[Held], dict[str, date]]:
    """What was held between these days; since when each body keeps its reception days here."""
    talks = _talks().rows(first=_midnight(first), after=_midnight(last + timedelta(days=1)))
    held = [Held(code, What.DIALOGUE, timezone.localtime(at).date()) for code, at in talks]
    begun: dict[str, date] = {}
    for code, on, state in _days().rows(last=last):
        begun.setdefault(code, on)
        if state == DayState.HELD and on >= first:
            held.append(Held(code, What.RECEPTION, on))
    return held, begun


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day))


@lru_cache(maxsize=1)
def _talks() -> Written:
    found = Dialogue.objects.filter(kind__in=CONFERENCES, held_at__isnull=False, starts_at__gte=rows.moment("first"),
                                    starts_at__lt=rows.moment("after")).order_by()
    return Written(found.values_list("body__code", "starts_at"))


@lru_cache(maxsize=1)
def _days() -> Written:
    days = ReceptionDay.objects.visible_to().filter(on__lte=rows.day("last")).order_by("on")
    return Written(days.values_list("body__code", "on", "state"))


@require_safe
@public_page
def duties(request: HttpRequest) -> HttpResponse:
    """In the open: what each body had to hold, whether it did, under which article."""
    today = timezone.localdate()
    year = int(asked) if (asked := request.GET.get("nam", "")).isdecimal() and len(asked) == 4 else today.year
    if not 2025 <= year <= today.year:
        raise Http404
    found = owed_here(date(year, 1, 1), date(year, 12, 31), today)
    lines = [{"o": o, "unit": office.full_name, "what": DUTIES[o.rule.what], "kind": KEPT[o.standing][0],
             "words": KEPT[o.standing][1]}
            for office, o in sorted(found, key=lambda pair: (pair[1].unit, pair[1].rule.what, pair[1].last))
            if o.first <= today]
    return render(request, "dialogues/duties.html", {
        "rows": lines, "year": year, "tabs": [{"label": str(y), "href": f"?nam={y}", "current": y == year}
                                             for y in range(today.year, 2024, -1)]})


@require_safe
@public_page
def year_plan(request: HttpRequest, year: int) -> HttpResponse:
    """The plan of the portal's body for a year, once published."""
    plan = plan_of(settings.SITE["body"], year, timezone.localdate())
    if plan is None:
        raise Http404
    planned: list[list[Any]] = [[r.when, r.theme, r.host, r.place, r.invited] for r in plan.rows.all()]
    return render(request, "dialogues/year.html", {"plan": plan, "rows": planned})
