"""Every other page that the journeys pass, looked at by day and by night; and what the first view costs."""

import gzip
from urllib.parse import urlsplit

import pytest

from tests.journeys.someone import DESK, PHONE

ANYONES = ["/", "/phan-anh/", "/phan-anh/?loai=feedback&tim=", "/phan-anh/so-lieu/", "/tim/?q=ngap+nuoc", "/luat/",
           "/tro-nang/", "/quyen-rieng-tu/", "/ma-nguon/", "/dang-nhap/can-bo/", "/dang-nhap/can-bo/quen-mat-khau/"]
AT_THE_DESK = ["/ban-lam-viec/", "/ban-lam-viec/?viec=ca-phuong", "/ban-lam-viec/?viec=da-xong",
               "/ban-lam-viec/?q=ngap", "/ban-lam-viec/mau-tra-loi/", "/thong-bao/", "/tai-khoan/"]
ROOMS = {  # a mechanism: its doors for everyone, its doors at the desk, the fewest kinds of page behind each
    "dialogues": (("/doi-thoai/", "/cau-hoi/", "/tiep-cong-dan/"), 10, ("/ban-lam-viec/doi-thoai/",), 9),
    "works": (("/cam-ket/", "/viec-chung/"), 6, ("/ban-lam-viec/cam-ket/",), 6),
    "consultations": (("/lay-y-kien/",), 6, ("/ban-lam-viec/lay-y-kien/",), 8),
    "disclosures": (("/cong-khai/", "/thu-tuc/", "/van-ban/"), 9, ("/ban-lam-viec/cong-khai/",), 5),
}
BOTH_WAYS = pytest.mark.parametrize(("width", "script"), [(PHONE, False), (DESK, True)],
                                    ids=["a phone without script", "a desk"])
MOST_BYTES = 60_000  # of the first view, packed, without fonts and pictures: look.md
MOST_REQUESTS = 5


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_axe_finds_nothing_on_any_public_page_and_nothing_runs_off_the_side(meet, width):
    anyone = meet(width=width)
    for path in ANYONES:
        anyone.go(path)
        anyone.looks_well()
    anyone.go("/phan-anh/")
    anyone.page.locator(".case a").last.click()
    anyone.looks_well()


def test_the_rules_are_told_in_words_beside_their_articles(meet):
    anyone = meet(script=False)
    anyone.go("/luat/")
    anyone.sees("Đếm từ ngày kế tiếp", "Điều 147 khoản 2", "Điều 28 khoản 1")


@pytest.mark.parametrize("fault", [
    "main.append(new Image())",  # a picture without a name
    "main.style.width = '60rem'",
    "[...main.querySelectorAll('p, label, small')].at(-1).style.color = '#bbb'",  # one text too pale
])
def test_a_planted_fault_is_found(meet, fault):
    anyone = meet(width=PHONE)
    anyone.go("/tra-cuu/")
    anyone.page.evaluate(f"const main = document.querySelector('main'); {fault}; 0")
    with pytest.raises(AssertionError):
        anyone.looks_well()


def test_a_page_that_is_not_there_says_so_well(meet):
    anyone = meet(width=PHONE)
    anyone.page.goto("/khong-co-trang-nay/")
    anyone.sees("Không tìm thấy")
    anyone.looks_well()
    anyone.complaints = [said for said in anyone.complaints if "404" not in said]


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_axe_finds_nothing_at_the_desk(meet, width):
    minh = meet("minh", width=width)
    for path in AT_THE_DESK:
        minh.go(path)
        minh.looks_well()


@BOTH_WAYS
@pytest.mark.parametrize("mechanism", ROOMS)
def test_every_kind_of_public_page_looks_well(meet, mechanism, width, script):
    doors, fewest, _at_desk, _fewest = ROOMS[mechanism]
    listed = doors[:1] + doors[2:] if mechanism == "dialogues" else doors  # single questions have no list of their own
    walked = meet(width=width, script=script).walks(doors, *listed)
    assert len(walked) >= fewest, walked


@BOTH_WAYS
@pytest.mark.parametrize("mechanism", ROOMS)
def test_every_kind_of_desk_page_looks_well(meet, mechanism, width, script):
    _public, _fewest, doors, fewest = ROOMS[mechanism]
    walked = meet("hoa", width=width, script=script).walks(doors, *doors)
    assert len(walked) >= fewest, walked


def test_the_first_view_is_small_and_asks_nobody_else(meet):
    anyone = meet(width=PHONE)
    sizes = {}
    anyone.page.on("response", lambda answer: sizes.update({urlsplit(answer.url).path: answer}))
    anyone.page.goto("/", wait_until="networkidle")
    fonts = [path for path in sizes if path.endswith(".woff2")]
    others = {path: len(gzip.compress(answer.body(), 6)) for path, answer in sizes.items() if path not in fonts}
    assert len(others) <= MOST_REQUESTS, others
    assert sum(others.values()) <= MOST_BYTES, others
    assert "/" in others and any(path.endswith(".css") for path in others)
