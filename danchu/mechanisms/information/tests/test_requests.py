"""Information asked for: given, refused, late, published without a name; and who may read which of it."""

import re
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest

from danchu.conftest import HANOI
from danchu.ground.files.models import Attachment
from danchu.ground.journal.models import Entry
from danchu.ground.people.access import CLOCK, NOBODY
from danchu.ground.people.proof import secret_of
from danchu.ground.search.follow import index_new
from danchu.law.calendar import Calendar
from danchu.mechanisms.information import actions, clock, notices
from danchu.mechanisms.information.actions import Question
from danchu.mechanisms.information.models import InformationRequest
from danchu.mechanisms.information.rules import GROUND_UNDER, Ground, State, Way

pytestmark = pytest.mark.django_db
CALENDAR = Calendar.official()
MONDAY = date(2026, 3, 2)
MODEL = "django.contrib.auth.backends.ModelBackend"


def at(days=0, hour=9):
    return datetime(2026, 3, 2, hour, tzinfo=HANOI) + timedelta(days=days)


def asked(cast, by=None, **more):
    said = {"asked": "Hợp đồng thu gom rác năm 2025, ông Nguyễn Văn Ba 0912345678 cần xem.", "purpose": "Để biết",
            "way": Way.PAGE, "name": "Trần Thị Hỏi", "body": cast.body, "email": "hoi@thu.example"}
    return actions.ask(Question(**{**said, **more}), token=uuid4(), by=by or cast.lan, calendar=CALENDAR, now=at())


def given(cast):
    return actions.give(asked(cast), answer="Hợp đồng 45 triệu một tháng.", papers=[], by=cast.minh, now=at(1))


def published(cast, **more):
    said = {"title": "Hợp đồng thu gom rác", "question": "Hợp đồng bao nhiêu?", "answer": "45 triệu một tháng.",
            "checked": True}
    return actions.publish(given(cast), **{**said, **more}, by=cast.minh, now=at(2))


def test_what_is_simple_is_given_in_three_working_days(cast):
    r = asked(cast)
    assert r.due_on == MONDAY + timedelta(days=3) and "Điều 30 khoản 3" in r.due_under
    r = actions.give(r, answer="Đây.", papers=[], by=cast.minh, now=at(1))
    assert r.state == State.GIVEN and r.answered_on == MONDAY + timedelta(days=1)


def test_what_must_be_gathered_gets_its_term_then_one_extension(cast):
    r = actions.tell_term(asked(cast), why="Tập hợp ba năm", by=cast.minh, calendar=CALENDAR, now=at(2))
    assert r.due_on == date(2026, 3, 23) and "khoản 4" in r.due_under and r.first_due_on == date(2026, 3, 5)
    longer = actions.extend(r, why="Chờ sở", by=cast.hoa, calendar=CALENDAR, now=at(10))
    assert longer.due_on == date(2026, 4, 7)
    with pytest.raises(actions.Refused):
        actions.extend(longer, why="Nữa", by=cast.hoa, calendar=CALENDAR, now=at(11))


def test_no_extension_covers_a_day_already_missed(cast):
    r = actions.tell_term(asked(cast), why="Tập hợp", by=cast.minh, calendar=CALENDAR, now=at(2))
    with pytest.raises(actions.Refused):
        actions.extend(r, why="Chờ", by=cast.hoa, calendar=CALENDAR, now=at(40))


def test_only_the_leader_refuses_and_only_on_a_ground_of_the_law(cast):
    with pytest.raises(actions.NotTheirs):
        actions.refuse(asked(cast), ground=Ground.SECRET, why="Mật", by=cast.minh, now=at(1))
    with pytest.raises(actions.Refused):
        actions.refuse(asked(cast), ground=Ground.SECRET, why=" ", by=cast.hoa, now=at(1))
    r = actions.refuse(asked(cast), ground=Ground.NOT_OURS, why="Hỏi công ty.", by=cast.hoa, now=at(1))
    assert r.state == State.REFUSED and r.ground == Ground.NOT_OURS
    assert set(GROUND_UNDER) == set(Ground)


@pytest.mark.parametrize("name", ["bay", "tam", "stranger"])
def test_nobody_else_answers_or_reads(cast, name):
    r, who = asked(cast), getattr(cast, name)
    with pytest.raises(actions.NotTheirs):
        actions.give(r, answer="x", papers=[], by=who, now=at(1))
    assert not InformationRequest.objects.visible_to(who).exists()


def test_an_asker_withdraws_and_nobody_answers_any_more(cast):
    r = actions.withdraw(asked(cast), by=cast.lan, now=at(1))
    with pytest.raises(actions.Refused):
        actions.give(r, answer="x", papers=[], by=cast.minh, now=at(1))


def test_nothing_is_published_that_nobody_read(cast):
    with pytest.raises(actions.Refused):
        published(cast, checked=False)
    assert not InformationRequest.objects.published().exists()


def test_the_clock_reminds_and_tells_what_is_late_once(cast):
    asked(cast)
    for n in range(8):
        clock.take_due_steps(at(n))
    assert list(Entry.objects.filter(verb__in=("remind", "fall_overdue")).values_list("verb", flat=True)) == [
        "remind", "fall_overdue"]


def test_a_new_day_off_moves_the_day(cast):
    from danchu.ground.offices.models import CalendarDay
    r = asked(cast)
    CalendarDay.objects.create(unit=None, day=date(2026, 3, 4), kind="holiday", name="Bão", source="Công điện")
    assert clock.recount(at()) == [(r.code, date(2026, 3, 5), date(2026, 3, 6))]


def test_the_asker_hears_and_the_letter_says_nothing_of_what_was_asked(cast):
    r = given(cast)
    letters = notices.letters_for(list(Entry.objects.filter(subject=r.code)))
    outside = [x for _e, x in letters if x.to == "hoi@thu.example"]
    assert len(outside) == 2 and not any("rác" in x.body for x in outside)


# --- pages ---------------------------------------------------------------------------------------

def test_a_stranger_asks_and_follows_with_code_and_secret_number(client, cast, settings):
    settings.SITE = settings.SITE | {"body": cast.body.code}
    page = client.get("/thong-tin/hoi/").content.decode()
    token = re.search(r'name="token" value="([^"]+)"', page)[1]
    typed = {"asked": "Quy hoạch hẻm 47", "purpose": "Sửa nhà", "way": "page", "name": "Lê Hỏi", "token": token}
    first, again = (client.post("/thong-tin/hoi/", typed) for _ in range(2))
    assert first["Location"] == again["Location"] and InformationRequest.objects.count() == 1
    r = InformationRequest.objects.get()
    assert r.code in client.get(first["Location"]).content.decode()
    client.cookies.clear()
    closed = client.get(f"/thong-tin/{r.code}/").content.decode()
    assert "Quy hoạch" not in closed and r.code in closed
    assert client.get(f"/thong-tin/hoi/xong/{r.code}/").status_code == 404
    assert client.post(f"/thong-tin/{r.code}/mo/", {"secret": "000000"}).status_code == 422
    assert client.post(f"/thong-tin/{r.code}/mo/", {"secret": secret_of(r.token)}).status_code == 302
    assert "Quy hoạch hẻm 47" in client.get(f"/thong-tin/{r.code}/").content.decode()


def test_the_law_s_fields_are_asked_for_in_words(client, cast, settings):
    settings.SITE = settings.SITE | {"body": cast.body.code}
    wrong = client.post("/thong-tin/hoi/", {"asked": "", "purpose": "", "way": "email", "name": "", "token": "x"})
    words = wrong.content.decode()
    assert wrong.status_code == 422 and "Luật yêu cầu ghi họ tên" in words and "Ghi thư điện tử" in words
    assert not InformationRequest.objects.exists()


def test_the_public_reads_the_approved_words_and_never_the_asker_s(client, cast):
    r = published(cast)
    index_new()
    for page in (f"/thong-tin/{r.code}/", "/thong-tin/", "/thong-tin/?q=hop+dong", "/tim/?q=hop+dong"):
        text = client.get(page).content.decode()
        assert "Hợp đồng thu gom rác" in text, page
        assert not any(word in text for word in ("0912345678", "Trần Thị Hỏi", "hoi@thu")), page
    actions.unpublish(r, why="Còn tên", by=cast.minh, now=at(3))
    assert "Hợp đồng thu gom rác" not in client.get("/thong-tin/?q=hop+dong").content.decode()


def test_an_official_gives_with_a_file_that_only_the_asker_opens(client, cast):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from danchu.ground.files.tests.making import picture
    r = asked(cast)
    client.force_login(cast.minh.person, MODEL)
    done = client.post(f"/ban-lam-viec/thong-tin/{r.code}/cung-cap/", {
        "version": r.version, "give-answer": "Xem ảnh.", "give-papers": SimpleUploadedFile("anh.jpg", picture())})
    assert done.status_code == 302
    paper = Attachment.objects.get()
    where = f"/tep/{paper.pk}/{paper.name}"
    assert client.get(where).status_code == 200
    client.force_login(cast.bay.person, MODEL)
    assert client.get(where).status_code == 404
    client.force_login(cast.lan.person, MODEL)
    assert client.get(where).status_code == 200


def test_a_stale_form_is_told_and_keeps_what_was_typed(client, cast):
    r = asked(cast)
    actions.tell_term(r, why="Tập hợp", by=cast.hoa, calendar=CALENDAR, now=at(1))
    client.force_login(cast.minh.person, MODEL)
    page = client.post(f"/ban-lam-viec/thong-tin/{r.code}/cung-cap/", {"version": 1, "give-answer": "Đang gõ dở"})
    assert page.status_code == 409 and "Đang gõ dở" in page.content.decode() and "Trần Hoa" in page.content.decode()


def test_the_desk_asks_no_more_than_it_must_of_one_that_waits(client, cast, django_assert_max_num_queries):
    page = f"/ban-lam-viec/thong-tin/{asked(cast).code}/"
    client.force_login(cast.minh.person, MODEL)
    client.get(page)  # the idle limit of an official is pushed forward once in a while
    with django_assert_max_num_queries(6):
        assert client.get(page).status_code == 200


def test_pages_cost_six_statements_at_most(client, cast, settings, django_assert_max_num_queries):
    settings.SITE = settings.SITE | {"body": cast.body.code}
    r = published(cast)
    for page in ("/thong-tin/", f"/thong-tin/{r.code}/"):
        with django_assert_max_num_queries(6):
            assert client.get(page).status_code == 200
    client.force_login(cast.minh.person, MODEL)
    for page in ("/ban-lam-viec/thong-tin/", f"/ban-lam-viec/thong-tin/{r.code}/"):
        client.get(page)  # the idle limit of an official is pushed forward once in a while
        with django_assert_max_num_queries(7):  # two of them are the session and the person
            assert client.get(page).status_code == 200


def test_the_clock_and_nobody_play_no_other_part(cast):
    r = asked(cast)
    for who in (NOBODY, CLOCK):
        with pytest.raises(actions.NotTheirs):
            actions.give(r, answer="x", papers=[], by=who, now=at(1))
