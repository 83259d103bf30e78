"""kill -9 in the middle of intake, again and again: what was acknowledged is there once, with its trace.

On SQLite the whole server is killed; on PostgreSQL the server and, every other time, a backend of the database
(which makes PostgreSQL throw out everyone and recover from its log) while the server stays.
"""

import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import psycopg

from drill.house import build, database, environment
from tests.postgres import SAFE, temporary_postgres

SENDERS = 4
CSRF = "k" * 32  # cookie and field alike: that is all the double submit asks for
ANSWERS = {
    "question": "check", "kind": "feedback", "text": "Hẻm 47 ngập mỗi khi mưa, diễn tập tắt máy.",
    "place": "", "place_text": "", "lat": "", "lon": "", "lane": "office",
    "name": "", "phone": "", "email": "", "meant": "1", "consent": "on", "csrfmiddlewaretoken": CSRF,
}

# Each must come back empty: (what is wrong, how to find it)
FAULTS = [
    ("một mã nộp thành hai đơn", "SELECT token FROM petitions_petition GROUP BY token HAVING count(*) > 1"),
    ("đơn không có đúng một dòng nhật ký nhận",
     "SELECT code FROM petitions_petition p WHERE 1 <> (SELECT count(*) FROM journal_entry"
     " WHERE subject = p.code AND verb = 'submit')"),
    ("đơn không có bản gốc",
     "SELECT code FROM petitions_petition WHERE id NOT IN (SELECT petition_id FROM petitions_original)"),
    ("dòng nhật ký của đơn không có thật",
     "SELECT subject FROM journal_entry WHERE subject NOT IN (SELECT code FROM petitions_petition)"),
]


class Intake:
    """Citizens pressing “Gửi”: each token is tried until it is answered, also after the server came back."""

    def __init__(self, port: int):
        self.port = port
        self.told: dict[str, str] = {}  # token -> code a citizen was shown
        self.unanswered: set[str] = set()
        self.conflicts: list[str] = []
        self.odd: Counter[int] = Counter()
        self.lock = threading.Lock()
        self.open = threading.Event()

    def send_until_closed(self) -> None:
        while self.open.is_set():
            with self.lock:
                again = bool(self.unanswered) and random.random() < 0.5
                token = self.unanswered.pop() if again else str(uuid4())
                self.unanswered.add(token)
            try:
                code = self._send(token)
            except (OSError, HTTPException):
                time.sleep(0.01)
                continue
            if code:
                self._note(token, code)

    def _send(self, token: str) -> str:
        line = HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            line.request("POST", "/phan-anh/gui/", urlencode(ANSWERS | {"token": token}), {
                "Content-Type": "application/x-www-form-urlencoded", "Cookie": f"csrftoken={CSRF}"})
            answer = line.getresponse()
            answer.read()
            if answer.status != 302:
                self.odd[answer.status] += 1
                time.sleep(0.05)
                return ""
            return (answer.getheader("Location") or "").rstrip("/").rpartition("/")[2]
        finally:
            line.close()

    def _note(self, token: str, code: str) -> None:
        with self.lock:
            self.unanswered.discard(token)
            if self.told.setdefault(token, code) != code:
                self.conflicts.append(token)


class Server:
    """The real server, ready to be opened at once, as often as it is killed."""

    def __init__(self, environment: dict[str, str], port: int):
        self.port, self.pid = port, 0
        self.log = Path(environment["DANCHU_VAR"]) / "server.log"  # while its database is down it has much to say
        with self.log.open("wb") as log:
            self.ready = subprocess.Popen([sys.executable, "-m", "drill.ready"], env=environment, text=True,
                                          stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log)

    def open(self) -> None:
        self.pid = int(self._say(f"open {self.port}"))
        until = time.monotonic() + 30
        while time.monotonic() < until:
            with suppress(OSError):
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            time.sleep(0.005)
        raise SystemExit("✗ Máy chủ không trả lời sau 30 giây.")

    def kill(self) -> None:
        """All of it, at once, with no chance to say goodbye."""
        os.killpg(self.pid, signal.SIGKILL)
        self._say("closed")
        self.pid = 0

    def leave(self) -> None:
        if self.pid:
            self.kill()
        self.ready.kill()
        self.ready.wait()

    def _say(self, words: str) -> str:
        assert self.ready.stdin and self.ready.stdout
        self.ready.stdin.write(f"{words}\n")
        self.ready.stdin.flush()
        answer = self.ready.stdout.readline()
        if not answer:
            raise SystemExit(f"✗ Máy chủ không khởi động được:\n{self.log.read_text(errors='replace')[-2000:]}")
        return answer


def drill(rounds: int) -> bool:
    """SQLite: true if nothing was lost, doubled or half-written."""
    with tempfile.TemporaryDirectory(prefix="danchu-kill-") as folder:
        var = Path(folder)
        build(var)

        def look() -> tuple[Callable[[str], list[Any]], str]:
            opened = sqlite3.connect(database(var))
            return (lambda question: opened.execute(question).fetchall()), "PRAGMA integrity_check"

        return _drill("SQLite", rounds, environment(var), look, lambda server: _kill_the_server)


def drill_postgres(rounds: int) -> bool:
    """PostgreSQL: likewise; it must not lose a thing when one of its own is killed either."""
    with tempfile.TemporaryDirectory(prefix="danchu-kill-") as folder, temporary_postgres(SAFE) as where:
        var = Path(folder)
        build(var, DATABASE_URL=where)

        def look() -> tuple[Callable[[str], list[Any]], str]:
            opened = psycopg.connect(where, autocommit=True)
            return (lambda question: opened.execute(question).fetchall()), ""

        turn = {"n": 0}

        def choose(server: Server) -> Callable[[Server], None]:
            turn["n"] += 1
            return _kill_the_server if turn["n"] % 2 else lambda server: _kill_a_backend(where)

        return _drill("PostgreSQL", rounds, environment(var, DATABASE_URL=where), look, choose)


Look = Callable[[], tuple[Callable[[str], list[Any]], str]]


def _drill(engine: str, rounds: int, env: dict[str, str], look: Look,
           choose: Callable[[Server], Callable[[Server], None]]) -> bool:
    port = _free_port()
    intake, server = Intake(port), Server(env, port)
    began = time.monotonic()
    try:
        for done in range(1, rounds + 1):
            _one_kill(intake, server, choose(server))
            if done % 20 == 0 or done == rounds:
                print(f"  {engine}: {done}/{rounds} lần tắt, {len(intake.told)} đơn đã báo nhận", flush=True)
    finally:
        server.leave()
    _starts_by_itself(env, port)  # recovery is the server's own
    return _report(engine, rounds, intake, _faults(look, intake), time.monotonic() - began)


def _one_kill(intake: Intake, server: Server, kill: Callable[[Server], None]) -> None:
    if not server.pid:
        server.open()
    before = len(intake.told)
    intake.open.set()
    senders = [threading.Thread(target=intake.send_until_closed, daemon=True) for _ in range(SENDERS)]
    for sender in senders:
        sender.start()
    until = time.monotonic() + 60
    while len(intake.told) == before and time.monotonic() < until:
        time.sleep(0.002)
    time.sleep(random.uniform(0, 0.3))
    kill(server)
    intake.open.clear()
    for sender in senders:
        sender.join()
    if len(intake.told) == before:
        raise SystemExit(f"✗ Máy chủ không nhận đơn nào; câu trả lời: {dict(intake.odd)}")


def _kill_the_server(server: Server) -> None:
    server.kill()


def _kill_a_backend(where: str) -> None:
    """One that serves the portal; PostgreSQL then ends all others and recovers. Waits until it takes connections."""
    with psycopg.connect(where, autocommit=True) as asked:
        pids = [pid for pid, in asked.execute(
            "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()")]
    os.kill(random.choice(pids), signal.SIGKILL)
    time.sleep(0.05)
    until = time.monotonic() + 30
    while time.monotonic() < until:
        with suppress(psycopg.OperationalError), closing(psycopg.connect(where)):
            return
        time.sleep(0.02)
    raise SystemExit("✗ PostgreSQL không trở lại sau 30 giây.")


def _starts_by_itself(env: dict[str, str], port: int) -> None:
    """By its own command, on what the kills left behind."""
    server = subprocess.Popen([sys.executable, "-m", "danchu", "serve", "--port", str(port)],
                              env=env, start_new_session=True, stdout=subprocess.DEVNULL)
    try:
        for _ in range(600):
            if server.poll() is not None:
                raise SystemExit("✗ Máy chủ không khởi động lại được sau khi bị tắt; lý do ở các dòng trên.")
            line = HTTPConnection("127.0.0.1", port, timeout=10)
            with suppress(OSError, HTTPException), closing(line):
                line.request("GET", "/phan-anh/")
                if line.getresponse().status == 200:
                    return
            time.sleep(0.05)
        raise SystemExit("✗ Máy chủ không trả lời sau 30 giây.")
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def _faults(look: Look, intake: Intake) -> list[str]:
    ask, whole = look()
    stored = dict(ask("SELECT replace(CAST(token AS varchar(36)), '-', ''), code FROM petitions_petition"))
    faults = [f"{wrong}: {len(rows)}" for wrong, question in FAULTS if (rows := ask(question))]
    lost = [code for token, code in intake.told.items() if stored.get(token.replace("-", "")) != code]
    faults += [f"đã báo nhận mà mất: {len(lost)}"] if lost else []
    faults += [f"một lần gửi, hai mã: {len(intake.conflicts)}"] if intake.conflicts else []
    said = ask(whole)[0][0] if whole else "ok"
    return faults + ([f"cơ sở dữ liệu hỏng: {said}"] if said != "ok" else [])


def _report(engine: str, rounds: int, intake: Intake, faults: list[str], seconds: float) -> bool:
    for fault in faults:
        print(f"✗ kill, {engine}: {fault}")
    odd = f"; trả lời khác: {dict(intake.odd)}" if intake.odd else ""
    print(f"{'✗' if faults else '✓'} kill -9, {engine}: {rounds} lần, {len(intake.told)} đơn đã báo nhận,"
          f" mất {'?' if faults else 0} ({seconds:.0f} giây{odd})", flush=True)
    return not faults


def _free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port: int = door.getsockname()[1]
        return port
