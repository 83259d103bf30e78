"""Scripts are stored in every field and file name; the pages are opened in a real Chromium. None may run."""

from __future__ import annotations

import mimetypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.contrib.staticfiles import finders

from danchu.conftest import Cast
from tests.hostile import ALL, SCRIPTS, Answers, asked
from tests.permissions import HOUSE
from tests.worlds import brought

pytestmark = [pytest.mark.django_db, pytest.mark.browser, pytest.mark.usefixtures("quiet")]
HOME = "http://danchu.test"
Pages = dict[str, tuple[int, dict[str, str], bytes]]
LISTEN = """document.addEventListener('securitypolicyviolation',
    e => console.log('CSP ' + e.violatedDirective + ' ' + e.blockedURI + ' ' + e.sample))"""


def everyone_is_called_a_script(cast: Cast) -> None:
    """Units and people bear scripts as names and titles."""
    for unit in (cast.body, cast.drains, cast.ward):
        unit.name = unit.full_name = f"{unit.full_name} {ALL}"[:200]
        unit.save()
    for who in (cast.lan, cast.minh, cast.hoa, cast.tam):
        person = who.person
        assert person is not None
        person.name = f"{person.name} {SCRIPTS[0]} {SCRIPTS[1]}"[:120]
        person.save()
        person.posts.update(title=SCRIPTS[1][:100]) if hasattr(person, "posts") else None


def of_the_house(cast: Cast) -> Answers:
    """The pages that belong to no mechanism, and may show something of each."""
    q = quote(ALL)
    yield from asked(None, "/", f"/{q}/", f"/dang-nhap/?next={q}", f"/tim/?q={q}", f"/tra-cuu/?ma={q}")
    for who in (cast.lan, cast.minh, cast.hoa, cast.tam):
        yield from asked(who, "/tai-khoan/", "/thong-bao/", "/")


def pages(cast: Cast, owner: str) -> Pages:
    """What the house answers, by an address of its own for each."""
    everyone_is_called_a_script(cast)
    own = [] if owner == HOUSE else import_module(f"tests.hostile.{owner}").answers(cast)
    return {f"{HOME}/{owner}/p{n}": _kept(answer) for n, answer in enumerate(chain(own, of_the_house(cast)))}


def _kept(answer: Any) -> tuple[int, dict[str, str], bytes]:
    headers = {k: v for k, v in answer.headers.items() if k.lower() not in ("content-length", "location", "vary")}
    return answer.status_code, headers, answer.content


class _Proxy(ThreadingHTTPServer):
    """All that the browser asks of the net comes here: the answers, static files, or nothing and a line of it."""

    daemon_threads = True

    def __init__(self, answers: Pages) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.answers = answers
        self.elsewhere: list[str] = []

    def answer(self, url: str) -> tuple[int, dict[str, str], bytes]:
        if url in self.answers:
            return self.answers[url]
        if "/static/" in url and (file := finders.find(url.split("/static/")[1].split("?")[0])):
            kind = mimetypes.guess_type(str(file))[0] or "text/plain"
            return 200, {"Content-Type": kind, "Cache-Control": "max-age=600"}, Path(str(file)).read_bytes()
        if not url.startswith(HOME):
            self.elsewhere.append(f"went to {url}")
        return 404, {}, b""


class _Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Proxy

    def _whatever_is_asked(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        status, headers, body = self.server.answer(self.path)
        self.send_response(status)
        for name, value in (headers | {"Content-Length": str(len(body))}).items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_GET = do_HEAD = do_POST = do_OPTIONS = do_CONNECT = _whatever_is_asked

    def log_message(self, *_said: object) -> None:
        """The test says enough."""


@contextmanager
def proxy(answers: Pages) -> Iterator[_Proxy]:
    """Between the browser and the net, and no way around it; the browser keeps static files as it would in life."""
    with _Proxy(answers) as between:
        threading.Thread(target=between.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield between
        between.shutdown()


def watched(browser: Any, answers: Pages) -> list[str]:
    """Open every page; whatever ran, was blocked, or tried to go elsewhere."""
    seen: list[str] = []
    with proxy(answers) as between:
        way = {"server": f"http://127.0.0.1:{between.server_port}", "bypass": "<-loopback>"}
        context = browser.new_context(proxy=way)
        page = context.new_page()
        page.add_init_script(LISTEN)
        page.on("dialog", lambda d: (seen.append(f"ran: {d.message} at {page.url}"), d.dismiss()))
        page.on(
            "console",
            lambda m: (
                seen.append(f"{m.text} at {page.url}")
                if "CSP" in m.text or "XSS" in m.text or ("Content Security" in m.text)
                else None
            ),
        )
        for url, (_status, headers, _body) in answers.items():
            if "html" in headers.get("Content-Type", ""):
                page.goto(url, wait_until="load")
                page.mouse.move(200, 300)
                page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
                page.evaluate("document.querySelectorAll('input, textarea, a').forEach(e => e.focus())")
        context.close()
        return seen + between.elsewhere


@pytest.mark.parametrize("owner", [HOUSE, *brought("hostile")])
def test_no_script_runs_from_any_field_or_file_name(browser, cast, owner):
    answers = pages(cast, owner)
    told = [url for url, (_s, _h, body) in answers.items() if b"XSS" in body]
    assert len(answers) >= 8 and len(told) >= len(answers) / 3, "too few of these pages show what was typed"
    assert all(status < 500 for status, _h, _b in answers.values())
    assert watched(browser, answers) == []


def test_the_watch_does_see_a_script_that_runs_and_one_that_is_blocked(browser):
    page = f"<!doctype html><html><body>{SCRIPTS[1]}</body></html>".encode()
    html = {"Content-Type": "text/html"}
    free, held = (
        {f"{HOME}/a": (200, html, page)},
        {f"{HOME}/b": (200, html | {"Content-Security-Policy": "script-src 'self'"}, page)},
    )
    ran, blocked = watched(browser, free), watched(browser, held)
    assert any("ran: XSS" in line for line in ran)
    assert any("CSP script-src" in line or "Content Security" in line for line in blocked)


def test_the_watch_does_see_a_page_that_goes_elsewhere(browser):
    page = b"""<!doctype html><img src="http://evil.example/a.png"><img src="https://evil.example/b.png">
               <img src="http://127.0.0.1:8000/c.png">"""
    went = watched(browser, {f"{HOME}/a": (200, {"Content-Type": "text/html"}, page)})
    assert {line.removeprefix("went to ").partition(":443")[0] for line in went} == {
        "http://evil.example/a.png", "evil.example", "http://127.0.0.1:8000/c.png"}
