"""Where on the fictional ward's map an invented petition points: along the street it names, or in its khu phố. Pure."""

import json
from functools import cache
from pathlib import Path
from random import Random
from zlib import crc32

from danchu.demo.case import Case

MAP = Path(__file__).parent / "ward_map.geojson"  # drawn here; no ward looks like this
NOWHERE = ("trung tâm", "quầy", "trực tuyến", "toàn phường", "chưa rõ", "dự án")  # a desk or a matter, not a place
Point = tuple[float, float]  # latitude, longitude


def spot_of(case: Case) -> Point | None:
    """The same point each time; None where nobody would point."""
    said, chance = case.place.lower(), Random(crc32(case.key.encode()))
    if any(word in said for word in NOWHERE) or case.lane != "public":
        return None
    streets = ((name, line) for name, line in _shapes().items() if not name.startswith("Khu phố"))
    street = next((line for name, line in streets if name.lower() in said), None)
    if street:
        at = chance.randrange(len(street) - 1)
        (x1, y1), (x2, y2), t = street[at], street[at + 1], chance.random()
        return round(y1 + (y2 - y1) * t, 4), round(x1 + (x2 - x1) * t, 4)
    ring = _shapes().get(f"Khu phố {case.area}")
    if not ring:
        return None
    x, y = sum(p[0] for p in ring) / len(ring), sum(p[1] for p in ring) / len(ring)
    return round(y + chance.uniform(-0.002, 0.002), 4), round(x + chance.uniform(-0.0025, 0.0025), 4)


@cache
def _shapes() -> dict[str, list[list[float]]]:
    found = json.loads(MAP.read_text("utf-8"))["features"]
    return {f["properties"]["name"]: f["geometry"]["coordinates"][0] if f["geometry"]["type"] == "Polygon"
            else f["geometry"]["coordinates"] for f in found}
