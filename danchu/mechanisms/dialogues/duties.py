"""Who has not yet held the year's dialogue, this month's reception days: worked out anew from what was held."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Min
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from danchu.ground.journal.cached import public_page
from danchu.ground.offices.calendars import calendar_for
from danchu.ground.offices.models import Family, Level, Succession
from danchu.ground.offices.models import Unit as Office
from danchu.ground.people.models import PostHeld
from danchu.law.obligations import Bound, Held, Owed, Term, Unit, What, owed
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


def owed_here(first: date, last: date, today: date) -> list[Owed]:
    """Every period of every body of this portal's place that ends between these days. Five statements."""
    place = Office.objects.filter(code=settings.SITE["body"]).values_list("serves_id", flat=True).first()
    offices = {o.pk: o for o in Office.objects.filter(serves_id=place, level=Level.BODY).select_related("serves")
               if o.serves and (o.family, o.serves.level) in BOUND}
    posts = PostHeld.objects.filter(unit_id__in=offices, is_head=True).select_related("person").order_by("held_from")
    terms: dict[int, list[Term]] = {}
    for p in posts:
        terms.setdefault(p.unit_id, []).append(Term(f"{p.title} {p.person.name}", p.held_from, p.held_to))
    before = _taken_over(set(offices))
    units = [_unit(o, terms[pk], before.get(pk, ())) for pk, o in offices.items() if pk in terms]  # headless: unknown
    begun = dict(ReceptionDay.objects.visible_to().order_by("body__code").values_list("body__code").annotate(Min("on")))
    found = owed(units, _held(first, last), first, last, today, calendar_for(None))
    # Before a body kept its reception days here nobody knows whether they were held: that is no breach.
    return [o for o in found if o.rule.what is What.DIALOGUE or o.last >= begun.get(o.unit, date.max)]


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


def _held(first: date, last: date) -> list[Held]:
    talks = Dialogue.objects.filter(kind__in=CONFERENCES, held_at__isnull=False, starts_at__date__gte=first,
                                    starts_at__date__lte=last).values_list("body__code", "starts_at")
    days = ReceptionDay.objects.filter(state=DayState.HELD, on__gte=first, on__lte=last).values_list("body__code", "on")
    return [*(Held(code, What.DIALOGUE, timezone.localtime(at).date()) for code, at in talks),
            *(Held(code, What.RECEPTION, on) for code, on in days)]


@require_safe
@public_page
def duties(request: HttpRequest) -> HttpResponse:
    """In the open: what each body had to hold, whether it did, under which article."""
    today = timezone.localdate()
    year = int(asked) if (asked := request.GET.get("nam", "")).isdecimal() and len(asked) == 4 else today.year
    if not 2025 <= year <= today.year:
        raise Http404
    found = owed_here(date(year, 1, 1), date(year, 12, 31), today)
    names = dict(Office.objects.filter(code__in={o.unit for o in found}).values_list("code", "full_name"))
    rows = [{"o": o, "unit": names.get(o.unit, o.unit), "what": DUTIES[o.rule.what], "kind": KEPT[o.standing][0],
             "words": KEPT[o.standing][1]} for o in sorted(found, key=lambda o: (o.unit, o.rule.what, o.last))
            if o.first <= today]
    return render(request, "dialogues/duties.html", {
        "rows": rows, "year": year, "tabs": [{"label": str(y), "href": f"?nam={y}", "current": y == year}
                                             for y in range(today.year, 2024, -1)]})


@require_safe
@public_page
def year_plan(request: HttpRequest, year: int) -> HttpResponse:
    """The plan of the portal's body for a year, once published."""
    plan = YearPlan.objects.visible_to().select_related("body").filter(
        body__code=settings.SITE["body"], year=year).first()
    if plan is None:
        raise Http404
    rows: list[list[Any]] = [[r.when, r.theme, r.host, r.place, r.invited] for r in plan.rows.all()]
    return render(request, "dialogues/year.html", {"plan": plan, "rows": rows})
