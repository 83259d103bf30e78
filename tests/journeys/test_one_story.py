"""One petition through four pairs of hands, on a phone and on a desk, with JavaScript and without."""

import pytest

from tests.journeys.someone import DESK, PHONE
from tests.journeys.steps import DRAINS, open_at_desk, secret_on_receipt, send, take

SAID = ("Hẻm 12 đường Bờ Kênh ngập từ tối thứ Bảy, nước không rút. Nhà tôi ở số 12/5 đường Bờ Kênh, "
        "gọi tôi số 0912 345 678. Mong phường cho nạo vét cống.")
ANSWER = "Đã nạo vét 40 m cống đầu hẻm; trận mưa hôm sau nước rút trong 10 phút."


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_flooded_alley_is_reported_answered_published_and_rated(meet, width, script):
    here = {"width": width, "script": script}

    # Lan sends it from her phone, and notes the code and the secret number.
    lan = meet(**here)
    lan.go("/")
    lan.follow("Gửi phản ánh, kiến nghị")
    code = send(lan, SAID, place="Hẻm 12 đường Bờ Kênh", name="Phạm Thị Lan", look=True)
    lan.sees("Đã gửi", code, "Ông/bà sẽ được trả lời trước hết ngày")
    secret = secret_on_receipt(lan)

    # Minh accepts it and hands it to the drains.
    minh = meet("minh", **here)
    open_at_desk(minh, code)
    minh.sees("0912 345 678", "Bước tiếp theo")
    minh.looks_well()
    take(minh, "Thụ lý")
    minh.sees("Đã thụ lý.")
    take(minh, "Giao phòng, ban", office=DRAINS)
    minh.sees("Đã giao.")

    # Tâm takes it, and asks Lan something: the clock stops.
    tam = meet("tam", **here)
    open_at_desk(tam, code)
    take(tam, "Giao cán bộ", officer="Lê Tâm")
    tam.looks_well()
    take(tam, "Hỏi lại người gửi", question="Nước ngập từ miệng cống nào?")
    tam.sees("Đồng hồ đang dừng từ")

    # Lan answers from another device: the code, and the secret number, open her case there.
    elsewhere = meet(**here)
    elsewhere.go("/tra-cuu/")
    elsewhere.looks_well()
    elsewhere.write("Mã số trên giấy biên nhận", code.lower().replace("-", " "))
    elsewhere.press("Tra cứu")
    elsewhere.sees("Nội dung việc này chưa công khai")
    elsewhere.misses("0912 345 678")
    elsewhere.looks_well()
    elsewhere.write("Số bí mật", secret)
    elsewhere.press("Mở nội dung")
    elsewhere.sees("Nước ngập từ miệng cống nào?")
    elsewhere.looks_well()
    elsewhere.write("Phần bổ sung", "Miệng cống trước nhà số 12/1.")
    elsewhere.press("Gửi phần bổ sung")
    elsewhere.sees("Người gửi đã bổ sung")

    # Tâm hears of it from the postman, and drafts; Hoa approves and sends.
    tam.waits_for("/thong-bao/", f"Người gửi đã bổ sung: {code}")
    tam.looks_well()
    tam.follow(f"Người gửi đã bổ sung: {code}")
    tam.sees("Miệng cống trước nhà số 12/1.")
    take(tam, "Trình duyệt trả lời", text=ANSWER)
    tam.sees("Đã trình lãnh đạo duyệt.")
    hoa = meet("hoa", **here)
    hoa.go("/ban-lam-viec/?viec=cho-duyet")
    hoa.sees(code)
    hoa.looks_well()
    open_at_desk(hoa, code)
    take(hoa, "Duyệt trả lời")
    hoa.sees(ANSWER)
    hoa.looks_well()
    take(hoa, "Gửi trả lời")
    hoa.sees("Đã gửi trả lời.")

    # Minh covers what is personal, and publishes.
    open_at_desk(minh, code)
    minh.follow("Che dữ liệu và công khai")
    minh.looks_well()
    assert "0912" not in minh.page.get_by_label("Nội dung", exact=True).input_value()
    minh.tick("Tôi đã đọc và che hết")
    minh.press("Công khai")
    minh.sees("Đã công khai.")
    take(minh, "Lưu ghi chú", text="Đã gọi báo tổ trưởng khu phố.")

    # Lan reads the answer and says that it is solved.
    lan.go(f"/phan-anh/{code}/")
    lan.sees(ANSWER)
    lan.looks_well()
    lan.choose("Đã giải quyết")
    lan.choose("Rất tốt")
    lan.press("Gửi đánh giá")
    lan.sees("Ông/bà cho biết việc đã được giải quyết. Cảm ơn ông/bà.")

    # Anyone reads the words, covered, the answer and the rating; nobody reads the telephone number or the note.
    anyone = meet(**here)
    anyone.go(f"/phan-anh/{code}/")
    anyone.sees("Hẻm 12 đường Bờ Kênh ngập từ tối thứ Bảy", ANSWER, "Người gửi cho biết:", "đã giải quyết")
    for private in ("0912 345 678", "12/5", "Phạm Thị Lan", "tổ trưởng khu phố"):
        assert private not in anyone.page.content()
    anyone.looks_well()
