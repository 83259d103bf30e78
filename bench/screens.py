"""The screens of a hall, thousands in one process: each does what ui/hall.js does, and what it met is written down."""

from __future__ import annotations

import asyncio
import json
import random
import re
import time
from collections import Counter
from dataclasses import dataclass, field

PATIENCE = 30.0  # seconds a browser waits to be let in before it says the line is down
LENGTH, ETAG = re.compile(rb"content-length: (\d+)", re.I), re.compile(rb"etag: (\S+)", re.I)


@dataclass
class Met:
    """Answers by status, how long each took; how long until what the chair showed stood on a screen."""

    answers: Counter[str] = field(default_factory=Counter)
    took: list[float] = field(default_factory=list)
    until_seen: list[float] = field(default_factory=list)


@dataclass
class Hall:
    """One hall: where its screens ask, what they meet now, and when the chair showed which question."""

    port: int
    code: str
    met: Met = field(default_factory=Met)
    pages: Met = field(default_factory=Met)
    shown: dict[str, float] = field(default_factory=dict)
    screens: list[Screen] = field(default_factory=list)
    over: bool = False

    async def fill(self, screens: int, seconds: float) -> None:
        """So many come in, evenly over so many seconds; each asks from its first moment on."""
        began = time.monotonic()
        for n in range(screens):
            await asyncio.sleep(began + seconds * n / screens - time.monotonic())
            self.screens.append(screen := Screen(self))
            screen.come()

    def now_meeting(self) -> Met:
        """What was met until now; from here on a new page."""
        met, self.met = self.met, Met()
        return met

    def close(self) -> None:
        """Everyone goes home."""
        self.over = True
        for screen in self.screens:
            screen.leave()


class Screen(asyncio.Protocol):
    """Opens its page, then asks every second and says what it has; waits longer each time the line is down."""

    def __init__(self, hall: Hall) -> None:
        self.hall, self.mark, self.known, self.lost = hall, "", set[str](), 0
        self.line: asyncio.Transport | None = None
        self.coming: asyncio.Task[None] | None = None
        self.loaded, self.asked, self.got = False, 0.0, b""

    def come(self) -> None:
        """Open the line, unless the evening is over."""
        if not self.hall.over:
            self.coming = asyncio.get_running_loop().create_task(self._connect())

    def leave(self) -> None:
        """Close the line."""
        if self.line:
            self.line.close()

    async def _connect(self) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                await asyncio.get_running_loop().create_connection(lambda: self, "127.0.0.1", self.hall.port)
        except OSError:  # refused, or nobody opened in time
            self._lose("không vào được")

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.line = transport
        self._ask()

    def connection_lost(self, exc: Exception | None) -> None:
        self.line = None
        if not self.hall.over:
            self._lose("đứt" if self.asked else "đóng khi im")

    def data_received(self, data: bytes) -> None:
        self.got += data
        end = self.got.find(b"\r\n\r\n") + 4
        if end < 4:
            return
        head, status = self.got[:end], self.got[9:12].decode()
        length = LENGTH.search(head)
        if status != "304" and len(self.got) < end + (int(length[1]) if length else 0):
            return
        body, self.got = self.got[end:], b""
        self._answered(status, head, body)

    def _ask(self) -> None:
        if self.hall.over or not self.line:
            return
        self.asked = time.monotonic()
        path = f"/doi-thoai/{self.hall.code}/" + ("nhip/" if self.loaded else "man-hinh/")
        known = f"If-None-Match: {self.mark}\r\n" if self.mark else ""
        self.line.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{known}\r\n".encode())

    def _answered(self, status: str, head: bytes, body: bytes) -> None:
        now = time.monotonic()
        met = self.hall.met if self.loaded else self.hall.pages
        met.answers[status] += 1
        met.took.append(now - self.asked)
        self.asked, self.lost = 0.0, 0
        if not self.loaded:
            self.loaded = status == "200"
            return self._ask()
        if status == "200":
            fresh = {q["code"] for q in json.loads(body)["newest"]} & self.hall.shown.keys() - self.known
            met.until_seen += [now - self.hall.shown[code] for code in fresh]
            self.known |= fresh
            found = ETAG.search(head)
            self.mark = found[1].decode() if found else ""
        self._later(1.0)

    def _lose(self, why: str) -> None:
        self.hall.met.answers[why] += 1
        self.asked, self.got, self.lost = 0.0, b"", self.lost + 1
        asyncio.get_running_loop().call_later(min(2.0**self.lost, 10.0) * random.uniform(0.9, 1.1), self.come)

    def _later(self, seconds: float) -> None:
        asyncio.get_running_loop().call_later(seconds * random.uniform(0.9, 1.1), self._ask)
