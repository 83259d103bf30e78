"""A disk that fills up while petitions come in: nothing is acknowledged that is not kept, and nobody has to help after.

The house stands on a small disk of its own. Something else fills it to the last byte; from then on every answer must be
"not now" (503), never a code. Room is made again, and the same server, not started anew, must take petitions in.
"""

import os
import sqlite3
import subprocess
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from drill.house import build, database, environment
from drill.kill import SENDERS, Intake, Server, _faults, _free_port

DISK = "64m"
WORKED, REFUSED = 40, 40  # answers of each kind that a round waits for
PATIENCE = 60  # seconds


def drill(rounds: int) -> bool:
    """True if every acknowledged petition is there, all else was told to come again, and the server went on."""
    if os.geteuid() != 0:
        print("✗ full: cần quyền root để gắn đĩa nhỏ (sudo python3 run.py drill full)", flush=True)
        return False
    with tempfile.TemporaryDirectory(prefix="danchu-full-") as folder, _small_disk(Path(folder) / "disk") as var:
        build(var)
        env, port = environment(var), _free_port()
        intake, server = Intake(port), Server(env, port)
        refused: Counter[int] = Counter()
        try:
            server.open()
            for _round in range(rounds):
                refused += _one_filling(var, intake)
        finally:
            server.leave()
        faults = _faults(lambda: _look(var), intake)
    faults += [f"trả lời {status}, không phải 503: {n}" for status, n in refused.items() if status != 503]
    for fault in faults:
        print(f"✗ full: {fault}")
    print(f"{'✗' if faults else '✓'} đầy đĩa: {rounds} lần, {len(intake.told)} đơn đã báo nhận,"
          f" {refused[503]} lần báo 503, mất {'?' if faults else 0}", flush=True)
    return not faults


def _one_filling(var: Path, intake: Intake) -> Counter[int]:
    """Petitions come in, the disk fills, room is made, petitions come in again: what was answered while it was full."""
    intake.odd.clear()
    intake.open.set()
    senders = [threading.Thread(target=intake.send_until_closed, daemon=True) for _ in range(SENDERS)]
    for sender in senders:
        sender.start()
    try:
        _until(lambda: len(intake.told), len(intake.told) + WORKED)
        with _filled(var):
            _until(lambda: sum(intake.odd.values()), REFUSED)
        _until(lambda: len(intake.told), len(intake.told) + WORKED)
    finally:
        intake.open.clear()
        for sender in senders:
            sender.join()
    return Counter(intake.odd)


@contextmanager
def _filled(var: Path) -> Iterator[None]:
    """Not a byte left, and what is given back (a log that was folded) is taken again at once."""
    stop = threading.Event()

    def fill() -> None:
        with (var / "filler").open("ab", buffering=0) as filler:
            while not stop.is_set():
                try:
                    filler.write(b"\0" * 4096)
                except OSError:
                    time.sleep(0.001)

    filling = threading.Thread(target=fill, daemon=True)
    filling.start()
    try:
        yield
    finally:
        stop.set()
        filling.join()
        (var / "filler").unlink()


def _until(counted: Callable[[], int], goal: int) -> None:
    until = time.monotonic() + PATIENCE
    while counted() < goal:
        if time.monotonic() > until:
            raise SystemExit("✗ full: máy chủ không nhận đơn, hoặc không từ chối, sau 60 giây.")
        time.sleep(0.01)


@contextmanager
def _small_disk(where: Path) -> Iterator[Path]:
    where.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK}", "none", where], check=True)
    try:
        yield where / "var"
    finally:
        subprocess.run(["umount", "-l", where], check=True)


def _look(var: Path) -> tuple[Callable[[str], list[Any]], str]:
    opened = sqlite3.connect(database(var))
    return (lambda question: opened.execute(question).fetchall()), "PRAGMA integrity_check"
