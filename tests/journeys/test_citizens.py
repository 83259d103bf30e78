"""Citizens: what is no petition, what is not solved, what is taken back, and what the device keeps."""

from contextlib import suppress

import pytest
from PIL import Image
from playwright.sync_api import Error, expect

from tests.journeys.someone import DESK, PHONE
from tests.journeys.steps import send

ALLEY = "Đèn đường hẻm 9 tắt ba đêm nay, người già đi lại rất khó."
CITIZEN = "lan@lekhoi.example"
HERS = "Hẻm 21 không có đèn"  # of the demo: answered, and not yet rated
BOTH_WAYS = pytest.mark.parametrize(("width", "script"), [(PHONE, True), (DESK, False)],
                                    ids=["a phone", "a desk without script"])


@BOTH_WAYS
def test_what_reads_like_a_denunciation_is_held_back_and_nothing_is_lost(meet, width, script):
    lan = meet(width=width, script=script)
    lan.go("/phan-anh/gui/")
    lan.write("Chuyện gì đã xảy ra?", "Tôi tố cáo ông tổ trưởng nhận hối lộ để bỏ qua nhà xây trái phép.")
    lan.press("Tiếp tục")
    lan.sees("Nội dung này có phải là tố cáo?", "Chưa có gì được gửi hay lưu lại.")
    lan.looks_well()
    lan.press("Viết lại")
    assert "Tôi tố cáo" in lan.page.get_by_label("Chuyện gì đã xảy ra?").input_value()
    lan.press("Tiếp tục")
    lan.press("Không phải tố cáo, gửi tiếp")
    lan.sees("Chỗ đó ở đâu?")
    lan.go("/to-cao/")
    lan.sees("Tố cáo gửi ở đâu", "Thanh tra")
    lan.looks_well()


def test_an_empty_question_is_asked_again_and_says_why(meet):
    lan = meet(width=PHONE)
    lan.go("/phan-anh/gui/")
    lan.press("Tiếp tục")
    lan.sees("Ông/bà viết giúp chuyện gì đã xảy ra.")
    assert lan.page.evaluate("document.activeElement.id") == "loi"  # read out first
    lan.looks_well()


def test_lan_signs_in_says_it_is_not_solved_and_has_it_opened_again(meet):
    lan = meet(width=PHONE)
    lan.go("/dang-nhap/")
    lan.looks_well()
    lan.write("Thư điện tử", CITIZEN)
    lan.press("Gửi mã cho tôi")
    lan.looks_well()
    lan.page.get_by_role("textbox").fill(lan.page.locator("[data-demo-code]").inner_text())
    lan.press("Đăng nhập")
    lan.go("/tra-cuu/")
    lan.follow(HERS)
    lan.choose("Chưa giải quyết")
    lan.write("Ông/bà nói thêm", "Đèn sáng được một đêm rồi lại tắt.")
    lan.press("Gửi đánh giá")
    lan.sees("Ông/bà cho biết việc chưa được giải quyết.")
    lan.looks_well()
    lan.write("Còn điều gì chưa được giải quyết?", "Đèn lại tắt từ tối qua.")
    lan.press("Đề nghị mở lại")
    lan.sees("Người gửi đề nghị mở lại; hẹn mới")
    lan.looks_well()


@BOTH_WAYS
def test_a_case_is_taken_back_by_its_sender_only_with_a_reason(meet, width, script):
    lan = meet(width=width, script=script)
    code = send(lan, ALLEY)
    lan.go(f"/phan-anh/{code}/")
    lan.unfold("Rút lại việc này")
    lan.press("Rút lại")
    lan.sees("Ông/bà cho biết lý do.")
    lan.looks_well()
    lan.write("Vì sao ông/bà rút lại?", "Đèn đã sáng lại.")
    lan.press("Rút lại")
    lan.sees("Người gửi rút lại")


def test_a_photo_is_seen_before_it_is_sent_and_stands_in_the_case(meet, tmp_path):
    photo = tmp_path / "den.jpg"
    Image.new("RGB", (640, 480), "#335577").save(photo)
    lan = meet(width=PHONE)
    lan.go("/phan-anh/gui/")
    lan.write("Chuyện gì đã xảy ra?", ALLEY)
    for _question in range(3):
        lan.press("Tiếp tục")
    lan.page.get_by_label("Ảnh hoặc giấy tờ").set_input_files(photo)
    expect(lan.page.get_by_role("img", name="den.jpg")).to_be_visible()
    lan.looks_well()
    lan.tick("Tôi đồng ý")
    lan.press("Gửi đi")
    lan.follow("Theo dõi việc này")
    with lan.page.expect_response("**/tep/**") as answer:
        lan.page.get_by_role("link", name="den").click()
    assert answer.value.ok and answer.value.headers["content-type"].startswith("image/")


def test_similar_cases_show_while_the_words_are_typed(meet):
    lan = meet(width=PHONE)
    lan.go("/phan-anh/gui/")
    lan.page.get_by_label("Chuyện gì đã xảy ra?").press_sequentially("hem 47 duong bo kenh ngap nuoc moi khi mua")
    expect(lan.page.get_by_role("link", name="Hẻm 47 đường Bờ Kênh ngập")).to_be_visible()
    lan.looks_well()


def test_a_draft_comes_back_after_the_page_was_closed_and_goes_with_the_receipt(meet):
    lan = meet(width=PHONE)
    lan.go("/phan-anh/gui/")
    lan.write("Chuyện gì đã xảy ra?", ALLEY)
    lan.choose("Kiến nghị")
    lan.page.wait_for_timeout(600)  # the draft is written when the typing rests
    lan.page.reload()
    assert lan.page.get_by_label("Chuyện gì đã xảy ra?").input_value() == ALLEY
    assert lan.page.get_by_role("radio", name="Kiến nghị").is_checked()
    lan.sees("Đã khôi phục bản nháp trên máy này.")
    lan.looks_well()
    for _question in range(3):
        lan.press("Tiếp tục")
    lan.tick("Tôi đồng ý")
    lan.press("Gửi đi")
    assert lan.page.evaluate("localStorage.length") == 0
    lan.go("/phan-anh/gui/")
    assert lan.page.get_by_label("Chuyện gì đã xảy ra?").input_value() == ""


@BOTH_WAYS
def test_a_double_click_and_the_back_button_leave_one_case(meet, width, script):
    lan = meet(width=width, script=script)
    lan.go("/phan-anh/gui/")
    lan.write("Chuyện gì đã xảy ra?", ALLEY)
    for _question in range(3):
        lan.press("Tiếp tục")
    lan.tick("Tôi đồng ý")
    lan.page.get_by_role("button", name="Gửi đi").dblclick(no_wait_after=True)
    lan.page.wait_for_url("**/gui/xong/**")
    code = lan.code
    with suppress(Error):  # the browser asks whether to send the form once more
        lan.page.go_back()
    with suppress(Error):  # and it is sent once more
        lan.page.reload()
    lan.page = lan.tab()
    lan.go("/tra-cuu/")
    lan.sees(code)
    assert lan.page.get_by_role("listitem").filter(has_text="KN-").count() == 1


def test_the_back_button_leads_back_through_the_questions_with_what_was_typed(meet):
    lan = meet(width=PHONE)
    lan.go("/phan-anh/gui/")
    lan.write("Chuyện gì đã xảy ra?", ALLEY)
    lan.press("Tiếp tục")
    lan.write("Chỗ đó ở đâu?", "Hẻm 9")
    lan.press("Tiếp tục")
    lan.page.go_back()
    assert lan.page.get_by_label("Chỗ đó ở đâu?").input_value() == "Hẻm 9"
    lan.page.go_back()
    assert lan.page.get_by_label("Chuyện gì đã xảy ra?").input_value() == ALLEY
    lan.press("Tiếp tục")
    lan.sees("Chỗ đó ở đâu?")


def test_the_whole_petition_is_sent_by_keyboard_alone(meet):
    lan = meet(width=DESK)
    lan.go("/phan-anh/gui/")
    keyboard = lan.page.keyboard

    def to(words: str) -> None:
        """Tab until the named field or button has the focus, as someone without a mouse does."""
        for _press in range(40):
            keyboard.press("Tab")
            if words in lan.page.evaluate("""() => {
                    const e = document.activeElement;
                    if (!e.closest("main, .skip")) return "";  // the menu says some of the same words
                    return [e.textContent, ...[...(e.labels || [])].map(l => l.textContent)].join(' ') }"""):
                return
        raise AssertionError(f"the Tab key never comes to: {words}")

    def onward(words: str) -> None:
        to(words)
        with lan.page.expect_navigation():
            keyboard.press("Enter")

    to("Đến nội dung chính")
    keyboard.press("Enter")
    to("Chuyện gì đã xảy ra?")
    keyboard.type(ALLEY)
    to("Phản ánh")
    keyboard.press("ArrowDown")
    onward("Tiếp tục")
    onward("Tiếp tục")
    to("Công khai")
    keyboard.press("ArrowDown")
    onward("Tiếp tục")
    lan.sees("Kiến nghị", "Chỉ cơ quan đọc")
    to("Tôi đồng ý")
    keyboard.press("Space")
    onward("Gửi đi")
    lan.sees("Đã gửi", lan.code)
