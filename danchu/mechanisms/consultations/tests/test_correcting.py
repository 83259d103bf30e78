"""Approved words put right: at once everywhere, with a reason, marked once the table is public, nothing lost."""

import pytest
from django.test import Client
from django.utils import timezone

from danchu.ground.journal.models import Entry
from danchu.mechanisms.consultations import actions
from danchu.mechanisms.consultations.checking import check, read
from danchu.mechanisms.consultations.models import Correction
from danchu.mechanisms.consultations.tests.test_desk import DESK, signed_in
from danchu.mechanisms.consultations.tests.test_desk import grouped as grouped
from danchu.mechanisms.consultations.tests.test_pages import HOME
from danchu.mechanisms.consultations.tests.test_pages import published as published


def test_a_number_left_standing_goes_from_the_page_and_the_files_at_once(cast, published, tmp_path):
    row = published.table.get(text__contains="0912")
    actions.correct_text(published, row=row, text="Ghi số 0912 345 678.", why="Thử lời còn sót số.", by=cast.minh,
                         now=timezone.now())  # as if it had been approved so
    table, where = f"{HOME}{published.code}/bang/", f"{DESK}{published.code}/nhom/{row.pk}/"
    assert "0912 345 678" in Client().get(table).content.decode()  # a page that is kept now
    minh = signed_in(cast.minh)
    typed = {"correct-text": "Ghi số [số điện thoại đã che].", "version": row.version}
    without = minh.post(f"{where}loi-cong-khai/", typed)
    assert without.status_code == 422 and "Ghi số [số điện thoại đã che]." in without.content.decode()
    assert minh.post(f"{where}loi-cong-khai/", typed | {"correct-why": "Còn số điện thoại."}).status_code == 302
    today = f"{timezone.localdate():%d/%m/%Y}"
    said = Client().get(table).content.decode()
    assert "0912" not in said and f"Lời này sửa ngày {today}" in said and "Còn số điện thoại" not in said
    file = tmp_path / "bang.csv"
    file.write_bytes(b"".join(Client().get(f"{table}tai.csv").streaming_content))
    assert f"Ghi số [số điện thoại đã che]. [sửa ngày {today}]" in file.read_text() and "0912" not in file.read_text()
    assert check(read(file)).faults == []
    page = Client().get(f"{HOME}{published.code}/").content.decode()
    assert f"Sửa lời công khai của hàng {row.no} trong bảng" in page and "Còn số điện thoại" not in page
    inside = minh.get(where).content.decode()
    assert "Còn số điện thoại." in inside and "Các lần sửa trước (2)" in inside  # what stood there is kept
    assert minh.post(f"{where}loi-cong-khai/", typed | {"correct-why": "Lần nữa."}).status_code == 409  # an old page


def test_before_it_is_public_words_are_put_right_without_a_mark(cast, grouped, after):
    row = grouped.table.get(text__contains="0912")
    by = {"by": cast.minh, "now": after}
    with pytest.raises(actions.Refused, match="chưa duyệt"):
        actions.correct_text(grouped, row=row, text="Nên hai lần.", why="Gọn lại.", **by)
    actions.approve_texts(grouped, texts={row.pk: "Nên hai lần. Gọi tôi."}, **by)
    row.refresh_from_db()
    for text, why, told in (("Nên hai lần. Gọi tôi.", "Gọn.", "chưa thay đổi"), ("", "Gọn.", "không được để trống"),
                            ("Nên hai lần.", " ", "lý do")):
        with pytest.raises(actions.Refused, match=told):
            actions.correct_text(grouped, row=row, text=text, why=why, **by)
    with pytest.raises(actions.NotTheirs):
        actions.correct_text(grouped, row=row, text="Khác.", why="Thử.", by=cast.tam, now=after)
    actions.correct_text(grouped, row=row, text="Nên hai lần.", why="Gọn lại.", **by)
    assert (row.public_text, row.corrected_on, Correction.objects.get().was) == (
        "Nên hai lần.", None, "Nên hai lần. Gọi tôi.")
    assert Entry.objects.get(verb="correct_text").audience == "internal"
