"""Builds data/*.tsv from the PyPI package vietnamadminunits 1.0.4 and our own corrections.tsv.

Run by hand, in an environment where the package is installed; its code is never imported, because
its converter sends addresses to a foreign geocoder:

    python danchu/ground/offices/build_map.py
"""

from __future__ import annotations

import csv
import importlib.util
import json
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

HERE = Path(__file__).parent / "data"
TYPES = ("Thành phố", "Thị trấn", "Thị xã", "Đặc khu", "Phường", "Huyện", "Quận", "Tỉnh", "Xã")
Row = tuple[str, ...]


def package_data() -> Path:
    spec = importlib.util.find_spec("vietnamadminunits")
    if spec is None or not spec.submodule_search_locations:
        sys.exit("Chưa cài gói vietnamadminunits==1.0.4.")
    return Path(spec.submodule_search_locations[0]) / "data"


def corrections() -> dict[str, dict[Row, str]]:
    """What we change: {"old_commune": {(code,): full name}, "drop": {(old, new): ""}, …}."""
    table: dict[str, dict[Row, str]] = defaultdict(dict)
    with (HERE / "corrections.tsv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            table[row["what"]][tuple(row["key"].split())] = row["value"]
    return table


def split_name(full: str) -> tuple[str, str]:
    """("Thị trấn", "Ái Tử") of "Thị Trấn Ái Tử": the package capitalises types unevenly."""
    kind = next(t for t in TYPES if full.lower().startswith(t.lower() + " "))
    return kind, full[len(kind) + 1 :]


def named(full: str, code: str, fixes: dict[Row, str]) -> tuple[str, str]:
    return split_name(fixes.get((code,), full))


def write(name: str, header: str, rows: Iterable[Row]) -> None:
    lines = ["\t".join(row) for row in sorted(rows)]
    (HERE / name).write_text("\n".join([header.replace(" ", "\t"), *lines]) + "\n", encoding="utf-8")
    print(f"{name}: {len(lines)}")


def aliases(row: sqlite3.Row) -> list[str]:
    """Districts that had already gone into this one: folded keys with their type, "quan9", "thixacualo"."""
    known = json.loads(row["districtAlias"] or "[]")
    whole = [a for a in known if not any(other != a and other.endswith(a) for other in known)]
    return [a for a in whole if a.startswith(("huyen", "thixa", "thanhpho", "quan")) and "quan0" not in a]


def write_before(old: list[sqlite3.Row], fix: dict[str, dict[Row, str]], heirs: dict[str, str]) -> None:
    provinces = {
        (code, *named(r["province"], code, fix["old_province"]), heirs[r["provinceKey"]])
        for r in old
        for code in [r["provinceCode"]]
    }
    districts = {
        (r["districtCode"], r["provinceCode"], *named(r["district"], r["districtCode"], fix["old_district"]))
        for r in old
    }
    communes = {
        (r["wardCode"], r["districtCode"], *named(r["ward"], r["wardCode"], fix["old_commune"]))
        for r in old
        if r["wardCode"]
    }
    write("provinces_before.tsv", "code type name successor", provinces)
    write("districts_before.tsv", "code province type name", districts)
    write("communes_before.tsv", "code district type name", communes)
    write("district_aliases.tsv", "code alias", {(r["districtCode"], a) for r in old for a in aliases(r)})


def write_now(now: list[sqlite3.Row], fix: dict[str, dict[Row, str]]) -> None:
    provinces = {
        (r["provinceCode"], *named(r["province"], r["provinceCode"], fix["new_province"])) for r in now
    }
    communes = {
        (
            r["wardCode"],
            r["provinceCode"],
            *named(r["ward"], r["wardCode"], fix["new_commune"]),
            str(r["wardLat"] or ""),
            str(r["wardLon"] or ""),
            str(r["wardAreaKm2"] or ""),
        )
        for r in now
    }
    write("provinces.tsv", "code type name", provinces)
    write("communes.tsv", "code province type name lat lon km2", communes)


def package_edges(converter: dict, old: list[sqlite3.Row], now: list[sqlite3.Row]) -> set[Row]:
    """Pairs (old code, new code); a district without communes stands for itself."""
    olds = {
        f"{r['provinceKey']}_{r['districtKey']}_{r['wardKey'] or ''}": r["wardCode"] or r["districtCode"]
        for r in old
    }
    news = {(r["provinceKey"], r["wardKey"]): r["wardCode"] for r in now}
    whole = {
        (olds[o], news[p, n])
        for p, table in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items()
        for n, predecessors in table.items()
        for o in predecessors
    }
    divided = {
        (olds[o], news[p, heir["newWardKey"]])
        for p, table in converter["DICT_PROVINCE_WARD_DIVIDED"].items()
        for o, successors in table.items()
        for heir in successors
    }
    return whole | divided


def write_succession(edges: set[Row], fix: dict[str, dict[Row, str]]) -> None:
    """One line a successor: its predecessors, each with the letter of the part that passed."""
    edges = (edges - set(fix["drop"])) | set(fix["add"])
    heirs: dict[str, int] = defaultdict(int)
    for old, _ in edges:
        heirs[old] += len(old) == 5
    grouped: dict[str, list[str]] = defaultdict(list)
    for old, new in sorted(edges):
        letter = fix["part"].get((old, new), "p") if heirs[old] > 1 else ""
        grouped[new].append(old + letter)
    print(f"edges: {len(edges)}")
    write("succession.tsv", "code predecessors", ((new, " ".join(olds)) for new, olds in grouped.items()))


def main() -> None:
    source = package_data()
    database = sqlite3.connect(f"file:{source / 'dataset.db'}?mode=ro", uri=True)
    database.row_factory = sqlite3.Row
    old = database.execute("SELECT * FROM admin_units_legacy").fetchall()
    now = database.execute("SELECT * FROM admin_units").fetchall()
    converter = json.loads((source / "converter_2025.json").read_text(encoding="utf-8"))
    codes = {r["provinceKey"]: r["provinceCode"] for r in now}
    heirs = {o: codes[n] for n, olds in converter["DICT_PROVINCE"].items() for o in olds}
    fix = corrections()
    write_before(old, fix, heirs)
    write_now(now, fix)
    write_succession(package_edges(converter, old, now), fix)


if __name__ == "__main__":
    main()
