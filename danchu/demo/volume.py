"""Petitions by the hundred thousand, for benchmarks: whole lives, straight into every table they touch."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from random import Random
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from danchu.demo import index_texts, readers, shape, tables
from danchu.demo.life import Life, Place
from danchu.demo.phrases import phrases
from danchu.demo.stories import live
from danchu.demo.ward import BORN_ON, Ward
from danchu.ground.journal.writing import wait_for_writers
from danchu.ground.offices.calendars import calendar_for
from danchu.ground.rows.tables import catch_up, last_id
from danchu.ground.search.index import enter_waiting
from danchu.ground.text.codes import new_code
from danchu.mechanisms.petitions import rules
from danchu.mechanisms.petitions.actions import fold_tallies
from danchu.mechanisms.petitions.models import Petition
from danchu.mechanisms.petitions.rules import Channel, Kind, Lane, State

BATCH = 5_000  # petitions a transaction
MOST = 3_000_000  # more would come near the codes a year has (`text.codes`)
# office → who works on it
OFFICERS = {"kt": "tam", "vhxh": "hanh", "tthcc": "thao", "ttdt": "phuc", "vp": "oanh"}
BLANK: dict[str, Any] = {
    "version": 1, "state": State.SUBMITTED, "office_id": None, "officer_id": None, "extended": False,
    "reminded": False, "overdue": False, "answered_at": None, "outcome": "", "solved": "", "stars": None,
    "reopened": 0, "refused_for": "", "merged_into_id": None, "ended_at": None,
}  # fmt: skip


class TooMany(ValueError):
    """More than the codes of the ward can tell apart."""


def fill(
    total: int, ward: Ward, now: datetime, tell: Callable[[int, int], None], *, search: bool = True
) -> int:
    """Bring the number of petitions up to `total`; how many were added. `tell(done, of)` hears of progress.

    From the same beginning and the same `now` always the same petitions. Each batch is one transaction, and
    other writers wait for it. Without `search` the index is left to catch up by itself, from the journal.
    Raises TooMany.
    """
    if total > MOST:
        raise TooMany(
            f"Nhiều nhất {MOST:,} đơn: quá số này thì mã số của một năm không đủ.".replace(",", ".")
        )
    there = Petition.objects.count()
    missing, rng = max(0, total - there), Random(f"le-khoi {there}")
    place, present = place_of(ward), timezone.localtime(now).replace(tzinfo=None, microsecond=0)
    arrivals = _arrivals(missing, place, present, rng)
    maker = Maker(place, present, rng)
    while batch := list(islice(arrivals, BATCH)):
        maker.write(batch, search=search)
        tell(maker.made, missing)
    enter_waiting(at_once=20_000)
    while fold_tallies():
        pass
    return missing


def place_of(ward: Ward) -> Place:
    """The ids and names every life refers to."""
    offices = {
        short: (ward.units[short].pk, ward.units[short].full_name, ward.people[who].pk)
        for short, who in OFFICERS.items()
    }
    areas = [(unit.pk, unit.full_name) for short, unit in ward.units.items() if short.startswith("kp")]
    return Place(
        ward.body.pk,
        ward.body.full_name,
        f"Chủ tịch UBND phường {ward.people['hoa'].name}",
        ward.people["minh"].pk,
        ward.people["hoa"].pk,
        offices,
        areas,
        calendar_for(ward.body),
    )


def _arrivals(n: int, place: Place, now: datetime, rng: Random) -> Iterator[datetime]:
    """When each comes in, the earliest first; none later than a minute ago."""
    last = now - timedelta(minutes=1)
    for day, many in shape.days_and_counts(n, BORN_ON, last.date(), place.calendar, rng):
        yield from (min(moment, last) for moment in shape.moments(day, many, rng))


class Maker:
    """Makes and writes one batch after the other."""

    def __init__(self, place: Place, now: datetime, rng: Random) -> None:
        self.place, self.now, self.rng, self.made = place, now, rng, 0
        self.codes = set(Petition.objects.values_list("code", flat=True))

    def write(self, arrivals: list[datetime], *, search: bool) -> None:
        """One batch, whole or not at all; nobody else writes meanwhile, so that ids stay in order."""
        with transaction.atomic():
            _keep_others_out()
            before, first = readers.last_entry(), last_id(Petition) + 1
            lives: list[Life] = []
            for number, arrived in enumerate(arrivals, first):
                earlier = lives[-1] if lives and lives[-1].state is not State.MERGED else None
                lives.append(live(self._life(number, arrived, earlier), self.now))
            tables.write(lives)
            if search:
                index_texts.write(lives)
            catch_up(Petition)
            for reader in (readers.POSTMAN, readers.SEARCH) if search else (readers.POSTMAN,):
                readers.step_over(reader, before)
        self.made += len(lives)

    def _life(self, number: int, arrived: datetime, earlier: Life | None) -> Life:
        rng, said = self.rng, phrases()
        topic, spot, (area, area_name) = (
            rng.choice(said.topics),
            rng.choice(said.places),
            rng.choice(self.place.areas),
        )
        kind, channel = shape.KINDS.pick(rng), shape.CHANNELS.pick(rng)
        office_only = kind is Kind.COMPLAINT or rng.random() < shape.NOT_PUBLIC
        row = BLANK | {
            "id": number, "code": self._code(arrived.year), "token": f"{rng.getrandbits(128):032x}",
            "kind": kind, "kind_said": kind, "channel": channel,
            "lane": Lane.OFFICE if office_only else Lane.PUBLIC,
            "title": f"{topic.name} ở {spot}", "place_id": area, "body_id": self.place.body,
            "operator_id": None if channel is Channel.WEB else self.place.reception, "received_at": arrived,
        }  # fmt: skip
        return Life(
            self.place,
            rng,
            row,
            topic,
            said.body(topic, shape.length(rng), rng),
            spot,
            area_name,
            into=earlier,
            last=arrived,
        )

    def _code(self, year: int) -> str:
        while (code := new_code(rules.PREFIX, year, self.rng.randbytes(8))) in self.codes:
            pass
        self.codes.add(code)
        return code


def _keep_others_out() -> None:
    wait_for_writers()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")
            cursor.execute(f"LOCK TABLE {Petition._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")
