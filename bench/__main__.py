"""`python3 run.py bench [--sizes 1000,100000] [--database URL]`: one table, and the ratios that matter."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import threading
import time
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

from bench.pages import Page, address, pages
from bench.server import Server, serving

ROOT = Path(__file__).resolve().parent.parent


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="run.py bench", description=__doc__)
    parser.add_argument("--sizes", default="1000,100000", help="số việc, cách nhau bằng dấu phẩy")
    parser.add_argument("--times", type=int, default=200, help="số lần hỏi mỗi trang")
    parser.add_argument("--seconds", type=float, default=10, help="thời gian đo gửi mới")
    asked = parser.parse_args(argv)
    costs: dict[str, list[float]] = {}
    for size in [int(s) for s in asked.sizes.split(",")]:
        environment = _filled(size)
        print(f"\n## {size:,} việc · {environment.get('DATABASE_URL', 'SQLite')[:10]}\n".replace(",", "."))
        _measure(environment, asked.times, asked.seconds, costs)
    _flatness(costs)
    return 0


def _filled(size: int) -> dict[str, str]:
    """A database of this size, made once and kept under var/bench."""
    folder = Path(os.environ.get("DANCHU_BENCH", ROOT / "var" / "bench")) / str(size)
    environment = os.environ | {"DANCHU_DEMO": "1", "DANCHU_VAR": str(folder),
                                "DJANGO_SETTINGS_MODULE": "bench.settings"}
    if not (folder / "ready").exists():
        folder.mkdir(parents=True, exist_ok=True)
        for command in (["manage", "migrate", "-v0"], ["demo"], ["demo", "--petitions", str(size)]):
            subprocess.run([sys.executable, "-m", "danchu", *command], env=environment, cwd=ROOT, check=True,
                           stdout=subprocess.DEVNULL)
        (folder / "ready").touch()
    return environment


def _measure(environment: dict[str, str], times: int, seconds: float, costs: dict[str, list[float]]) -> None:
    os.environ.update(environment)
    import django
    from django.conf import settings

    if not settings.configured or not django.apps.apps.ready:
        django.setup()
    _point_at(environment)
    listed, cookies = pages(), {who: _session(who) for who in ("minh", "hoa")}
    print("| trang | câu lệnh | ms xử lý | so trang trống | ms p95 | lần/s | kB |\n|---|---|---|---|---|---|---|")
    with serving(environment) as server:
        empty = 0.0
        for page in listed:
            cookie = cookies.get(page.official, "")
            cost, p95, rate, weight = _ask(server, page, cookie, times)
            empty = empty or cost
            costs.setdefault(page.name, []).append(cost)
            print(f"| {page.name} | {_statements(page)} | {cost:.2f} | {cost / empty:.1f} | {p95:.1f} | {rate:.0f}"
                  f" | {weight / 1000:.1f} |", flush=True)
        accepted, cost, p95 = _submit(server, seconds)
        print(f"| gửi mới (ghi bền) | – | {cost:.2f} | {cost / empty:.1f} | {p95:.1f} | {accepted:.0f} | – |")
        print(f"\nBộ nhớ (PSS) sau cùng: {server.memory():.0f} MB")


def _point_at(environment: dict[str, str]) -> None:
    """The same process looks at the next size's file."""
    from django.db import connection

    if connection.vendor == "sqlite":
        connection.close()
        connection.settings_dict["NAME"] = str(Path(environment["DANCHU_VAR"]) / "danchu.sqlite3")


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
    return f"danchu={session.session_key}"


def _statements(page: Page) -> int:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(raise_request_exception=True)
    if page.official:
        client.cookies["danchu"] = _session(page.official).partition("=")[2]
    client.get(address(page, -1))  # a session's first page also notes that it is awake
    with CaptureQueriesContext(connection) as captured:
        client.get(address(page, -1 if page.kept else -2))
    return len(captured)


def _ask(server: Server, page: Page, cookie: str, times: int) -> tuple[float, float, float, int]:
    """(processor ms a request, p95 ms, requests a second of one client, bytes)."""
    connection, took, weight = server.connect(), [], 0
    for n in range(times + 20):
        if n == 20:
            began, processor = time.perf_counter(), server.processor()
        start = time.perf_counter()
        status, weight = _get(connection, address(page, n), cookie)
        took.append(time.perf_counter() - start)
        if status != 200:
            raise SystemExit(f"{page.path}: {status}")
    wall = time.perf_counter() - began
    cost = (server.processor() - processor) / times * 1000
    return cost, sorted(took[20:])[int(times * 0.95)] * 1000, times / wall, weight


def _get(connection: HTTPConnection, path: str, cookie: str) -> tuple[int, int]:
    connection.request("GET", path, headers={"Cookie": cookie, "Accept-Encoding": "gzip"} if cookie else {})
    answer = connection.getresponse()
    return answer.status, len(answer.read())


def _submit(server: Server, seconds: float, clients: int = 8) -> tuple[float, float, float]:
    """(accepted a second, processor ms each, p95 ms) of the real form, posted by several senders at once."""
    cookie, token = _form(server)
    took: list[float] = []
    before, began = server.processor(), time.perf_counter()
    until = began + seconds
    senders = [threading.Thread(target=_send, args=(server, cookie, token, until, took)) for _ in range(clients)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    wall = time.perf_counter() - began
    cost = (server.processor() - before) / max(len(took), 1) * 1000
    return len(took) / wall, cost, sorted(took)[int(len(took) * 0.95)] * 1000


def _form(server: Server) -> tuple[str, str]:
    connection = server.connect()
    connection.request("GET", "/phan-anh/gui/")
    answer = connection.getresponse()
    page = answer.read().decode()
    cookie = (answer.getheader("Set-Cookie") or "").partition(";")[0]
    return cookie, page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]


def _send(server: Server, cookie: str, token: str, until: float, took: list[float]) -> None:
    connection = server.connect()
    while time.perf_counter() < until:
        typed = urlencode({"csrfmiddlewaretoken": token, "question": "check", "kind": "feedback", "lane": "public",
                           "text": "Đường trước nhà ngập mỗi khi mưa, xe chết máy, nước tràn vào nhà.", "place": "",
                           "place_text": "Hẻm 47", "lat": "", "lon": "", "name": "", "phone": "", "email": "",
                           "meant": "", "token": str(uuid4()), "consent": "on"})
        start = time.perf_counter()
        connection.request("POST", "/phan-anh/gui/", typed, {
            "Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie})
        answer = connection.getresponse()
        answer.read()
        if answer.status != 302:
            raise SystemExit(f"gửi mới: {answer.status}")
        took.append(time.perf_counter() - start)


def _flatness(costs: dict[str, list[float]]) -> None:
    print("\n## Phẳng: ms xử lý ở cỡ lớn nhất chia cho cỡ nhỏ nhất\n")
    for name, values in costs.items():
        if len(values) > 1 and values[0]:
            print(f"- {name}: {values[-1] / values[0]:.2f}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
