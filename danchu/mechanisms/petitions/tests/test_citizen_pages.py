"""A citizen at the pages: sending question by question, following, opening, rating; and what a page costs."""

import io
import os
import re
import subprocess
import sys
from datetime import timedelta
from uuid import uuid4
from xml.etree import ElementTree

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from danchu.ground.files.models import Attachment
from danchu.ground.journal.models import Entry
from danchu.ground.offices.models import Unit
from danchu.ground.people.guesses import WRONG_GUESSES
from danchu.ground.people.proof import secret_of
from danchu.ground.search.follow import index_new
from danchu.ground.text.codes import new_code
from danchu.law.calendar import Calendar
from danchu.mechanisms.petitions import actions, rules
from danchu.mechanisms.petitions.clock import take_due_steps
from danchu.mechanisms.petitions.models import Original, Petition, Publication
from danchu.mechanisms.petitions.notices import letters_for
from danchu.mechanisms.petitions.rarest import rarest
from danchu.mechanisms.petitions.rules import Kind, Lane, Reason, State, Step
from danchu.mechanisms.petitions.search_text import PUBLIC
from danchu.mechanisms.petitions.sending import receiving_body
from danchu.mechanisms.petitions.tallying import count

TYPED = {"kind": "feedback", "text": "Hẻm 47 ngập mỗi khi mưa, nước vào nhà.", "place_text": "Hẻm 47",
         "lane": "public",
         "name": "Lan", "phone": "0912 345 678", "email": "lan@thu.example", "place": "", "lat": "", "lon": ""}
SEND = "/phan-anh/gui/"


def sent(client, **more):
    return client.post(SEND, TYPED | {"question": "check", "token": str(uuid4()), "consent": "on"} | more)


@pytest.fixture
def published(cast, thursday):
    p = actions.submit(actions.Submission(kind=Kind.FEEDBACK, title="Hẻm 47 ngập",
                                          text="Hẻm 47 ngập, gọi 0912 345 678.",
                                          body=cast.body, place=cast.ward, phone="0912345678"),
                       token=uuid4(), by=cast.lan, calendar=Calendar.official(), now=thursday)
    actions.accept(p, by=cast.minh, calendar=Calendar.official(), now=thursday)
    actions.publish(p, title="Hẻm ngập nước", text="Hẻm [đã che] ngập nước.", answer="", by=cast.minh, now=thursday)
    return p


def test_four_questions_lead_to_a_receipt_with_code_day_and_article(client, cast):
    page = client.get(SEND)
    token = re.search(r'name="token" value="([0-9a-f-]{36})"', page.content.decode())[1]  # type: ignore[index]
    for question in ("what", "where", "who"):
        page = client.post(SEND, TYPED | {"question": question, "token": token})
        assert page.status_code == 200, page.content.decode()
    done = sent(client, token=token)
    p = Petition.objects.get()
    assert done.status_code == 302 and p.code in done["Location"]
    receipt = client.get(done["Location"]).content.decode()
    assert p.code in receipt and f"{p.due_on:%d/%m/%Y}" in receipt and "Điều 28" in receipt and "<svg" in receipt
    assert p.original.phone == "0912345678"


def test_a_double_click_is_one_case_and_one_receipt(client, cast):
    token = str(uuid4())
    first, second = sent(client, token=token), sent(client, token=token)
    assert first["Location"] == second["Location"] and Petition.objects.count() == 1


def test_an_empty_answer_is_asked_again_and_nothing_typed_is_lost(client, cast):
    page = client.post(SEND, TYPED | {"question": "what", "text": "", "token": str(uuid4())})
    assert page.status_code == 422 and "viết giúp chuyện gì" in page.content.decode()
    page = client.post(SEND, TYPED | {"question": "who", "phone": "abc", "token": str(uuid4())})
    assert "Số điện thoại chưa đúng" in page.content.decode() and "ngập mỗi khi mưa" in page.content.decode()


def test_what_reads_like_a_denunciation_is_caught_before_it_is_sent(client, cast):
    said = {"text": "Tôi tố cáo ông cán bộ địa chính nhận hối lộ.", "question": "what", "token": str(uuid4())}
    page = client.post(SEND, TYPED | said).content.decode()
    assert "có phải là tố cáo" in page and not Petition.objects.exists()
    page = client.post(SEND, TYPED | said | {"meant": "no"}).content.decode()
    assert "Chỗ đó ở đâu" in page


def test_a_photo_loses_its_metadata_and_a_bomb_is_refused_with_the_text_kept(client, cast):
    picture = io.BytesIO()
    Image.new("RGB", (640, 480), "teal").save(picture, "JPEG")
    sent(client, papers=SimpleUploadedFile("hẻm.jpg", picture.getvalue(), "image/jpeg"))
    assert Attachment.objects.get().subject == Petition.objects.get().code
    page = sent(client, papers=SimpleUploadedFile("anh.jpg", b"PK\x03\x04" + b"\0" * 500, "image/jpeg"))
    assert page.status_code == 422 and "ngập mỗi khi mưa" in page.content.decode()
    assert Petition.objects.count() == 1


def test_of_several_files_the_one_that_is_not_taken_is_named(client, cast):
    files = [SimpleUploadedFile("cong.txt", b"ngap"), SimpleUploadedFile("bom.jpg", b"PK\x03\x04" + b"\0" * 500)]
    page = sent(client, papers=files)
    assert page.status_code == 422 and "cong.txt: " in page.content.decode() and not Petition.objects.exists()


def test_this_device_may_read_its_case_and_another_needs_the_secret_number(client, cast, django_user_model):
    sent(client)
    p = Petition.objects.get()
    assert "nước vào nhà" in client.get(f"/phan-anh/{p.code}/").content.decode()
    client.cookies.clear()
    page = client.get(f"/phan-anh/{p.code}/").content.decode()
    assert "chưa công khai" in page and "nước vào nhà" not in page
    assert client.post(f"/phan-anh/{p.code}/mo/", {"secret": "000000"}).status_code in (422, 302)
    client.post(f"/phan-anh/{p.code}/mo/", {"secret": secret_of(p.token)})
    assert "nước vào nhà" in client.get(f"/phan-anh/{p.code}/").content.decode()


def test_an_account_keeps_its_cases_on_a_device_that_has_sent_another(client, cast, published):
    sent(client)  # before signing in: this case is known by the device alone
    client.force_login(cast.lan.person, "django.contrib.auth.backends.ModelBackend")
    found = client.get("/tra-cuu/").content.decode()
    assert published.code in found and Petition.objects.get(sender=None).code in found
    assert "0912 345 678" in client.get(f"/phan-anh/{published.code}/").content.decode()


def test_where_officials_track_their_own_cases_the_desks_are_not_listed(client, cast, published):
    client.force_login(cast.minh.person, "django.contrib.auth.backends.ModelBackend")
    sent(client)
    assert published.code not in client.get("/tra-cuu/").content.decode()


def test_a_sender_withdraws_from_their_own_page_and_a_neighbour_cannot(client, cast):
    sent(client)
    p = Petition.objects.get()
    kept = client.cookies.copy()
    client.cookies.clear()
    assert client.post(f"/phan-anh/{p.code}/rut/", {"withdraw-why": "x"}).status_code == 404
    client.cookies = kept
    assert client.post(f"/phan-anh/{p.code}/rut/", {"withdraw-why": "Đã hết ngập."}).status_code == 302
    p.refresh_from_db()
    assert p.state == State.WITHDRAWN


def test_a_code_typed_badly_still_leads_to_the_case(client, cast, published):
    typed = published.code.lower().replace("-", " ")
    assert client.get("/tra-cuu/", {"ma": typed})["Location"] == f"/phan-anh/{published.code}/"
    page = client.get("/tra-cuu/", {"ma": "không phải mã"})
    assert page.status_code == 422 and "Không tìm thấy mã" in page.content.decode()


def test_mistyped_codes_do_not_shut_the_counter_everybody_types_at_and_guesses_do(client, cast, published):
    for n in range(WRONG_GUESSES + 5):
        assert client.get(f"/tra-cuu/?ma=KN-26-22222{n % 10}").status_code == 422
    assert client.get(f"/tra-cuu/?ma={published.code}").status_code == 302
    for n in range(WRONG_GUESSES):
        client.get("/tra-cuu/", {"ma": new_code("KN", 2026, n.to_bytes(8, "big"))})
    told = client.get("/tra-cuu/", {"ma": new_code("KN", 2026, b"12345678")})
    assert told.status_code == 429 and "đợi một giờ" in told.content.decode()



def test_the_register_finds_a_word_without_its_diacritics(client, cast, published):
    index_new()
    for typed in ("ngap nuoc", "ngập nước", "NGẬP"):
        assert published.code in client.get("/phan-anh/", {"q": typed}).content.decode(), typed
    assert published.code not in client.get("/phan-anh/", {"q": "0912345678"}).content.decode()


def test_a_public_page_shows_the_redacted_words_and_never_the_original(client, cast, published):
    page = client.get(f"/phan-anh/{published.code}/").content.decode()
    assert "Hẻm [đã che] ngập nước." in page and "0912" not in page
    feed = client.get(f"/phan-anh/{published.code}/dien-bien.atom")
    assert feed.status_code == 200 and b"0912" not in feed.content


def test_what_is_withdrawn_is_gone_from_every_page_at_once(client, cast, published, thursday):
    index_new()
    actions.withdraw(published, why="x", by=cast.lan, now=thursday)
    for path in ("/", "/phan-anh/", "/phan-anh/?q=ngap", "/phan-anh/ban-do/", "/phan-anh/moi.atom"):
        assert "Hẻm ngập nước" not in client.get(path).content.decode(), path
    assert "ngập nước" not in client.get(f"/phan-anh/{published.code}/").content.decode()
    assert client.get(f"/phan-anh/{published.code}/dien-bien.atom").status_code == 404
    assert PUBLIC and not Publication.objects.visible_to().exists()


def test_what_is_for_the_office_only_has_no_public_page(client, cast, thursday):
    sent(client, lane="office")
    p = Petition.objects.get()
    assert p.lane == Lane.OFFICE
    client.cookies.clear()
    assert "nước vào nhà" not in client.get(f"/phan-anh/{p.code}/").content.decode()


PAGES = ("home:front", "petitions:register", "petitions:send", "petitions:track", "petitions:figures", "home:law")


@pytest.mark.parametrize("route", PAGES)
def test_no_public_page_asks_the_database_more_than_six_times(
        client, cast, published, route, django_assert_max_num_queries):
    receiving_body()  # kept in memory for a while
    with django_assert_max_num_queries(6):
        assert client.get(reverse(route)).status_code == 200


def test_a_case_page_asks_the_database_at_most_six_times(client, cast, published, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        client.get(f"/phan-anh/{published.code}/")


def test_page_two_thousand_is_reached_by_key(client, cast, published):
    page = client.get("/phan-anh/", {"sau": "999999999"})
    assert published.code in page.content.decode()
    assert client.get("/phan-anh/", {"sau": "-1; drop"}).status_code == 200


# --- a point on a map ---------------------------------------------------------------------------------
WHERE = {"question": "what", "kind": "feedback", "text": "Hẻm 47 ngập mỗi khi mưa."}
NO_MAP = {"tiles": "", "host": "", "from": "", "credit": "", "areas": "", "centre": "16,108"}


def test_without_a_map_given_none_is_offered(client, cast, settings):
    settings.MAP = NO_MAP
    page = client.post("/phan-anh/gui/", WHERE).content.decode()
    assert "Chỗ đó ở đâu?" in page and "data-map" not in page and "map.js" not in page
    assert client.get("/phan-anh/gui/ban-do.geojson").status_code == 404


def test_a_map_is_offered_only_where_it_is_asked_for_and_says_who_will_know(client, cast, settings, tmp_path):
    outline = tmp_path / "phuong.geojson"
    outline.write_text('{"type": "FeatureCollection", "features": []}')
    settings.MAP = NO_MAP | {"tiles": "https://nen.example/{z}/{x}/{y}.png", "host": "nen.example", "areas": outline}
    page = client.post("/phan-anh/gui/", WHERE).content.decode()
    assert "Chỉ trên bản đồ" in page and "Hình nền tải từ nen.example" in page
    assert '<script src="/static/ui/leaflet' not in page and "leaflet.css" not in page.partition("<body")[0]
    assert client.get("/phan-anh/gui/ban-do.geojson")["Content-Type"] == "application/geo+json"
    assert "map.js" not in client.get("/phan-anh/gui/").content.decode()


def test_only_the_server_of_maps_that_was_named_may_send_pictures():
    ask = "from danchu import settings as s; print(*s.CONTENT_SECURITY_POLICY['DIRECTIVES']['img-src'])"
    allowed = {}
    for tiles in ("", "https://nen.example:8443/{z}/{x}/{y}.png?key=1"):
        known = os.environ | {"DANCHU_TILES": tiles, "DANCHU_DEMO": "1"}
        done = subprocess.run([sys.executable, "-c", ask], env=known, capture_output=True, text=True, check=True)
        allowed[tiles] = done.stdout.split()
    plain, with_map = allowed.values()
    assert with_map == [*plain, "https://nen.example:8443"]


def test_a_point_is_on_the_public_map_only_if_the_sender_agreed_and_an_officer_showed_it(client, cast, thursday):
    day = {"calendar": Calendar.official(), "now": thursday}

    def case(text, agreed, point):
        said = actions.Submission(kind=Kind.FEEDBACK, title=text, text=text, body=cast.body, lat=10.8381, lon=106.8255,
                                  point_public=agreed)
        p = actions.submit(said, token=uuid4(), by=cast.lan, **day)
        actions.accept(p, by=cast.minh, **day)
        return actions.publish(p, title=text, text=text, answer="", by=cast.minh, now=thursday, point=point)

    both, only_sender = case("Cống nghẹt", True, True), case("Đèn tắt", True, False)
    only_officer = case("Ổ gà", False, True)
    assert Original.objects.filter(lat=10.8381).count() == 3
    assert list(Publication.objects.filter(lat__isnull=False).values_list("code", flat=True)) == [both.code]
    page = client.get("/phan-anh/ban-do/").content.decode()
    assert "Cống nghẹt" in page and 'data-point="10.8381,106.8255"' in page
    assert "Đèn tắt" not in page and "Ổ gà" not in page
    assert "10.8381" in client.get(f"/phan-anh/{both.code}/").content.decode()
    for hidden in (only_sender, only_officer):
        assert "10.8381" not in client.get(f"/phan-anh/{hidden.code}/").content.decode()
    actions.publish(both, title="Cống nghẹt", text="Cống nghẹt", answer="", by=cast.minh, now=thursday)
    assert "10.8381" not in client.get("/phan-anh/ban-do/").content.decode()
    assert "Chưa có việc nào" in client.get("/phan-anh/ban-do/?tinh-trang=done&sau=1").content.decode()


@pytest.mark.parametrize("point", [("48.85", "2.35"), ("10.8", "x"), ("nan", "106")])
def test_a_point_outside_the_country_is_dropped_and_told_in_words(client, cast, point):
    typed = TYPED | {"question": "where", "token": str(uuid4()), "lat": point[0], "lon": point[1]}
    page = client.post(SEND, typed)
    words = page.content.decode()
    assert page.status_code == 422 and "ngoài Việt Nam" in words and f'value="{point[0]}"' not in words


def test_who_sees_the_point_is_said_before_sending(client, cast):
    where = WHERE | {"question": "who", "lane": "public", "lat": "10.8381", "lon": "106.8255", "point_public": "on"}
    page = client.post("/phan-anh/gui/", where).content.decode()
    assert "Điểm trên bản đồ 10.8381, 106.8255 (mọi người thấy khi công khai)" in page
    page = client.post("/phan-anh/gui/", where | {"point_public": ""}).content.decode()
    assert "(chỉ cán bộ xử lý thấy)" in page


def test_figures_show_no_small_group_no_empty_office_and_say_what_no_office_had(client, cast, thursday):
    offices = [cast.drains, *Unit.objects.exclude(pk__in=(cast.drains.pk, cast.body.pk)).order_by("pk")[:2]]
    told = {(offices[0].pk, "on_time"): 12, (offices[1].pk, "on_time"): 4, (offices[2].pk, "received"): 3,
            (None, "refused"): 10}  # fmt: skip
    for (office, what), times in told.items():
        for _ in range(times):
            count(what, cast.body.pk, office, now=thursday)

    def shown(look):  # each look by an address of its own: no page kept
        page = client.get(f"/phan-anh/so-lieu/?nam={thursday.year}&x={look}").content.decode()
        return page, [re.sub(r"<[^>]+>|\s+", " ", row).split() for row in re.findall(r"<tr.*?</tr>", page, re.S)[1:]]

    _page, (drains, rest, total) = shown(1)
    assert drains[-9:] == ["12", "12", "0", "0", "0", "0", "0", "0", "100%"]
    assert rest[:6] == ["Các", "nơi", "ít", "việc,", "cộng", "chung"]  # four alone would be too few to be shown
    assert rest[-9:] == ["4", "4", "0", "0", "10", "0", "0", "0", "100%"]
    assert total[-9:] == ["16", "16", "0", "0", "10", "0", "0", "0", "100%"]  # nobody is missing from the sum
    for _ in range(6):
        count("late", cast.body.pk, offices[1].pk, now=thursday)
    page, (_drains, second, nobodys, total) = shown(2)
    assert second[-9:-5] == ["10", "4", "0", "6"] and total[-9] == "22"
    assert nobodys[:4] == ["Chưa", "giao", "phòng,", "ban"] and nobodys[-9:-5] == ["0", "0", "0", "0"]
    assert "chưa phòng, ban nào phải trả lời" in page


@pytest.fixture
def asked(cast, published, thursday):
    return actions.ask(published, question="Ngập sâu bao nhiêu?", by=cast.minh, now=thursday)


def test_a_question_says_how_long_it_waits_and_the_words_stay_on_the_page(client, cast, asked, thursday):
    client.force_login(cast.lan.person)
    page = client.get(f"/phan-anh/{asked.code}/").content.decode()
    assert "Đồng hồ đang dừng từ 12/02/2026" in Client().get(f"/phan-anh/{asked.code}/").content.decode()
    assert "Đồng hồ đang dừng từ 12/02/2026" in page and "Quá ngày 05/03/2026" in page and "Chờ ông/bà bổ sung" in page
    client.post(f"/phan-anh/{asked.code}/bo-sung/", {"reply-text": "Nửa mét."})
    page = client.get(f"/phan-anh/{asked.code}/").content.decode()
    assert page.index("Ngập sâu bao nhiêu?") < page.index("Nửa mét.") and "Đồng hồ đang dừng" not in page
    again = client.post(f"/phan-anh/{asked.code}/bo-sung/", {"reply-text": "Gõ ở trang cũ."})
    assert again.status_code == 422 and "Gõ ở trang cũ." in again.content.decode()  # too late, and not thrown away


def test_the_sender_is_reminded_once_before_the_house_stops_waiting(cast, asked, thursday):
    for days in (10, 20, 20):  # the last days of the ten, Tết left out
        take_due_steps(thursday + timedelta(days=days))
    verbs = list(Entry.objects.filter(subject=asked.code).order_by("id").values_list("verb", flat=True))
    assert verbs.count("remind_sender") == 1 and "resume" not in verbs
    take_due_steps(thursday + timedelta(days=30))
    asked.refresh_from_db()
    assert asked.state == State.ACCEPTED and asked.paused_on is None and asked.due_on > asked.first_due_on


def test_what_was_opened_again_once_says_so_and_offers_a_new_one(client, cast, published, thursday):
    now = timezone.now()
    actions.assign(published, office=cast.drains, by=cast.hoa, now=now)
    for _time in range(2):
        actions.draft(published, text="Đã nạo vét.", by=cast.tam, now=now)
        actions.approve(published, text="Đã nạo vét.", by=cast.hoa, now=now)
        actions.answer(published, by=cast.hoa, now=now)
        if not published.reopened:
            actions.reopen(published, why="Vẫn ngập.", by=cast.lan, calendar=Calendar.official(), now=now)
            actions.assign(published, office=cast.drains, by=cast.hoa, now=now)
            actions.publish(published, title="Hẻm ngập", text="Hẻm ngập.", answer="Lần một.", by=cast.minh, now=now)
            assert "Trả lời lần trước" in Client().get(f"/phan-anh/{published.code}/").content.decode()
    words = Client().get(f"/phan-anh/{published.code}/").content.decode()
    assert "Lần một." not in words and "Câu trả lời đang được che" in words  # the first answer is not the second's
    client.force_login(cast.lan.person)
    page = client.get(f"/phan-anh/{published.code}/").content.decode()
    assert "Việc này đã mở lại một lần" in page and "Vẫn ngập." in page and 'name="reopen-why"' not in page
    new = client.get(re.search(r'href="(/phan-anh/gui/\?noi-dung=[^"]+)"', page)[1])  # type: ignore[index]
    assert f"Tiếp theo việc {published.code}:" in new.content.decode()


def test_a_feed_is_whole_follows_the_filters_and_its_words_are_no_markup(client, cast, published, thursday):
    actions.publish(published, title="Hẻm ngập nước", text="Hẻm <b>ngập</b> & hôi.", answer="", by=cast.minh,
                    now=thursday)
    ns = {"a": "http://www.w3.org/2005/Atom"}
    for query, found in (("", 1), ("?loai=feedback&tinh-trang=open", 1), ("?loai=complaint", 0)):
        told = client.get(f"/phan-anh/moi.atom{query}")
        feed = ElementTree.fromstring(told.content)
        assert feed.find("a:author/a:name", ns) is not None and len(feed.findall("a:entry", ns)) == found
        assert feed.find("a:link[@rel='self']", ns).get("href").endswith(f"/phan-anh/moi.atom{query}")
    words = ElementTree.fromstring(client.get("/phan-anh/moi.atom").content).find("a:entry/a:summary", ns).text
    assert words == "<p>Hẻm &lt;b&gt;ngập&lt;/b&gt; &amp; hôi.</p>"  # a reader shows what was written
    assert "/phan-anh/moi.atom?loai=feedback" in client.get("/phan-anh/?loai=feedback").content.decode()


def test_a_refusal_says_why_and_where_to_go_whatever_happens_later(client, cast, thursday):
    p = actions.submit(actions.Submission(kind=Kind.FEEDBACK, title="Đường tỉnh", text="Đường tỉnh hỏng.",
                                          body=cast.body), token=uuid4(), by=cast.lan, calendar=Calendar.official(),
                       now=thursday)
    actions.refuse(p, reason=Reason.NOT_OURS, where_to="Gửi Sở Xây dựng.", by=cast.minh, now=thursday)
    client.force_login(cast.lan.person)
    assert 'class="due ended"' in client.get(f"/phan-anh/{p.code}/").content.decode()  # not green
    page = re.sub(r"<[^>]+>|\s+", " ", client.get(f"/phan-anh/{p.code}/").content.decode())
    assert re.search(r"Không thụ lý: Không thuộc thẩm quyền giải quyết +Gửi Sở Xây dựng\.", page)


def test_the_link_of_a_letter_ends_the_letters_of_one_case_and_opens_nothing(client, cast):
    for _time in range(2):
        sent(client)
    mine, other = Petition.objects.order_by("id")
    client.cookies.clear()

    def letters(p):
        return [x for _e, x in letters_for(list(Entry.objects.filter(subject=p.code))) if x.channel == "email"]

    link = letters(mine)[0].unsubscribe
    path = link.partition("8000")[2]
    assert link in letters(mine)[0].body and "Thôi nhận thư" in client.get(path).content.decode()
    assert letters(mine)  # a mail program that looks at the link does nothing
    for _press in range(2):
        assert "không nhận thư này nữa" in client.post(path).content.decode()
    assert not letters(mine) and letters(other)
    assert Entry.objects.filter(subject=mine.code, verb="stop_letters").count() == 1
    assert "nước vào nhà" not in client.get(f"/phan-anh/{mine.code}/").content.decode()
    assert client.post(path[:-3] + "xx/").status_code == 410


def test_whichever_filter_is_read_by_its_index_the_same_cases_are_found(client, cast, published):
    wanted = {"kind": "feedback", "stage": "open", "office_id": cast.drains.pk}
    assert rarest(wanted)[0] in ("kind", "stage") and rarest({"office_id": 1}) == ("", "")
    actions.assign(published, office=cast.drains, by=cast.hoa, now=published.received_at)
    for query, found in (("loai=feedback&tinh-trang=open", 1), ("loai=complaint&tinh-trang=open", 0),
                         (f"tinh-trang=open&phong={cast.drains.pk}", 1), (f"loai=feedback&phong={cast.body.pk}", 0),
                         (f"loai=feedback&tinh-trang=open&phong={cast.drains.pk}&sau={published.pk + 1}", 1),
                         (f"loai=feedback&tinh-trang=open&phong={cast.drains.pk}&truoc={published.pk}", 0)):
        assert client.get(f"/phan-anh/?{query}").content.decode().count(f"/{published.code}/") == found, query


def test_only_what_was_answered_has_an_outcome_whatever_is_asked(client, cast, published):
    """The register leaves out the stage beside an outcome; the journey shows why that is allowed."""
    leaving = {(at, step) for (at, step), row in rules.JOURNEY.items()
               if rules.STAGES[at] == rules.HAS_OUTCOME and row[1] and rules.STAGES[State(row[1])] != rules.HAS_OUTCOME}
    assert {step for _at, step in leaving} == {Step.REOPEN}
    answered, now = published, published.received_at
    actions.assign(answered, office=cast.drains, by=cast.hoa, now=now)
    actions.draft(answered, text="Đã nạo vét.", by=cast.tam, now=now)
    actions.approve(answered, text="Đã nạo vét.", by=cast.hoa, now=now)
    actions.answer(answered, by=cast.hoa, now=now)
    where = "/phan-anh/?ket-qua=on_time"
    assert answered.code in client.get(where).content.decode()
    assert answered.code in client.get(f"{where}&tinh-trang=answered").content.decode()
    for stage in ("open", "elsewhere"):
        page = client.get(f"{where}&tinh-trang={stage}").content.decode()
        assert answered.code not in page and "Chỉ việc đã trả lời mới có kết quả" in page
        assert answered.code not in client.get(f"/phan-anh/ban-do/?ket-qua=on_time&tinh-trang={stage}").content.decode()
    actions.reopen(answered, why="Vẫn ngập.", by=cast.lan, calendar=Calendar.official(), now=now)
    assert answered.code not in client.get(where).content.decode()
    assert answered.code in client.get("/phan-anh/?tinh-trang=open").content.decode()
