"""The other rooms of the desk: taking in for someone, the leader's view, templates."""

from __future__ import annotations

import io
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from danchu.ground.files.models import Attachment
from danchu.ground.people.proof import secret_of
from danchu.law.calendar import Calendar
from danchu.law.limits import Duty
from danchu.law.promises import promise
from danchu.mechanisms.petitions import actions
from danchu.mechanisms.petitions.leader import year_of
from danchu.mechanisms.petitions.models import AnswerTemplate, Petition
from danchu.mechanisms.petitions.rules import Reason, Solved
from danchu.mechanisms.petitions.tests.test_desk import HOME, MOST_STATEMENTS, signed_in, submitted


def _png():
    file = io.BytesIO()
    Image.new("RGB", (8, 8)).save(file, "PNG")
    return file.getvalue()


PNG = _png()


def told(**more):
    return {"token": str(uuid4()), "channel": "phone", "kind": "feedback", "text": "Đèn đường hỏng ba hôm nay rồi.",
            "lane": "public", "name": "Trần Văn Bảy", "phone": "0912 345 678", "consent": "on"} | more


# --- taking in for someone ---------------------------------------------------------------------

def test_a_call_is_taken_in_with_its_channel_and_operator(cast):
    answer = signed_in(cast.minh).post(f"{HOME}tiep-nhan/", told(witness="Tổ trưởng Sáu"))
    p = Petition.objects.get()
    assert answer.status_code == 302 and p.code in answer["Location"]
    assert (p.channel, p.operator, p.sender, p.body) == ("phone", cast.minh.person, None, cast.body)
    assert p.original.witness == "Tổ trưởng Sáu" and p.title == "Đèn đường hỏng ba hôm nay rồi"


def test_a_letter_is_promised_from_the_day_on_its_stamp(cast):
    today, page = timezone.localdate(), f"{HOME}tiep-nhan/"
    stamped = today - timedelta(days=6)
    for day, problem in ((today + timedelta(days=1), "sau hôm nay"), (today - timedelta(days=400), "từ sổ cũ")):
        wrong = signed_in(cast.minh).post(page, told(channel="paper", received_on=day.isoformat()))
        assert wrong.status_code == 422 and problem in wrong.content.decode()
    typed = told(channel="paper", received_on=stamped.isoformat())
    for _press in range(2):
        photo = SimpleUploadedFile("don.png", PNG, "image/png")
        assert signed_in(cast.minh).post(page, typed | {"files": photo}).status_code == 302
    p = Petition.objects.get()
    assert timezone.localtime(p.received_at).date() == p.promised_from == stamped
    assert p.due_on == promise(Duty.TELL_SENDER, stamped, Calendar.official()).due_on
    assert Attachment.objects.filter(subject=p.code).count() == 1


def test_the_receipt_shows_code_and_secret_to_the_operator_only(cast):
    signed_in(cast.minh).post(f"{HOME}tiep-nhan/", told())
    p = Petition.objects.get()
    secret, path = secret_of(p.token), f"{HOME}tiep-nhan/{p.code}/"
    words = signed_in(cast.minh).get(path).content.decode()
    assert p.code in words and f"{secret[:3]} {secret[3:]}" in words
    for other in (cast.hoa, cast.tam, cast.lan, cast.stranger):
        assert signed_in(other).get(path).status_code == 404


def test_the_same_form_sent_twice_is_one_case(cast):
    client, typed = signed_in(cast.minh), told()
    places = {client.post(f"{HOME}tiep-nhan/", typed)["Location"] for _ in range(2)}
    assert len(places) == 1 and Petition.objects.count() == 1


def test_without_consent_nothing_is_kept_and_nothing_typed_is_lost(cast):
    page = signed_in(cast.minh).post(f"{HOME}tiep-nhan/", told(consent=""))
    assert page.status_code == 422 and "Đèn đường hỏng ba hôm nay rồi." in page.content.decode()
    assert not Petition.objects.exists()


def test_what_sounds_like_a_denunciation_is_asked_about_first(cast):
    client, typed = signed_in(cast.minh), told(text="Tôi tố cáo ông chủ tịch nhận hối lộ của nhà thầu.")
    page = client.post(f"{HOME}tiep-nhan/", typed)
    assert page.status_code == 422 and "nhận hối lộ" in page.content.decode() and not Petition.objects.exists()
    assert client.post(f"{HOME}tiep-nhan/", typed | {"meant": "on"}).status_code == 302


def test_only_reception_takes_in(cast):
    for other in (cast.hoa, cast.tam, cast.lan):
        assert signed_in(other).get(f"{HOME}tiep-nhan/").status_code == 404
        assert signed_in(other).post(f"{HOME}tiep-nhan/", told()).status_code == 404
    assert not Petition.objects.exists()


@pytest.mark.parametrize("token", ["", "x", "\x00"])
def test_a_spoilt_token_is_given_anew_and_keeps_the_words(cast, token):
    page = signed_in(cast.minh).post(f"{HOME}tiep-nhan/", told(token=token))
    assert page.status_code == 422 and "Đèn đường hỏng" in page.content.decode()


# --- the leader's view -------------------------------------------------------------------------

@pytest.fixture
def a_year(cast):
    now, official = timezone.now(), Calendar.official()
    p = submitted(cast)
    actions.accept(p, by=cast.minh, calendar=official, now=now)
    actions.assign(p, office=cast.drains, by=cast.hoa, now=now)
    actions.draft(p, text="Xong.", by=cast.tam, now=now)
    actions.approve(p, text="Xong.", by=cast.hoa, now=now)
    actions.answer(p, by=cast.hoa, now=now)
    actions.rate(p, solved=Solved.NO, stars=1, words="", by=cast.lan, now=now)
    refused = submitted(cast)
    actions.refuse(refused, reason=Reason.NOT_OURS, where_to="Đến phường bạn.", by=cast.minh, now=now)
    return now.year


@pytest.mark.parametrize("folded", [False, True])
def test_a_year_adds_up_whether_folded_or_not(cast, a_year, folded):
    if folded:
        actions.fold_tallies()
    found = year_of(cast.body.pk, a_year)
    sums = sum((r.counts for r in found.rows()), start=type(found.offices[0])())
    assert (sums["on_time"], sums["refused"], sums["unsolved"], sums["late"]) == (1, 1, 1, 0)
    assert found.months[timezone.localdate().month]["received"] == 2
    assert found.body == cast.body.full_name


def test_every_figure_opens_the_list_it_counts(cast, a_year):
    actions.fold_tallies()
    client = signed_in(cast.hoa)
    words = client.get(f"{HOME}tinh-hinh/").content.decode()
    assert "Chưa giao phòng, ban" in words  # the one refused before any office had it
    answered = Petition.objects.get(outcome="on_time")
    assert cast.drains.full_name in words
    link = f"?viec=da-xong&amp;ket-qua=on_time&amp;phong={cast.drains.pk}&amp;nam={a_year}"
    assert link in words
    assert answered.code in client.get(HOME + link.replace("&amp;", "&")).content.decode()


def test_the_leaders_view_takes_six_statements_and_is_not_for_handlers(cast, a_year, django_assert_max_num_queries):
    client = signed_in(cast.hoa)
    client.get(HOME)
    with django_assert_max_num_queries(MOST_STATEMENTS):
        assert client.get(f"{HOME}tinh-hinh/").status_code == 200
    assert signed_in(cast.tam).get(f"{HOME}tinh-hinh/").status_code == 404
    assert client.get(f"{HOME}tinh-hinh/?nam=1066").status_code == 404


# --- templates ---------------------------------------------------------------------------------

def test_reception_keeps_the_templates_of_its_own_body(cast):
    client = signed_in(cast.minh)
    assert client.post(f"{HOME}mau-tra-loi/", {"name": "Ngập", "text": "Đã nạo vét."}).status_code == 302
    t = AnswerTemplate.objects.get()
    assert t.body == cast.body
    assert client.post(f"{HOME}mau-tra-loi/", {"name": "Ngập", "text": "Khác"}).status_code == 422
    assert client.post(f"{HOME}mau-tra-loi/{t.pk}/", {"name": "Ngập nước", "text": "Đã nạo vét."}).status_code == 302
    for other in (cast.stranger, cast.tam, cast.lan):
        assert signed_in(other).get(f"{HOME}mau-tra-loi/{t.pk}/").status_code == 404
        assert signed_in(other).post(f"{HOME}mau-tra-loi/{t.pk}/", {"delete": "1"}).status_code == 404
    assert client.post(f"{HOME}mau-tra-loi/{t.pk}/", {"delete": "1"}).status_code == 302
    assert not AnswerTemplate.objects.exists()


@pytest.mark.parametrize("path", ["tiep-nhan/", "mau-tra-loi/"])
def test_the_rooms_take_six_statements(cast, django_assert_max_num_queries, path):
    client = signed_in(cast.minh)
    client.get(HOME)
    with django_assert_max_num_queries(MOST_STATEMENTS):
        assert client.get(HOME + path).status_code == 200
