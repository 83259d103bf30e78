"""Fifty at once against a real server: one token is one case, one code, one set of papers; one rating is one rating."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit
from uuid import uuid4

import pytest
from dj_database_url import parse as parse_url

from tests.ready_made import TEMPLATE, tables

ROOT = Path(__file__).parent.parent
MAKE = """
import django, sys; django.setup()
from danchu.ground.offices.models import Unit
def unit(code, name, **more):
    return Unit.objects.create(code=code, name=name, full_name=name, folded=name, **more)
ward = unit("le-khoi", "Phường Lê Khôi", family="territory", level="commune")
unit("le-khoi.ubnd", "UBND phường Lê Khôi", family="state", level="body", serves=ward)
"""
ANSWER = """
import django, sys; django.setup()
from django.core import signing
from django.utils import timezone
from danchu.ground.offices.models import Unit
from danchu.ground.people.access import Post, Standing
from danchu.law.calendar import Calendar
from danchu.law.roles import Role
from danchu.mechanisms.petitions import actions
from danchu.mechanisms.petitions.models import Petition
p = Petition.objects.get(code=sys.argv[1])
hoa = Standing(None, tuple(Post(r, p.body_id, "") for r in (Role.RECEPTION, Role.LEADER)))
now = timezone.now()
actions.accept(p, by=hoa, calendar=Calendar.official(), now=now)
actions.assign(p, office=p.body, by=hoa, now=now)
actions.draft(p, text="Đã nạo vét.", by=hoa, now=now)
actions.approve(p, text="Đã nạo vét.", by=hoa, now=now)
actions.answer(p, by=hoa, now=now)
"""
COUNT = """
import django; django.setup()
from danchu.ground.files.models import Attachment
from danchu.ground.journal.models import Entry
from danchu.mechanisms.petitions.models import Message, Original, Petition, TallyChange
verbs = list(Entry.objects.values_list("verb", flat=True))
print(Petition.objects.count(), Original.objects.count(), Attachment.objects.count(), verbs.count("submit"),
      verbs.count("rate"), TallyChange.objects.filter(what="solved").count(),
      Message.objects.filter(kind="again").count())
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: Any) -> Iterator[tuple[int, dict[str, str]]]:
    """A ward behind the real server, with tables of its own on the engine this run is about."""
    var = tmp_path_factory.mktemp("var")
    with _own_database(var) as where, closing(socket.socket()) as free:
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
        if not where:
            tables(var)
        elif TEMPLATE not in os.environ:
            _python(env, "-m", "django", "migrate", "-v0")
        _python(env, "-c", MAKE)
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


class _own_database:
    """SQLite: a file in `var`. PostgreSQL: a database beside the tests' own, gone afterwards."""

    def __init__(self, var: Path) -> None:
        self.name = f"parallel_{uuid4().hex[:8]}"

    def __enter__(self) -> dict[str, str]:
        url = os.environ.get("DATABASE_URL", "")
        self.admin = parse_url(url) if url.startswith("postgres") else None
        if self.admin is None:
            return {}
        self._run(f"CREATE DATABASE {self.name} TEMPLATE {os.environ.get(TEMPLATE, 'template1')}")
        parts = urlsplit(url)
        return {"DATABASE_URL": f"{parts.scheme}://{parts.netloc}/{self.name}"}

    def __exit__(self, *_: Any) -> None:
        if self.admin is not None:
            self._run(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")

    def _run(self, statement: str) -> None:
        import psycopg

        known = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD", "dbname": "NAME"}
        given = {k: self.admin[v] for k, v in known.items() if self.admin and self.admin.get(v)}
        with psycopg.connect(**given, autocommit=True) as connection:
            connection.execute(statement)


def _python(env: dict[str, str], *what: str) -> str:
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


def _post(port: int, path: str, data: dict[str, str], cookies: str, papers: bytes = b"") -> tuple[int, str, str]:
    """(status, where to, cookies) of one form sent by one browser."""
    kind, body = "application/x-www-form-urlencoded", urlencode(data).encode()
    if papers:
        kind, body = _multipart(data, papers)
    connection = HTTPConnection("127.0.0.1", port, timeout=180)
    connection.request("POST", path, body, {"Content-Type": kind, "Cookie": cookies})
    answer = connection.getresponse()
    answer.read()
    set_cookies = "; ".join(v.split(";")[0] for k, v in answer.getheaders() if k.lower() == "set-cookie")
    return answer.status, answer.getheader("Location") or "", set_cookies


def _multipart(data: dict[str, str], papers: bytes) -> tuple[str, bytes]:
    parts = [f'--limit\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n'.encode() for k, v in data.items()]
    paper = b'--limit\r\nContent-Disposition: form-data; name="papers"; filename="a.jpg"\r\n\r\n' + papers + b"\r\n"
    return "multipart/form-data; boundary=limit", b"".join([*parts, paper, b"--limit--\r\n"])


def _form(port: int) -> tuple[str, str]:
    """(csrf token, cookies) of a page with a form."""
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", "/phan-anh/gui/")
    answer = connection.getresponse()
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', answer.read().decode())
    assert token, answer.status
    return token[1], "; ".join(v.split(";")[0] for k, v in answer.getheaders() if k.lower() == "set-cookie")


def test_fifty_at_once_with_one_token_are_one_case_and_twenty_ratings_are_one(server):
    from danchu.ground.files.tests.making import picture

    port, env = server
    csrf, cookies = _form(port)
    sent = {
        "csrfmiddlewaretoken": csrf,
        "question": "check",
        "kind": "feedback",
        "text": "Hẻm 47 ngập mỗi khi mưa.",
        "place": "",
        "place_text": "",
        "lat": "",
        "lon": "",
        "lane": "public",
        "name": "",
        "phone": "",
        "email": "",
        "token": str(uuid4()),
        "meant": "",
        "consent": "on",
    }
    photo = picture()
    with ThreadPoolExecutor(50) as crowd:
        answers = list(crowd.map(lambda _: _post(port, "/phan-anh/gui/", sent, cookies, photo), range(50)))
    assert {status for status, _to, _c in answers} == {302}, [a[:2] for a in answers if a[0] != 302][:3]
    assert len({to for _s, to, _c in answers}) == 1
    assert _python(env, "-c", COUNT).split()[:5] == ["1", "1", "1", "1", "0"]

    code = answers[0][1].rstrip("/").split("/")[-1]
    _python(env, "-c", ANSWER, code)
    mine = f"{cookies}; {answers[0][2]}"
    rating = {"csrfmiddlewaretoken": csrf, "rate-solved": "yes", "rate-stars": "5", "rate-words": "Cảm ơn."}
    with ThreadPoolExecutor(20) as crowd:
        rated = list(crowd.map(lambda _: _post(port, f"/phan-anh/{quote(code)}/danh-gia/", rating, mine), range(20)))
    assert sorted({status for status, _to, _c in rated}) in ([302, 422], [302])
    assert [status for status, _to, _c in rated].count(302) == 1
    assert _python(env, "-c", COUNT).split() == ["1", "1", "1", "1", "1", "1", "1"]
