"""Scripts are stored in every field and file name; the pages are opened in a real Chromium. None may run."""

from __future__ import annotations

import mimetypes
from importlib import import_module
from itertools import chain
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


def watched(browser: Any, answers: Pages) -> list[str]:
    """Open every page; whatever ran, was blocked, or tried to go elsewhere."""
    seen: list[str] = []
    context = browser.new_context()
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

    def serve(route: Any) -> None:
        url = route.request.url.split("#")[0]
        if url in answers:
            status, headers, body = answers[url]
            return route.fulfill(status=status, headers=headers, body=body)
        if "/static/" in url and (file := finders.find(url.split("/static/")[1].split("?")[0])):
            return route.fulfill(path=file, content_type=mimetypes.guess_type(str(file))[0] or "text/plain")
        if not url.startswith(HOME):
            seen.append(f"went to {url}")
        return route.fulfill(status=404, body="")

    page.route("**/*", serve)
    for url, (_status, headers, _body) in answers.items():
        if "html" in headers.get("Content-Type", ""):
            page.goto(url, wait_until="load")
            page.mouse.move(200, 300)
            page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
            page.evaluate("document.querySelectorAll('input, textarea, a').forEach(e => e.focus())")
    context.close()
    return seen


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
