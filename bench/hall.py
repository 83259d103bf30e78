"""`python -m bench.hall`: a hall. So many screens follow the chair every second while people ask; nothing may be lost,
and what the chair lets be seen stands on every screen within SHOWN_WITHIN seconds.

The screens are sockets of one process beside the server, on the same two cores: each opens its page, then its line.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

from bench.screens import Hall, Met
from bench.server import Server, serving

SCREENS, A_MINUTE, SECONDS = 5_000, 200, 60
ARRIVING, SETTLED, CALM = 30, 3, 10  # seconds: all come in; a breath; nobody asks, to price a beat alone
SHOWN_WITHIN, SHOWS_EVERY = 2.0, 2.0  # seconds: what the issue asks of a new question; how often the chair shows one
ROOT = Path(__file__).resolve().parents[1]


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.hall", description=__doc__)
    parser.add_argument("--screens", type=int, default=SCREENS)
    parser.add_argument("--seconds", type=int, default=SECONDS)
    parser.add_argument("--arriving", type=float, default=ARRIVING, help="số giây mọi người lần lượt vào")
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="danchu-hall-") as folder:
        environment = os.environ | {"DANCHU_DEMO": "1", "DANCHU_VAR": folder,
                                    "DJANGO_SETTINGS_MODULE": "bench.settings"}
        code = _hall(environment)
        with serving(environment, workers=asked.workers) as server:
            return _measure(server, environment, code, asked)


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


def _measure(server: Server, environment: dict[str, str], code: str, asked: argparse.Namespace) -> int:
    hall, sent = Hall(server.port, code), list[bool]()
    session, own = _chairs_session(environment), time.process_time()
    began = time.monotonic()
    cost, calm, live = asyncio.run(_meeting(server, hall, session, sent, asked))
    own = (time.process_time() - own) / (time.monotonic() - began)
    kept = int(_inside(environment, "from danchu.mechanisms.dialogues.models import Asked; "
                       "print(Asked.objects.filter(text__startswith='Hỏi giữa hội trường').count())"))
    print(f"màn hình {asked.screens:,}, vào trong {asked.arriving} giây · {asked.workers} tiến trình"
          f" · tải máy {os.getloadavg()[0]:.1f} · người hỏi tự dùng {own:.2f} nhân")
    print(f"mở trang {dict(hall.pages.answers)}, {_times(hall.pages)} · lúc vào: {dict(cost.arrived.answers)}")
    print(f"lúc yên {dict(calm.answers)} · {_times(calm)} · bộ xử lý {cost.calm * 1000:.3f} ms/nhịp")
    print(f"lúc hỏi {dict(live.answers)} · {sum(live.answers.values()) / cost.seconds:,.0f} nhịp/giây · {_times(live)}"
          f" · bộ xử lý {cost.live * 1000:.3f} ms/nhịp, gồm cả câu hỏi và chủ tọa · bộ nhớ {cost.memory:.0f} MB")
    print(f"câu hỏi gửi {len(sent)} · được báo nhận {sum(sent)} · còn trong sổ {kept}")
    late = sorted(live.until_seen) or [float("inf")]
    print(f"chủ tọa cho hiện {len(hall.shown)} câu · lên màn hình {len(live.until_seen):,}"
          f"/{len(hall.shown) * asked.screens:,} lần · "
          f"p50 {late[len(late) // 2]:.2f} s · p99 {late[int(len(late) * .99)]:.2f} s · lâu nhất {late[-1]:.2f} s")
    met = cost.arrived.answers | hall.pages.answers | calm.answers | live.answers
    kept_all = kept == sum(sent) == len(sent) and met.keys() <= {"200", "304"}
    everywhere = len(late) == len(hall.shown) * asked.screens
    return 0 if kept_all and everywhere and late[int(len(late) * .99)] <= SHOWN_WITHIN else 1


@dataclass
class Cost:
    """Seconds of processor a beat, in calm and while people ask; MB of the largest process; for how long."""

    arrived: Met
    calm: float = 0.0
    live: float = 0.0
    memory: float = 0.0
    seconds: float = 0.0


async def _meeting(server: Server, hall: Hall, session: str, sent: list[bool],
                   asked: argparse.Namespace) -> tuple[Cost, Met, Met]:
    """They come in; calm; then questions and the chair. What it cost, what the screens met in calm and live."""
    await hall.fill(asked.screens, asked.arriving)
    await asyncio.sleep(SETTLED)
    cost, before = Cost(hall.now_meeting()), server.processor()
    await asyncio.sleep(CALM)
    calm, between = hall.now_meeting(), server.processor()
    cost.calm = (between - before) / sum(calm.answers.values())
    loop = asyncio.get_running_loop()
    began = loop.time()
    asking = loop.run_in_executor(None, _ask, server, hall.code, asked.seconds, sent)
    await asyncio.gather(asking, loop.run_in_executor(None, _chair, server, hall, session, asked.seconds))
    await asyncio.sleep(SHOWN_WITHIN + 1)  # what was shown last has its time too
    live = hall.now_meeting()
    cost.live, cost.memory = (server.processor() - between) / sum(live.answers.values()), server.memory()
    cost.seconds = loop.time() - began
    hall.close()
    return cost, calm, live


def _times(met: Met) -> str:
    took = sorted(met.took) or [float("inf")]
    return " · ".join(f"p{part} {took[len(took) * part // 100] * 1000:.0f} ms" for part in (50, 95, 99))


def _chairs_session(environment: dict[str, str]) -> str:
    """The chair has signed in before the meeting."""
    return _inside(environment, "from danchu.ground.people.models import Person; from django.test import Client; "
                   "c = Client(); c.force_login(Person.objects.get(email='hoa@lekhoi.example'), "
                   "backend='django.contrib.auth.backends.ModelBackend'); "
                   "print(*(f'{name}={cookie.value}' for name, cookie in c.cookies.items()))")


def _chair(server: Server, hall: Hall, session: str, seconds: int) -> None:
    """Reads what waits and lets it be seen, one every SHOWS_EVERY; the clock runs from the press of the button."""
    connection, until = server.connect(), time.monotonic() + seconds - SHOWN_WITHIN
    path = f"/ban-lam-viec/doi-thoai/{hall.code}/chu-toa/"
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
        hall.shown[waiting[1]] = time.monotonic()
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


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
