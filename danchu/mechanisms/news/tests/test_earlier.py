"""What an article said before it was corrected is kept, shown with what changed, and hidden where it must be."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from danchu.mechanisms.news import actions
from danchu.mechanisms.news.models import Article, Earlier
from danchu.mechanisms.news.tests.conftest import MODEL, out, piece, said, written

pytestmark = pytest.mark.django_db


def read(path):
    return Client().get(path)


def corrected(cast, now, a, html, note, **more):
    return actions.correct(a, piece(html=html), note=note, by=cast.minh, now=now, **more)


@pytest.fixture
def twice(cast):
    now = timezone.now()
    a = out(cast, now - timedelta(days=2), html="<p>Tiêm lúc 7 giờ ở trạm cũ.</p>")
    corrected(cast, now - timedelta(days=1), a, "<p>Tiêm lúc 8 giờ ở trạm cũ.</p>", "Giờ đúng là 8 giờ.")
    return corrected(cast, now, a, "<p>Tiêm lúc 8 giờ ở trạm mới.</p>", "Trạm đã dời.")


def test_each_correction_keeps_its_note_its_day_and_what_was_said(cast, twice):
    page = read(f"/tin-tuc/{twice.code}/").content.decode()
    assert page.index("Trạm đã dời.") < page.index("Giờ đúng là 8 giờ.") and page.count("Xem bài trước") == 2
    first = read(f"/tin-tuc/{twice.code}/ban-truoc/1/").content.decode()
    assert "Tiêm lúc 7 giờ ở trạm cũ." in first and "noindex" in first
    assert "7</del>" in first and "8</ins>" in first and "trạm mới" not in first
    second = read(f"/tin-tuc/{twice.code}/ban-truoc/2/").content.decode()
    assert "cũ</del>" in second and "mới</ins>" in second
    corrected(cast, timezone.now(), twice, "<h2>Tiêm lúc 8 giờ ở trạm mới.</h2>", "Đặt lại đầu đề.")
    assert "Không chữ nào đổi" in read(f"/tin-tuc/{twice.code}/ban-truoc/3/").content.decode()
    assert all(read(f"/tin-tuc/{twice.code}/ban-truoc/{n}/").status_code == 404 for n in (0, 4, 99))


def test_what_held_personal_data_is_read_inside_only_and_never_shines_through(client, cast, twice):
    now, how = timezone.now(), {"by": cast.minh, "now": timezone.now()}
    one, two = (f"/tin-tuc/{twice.code}/ban-truoc/{n}/" for n in (1, 2))
    assert "trạm cũ" in read(two).content.decode()
    actions.conceal(twice, Earlier.objects.get(n=2), **how)
    assert read(two).status_code == 404 and "Xem bài trước" in read(f"/tin-tuc/{twice.code}/").content.decode()
    first = read(one).content.decode()  # told against the newest text, not against the hidden one
    assert "trạm mới" in " ".join(first.replace("<ins>", "").split()) or "mới</ins>" in first
    client.force_login(cast.hoa.person, MODEL)
    desk = f"/ban-lam-viec/tin-tuc/{twice.code}/ban-truoc/2/"
    assert "Tiêm lúc 8 giờ ở trạm cũ." in client.get(desk).content.decode()
    assert client.post(desk, {"do": "reveal"})["Location"] == desk and read(two).status_code == 200
    twice.refresh_from_db()
    corrected(cast, now, twice, "<p>Tiêm sáng thứ bảy.</p>", "Bỏ số điện thoại.", conceal=True)
    assert all(read(f"/tin-tuc/{twice.code}/ban-truoc/{n}/").status_code == 404 for n in (1, 2, 3))
    page = read(f"/tin-tuc/{twice.code}/").content.decode()
    assert "Bỏ số điện thoại." in page and "Giờ đúng là 8 giờ." in page and "Xem bài trước" not in page
    client.force_login(cast.minh.person, MODEL)
    client.post(desk, {"do": "reveal"})  # a leader's step
    assert read(two).status_code == 404
    listed = client.get(f"/ban-lam-viec/tin-tuc/{twice.code}/").content.decode()
    assert listed.count("/ban-truoc/") == 3 and cast.minh.person.name in listed


def test_an_article_that_is_taken_down_takes_its_earlier_texts_along(cast, twice):
    path = f"/tin-tuc/{twice.code}/ban-truoc/1/"
    assert read(path).status_code == 200
    actions.withdraw(twice, why="Đăng nhầm.", by=cast.minh, now=timezone.now())
    assert read(path).status_code == 404


def test_the_desk_asks_whether_the_old_text_may_be_read(client, cast):
    a = out(cast, timezone.now())
    client.force_login(cast.minh.person, MODEL)
    typed = {"title": a.title, "html": "Lời mới.", "kind": "news", "version": a.version, "note": "Bỏ tên.",
             "conceal": "on"}
    assert "conceal" in client.get(f"/ban-lam-viec/tin-tuc/{a.code}/sua/").content.decode()
    client.post(f"/ban-lam-viec/tin-tuc/{a.code}/sua/", typed)
    kept = Earlier.objects.get()
    assert (kept.concealed, kept.note, kept.by) == (True, "Bỏ tên.", cast.minh.person)


def test_an_article_with_all_that_may_hang_on_it_takes_six_statements(cast, twice, django_assert_max_num_queries):
    from danchu.mechanisms.news import comment_actions
    comment_actions.show(said(twice, cast.lan, timezone.now()), by=cast.minh, now=timezone.now())
    with django_assert_max_num_queries(6):
        assert "Đính chính ngày" in read(f"/tin-tuc/{twice.code}/").content.decode()


def test_an_abandoned_draft_is_put_away_and_taken_up_again(client, cast):
    a = written(cast, timezone.now())
    client.force_login(cast.tam.person, MODEL)
    here = f"/ban-lam-viec/tin-tuc/{a.code}/"
    assert "Bỏ bản nháp…" in client.get(here).content.decode()
    assert client.post(f"{here}bo/", {"version": a.version})["Location"] == here
    assert a.title not in client.get("/ban-lam-viec/tin-tuc/").content.decode()
    assert a.title in client.get("/ban-lam-viec/tin-tuc/?xem=da-bo").content.decode()
    away = client.get(here).content.decode()
    assert "Lấy lại bản nháp" in away and "Trình duyệt</button>" not in away and "Sửa bài" not in away
    client.post(f"{here}lay-lai/")
    assert Article.objects.get().state == "draft"
    assert "Lấy lại bản nháp" in client.get(here).content.decode()  # of the timeline: nothing is forgotten
