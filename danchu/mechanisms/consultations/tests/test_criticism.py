"""Social criticism by the Front: its own way in, its own days, its own answer."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from danchu.conftest import _person, _unit
from danchu.ground.offices.models import Family, Level
from danchu.law.roles import Role
from danchu.mechanisms.consultations import actions
from danchu.mechanisms.consultations.actions import NotTheirs, Refused
from danchu.mechanisms.consultations.models import Consultation
from danchu.mechanisms.consultations.rules import CriticismForm, Draft, Exemption

DAY = timedelta(days=1)
SAID = {"form": CriticismForm.WRITTEN, "days": [], "number": "47/MTTQ-BTT", "text": "Nên ghi rõ thời hạn trả lời."}


@pytest.fixture
def front(cast):
    unit = _unit("le-khoi.mttq", "Ủy ban MTTQ phường", Level.BODY, Family.FRONT, serves=cast.ward)
    return _person("Xuân", (Role.RECEPTION, unit, "Chủ tịch Ủy ban Mặt trận"))


@pytest.fixture
def asked(front, opened):
    """A consultation that names the Front's committee."""
    opened.front_id = front.posts[0].unit_id
    opened.save(update_fields=["front"])
    return opened


@pytest.fixture
def sent(cast, asked, thursday):
    actions.send_for_criticism(asked, number="20/UBND", sent_on=thursday.date(), by=cast.minh, now=thursday)
    return asked


def test_only_the_front_sends_its_criticism(cast, front, sent, thursday):
    for someone in (cast.minh, cast.hoa, cast.tam, cast.bay, replace(front, posts=())):
        with pytest.raises(NotTheirs):
            actions.record_criticism(sent, **SAID, by=someone, now=thursday)
    with pytest.raises(NotTheirs):
        actions.reply_to_criticism(actions.record_criticism(sent, **SAID, by=front, now=thursday), number="21",
                                   text="Xin tiếp thu.", by=front, now=thursday)
    assert Consultation.objects.get().criticism.number == "47/MTTQ-BTT"


def test_a_conference_has_its_seven_steps_and_the_refusal_names_the_article(front, sent, thursday):
    told = SAID | {"form": CriticismForm.CONFERENCE}
    with pytest.raises(Refused, match="403/2017"):
        actions.record_criticism(sent, **told | {"days": [thursday.date()] * 6}, by=front, now=thursday)
    actions.record_criticism(sent, **told | {"days": [thursday.date()] * 7}, by=front, now=thursday)
    assert len(Consultation.objects.get().criticism.steps) == 7


def test_there_is_no_reply_before_the_criticism(cast, sent, thursday):
    with pytest.raises(Refused, match="chưa gửi"):
        actions.reply_to_criticism(sent, number="21", text="Xin tiếp thu.", by=cast.minh, now=thursday)


def test_a_draft_is_not_put_forward_before_the_front_had_its_fifteen_days(cast, sent, thursday):
    document = sent.document
    actions.review(document, by=cast.hoa, now=thursday)
    actions.revise(document, by=cast.minh, now=thursday)
    with pytest.raises(Refused, match="Điều 36"):
        actions.put_forward(document, by=cast.minh, now=thursday + 14 * DAY)
    actions.put_forward(document, by=cast.minh, now=thursday + 15 * DAY)
    assert document.state == Draft.SUBMITTED


def test_criticism_and_reply_stand_on_the_consultations_page(cast, front, sent, thursday):
    actions.record_criticism(sent, **SAID, by=front, now=thursday)
    actions.reply_to_criticism(sent, number="21/UBND", text="Phường bổ sung Điều 3.", by=cast.minh, now=thursday)
    said = Client().get(f"/lay-y-kien/{sent.code}/").content.decode()
    assert "Nên ghi rõ thời hạn trả lời." in said and "Phường bổ sung Điều 3." in said and "47/MTTQ-BTT" in said


def test_the_fronts_clerk_finds_the_consultation_at_their_desk_and_no_answering(front, sent, thursday):
    client = Client()
    client.force_login(front.person)
    here = f"/ban-lam-viec/lay-y-kien/{sent.code}/"
    said = client.get(here).content.decode()
    assert 'action="' + here + 'buoc/record_criticism/"' in said and "buoc/reply_to_criticism/" not in said
    form = {"record_criticism-form": "written", "record_criticism-number": "47", "record_criticism-text": "Nên rõ.",
            "version": Consultation.objects.get().version, "token": str(uuid4())}
    assert client.post(f"{here}buoc/record_criticism/", form).status_code == 302
    assert Consultation.objects.get().criticism.text == "Nên rõ."


def test_criticism_without_a_written_reply_blocks_issuing_even_an_exempted_document(cast, front, sent, thursday):
    document, later = sent.document, thursday + 16 * DAY
    actions.record_criticism(sent, **SAID, by=front, now=thursday)
    for step, by in ((actions.review, cast.hoa), (actions.revise, cast.minh), (actions.put_forward, cast.minh)):
        step(document, by=by, now=later)
    actions.exempt(document, why=Exemption.OTHER_LAW, under="Điều 9 Luật X", by=cast.hoa, now=later)
    with pytest.raises(Refused, match="Điều 36 khoản 3"):
        actions.issue(document, number="1/QĐ", on=later.date(), by=cast.hoa, now=later)
    actions.reply_to_criticism(sent, number="21", text="Phường bổ sung.", by=cast.minh, now=later)
    assert actions.issue(document, number="1/QĐ", on=later.date(), by=cast.hoa, now=later).state == Draft.ISSUED
