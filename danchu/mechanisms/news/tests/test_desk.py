"""The desk: written, approved, put right, taken down; each by whose step it is, and nothing typed is lost."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from danchu.ground.files.models import Attachment
from danchu.ground.files.tests.making import pixel_bomb
from danchu.mechanisms.news import actions
from danchu.mechanisms.news.models import Article, Banner, Category
from danchu.mechanisms.news.rules import LONGEST_BODY
from danchu.mechanisms.news.tests.conftest import MODEL, approved, cleaned, out, picture, said, written


@pytest.fixture
def now():
    return timezone.now()


def desk(who):
    client = Client()
    client.force_login(who.person, backend=MODEL)
    return client


def typed(**more):
    return {"kind": "news", "title": "Lịch cắt điện", "lead": "", "html": "Từ 8 giờ.", "category": "",
            "tags": "điện, điện", "author": "", "source": "", "source_url": "", "comments_open": "on"} | more


def token_in(page):
    return re.search(r'name="token" value="([^"]+)"', page.content.decode())[1]


def text(answer):
    return answer.content.decode()


def test_an_article_goes_from_a_plain_form_to_everyone(cast, now):
    tam, hoa = desk(cast.tam), desk(cast.hoa)
    token = token_in(tam.get("/ban-lam-viec/tin-tuc/moi/"))
    made = tam.post("/ban-lam-viec/tin-tuc/moi/", typed(token=token))
    again = tam.post("/ban-lam-viec/tin-tuc/moi/", typed(token=token))
    a = Article.objects.get()
    here = f"/ban-lam-viec/tin-tuc/{a.code}/"
    assert made.url == again.url == f"{here}?moi=1"
    assert a.text.html == "<p>Từ 8 giờ.</p>" and [t.name for t in a.tags.all()] == ["điện"]
    assert tam.post(f"{here}trinh-duyet/", {"version": a.version}).status_code == 302
    assert tam.post(f"{here}dang/").status_code == 404
    assert hoa.post(f"{here}dang/").status_code == 302
    assert Client().get(f"/tin-tuc/{a.code}/").status_code == 200


def test_a_script_is_cleaned_and_a_strange_picture_is_told(cast):
    minh = desk(cast.minh)
    html = "<p onclick=x>Một<script>alert(1)</script></p><img src='https://xa.vn/a.png'>"
    token = token_in(minh.get("/ban-lam-viec/tin-tuc/moi/"))
    page = minh.post("/ban-lam-viec/tin-tuc/moi/", typed(html=html, token=token), follow=True)
    assert Article.objects.get().text.html == "<p>Một</p>"
    assert "Bỏ 1 ảnh dán từ nơi khác" in text(page) and "đoạn mã" in text(page)


def test_a_table_too_large_is_told_and_nothing_typed_is_lost(cast):
    minh = desk(cast.minh)
    table = "<table>" + "<tr><td>Ô số một của bảng</td></tr>" * (LONGEST_BODY // 25) + "</table>"
    token = token_in(minh.get("/ban-lam-viec/tin-tuc/moi/"))
    page = minh.post("/ban-lam-viec/tin-tuc/moi/", typed(html=table, token=token))
    assert page.status_code == 422 and not Article.objects.exists()
    assert "sau khi bỏ định dạng" in text(page) and text(page).count("Ô số một của bảng") == LONGEST_BODY // 25


def test_a_cover_of_twenty_thousand_pixels_is_told(cast, now):
    a, minh = written(cast, now), desk(cast.minh)
    bomb = SimpleUploadedFile("lon.png", pixel_bomb(20_000), "image/png")
    page = minh.post(f"/ban-lam-viec/tin-tuc/{a.code}/kem-tep/", {"papers": bomb, "as_cover": "on", "alt": "Chợ"})
    assert page.status_code == 422 and "Ảnh quá lớn" in text(page)
    no_words = minh.post(f"/ban-lam-viec/tin-tuc/{a.code}/kem-tep/", {"papers": picture(), "as_cover": "on", "alt": ""})
    assert no_words.status_code == 422 and "không nhìn thấy ảnh" in text(no_words)
    minh.post(f"/ban-lam-viec/tin-tuc/{a.code}/kem-tep/", {"papers": picture(), "as_cover": "on", "alt": "Cổng chợ"})
    a.refresh_from_db()
    assert a.cover_id and a.cover_alt == "Cổng chợ"
    actions.edit(a, actions.Piece(title="Khác", html="<p>x</p>"), by=cast.minh, now=now)
    a.refresh_from_db()
    assert a.cover_alt == "Cổng chợ"


def test_a_stale_save_is_told_and_keeps_the_words(cast, now):
    a, minh = written(cast, now), desk(cast.minh)
    opened = a.version
    actions.edit(a, actions.Piece(title="Hoa sửa", html="<p>x</p>"), by=cast.hoa, now=now)
    page = minh.post(f"/ban-lam-viec/tin-tuc/{a.code}/sua/", typed(title="Minh sửa", version=opened))
    assert page.status_code == 409 and "Có người vừa thay đổi" in text(page) and "Minh sửa" in text(page)
    a.refresh_from_db()
    assert a.title == "Hoa sửa"


def test_what_is_out_changes_only_with_a_note_that_everyone_reads(cast, now):
    a, minh = out(cast, now), desk(cast.minh)
    path = f"/ban-lam-viec/tin-tuc/{a.code}/sua/"
    assert minh.post(path, typed(version=a.version, note="")).status_code == 422
    assert minh.post(path, typed(version=a.version, note="Giờ đúng là 8 giờ.", html="<p>8 giờ</p>")).status_code == 302
    page = text(Client().get(f"/tin-tuc/{a.code}/"))
    assert "Giờ đúng là 8 giờ." in page and "Đính chính ngày" in page


def test_an_hour_that_has_passed_is_refused_with_words(cast, now):
    a, hoa = approved(cast, now), desk(cast.hoa)
    path = f"/ban-lam-viec/tin-tuc/{a.code}/hen-gio/"
    past, later = (timezone.localtime(now + timedelta(days=d)).strftime("%Y-%m-%dT%H:%M") for d in (-1, 1))
    assert "sau lúc này" in text(hoa.post(path, {"schedule-at": past}))
    assert hoa.post(path, {"schedule-at": later}).status_code == 302
    a.refresh_from_db()
    assert a.state == "scheduled"


def test_only_those_of_the_body_or_the_office_see_a_draft(cast, now):
    a = written(cast, now)
    for who, status in ((cast.minh, 200), (cast.hoa, 200), (cast.tam, 200), (cast.stranger, 404), (cast.lan, 404)):
        assert desk(who).get(f"/ban-lam-viec/tin-tuc/{a.code}/").status_code == status
        assert desk(who).get(f"/ban-lam-viec/tin-tuc/{a.code}/xem/").status_code == status


def test_comments_are_read_by_who_keeps_the_body_and_hidden_with_a_reason(cast, now):
    a = out(cast, now)
    c, minh = said(a, cast.lan, now), desk(cast.minh)
    assert c.text in text(minh.get("/ban-lam-viec/tin-tuc/y-kien/"))
    assert desk(cast.tam).get("/ban-lam-viec/tin-tuc/y-kien/").status_code == 404
    assert c.text not in text(desk(cast.stranger).get("/ban-lam-viec/tin-tuc/y-kien/"))
    path = f"/ban-lam-viec/tin-tuc/y-kien/{c.code}/khong-cho-hien/"
    assert desk(cast.stranger).post(path, {"reason": "insulting"}).status_code == 404
    assert minh.post(path, {"reason": "because"}).status_code == 422
    assert minh.post(path, {"reason": "off_topic"}).status_code == 302
    assert "Không liên quan bài viết" in text(desk(cast.lan).get(f"/y-kien-ban-doc/{c.code}/"))


def test_shelves_and_banners_are_put_up_and_taken_down(cast, now):
    minh, path = desk(cast.minh), "/ban-lam-viec/tin-tuc/muc/"
    minh.post(path, {"do": "shelve", "name": "Y tế"})
    shelf = Category.objects.get()
    a = out(cast, now, category=shelf)
    assert "đang có bài" in text(minh.post(path, {"do": "unshelve", "which": shelf.pk}))
    today = timezone.localdate().isoformat()
    wrong = minh.post(path, {"do": "hang", "words": "x", "href": "javascript:1", "from_on": today, "to_on": today})
    assert wrong.status_code == 422 and not Banner.objects.exists()
    reader = Client()
    assert "Ngày hội" not in text(reader.get("/tin-tuc/"))
    minh.post(path, {"do": "hang", "words": "Ngày hội đại đoàn kết", "href": "", "from_on": today, "to_on": today})
    assert "Ngày hội" in text(reader.get("/tin-tuc/"))
    assert desk(cast.stranger).post(path, {"do": "take_down", "which": Banner.objects.get().pk}).status_code == 404
    minh.post(path, {"do": "take_down", "which": Banner.objects.get().pk})
    assert "Ngày hội" not in text(reader.get("/tin-tuc/")) and a.title in text(reader.get("/tin-tuc/"))


def test_a_file_is_taken_away_again_but_not_while_the_words_show_it(cast, now):
    a, minh = written(cast, now), desk(cast.minh)
    here = f"/ban-lam-viec/tin-tuc/{a.code}/"
    papers = [cleaned(), cleaned("hoi.jpg", "red")]
    actions.attach(a, papers=papers, alt="Cổng chợ", as_cover=True, by=cast.minh, now=now)
    cover, other = Attachment.objects.filter(subject=a.code).order_by("id")
    actions.edit(a, actions.Piece(title="Chợ", html=f'<p>x</p><figure><img src="/tep/{other.pk}/a.jpg"></figure>'),
                 by=cast.minh, now=now)
    assert "đang nằm trong bài" in text(minh.post(f"{here}tep/{other.pk}/", {"do": "remove"}))
    assert minh.post(f"{here}tep/{other.pk}/", {"do": "cover", "alt": " "}).status_code == 422
    assert minh.post(f"{here}tep/{other.pk}/", {"do": "cover", "alt": "Buổi họp"}).status_code == 302
    assert minh.post(f"{here}tep/{cover.pk}/", {"do": "remove"}).status_code == 302
    a.refresh_from_db()
    assert (a.cover_id, a.cover_alt) == (other.pk, "Buổi họp")
    assert list(Attachment.objects.filter(subject=a.code)) == [other]
    page = text(minh.get(here))
    assert "Bỏ ảnh, tệp" in page and "cho.jpg" in page and "Chọn ảnh bìa" in page
    assert desk(cast.stranger).post(f"{here}tep/{other.pk}/", {"do": "remove"}).status_code == 404
