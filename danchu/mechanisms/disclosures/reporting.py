"""What a body owes for its whole register: a list each quarter, a report before each session. The only writer."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from danchu.ground.journal.steps import Refused
from danchu.ground.offices.models import Unit
from danchu.ground.people.access import Standing
from danchu.law.calendar import Calendar, OutsideCalendar
from danchu.mechanisms.disclosures.keepers import keeper, person_of, tell
from danchu.mechanisms.disclosures.models import QuarterList, Session
from danchu.mechanisms.disclosures.quarters import quarter_ends
from danchu.mechanisms.disclosures.rules import BodyStep


def draw_up_list(body: Unit, *, year: int, quarter: int, by: Standing, now: datetime) -> QuarterList:
    """Say that the list of the quarter was drawn up and posted (art. 13(2)). Saying it twice is saying it once.

    Raises Refused while the quarter runs: what is still to come cannot be on its list.
    """
    role = keeper(body, by)
    if _day(now) <= quarter_ends(year, quarter):
        raise Refused(_("Quý này chưa hết: hết quý mới lập danh sách."))
    with transaction.atomic():
        made, new = QuarterList.objects.get_or_create(body=body, year=year, quarter=quarter, defaults={
            "drawn_up_on": _day(now), "by": person_of(by)})
        if new:
            tell(BodyStep.DRAW_UP_LIST, body, role=role, by=by, now=now, about={"q": quarter, "y": year})
    return made


def plan_session(body: Unit, *, name: str, held_on: date, by: Standing, calendar: Calendar, now: datetime) -> Session:
    """An ordinary session of the Council: the report is owed by its day (art. 14(3)).

    Raises Refused for a day whose working days are not known yet: nothing can be counted towards it.
    """
    role = keeper(body, by)
    try:
        calendar.is_working(held_on)
    except OutsideCalendar:
        raise Refused(_("Lịch nghỉ của năm %(year)s chưa có. Ghi kỳ họp này khi có thông báo nghỉ lễ của năm đó.") % {
            "year": held_on.year}) from None
    with transaction.atomic():
        made, new = Session.objects.get_or_create(body=body, held_on=held_on, defaults={"name": name})
        if new:
            tell(BodyStep.PLAN_SESSION, body, role=role, by=by, now=now,
                 about={"name": name, "on": held_on.isoformat()})
    return made


def report_to_session(session: Session, *, by: Standing, now: datetime) -> Session:
    """The report was sent to the Council and the Front. Twice is once."""
    role = keeper(session.body, by)
    with transaction.atomic():
        if Session.objects.filter(pk=session.pk, reported_on=None).update(reported_on=_day(now)):
            tell(BodyStep.REPORT_TO_SESSION, session.body, role=role, by=by, now=now, about={"name": session.name})
    session.refresh_from_db()
    return session


def _day(now: datetime) -> date:
    return timezone.localtime(now).date()
