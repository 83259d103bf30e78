"""Writes the map of Vietnam into the database; running it twice changes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from danchu.ground.offices.models import (
    Family,
    Level,
    Part,
    Succession,
    SuccessionKind,
    Unit,
    UnitName,
    UnitParent,
)
from danchu.ground.offices.rules import EdgeKind
from danchu.ground.offices.territories import COMMUNES_BASIS, PROVINCES_BASIS, REFORM_ON, Territory, the_map
from danchu.ground.rows.tables import Table, day
from danchu.ground.text.fold import fold

BATCH = 1000
# Written straight into the tables: twenty-eight thousand rows.
UNIT = ("code", "family", "level", "name", "type_name", "full_name", "folded", "valid_from", "valid_to")
NAME = ("unit_id", "name", "type_name", "full_name", "valid_from", "valid_to", "legal_basis")
PARENT = ("unit_id", "parent_id", "valid_from", "valid_to")
Row = tuple[Any, ...]
TIDAL_FLATS = "Khu vực bãi bồi ven biển do huyện quản lý"  # of Kim Sơn: land that was in no commune


@dataclass(frozen=True)
class Counts:
    """What stands in the database after a load."""

    provinces_before: int
    districts_before: int
    communes_before: int
    provinces: int
    communes: int
    edges: int
    written: int  # units new in this run


@dataclass(frozen=True)
class Layer:
    """The units of one level of one map, as they go into the database."""

    prefix: str
    parent_prefix: str
    level: Level
    units: Iterable[Territory]
    valid_from: date | None
    valid_to: date | None
    basis: str


def layers() -> list[Layer]:
    """Parents before children. `C:` is the map before 2025-07-01, `T:` and `X:` today's."""
    m = the_map()
    return [
        Layer("C:", "", Level.PROVINCE, m.provinces_before.values(), None, REFORM_ON, ""),
        Layer("C:", "C:", Level.DISTRICT, m.districts_before.values(), None, REFORM_ON, ""),
        Layer("C:", "C:", Level.COMMUNE, m.communes_before.values(), None, REFORM_ON, ""),
        Layer("T:", "", Level.PROVINCE, m.provinces.values(), REFORM_ON, None, PROVINCES_BASIS),
        Layer("X:", "T:", Level.COMMUNE, m.communes.values(), REFORM_ON, None, COMMUNES_BASIS),
    ]


@transaction.atomic
def load_map() -> Counts:
    """Load what is missing and report what stands. What is already there is left as it is."""
    units = [(layer, t) for layer in layers() for t in layer.units]
    known = _codes()
    missing = [pair for pair in units if _code(pair) not in known]
    Table(Unit, *UNIT).write([_unit(layer, t) for layer, t in missing])
    ids = dict(Unit.objects.territories().values_list("code", "pk"))
    nameless, orphaned = _codes(names=None), _codes(parents=None)
    _load_names([pair for pair in units if _code(pair) in nameless], ids)
    _load_parents([pair for pair in units if _code(pair) in orphaned and pair[1].parent], ids)
    if missing:
        Succession.objects.bulk_create(_successions(ids), batch_size=BATCH, ignore_conflicts=True)
    return _count(len(missing))


Pair = tuple[Layer, Territory]


def _code(pair: Pair) -> str:
    return pair[0].prefix + pair[1].code


def _codes(**lacking: None) -> set[str]:
    return set(Unit.objects.territories().filter(**lacking).values_list("code", flat=True))


def _load_names(nameless: list[Pair], ids: dict[str, int]) -> None:
    names = [name for layer, t in nameless for name in _names(layer, t, ids[layer.prefix + t.code])]
    Table(UnitName, *NAME).write(names)


def _load_parents(orphans: list[Pair], ids: dict[str, int]) -> None:
    Table(UnitParent, *PARENT).write([_parent(layer, t, ids) for layer, t in orphans])


def _unit(layer: Layer, t: Territory) -> Row:
    change = the_map().changes.get(t.code) if layer.valid_to is None else None
    type_name = change.type_name if change else t.type_name
    full_name = f"{type_name} {t.name}"
    return (layer.prefix + t.code, Family.TERRITORY.value, layer.level.value, t.name, type_name, full_name,
            fold(full_name), day(layer.valid_from), day(layer.valid_to))


def _names(layer: Layer, t: Territory, unit_id: int) -> list[Row]:
    change = the_map().changes.get(t.code) if layer.valid_to is None else None
    first = (unit_id, t.name, t.type_name, t.full_name, day(layer.valid_from),
             day(change.on if change else layer.valid_to), layer.basis)
    if change is None:
        return [first]
    full_name = f"{change.type_name} {t.name}"
    return [first, (unit_id, t.name, change.type_name, full_name, day(change.on), None, change.basis)]


def _parent(layer: Layer, t: Territory, ids: dict[str, int]) -> Row:
    return (ids[layer.prefix + t.code], ids[layer.parent_prefix + t.parent], day(layer.valid_from), day(layer.valid_to))


def _successions(ids: dict[str, int]) -> Iterable[Succession]:
    m = the_map()
    heirs = list(m.province_heirs.values())
    for old, new in m.province_heirs.items():
        kind = SuccessionKind.UNCHANGED if heirs.count(new) == 1 else SuccessionKind.MERGE
        yield _succession(ids, f"C:{old}", f"T:{new}", kind, Part.ALL, PROVINCES_BASIS)
    for edge in m.edges:
        note = TIDAL_FLATS if len(edge.old) == 3 and edge.kind is EdgeKind.FULL else ""
        kind, part = SuccessionKind(edge.kind), Part(edge.part)
        yield _succession(ids, f"C:{edge.old}", f"X:{edge.new}", kind, part, COMMUNES_BASIS, note)


def _succession(
    ids: dict[str, int], old: str, new: str, kind: SuccessionKind, part: Part, basis: str, note: str = ""
) -> Succession:
    return Succession(
        predecessor_id=ids[old],
        successor_id=ids[new],
        kind=kind,
        part=part,
        effective_on=REFORM_ON,
        legal_basis=basis,
        note=note,
    )


def _count(written: int) -> Counts:
    units = Unit.objects.territories()
    before, now = units.filter(code__startswith="C:"), units.filter(valid_to__isnull=True, code__regex="^[TX]:")
    return Counts(
        provinces_before=before.filter(level=Level.PROVINCE).count(),
        districts_before=before.filter(level=Level.DISTRICT).count(),
        communes_before=before.filter(level=Level.COMMUNE).count(),
        provinces=now.filter(level=Level.PROVINCE).count(),
        communes=now.filter(level=Level.COMMUNE).count(),
        edges=Succession.objects.filter(successor__code__startswith="X:").count(),
        written=written,
    )
