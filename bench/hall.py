"""`python -m bench.hall`: a hall. So many screens follow the chair every second while people ask; nothing may be lost,
and what the chair lets be seen stands on every screen within SHOWN_WITHIN seconds.

Two workers; the screens are sockets of one process beside them, on the same two cores.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

from bench.server import Server, serving

SCREENS, A_MINUTE, SECONDS = 5_000, 200, 60
SHOWN_WITHIN, SHOWS_EVERY = 2.0, 2.0  # seconds: what the issue asks of a new question; how often the chair shows one
ROOT = Path(__file__).resolve().parents[1]


@dataclass
class Seen:
    """What the screens met: answers by status, how long each took; when the chair showed what, how long until seen."""

    answers: Counter[str] = field(default_factory=Counter)
    took: list[float] = field(default_factory=list)
    shown: dict[str, float] = field(default_factory=dict)
    until_seen: list[float] = field(default_factory=list)


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.hall", description=__doc__)
    parser.add_argument("--screens", type=int, default=SCREENS)
    parser.add_argument("--seconds", type=int, default=SECONDS)
    asked = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="danchu-hall-") as folder:
        environment = os.environ | {"DANCHU_DEMO": "1", "DANCHU_VAR": folder,
                                    "DJANGO_SETTINGS_MODULE": "bench.settings"}
        code = _hall(environment)
        with serving(environment, workers=2) as server:
            return _measure(server, environment, code, asked.screens, asked.seconds)


def _hall(environment: dict[str, str]) -> str:
    """The demo ward, its coming dialogue opened today. Its code."""
    for command in (["manage", "migrate", "-v", "0"], ["demo"]):
        subprocess.run([sys.executable, "-m", "danchu", *command], env=environment, cwd=ROOT, check=True,
                       stdout=subprocess.DEVNULL)
    return _inside(environment, "from danchu.mechanisms.dialogues.models import Dialogue as D; "
                   "d = D.objects.get(state='collecting'); D.objects.filter(pk=d.pk).update(state='in_session'); "
                   "print(d.code)")


def _inside(environment: dict[str, str], script: str) -> str:
    done = subprocess.run([sys.executable, "-c", f"import django; django.setup(); {script}"], env=environment, cwd=ROOT,
                          check=True, capture_output=True, text=True)
    return done.stdout.strip()


def _measure(server: Server, environment: dict[str, str], code: str, screens: int, seconds: int) -> int:
    seen, sent = Seen(), list[bool]()
    asking = threading.Thread(target=_ask, args=(server, code, seconds, sent))
    before = server.processor()
    chair = threading.Thread(target=_chair, args=(server, code, _chairs_session(environment), seconds, seen))
    asking.start()
    chair.start()
    asyncio.run(_watch(server.port, code, screens, seconds, seen))
    asking.join()
    chair.join()
    cost = server.processor() - before
    kept = int(_inside(environment, "from danchu.mechanisms.dialogues.models import Asked; "
                       "print(Asked.objects.filter(text__startswith='Hỏi giữa hội trường').count())"))
    took, total = sorted(seen.took), sum(seen.answers.values())
    print(f"màn hình {screens:,} · {total / seconds:,.0f} lượt hỏi nhịp/giây · {dict(seen.answers)}")
    print(f"p50 {took[len(took) // 2] * 1000:.0f} ms · p95 {took[int(len(took) * .95)] * 1000:.0f} ms"
          f" · p99 {took[int(len(took) * .99)] * 1000:.0f} ms · bộ xử lý {cost / total * 1000:.3f} ms/lượt")
    print(f"câu hỏi gửi {len(sent)} · được báo nhận {sum(sent)} · còn trong sổ {kept}")
    late = sorted(seen.until_seen) or [float("inf")]
    print(f"chủ tọa cho hiện {len(seen.shown)} câu · lên màn hình {len(seen.until_seen):,} lần · "
          f"p50 {late[len(late) // 2]:.2f} s · p99 {late[int(len(late) * .99)]:.2f} s · lâu nhất {late[-1]:.2f} s")
    kept_all = kept == sum(sent) and seen.answers.keys() <= {"200", "304"}
    return 0 if kept_all and late[int(len(late) * .99)] <= SHOWN_WITHIN else 1


def _chairs_session(environment: dict[str, str]) -> str:
    """The chair has signed in before the meeting."""
    return _inside(environment, "from danchu.ground.people.models import Person; from django.test import Client; "
                   "c = Client(); c.force_login(Person.objects.get(email='hoa@lekhoi.example'), "
                   "backend='django.contrib.auth.backends.ModelBackend'); "
                   "print(*(f'{name}={cookie.value}' for name, cookie in c.cookies.items()))")


def _chair(server: Server, code: str, session: str, seconds: int, seen: Seen) -> None:
    """Reads what waits and lets it be seen, one every SHOWS_EVERY; the clock runs from the press of the button."""
    connection, until = server.connect(), time.monotonic() + seconds - SHOWN_WITHIN
    path = f"/ban-lam-viec/doi-thoai/{code}/chu-toa/"
    while time.monotonic() < until:
        time.sleep(SHOWS_EVERY)
        connection.request("GET", path, headers={"Cookie": session})
        page = connection.getresponse()
        cookie = (page.headers["Set-Cookie"] or "").partition(";")[0]
        html = page.read().decode()
        secret = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', html)
        waiting = re.search(r'name="cau" value="([^"]+)"><input type="hidden" name="lam" value="cho-hien"', html)
        if secret is None:
            raise SystemExit(f"Trang chủ tọa không mở được: {page.status}")
        if waiting is None:
            continue
        body = urlencode({"lam": "cho-hien", "cau": waiting[1], "text": f"Câu {waiting[1]}, đã đọc.", "name": "",
                          "csrfmiddlewaretoken": secret[1]})
        seen.shown[waiting[1]] = time.monotonic()
        connection.request("POST", path, body, {
            "Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json",
            "Cookie": f"{session}; {cookie}"})
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise SystemExit(f"Chủ tọa không cho hiện được: {answer.status}")


def _ask(server: Server, code: str, seconds: int, sent: list[bool]) -> None:
    """Questions at A_MINUTE, each acknowledged only when it is stored."""
    connection = server.connect()
    connection.request("GET", f"/doi-thoai/{code}/hoi/")
    page = connection.getresponse()
    cookie = (page.headers["Set-Cookie"] or "").partition(";")[0]
    secret = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.read().decode())
    if secret is None:
        raise SystemExit("Trang hỏi không có biểu mẫu.")
    wait, until = 60 / A_MINUTE, time.monotonic() + seconds
    while time.monotonic() < until:
        began = time.monotonic()
        body = urlencode({"question": "check", "text": f"Hỏi giữa hội trường số {len(sent)}: bao giờ sửa đường?",
                          "naming": "organiser", "name": "", "phone": "", "email": "", "token": str(uuid4()),
                          "meant": "", "consent": "on", "csrfmiddlewaretoken": secret[1]})
        connection.request("POST", f"/doi-thoai/{code}/hoi/", body, {
            "Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie})
        answer = connection.getresponse()
        answer.read()
        sent.append(answer.status == 302)
        time.sleep(max(0.0, wait - (time.monotonic() - began)))


async def _watch(port: int, code: str, screens: int, seconds: int, seen: Seen) -> None:
    until = time.monotonic() + seconds
    await asyncio.gather(*(_screen(port, code, until, n / screens, seen) for n in range(screens)))


async def _screen(port: int, code: str, until: float, offset: float, seen: Seen) -> None:
    """One screen: asks every second, says what it has, as ui/hall.js does."""
    await asyncio.sleep(offset * 3)  # they do not all come in at the same second
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    mark, known = "", set[str]()
    while time.monotonic() < until:
        began = time.monotonic()
        writer.write(f"GET /doi-thoai/{code}/nhip/ HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                     f"{f'If-None-Match: {mark}' + chr(13) + chr(10) if mark else ''}\r\n".encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        status = head.split(" ", 2)[1]
        length = re.search(r"content-length: (\d+)", head, re.I)
        body = await reader.readexactly(int(length[1])) if length and status == "200" else b""
        seen.answers[status] += 1
        seen.took.append(time.monotonic() - began)
        if body:
            fresh = {q["code"] for q in json.loads(body)["newest"]} & seen.shown.keys() - known
            seen.until_seen += [time.monotonic() - seen.shown[code] for code in fresh]
            known |= fresh
            found = re.search(r"etag: (\S+)", head, re.I)
            mark = found[1] if found else ""
        await asyncio.sleep(max(0.0, 1 - (time.monotonic() - began)))
    writer.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
