"""News: an editor pastes from Word and sends it up, the leader lets it out, a reader on a phone says a word."""

import re

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.journeys.someone import DESK, PHONE
from tests.journeys.steps import code_in, take

WORD = ("<html><head><style>p.MsoNormal{margin:0}</style></head><body><p class=MsoNormal style='font-size:13pt'>"
        "<b><span style='color:red'>Từ 7 giờ</span></b> tại trạm y tế.</p>"
        "<p class=MsoListParagraph>·&nbsp; Mang sổ tiêm</p>"
        "<table border=1><tr><td>Khu phố 1</td><td>Sáng</td></tr></table>"
        "<img src='file:///C:/anh.png'><script>window.xau = 1</script></body></html>")
PASTE = """(e, html) => { const data = new DataTransfer(); data.setData("text/html", html);
    e.focus();
    e.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true})); }"""
TOO_MUCH = "<table>" + "<tr><td style='width:99pt'>Ô của một bảng rất lớn</td></tr>" * 90_000 + "</table>"  # 5 MB


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_an_article_goes_from_the_editor_to_a_reader_on_a_phone_and_back_as_a_comment(meet, tmp_path, script):
    picture = tmp_path / "tram-y-te.jpg"
    Image.new("RGB", (900, 600), "#335577").save(picture)
    minh = meet("minh", width=DESK, script=script)
    minh.go("/ban-lam-viec/tin-tuc/moi/")
    title = f"Tiêm chủng {'có' if script else 'không'} kịch bản"
    minh.page.get_by_label("Tiêu đề", exact=True).fill(title)
    if script:
        words = minh.page.get_by_role("textbox", name="Nội dung")
        words.evaluate(PASTE, TOO_MUCH)
        minh.sees("Chưa dán: dài")
        words.evaluate(PASTE, WORD)
        minh.sees("Bỏ 1 ảnh dán từ nơi khác")
        expect(words.locator("table td")).to_have_count(2)
        assert "MsoNormal" not in words.inner_html() and not minh.page.evaluate("window.xau")
    else:
        minh.page.get_by_label("Nội dung").fill("Từ 7 giờ tại trạm y tế.\n\n## Cần mang\n- Mang sổ tiêm")
    minh.looks_well()
    minh.press("Lưu bài")
    code = code_in(minh, "TN")
    minh.unfold("Kèm ảnh, tệp")
    minh.page.locator("input[type=file]").set_input_files(picture)
    minh.tick("Dùng ảnh đầu tiên làm ảnh bìa")
    minh.write("Ảnh bìa cho thấy gì", "Cổng trạm y tế")
    minh.press("Kèm tệp")
    minh.looks_well()
    take(minh, "Trình duyệt")
    hoa = meet("hoa", width=PHONE, script=script)
    hoa.go("/ban-lam-viec/tin-tuc/?xem=cho-duyet")
    hoa.follow(title)
    hoa.looks_well()
    take(hoa, "Đăng bài")
    reader = meet(width=PHONE, script=script)
    reader.go("/tin-tuc/")
    reader.follow(title)
    reader.sees("Từ 7 giờ", "Mang sổ tiêm")
    expect(reader.page.get_by_alt_text("Cổng trạm y tế")).to_be_visible()
    reader.looks_well()
    reader.follow("Viết ý kiến")
    reader.write("Ý kiến của ông/bà", f"Trạm có mở sáng chủ nhật không? {script}")
    reader.looks_well()
    reader.press("Gửi ý kiến")
    reader.sees("Chờ duyệt")
    minh.go("/ban-lam-viec/tin-tuc/y-kien/")
    card = minh.page.locator("section.card", has_text=f"chủ nhật không? {script}")
    minh.press("Cho hiện", within=card)
    reader.go(f"/tin-tuc/{code}/")
    reader.sees(f"chủ nhật không? {script}")
    reader.follow("Gửi qua thư")
    reader.looks_well()
    take_down = meet("minh", width=PHONE, script=script)
    take_down.go(f"/ban-lam-viec/tin-tuc/{code}/")
    take(take_down, "Gỡ bài", why="Ghi nhầm ngày.")
    reader.go(f"/tin-tuc/{code}/", status=410)
    reader.sees("Ghi nhầm ngày.")
    assert not reader.page.get_by_text(title).count()
    reader.complaints = [said for said in reader.complaints if not re.search(r"status of 410\b", said)]


def test_an_article_is_written_and_read_by_keyboard_alone(meet):
    minh = meet("minh", width=DESK)
    minh.go("/ban-lam-viec/tin-tuc/moi/")
    assert minh.tabs_to("Tiêu đề")
    minh.page.keyboard.type("Bài viết bằng bàn phím")
    assert minh.tabs_to("Tóm tắt", "Đậm", "HTML")
    minh.page.keyboard.press("Tab")
    minh.page.keyboard.type("Một câu.")
    assert minh.page.evaluate("document.querySelector('textarea[name=html]').value") == "<p>Một câu.</p>"
    assert minh.tabs_to("Lưu bài")
    with minh.page.expect_navigation():
        minh.page.keyboard.press("Enter")
    minh.sees("Đã lưu bản nháp")
    reader = meet(width=PHONE)
    reader.go("/tin-tuc/")
    assert reader.tabs_to("Tất cả", "Tiêm vắc xin sởi", "Mọi thông báo", "Trang sau")
