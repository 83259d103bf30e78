"""`python -m bench.opinions [--opinions 1000000]`: a consultation of that many opinions on a draft of 120 articles: its
table as files, its pages (rows of `bench.pages`), and opinions coming in.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

from bench.__main__ import measure_pages
from bench.postgres import create, kept_postgres
from bench.server import Server, disk_waits, serving
from bench.volumes import KEPT, ROOT

SENDERS = 8
WORKERS = {"sqlite": 1, "postgresql": 2}
A_CHUNK, A_LOOK = 1 << 16, 0.2  # bytes read at once; seconds between two looks at the memory
FIND = """
import django; django.setup()
from danchu.mechanisms.consultations.models import Consultation
for state in ("published", "open"):
    c = Consultation.objects.filter(state=state).order_by("-times").first()
    part = c.edition.parts.filter(kind="article").order_by("place").first()
    print(c.code, part.eid, c.times, c.rows)
"""


@dataclass(frozen=True)
class Found:
    """A consultation of the measured database and its first article."""

    code: str
    eid: str
    times: str
    rows: str


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="bench.opinions", description=__doc__)
    parser.add_argument("--opinions", type=int, default=1_000_000)
    parser.add_argument("--times", type=int, default=200, help="số lần hỏi mỗi trang; 0: không đo")
    parser.add_argument("--seconds", type=float, default=10, help="thời gian đo gửi ý kiến; 0: không đo")
    parser.add_argument("--kinds", default="csv,xlsx,docx", help="các tệp tải về")
    parser.add_argument("--postgres", action="store_true")
    asked = parser.parse_args(argv)
    if not asked.postgres:
        return _measure(asked, _filled(asked.opinions))
    with kept_postgres(KEPT / "postgres") as (url, process):
        return _measure(asked, _filled(asked.opinions, url), process)


def _filled(opinions: int, postgres: str = "") -> dict[str, str]:
    """The environment of a database with a published consultation of that size, made once and kept."""
    folder = KEPT / f"{'pg-' if postgres else ''}opinions-{opinions}"
    folder.mkdir(parents=True, exist_ok=True)
    environment = os.environ | {"DANCHU_DEMO": "1", "DANCHU_VAR": str(folder),
                                "DJANGO_SETTINGS_MODULE": "bench.settings"}
    if postgres:
        create(postgres, f"bench_opinions_{opinions}")
        environment["DATABASE_URL"] = f"{postgres}bench_opinions_{opinions}"
    _run(environment, "manage", "migrate", "-v0")
    if not (folder / "ready").exists():
        print(_run(environment, "demo", "--opinions", str(opinions)).rpartition("Lấy ý kiến LY-")[2].splitlines()[0])
        (folder / "ready").touch()
    return environment


def _run(environment: dict[str, str], *command: str) -> str:
    return subprocess.run([sys.executable, "-m", "danchu", *command], env=environment, cwd=ROOT, check=True, text=True,
                          stdout=subprocess.PIPE).stdout


def _measure(asked: argparse.Namespace, environment: dict[str, str], process: int = 0) -> int:
    said = subprocess.run([sys.executable, "-c", FIND], env=environment, cwd=ROOT, check=True, text=True,
                          stdout=subprocess.PIPE).stdout
    table, live = (Found(*line.split()) for line in said.splitlines())
    print(f"\n## {table.times} lượt, {table.rows} hàng · {'PostgreSQL' if process else 'SQLite'}\n\n"
          "| tệp | giây | giây xử lý | MB | bộ nhớ lúc cao nhất (PSS), MB |\n|---|---|---|---|---|")
    for kind in filter(None, asked.kinds.split(",")):
        with serving(environment, database=process) as server:
            print(f"| {kind} | {_fetched(server, table, kind)} |", flush=True)
    if asked.times:
        print()
        measure_pages(environment, "lấy ý kiến", asked.times, process, {})
    if asked.seconds:
        workers = WORKERS["postgresql" if process else "sqlite"]
        with serving(environment, workers=workers, database=process) as server:
            sent = _intake(server, live, asked.seconds)
        print(f"\nÝ kiến gửi đến, ghi bền ({workers} tiến trình): {sent}; đĩa ghi bền một lần mất "
              f"{disk_waits(Path(environment['DANCHU_VAR'])):.1f} ms")
    return 0


def _fetched(server: Server, c: Found, kind: str) -> str:
    """Take the table away as a reader does; meanwhile look at the memory of the server."""
    over, seen = threading.Event(), [server.memory()]

    def watch() -> None:
        while not over.wait(A_LOOK):
            seen.append(server.memory())

    watcher = threading.Thread(target=watch)
    watcher.start()
    before, began, size = server.processor(), time.perf_counter(), 0
    connection = server.connect()
    connection.request("GET", f"/lay-y-kien/{c.code}/bang/tai.{kind}")
    answer = connection.getresponse()
    while piece := answer.read(A_CHUNK):
        size += len(piece)
    took, cost = time.perf_counter() - began, server.processor() - before
    over.set()
    watcher.join()
    if answer.status != 200:
        raise SystemExit(f"{kind}: {answer.status}")
    return f"{took:.1f} | {cost:.1f} | {size / 1e6:.1f} | {max(seen):.0f}"


def _intake(server: Server, c: Found, seconds: float) -> str:
    """The form of an article, sent by several at once, each answered only when their opinion is stored."""
    path = f"/lay-y-kien/{c.code}/dieu/{c.eid}/"
    connection = server.connect()
    connection.request("GET", path)
    answer = connection.getresponse()
    page = answer.read().decode()
    cookie = (answer.getheader("Set-Cookie") or "").partition(";")[0]
    token = page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    took: list[float] = []
    before, began = server.processor(), time.perf_counter()
    senders = [threading.Thread(target=_send, args=(server, path, c.eid, cookie, token, began + seconds, took))
               for _n in range(SENDERS)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    wall, cost = time.perf_counter() - began, (server.processor() - before) / max(len(took), 1) * 1000
    return (f"{len(took) / wall:.0f}/s, {cost:.2f} ms xử lý, "
            f"p95 {sorted(took)[int(len(took) * 0.95)] * 1000:.0f} ms")


def _send(server: Server, path: str, eid: str, cookie: str, token: str, until: float, took: list[float]) -> None:
    connection = server.connect()
    typed = urlencode({"csrfmiddlewaretoken": token, "eid": eid, "stance": "disagree",
                       "text": "Nên họp hai lần một năm, vào buổi tối, để người đi làm cũng dự được."})
    while time.perf_counter() < until:
        start = time.perf_counter()
        connection.request("POST", path, f"{typed}&token={uuid4()}", {
            "Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie})
        answer = connection.getresponse()
        answer.read()
        if answer.status != 302:
            raise SystemExit(f"gửi ý kiến: {answer.status}")
        took.append(time.perf_counter() - start)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
