"""What readers see: the list, an article, the month; what is taken down is gone at once, and says why."""

from datetime import timedelta

import pytest
from defusedxml.ElementTree import fromstring
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from danchu.mechanisms.news import actions, arranging, clock, comment_actions, counting
from danchu.mechanisms.news.models import Article, OldAddress, ViewChange
from danchu.mechanisms.news.tests.conftest import MODEL, cleaned, out, picture, piece, said, written

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def now():
    return timezone.now()


def read(path, client=None):
    return (client or Client()).get(path)


def test_an_article_is_read_by_everyone_once_it_is_out_and_not_before(cast, now):
    a = written(cast, now)
    assert read(f"/tin-tuc/{a.code}/").status_code == 404
    actions.submit(a, by=cast.minh, now=now)
    assert read(f"/tin-tuc/{a.code}/").status_code == 404
    actions.publish(a, by=cast.hoa, now=now)
    page = read(f"/tin-tuc/{a.code}/").content.decode()
    assert "Từ 7 giờ tại trạm y tế." in page and 'itemprop="headline name"' in page
    assert a.title in read("/tin-tuc/").content.decode()


def test_what_is_withdrawn_is_never_served_from_what_was_kept(cast, now):
    a = out(cast, now)
    paths = (f"/tin-tuc/{a.code}/", "/tin-tuc/", "/tin-tuc/moi.atom", "/tin-tuc/moi.json",
             f"/tin-tuc/so-do/{timezone.localtime(now):%Y-%m}.xml")
    client = Client()
    kept = {path: read(path, client) for path in paths}
    assert all(answer.status_code == 200 and a.code in answer.content.decode() for answer in kept.values())
    actions.withdraw(a, why="Ghi nhầm ngày.", by=cast.minh, now=now)
    gone = read(paths[0], client)
    assert gone.status_code == 410 and "Ghi nhầm ngày." in gone.content.decode()
    assert a.title not in gone.content.decode()
    for path in paths[1:]:
        again = client.get(path, headers={"if-none-match": kept[path]["ETag"]})
        assert again.status_code == 200 and a.code not in again.content.decode(), path
    actions.restore(a, by=cast.hoa, now=now)
    assert read(paths[0], client).status_code == 200


def test_pictures_of_a_withdrawn_article_are_gone_too(cast, now):
    a = out(cast, now)
    actions.attach(a, papers=[cleaned()], alt="Cổng chợ", as_cover=True, by=cast.minh, now=now)
    file = f"/tep/{a.cover.pk}/{a.cover.name}"
    assert read(file).status_code == 200
    actions.withdraw(a, why="Ảnh nhầm.", by=cast.minh, now=now)
    assert read(file).status_code == 404


def test_a_scheduled_article_comes_out_at_the_clocks_next_round_which_is_soon(cast, now):
    a = actions.submit(written(cast, now), by=cast.minh, now=now)
    actions.schedule(a, at=now + timedelta(hours=1), by=cast.hoa, now=now)
    clock.take_due_steps(now + timedelta(minutes=59))
    assert read(f"/tin-tuc/{a.code}/").status_code == 404
    clock.take_due_steps(now + timedelta(hours=1))
    assert read(f"/tin-tuc/{a.code}/").status_code == 200
    assert clock.EVERY <= 4  # seconds; the worker looks every second, so that it is out within five


def test_a_page_of_many_takes_six_statements_and_the_next_one_begins_where_it_ended(cast, now):
    for n in range(45):
        out(cast, now - timedelta(minutes=n), title=f"Bài số {n:02d}")
    with CaptureQueriesContext(connection) as asked:
        first = read("/tin-tuc/").content.decode()
    assert len(asked) <= 6
    assert "Bài số 00" in first and "Bài số 19" in first and "Bài số 20" not in first
    later = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = read(f"/tin-tuc/{later}").content.decode()
    assert "Bài số 20" in second and "Bài số 39" in second and "Bài số 19" not in second
    back = second.split('rel="prev" href="')[1].split('"')[0].replace("&amp;", "&")
    assert "Bài số 19" in read(f"/tin-tuc/{back}").content.decode()
    a = Article.objects.get(title="Bài số 20")
    with CaptureQueriesContext(connection) as asked:
        read(f"/tin-tuc/{a.code}/")
    assert len(asked) <= 6
    with CaptureQueriesContext(connection) as asked:
        read("/tin-tuc/lich/")
    assert len(asked) <= 6


def test_a_list_of_one_tag_is_turned_like_any_other(cast, now):
    for n in range(25):
        out(cast, now - timedelta(minutes=n), title=f"Bài số {n:02d}", tags=("Trẻ em", "Sổ tiêm"))
    first = read("/tin-tuc/?the=tre-em").content.decode()
    later = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = read(f"/tin-tuc/{later}").content.decode()
    assert "Bài số 00" in first and "Bài số 19" in first and "Bài số 20" not in first
    assert "Bài số 20" in second and "Bài số 24" in second and "Bài số 19" not in second
    back = second.split('rel="prev" href="')[1].split('"')[0].replace("&amp;", "&")
    assert "Bài số 19" in read(f"/tin-tuc/{back}").content.decode()
    a = Article.objects.get(title="Bài số 03")
    actions.correct(a, piece(title="Đã sửa", tags=("Chợ",)), note="Sửa.", by=cast.minh, now=now)
    assert "Đã sửa" in read("/tin-tuc/?the=cho").content.decode()
    assert "Đã sửa" not in read("/tin-tuc/?the=tre-em").content.decode()


@pytest.mark.parametrize("query", ["sau=1.1", "sau=99999999999999999.1", "truoc=0.0", "sau=x", "ngay=2026-13-45",
                                   "muc=khong-co", "the=%00", "loai=x", "q=%22%22%22", "sau=٣.٤"])
def test_a_strange_address_is_answered_calmly(cast, now, query):
    out(cast, now)
    assert read(f"/tin-tuc/?{query}").status_code == 200


def test_lists_narrow_by_shelf_tag_kind_and_day(cast, now):
    shelf = arranging.shelve(cast.body, "Y tế", by=cast.minh, now=now)
    one = out(cast, now, title="Tiêm chủng", category=shelf, tags=("Trẻ em",))
    other = out(cast, now - timedelta(days=3), title="Cắt điện", kind="announcement")
    for query, there, gone in (("muc=y-te", one, other), ("the=tre-em", one, other), ("loai=announcement", other, one),
                               (f"ngay={timezone.localtime(now):%Y-%m-%d}", one, other)):
        page = read(f"/tin-tuc/?{query}").content.decode()
        assert there.title in page and gone.title not in page, query


def test_a_pinned_article_stands_first_until_its_day_is_over(cast, now):
    old = out(cast, now - timedelta(days=9), title="Lịch tiếp công dân")
    out(cast, now, title="Tin mới")
    actions.pin(old, until=timezone.localtime(now).date(), by=cast.minh, now=now)
    page = read("/tin-tuc/").content.decode()
    assert page.index("Lịch tiếp công dân") < page.index("Tin mới") and page.count("Lịch tiếp công dân") == 1
    clock.take_due_steps(now + timedelta(days=1))
    old.refresh_from_db()
    assert old.pinned_until is None


def test_an_old_address_leads_to_the_article_for_good_and_other_missing_pages_stay_missing(cast, now):
    a = out(cast, now)
    OldAddress.objects.create(path="/2021/05/tiem-chung", article=a)
    for path in ("/2021/05/tiem-chung", "/2021/05/tiem-chung/"):
        answer = read(path)
        assert answer.status_code in (301, 302)
        if answer.status_code == 301 and "TN-" not in answer.url:
            answer = read(answer.url)
        assert answer.status_code == 301 and answer.url == f"/tin-tuc/{a.code}/", path
    draft = written(cast, now)
    OldAddress.objects.create(path="/2021/05/zqhidden", article=draft)
    hidden, nothing = read("/2021/05/zqhidden").content, read("/2021/05/zqnobody").content
    assert hidden.replace(b"zqhidden", b"zqnobody") == nothing
    assert Client().post("/2021/05/tiem-chung").status_code == 404


def test_readings_are_counted_without_a_trace_of_anyone_and_folded_by_the_clock(cast, now):
    a = out(cast, now)
    counting._seen.clear(), counting._written_at.clear()
    client = Client()
    for n in range(12):
        answer = client.post(f"/tin-tuc/{a.code}/luot/{'?den=1' if n < 11 else ''}")
        assert answer.status_code == 204 and not answer.cookies
    client.post(f"/tin-tuc/{a.code}/luot/", headers={"sec-fetch-site": "cross-site"})
    client.post(f"/tin-tuc/{a.code}/luot/", headers={"user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"})
    counting.seen("TN-26-222222", now + timedelta(seconds=9))
    assert sum(ViewChange.objects.values_list("n", flat=True)) == 12
    clock.take_due_steps(now + timedelta(seconds=10))
    clock.take_due_steps(now + timedelta(seconds=11))
    a.refresh_from_db()
    assert a.views == 12
    page = read("/tin-tuc/luot-doc/").content.decode()
    assert "khoảng 10 lượt đọc" in page and "khoảng 10 lượt ghé" in page
    clock.take_due_steps(now + timedelta(minutes=6))
    assert not ViewChange.objects.exists()


def test_the_calendar_counts_what_is_out_day_by_day_and_forgets_what_is_taken_down(cast, now):
    on = timezone.localtime(now).replace(hour=0, minute=0)
    first, other = out(cast, on), out(cast, on, title="Cắt điện")
    month = f"/tin-tuc/lich/?thang={on:%Y-%m}"
    assert "2 bài" in read(month).content.decode() and f"?ngay={on:%Y-%m-%d}" in read(month).content.decode()
    actions.withdraw(first, why="Nhầm.", by=cast.minh, now=now)
    assert "1 bài" in read(month).content.decode()
    actions.restore(first, by=cast.hoa, now=now)
    actions.withdraw(first, why="Nhầm.", by=cast.minh, now=now)
    actions.withdraw(other, why="Nhầm.", by=cast.minh, now=now)
    empty = read(month).content.decode()
    assert "chưa có bài nào" in empty and "?ngay=" not in empty
    assert read("/tin-tuc/lich/?thang=2099-01").status_code == 404


def test_figures_are_rounded():
    assert [counting.rounded(n) for n in (0, 9, 10, 99, 100, 129, 1234, 98765)] == [0, 0, 10, 90, 100, 120, 1200, 98000]


def test_comments_wait_for_a_person_and_then_stand_one_level_deep(cast, now):
    a = out(cast, now)
    first = said(a, cast.lan, now)
    assert first.text not in read(f"/tin-tuc/{a.code}/").content.decode()
    comment_actions.show(first, by=cast.minh, now=now)
    answer = said(a, cast.bay, now, text="Có, trạm nhận.", to=first)
    comment_actions.show(answer, by=cast.minh, now=now)
    deeper = said(a, cast.lan, now, text="Cảm ơn.", to=answer)
    assert deeper.to_id == first.pk
    page = read(f"/tin-tuc/{a.code}/").content.decode()
    assert first.text in page and "Có, trạm nhận." in page and "Cảm ơn." not in page
    a.refresh_from_db()
    assert a.comments_n == 2
    for _n in range(5):
        comment_actions.report(first, now=now)
    assert first.text not in read(f"/tin-tuc/{a.code}/").content.decode()
    assert (first.state, first.hidden_for, first.reports) == ("sent", "", 5)  # waits for a person, blamed for nothing


def test_one_network_reports_a_comment_once(cast, now):
    a = out(cast, now)
    first = comment_actions.show(said(a, cast.lan, now), by=cast.minh, now=now)
    for _n in range(6):
        assert Client().post(f"/y-kien-ban-doc/{first.code}/bao/").status_code == 200
    for n in range(2):
        Client(REMOTE_ADDR=f"10.0.0.{n}").post(f"/y-kien-ban-doc/{first.code}/bao/")
    first.refresh_from_db()
    assert (first.reports, first.state) == (3, "shown")
    desk = Client()
    desk.force_login(cast.minh.person, backend=MODEL)
    assert first.text in desk.get("/ban-lam-viec/tin-tuc/y-kien/?xem=bi-bao").content.decode()


def send(client, a, text="Trạm có nhận trẻ ngoài phường không?", **more):
    path = f"/tin-tuc/{a.code}/y-kien/"
    token = client.get(path).content.decode().split('name="token" value="')[1].split('"')[0]
    return client.post(path, {"text": text, "name": "", "token": token, **more})


def test_a_comment_is_sent_followed_on_this_device_and_pressed_twice_is_one(cast, now):
    a, client = out(cast, now), Client()
    answer = send(client, a)
    assert answer.status_code == 302 and "Chờ duyệt" in client.get(answer.url).content.decode()
    assert Client().get(answer.url).status_code == 404
    made = a.comments.get()
    client.post(f"/tin-tuc/{a.code}/y-kien/", {"text": "lại", "name": "", "token": str(made.token)})
    assert a.comments.count() == 1


def test_a_flood_of_comments_is_told_and_the_words_stay(cast, now):
    a, client = out(cast, now), Client()
    answers = [send(client, a, text=f"Ý kiến thứ {n}") for n in range(12)]
    assert [x.status_code for x in answers] == [302] * 10 + [429] * 2
    assert "Ý kiến thứ 11" in answers[-1].content.decode() and "trong một giờ" in answers[-1].content.decode()


def test_what_reads_like_a_denunciation_is_led_to_its_lane_first(cast, now):
    a, client = out(cast, now), Client()
    page = send(client, a, text="Tôi tố cáo ông A nhận hối lộ.").content.decode()
    assert "/to-cao/" in page and not a.comments.exists()


def test_a_comment_becomes_a_petition_only_by_its_writers_own_hand(cast, now):
    from django.http import HttpResponse
    from django.test import RequestFactory

    from danchu.ground.people.proof import COOKIE, remember
    a, client = out(cast, now), Client()
    send(client, a, text="Đèn đường trước trạm hỏng một tháng nay.")
    c = a.comments.get()
    assert 'action="/phan-anh/gui/"' not in client.get(f"/y-kien-ban-doc/{c.code}/").content.decode()
    comment_actions.offer(c, by=cast.minh, now=now)
    page = client.get(f"/y-kien-ban-doc/{c.code}/").content.decode()
    assert 'action="/phan-anh/gui/"' in page
    asked = client.post("/phan-anh/gui/", {"goto": "what", "kind": "feedback", "text": c.text, "token": ""})
    assert asked.status_code == 200 and c.text in asked.content.decode()
    refused = client.post(f"/y-kien-ban-doc/{c.code}/chuyen/", {"code": "KN-26-222222"})
    assert refused.status_code == 422
    from danchu.ground.text.codes import new_code
    code = new_code("KN", 2026, b"12345678")
    request = RequestFactory().get("/")
    request.COOKIES = {COOKIE: client.cookies[COOKIE].value}
    client.cookies[COOKIE] = remember(HttpResponse(), request, code).cookies[COOKIE].value
    moved = client.post(f"/y-kien-ban-doc/{c.code}/chuyen/", {"code": code})
    assert moved.status_code == 302 and code in moved.url
    c.refresh_from_db()
    assert c.state == "converted"


def test_machines_get_feeds_a_map_and_rules(cast, now):
    a = out(cast, now, html='<p>Một & hai</p><p><a href="/cong-khai/">Công khai</a></p>')
    actions.attach(a, papers=[cleaned()], alt="Cổng chợ", as_cover=True, by=cast.minh, now=now)
    site = settings.SITE["url"]
    feed = fromstring(read("/tin-tuc/moi.atom").content)
    entry = feed.find(f"{ATOM}entry")
    for of in (feed, entry):  # what RFC 4287 asks of both
        assert all(of.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated", "author/" + ATOM + "name"))
    assert entry.find(f"{ATOM}link[@rel='enclosure']").get("href").startswith(f"{site}/tep/")
    assert f'href="{site}/cong-khai/"' in entry.findtext(f"{ATOM}content")
    item = read("/tin-tuc/moi.json").json()["items"][0]
    assert item["title"] == a.title and item["image"].startswith(f"{site}/tep/") and item["authors"]
    assert f"so-do/{timezone.localtime(now):%Y-%m}.xml" in read("/sitemap.xml").content.decode()
    assert "Sitemap:" in read("/robots.txt").content.decode()


__all__ = ["MODEL", "picture", "piece"]
