"""`python3 run.py bench [--sizes 1000,100000] [--postgres]`: one table a size, and the ratios that matter."""

from __future__ import annotations

import argparse
import os
import sys
import time
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import pairwise
from pathlib import Path

from bench.pages import Page, address, pages
from bench.postgres import kept_postgres
from bench.server import Server, disk_waits, serving
from bench.submit import submit
from bench.volumes import KEPT, filled

SENDING_WORKERS = {"sqlite": 1, "postgresql": 2}  # as `danchu serve` starts them on two cores


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="run.py bench", description=__doc__)
    parser.add_argument("--sizes", default="1000,100000", help="số việc, cách nhau bằng dấu phẩy")
    parser.add_argument("--times", type=int, default=200, help="số lần hỏi mỗi trang")
    parser.add_argument("--seconds", type=float, default=10, help="thời gian đo gửi mới; 0: không đo")
    parser.add_argument("--only", default="", help="chỉ đo trang có tên chứa chữ này")
    parser.add_argument("--postgres", action="store_true", help="đo trên PostgreSQL riêng, giữ lại giữa các lần")
    asked = parser.parse_args(argv)
    if not asked.postgres:
        return _measured(asked)
    with kept_postgres(KEPT / "postgres") as (url, process):
        return _measured(asked, url, process)


def _measured(asked: argparse.Namespace, postgres: str = "", process: int = 0) -> int:
    costs: dict[str, list[float]] = {}
    for size in [int(s) for s in asked.sizes.split(",")]:
        environment = filled(size, postgres)
        print(f"\n## {size:,} việc · {'PostgreSQL' if postgres else 'SQLite'}\n".replace(",", "."))
        _measure(environment, asked, process, costs)
    _flatness(costs)
    return 0


def _measure(environment: dict[str, str], asked: argparse.Namespace, process: int,
             costs: dict[str, list[float]]) -> None:
    measure_pages(environment, asked.only, asked.times, process, costs)
    if asked.seconds:
        _print_sent(environment, asked.seconds, process)


def measure_pages(environment: dict[str, str], only: str, times: int, process: int,
                  costs: dict[str, list[float]]) -> None:
    """A row of the table for each page whose name holds these words; what it cost at best goes into `costs`."""
    os.environ.update(environment)
    import warnings

    import django
    from django.conf import settings

    warnings.filterwarnings("ignore", "No directory at")  # no files were collected: none are asked for

    if not settings.configured or not django.apps.apps.ready:
        django.setup()
    _point_at(environment)
    listed, cookies = pages(only), {who: _session(who) for who in ("minh", "hoa")}
    print("| trang | câu lệnh | ms xử lý, vòng giữa | vòng yên nhất | so trang trống | ms p95 | lần/s | kB |\n"
          "|---|---|---|---|---|---|---|---|")
    with serving(environment, database=process) as server:
        empty, heaviest = 0.0, (0.0, "")
        for page in listed:
            cookie = cookies.get(page.official, "")
            took = _ask(server, page, cookie, times)
            empty = empty or took.quietest
            costs.setdefault(page.name, []).append(took.quietest)
            heaviest = max(heaviest, (server.memory(), page.name))
            print(f"| {page.name} | {_statements(page)} | {took.cost:.2f} | {took.quietest:.2f} |"
                  f" {took.quietest / empty:.1f} | {took.p95:.1f} | {took.rate:.0f} | {took.weight / 1000:.1f} |",
                  flush=True)
        print(f"\nBộ nhớ (PSS): nhiều nhất {heaviest[0]:.0f} MB, sau “{heaviest[1]}”; cuối {server.memory():.0f}")


def _print_sent(environment: dict[str, str], seconds: float, process: int) -> None:
    workers = SENDING_WORKERS["postgresql" if process else "sqlite"]
    with serving(environment, workers=workers, database=process) as server:
        sent = submit(server, seconds)
    disk = disk_waits(Path(environment["DANCHU_VAR"]))
    print(f"Gửi mới, ghi bền ({workers} tiến trình): {sent.rate:.0f}/s, {sent.cost:.2f} ms xử lý,"
          f" p95 {sent.p95:.0f} ms; đĩa ghi bền một lần mất {disk:.1f} ms")


def _point_at(environment: dict[str, str]) -> None:
    """The same process looks at the next size's database."""
    from django.db import connection

    connection.close()
    url = environment.get("DATABASE_URL")
    here = Path(environment["DANCHU_VAR"]) / "danchu.sqlite3"
    connection.settings_dict["NAME"] = url.rpartition("/")[2] if url else str(here)


def _session(who: str) -> str:
    """A signed-in official's session, made as the sign-in makes it."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from danchu.ground.people.models import Person
    from danchu.ground.people.stays import SessionStore

    person = Person.objects.get(email__startswith=f"{who}@")
    session = SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(person.pk), person.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session.create()
    return f"danchu={session.session_key}; csrftoken={'k' * 32}"


def _statements(page: Page) -> int:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(raise_request_exception=True)
    if page.official:
        client.cookies["danchu"] = _session(page.official).split(";")[0].partition("=")[2]
    client.get(address(page, -1))  # a session's first page also notes that it is awake
    with CaptureQueriesContext(connection) as captured:
        client.get(address(page, -1 if page.kept else -2))
    return len(captured)


@dataclass(frozen=True)
class Asked:
    """What a page took: processor ms a request in the middle round and in the quietest, p95 ms, requests a second of
    one client, bytes."""

    cost: float
    quietest: float
    p95: float
    rate: float
    weight: int


ROUND = 20  # requests between two looks at the processor's clock
WARM = 3 * ROUND  # asked before any look: Python rewrites what it runs often, a database reads its pages once


def _ask(server: Server, page: Page, cookie: str, times: int) -> Asked:
    connection, took, rounds, weight = server.connect(), [], [], 0
    for n in range(-WARM, times):
        if n >= 0 and n % ROUND == 0:
            rounds.append(server.processor())
        start = time.perf_counter()
        status, weight = _get(connection, address(page, n + WARM), cookie)
        took.append(time.perf_counter() - start)
        if status != 200:
            raise SystemExit(f"{page.path}: {status}")
    rounds.append(server.processor())
    costs = sorted((b - a) / ROUND * 1000 for a, b in pairwise(rounds))
    took = took[WARM:]
    return Asked(costs[len(costs) // 2], costs[0], sorted(took)[int(times * 0.95)] * 1000, times / sum(took), weight)


def _get(connection: HTTPConnection, path: str, cookie: str) -> tuple[int, int]:
    connection.request("GET", path, headers={"Cookie": cookie, "Accept-Encoding": "gzip"} if cookie else {})
    answer = connection.getresponse()
    return answer.status, len(answer.read())


def _flatness(costs: dict[str, list[float]]) -> None:
    print("\n## Phẳng: ms xử lý ở cỡ lớn nhất chia cho cỡ nhỏ nhất\n")
    for name, values in costs.items():
        if len(values) > 1 and values[0]:
            print(f"- {name}: {values[-1] / values[0]:.2f}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
