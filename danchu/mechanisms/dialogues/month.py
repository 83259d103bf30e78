"""The meetings of a month, dialogues and reception days together, for whoever answers for them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache

from django.db.models import CharField, F, Q, QuerySet, Value
from django.utils import timezone
from django.utils.translation import gettext as _

from danchu.ground import rows
from danchu.ground.journal.meetings import Meeting
from danchu.ground.people.access import Standing
from danchu.ground.rows import Written
from danchu.ground.ui.environment import url
from danchu.law.roles import Role
from danchu.mechanisms.dialogues.models import Dialogue
from danchu.mechanisms.dialogues.reception_models import ReceptionDay
from danchu.mechanisms.dialogues.reception_rules import DayState
from danchu.mechanisms.dialogues.rules import State
from danchu.mechanisms.dialogues.words import DAY_STATES, STATES

MOST = 40  # meetings shown: more than one a day, each day


def meetings_of(who: Standing, day: date) -> list[Meeting]:
    """What `journal.meetings` asks for. One statement."""
    if not who.units(Role.RECEPTION) | who.units(Role.LEADER):
        return []
    first = day.replace(day=1)
    after = (first + timedelta(days=32)).replace(day=1)  # not from law: into the next month
    return [_meeting(*row) for row in _asked(who).rows(first=_midnight(first), after=_midnight(after))]


def _meeting(kind: str, code: str, title: str, host: str, state: str, starts_at: datetime) -> Meeting:
    if kind == "reception":
        return Meeting(starts_at, _("Tiếp công dân"), host, str(DAY_STATES[DayState(state)]),
                       url("dialogue_desk:reception", code))
    return Meeting(starts_at, title, host, str(STATES[State(state)]), url("dialogue_desk:dialogue", code))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day))


@lru_cache(maxsize=64)
def _asked(who: Standing) -> Written:
    within = Q(starts_at__gte=rows.moment("first"), starts_at__lt=rows.moment("after"))
    dialogues = _columns(Dialogue.objects.kept_by(who).filter(within), "dialogue", F("title"))
    receptions = _columns(ReceptionDay.objects.kept_by(who).filter(within), "reception", Value(""))
    return Written(dialogues.union(receptions, all=True).order_by("starts_at")[:MOST])


def _columns(found: QuerySet[Dialogue] | QuerySet[ReceptionDay], kind: str, title: F | Value) -> QuerySet[Dialogue]:
    named = found.order_by().annotate(meets=Value(kind, CharField()), called=title)
    return named.values_list("meets", "code", "called", "host_words", "state", "starts_at")  # type: ignore[return-value]
