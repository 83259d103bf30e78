"""A passkey in a real browser, whose authenticator is Chromium's own virtual one."""

import pytest

from danchu.ground.people.tests.conftest import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(browser):
    page = browser.new_page()  # with a context of its own
    yield page
    page.close()


def add_authenticator(page):
    """A platform authenticator that agrees at once; its CDP session and id."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made = tools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return tools, made["authenticatorId"]


def enter_password(page, server):
    page.goto(f"{server.url}/dang-nhap/can-bo/?next=/tai-khoan/")
    page.get_by_label("Thư điện tử công vụ").fill("minh@lekhoi.vn")
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    with page.expect_navigation():  # until its script listens: who presses sooner than that presses for nothing
        page.get_by_role("button", name="Tiếp tục").click()


def test_a_passkey_signs_in_and_no_passkey_does_not(emptied_after, minh, live_server, page):
    tools, authenticator = add_authenticator(page)
    troubles = []
    page.on("console", lambda m: troubles.append(m.text) if m.type == "error" else None)
    enter_password(page, live_server)
    page.get_by_label("Đặt tên cho khóa").fill("máy ở cơ quan")
    page.get_by_role("button", name="Tạo khóa bảo mật").click()
    page.get_by_role("heading", name="Xin cất mười mã dự phòng này").wait_for()
    page.get_by_role("link", name="Tôi đã cất").click()
    page.get_by_text("máy ở cơ quan").wait_for()
    page.get_by_role("button", name="Đăng xuất").click()

    enter_password(page, live_server)
    page.get_by_role("button", name="Dùng khóa bảo mật").click()
    page.get_by_text("máy ở cơ quan").wait_for()
    page.get_by_role("button", name="Đăng xuất").click()
    assert not [t for t in troubles if "Content Security Policy" in t or "Error" in t]

    tools.send("WebAuthn.clearCredentials", {"authenticatorId": authenticator})
    enter_password(page, live_server)
    page.get_by_role("button", name="Dùng khóa bảo mật").click()
    page.get_by_text("Khóa bảo mật chưa trả lời").wait_for()
    page.goto(f"{live_server.url}/tai-khoan/")
    assert page.url.endswith("/dang-nhap/?next=%2Ftai-khoan%2F")
