"""Every name of both maps under its key, ready to be looked up. Pure; built once a process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from functools import cached_property, lru_cache

from danchu.ground.offices.names import PROVINCE_NICKNAMES, key
from danchu.ground.offices.territories import Territory, the_map

ALWAYS = date.min
DISTRICT_TYPE_KEYS = {"huyen": "Huyện", "thixa": "Thị xã", "thanhpho": "Thành phố", "quan": "Quận"}
# cities that had just been divided into districts, or were long called by a former type
FORMER_CITIES = {"hue": ("474", "475")}
# a name people write with its type twice: Phường Phường Đúc
DOUBLED = {"phuongduc": "19780"}


class Layer(Enum):
    PROVINCE = auto()
    DISTRICT = auto()
    OLD_COMMUNE = auto()
    COMMUNE = auto()


@dataclass(frozen=True, slots=True)
class Entry:
    """One name of one unit; a unit that changed its type has two. `parent` is an official code."""

    code: str
    parent: str
    type_name: str
    name: str
    old: bool  # of the map before 2025-07-01
    since: date = ALWAYS

    @property
    def full_name(self) -> str:
        return f"{self.type_name} {self.name}"


Table = dict[str, tuple[Entry, ...]]


class Gazetteer:
    """Names by layer, and what stands behind them today."""

    @cached_property
    def names(self) -> dict[Layer, Table]:
        m = the_map()
        provinces = [*_old(m.provinces_before.values()), *_now(m.provinces.values())]
        return {
            Layer.PROVINCE: _with_nicknames(_by_key(provinces)),
            Layer.DISTRICT: _with_aliases(_by_key(_old(m.districts_before.values()))),
            Layer.OLD_COMMUNE: _with_doubled(_by_key(_old(m.communes_before.values()))),
            Layer.COMMUNE: _by_key(_now(m.communes.values())),
        }

    @cached_property
    def district_heirs(self) -> dict[str, set[str]]:
        """Today's communes that took anything of an old district."""
        heirs: dict[str, set[str]] = {}
        before = the_map().communes_before
        for old, news in the_map().successors.items():
            heirs.setdefault(before[old].parent if old in before else old, set()).update(news)
        return heirs

    @cached_property
    def _old_provinces(self) -> dict[str, set[str]]:
        m = the_map()
        found: dict[str, set[str]] = {}
        for edge in m.edges:
            commune = m.communes_before.get(edge.old)
            district = m.districts_before[commune.parent if commune else edge.old]
            found.setdefault(edge.new, set()).add(district.parent)
        return found

    def lies_in(self, commune: Entry, provinces: set[str], districts: set[str]) -> bool:
        """Does a commune of today lie, in part at least, on the ground of one of these old units?"""
        in_district = any(commune.code in self.district_heirs.get(code, ()) for code in districts)
        return in_district or bool(self._old_provinces[commune.code] & provinces)

    def today_of(self, entry: Entry) -> Iterable[str]:
        """Codes of today's communes behind a commune of either map or an old district."""
        if not entry.old:
            return (entry.code,)
        return self.district_heirs[entry.code] if len(entry.code) == 3 else the_map().successors[entry.code]

    def province_of(self, old_commune: Entry) -> str:
        return the_map().districts_before[old_commune.parent].parent

    def described(self, entry: Entry) -> str:
        """ "Phường Bến Nghé, Quận 1, Thành phố Hồ Chí Minh"."""
        return ", ".join([entry.full_name, *(above.full_name for above in self._above(entry))])

    def _above(self, entry: Entry) -> Iterator[Territory]:
        m = the_map()
        if not entry.old:
            yield m.provinces[entry.parent]
        elif len(entry.code) == 5:
            district = m.districts_before[entry.parent]
            yield from (district, m.provinces_before[district.parent])
        elif entry.parent:
            yield m.provinces_before[entry.parent]


@lru_cache(maxsize=1)
def the_gazetteer() -> Gazetteer:
    """The one gazetteer of this process."""
    return Gazetteer()


def _old(units: Iterable[Territory]) -> Iterator[Entry]:
    return (Entry(u.code, u.parent, u.type_name, u.name, old=True) for u in units)


def _now(units: Iterable[Territory]) -> Iterator[Entry]:
    changes = the_map().changes
    for unit in units:
        yield Entry(unit.code, unit.parent, unit.type_name, unit.name, old=False)
        change = changes.get(unit.code)
        if change:
            yield Entry(unit.code, unit.parent, change.type_name, unit.name, old=False, since=change.on)


def _by_key(entries: Iterable[Entry]) -> Table:
    table: dict[str, list[Entry]] = {}
    for entry in entries:
        table.setdefault(key(entry.name), []).append(entry)
    return {name: tuple(found) for name, found in table.items()}


def _with_nicknames(table: Table) -> Table:
    return table | {key(short): table[full] for short, full in PROVINCE_NICKNAMES.items()}


def _with_aliases(table: Table) -> Table:
    """Districts that had merged earlier lead to the one they merged into, under their former type."""
    districts = the_map().districts_before
    for code, alias in the_map().district_aliases:
        kind = next(k for k in DISTRICT_TYPE_KEYS if alias.startswith(k))
        now = districts[code]
        former = Entry(code, now.parent, DISTRICT_TYPE_KEYS[kind], now.name, old=True)
        name = key(alias[len(kind) :])
        table[name] = (*table.get(name, ()), former)
    for name, codes in FORMER_CITIES.items():
        parts = (Entry(c, districts[c].parent, "Thành phố", districts[c].name, old=True) for c in codes)
        table[name] = (*table.get(name, ()), *parts)
    return table


def _with_doubled(table: Table) -> Table:
    for name, code in DOUBLED.items():
        unit = the_map().communes_before[code]
        table[name] = (*table.get(name, ()), next(iter(_old([unit]))))
    return table
