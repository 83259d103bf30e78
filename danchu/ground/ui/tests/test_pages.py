"""The gallery and its sample pages in a real browser: narrow and wide, light and dark, script on and off."""

import threading
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client

from danchu.ground.ui import showcase

PAGES = ["", *(f"{name}/" for name in showcase.SAMPLES)]
NARROWEST, PHONE, DESK = 320, 360, 1280


sync_api = pytest.importorskip("playwright.sync_api", reason="không có playwright")
faults = pytest.importorskip("tests.looks", reason="không có axe").faults
pytestmark = pytest.mark.browser


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_said):
        """The test says enough."""


@pytest.fixture(scope="module")
def house():
    """The address of a server that answers with the gallery: it needs no database, so it is given none."""
    server = make_server("127.0.0.1", 0, StaticFilesHandler(WSGIHandler()), _Server, _Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def look(browser, house):
    """Open a page of the gallery; closed at the end of the test."""
    opened = []

    def open_page(page: str, width: int, *, script: bool = True):
        context = browser.new_context(
            viewport={"width": width, "height": 760},
            java_script_enabled=script,
            locale="vi-VN",
        )
        opened.append(context)
        tab = context.new_page()
        tab.complaints = []
        tab.on("console", lambda said: tab.complaints.append(said.text) if said.type == "error" else None)
        tab.on("pageerror", lambda error: tab.complaints.append(str(error)))
        answer = tab.goto(f"{house}/bo-giao-dien/{page}")
        assert answer.status == 200
        return tab

    yield open_page
    for context in opened:
        context.close()


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("page", PAGES)
def test_axe_finds_nothing_and_nothing_runs_off_the_side_by_day_or_night(look, page, width):
    tab = look(page, width)
    assert faults(tab) == []
    for scheme in ("light", "dark"):
        tab.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
    assert not tab.complaints


@pytest.mark.parametrize("page", PAGES)
def test_without_javascript_the_narrowest_phone_still_shows_it_all(look, page):
    tab = look(page, NARROWEST, script=False)
    # no script to ask with: the layout is read from outside
    box = tab.locator("main").bounding_box()
    assert box["width"] <= NARROWEST
    assert tab.locator("h1:visible").count()


def test_at_twice_the_size_the_letters_nothing_is_cut(look):
    tab = look("", 640)
    tab.evaluate("document.documentElement.style.fontSize = '200%'")
    assert tab.evaluate("document.documentElement.scrollWidth") <= 640


def test_the_menu_of_a_phone_opens_without_javascript(look):
    tab = look("trang-dau/", PHONE, script=False)
    assert not tab.get_by_role("link", name="Đối thoại").is_visible()
    tab.locator("summary", has_text="Mục lục").click()
    assert tab.get_by_role("link", name="Đối thoại").is_visible()


def test_the_theme_can_be_asked_for_in_the_address(client: Client):
    assert 'data-theme="dark"' in client.get("/bo-giao-dien/?giao-dien=toi").content.decode()
    assert "data-theme" not in client.get("/bo-giao-dien/?giao-dien=<x>").content.decode().split("<body")[0]


def test_j_and_k_walk_the_queue_and_a_slash_finds(look):
    tab = look("ban-lam-viec/", DESK)
    tab.keyboard.press("j")
    assert "Xin xem lại" in tab.evaluate("document.activeElement.textContent")
    tab.keyboard.press("k")
    assert "Rác xây dựng" in tab.evaluate("document.activeElement.textContent")
    tab.keyboard.press("/")
    assert tab.evaluate("document.activeElement.type") == "search"
    tab.keyboard.press("Tab")
    tab.keyboard.press("?")
    assert tab.locator("#phim-tat").is_visible()


def test_a_draft_comes_back_after_the_page_is_closed_and_goes_with_the_receipt(look):
    tab = look("cau-hoi/", PHONE)
    tab.get_by_label("Chỉ cơ quan giải quyết").check()
    tab.wait_for_timeout(600)  # the draft is written when the typing rests
    tab.reload()
    assert tab.get_by_label("Chỉ cơ quan giải quyết").is_checked()
    tab.goto(tab.url.replace("cau-hoi", "bien-nhan"))
    assert tab.evaluate("localStorage.getItem('draft:gallery')") is None


def test_letters_left_are_counted_as_people_count_them(look):
    tab = look("", DESK)
    box = tab.get_by_label("Ông/bà muốn nói gì với phường?").first
    box.fill("Ngập 🌧️ rồi")
    sync_api.expect(tab.locator(".count").first).to_have_text("4.989 ký tự còn lại")  # as Python counts


def test_no_desk_page_grows_over_a_thousand_nodes(look):
    tab = look("ban-lam-viec/", DESK)
    assert tab.evaluate("document.querySelectorAll('*').length") < 1000


def test_what_is_printed_is_dark_on_white_even_from_a_dark_screen(look):
    tab = look("ho-so/?giao-dien=toi", DESK)
    colours = "getComputedStyle(document.querySelector('.clock')).backgroundColor"
    on_screen = tab.evaluate(colours)
    tab.emulate_media(media="print", color_scheme="dark")
    assert on_screen == "rgb(53, 26, 27)"
    assert tab.evaluate(colours) == "rgb(253, 241, 239)"
