"""Plays invented cases through the real actions, in the order of time, the clock's own steps in between."""

import heapq
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any
from zlib import crc32

from django.db import transaction
from django.utils import timezone

from danchu.demo import readers
from danchu.demo.acts import ACTS, Scene, token_of
from danchu.demo.case import Case, Sender, Step, as_written, dated
from danchu.demo.spots import spot_of
from danchu.demo.ward import Ward
from danchu.ground.offices.calendars import calendar_for
from danchu.ground.people.access import Standing, standing_of
from danchu.law.calendar import Calendar
from danchu.law.deadlines import deadline
from danchu.law.limits import Duty, limit_for
from danchu.mechanisms.petitions import actions
from danchu.mechanisms.petitions.actions import Submission
from danchu.mechanisms.petitions.models import Petition
from danchu.mechanisms.petitions.rules import Channel, Kind, Lane, State
from danchu.mechanisms.petitions.taking import waits_until

OPENS = time(7, 45)  # the ward's doors
BETWEEN = timedelta(minutes=20)  # two steps of one case on one day
NIGHT, MORNING = time(0, 5), time(8)  # when the clock finds what is overdue, what comes near
SUBMIT = Step("submit", 0)
ANY = 0  # a step somebody took: whatever version the case is at


@transaction.atomic
def play(cases: Iterable[Case], ward: Ward, now: datetime) -> tuple[int, int]:
    """Play what has not been played; how many are new, how many were there already. Nobody gets letters."""
    told = {token_of(case.key): case for case in cases}
    known = set(Petition.objects.filter(token__in=told).values_list("token", flat=True))
    before = readers.last_entry()
    stage = _Stage(ward, calendar_for(ward.body), now)
    for token, case in told.items():
        if token not in known:
            stage.expect(case)
    stage.run()
    readers.step_over(readers.POSTMAN, before)
    return len(told) - len(known), len(known)


class _Stage:
    """What is still to happen, soonest first."""

    def __init__(self, ward: Ward, calendar: Calendar, now: datetime) -> None:
        self.ward, self.calendar, self.now = ward, calendar, now
        self.petitions: dict[str, Petition] = {}
        self.coming: list[tuple[datetime, int, int, Case, Step]] = []
        self.order = count()

    def expect(self, case: Case) -> None:
        """Queue the case and every step it took."""
        arrived = case.arrived_on(timezone.localtime(self.now).date(), self.calendar)
        self._queue(_at(arrived, case.at), ANY, case, SUBMIT)
        for step, moment in moments(case, arrived, self.calendar):
            self._queue(moment, ANY, case, step)

    def run(self) -> None:
        while self.coming:
            moment, _, version, case, step = heapq.heappop(self.coming)
            if moment <= self.now and version in (ANY, self._version(case)):
                self.petitions[case.key] = self._take(case, step, moment)
                self._expect_the_clock(case)

    def _take(self, case: Case, step: Step, now: datetime) -> Petition:
        if step is SUBMIT:
            return _submit(case, self.ward, self.calendar, now)
        scene = Scene(case, self.ward, self.calendar, self.petitions[case.key], step, now)
        who, told = ACTS[step.verb]
        act = getattr(actions, step.verb.removeprefix("clock_"))
        try:
            taken: Petition = act(scene.petition, **told(scene), by=who(scene), now=now)
        except actions.Refused as no:
            raise ValueError(f"{case.key}, {step.verb} {step.after}: {no}") from no
        return taken

    def _expect_the_clock(self, case: Case) -> None:
        """The clock's next step in this case, void as soon as anybody takes another."""
        petition = self.petitions[case.key]
        due = clock_step(petition, self.calendar)
        if due:
            self._queue(due[0], petition.version, case, Step(due[1], 0))

    def _version(self, case: Case) -> int:
        return self.petitions[case.key].version if case.key in self.petitions else ANY

    def _queue(self, moment: datetime, version: int, case: Case, step: Step) -> None:
        heapq.heappush(self.coming, (moment, next(self.order), version, case, step))


def moments(case: Case, arrived: date, calendar: Calendar) -> list[tuple[Step, datetime]]:
    """When each step was taken: in office hours, one after the other."""
    told, last = [], _at(arrived, case.at)
    for step in case.steps:
        morning = _at(calendar.add_working_days(arrived, step.after), OPENS) + timedelta(
            minutes=crc32(f"{case.key}{step.after}".encode()) % 180
        )
        last = max(last + BETWEEN, morning) if step.after else last + BETWEEN
        told.append((step, last))
    return told


def clock_step(petition: Petition, calendar: Calendar) -> tuple[datetime, str] | None:
    """When the clock will next find something to do here, if nobody acts first, and what."""
    if petition.state == State.WAITING and petition.paused_on:
        last = waits_until(petition, calendar)
        soon = limit_for(Duty.DUE_SOON, petition.paused_on).amount
        before = _at(calendar.add_working_days(last, -soon), MORNING)
        return (_night_after(last), "clock_resume") if petition.reminded else (before, "remind_sender")
    if petition.state == State.ANSWERED and petition.answered_at:
        answered = timezone.localtime(petition.answered_at).date()
        return _night_after(deadline(Duty.CLOSE_AFTER_ANSWER, answered, calendar).due_on), "close"
    if not petition.is_open or petition.overdue:
        return None
    if petition.reminded:
        return _night_after(petition.due_on), "fall_overdue"
    soon = limit_for(Duty.DUE_SOON, petition.promised_from).amount
    return _at(calendar.add_working_days(petition.due_on, -soon), MORNING), "remind"


def _pointed(case: Case) -> dict[str, Any]:
    """A point on the map, which four in five let everybody see."""
    spot = spot_of(case)
    return {"lat": spot[0], "lon": spot[1], "point_public": crc32(case.key.encode()) % 5 > 0} if spot else {}


def _submit(case: Case, ward: Ward, calendar: Calendar, now: datetime) -> Petition:
    person = ward.people.get(case.sender)
    contact = Sender(person.name, person.email or "") if person else case.contact
    helper = ward.people[case.operator] if case.operator else None
    arrived = timezone.localtime(now).date()
    said = Submission(
        kind=Kind(case.kind),
        title=as_written(case.title),
        body=ward.body,
        text=as_written(dated(case.body, arrived, calendar)),
        lane=Lane(case.lane),
        channel=Channel(case.channel),
        place=ward.units[f"kp{case.area}" if case.area else ""],
        place_text=case.place,
        name=contact.name,
        email=contact.email,
        phone=contact.phone,
        **_pointed(case),
    )
    by = standing_of(helper, arrived) if helper else Standing(person)
    return actions.submit(said, token=token_of(case.key), by=by, calendar=calendar, now=now)


def _night_after(day: date) -> datetime:
    return _at(day + timedelta(days=1), NIGHT)


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, tzinfo=timezone.get_default_timezone())
