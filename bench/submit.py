"""Sending, as a crowd does it: the real form, posted by several at once, each answered only when it is stored."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import uuid4

from bench.server import Server

SENDERS = 8
ANSWERS = {
    "question": "check", "kind": "feedback", "lane": "public", "place": "", "place_text": "Hẻm 47", "lat": "",
    "lon": "", "name": "", "phone": "", "email": "", "meant": "", "consent": "on",
    "text": "Đường trước nhà ngập mỗi khi mưa, xe chết máy, nước tràn vào nhà.",
}  # fmt: skip


@dataclass(frozen=True)
class Sent:
    """How it went: stored a second, processor ms each (server and database), p95 ms, and what the disk can do."""

    rate: float
    cost: float
    p95: float


def submit(server: Server, seconds: float) -> Sent:
    """Send for so many seconds."""
    cookie, token = _form(server)
    took: list[float] = []
    before, began = server.processor(), time.perf_counter()
    until = began + seconds
    senders = [threading.Thread(target=_send, args=(server, cookie, token, until, took)) for _ in range(SENDERS)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    wall = time.perf_counter() - began
    cost = (server.processor() - before) / max(len(took), 1) * 1000
    return Sent(len(took) / wall, cost, sorted(took)[int(len(took) * 0.95)] * 1000)


def _form(server: Server) -> tuple[str, str]:
    connection = server.connect()
    connection.request("GET", "/phan-anh/gui/")
    answer = connection.getresponse()
    page = answer.read().decode()
    cookie = (answer.getheader("Set-Cookie") or "").partition(";")[0]
    return cookie, page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]


def _send(server: Server, cookie: str, token: str, until: float, took: list[float]) -> None:
    connection = server.connect()
    typed = urlencode(ANSWERS | {"csrfmiddlewaretoken": token})
    while time.perf_counter() < until:
        start = time.perf_counter()
        connection.request("POST", "/phan-anh/gui/", f"{typed}&token={uuid4()}", {
            "Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie})
        answer = connection.getresponse()
        answer.read()
        if answer.status != 302:
            raise SystemExit(f"gửi mới: {answer.status}")
        took.append(time.perf_counter() - start)
