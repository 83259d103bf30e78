"""The map of Vietnam before and after 2025-07-01, read from data/*.tsv. Pure: no database, no clock."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path

from danchu.ground.offices.rules import PART_OF_LETTER, EdgeKind, EdgePart, kind_of

DATA = Path(__file__).parent / "data"
REFORM_ON = date(2025, 7, 1)  # the two-level system begins: Resolution 203/2025/QH15
PROVINCES_BASIS = "202/2025/QH15; 19/2025/QĐ-TTg"
COMMUNES_BASIS = "1654–1687/NQ-UBTVQH15; 19/2025/QĐ-TTg"


@dataclass(frozen=True, slots=True)
class Territory:
    """One unit of one of the two maps; `parent` is the official code of the unit above it."""

    code: str
    parent: str
    type_name: str
    name: str
    lat: str = ""
    lon: str = ""
    km2: str = ""

    @property
    def full_name(self) -> str:
        return f"{self.type_name} {self.name}"


@dataclass(frozen=True, slots=True)
class Edge:
    """What passed from an old commune (five digits) or district (three) to a commune of today."""

    old: str
    new: str
    kind: EdgeKind
    part: EdgePart


@dataclass(frozen=True, slots=True)
class TypeChange:
    """From `on`, the unit keeps its name and code but is of another type."""

    code: str
    on: date
    type_name: str
    basis: str


def rows(name: str) -> Iterator[list[str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        table = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        next(table)
        yield from table


class TerritoryMap:
    """Both maps and the way from one to the other, by official code; each table is read when first asked."""

    @cached_property
    def provinces_before(self) -> dict[str, Territory]:
        return {code: Territory(code, "", kind, name) for code, kind, name, _ in rows("provinces_before.tsv")}

    @cached_property
    def province_heirs(self) -> dict[str, str]:
        """Today's province of each old one."""
        return {code: heir for code, _, _, heir in rows("provinces_before.tsv")}

    @cached_property
    def districts_before(self) -> dict[str, Territory]:
        return {
            c: Territory(c, province, kind, name) for c, province, kind, name in rows("districts_before.tsv")
        }

    @cached_property
    def district_aliases(self) -> list[tuple[str, str]]:
        """(district code, folded key) of districts merged into it before 2025: ("769", "quan9")."""
        return [(code, alias) for code, alias in rows("district_aliases.tsv")]

    @cached_property
    def communes_before(self) -> dict[str, Territory]:
        return {
            c: Territory(c, district, kind, name) for c, district, kind, name in rows("communes_before.tsv")
        }

    @cached_property
    def provinces(self) -> dict[str, Territory]:
        """As they began on 2025-07-01; what changed since is in `changes`."""
        return {code: Territory(code, "", kind, name) for code, kind, name in rows("provinces.tsv")}

    @cached_property
    def communes(self) -> dict[str, Territory]:
        """As they began on 2025-07-01; what changed since is in `changes`."""
        return {row[0]: Territory(*row) for row in rows("communes.tsv")}

    @cached_property
    def changes(self) -> dict[str, TypeChange]:
        table = rows("changes.tsv")
        return {
            code: TypeChange(code, date.fromisoformat(on), kind, basis) for code, on, kind, basis in table
        }

    @cached_property
    def edges(self) -> list[Edge]:
        return [edge for new, olds in rows("succession.tsv") for edge in self._edges_into(new, olds.split())]

    @cached_property
    def successors(self) -> dict[str, tuple[str, ...]]:
        """Today's communes of each old commune, or of an old district where it had none."""
        heirs: dict[str, list[str]] = {}
        for edge in self.edges:
            heirs.setdefault(edge.old, []).append(edge.new)
        return {old: tuple(sorted(news)) for old, news in heirs.items()}

    def type_on(self, unit: Territory, today: date) -> str:
        """`Phường` of a commune that became a ward by `today`."""
        change = self.changes.get(unit.code)
        return change.type_name if change and change.on <= today else unit.type_name

    def _edges_into(self, new: str, olds: list[str]) -> Iterator[Edge]:
        for written in olds:
            old = written.rstrip("".join(PART_OF_LETTER))
            part = PART_OF_LETTER.get(written[len(old) :], EdgePart.ALL)
            before, after = self._before(old), self.communes[new]
            same_name, same_type = before.name == after.name, before.type_name == after.type_name
            from_district = len(old) == 3 and len(olds) == 1
            yield Edge(old, new, kind_of(part, len(olds) == 1, from_district, same_type, same_name), part)

    def _before(self, code: str) -> Territory:
        return self.communes_before.get(code) or self.districts_before[code]


@lru_cache(maxsize=1)
def the_map() -> TerritoryMap:
    """The one map of this process."""
    return TerritoryMap()
