"""A draft is taken away as a document to read and as one other programs read, with the ids of its pages."""

import io
from xml.etree.ElementTree import fromstring

import docx
import pytest
from django.test import Client

from danchu.mechanisms.consultations.tests.test_pages import live as live

HOME = "/lay-y-kien/"


def test_a_draft_in_akoma_ntoso_has_the_ids_of_its_pages(live):
    answer = Client().get(f"{HOME}{live.code}/du-thao/lay-y-kien.xml")
    ids = {element.get("eId") for element in fromstring(answer.content).iter()}
    assert {"chp_2", "art_3", "art_3__cl_2"} <= ids and answer["Content-Type"].startswith("application/akn+xml")
    assert Client().get(f"{HOME}{live.code}/dieu/art_3/").status_code == 200


def test_a_draft_as_a_document_keeps_its_numbers_in_their_order(live):
    content = Client().get(f"{HOME}{live.code}/du-thao/lay-y-kien.docx").content
    lines = [p.text for p in docx.Document(io.BytesIO(content)).paragraphs]
    wanted = ["Chương I", "QUY ĐỊNH CHUNG", "Điều 1. Về việc 1", "1. Phạm vi.", "Chương II", "Điều 3. Về việc 3",
              "1. Mỗi năm một lần.", "2. Báo trước."]
    at = [lines.index(line) for line in wanted]
    assert at == sorted(at)


def test_a_draft_as_pdf(live):
    answer = Client().get(f"{HOME}{live.code}/du-thao/lay-y-kien.pdf")
    assert answer.status_code == 200 and answer.content.startswith(b"%PDF") and live.document.code in answer[
        "Content-Disposition"]


@pytest.mark.parametrize("which", ["sau-tiep-thu.xml", "lay-y-kien.exe", "ban-cu.docx"])
def test_what_is_not_there_is_not_there(live, which):
    assert Client().get(f"{HOME}{live.code}/du-thao/{which}").status_code == 404


def test_a_draft_not_yet_opened_is_for_those_who_work_on_it(cast, planned):
    assert Client().get(f"{HOME}{planned.code}/du-thao/lay-y-kien.xml").status_code == 404
    here = f"/ban-lam-viec/lay-y-kien/du-thao/{planned.document.code}/ban-1.docx"
    clerk, citizen = Client(), Client()
    clerk.force_login(cast.minh.person)
    citizen.force_login(cast.bay.person)
    assert (clerk.get(here).status_code, citizen.get(here).status_code) == (200, 404)
    assert clerk.get(here.replace("ban-1", "ban-2")).status_code == 404
