"""The leader: more time with its ground, a draft sent back, the year in figures that open their lists."""

import pytest

from tests.journeys.someone import DESK, PHONE
from tests.journeys.steps import DRAINS, open_at_desk, send, take

TREES = "Hàng cây đường Lê Văn Tám nghiêng ra lòng đường, mưa bão rất nguy hiểm."
BOTH_WAYS = pytest.mark.parametrize(("width", "script"), [(PHONE, True), (DESK, False)],
                                    ids=["a phone", "a desk without script"])


@BOTH_WAYS
def test_more_time_is_given_with_a_reason_and_its_ground_and_the_sender_sees_both(meet, width, script):
    lan = meet(width=width, script=script)
    code = send(lan, TREES)
    hoa = meet("hoa", width=width, script=script)
    open_at_desk(hoa, code)
    take(hoa, "Thụ lý")
    take(hoa, "Giao phòng, ban", office=DRAINS)
    take(hoa, "Gia hạn", reason="Phải thuê xe cẩu.", ground="Điều 28 khoản 2 Luật Tiếp công dân")
    hoa.sees("Đã gia hạn; người gửi được báo.")
    lan.go(f"/phan-anh/{code}/")
    lan.sees("Gia hạn đến", "Phải thuê xe cẩu.")
    lan.looks_well()


def test_a_draft_that_is_not_good_enough_goes_back_with_a_reason(meet):
    code = send(meet(), TREES)
    hoa, tam = meet("hoa"), meet("tam")
    open_at_desk(hoa, code)
    take(hoa, "Thụ lý")
    take(hoa, "Giao phòng, ban", office=DRAINS)
    open_at_desk(tam, code)
    take(tam, "Giao cán bộ", officer="Lê Tâm")
    take(tam, "Trình duyệt trả lời", text="Đã biết.")
    open_at_desk(hoa, code)
    take(hoa, "Trả lại bản trình", why="Ghi rõ ngày nào cắt tỉa.")
    open_at_desk(tam, code)
    tam.sees("Ghi rõ ngày nào cắt tỉa.")
    tam.looks_well()


@BOTH_WAYS
def test_every_figure_of_the_year_opens_the_list_it_counts(meet, width, script):
    hoa = meet("hoa", width=width, script=script)
    hoa.go("/ban-lam-viec/tinh-hinh/")
    hoa.sees("Lời hứa trong năm", "Quá hẹn và sắp đến hẹn", DRAINS)
    hoa.looks_well()
    figure = hoa.page.get_by_role("row", name=DRAINS).get_by_role("link").first
    counted = int(figure.inner_text())
    with hoa.page.expect_navigation():
        figure.click()
    rows = hoa.page.locator(".queue li").count()
    assert 0 < rows <= counted  # a case opened again is counted each time it was answered
