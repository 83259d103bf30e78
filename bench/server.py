"""A server of our own on loopback, started as `danchu serve` starts it; its processor and memory, by the kernel."""

from __future__ import annotations

import os
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from danchu.running.serving import DRAIN_SECONDS, MEMORY, THREADS, granian


class Server:
    """The processes under one granian."""

    def __init__(self, process: subprocess.Popen[bytes], port: int, database: int = 0) -> None:
        self.process, self.port, self.database = process, port, database

    def pids(self) -> list[int]:
        """The master and its workers."""
        return [self.process.pid, *_children(self.process.pid)]

    def processor(self) -> float:
        """Seconds of processor used so far, user and system, by the server and by its database's processes."""
        return sum(map(_seconds, [*self.pids(), *(_children(self.database) if self.database else [])]))

    def memory(self) -> float:
        """PSS of the largest process in MB."""
        return max(_pss(pid) for pid in self.pids())

    def connect(self) -> HTTPConnection:
        return HTTPConnection("127.0.0.1", self.port, timeout=60)


def _children(pid: int) -> list[int]:
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True)
    return [int(child) for child in listed.stdout.split()]


def disk_waits(folder: Path, times: int = 50) -> float:
    """Milliseconds this disk needs to make one small write durable, now, with whatever else the machine does."""
    with tempfile.TemporaryFile(dir=folder) as file:
        began = time.perf_counter()
        for _n in range(times):
            file.write(b"x" * 4096)
            file.flush()
            os.fsync(file.fileno())
        return (time.perf_counter() - began) / times * 1000


def _seconds(pid: int) -> float:
    """Processor time of all its threads; the kernel counts it in nanoseconds."""
    total = 0
    for task in Path(f"/proc/{pid}/task").glob("*/schedstat"):
        try:
            total += int(task.read_text().split()[0])
        except OSError:  # a thread that ended meanwhile
            continue
    return total / 1e9


def _pss(pid: int) -> float:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0


@contextmanager
def serving(environment: dict[str, str], *, workers: int = 1, database: int = 0) -> Iterator[Server]:
    """Start, wait until it answers, stop whatever happens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [*granian("127.0.0.1", port, workers, THREADS)[:-1], "bench.wsgi:application"]
    process = subprocess.Popen(command, env=MEMORY | environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(port)
        yield Server(process, port, database)
    finally:
        process.terminate()
        process.wait(DRAIN_SECONDS + 10)


def _wait(port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/trong/")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("Máy chủ đo không trả lời sau 60 giây.")
