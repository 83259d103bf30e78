"""What is read aloud and sent as a message."""

import pytest

from danchu.law.disclosure import Form
from danchu.mechanisms.disclosures.spoken import Message, message, script, unaccented
from danchu.mechanisms.disclosures.tests.conftest import later, look, published, registered

SAID = {"body": "UBND phường", "title": "Mức thu phí chợ", "summary": "Ai bán ở chợ nộp\nbao nhiêu.",
        "places": ["Trụ sở"]}


def test_the_office_s_own_words_come_first_and_else_the_summary_is_read():
    assert script(" Bà con chú ý. ", **SAID).text == "Bà con chú ý."
    made = script("", **SAID)
    assert not made.written and made.seconds == 15
    assert made.text.startswith("Kính thưa bà con. UBND phường thông báo: Mức thu phí chợ.")
    assert "Ai bán ở chợ nộp bao nhiêu." in made.text and "niêm yết tại Trụ sở" in made.text


@pytest.mark.parametrize(("text", "parts"), [("a" * 160, 1), ("a" * 161, 2), ("a" * 306, 2), ("a" * 307, 3),
                                             ("ạ" * 70, 1), ("ạ" * 71, 2), ("ạ" * 134, 2), ("ạ" * 135, 3)])
def test_a_message_says_in_how_many_parts_it_goes(text, parts):
    assert Message(text).parts == parts


def test_without_diacritics_it_is_shorter_and_keeps_its_capitals():
    told = message("", body="UBND phường Đông", title="Mức thu phí", link="https://x.vn/1")
    assert unaccented(told.text) == "UBND phuong Dong: Muc thu phi. Xem: https://x.vn/1"
    assert Message(unaccented(told.text)).parts <= told.parts


@pytest.mark.django_db
def test_the_sheet_shows_the_days_it_was_read_and_nobody_reads_one_not_public(client, cast, settings):
    settings.SITE = settings.SITE | {"body": cast.body.code}
    d = look(published(cast), cast, later(2), form=Form.LOUDSPEAKER, note="Trạm truyền thanh ký")
    page = client.get(f"/cong-khai/{d.code}/doc-loa/").content.decode()
    assert "04/03/2026" in page and "Trạm truyền thanh ký" in page and "gửi thành" in page
    assert client.get(f"/cong-khai/{registered(cast).code}/doc-loa/").status_code == 404
