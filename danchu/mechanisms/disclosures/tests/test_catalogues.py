"""Procedures that show what they were; instruments under their number, bound to each other, found by words inside."""

import io
import zipfile
from datetime import date
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile

from danchu.ground.drafts.tests.making import odt_file, pdf_file
from danchu.ground.files.cleaning import clean_upload
from danchu.ground.files.models import Attachment
from danchu.ground.files.storing import where
from danchu.ground.journal.models import Audience, Entry, Link
from danchu.ground.journal.steps import NotTheirs, Refused
from danchu.ground.search.follow import index_new
from danchu.mechanisms.disclosures import actions, cataloguing, search_text
from danchu.mechanisms.disclosures.catalogue import Instrument, InstrumentBond, Procedure
from danchu.mechanisms.disclosures.cataloguing import ProcedureText
from danchu.mechanisms.disclosures.models import Disclosure
from danchu.mechanisms.disclosures.rules import Bond, LifeEvent
from danchu.mechanisms.disclosures.tests.conftest import CALENDAR, MODEL, MONDAY, at, later, registered

pytestmark = pytest.mark.django_db


def text(**more):
    said = {"number": "1.001193", "name": "Đăng ký khai sinh", "life_event": LifeEvent.BIRTH, "field": "Hộ tịch",
            "steps": "Nộp giấy tờ.", "papers": "Giấy chứng sinh.", "fee": "Không thu", "takes": "Trong ngày",
            "basis": "Luật Hộ tịch 60/2014/QH13"}
    return ProcedureText(**{**said, **more})


def born(cast):
    return cataloguing.add_procedure(text(), body=cast.body, office=None, by=cast.minh, now=at(later(0)))


def kept(cast, symbol="15/QĐ-UBND", **more):
    said = {"title": "Quy chế dân chủ", "abstract": "", "issuer": "UBND phường", "issued_on": date(2026, 1, 5)}
    return cataloguing.add_instrument(symbol=symbol, **{"checked": True, **said, **more}, body=cast.body, by=cast.minh,
                                      now=at(later(0)))


def test_a_changed_fee_shows_what_it_was_and_until_when(client, cast):
    p = born(cast)
    cataloguing.change_procedure(p, text(fee="8.000 đồng"), office=None, by=cast.minh, now=at(later(9)))
    page = client.get(f"/thu-tuc/{p.code}/").content.decode()
    assert "8.000 đồng" in page and "Đến ngày 11/03/2026: Trong ngày; Không thu" in page
    cataloguing.change_procedure(p, text(fee="8.000 đồng", papers="Tờ khai."), office=None, by=cast.minh,
                                 now=at(later(10)))
    assert p.was.count() == 1  # other papers: no old fee to show


def test_a_burdensome_procedure_becomes_a_petition_that_belongs_to_it(client, cast, settings):
    settings.SITE = settings.SITE | {"body": cast.body.code}
    p = born(cast)
    page = client.get(f"/thu-tuc/{p.code}/").content.decode()
    assert f"/phan-anh/gui/?loai=feedback&amp;ve={p.code}&amp;noi-dung=Th" in page
    form = client.get("/phan-anh/gui/", {"loai": "feedback", "ve": p.code, "noi-dung": "Phiền hà ở chỗ: "})
    assert f'name="about" value="{p.code}"' in form.content.decode()
    typed = {"question": "check", "kind": "feedback", "text": "Phiền hà ở chỗ: bắt nộp hai lần một giấy.",
             "lane": "public", "token": str(uuid4()), "consent": "on", "meant": "1"}
    for about, linked in ((p.code, True), ("TC-26-KHONGCO", False), ("'; --", False)):
        client.post("/phan-anh/gui/", typed | {"about": about, "token": str(uuid4())})
        petition = Entry.objects.filter(verb="submit").order_by("-pk").first().subject
        assert Link.objects.filter(source=petition, target=p.code, kind="about").exists() is linked, about
    assert "Người dân phản ánh" not in client.get(f"/thu-tuc/{p.code}/").content.decode()  # none is public yet


def test_procedures_are_found_by_life_event_and_without_diacritics(client, cast):
    p = born(cast)
    index_new()
    assert p.name in client.get("/thu-tuc/?viec=birth").content.decode()
    assert p.name not in client.get("/thu-tuc/?viec=death").content.decode()
    assert p.name in client.get("/thu-tuc/?q=khai+sinh").content.decode()
    assert p.name in client.get(f"/thu-tuc/?linh-vuc={p.field}&viec=birth").content.decode()
    other = cataloguing.add_procedure(text(number="9", name="Khai tử", field="Y tế", life_event=LifeEvent.DEATH),
                                      body=cast.body, office=None, by=cast.minh, now=at(later(0)))
    cache.clear()
    health = client.get("/thu-tuc/?linh-vuc=Y+tế").content.decode()
    assert other.name in health and p.name not in health


def test_instruments_stand_by_their_day_and_are_narrowed_by_kind_year_and_force(client, cast):
    new = kept(cast, "15/QĐ-UBND", title="Quy chế mới", issued_on=date(2026, 1, 5))
    old = kept(cast, "03/KH-UBND", title="Kế hoạch cũ", issued_on=date(2024, 6, 1))
    gone = kept(cast, "02/QĐ-UBND", title="Quy chế cũ", issued_on=date(2025, 1, 5))
    cataloguing.bind(new, gone, kind=Bond.REPLACES, by=cast.minh, now=at(later(0)))

    def listed(query):
        page = client.get(f"/van-ban/{query}").content.decode()
        return sorted((i.symbol for i in (new, old, gone) if i.title in page), key=lambda s: page.index(s))

    assert listed("") == ["15/QĐ-UBND", "02/QĐ-UBND", "03/KH-UBND"]  # not in the order they were typed in
    assert listed("?loai=plan") == ["03/KH-UBND"] and listed("?nam=2025") == ["02/QĐ-UBND"]
    assert listed("?con=1&loai=decision") == ["15/QĐ-UBND"]
    assert listed(f"?sau=2025-01-05.{gone.pk}") == ["03/KH-UBND"] and len(listed("?sau=x.y&nam=abc&loai=z")) == 3


@pytest.mark.parametrize("name", ["lan", "tam", "stranger"])
def test_nobody_else_keeps_the_catalogues(cast, name):
    with pytest.raises(NotTheirs):
        cataloguing.add_procedure(text(), body=cast.body, office=None, by=getattr(cast, name), now=at(later(0)))
    with pytest.raises(NotTheirs):
        cataloguing.change_procedure(born(cast), text(), office=None, by=getattr(cast, name), now=at(later(0)))


@pytest.mark.parametrize(("typed", "stands"), [("15/QĐ-UBND", "15/QĐ-UBND"), ("7-QĐ/ĐU", "07-QĐ/ĐU")])
def test_state_and_party_number_by_their_own_grammar(cast, typed, stands):
    assert kept(cast, typed).symbol == stands


@pytest.mark.parametrize("typed", ["QĐ-UBND", "mười lăm", "15"])
def test_what_is_no_symbol_is_refused_in_words(cast, typed):
    with pytest.raises(Refused):
        kept(cast, typed)


def test_what_is_replaced_holds_no_longer_and_both_pages_say_so(client, cast):
    old, new = kept(cast), kept(cast, "20/QĐ-UBND", issued_on=date(2026, 3, 1))
    for _ in range(2):
        cataloguing.bind(new, old, kind=Bond.REPLACES, by=cast.minh, now=at(later(0)))
    assert InstrumentBond.objects.count() == 1
    told = client.get(f"/van-ban/{old.code}/").content.decode()
    assert "Bị thay thế bằng" in told and "Hết hiệu lực từ ngày 01/03/2026" in told
    assert "Thay thế" in client.get(f"/van-ban/{new.code}/").content.decode()


def docx(words):
    out = io.BytesIO()
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    with zipfile.ZipFile(out, "w") as z:
        z.writestr("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                   '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
                   'wordprocessingml.document.main+xml"/></Types>')
        z.writestr("word/document.xml", f'<w:document xmlns:w="{w}"><w:body><w:p><w:r><w:t>{words}</w:t></w:r></w:p>'
                   '</w:body></w:document>')
    return SimpleUploadedFile("quyet-dinh.docx", out.getvalue())


def odt(words):
    return SimpleUploadedFile("quyet-dinh.odt", odt_file(f"<text:p>{words}</text:p>"))


@pytest.mark.parametrize("written", [docx, odt])
def test_an_instrument_is_found_by_the_words_inside_its_file(client, cast, written):
    i = kept(cast, papers=[clean_upload(written("tổ hòa giải ở cơ sở"))])
    index_new()
    assert i.symbol in client.get("/van-ban/?q=hoa+giai").content.decode()
    assert i.symbol in client.get("/van-ban/?q=15/qđ-ubnd").content.decode()
    assert i.symbol not in client.get("/van-ban/?q=khong+co").content.decode()


def paper(words):
    lines = ["QUY CHE", words, "Hieu luc"]  # the standard fonts have plain Latin letters only
    return SimpleUploadedFile("quy-che.pdf", pdf_file([lines]), "application/pdf")


def test_a_pdf_is_found_by_the_words_inside_only_where_anyone_may_open_it(client, cast):
    i = kept(cast, papers=[clean_upload(paper("Ban giam sat dau tu"))])
    index_new()
    assert i.symbol in client.get("/van-ban/?q=giam+sat+dau+tu").content.decode()
    file = Attachment.objects.get()
    assert "giam sat dau tu" in search_text.words_in(file)
    Attachment.objects.update(audience=Audience.INTERNAL)
    assert "giam sat" not in search_text.documents_for({i.code})[i.code].body


def test_a_file_that_cannot_be_read_holds_nothing_up(cast):
    i = kept(cast, papers=[clean_upload(paper("Ban giám sát"))])
    file = Attachment.objects.get()
    where(file).write_bytes(b"%PDF-1.4 no more than this")
    assert search_text.words_in(file) == ""
    where(file).unlink()
    assert search_text.words_in(file) == "" and search_text.documents_for({i.code})[i.code]


def test_the_desk_adds_and_changes(client, cast):
    client.force_login(cast.minh.person, MODEL)
    typed = {"number": "1.1", "name": "Khai tử", "life_event": "death", "field": "Hộ tịch", "papers": "Giấy báo tử",
             "steps": "Nộp", "takes": "Trong ngày", "fee": "Không thu", "basis": "Luật", "portal": "", "office": ""}
    assert client.post("/ban-lam-viec/cong-khai/thu-tuc/", typed).status_code == 302
    assert client.post("/ban-lam-viec/cong-khai/thu-tuc/", typed).status_code == 422  # its number stands already
    p = Procedure.objects.get()
    where = f"/ban-lam-viec/cong-khai/thu-tuc/{p.code}/"
    assert client.post(where, {**typed, "fee": "5.000 đồng", "version": 1}).status_code == 302
    stale = client.post(where, {**typed, "fee": "6.000 đồng", "version": 1})
    assert stale.status_code == 409 and "6.000 đồng" in stale.content.decode()
    law = {"symbol": "15/QĐ-UBND", "title": "Quy chế", "issuer": "UBND", "issued_on": "2026-01-05"}
    assert client.post("/ban-lam-viec/cong-khai/van-ban/", law).status_code == 302
    assert client.post("/ban-lam-viec/cong-khai/van-ban/", {**law, "symbol": "x"}).status_code == 422
    assert Instrument.objects.count() == 1


@pytest.mark.parametrize("page", ["/thu-tuc/", "/van-ban/", "/thu-tuc/?q=khai", "/van-ban/?q=quy"])
def test_lists_cost_six_statements_at_most(client, cast, page, django_assert_max_num_queries):
    born(cast)
    kept(cast)
    index_new()
    with django_assert_max_num_queries(6):
        assert client.get(page).status_code == 200


def test_an_instrument_is_put_right_at_the_desk_and_a_wrong_bond_taken_back(client, cast):
    old, new = kept(cast, "18/QĐ-UBND", title="Quy chế cũ"), kept(cast, "19/QĐ-UBND", title="Quy chê mới")
    client.force_login(cast.minh.person, MODEL)
    page = f"/ban-lam-viec/cong-khai/van-ban/{new.code}/"
    file = SimpleUploadedFile("quy-che.pdf", pdf_file([["Quy che"]]), "application/pdf")
    typed = {"version": 1, "symbol": "20/QĐ-UBND", "title": "Quy chế mới", "issuer": "UBND phường",
             "issued_on": "2026-02-01", "bond": "replaces", "other": "18/qđ-ubnd", "papers": file, "checked": "on"}
    assert client.post(page, typed)["Location"] == page
    new.refresh_from_db(), old.refresh_from_db()
    assert (new.symbol, new.title, new.version, old.in_force_to) == (
        "20/QĐ-UBND", "Quy chế mới", 2, date(2026, 2, 1))
    stale = client.post(page, {k: v for k, v in typed.items() if k != "papers"})
    assert stale.status_code == 409 and "Có người vừa sửa" in stale.content.decode()
    paper = Attachment.objects.get(subject=new.code)
    assert paper.audience == Audience.PUBLIC
    client.post(page, {k: v for k, v in typed.items() if k not in ("papers", "bond")} | {"version": 2})
    paper.refresh_from_db()
    assert paper.audience != Audience.PUBLIC  # its tick was taken away: nobody opens it any more
    bond = InstrumentBond.objects.get()
    assert client.post(f"{page}bo-lien-ket/", {"bond": bond.pk})["Location"] == page
    old.refresh_from_db()
    assert old.in_force_to is None and not InstrumentBond.objects.exists()
    wrong = client.post(page, typed | {"version": 3, "symbol": "không phải", "papers": []})
    assert wrong.status_code in (409, 422) and "chưa đúng" in wrong.content.decode()


def test_the_papers_of_an_instrument_are_public_only_once_somebody_has_read_them(client, cast):
    client.force_login(cast.minh.person, MODEL)
    desk = "/ban-lam-viec/cong-khai/van-ban/"
    typed = {"symbol": "21/QĐ-UBND", "title": "Trợ cấp", "issuer": "UBND phường", "issued_on": "2026-02-01"}
    unread = client.post(desk, typed | {"papers": paper("Ba Nguyen Thi Lan, so 079123456789")})
    assert unread.status_code == 422 and "đọc lại" in unread.content.decode() and not Instrument.objects.exists()
    client.post(desk, typed | {"papers": paper("Ba Lan, 079123456789"), "checked": "on"})
    file, i = Attachment.objects.get(), Instrument.objects.get()
    page = f"{desk}{i.code}/"
    assert "giống dữ liệu cá nhân" in client.get(page).content.decode()  # told beside the file
    client.post(page, typed)  # nothing more is shown: nothing to read again
    file.refresh_from_db()
    assert file.audience != Audience.PUBLIC
    assert "đọc lại" in client.post(page, typed | {"paper": file.pk}).content.decode()
    client.post(page, typed | {"paper": file.pk, "checked": "on"})
    file.refresh_from_db()
    assert file.audience == Audience.PUBLIC


def test_nobody_ends_the_force_of_another_body_s_instrument(cast):
    mine, theirs = kept(cast), kept(cast, "07-QĐ/ĐU", issuer="Đảng ủy")
    Instrument.objects.filter(pk=theirs.pk).update(body=cast.drains)
    theirs.refresh_from_db()
    with pytest.raises(Refused):
        cataloguing.bind(mine, theirs, kind=Bond.REPLACES, by=cast.minh, now=at(later(0)))
    cataloguing.bind(mine, theirs, kind=Bond.IMPLEMENTS, by=cast.minh, now=at(later(0)))
    theirs.refresh_from_db()
    assert theirs.in_force_to is None


def test_a_disclosure_is_found_by_the_words_inside_the_files_anyone_may_open(client, cast):
    d = registered(cast, title="Mức thu phí chợ")
    actions.attach(d, papers=[clean_upload(odt("bãi giữ xe")), clean_upload(docx("bản nháp"))], by=cast.minh,
                   now=at(MONDAY))
    shown = Attachment.objects.get(name="quyet-dinh.odt").pk
    actions.publish(d, checked=True, files=frozenset({shown}), by=cast.minh, calendar=CALENDAR, now=at(MONDAY))
    index_new()
    assert d.title in client.get("/cong-khai/?q=giu+xe").content.decode()
    assert d.title not in client.get("/cong-khai/?q=ban+nhap").content.decode()
    cache.clear()
    Disclosure.objects.update(names_until=MONDAY)  # its time is over, and the clock has not been by
    assert d.title not in client.get("/cong-khai/?q=giu+xe").content.decode()


def test_the_basis_of_a_procedure_leads_to_the_instrument_that_is_kept(client, cast):
    i = kept(cast)
    p = cataloguing.add_procedure(text(basis=f"Quyết định {i.symbol} và Luật Hộ tịch"), body=cast.body,
                                  office=None, by=cast.minh, now=at(MONDAY))
    assert f'href="/van-ban/{i.code}/"' in client.get(f"/thu-tuc/{p.code}/").content.decode()
    cataloguing.change_procedure(p, text(), office=None, by=cast.minh, now=at(MONDAY))
    assert "/van-ban/VB" not in client.get(f"/thu-tuc/{p.code}/").content.decode()
