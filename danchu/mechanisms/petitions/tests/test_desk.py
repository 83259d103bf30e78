"""The desk through the browser's eyes: who sees which queue, whose button works, what a stale save keeps."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from danchu.ground.journal.models import Entry
from danchu.ground.people.access import NOBODY, Standing
from danchu.ground.search.follow import index_new
from danchu.law.calendar import Calendar
from danchu.mechanisms.petitions import actions
from danchu.mechanisms.petitions.actions import Submission
from danchu.mechanisms.petitions.desk_lists import Asked, Tab, ways
from danchu.mechanisms.petitions.desk_queue import page_of
from danchu.mechanisms.petitions.models import AnswerTemplate, Message, Petition, Publication
from danchu.mechanisms.petitions.notices import letters_for
from danchu.mechanisms.petitions.rules import Kind, Lane, State

HOME = "/ban-lam-viec/"
BACKEND = "django.contrib.auth.backends.ModelBackend"
MOST_STATEMENTS = 6


def signed_in(who: Standing) -> Client:
    client = Client()
    client.force_login(who.person, backend=BACKEND)
    return client


def submitted(cast, text="Hẻm 47 ngập mỗi khi mưa. Gọi tôi 0912 345 678.", **more):
    said = {"kind": Kind.FEEDBACK, "title": "Hẻm 47 ngập mỗi khi mưa", "text": text, "body": cast.body,
            "place": cast.ward} | more
    return actions.submit(Submission(**said), token=uuid4(), by=cast.lan, calendar=Calendar.official(),
                          now=timezone.now())


@pytest.fixture
def sent(cast):
    return submitted(cast)


@pytest.fixture
def in_hand(cast, sent):
    now = timezone.now()
    actions.accept(sent, by=cast.minh, calendar=Calendar.official(), now=now)
    actions.assign(sent, office=cast.drains, by=cast.hoa, now=now)
    return actions.hand_to(sent, officer=cast.tam.person, by=cast.tam, now=now)


@pytest.fixture
def drafted(cast, in_hand):
    return actions.draft(in_hand, text="Đã nạo vét cống.", by=cast.tam, now=timezone.now())


@pytest.fixture
def answered(cast, drafted):
    actions.approve(drafted, text="Đã nạo vét cống ngày 10/02.", by=cast.hoa, now=timezone.now())
    return actions.answer(drafted, by=cast.hoa, now=timezone.now())


def press(who, petition, slug, **typed):
    typed = {"version": petition.version} | typed
    return signed_in(who).post(f"{HOME}{petition.code}/{slug}/", typed)


# --- who sees what -----------------------------------------------------------------------------

def test_a_stranger_is_led_to_sign_in_and_a_citizen_finds_nothing(cast, sent):
    for path in (HOME, f"{HOME}{sent.code}/"):
        assert Client().get(path).status_code == 302
        assert signed_in(cast.lan).get(path).status_code == 404


def test_a_new_petition_waits_for_reception_and_not_for_the_handler(cast, sent):
    assert sent.code in signed_in(cast.minh).get(HOME).content.decode()
    assert sent.code not in signed_in(cast.tam).get(HOME).content.decode()


def test_a_handler_sees_only_the_cases_of_their_office(cast, sent, in_hand):
    other = submitted(cast, title="Loa phường quá to")
    page = signed_in(cast.tam).get(f"{HOME}?viec=ca-phuong").content.decode()
    assert in_hand.code in page and other.code not in page
    assert signed_in(cast.tam).get(f"{HOME}{other.code}/").status_code == 404


def test_another_body_sees_nothing_and_missing_looks_the_same(cast, sent):
    stranger = signed_in(cast.stranger)
    assert sent.code not in stranger.get(f"{HOME}?viec=ca-phuong").content.decode()
    for code in (sent.code, "KN-26-222222"):
        assert stranger.get(f"{HOME}{code}/").status_code == 404
        assert stranger.post(f"{HOME}{code}/thu-ly/", {"version": 1}).status_code == 404


def test_an_official_who_sent_it_themselves_does_not_meet_it_at_the_desk(cast):
    own = actions.submit(Submission(kind=Kind.FEEDBACK, title="Của tôi", text="Đèn nhà tôi hỏng", body=cast.neighbours),
                         token=uuid4(), by=cast.tam, calendar=Calendar.official(), now=timezone.now())
    assert signed_in(cast.tam).get(f"{HOME}{own.code}/").status_code == 404


# --- the queue ---------------------------------------------------------------------------------

def test_the_most_urgent_stand_first_and_pages_follow_by_key(cast):
    made = [submitted(cast, title=f"Việc {n}") for n in range(35)]
    for n, p in enumerate(made):
        Petition.objects.filter(pk=p.pk).update(due_on=timezone.localdate() + timedelta(days=35 - n))
    first = signed_in(cast.minh).get(f"{HOME}?viec=ca-phuong").content.decode()
    assert first.index(made[34].code) < first.index(made[33].code)
    assert made[0].code not in first and "sau=" in first
    key = f"{timezone.localdate() + timedelta(days=30)}.{made[5].pk}"
    second = signed_in(cast.minh).get(f"{HOME}?viec=ca-phuong&sau={key}").content.decode()
    assert made[4].code in second and made[5].code not in second


def test_chips_narrow_and_count(cast):
    late, fine = submitted(cast, title="Trễ"), submitted(cast, title="Còn xa")
    Petition.objects.filter(pk=late.pk).update(due_on=timezone.localdate() - timedelta(days=9))
    page = signed_in(cast.minh).get(f"{HOME}?han=qua-han").content.decode()
    assert late.code in page and fine.code not in page


@pytest.mark.parametrize("address", ["?sau=x", "?sau=9999-99-99.1", "?viec=x&han=x&loai=x", "?phong=99999999999999999",
                                     "?nam=0001&viec=da-xong", "?q=%00%EF%BF%BD", "?sau=2026-01-01.-1", "?can-bo=٣"])
def test_nonsense_in_the_address_is_left_out(cast, sent, address):
    assert signed_in(cast.minh).get(HOME + address).status_code == 200


def test_what_is_found_goes_on_on_further_pages_and_ends(cast, monkeypatch):
    monkeypatch.setattr("danchu.mechanisms.petitions.desk_queue.A_PAGE", 2)
    for n in range(5):
        submitted(cast, title=f"Ngập số {n}")
    index_new()
    minh, address, seen = signed_in(cast.minh), f"{HOME}?q=ngap", []
    while address:
        page = minh.get(address).content.decode()
        seen.append(re.findall(r"Ngập số (\d)", page))
        on = re.search(r'rel="next" href="([^"]+)"', page)
        address = HOME + on[1].replace("&amp;", "&") if on else ""
        assert not address or ('rel="prev"' in page) == (len(seen) > 1)
    assert seen == [["4", "3"], ["2", "1"], ["0"]]


def test_a_code_in_the_search_box_opens_the_case(cast, sent):
    answer = signed_in(cast.minh).get(HOME, {"q": sent.code.lower().replace("-", " ")})
    assert answer.status_code == 302 and sent.code in answer["Location"]


@pytest.mark.parametrize("role", ["minh", "hoa", "tam"])
@pytest.mark.parametrize("path", ["", "?viec=ca-phuong", "?viec=cho-duyet&han=qua-han", "?viec=da-xong", "?q=ngap",
                                  "{code}/", "{code}/?viec=ca-phuong&loai=feedback"])
def test_no_page_of_the_desk_takes_more_than_six_statements(cast, drafted, django_assert_max_num_queries, role, path):
    client = signed_in(getattr(cast, role))
    client.get(HOME)  # the session is touched once in ten minutes
    assert connection.features.supports_json_field  # asked once a process
    with django_assert_max_num_queries(MOST_STATEMENTS):
        assert client.get(HOME + path.format(code=drafted.code)).status_code == 200


def test_a_full_queue_stays_under_a_thousand_elements(cast):
    for n in range(32):
        submitted(cast, title=f"Việc số {n}")
    assert signed_in(cast.minh).get(HOME).content.decode().count("<") < 2000  # opening and closing tags


# --- the steps ---------------------------------------------------------------------------------

def test_a_petition_goes_from_the_desk_to_a_public_answer(cast, sent):
    p = sent
    for who, slug, typed in (
        (cast.minh, "tiep-nhan", {}), (cast.minh, "thu-ly", {}),
        (cast.hoa, "phan-cong", {"assign-office": cast.drains.pk}),
        (cast.tam, "giao-can-bo", {"hand_to-officer": cast.tam.person.pk}),
        (cast.tam, "trinh", {"draft-text": "Đã nạo vét."}), (cast.hoa, "tra-lai", {"send_back-why": "Ghi rõ ngày."}),
        (cast.tam, "trinh", {"draft-text": "Đã nạo vét ngày 10/02."}),
        (cast.hoa, "duyet", {"approve-text": "Đã nạo vét ngày 10/02/2026."}), (cast.tam, "tra-loi", {}),
    ):  # fmt: skip
        answer = press(who, p, slug, **typed)
        assert answer.status_code == 302, (slug, answer.content.decode()[:3000])
        p.refresh_from_db()
    assert p.state == State.ANSWERED
    assert p.messages.filter(kind=Message.Kind.ANSWER).get().text == "Đã nạo vét ngày 10/02/2026."


@pytest.mark.parametrize(("who", "slug", "typed"), [
    ("tam", "thu-ly", {}), ("tam", "duyet", {"approve-text": "x"}), ("minh", "duyet", {"approve-text": "x"}),
    ("minh", "trinh", {"draft-text": "x"}), ("tam", "khong-thu-ly", {}), ("minh", "gia-han", {}),
    ("bay", "ghi-chu", {"note-text": "x"}), ("stranger", "ghi-chu", {"note-text": "x"}),
])  # fmt: skip
def test_a_step_that_is_not_theirs_is_not_there(cast, in_hand, who, slug, typed):
    before = in_hand.version
    assert press(getattr(cast, who), in_hand, slug, **typed).status_code == 404
    in_hand.refresh_from_db()
    assert in_hand.version == before


def test_only_the_buttons_of_this_person_are_on_the_page(cast, drafted):
    leader = signed_in(cast.hoa).get(f"{HOME}{drafted.code}/").content.decode()
    handler = signed_in(cast.tam).get(f"{HOME}{drafted.code}/").content.decode()
    assert "/duyet/" in leader and "/duyet/" not in handler
    assert "/ghi-chu/" in handler


def test_asking_replying_and_extending_move_the_clock(cast, in_hand):
    due = in_hand.due_on
    said = {"extend-reason": "Chờ đo.", "extend-ground": "Điều 28"}
    assert press(cast.hoa, in_hand, "gia-han", **said).status_code == 302
    in_hand.refresh_from_db()
    assert in_hand.extended and in_hand.due_on > due
    assert press(cast.tam, in_hand, "hoi", **{"ask-question": "Số nhà?"}).status_code == 302
    in_hand.refresh_from_db()
    assert in_hand.state == State.WAITING
    assert press(cast.minh, in_hand, "bo-sung", **{"reply-text": "Số 2."}).status_code == 302
    in_hand.refresh_from_db()
    assert in_hand.state == State.IN_HAND


def test_refusing_passing_on_redirecting_and_merging_from_the_desk(cast):
    a, b, c, d, e = (submitted(cast) for _ in range(5))
    said = {"refuse-reason": "not_ours", "refuse-where_to": "Đến Công ty Điện lực."}
    assert press(cast.minh, a, "khong-thu-ly", **said).status_code == 302
    said = {"pass_on-to": cast.neighbours.pk, "pass_on-why": "Sai địa bàn."}
    assert press(cast.minh, b, "chuyen", **said).status_code == 302
    assert press(cast.minh, c, "chuyen-ngoai", **{"redirect-to": "Điện lực", "redirect-why": "x"}).status_code == 302
    assert press(cast.minh, d, "gop", **{"merge-code": e.code}).status_code == 302
    states = [Petition.objects.get(pk=p.pk).state for p in (a, b, c, d)]
    assert states == [State.REFUSED, State.SUBMITTED, State.REDIRECTED, State.MERGED]
    assert signed_in(cast.minh).get(f"{HOME}{b.code}/").status_code == 404  # it is the neighbours' now


def test_merging_into_a_case_one_may_not_see_says_only_that_it_is_not_found(cast, sent):
    other = submitted(cast, body=cast.neighbours)
    page = press(cast.minh, sent, "gop", **{"merge-code": other.code})
    assert page.status_code == 409 and "Không tìm thấy việc" in page.content.decode()


def test_a_refused_step_keeps_what_was_typed(cast, in_hand):
    Petition.objects.filter(pk=in_hand.pk).update(extended=True)
    page = press(cast.hoa, in_hand, "gia-han", **{"extend-reason": "Chờ đo cao độ.", "extend-ground": "Điều 28"})
    assert page.status_code == 409 and "Chờ đo cao độ." in page.content.decode()
    assert "một lần" in page.content.decode()


def test_an_empty_form_is_told_what_is_missing(cast, in_hand):
    page = press(cast.tam, in_hand, "trinh", **{"draft-text": "  "})
    assert page.status_code == 422 and "Viết nội dung trả lời." in page.content.decode()


# --- two officials on one case -----------------------------------------------------------------

def test_a_stale_save_is_told_who_changed_what_and_keeps_the_text(cast, in_hand):
    seen = in_hand.version
    actions.note(in_hand, text="Đã gọi tổ trưởng.", by=cast.hoa, now=timezone.now())
    page = press(cast.tam, in_hand, "trinh", version=seen, **{"draft-text": "Đã kiểm tra, dọn ngày 18/11."})
    words = page.content.decode()
    assert page.status_code == 409
    assert "Trần Hoa" in words and "Đã kiểm tra, dọn ngày 18/11." in words and "Ghi chú nội bộ" in words
    in_hand.refresh_from_db()
    assert in_hand.state == State.IN_HAND and f'name="version" value="{in_hand.version}"' in words


def test_a_stale_save_of_a_step_that_is_gone_still_shows_the_text(cast, drafted):
    page = press(cast.hoa, drafted, "trinh", version=drafted.version - 1, **{"draft-text": "Bản của tôi."})
    words = page.content.decode()
    assert page.status_code == 409 and "Bản của tôi." in words


def test_pressing_twice_does_it_once(cast, sent):
    client, version = signed_in(cast.minh), sent.version
    for _ in range(2):
        assert client.post(f"{HOME}{sent.code}/thu-ly/", {"version": version}).status_code == 302
    sent.refresh_from_db()
    assert sent.version == version + 1


def test_the_same_button_pressed_with_other_words_is_not_the_same_press(cast, in_hand):
    client, where = signed_in(cast.tam), f"{HOME}{in_hand.code}/trinh/"
    typed = {"version": in_hand.version, "draft-text": "Đã dọn cống\r\nngày 18/11."}
    assert [client.post(where, typed).status_code for _ in range(2)] == [302, 302]
    again = client.post(where, typed | {"draft-text": "Đã dọn cống, thay nắp mới."})
    assert again.status_code == 409 and "thay nắp mới" in again.content.decode()
    assert in_hand.messages.count() == 1


# --- answers from templates --------------------------------------------------------------------

def test_a_template_is_put_after_what_was_typed_and_nothing_is_saved(cast, in_hand):
    t = AnswerTemplate.objects.create(body=cast.body, name="Ngập", text="Phường đã nạo vét.")
    typed = {"draft-text": "Kính gửi bà Lan,", "draft-template": t.pk}
    page = press(cast.tam, in_hand, "trinh", use_template="1", **typed)
    words = page.content.decode()
    assert page.status_code == 200 and "Kính gửi bà Lan,\n\nPhường đã nạo vét." in words
    in_hand.refresh_from_db()
    assert in_hand.state == State.IN_HAND


def test_what_was_answered_is_written_down_as_a_promise_from_the_case(cast, answered):
    words = signed_in(cast.minh).get(f"{HOME}{answered.code}/").content.decode()
    assert f"/ban-lam-viec/cam-ket/moi/?tu={answered.code}" in words
    link = signed_in(cast.minh).get(f"/ban-lam-viec/cam-ket/moi/?tu={answered.code}")
    assert link.status_code == 200 and answered.code in link.content.decode()


def test_what_is_not_answered_yet_is_no_promise(cast, drafted):
    assert "cam-ket/moi/?tu=" not in signed_in(cast.minh).get(f"{HOME}{drafted.code}/").content.decode()


# --- publishing --------------------------------------------------------------------------------

def test_the_redaction_view_begins_with_everything_suspicious_covered(cast, answered):
    words = signed_in(cast.minh).get(f"{HOME}{answered.code}/cong-khai/").content.decode()
    assert "[số điện thoại đã che]" in words and "0912 345 678" in words  # the original stands beside it


def test_one_click_uncovers_a_place_and_hand_work_is_kept(cast, answered):
    client = signed_in(cast.minh)
    page = client.post(f"{HOME}{answered.code}/cong-khai/", {
        "do": "apply", "version": answered.version, "was-text": "0", "title": answered.title,
        "text": "Hẻm 47 ngập mỗi khi mưa. Gọi tôi [số điện thoại đã che].", "answer": ""})
    assert "Gọi tôi 0912 345 678.</textarea>" in page.content.decode()
    page = client.post(f"{HOME}{answered.code}/cong-khai/", {
        "do": "apply", "version": answered.version, "was-text": "0", "title": answered.title, "text": "Tôi viết lại."})
    assert "Tôi viết lại.</textarea>" in page.content.decode() and "giữ nguyên" in page.content.decode()


def test_nothing_is_public_until_a_person_says_they_have_read_it(cast, answered):
    client, typed = signed_in(cast.minh), {"do": "publish", "version": answered.version, "title": "Hẻm ngập",
                                           "text": "Hẻm ngập.", "answer": "Đã nạo vét."}
    assert client.post(f"{HOME}{answered.code}/cong-khai/", typed).status_code == 422
    assert not Publication.objects.exists()
    assert client.post(f"{HOME}{answered.code}/cong-khai/", typed | {"read": "on"}).status_code == 302
    shown = Publication.objects.visible_to().get()
    assert (shown.text, shown.approved_by) == ("Hẻm ngập.", cast.minh.person)


def test_a_handler_cannot_open_the_redaction_view(cast, answered):
    assert signed_in(cast.tam).get(f"{HOME}{answered.code}/cong-khai/").status_code == 404


def test_what_is_for_the_office_only_offers_no_publishing(cast):
    p = submitted(cast, lane=Lane.OFFICE)
    actions.accept(p, by=cast.minh, calendar=Calendar.official(), now=timezone.now())
    assert f"/{p.code}/cong-khai/" not in signed_in(cast.minh).get(f"{HOME}{p.code}/").content.decode()


# --- hostile words -----------------------------------------------------------------------------

def test_hostile_words_are_escaped_everywhere(cast):
    evil = '"><img src=x onerror=alert(1)><script>alert(1)</script>{{7*7}}'
    p = submitted(cast, title=evil[:200], text=evil + " 0912 345 678", name=evil, place_text=evil)
    actions.accept(p, by=cast.minh, calendar=Calendar.official(), now=timezone.now())
    actions.note(p, text=evil, by=cast.minh, now=timezone.now())
    for path in (HOME, f"{HOME}{p.code}/", f"{HOME}{p.code}/cong-khai/", f"{HOME}?q=%22%3E%3Cscript%3E"):
        words = signed_in(cast.minh).get(path).content.decode()
        assert "<img src=x" not in words and "<script>alert" not in words


# --- as fast with a million --------------------------------------------------------------------

@pytest.mark.parametrize("role", ["minh", "hoa", "tam"])
def test_every_way_into_a_queue_walks_an_index_of_open_cases(cast, role):
    for tab in set(Tab) - {Tab.DONE}:
        for way in ways(getattr(cast, role), tab):
            rows = Petition.objects.open().filter(way).order_by("due_on", "id").values("pk")[:31]
            plan = rows.explain()
            if connection.vendor == "sqlite":  # PostgreSQL reads a table of three rows whole, and is right to
                assert "USING" in plan and "petition_queue_" in plan, (tab, way, plan)


@pytest.mark.parametrize("role", ["minh", "hoa", "tam"])
def test_no_page_of_the_desk_walks_all_cases_of_a_body(cast, role, in_hand):
    client = signed_in(getattr(cast, role))
    with CaptureQueriesContext(connection) as asked:
        client.get(HOME)
        client.get(f"{HOME}{in_hand.code}/")
    for query in asked.captured_queries:
        if connection.vendor == "sqlite" and "n_MINE" in query["sql"]:
            with connection.cursor() as cursor:
                cursor.execute("EXPLAIN QUERY PLAN " + query["sql"].replace("%", "%%"))
                plan = " / ".join(str(row[-1]) for row in cursor.fetchall())
            assert "petition_of_body" not in plan and "SCAN petitions" not in plan, plan


def test_a_case_is_counted_once_however_many_ways_lead_to_it(cast):
    p = submitted(cast)
    actions.accept(p, by=cast.minh, calendar=Calendar.official(), now=timezone.now())
    Petition.objects.filter(pk=p.pk).update(officer=cast.minh.person)  # waits for the body and stands with her
    page = page_of(cast.minh, Asked(), timezone.localdate(), timezone.localdate())
    assert [row.code for row in page.rows] == [p.code] and page.counted["n_MINE"] == 1


def test_a_case_passed_on_leads_back_to_the_list_and_the_receiver_is_told(cast, sent):
    typed = {"version": sent.version, "pass_on-to": cast.neighbours.pk, "pass_on-why": "Đường liên phường"}
    minh = signed_in(cast.minh)
    for _press in range(2):  # the second press finds it gone, and is not told that there is nothing
        done = minh.post(f"{HOME}{sent.code}/chuyen/", typed, follow=True)
        assert done.status_code == 200 and sent.code not in done.redirect_chain[-1][0]
    found = letters_for(list(Entry.objects.filter(subject=sent.code, verb="pass_on")))
    told = {letter.person_id: letter.subject for _entry, letter in found if letter.channel == "inapp"}
    assert told == {cast.stranger.person.pk: f"Việc được chuyển đến: {sent.code}"}
    assert minh.post(f"{HOME}{sent.code}/thu-ly/", {"version": 1}).status_code == 404
    assert signed_in(cast.hoa).post(f"{HOME}{sent.code}/chuyen/", typed).status_code == 404


def test_a_button_pressed_after_the_sender_took_it_back_says_who_and_asks_nothing_to_be_copied(cast, drafted):
    actions.approve(drafted, text="Đã nạo vét cống.", by=cast.hoa, now=timezone.now())
    seen = drafted.version
    actions.withdraw(drafted, why="Hết ngập.", by=replace(NOBODY, proven=frozenset({drafted.code})),
                     now=timezone.now())
    page = signed_in(cast.hoa).post(f"{HOME}{drafted.code}/tra-loi/", {"version": seen})
    words = page.content.decode()
    assert page.status_code == 409 and "người gửi vừa thay đổi việc này" in words and "không còn làm được" in words
    assert "Những gì ông/bà đã gõ" not in words


def test_personal_data_typed_into_the_public_words_is_asked_about_once_more(cast, answered):
    desk, page = signed_in(cast.minh), f"{HOME}{answered.code}/cong-khai/"
    typed = {"version": answered.version, "title": "Hẻm ngập", "text": "Hẻm ngập. Gọi chị Lan 0988 777 666.",
             "answer": "Đã nạo vét.", "read": "on", "cover-text": "0"}
    told = desk.post(page, typed)
    words = told.content.decode()
    assert told.status_code == 422 and "“0988 777 666”" in words and not Publication.objects.exists()
    left = re.findall(r'name="left" value="([^"]+)"', words)
    assert desk.post(page, typed | {"left": ["another"]}).status_code == 422  # only what was shown is agreed to
    assert desk.post(page, typed | {"left": left}).status_code == 302 and Publication.objects.exists()


def test_a_draft_given_back_tells_its_writer_why_until_another_is_put_forward(cast, drafted):
    actions.send_back(drafted, why="Ghi ngày nạo vét.", by=cast.hoa, now=timezone.now())
    tam = signed_in(cast.tam)
    page = tam.get(f"{HOME}{drafted.code}/").content.decode()
    assert "Bản trình được trả lại" in page and page.index("Ghi ngày nạo vét.") < page.index('name="draft-text"')
    actions.draft(drafted, text="Đã nạo vét ngày 10/02.", by=cast.tam, now=timezone.now())
    assert "Bản trình được trả lại" not in tam.get(f"{HOME}{drafted.code}/").content.decode()
