"""Disclosures: the posting officer stands before the board with a phone and a photo."""

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.journeys.someone import PHONE
from tests.journeys.steps import code_in

MARKET = "Mức thu phí chợ, phí giữ xe năm nay"  # of the demo: on display


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_a_board_is_seen_with_a_photo_and_everyone_reads_that_it_was(meet, tmp_path, script):
    photo = tmp_path / "bang-tin.jpg"
    Image.new("RGB", (640, 480), "#335577").save(photo)
    minh = meet("minh", width=PHONE, script=script)
    minh.go("/ban-lam-viec/cong-khai/")
    minh.follow(MARKET)
    seen = minh.page.locator("ol.timeline a[href*='bang-tin']").count()
    minh.page.get_by_label("Ảnh chụp bảng").set_input_files(photo)
    minh.choose("Còn, đọc được")
    minh.tick("Ảnh không có mặt người, biển số")
    minh.looks_well()
    minh.press("Lưu ghi nhận")
    minh.sees("Đã lưu.")
    expect(minh.page.locator("ol.timeline a[href*='bang-tin']")).to_have_count(seen + 1)
    minh.looks_well()
    anyone = meet(width=PHONE, script=script)
    anyone.go(f"/cong-khai/{code_in(minh, 'CB')}/")
    expect(anyone.page.locator("main [src*='bang-tin'], main [href*='bang-tin']").first).to_be_visible()
    anyone.looks_well()
