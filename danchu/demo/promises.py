"""Plays the invented promises of the ward through the real actions, in the order of time, the clock in between."""

import heapq
import re
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from zlib import crc32

from django.db import transaction
from django.utils import timezone

from danchu.demo import readers
from danchu.demo.acts import token_of
from danchu.demo.evidence import WATER, lane
from danchu.demo.ward import Ward
from danchu.ground.files.cleaning import Cleaned
from danchu.ground.offices.calendars import calendar_for
from danchu.ground.people.access import Standing, standing_of
from danchu.law.calendar import Calendar
from danchu.mechanisms.dialogues.models import Dialogue
from danchu.mechanisms.petitions.models import Petition
from danchu.mechanisms.works import actions, clock
from danchu.mechanisms.works.models import Commitment, Statement
from danchu.mechanisms.works.rules import Origin

PROMISES = Path(__file__).parent / "promises.toml"
WRITES = "hoa"  # the chair, who promises
WORKS = {"kt": "duy", "vhxh": "hanh", "tthcc": "thao", "ttdt": "phuc", "vp": "oanh", "ubnd": "hoa"}
# (promise, step) → what whoever took it photographed
PHOTOS: dict[tuple[str, str], Callable[[], Cleaned]] = {
    ("den-hem-9", "report_done"): lambda: lane("hem-21-luc-19-gio", done=100, lamps=5),
    ("nao-vet-bo-kenh", "progress"): lambda: lane("cong-bo-kenh-hem-47", done=55, under=WATER),
    ("loa-phuong-nho-tieng", "dispute"): lambda: lane("cum-loa-khu-pho-5", done=0, lamps=1),
    ("via-he-cho-xe-lan", "report_done"): lambda: lane("nga-tu-so-8", done=100),
    ("sua-via-he-truong", "confirm"): lambda: lane("via-he-truoc-cong-truong", done=100),
}
_STEP = re.compile(r"(?P<verb>\w+) (?P<after>\d+)(?: (?P<what>[+\w-]+))?:\s*(?P<text>.*)", re.S)
NIGHT = time(0, 5)


@dataclass(frozen=True)
class Told:
    """One step: so many days after the promise; who looks, how many days later, or `inside`."""

    verb: str
    after: int
    what: str
    text: str


@dataclass(frozen=True)
class Promised:
    """One invented promise as it stands in `promises.toml`."""

    key: str
    title: str
    for_whom: str
    measure: str
    owner: str
    origin: str
    ago: int
    due: int
    steps: tuple[Told, ...]
    source: str = ""
    asker: str = ""
    budget: str = ""
    detail: str = ""


def read_promises() -> tuple[Promised, ...]:
    """Every promise. Raises TypeError on a field nobody knows, ValueError on a step nobody can read."""
    rows = tomllib.loads(PROMISES.read_text("utf-8"))
    return tuple(Promised(key=key, steps=tuple(map(_told, row.pop("steps"))), **row) for key, row in rows.items())


def _told(written: str) -> Told:
    found = _STEP.fullmatch(written)
    if not found:
        raise ValueError(written)
    return Told(found["verb"], int(found["after"]), found["what"] or "", found["text"].strip())


@transaction.atomic
def play_promises(promises: Iterable[Promised], ward: Ward, now: datetime) -> int:
    """Play what has not been played; how many are new. Nobody gets letters. The petitions have been played."""
    told = {token_of(f"promise:{p.key}"): p for p in promises}
    known = set(Commitment.objects.filter(token__in=told).values_list("token", flat=True))
    before = readers.last_entry()
    stage = _Stage(ward, calendar_for(ward.body), now)
    for token, promised in told.items():
        if token not in known:
            stage.expect(promised)
    stage.run()
    readers.step_over(readers.POSTMAN, before)
    return len(told) - len(known)


class _Stage:
    """What is still to happen, soonest first."""

    def __init__(self, ward: Ward, calendar: Calendar, now: datetime) -> None:
        self.ward, self.calendar, self.now = ward, calendar, now
        self.made: dict[str, Commitment] = {}
        self.coming: list[tuple[datetime, int, Promised, Told | None]] = []
        self.order = count()

    def expect(self, promised: Promised) -> None:
        """Queue the promise and every step it took, in office hours of working days."""
        made_on = timezone.localtime(self.now).date() - timedelta(days=promised.ago)
        last = self._office_hours(made_on, promised.key)
        self._queue(last, promised, None)
        for step in promised.steps:
            last = max(last + timedelta(minutes=20),
                       self._office_hours(made_on + timedelta(days=step.after), f"{promised.key}{step.after}"))
            self._queue(last, promised, step)

    def run(self) -> None:
        night = None
        while self.coming:
            moment, _order, promised, step = heapq.heappop(self.coming)
            if moment > self.now:
                break
            night = self._clock(night, moment)
            if step is None:
                self.made[promised.key] = self._promise(promised, moment)
            else:
                self._take(promised, step, moment)
        self._clock(night, self.now)

    def _clock(self, night: date | None, moment: datetime) -> date:
        """What the clock found on each night since."""
        today = timezone.localtime(moment).date()
        for past in range((today - night).days if night and self.made else 0):
            assert night is not None
            clock.take_due_steps(_at(night + timedelta(days=past + 1), NIGHT))
        return today

    def _promise(self, p: Promised, now: datetime) -> Commitment:
        day = timezone.localtime(now).date()
        said = actions.Promise(
            title=p.title, for_whom=p.for_whom, measure=p.measure, owner=self.ward.units[p.owner],
            due_on=day + timedelta(days=p.due), origin=Origin(p.origin), source=_source(p, now), detail=p.detail,
            budget=p.budget, asker=self.ward.people.get(p.asker))
        return actions.promise(said, token=token_of(f"promise:{p.key}"), by=self._who(WRITES, day), now=now)

    def _take(self, p: Promised, step: Told, now: datetime) -> None:
        c = Commitment.objects.select_related("owner", "head").get(pk=self.made[p.key].pk)
        day = timezone.localtime(now).date()
        looker = step.what if step.what in self.ward.people else ""
        by = self._who(looker or (WRITES if step.verb in ("postpone", "record_twice") else WORKS[p.owner]), day)
        act = getattr(actions, step.verb)
        try:
            act(c, **_arguments(c, step), **_photos(p, step), by=by, now=now)
        except actions.Refused as no:
            raise ValueError(f"{p.key}, {step.verb} {step.after}: {no}") from no

    def _who(self, short: str, day: date) -> Standing:
        return standing_of(self.ward.people[short], day)

    def _queue(self, moment: datetime, promised: Promised, step: Told | None) -> None:
        heapq.heappush(self.coming, (moment, next(self.order), promised, step))

    def _office_hours(self, day: date, key: str) -> datetime:
        worked = self.calendar.next_working_day(day - timedelta(days=1)) if day.weekday() > 4 else day
        return _at(worked, time(8)) + timedelta(minutes=crc32(key.encode()) % 460)


def _source(p: Promised, now: datetime) -> str:
    """The code of the petition it answers, or of the last dialogue held before; none of older meetings."""
    if p.source:
        return Petition.objects.get(token=token_of(p.source)).code
    held = Dialogue.objects.filter(held_at__lte=now).order_by("-held_at") if p.origin == Origin.DIALOGUE else None
    return (held.values_list("code", flat=True).first() or "") if held is not None else ""


def _photos(p: Promised, step: Told) -> dict[str, object]:
    drawn = PHOTOS.get((p.key, step.verb))
    return {"papers": [drawn()], "papers_shown": True} if drawn else {}


def _arguments(c: Commitment, step: Told) -> dict[str, object]:
    """What the action is told besides who and when."""
    if step.verb == "postpone":
        return {"reason": step.text, "due_on": c.due_on + timedelta(days=int(step.what))}
    if step.verb == "record_twice":
        return {"reason": step.text, "other": Commitment.objects.get(token=token_of(f"promise:{step.what}"))}
    if step.verb == "progress":
        return {"text": step.text, "shown": step.what != "inside"}
    if step.verb == "publish_words":
        return {"text": step.text, "statement": Statement.objects.filter(commitment=c, shown="").latest("pk")}
    return {"text": step.text}


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, tzinfo=timezone.get_default_timezone())
