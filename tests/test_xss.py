"""Scripts are stored in every field and file name; the pages are opened in a real Chromium. None may run."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from danchu.conftest import Cast
from danchu.ground.files.cleaning import clean_upload
from danchu.ground.files.storing import attach
from danchu.ground.files.tests.making import picture
from danchu.ground.journal.models import Audience
from danchu.ground.search.follow import index_new
from danchu.law.calendar import Calendar
from danchu.mechanisms.petitions import actions
from danchu.mechanisms.petitions.models import AnswerTemplate, Petition
from danchu.mechanisms.petitions.rules import Channel, Kind, Solved

pytestmark = [pytest.mark.django_db, pytest.mark.browser, pytest.mark.usefixtures("quiet")]
HOME = "http://danchu.test"
SCRIPTS = (
    "<script>alert('XSS')</script>",
    "\"><img src=x onerror=alert('XSS')>",
    "'><svg/onload=alert('XSS')>",
    "</textarea><script>alert('XSS')</script>",
    "</title><script>alert('XSS')</script>",
    "javascript:alert('XSS')",
    "\" autofocus onfocus=alert('XSS') x=\"",
    "' onmouseover=alert('XSS') '",
    "<iframe srcdoc=\"<script>alert('XSS')</script>\">",
    "<a href=\"javascript:alert('XSS')\">bấm</a>",
    "]]><script>alert('XSS')</script>",
    "{{constructor.constructor(\"alert('XSS')\")()}}",
    "<!--><script>alert('XSS')</script>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert('XSS')>",
    "&lt;script&gt;alert('XSS')&lt;/script&gt;",
    "${alert('XSS')}",
    "<base href=//evil.example>",
    "<meta http-equiv=refresh content='0;//evil.example'>",
)
ALL = " ".join(SCRIPTS)
LISTEN = """document.addEventListener('securitypolicyviolation',
    e => console.log('CSP ' + e.violatedDirective + ' ' + e.blockedURI + ' ' + e.sample))"""


def hostile(cast: Cast) -> tuple[Petition, Petition]:
    """A case with a script in every field, answered and public, and one taken in at the counter."""
    for unit in (cast.body, cast.drains, cast.ward):
        unit.name = unit.full_name = f"{unit.full_name} {ALL}"[:200]
        unit.save()
    for who in (cast.lan, cast.minh, cast.hoa, cast.tam):
        person = who.person
        assert person is not None
        person.name = f"{person.name} {SCRIPTS[0]} {SCRIPTS[1]}"[:120]
        person.save()
        person.posts.update(title=SCRIPTS[1][:100]) if hasattr(person, "posts") else None
    AnswerTemplate.objects.create(body=cast.body, name=SCRIPTS[0] + SCRIPTS[1], text=ALL)
    now, day = timezone.now() - timedelta(days=1), {"calendar": Calendar.official()}
    said = actions.Submission(
        kind=Kind.FEEDBACK,
        title=ALL[:200],
        text=f"{ALL} 0912345678 ngập",
        body=cast.body,
        place=cast.ward,
        place_text=ALL[:200],
        name=ALL[:120],
        email="x@thu.example",
        phone="0912345678",
        witness=ALL[:120],
    )
    p = actions.submit(said, token=uuid4(), by=cast.lan, now=now, **day)
    for n, script in enumerate(SCRIPTS[:8]):
        made = clean_upload(SimpleUploadedFile(f"{script}.jpg", picture(color=(n, n, n))))
        attach(p.code, made, Audience.PUBLIC if n % 2 else Audience.PARTIES, None, now)
    actions.accept(p, by=cast.minh, now=now, **day)
    actions.note(p, text=ALL, by=cast.minh, now=now)
    actions.assign(p, office=cast.drains, by=cast.hoa, now=now)
    actions.ask(p, question=ALL, by=cast.tam, now=now)
    actions.reply(p, text=ALL, by=cast.lan, now=now, **day)
    actions.extend(p, reason=ALL, ground=ALL[:300], by=cast.hoa, now=now, **day)
    actions.draft(p, text=ALL, by=cast.tam, now=now)
    actions.send_back(p, why=ALL, by=cast.hoa, now=now)
    actions.draft(p, text=ALL, by=cast.tam, now=now)
    actions.approve(p, text=ALL, by=cast.hoa, now=now)
    actions.answer(p, by=cast.hoa, now=now)
    actions.publish(p, title=ALL[:200], text=ALL, answer=ALL, by=cast.minh, now=now)
    actions.rate(p, solved=Solved.NO, stars=1, words=ALL, by=cast.lan, now=now)
    counter = actions.Submission(
        kind=Kind.PROPOSAL,
        title=ALL[:200],
        text=ALL,
        body=cast.body,
        channel=Channel.COUNTER,
        name=ALL[:120],
        witness=ALL[:120],
    )
    other = actions.submit(counter, token=uuid4(), by=cast.minh, now=now, **day)
    index_new()
    return p, other


def pages(cast: Cast) -> dict[str, tuple[int, dict[str, str], bytes]]:
    """What the house answers, by an address of its own for each: all the pages that show what people typed."""
    p, other = hostile(cast)
    found: dict[str, tuple[int, dict[str, str], bytes]] = {}
    q = quote(ALL)
    paths = {
        None: [
            "/",
            "/phan-anh/",
            f"/phan-anh/{p.code}/",
            f"/phan-anh/{other.code}/",
            f"/phan-anh/{p.code}/mo/",
            f"/phan-anh/?q={q}",
            "/phan-anh/?q=ngap",
            f"/phan-anh/?loai={q}&phong={q}",
            f"/tra-cuu/?ma={q}",
            f"/phan-anh/gui/?loai={q}",
            f"/phan-anh/gui/tuong-tu/?q={q}",
            f"/dang-nhap/?next={q}",
            "/phan-anh/so-lieu/",
            f"/{q}/",
            f"/phan-anh/{p.code}/dien-bien.atom",
            "/phan-anh/moi.atom",
        ],
        cast.lan: [f"/phan-anh/{p.code}/", "/tai-khoan/", f"/phan-anh/gui/xong/{p.code}/", "/thong-bao/"],
        cast.minh: [
            "/ban-lam-viec/",
            "/ban-lam-viec/?viec=ca-phuong",
            "/ban-lam-viec/?viec=da-xong",
            f"/ban-lam-viec/?q={q}",
            f"/ban-lam-viec/{p.code}/",
            f"/ban-lam-viec/{other.code}/",
            f"/ban-lam-viec/{p.code}/cong-khai/",
            f"/ban-lam-viec/{other.code}/giong-nhau/",
            f"/ban-lam-viec/tiep-nhan/{other.code}/",
            "/thong-bao/",
            "/ban-lam-viec/tinh-hinh/",
            "/ban-lam-viec/mau-tra-loi/",
            "/tai-khoan/",
            "/ban-lam-viec/tiep-nhan/",
        ],
        cast.hoa: [f"/ban-lam-viec/{other.code}/", "/ban-lam-viec/?viec=ca-phuong"],
    }
    for n, (who, asked) in enumerate(paths.items()):
        client = _client(who)
        for path in asked:
            _keep(found, f"/{n}", path, client.get(path))
    typed = dict.fromkeys(
        ("text", "place_text", "name", "phone", "email", "lat", "kind", "lane", "place", "token"), ALL
    )
    for step in ("what", "where", "who", "check"):
        cache.clear()
        _keep(found, "/sent", step, Client().post("/phan-anh/gui/", typed | {"question": step}))
        _keep(
            found,
            "/goto",
            step,
            Client().post("/phan-anh/gui/", typed | {"goto": step, "kind": "feedback", "lane": "public"}),
        )
    _keep(found, "/expired", "", Client(enforce_csrf_checks=True).post("/phan-anh/gui/", typed))
    _keep(found, "/intake", "", _client(cast.minh).post("/ban-lam-viec/tiep-nhan/", typed))
    _keep(
        found,
        "/publish",
        "",
        _client(cast.minh).post(
            f"/ban-lam-viec/{p.code}/cong-khai/", {"title": ALL, "text": ALL, "answer": ALL, "version": p.version}
        ),
    )
    return found


def _client(who: Any) -> Client:
    cache.clear()
    client = Client()
    if who is not None:
        client.force_login(who.person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _keep(found: dict[str, Any], space: str, path: str, answer: Any) -> None:
    headers = {k: v for k, v in answer.headers.items() if k.lower() not in ("content-length", "location", "vary")}
    found[f"{HOME}{space}/p{len(found)}#{path[:40]}".split("#")[0]] = (answer.status_code, headers, answer.content)


@contextmanager
def browsing(driver: Any, chromium: str) -> Iterator[Any]:
    """A browser of its own, closed whatever happens."""
    opened = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
    yield opened
    opened.close()


def watched(browser: Any, answers: dict[str, tuple[int, dict[str, str], bytes]]) -> list[str]:
    """Open every page; whatever ran, was blocked, or tried to go elsewhere."""
    seen: list[str] = []
    page = browser.new_context().new_page()
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
    return seen


def test_no_script_runs_from_any_field_or_file_name(driver, chromium, cast):
    answers = pages(cast)
    assert len(answers) > 40 and sum(b"XSS" in body for _s, _h, body in answers.values()) > 25
    assert all(status < 500 for status, _h, _b in answers.values())
    with browsing(driver, chromium) as browser:
        seen = watched(browser, answers)
    assert seen == []


def test_the_watch_does_see_a_script_that_runs_and_one_that_is_blocked(driver, chromium):
    page = f"<!doctype html><html><body>{SCRIPTS[1]}</body></html>".encode()
    html = {"Content-Type": "text/html"}
    free, held = (
        {f"{HOME}/a": (200, html, page)},
        {f"{HOME}/b": (200, html | {"Content-Security-Policy": "script-src 'self'"}, page)},
    )
    with browsing(driver, chromium) as browser:
        ran, blocked = watched(browser, free), watched(browser, held)
    assert any("ran: XSS" in line for line in ran)
    assert any("CSP script-src" in line or "Content Security" in line for line in blocked)
