"""What people do at this portal, told once: sending a petition, signing in, one step at the desk."""

import re

from tests.journeys.someone import Someone

PASSWORD = "dan-biet-dan-ban"
DRAINS = "Phòng Kinh tế, Hạ tầng và Đô thị"


def sign_in(someone: Someone, official: str) -> None:
    """Password, then the code that the demo shows."""
    someone.go("/dang-nhap/can-bo/")
    someone.write("Thư điện tử", f"{official}@lekhoi.example")
    someone.write("Mật khẩu", PASSWORD)
    someone.press("Tiếp tục")
    someone.write("Mã trong ứng dụng", someone.page.locator("[data-demo-code]").inner_text())
    someone.press("Đăng nhập")
    someone.sees("Việc của tôi")


def send(someone: Someone, text: str, *, place: str = "", name: str = "", look: bool = False) -> str:
    """The four questions, one a page, to the receipt; the code."""
    look_well = someone.looks_well if look else lambda: None
    someone.go("/phan-anh/gui/")
    someone.write("Chuyện gì đã xảy ra?", text)
    look_well()
    someone.press("Tiếp tục")
    someone.write("Chỗ đó ở đâu?", place)
    look_well()
    someone.press("Tiếp tục")
    someone.write("Họ và tên", name)
    look_well()
    someone.press("Tiếp tục")
    someone.tick("Tôi đồng ý")
    look_well()
    someone.press("Gửi đi")
    look_well()
    return someone.code


def secret_on_receipt(someone: Someone) -> str:
    """The six digits, as they stand on the receipt."""
    return someone.page.locator("p", has_text="Số bí mật").locator("strong").first.inner_text()


def open_at_desk(official: Someone, code: str) -> None:
    official.go(f"/ban-lam-viec/{code}/")


def take(official: Someone, step: str, **typed: str) -> None:
    """One step at the desk: open it if it waits behind a line, fill it in, press its button."""
    form = official.page.locator("form", has=official.page.get_by_role("button", name=step, exact=True)).first
    if not form.is_visible():
        official.unfold(step)
    for name, value in typed.items():
        box = form.locator(f"[name$='-{name}']")
        if box.evaluate("e => e.tagName") == "SELECT":
            box.select_option(box.locator("option", has_text=value).first.get_attribute("value"))
        else:
            box.fill(value)
    official.press(step, within=form)


def code_in(someone: Someone, prefix: str) -> str:
    """The code with this prefix in the address."""
    found = re.search(rf"{prefix}-\d\d-[0-9A-Z]{{6}}", someone.page.url)
    assert found, someone.page.url
    return found[0]


def sign_in_citizen(someone: Someone, email: str) -> None:
    """An address, then the code that the demo shows."""
    someone.go("/dang-nhap/")
    someone.write("Thư điện tử", email)
    someone.press("Gửi mã cho tôi")
    someone.page.get_by_role("textbox").fill(someone.page.locator("[data-demo-code]").inner_text())
    someone.press("Đăng nhập")


def receive_question(official: Someone, code: str, words: str) -> None:
    """A question for a dialogue, said at the counter."""
    official.go(f"/ban-lam-viec/doi-thoai/{code}/hoi-ho/")
    official.choose("Nói tại quầy")
    official.write("Câu hỏi, đúng lời người hỏi", words)
    official.tick("Đã đọc lại cho người hỏi nghe")
    official.press("Lưu câu hỏi")
