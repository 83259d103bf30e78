"""The receiving officer: the second step, refusing with a reason, the counter, two at one case, the keyboard."""

import pytest
from playwright.sync_api import expect

from tests.journeys.someone import DESK, PHONE
from tests.journeys.steps import DRAINS, open_at_desk, send, sign_in, take

NOISE = "Quán karaoke đầu hẻm 5 mở nhạc tới một giờ sáng, cả xóm không ngủ được."
BOTH_WAYS = pytest.mark.parametrize(("width", "script"), [(PHONE, False), (DESK, True)],
                                    ids=["a phone without script", "a desk"])


def test_an_official_signs_in_with_password_and_code_on_a_phone_without_script(meet):
    binh = meet(width=PHONE, script=False)
    binh.go("/ban-lam-viec/")
    assert "/dang-nhap/can-bo/" in binh.page.url
    binh.write("Thư điện tử", "binh@lekhoi.example")
    binh.write("Mật khẩu", "sai-mat-khau")
    binh.press("Tiếp tục")
    binh.sees("Thư điện tử hoặc mật khẩu chưa đúng.")
    sign_in(binh, "binh")
    binh.unfold("Mục lục").get_by_role("button", name="Đăng xuất").click()
    binh.go("/ban-lam-viec/")
    assert "/dang-nhap/can-bo/" in binh.page.url


@BOTH_WAYS
def test_a_refusal_names_its_reason_and_where_to_go(meet, width, script):
    lan = meet(width=width, script=script)
    code = send(lan, NOISE)
    minh = meet("minh", width=width, script=script)
    open_at_desk(minh, code)
    take(minh, "Tiếp nhận")
    minh.sees("Đã tiếp nhận.")
    take(minh, "Không thụ lý", reason="Không thuộc thẩm quyền", where_to="Gọi Công an phường, trực 24 giờ.")
    minh.sees("Đã ghi không thụ lý; người gửi được báo.")
    minh.looks_well()
    lan.go(f"/phan-anh/{code}/")
    lan.sees("Không thụ lý", "Gọi Công an phường, trực 24 giờ.")
    lan.looks_well()


@BOTH_WAYS
def test_at_the_counter_a_case_is_taken_down_and_its_receipt_handed_over(meet, width, script):
    minh = meet("minh", width=width, script=script)
    minh.go("/ban-lam-viec/tiep-nhan/")
    minh.looks_well()
    minh.choose("Nói tại quầy")
    minh.write("Nội dung, đúng lời người gửi", "Bà con xin phường sửa nắp cống bể trước số nhà tổ trưởng tổ 3.")
    minh.write("Họ và tên", "Võ Thị Bảy")
    minh.tick("Đã đọc lại cho người gửi nghe")
    minh.press("Lưu và in biên nhận")
    minh.sees("Đã tiếp nhận", "Số bí mật", "Đọc qua điện thoại:")
    minh.looks_well()
    minh.follow("Mở việc này")
    minh.sees("tại quầy", "Nguyễn Minh tiếp nhận hộ")


def test_the_second_of_two_savers_is_told_who_changed_what_and_loses_nothing(meet):
    code = send(meet(), NOISE)
    minh, hoa = meet("minh"), meet("hoa", width=PHONE)
    open_at_desk(minh, code)
    open_at_desk(hoa, code)
    take(hoa, "Thụ lý")
    minh_wrote = "Đã gọi nhắc chủ quán."
    take(minh, "Lưu ghi chú", text=minh_wrote)
    minh.sees("Trần Hoa vừa thay đổi việc này", "Đã thụ lý")
    assert minh.page.get_by_label("Ghi chú cho đồng nghiệp").input_value() == minh_wrote
    minh.looks_well()
    take(minh, "Lưu ghi chú")
    minh.sees("Đã lưu ghi chú.")
    assert minh.page.get_by_text(minh_wrote).count() == 1


def test_the_desk_is_walked_by_keyboard(meet):
    code = send(meet(), NOISE)
    hoa = meet("hoa")
    open_at_desk(hoa, code)
    take(hoa, "Thụ lý")
    hoa.go("/ban-lam-viec/?viec=cho-phan-cong")
    keyboard, focus = hoa.page.keyboard, "document.activeElement.getAttribute('href')"
    keyboard.press("j")
    first = hoa.page.evaluate(focus)
    keyboard.press("j")
    assert hoa.page.evaluate(focus) != first
    keyboard.press("k")
    assert hoa.page.evaluate(focus) == first
    with hoa.page.expect_navigation():
        keyboard.press("Enter")
    assert hoa.page.url.endswith(first)
    keyboard.press("a")
    assert hoa.page.evaluate("document.activeElement.name") == "assign-office"
    hoa.page.evaluate("document.activeElement.blur()")
    keyboard.press("?")
    expect(hoa.page.get_by_role("dialog")).to_be_visible()
    hoa.looks_well()
    keyboard.press("Escape")
    expect(hoa.page.get_by_role("dialog")).to_be_hidden()
    keyboard.press("/")
    expect(hoa.page.locator("[data-find]")).to_be_focused()
    keyboard.type(code.lower())
    expect(hoa.page.locator("[data-find]")).to_have_value(code.lower())
    with hoa.page.expect_navigation():
        keyboard.press("Enter")
    assert hoa.code == code
    take(hoa, "Giao phòng, ban", office=DRAINS)
