"""The house as it stands in production: a server process, a worker process, the demo ward in a folder of its own.

Several test workers share one house: the first to come opens it, the last to leave closes it.
"""

import fcntl
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.ready_made import tables

ROOT = Path(__file__).parents[2]
PATIENCE = 60  # seconds for the server to answer, on a busy machine
DANCHU = [sys.executable, "-m", "danchu"]


@contextmanager
def open_house(shared: Path) -> Iterator[str]:
    """Its address. `shared` is the folder that all test workers of one run see."""
    with alone(shared):
        guests = _read(shared) or _start(shared)
        _write(shared, guests | {"inside": guests["inside"] + 1})
    try:
        yield guests["address"]
    finally:
        with alone(shared):
            guests = _read(shared)
            _write(shared, guests | {"inside": guests["inside"] - 1})
            if guests["inside"] == 1:
                _close(shared, guests["processes"])


@contextmanager
def alone(shared: Path) -> Iterator[None]:
    """One test worker at a time; the lock goes with the process that holds it."""
    with (shared / "lock").open("w") as door:
        fcntl.flock(door, fcntl.LOCK_EX)
        yield


def _read(shared: Path) -> dict:
    book = shared / "guests.json"
    return json.loads(book.read_text()) if book.exists() else {}


def _write(shared: Path, guests: dict) -> None:
    (shared / "guests.json").write_text(json.dumps(guests))


def ask_house(shared: Path, program: str) -> str:
    """What these lines print, run inside the house: for what no page tells, such as a receipt handed out last year."""
    told = subprocess.run([*DANCHU, "manage", "shell", "-v", "0", "-c", program], cwd=ROOT, env=_environment(shared),
                          check=True, capture_output=True, text=True)
    return told.stdout.strip()


def _environment(shared: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")}
    return kept | {"DANCHU_DEMO": "1", "DANCHU_VAR": str(shared)}


def _start(shared: Path) -> dict:
    """Tables, map, demo ward, server, worker."""
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    environment = _environment(shared) | {"DANCHU_SITE_URL": address}
    tables(shared)
    subprocess.run([*DANCHU, "demo"], cwd=ROOT, env=environment | {"DANCHU_SQLITE_SYNC": "OFF"}, check=True,
                   stdout=subprocess.DEVNULL)
    (shared / "static").mkdir(exist_ok=True)
    server = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
              "--workers", "1", "--blocking-threads", "4", "--log-level", "warning", "danchu.wsgi:application"]
    processes = [_run(server, environment, shared / "server.log"),
                 _run([*DANCHU, "work"], environment, shared / "work.log")]
    _wait_for(address, shared / "server.log")
    return {"address": address, "processes": processes, "inside": 0}


def _run(command: list[str], environment: dict, log: Path) -> int:
    with log.open("w") as out:
        return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=out,
                                start_new_session=True).pid


def _wait_for(address: str, log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            urlopen(f"{address}/health", timeout=5).close()
            return
        except (URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"the server does not answer:\n{log.read_text()}")


def _close(shared: Path, processes: list[int]) -> None:
    """Each leads a group of its own: the workers of the server go with it."""
    for pid in processes:
        os.killpg(pid, 15)
    (shared / "guests.json").unlink()


def _free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]
