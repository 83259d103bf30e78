"""`danchu units`: resolve an address to today's communes, load the map, count what it holds."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import date

from danchu.ground.offices.resolving import Resolution, resolve
from danchu.ground.offices.territories import the_map
from danchu.prompt import Prompt, refuse


def units(argv: list[str]) -> int:
    """Run one of the table ACTIONS; 0 when it answered, 2 when it was asked wrongly."""
    parser = Prompt(prog="danchu units", description="Đơn vị hành chính.")
    actions = parser.add_subparsers(dest="action", required=True, metavar="việc")
    ask = actions.add_parser("resolve", help="tra địa chỉ ra phường, xã hôm nay; “-” đọc từng dòng từ stdin")
    ask.add_argument("text", help="địa chỉ, hoặc - để đọc từ stdin")
    ask.add_argument("--json", action="store_true", help="mỗi địa chỉ một dòng JSON")
    actions.add_parser("load", help="nạp bản đồ vào cơ sở dữ liệu")
    actions.add_parser("count", help="đếm đơn vị trong bản đồ, trước và sau 01/7/2025")
    asked = parser.parse_args(argv)
    return ACTIONS[asked.action](asked)


def _resolve(asked: argparse.Namespace) -> int:
    show = _as_json if asked.json else _as_words
    today = date.today()
    for text in _lines(asked.text):
        print(show(resolve(text, today)), flush=asked.text == "-")
    return 0


def _lines(text: str) -> Iterable[str]:
    if text != "-":
        return [text]
    sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    return (line.rstrip("\r\n") for line in sys.stdin)


def _as_json(found: Resolution) -> str:
    return json.dumps({"mode": found.mode, "codes": found.codes, "reason": found.reason}, ensure_ascii=False)


def _as_words(found: Resolution) -> str:
    places = "".join(f"\n  {place.code}  {place.full_name}, {place.province}" for place in found.candidates)
    return f"{found.reason}{places}"


def _load(asked: argparse.Namespace) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "danchu.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured
    try:
        django.setup()
        from danchu.ground.offices.loading import load_map

        counts = load_map()
    except ImproperlyConfigured as problem:
        return refuse(f"Không nạp được bản đồ: {problem}")
    print(json.dumps(asdict(counts)))
    return 0


def _count(asked: argparse.Namespace) -> int:
    m = the_map()
    tables = {
        "provinces_before": m.provinces_before,
        "districts_before": m.districts_before,
        "communes_before": m.communes_before,
        "provinces": m.provinces,
        "communes": m.communes,
        "edges": m.edges,
    }
    print(json.dumps({name: len(table) for name, table in tables.items()}))
    return 0


ACTIONS: dict[str, Callable[[argparse.Namespace], int]] = {
    "resolve": _resolve,
    "load": _load,
    "count": _count,
}
