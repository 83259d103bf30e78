"""kill -9 in the middle of intake, again and again: what was acknowledged is there once, with its trace."""

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
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

from drill.house import build, database, environment

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
                return ""
            return (answer.getheader("Location") or "").rstrip("/").rpartition("/")[2]
        finally:
            line.close()

    def _note(self, token: str, code: str) -> None:
        with self.lock:
            self.unanswered.discard(token)
            if self.told.setdefault(token, code) != code:
                self.conflicts.append(token)


def drill(rounds: int) -> bool:
    """True if nothing was lost, doubled or half-written."""
    with tempfile.TemporaryDirectory(prefix="danchu-kill-") as folder:
        var = Path(folder)
        build(var)
        intake = Intake(_free_port())
        began = time.monotonic()
        for done in range(1, rounds + 1):
            _one_kill(var, intake)
            if done % 20 == 0 or done == rounds:
                print(f"  {done}/{rounds} lần tắt, {len(intake.told)} đơn đã báo nhận", flush=True)
        server = _start(var, intake.port)  # recovery is the server's own
        _kill(server)
        faults = _faults(database(var), intake)
    return _report(rounds, intake, faults, time.monotonic() - began)


def _one_kill(var: Path, intake: Intake) -> None:
    server = _start(var, intake.port)
    before = len(intake.told)
    intake.open.set()
    senders = [threading.Thread(target=intake.send_until_closed, daemon=True) for _ in range(SENDERS)]
    for sender in senders:
        sender.start()
    deadline = time.monotonic() + 30
    while len(intake.told) == before and time.monotonic() < deadline:
        time.sleep(0.005)
    time.sleep(random.uniform(0, 0.4))
    _kill(server)
    intake.open.clear()
    for sender in senders:
        sender.join()
    if len(intake.told) == before:
        raise SystemExit(f"✗ Máy chủ không nhận đơn nào; câu trả lời: {dict(intake.odd)}")


def _start(var: Path, port: int) -> subprocess.Popen[bytes]:
    server = subprocess.Popen([sys.executable, "-m", "danchu", "serve", "--port", str(port)],
                              env=environment(var), start_new_session=True, stdout=subprocess.DEVNULL)
    for _ in range(600):
        if server.poll() is not None:
            raise SystemExit("✗ Máy chủ không khởi động lại được sau khi bị tắt; lý do ở các dòng trên.")
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return server
        except OSError:
            time.sleep(0.05)
    raise SystemExit("✗ Máy chủ không trả lời sau 30 giây.")


def _kill(server: subprocess.Popen[bytes]) -> None:
    """All of it, at once, with no chance to say goodbye."""
    os.killpg(server.pid, signal.SIGKILL)
    server.wait()


def _faults(place: Path, intake: Intake) -> list[str]:
    with sqlite3.connect(place) as database:
        stored = dict(database.execute("SELECT replace(token, '-', ''), code FROM petitions_petition"))
        faults = [f"{wrong}: {len(rows)}" for wrong, question in FAULTS
                  if (rows := database.execute(question).fetchall())]
        whole = database.execute("PRAGMA integrity_check").fetchone()[0]
    lost = [code for token, code in intake.told.items() if stored.get(token.replace("-", "")) != code]
    faults += [f"đã báo nhận mà mất: {len(lost)}"] if lost else []
    faults += [f"một lần gửi, hai mã: {len(intake.conflicts)}"] if intake.conflicts else []
    return faults + ([f"cơ sở dữ liệu hỏng: {whole}"] if whole != "ok" else [])


def _report(rounds: int, intake: Intake, faults: list[str], seconds: float) -> bool:
    for fault in faults:
        print(f"✗ kill: {fault}")
    odd = f"; trả lời khác: {dict(intake.odd)}" if intake.odd else ""
    print(f"{'✗' if faults else '✓'} kill -9: {rounds} lần, {len(intake.told)} đơn đã báo nhận,"
          f" mất {'?' if faults else 0} ({seconds:.0f} giây{odd})", flush=True)
    return not faults


def _free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port: int = door.getsockname()[1]
        return port
