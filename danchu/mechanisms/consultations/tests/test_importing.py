"""Opinions come in from sheets: every wrong row is named, nothing comes in twice, nothing is lost."""

import io
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook

from danchu.mechanisms.consultations import actions, importing
from danchu.mechanisms.consultations.importing import bad_rows, look, take_in
from danchu.mechanisms.consultations.models import Consultation, Count, Opinion
from danchu.mechanisms.consultations.rules import Channel, Stance
from danchu.mechanisms.consultations.tests.test_pages import live as live

HEAD = "Số phiếu;Điều;Quan điểm;Ý kiến;Kênh;Ngày nhận"
GOOD = ["1;Điều 3;Không đồng ý;Nên hai lần.;phiếu giấy;", "1;khoản 2 Điều 2;đồng ý;;phiếu giấy;",
        ";;Ý kiến khác;Chung.;;", ";3;đồng ý;;;", ";3;đồng ý;;;"]


def sheet(*rows: str, head: str = HEAD) -> bytes:
    return "\n".join([head, *rows]).encode()


@pytest.fixture
def seen(opened, thursday):
    def see(*rows: str, batch: str = "kp1", gathering=None, **more):
        return look(opened, sheet(*rows, **more), batch=batch, gathering=gathering, now=thursday)
    return see


def taken(opened, found, by, now, batch="kp1", gathering=None) -> int:
    return take_in(opened, found, batch=batch, gathering=gathering, by=by, now=now)


def test_a_sheet_becomes_opinions_and_twice_adds_nothing(cast, opened, seen, thursday):
    assert taken(opened, seen(*GOOD), cast.minh, thursday) == 5
    again = seen(*GOOD)
    assert again.new == 0 and not again.bad and taken(opened, again, cast.minh, thursday) == 0
    paper = Opinion.objects.filter(channel=Channel.PAPER).order_by("id")
    assert [(o.article, o.eid, o.stance, o.operator) for o in paper] == [
        ("art_3", "", Stance.DISAGREE, cast.minh.person), ("art_2", "art_2__cl_2", Stance.AGREE, cast.minh.person)]
    actions.fold()
    assert Consultation.objects.get().times == 5


def test_equal_rows_of_another_batch_are_other_opinions(cast, opened, seen, thursday):
    taken(opened, seen(";3;đồng ý;;;"), cast.minh, thursday)
    assert taken(opened, seen(";3;đồng ý;;;", batch="kp2"), cast.minh, thursday, batch="kp2") == 1


@pytest.mark.parametrize(("row", "reason"), [
    (";Điều 9;đồng ý;;;", "không có “Điều 9”"),
    (";3;;Nên bỏ.;;", "thiếu quan điểm"),
    (";3;lưng chừng;;;", "“lưng chừng” không có"),
    (";3;đồng ý;;bồ câu;", "kênh “bồ câu”"),
    (";3;đồng ý;;;31/02/2026", "không phải là ngày"),
    (";3;đồng ý;;;01/01/2026", "ngoài thời gian"),
    (";3;đồng ý;;;13/02/2026", "tương lai"),
    ("a/b;3;đồng ý;;;", "số phiếu"),
    (f";3;ý kiến khác;{'x' * 20_001};;", "dài quá"),
])
def test_a_wrong_row_is_named_with_its_line_and_reason(opened, seen, row, reason):
    found = seen(GOOD[0], row)
    assert [b.number for b in found.bad] == [3] and reason in str(found.bad[0]) and found.new == 1
    assert not Opinion.objects.exists()


def test_a_wrong_row_put_right_keeps_its_line_and_comes_in_once(cast, opened, seen, thursday):
    found = seen(";3;đồng ý;;;", ";33;đồng ý;;;", ";3;đồng ý;;;")
    assert taken(opened, found, cast.minh, thursday) == 2
    rest = look(opened, bad_rows(found).replace("33", "3").encode(), batch="kp1", gathering=None, now=thursday)
    assert [r.number for r in rest.good] == [3] and taken(opened, rest, cast.minh, thursday) == 1
    assert Opinion.objects.count() == 3


def test_a_form_typed_at_the_desk_is_not_taken_again(cast, opened, seen, thursday):
    for by in (cast.minh, cast.hoa):
        actions.key(opened, serial="7", typed=[["art_3", "agree", ""]], scan=None, by=by, now=thursday)
    assert "phiếu số 7 đã được nhập" in str(seen("7;1;đồng ý;;;").bad[0])
    assert "ở dòng 2" in str(seen("8;1;đồng ý;;;", "8;1;đồng ý;;;").bad[0])


def test_rows_of_a_gathering_are_counted_with_it(cast, opened, seen, thursday, after):
    g = actions.gather(opened, channel=Channel.MEETING, name="Họp khu phố 3", held_on=thursday.date(), people=40,
                       token=uuid4(), minutes=None, by=cast.minh, now=thursday)
    taken(opened, seen("1;3;đồng ý;;;", ";3;đồng ý;;;", gathering=g), cast.minh, thursday, gathering=g)
    actions.fold()
    assert {o.channel for o in Opinion.objects.all()} == {Channel.MEETING}
    assert Count.objects.get(what="agree").persons == 0


def test_after_the_last_midnight_no_sheet_is_taken_whatever_days_it_bears(cast, opened, seen, thursday, after):
    found = seen(";3;đồng ý;;;12/02/2026")
    with pytest.raises(actions.Refused):
        taken(opened, found, cast.minh, after)
    with pytest.raises(actions.NotTheirs):
        taken(opened, found, cast.bay, thursday)
    assert not Opinion.objects.exists()


# --- the page --------------------------------------------------------------------------------------

@pytest.fixture
def desk(cast):
    client = Client()
    client.force_login(cast.minh.person)
    return client


def test_the_page_looks_first_and_takes_what_is_right(live, desk):
    book = Workbook()
    for row in (HEAD.split(";"), ["", 3, "Đồng ý", "", "", ""], ["", "Điều 99", "Đồng ý", "", "", ""]):
        book.active.append(row)
    book.save(file := io.BytesIO())
    here = f"/ban-lam-viec/lay-y-kien/{live.code}/nhap/bang-tinh/"
    upload = SimpleUploadedFile("phieu.xlsx", file.getvalue())
    looked = desk.post(here, {"file": upload, "do": "look"})
    assert looked.status_code == 200 and "không có “Điều 99”" in looked.content.decode()
    assert not Opinion.objects.exists()
    again = {"text": looked.context["text"] if looked.context else "", "batch": "phieu.xlsx", "do": "keep"}
    again["text"] = again["text"] or f"{HEAD.replace(';', ',')}\n,3,Đồng ý,,,\n,Điều 99,Đồng ý,,,\n"
    kept = desk.post(here, again)
    assert Opinion.objects.count() == 1 and "Điều 99" in kept.content.decode()
    assert desk.get(here).status_code == 200 and desk.get(here.replace("bang-tinh/", "mau.csv")).status_code == 200


@pytest.mark.parametrize("content", [b"PK\x03\x04 no zip", b"\xff\xfe\x00", "Điều;Ý kiến\n1;x".encode(), b""])
def test_a_file_that_cannot_be_read_is_told_so(live, desk, content):
    here = f"/ban-lam-viec/lay-y-kien/{live.code}/nhap/bang-tinh/"
    answer = desk.post(here, {"file": SimpleUploadedFile("a.xlsx", content), "do": "keep"})
    assert answer.status_code == 422 and not Opinion.objects.exists()


def test_the_pattern_is_a_sheet_that_can_be_taken(opened, thursday):
    row = f"1;Điều 1;không đồng ý;Nên ghi rõ.;phiếu giấy;{thursday:%d/%m/%Y}"
    assert look(opened, sheet(row, head=";".join(c.header for c in importing.COLUMNS[1:])), batch="m", gathering=None,
                now=thursday).new == 1
