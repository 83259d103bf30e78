"""A ward behind the real server, and ways to press on it as many people at once."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.ready_made import own_database

ROOT = Path(__file__).parent.parent
MAKE = """
import django, sys; django.setup()
from danchu.ground.offices.models import Unit
def unit(code, name, **more):
    return Unit.objects.create(code=code, name=name, full_name=name, folded=name, **more)
ward = unit("le-khoi", "Phường Lê Khôi", family="territory", level="commune")
unit("le-khoi.ubnd", "UBND phường Lê Khôi", family="state", level="body", serves=ward)
"""


@pytest.fixture(scope="session")
def server(tmp_path_factory: Any) -> Iterator[tuple[int, dict[str, str]]]:
    """A ward behind the real server, with tables of its own on the engine this run is about; one for all who press."""
    var = tmp_path_factory.mktemp("var")
    with own_database(var) as where, closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        env = (
            {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")}
            | where
            | {
                "DANCHU_DEMO": "1",
                "DANCHU_VAR": str(var),
                "DJANGO_SETTINGS_MODULE": "danchu.settings",
                "PYTHONPATH": str(ROOT),
            }
        )
        (var / "static").mkdir()
        python(env, "-c", MAKE)
        command = [sys.executable, "-m", "danchu", "serve", "--port", str(port)]
        with (var / "log").open("wb") as log:
            running = subprocess.Popen(command, env=env, cwd=ROOT, stdout=log, stderr=log)
        try:
            _wait_for(port, running, var / "log")
            yield port, env
        finally:
            running.terminate()
            with suppress(subprocess.TimeoutExpired):
                running.wait(10)
            running.kill()


def python(env: dict[str, str], *what: str) -> str:
    done = subprocess.run([sys.executable, *what], env=env, cwd=ROOT, capture_output=True, text=True, timeout=180)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def _wait_for(port: int, running: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until and running.poll() is None:
        with suppress(OSError):
            connection = HTTPConnection("127.0.0.1", port, timeout=2)
            connection.request("GET", "/health")
            if connection.getresponse().status == 200:
                return
        time.sleep(0.1)
    raise AssertionError(log.read_text(errors="replace")[-2000:])


def post(port: int, path: str, data: dict[str, str], cookies: str, papers: bytes = b"") -> tuple[int, str, str]:
    """(status, where to, cookies) of one form sent by one browser."""
    kind, body = "application/x-www-form-urlencoded", urlencode(data).encode()
    if papers:
        kind, body = multipart(data, papers)
    connection = HTTPConnection("127.0.0.1", port, timeout=180)
    connection.request("POST", path, body, {"Content-Type": kind, "Cookie": cookies})
    answer = connection.getresponse()
    answer.read()
    set_cookies = "; ".join(v.split(";")[0] for k, v in answer.getheaders() if k.lower() == "set-cookie")
    return answer.status, answer.getheader("Location") or "", set_cookies


def multipart(data: dict[str, str], papers: bytes) -> tuple[str, bytes]:
    parts = [f'--limit\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n'.encode() for k, v in data.items()]
    paper = b'--limit\r\nContent-Disposition: form-data; name="papers"; filename="a.jpg"\r\n\r\n' + papers + b"\r\n"
    return "multipart/form-data; boundary=limit", b"".join([*parts, paper, b"--limit--\r\n"])


def form(port: int) -> tuple[str, str]:
    """(csrf token, cookies) of a page with a form."""
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", "/phan-anh/gui/")
    answer = connection.getresponse()
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', answer.read().decode())
    assert token, answer.status
    return token[1], "; ".join(v.split(";")[0] for k, v in answer.getheaders() if k.lower() == "set-cookie")
