"""Who has not yet held the year's dialogue, this month's reception days: worked out anew from what was held."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from danchu.ground.journal.cached import public_page
from danchu.ground.offices.calendars import calendar_shown
from danchu.ground.offices.lineage import line_of
from danchu.ground.offices.models import Family, Level, Succession
from danchu.ground.offices.models import Unit as Office
from danchu.ground.people.models import PostHeld
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
    posts = PostHeld.objects.filter(unit__serves__bodies__code=settings.SITE["body"], unit__level=Level.BODY,
                                    is_head=True).select_related("person", "unit__serves").order_by("held_from")
    offices: dict[str, Office] = {}
    terms: dict[str, list[Term]] = {}
    for p in posts:  # a body that never had a head here is not known well enough to be told off
        if p.unit.serves and (p.unit.family, p.unit.serves.level) in BOUND:
            offices[p.unit.code] = p.unit
            terms.setdefault(p.unit.code, []).append(Term(f"{p.title} {p.person.name}", p.held_from, p.held_to))
    before = _taken_over({o.pk for o in offices.values()})
    units = [_unit(o, terms[code], before.get(o.pk, ())) for code, o in offices.items()]
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


def _unit(o: Office, terms: list[Term], before: tuple[str, ...]) -> Unit:
    assert o.serves is not None
    return Unit(o.code, BOUND[Family(o.family), Level(o.serves.level)], o.valid_from or terms[0].since, o.valid_to,
                tuple(terms), before)


def _taken_over(offices: set[int]) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    rows = Succession.objects.filter(successor_id__in=offices, functions="").values_list(
        "successor_id", "predecessor__code")
    for heir, code in rows:
        found[heir] = (*found.get(heir, ()), code)
    return found


def _held(first: date, last: date) -> tuple[list[Held], dict[str, date]]:
    """What was held between these days; since when each body keeps its reception days here."""
    talks = Dialogue.objects.filter(kind__in=CONFERENCES, held_at__isnull=False, starts_at__date__gte=first,
                                    starts_at__date__lte=last).values_list("body__code", "starts_at")
    held = [Held(code, What.DIALOGUE, timezone.localtime(at).date()) for code, at in talks]
    begun: dict[str, date] = {}
    days = ReceptionDay.objects.visible_to().filter(on__lte=last).order_by("on")
    for code, on, state in days.values_list("body__code", "on", "state"):
        begun.setdefault(code, on)
        if state == DayState.HELD and on >= first:
            held.append(Held(code, What.RECEPTION, on))
    return held, begun


@require_safe
@public_page
def duties(request: HttpRequest) -> HttpResponse:
    """In the open: what each body had to hold, whether it did, under which article."""
    today = timezone.localdate()
    year = int(asked) if (asked := request.GET.get("nam", "")).isdecimal() and len(asked) == 4 else today.year
    if not 2025 <= year <= today.year:
        raise Http404
    found = owed_here(date(year, 1, 1), date(year, 12, 31), today)
    rows = [{"o": o, "unit": office.full_name, "what": DUTIES[o.rule.what], "kind": KEPT[o.standing][0],
             "words": KEPT[o.standing][1]}
            for office, o in sorted(found, key=lambda pair: (pair[1].unit, pair[1].rule.what, pair[1].last))
            if o.first <= today]
    return render(request, "dialogues/duties.html", {
        "rows": rows, "year": year, "tabs": [{"label": str(y), "href": f"?nam={y}", "current": y == year}
                                             for y in range(today.year, 2024, -1)]})


@require_safe
@public_page
def year_plan(request: HttpRequest, year: int) -> HttpResponse:
    """The plan of the portal's body for a year, once published."""
    plan = plan_of(settings.SITE["body"], year, timezone.localdate())
    if plan is None:
        raise Http404
    rows: list[list[Any]] = [[r.when, r.theme, r.host, r.place, r.invited] for r in plan.rows.all()]
    return render(request, "dialogues/year.html", {"plan": plan, "rows": rows})
