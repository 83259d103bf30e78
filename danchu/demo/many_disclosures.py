"""Disclosures by the ten thousand, for benchmarks: three years of a large ward, straight into the tables."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from danchu.demo import readers
from danchu.demo.ward import Ward
from danchu.ground.journal.models import Audience, Entry
from danchu.ground.rows.tables import Table, catch_up, day, last_id, stamp
from danchu.ground.text.codes import new_code
from danchu.law.disclosed import State as Standing
from danchu.law.disclosure import ITEMS, Form
from danchu.mechanisms.disclosures.models import Disclosure, Observation
from danchu.mechanisms.disclosures.rules import PREFIX, State, Step
from danchu.mechanisms.disclosures.shelving import shelve

YEARS, A_BATCH = 3, 5_000
RUN = 200  # of the newest, still on the boards
WHAT = ("Mức thu", "Kế hoạch", "Kết quả", "Danh sách", "Dự toán", "Quyết toán", "Lịch", "Quy chế")
OF = ("chợ", "hẻm", "trường mầm non", "vỉa hè", "thoát nước", "quỹ khuyến học", "cây xanh", "nhà văn hóa")
COLUMNS = ("id", "code", "token", "state", "item", "document", "title", "summary", "decision", "decided_on", "body_id",
           "office_id", "published_on", "standing", "next_due_on", "registered_at", "approved_by_id")
SEEN = ("disclosure_id", "token", "form", "place", "on", "note", "by_id", "at")
TOLD = ("subject", "verb", "at", "role", "audience", "by_id", "unit_id")


def fill_disclosures(total: int, ward: Ward, now: datetime) -> int:
    """Bring their number up to `total`; how many were added. All but the newest have run their time."""
    missing, today = max(0, total - Disclosure.objects.count()), timezone.localtime(now).date()
    first = last_id(Disclosure) + 1
    rng = Random(f"le-khoi disclosures {first}")  # topped up, other things than those that are there
    codes = _codes(set(Disclosure.objects.values_list("code", flat=True)))
    for start in range(0, missing, A_BATCH):
        batch = range(start, min(start + A_BATCH, missing))
        with transaction.atomic():
            before = readers.last_entry()
            _write([_one(first + n, n, missing, ward, today, rng, codes) for n in batch], ward, rng)
            catch_up(Disclosure)
            readers.step_over(readers.POSTMAN, before)
    with transaction.atomic():
        for item in ITEMS if missing else ():
            shelve(ward.body.pk, item.number)
    return missing


Made = tuple[tuple[object, ...], date, bool]


def _codes(taken: set[str]) -> Callable[[int], str]:
    """Codes that nobody has yet: with thousands a year two draws meet."""
    def fresh(year: int) -> str:
        while (code := new_code(PREFIX, year, secrets.token_bytes(8))) in taken:
            pass
        taken.add(code)
        return code
    return fresh


def _one(pk: int, n: int, of: int, ward: Ward, today: date, rng: Random, codes: Callable[[int], str]) -> Made:
    """(its row, the day it was published, whether it still runs)."""
    decided = today - timedelta(days=20 + (of - n) * 365 * YEARS // of)
    runs, item = of - n <= RUN, rng.choice(ITEMS).number
    title = f"{rng.choice(WHAT)} {rng.choice(OF)} khu phố {rng.randrange(1, 9)} đợt {n}"
    state, standing = ((State.ON_DISPLAY, Standing.IN_PROGRESS) if runs else
                       (rng.choice((State.DISPLAY_COMPLETE, State.ARCHIVED)), Standing.DONE))
    published = decided + timedelta(days=2)
    due_on = today + timedelta(days=rng.randrange(3, 20)) if runs else None
    office = ward.units[rng.choice(("kt", "vp", "vhxh"))].pk
    row = (pk, codes(decided.year), _token(rng), state, item, "general", title,
           f"{title}: ai được hưởng, bao nhiêu tiền, từ ngày nào, hỏi ở đâu.", f"Quyết định {n + 1}/QĐ-UBND",
           day(decided), ward.body.pk, office, day(published), standing, day(due_on), _at(decided),
           ward.people["minh"].pk)
    return row, published, runs


def _write(made: list[Made], ward: Ward, rng: Random) -> None:
    minh = ward.people["minh"].pk
    Table(Disclosure, *COLUMNS).write([row for row, _on, _runs in made])
    Table(Observation, *SEEN).write([
        (row[0], _token(rng), Form.POSTING, "", day(on + timedelta(days=n)), "Công chức ký", minh,
         _at(on + timedelta(days=n))) for row, on, runs in made for n in _looks(runs)])
    Table(Entry, *TOLD).write([
        (row[1], Step.PUBLISH, _at(on), "reception", Audience.PUBLIC, minh, ward.body.pk) for row, on, _runs in made])


def _looks(runs: bool) -> Iterator[int]:
    yield from (0, 9) if runs else (0, 14, 33)


def _token(rng: Random) -> str:
    drawn = UUID(int=rng.getrandbits(128))
    return str(drawn) if connection.vendor == "postgresql" else drawn.hex


def _at(on: date) -> str:
    return stamp(datetime(on.year, on.month, on.day, 9))
