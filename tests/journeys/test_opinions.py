"""Consultations: a citizen speaks on an article of a draft, and later finds the row that answers."""

import pytest

from tests.journeys.someone import DESK, PHONE
from tests.journeys.steps import secret_on_receipt

OPEN, DECIDED = "Phân loại rác tại nguồn", "Quy chế tiếp xúc, đối thoại"  # of the demo
SAID = "Nên thu rác tái chế vào chiều Chủ nhật, ngày thường không ai ở nhà."
BOTH_WAYS = pytest.mark.parametrize(("width", "script"), [(PHONE, False), (PHONE, True), (DESK, True)],
                                    ids=["a phone without script", "a phone", "a desk"])


@BOTH_WAYS
def test_an_article_is_spoken_on_and_the_opinion_opened_again_elsewhere(meet, width, script):
    lan = meet(width=width, script=script, touch=width == PHONE)
    lan.go("/lay-y-kien/")
    lan.follow(OPEN)
    lan.page.locator("a[href*='/dieu/']").first.click()
    lan.page.locator("a.say").first.click()  # beside a clause: the form below is about it
    lan.press("Gửi ý kiến")
    lan.looks_well()
    lan.choose("Đồng ý, kèm điều kiện")
    lan.press("Gửi ý kiến")
    lan.sees("Ông/bà viết giúp vài chữ: vì sao, hoặc nên sửa thế nào.")
    lan.write("Viết ý kiến", SAID)
    lan.press("Gửi ý kiến")
    lan.sees("Đã nhận ý kiến của ông/bà")
    lan.looks_well()
    code, secret = lan.page.locator("[data-code]").inner_text(), secret_on_receipt(lan)
    elsewhere = meet(width=width, script=script)
    elsewhere.go(f"/lay-y-kien/y-kien/{code}/")
    elsewhere.misses(SAID)
    elsewhere.write("Số bí mật", secret)
    elsewhere.press("Mở")
    elsewhere.sees(SAID, "Câu trả lời hiện ở đây khi bảng tổng hợp")
    elsewhere.looks_well()


@BOTH_WAYS
def test_an_opinion_leads_to_its_row_in_the_table(meet, an_opinion_answered, width, script):
    code, secret, said = an_opinion_answered
    lan = meet(width=width, script=script)
    lan.go("/lay-y-kien/?muc=da-tra-loi")
    lan.follow(DECIDED)
    lan.looks_well()
    lan.page.locator("a[href*='/bang/']").first.click()
    lan.looks_well()
    lan.page.get_by_role("searchbox").or_(lan.page.locator("main input[name=ma]")).first.fill(code.lower())
    lan.press("Tìm")
    lan.write("Số bí mật", secret)
    lan.press("Mở")
    lan.sees(said)
    lan.looks_well()
    lan.follow("Xem trong bảng")
    lan.sees("Bảng tổng hợp, tiếp thu, giải trình")


def test_an_article_is_spoken_on_by_keyboard_alone(meet):
    lan = meet()
    lan.go("/lay-y-kien/")
    lan.follow(OPEN)
    lan.page.locator("a[href*='/dieu/']").last.click()
    assert lan.tabs_to("Góp ý", "Đồng ý")
    lan.page.keyboard.press("Space")
    assert lan.tabs_to("Ý kiến của ông/bà")
    lan.page.keyboard.type("Giữ như vậy.")
    assert lan.tabs_to("Gửi ý kiến")
    with lan.page.expect_navigation():
        lan.page.keyboard.press("Enter")
    lan.sees("Đã nhận ý kiến của ông/bà")
