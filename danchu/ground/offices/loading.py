"""Writes the map of Vietnam into the database; running it twice changes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

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
from danchu.ground.text.fold import fold

BATCH = 1000
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
    Unit.objects.bulk_create((_unit(layer, t) for layer, t in missing), batch_size=BATCH)
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
    names = (name for layer, t in nameless for name in _names(layer, t, ids[layer.prefix + t.code]))
    UnitName.objects.bulk_create(names, batch_size=BATCH)


def _load_parents(orphans: list[Pair], ids: dict[str, int]) -> None:
    UnitParent.objects.bulk_create((_parent(layer, t, ids) for layer, t in orphans), batch_size=BATCH)


def _unit(layer: Layer, t: Territory) -> Unit:
    change = the_map().changes.get(t.code) if layer.valid_to is None else None
    type_name = change.type_name if change else t.type_name
    full_name = f"{type_name} {t.name}"
    return Unit(
        code=layer.prefix + t.code,
        family=Family.TERRITORY,
        level=layer.level,
        name=t.name,
        type_name=type_name,
        full_name=full_name,
        folded=fold(full_name),
        valid_from=layer.valid_from,
        valid_to=layer.valid_to,
    )


def _names(layer: Layer, t: Territory, unit_id: int) -> list[UnitName]:
    change = the_map().changes.get(t.code) if layer.valid_to is None else None
    first = UnitName(
        unit_id=unit_id,
        name=t.name,
        type_name=t.type_name,
        full_name=t.full_name,
        valid_from=layer.valid_from,
        valid_to=change.on if change else layer.valid_to,
        legal_basis=layer.basis,
    )
    if change is None:
        return [first]
    full_name = f"{change.type_name} {t.name}"
    second = UnitName(
        unit_id=unit_id,
        name=t.name,
        type_name=change.type_name,
        full_name=full_name,
        valid_from=change.on,
        legal_basis=change.basis,
    )
    return [first, second]


def _parent(layer: Layer, t: Territory, ids: dict[str, int]) -> UnitParent:
    return UnitParent(
        unit_id=ids[layer.prefix + t.code],
        parent_id=ids[layer.parent_prefix + t.parent],
        valid_from=layer.valid_from,
        valid_to=layer.valid_to,
    )


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
