"""Dialogues: somebody asks and backs a question; the chair leads, the clerk writes though the line is down."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.journeys.someone import DESK, PHONE, Someone
from tests.journeys.steps import code_in, receive_question, take

SCHOOLS = "an toàn giao thông quanh ba trường học"  # of the demo: questions are being collected
ASKED = "Cổng trường Bờ Kênh giờ tan học xe đậu kín lòng đường, bao giờ có người phân luồng?"
BOTH_WAYS = pytest.mark.parametrize(("width", "script"), [(PHONE, False), (DESK, True)],
                                    ids=["a phone without script", "a desk"])


@BOTH_WAYS
def test_a_question_is_asked_and_somebody_elses_is_backed(meet, width, script):
    lan = meet(width=width, script=script)
    lan.go("/doi-thoai/")
    lan.follow(SCHOOLS)
    lan.follow("Gửi câu hỏi")
    lan.press("Tiếp tục")
    lan.sees("Ông/bà viết giúp câu hỏi.")
    lan.write("Ông/bà muốn hỏi điều gì?", ASKED)
    lan.press("Tiếp tục")
    lan.press("Tiếp tục")
    lan.sees("Xem lại rồi gửi", ASKED)
    lan.looks_well()
    lan.tick("Tôi đồng ý")
    lan.press("Gửi câu hỏi")
    lan.sees("Đã gửi câu hỏi", code_in(lan, "CH"))
    lan.looks_well()
    lan.follow("Theo dõi câu hỏi này")
    lan.sees("Lời ông/bà viết, chỉ máy này và ban tổ chức thấy.")

    # Nobody else reads her words before somebody has read and covered them.
    anyone = meet(width=width, script=script)
    anyone.go(f"/cau-hoi/{code_in(lan, 'CH')}/")
    anyone.misses("phân luồng")

    lan.follow(SCHOOLS)
    lan.page.locator("#cau-hoi .case a").first.click()
    lan.press("Tôi cũng hỏi câu này")
    lan.sees("Mỗi người, mỗi máy tính một lượt.")
    lan.looks_well()


@pytest.fixture
def hall(meet) -> tuple[Someone, str]:
    """A meeting of today with two questions that may be called: Hoa in the chair, and its code."""
    hoa = meet("hoa")
    now = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).replace(second=0, microsecond=0, tzinfo=None)
    starts = min(now + timedelta(minutes=30), now.replace(hour=23, minute=58))
    hoa.go("/ban-lam-viec/doi-thoai/moi/")
    hoa.write("Tên buổi đối thoại", "Đối thoại về rác và đèn đường")
    hoa.write("Nội dung", "Rác, đèn đường khu phố 3.")
    hoa.write("Bắt đầu", starts.isoformat(timespec="minutes"))
    hoa.write("Kết thúc", (starts + timedelta(hours=2)).isoformat(timespec="minutes"))
    hoa.write("Địa điểm", "Nhà văn hóa khu phố 3")
    hoa.press("Lưu")
    code = code_in(hoa, "DT")
    take(hoa, "Thông báo cho Nhân dân", late_for="Họp gấp sau trận mưa.")
    take(hoa, "Mở nhận câu hỏi")
    for words in ("Xe rác có đi qua hẻm 47 mỗi ngày không?", "Bao giờ lắp đèn ở hẻm 21?"):
        receive_question(hoa, code, words)
    hoa.go(f"/ban-lam-viec/doi-thoai/{code}/chu-toa/")
    hoa.looks_well()
    hoa.press("Khai mạc")
    waiting = hoa.page.locator("[data-live=waiting] article")
    for left in (1, 0):  # without leaving the page
        hoa.page.get_by_role("button", name="Cho hiện").first.click()
        expect(waiting).to_have_count(left)
    return hoa, code


def test_what_the_chair_calls_stands_on_the_screen_at_once(meet, hall):
    hoa, code = hall
    screen = meet()
    screen.go(f"/doi-thoai/{code}/man-hinh/")
    screen.looks_well()
    first = hoa.page.locator("article.hallq", has=hoa.page.get_by_role("button", name="Mời trả lời")).first
    words = first.locator("p").first.inner_text()
    screen.page.evaluate("window.neverLoadedAnew = true")
    first.get_by_role("button", name="Mời trả lời").click()
    expect(screen.page.locator("[data-hall=floor]")).to_have_text(words, timeout=2_000)
    assert screen.page.evaluate("window.neverLoadedAnew")
    hoa.looks_well()
    screen.looks_well()


def test_what_the_clerk_writes_while_the_line_is_down_is_kept_and_written_once(meet, hall, stay_of_its_own):
    hoa, code = hall
    minh = meet("minh")
    minh.go(f"/ban-lam-viec/doi-thoai/{code}/thu-ky/")
    minh.looks_well()
    told = minh.page.locator("[data-clerk]")
    hoa.page.get_by_role("button", name="Mời trả lời").first.click()
    expect(minh.page.locator("article.hallq.now")).to_have_count(1, timeout=10_000)  # it comes to the clerk by itself
    minh.page.wait_for_function(
        "caches.open('clerk').then(kept => kept.match(location.pathname)).then(Boolean)", timeout=10_000)
    minh.context.set_offline(True)
    answer = minh.page.locator("form[data-keep^=tra-loi]").first
    answer.get_by_label("Câu trả lời tại chỗ").fill("Mỗi ngày một chuyến, từ thứ Hai tuần tới.")
    answer.get_by_role("button").click()
    minh.page.locator("article.hallq summary").filter(has_text="chưa mời").click()  # the meeting goes on meanwhile
    other = minh.page.locator("form[data-keep^=tra-loi]").nth(1)
    other.get_by_label("Câu trả lời tại chỗ").fill("Trong tháng 12.")
    other.get_by_role("button").click()
    asked = minh.page.locator("form[data-keep=hoi]")
    spoken = ["Loa phường có đọc lịch thu rác không?", "Ai sửa nắp cống bể ở hẻm 9?"]
    for words in spoken:
        asked.get_by_label("Câu hỏi").fill(words)
        asked.get_by_role("button").click()
    expect(told).to_contain_text("giữ 4 mục trên máy này")
    minh.looks_well()
    minh.page.once("dialog", lambda leave: leave.accept())
    minh.page.reload()  # the page itself opens again, though there is no line
    expect(told).to_contain_text("giữ 4 mục trên máy này")
    minh.context.set_offline(False)
    expect(told).to_contain_text("Mọi điều đã ghi đều ở trên máy chủ", timeout=10_000)
    minh.complaints = [said for said in minh.complaints if "ERR_INTERNET_DISCONNECTED" not in said
                       and "ERR_FAILED" not in said]
    hoa.go(f"/ban-lam-viec/doi-thoai/{code}/chu-toa/")
    for words in spoken:
        assert hoa.page.get_by_text(words).count() == 1
    minh.go(f"/ban-lam-viec/doi-thoai/{code}/thu-ky/")
    for words in ("Mỗi ngày một chuyến", "Trong tháng 12."):
        assert minh.page.locator("textarea").filter(has_text=words).count() == 1
    stay_of_its_own(minh, "minh")
    minh.go("/ban-lam-viec/doi-thoai/")
    minh.press("Đăng xuất")
    assert minh.page.evaluate("caches.keys()") == []  # nothing of what the clerk read stays on the machine


def test_the_form_of_asking_and_the_chairs_page_are_walked_by_keyboard(meet, hall):
    hoa, code = hall
    lan = meet()
    lan.go(f"/doi-thoai/{code}/hoi/")
    assert lan.tabs_to("Ông/bà muốn hỏi điều gì?", "Tiếp tục")
    hoa.go(f"/ban-lam-viec/doi-thoai/{code}/chu-toa/")
    assert hoa.tabs_to("Kết thúc buổi họp", "Màn hình hội trường", "Mời trả lời", "Mời trả lời")
    hoa.page.keyboard.press("Enter")
    hoa.sees("Đang trả lời")
