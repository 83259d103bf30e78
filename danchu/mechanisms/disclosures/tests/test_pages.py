"""What everybody reads: the list, the matrix with its reasons, the report as a file."""

import io
import zipfile

import pytest

from danchu.mechanisms.disclosures import actions
from danchu.mechanisms.disclosures.tests.conftest import (
    CALENDAR,
    MODEL,
    at,
    later,
    look,
    photo_file,
    published,
    registered,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def here(settings, cast):
    settings.SITE = settings.SITE | {"body": cast.body.code}


def test_nobody_outside_reads_what_is_not_public_yet(client, cast):
    d = registered(cast)
    for page in (f"/cong-khai/{d.code}/", f"/cong-khai/{d.code}/ap-phich/"):
        assert client.get(page).status_code == 404
    for page in ("/cong-khai/", "/cong-khai/doi-chieu/", "/cong-khai/sap-toi/", "/cong-khai/bao-cao/"):
        assert d.title not in client.get(page).content.decode(), page
    assert "Một nội dung chưa công khai" in client.get("/cong-khai/doi-chieu/").content.decode()


def test_the_matrix_tells_why_and_is_never_green_by_itself(client, cast):
    page = client.get("/cong-khai/doi-chieu/").content.decode()
    assert "tính là chưa làm" in page and "<strong class=\"n\">0</strong>" in page
    d = look(look(published(cast), cast, later(1)), cast, later(9), up=False)
    page = client.get("/cong-khai/doi-chieu/").content.decode()
    assert d.title in page and "bị gián đoạn, phải niêm yết lại từ đầu" in page and "11/03/2026" in page


def test_what_was_taken_down_says_why_and_nothing_of_what_it_said(client, cast):
    d = published(cast)
    actions.withdraw(d, why="Sai số liệu", mistaken=False, by=cast.hoa, calendar=CALENDAR, now=at(later(3)))
    page = client.get(f"/cong-khai/{d.code}/").content.decode()
    assert "Sai số liệu" in page and d.summary not in page and d.title not in page


def test_the_report_is_a_word_file_that_names_what_is_wrong(client, cast):
    published(cast)
    file = client.get("/cong-khai/bao-cao/bao-cao-cong-khai.docx")
    assert file.status_code == 200 and "wordprocessingml" in file["Content-Type"]
    words = zipfile.ZipFile(io.BytesIO(file.content)).read("word/document.xml").decode()
    assert "Chưa làm đúng" in words and "Ngân sách" in words
    assert client.get("/cong-khai/bao-cao/bao-cao-cong-khai.exe").status_code == 404


def test_the_posting_officer_sends_a_photo_from_the_street(client, cast, fees):
    client.force_login(cast.tam.person, MODEL)
    where = f"/ban-lam-viec/cong-khai/{fees.code}/"
    assert client.get(where).status_code == 200
    typed = {"version": fees.version, "observe-form": "posting", "observe-place": "Trụ sở UBND phường",
             "observe-on": later(1).isoformat(), "observe-up": "yes", "observe-note": "", "observe-photo": photo_file()}
    assert client.post(where + "ghi-nhan/", typed).status_code == 302
    seen = fees.observations.get()
    assert seen.photo and seen.photo.audience == "internal"  # public only when somebody says it shows nobody
    client.logout()
    assert client.get(f"/tep/{seen.photo.pk}/{seen.photo.name}").status_code == 404


@pytest.mark.parametrize("page", ["/cong-khai/", "/cong-khai/?muc=12", "/cong-khai/?q=phi", "/cong-khai/doi-chieu/",
                                  "/cong-khai/sap-toi/", "/cong-khai/danh-sach-quy/"])
def test_pages_cost_seven_statements_at_most(client, cast, fees, page, django_assert_max_num_queries):
    client.get(page)  # the list of bodies is kept for some seconds
    with django_assert_max_num_queries(7):
        assert client.get(page).status_code == 200
