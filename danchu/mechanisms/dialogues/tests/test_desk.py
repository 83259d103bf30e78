"""The desk of dialogues: from plan to results by its pages alone; a stale save is told, a stranger finds nothing."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from danchu.ground.files.models import Attachment
from danchu.ground.files.tests.making import picture
from danchu.mechanisms.dialogues import actions, question_actions
from danchu.mechanisms.dialogues.models import Dialogue, Question
from danchu.mechanisms.dialogues.rules import QuestionState, State
from danchu.mechanisms.dialogues.tests.stories import asked, collecting, planned

HOME = "/ban-lam-viec/doi-thoai/"
BACKEND = "django.contrib.auth.backends.ModelBackend"


def signed_in(who):
    client = Client()
    client.force_login(who.person, backend=BACKEND)
    return client


@pytest.fixture
def coming(cast):
    now = timezone.now()
    start = now + timedelta(days=20)
    return collecting(cast, now, starts_at=start, ends_at=start + timedelta(hours=2))


def press(client, d, slug, status=302, **typed):
    d.refresh_from_db()
    answer = client.post(f"{HOME}{d.code}/{slug}/", {"version": d.version} | typed)
    assert answer.status_code == status, answer.content.decode()[-3000:]
    d.refresh_from_db()
    return answer


def test_the_whole_way_by_pages_alone(cast, settings):
    clerk, head = signed_in(cast.minh), signed_in(cast.hoa)
    start = timezone.localtime(timezone.now() + timedelta(days=20)).replace(hour=8, minute=0)
    form = clerk.get(f"{HOME}moi/").content.decode()
    token = form.split('name="token" value="')[1].split('"')[0]
    said = {"kind": "periodic", "title": "Đối thoại năm", "theme": "Ngập.", "place": "Hội trường",
            "starts_at": start.strftime("%Y-%m-%dT%H:%M"), "token": token,
            "ends_at": (start + timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M")}
    assert clerk.post(f"{HOME}moi/", said | {"ends_at": said["starts_at"]}).status_code == 422
    clerk.post(f"{HOME}moi/", said)
    d = Dialogue.objects.get()
    press(clerk, d, "chuong-trinh", **{"arrange-lines": "10 | Khai mạc\nHỏi đáp"})
    assert [(a.minutes, a.title) for a in d.agenda.all()] == [(10, "Khai mạc"), (None, "Hỏi đáp")]
    press(clerk, d, "thong-bao")
    press(clerk, d, "mo-nhan-cau-hoi")
    taken = clerk.post(f"{HOME}{d.code}/hoi-ho/", {
        "channel": "paper", "text": "Bao giờ hẻm 47 hết ngập?", "naming": "organiser", "consent": "on",
        "token": token.replace(token[0], "a")})
    q = Question.objects.get()
    assert taken.url == f"{HOME}{d.code}/cau-hoi/{q.code}/" and q.operator == cast.minh.person
    here = f"{HOME}{d.code}/cau-hoi/{q.code}/"
    assert "Bao giờ hẻm 47" in clerk.get(here).content.decode()
    clerk.post(f"{here}cong-khai/", {"version": q.version, "show-text": "Bao giờ hết ngập?"})
    q.refresh_from_db()
    assert q.listed
    Dialogue.objects.update(starts_at=timezone.now() - timedelta(hours=2), ends_at=timezone.now())
    press(head, d, "khai-mac")
    clerk.post(f"{here}tra-loi/", {"version": q.version, "answer-spoke": "Chủ tịch", "answer-text": "Quý III."})
    assert f"cam-ket/moi/?tu={q.code}" in clerk.get(here).content.decode()  # what it promises goes on record from here
    q.refresh_from_db()
    assert q.state == QuestionState.ANSWERED
    press(clerk, d, "nguoi-du", **{"count-attended": "12", "count-named": "Lan | Khu phố 3"})
    press(clerk, d, "da-to-chuc")
    drafted = clerk.get(f"{HOME}{d.code}/").content.decode()
    assert "Quý III." in drafted  # the first draft is made of what is on record
    press(clerk, d, "trinh-bien-ban", **{"draft_minutes-minutes": "Biên bản", "draft_minutes-conclusion": "Giao phòng"})
    press(clerk, d, "duyet", status=404, **{"approve-minutes": "x", "approve-conclusion": "y"})
    press(head, d, "duyet", **{"approve-minutes": "Biên bản", "approve-conclusion": "Giao phòng Kinh tế"})
    press(clerk, d, "cong-khai")
    assert d.state == State.PUBLISHED
    assert "Giao phòng Kinh tế" in Client().get(f"/doi-thoai/{d.code}/").content.decode()
    late = press(clerk, d, "trinh-bien-ban", status=409, **{
        "draft_minutes-minutes": "Biên bản gõ dở", "draft_minutes-conclusion": "Giao phòng"})
    assert "Biên bản gõ dở" in late.content.decode()  # no step offers it any more; it can still be copied


def test_announced_late_is_refused_with_the_article_and_nothing_typed_is_lost(cast):
    start = timezone.now() + timedelta(days=3)
    d = planned(cast, timezone.now(), starts_at=start, ends_at=start + timedelta(hours=1))
    words = press(signed_in(cast.minh), d, "thong-bao", status=409).content.decode()
    assert "Điều 43" in words
    press(signed_in(cast.minh), d, "thong-bao", **{"announce-late_for": "Mưa bão."})
    assert d.announced_late_for == "Mưa bão."


def test_the_second_of_two_saves_is_told_who_changed_it_and_keeps_the_words(cast, coming):
    seen = coming.version
    actions.arrange(coming, items=[], by=cast.hoa, now=timezone.now())
    answer = signed_in(cast.minh).post(f"{HOME}{coming.code}/hoan/", {"version": seen, "postpone-why": "Trùng lịch."})
    words = answer.content.decode()
    assert answer.status_code == 409 and "Trần Hoa" in words and "Trùng lịch." in words
    coming.refresh_from_db()
    assert coming.state == State.COLLECTING


def test_a_second_press_of_the_same_button_is_no_second_step(cast, coming):
    q = asked(coming, cast.lan, timezone.now())
    client, seen = signed_in(cast.minh), q.version
    path = f"{HOME}{coming.code}/cau-hoi/{q.code}/nhan/"
    assert [client.post(path, {"version": seen}).status_code for _press in range(2)] == [302, 302]
    q.refresh_from_db()
    assert q.version == seen + 1


def test_a_stranger_and_a_citizen_find_nothing(cast, coming):
    q = asked(coming, cast.lan, timezone.now())
    for path in (f"{HOME}{coming.code}/", f"{HOME}{coming.code}/sua/", f"{HOME}{coming.code}/hoi-ho/",
                 f"{HOME}{coming.code}/cau-hoi/{q.code}/"):
        for who in (cast.stranger, cast.lan, cast.tam):
            assert signed_in(who).get(path).status_code == 404, (path, who)
    assert signed_in(cast.stranger).post(f"{HOME}{coming.code}/hoan/", {"postpone-why": "x"}).status_code == 404


def test_the_desk_shows_what_was_written_and_marks_personal_data(cast, coming):
    q = asked(coming, cast.lan, timezone.now(), "Gọi tôi số 0912345678, bao giờ sửa cống?")
    words = signed_in(cast.minh).get(f"{HOME}{coming.code}/cau-hoi/{q.code}/").content.decode()
    assert "<mark>0912345678</mark>" in words and "[số điện thoại đã che]" in words


def test_questions_alike_are_suggested_and_grouped_by_hand(cast, coming):
    now = timezone.now()
    one = asked(coming, cast.lan, now, "Bao giờ hẻm 47 hết ngập mỗi khi mưa?")
    two = asked(coming, cast.bay, now, "Hẻm 47 mưa là ngập, bao giờ hết?")
    asked(coming, cast.bay, now, "Đèn đường trước trường học hư năm trụ.")
    client, here = signed_in(cast.minh), f"{HOME}{coming.code}/cau-hoi/{two.code}/"
    words = client.get(here).content.decode()
    assert one.code in words and "Đèn đường" not in words
    client.post(f"{here}gop/", {"version": two.version, "group-code": one.code})
    two.refresh_from_db()
    assert two.lead == one


def test_a_page_of_the_desk_asks_little_whatever_the_number_of_questions(cast, coming):
    now = timezone.now()
    for n in range(25):
        question_actions.show(asked(coming, cast.lan, now), text=f"Câu {n}", by=cast.minh, now=now)
    client = signed_in(cast.minh)
    for path in (f"{HOME}", f"{HOME}{coming.code}/"):
        client.get(path)
        with CaptureQueriesContext(connection) as asked_for:
            client.get(path)
        assert len(asked_for) <= 10, [q["sql"][:150] for q in asked_for]


def test_an_answer_may_be_attached_and_is_read_by_whoever_reads_the_question(cast, coming, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    q = asked(coming, cast.lan, timezone.now())
    question_actions.show(q, text="Bao giờ hẻm 47 hết ngập?", by=cast.minh, now=timezone.now())
    Dialogue.objects.filter(pk=coming.pk).update(state="held", due_on=timezone.localdate())
    q.refresh_from_db()
    said = {"version": q.version, "answer-spoke": "Chủ tịch", "answer-text": ""}
    path = f"{HOME}{coming.code}/cau-hoi/{q.code}/"
    bare = signed_in(cast.minh).post(f"{path}tra-loi/", said)
    assert bare.status_code == 409 and "kèm văn bản" in bare.content.decode()
    letter = SimpleUploadedFile("công văn.jpg", picture(), "image/jpeg")
    assert signed_in(cast.minh).post(f"{path}tra-loi/", said | {"answer-papers": letter}).status_code == 302
    kept = Attachment.objects.get(subject=q.code)
    opened = reverse("files:attachment", args=[kept.pk, kept.name])
    assert opened in Client().get(f"/cau-hoi/{q.code}/").content.decode() and Client().get(opened).status_code == 200
    q.refresh_from_db()
    question_actions.hide(q, why="Có số nhà.", by=cast.minh, now=timezone.now())  # no longer read by all: its paper too
    assert Client().get(opened).status_code == 404 and signed_in(cast.minh).get(opened).status_code == 200
