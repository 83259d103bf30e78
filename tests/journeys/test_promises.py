"""Promises: the owner says that it is done; only somebody else may say that it is so."""

from tests.journeys.someone import PHONE
from tests.journeys.steps import code_in, sign_in_citizen, take

DRAINS = "Nạo vét toàn tuyến cống đường Bờ Kênh"  # of the demo: the drains' own, under way
RUBBISH = "Vớt rác rạch Cầu Đúc mỗi tuần một lần"  # of the demo: asked for by Bảy, said to be done


def test_the_owner_reports_and_the_front_confirms_but_never_a_colleague(meet):
    duy = meet("duy")
    duy.go("/ban-lam-viec/cam-ket/")
    duy.follow(DRAINS)
    code = code_in(duy, "CK")
    take(duy, "Báo đã làm xong", text="Đã nạo vét 1.200 m cống, mưa chiều qua không còn ngập.")
    duy.sees("Đã báo làm xong; chờ người khác xác nhận.")
    duy.looks_well()
    for colleague in (duy, meet("tam", width=PHONE)):
        colleague.go(f"/ban-lam-viec/cam-ket/{code}/")
        colleague.misses("Xác nhận đã xong")
        colleague.misses("Nói chưa xong")
    xuan = meet("xuan", width=PHONE, script=False)
    xuan.go(f"/ban-lam-viec/cam-ket/{code}/")
    take(xuan, "Xác nhận đã xong", text="Đã đi xem, nước rút trong 10 phút.")
    xuan.sees("Đã xác nhận.")
    anyone = meet(width=PHONE)
    anyone.go(f"/cam-ket/{code}/")
    anyone.sees("Đã nạo vét 1.200 m cống", "Đã đi xem, nước rút trong 10 phút.")
    anyone.looks_well()


def test_whoever_asked_says_on_a_phone_that_it_is_done(meet):
    bay = meet(width=PHONE, script=False)
    sign_in_citizen(bay, "bay@lekhoi.example")
    anyone = meet(width=PHONE, script=False)
    for someone in (bay, anyone):
        someone.go("/cam-ket/?ket-qua=open")
        someone.follow(RUBBISH)
    anyone.misses("Đã xong, tôi xác nhận")
    bay.looks_well(always=True)
    assert bay.tabs_to("Ông/bà nói thêm nếu muốn", "Đã xong, tôi xác nhận")  # by keys alone
    bay.page.keyboard.press("Enter")
    bay.sees("Xác nhận đã làm xong")
    anyone.go(f"/cam-ket/{code_in(bay, 'CK')}/")
    anyone.sees("Xác nhận đã làm xong")
