"""The body that asked is merged away while people speak."""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from danchu.conftest import _person, _unit
from danchu.ground.offices.models import Level, Succession, SuccessionKind
from danchu.ground.people.access import CLOCK
from danchu.law.roles import Role
from danchu.mechanisms.consultations import actions, clock
from danchu.mechanisms.consultations.actions import NotTheirs, Refused
from danchu.mechanisms.consultations.models import Consultation, Document
from danchu.mechanisms.consultations.tests.conftest import says


def moment(year: int, month: int, day: int):
    return timezone.make_aware(timezone.datetime(year, month, day, 9))


def merged(cast, kind=SuccessionKind.MERGE, code="moi"):
    heir = _unit(code, f"Ủy ban phường {code}", Level.BODY, serves=cast.ward)
    Succession.objects.create(predecessor=cast.body, successor=heir, kind=kind, effective_on=date(2026, 3, 1))
    return heir


def test_a_consultation_of_a_merged_body_goes_on_under_its_heir(cast, opened, thursday):
    opinion, heir = says(opened, cast.lan, "Hai lần.", now=thursday), merged(cast)
    before = clock.take_due_steps(moment(2026, 2, 27))
    clock.take_due_steps(moment(2026, 3, 2))
    c = Consultation.objects.select_related("body", "document").get()
    assert before == 0 and (c.body, c.document.body) == (heir, heir)
    assert (c.code, c.closes_at) == (opened.code, opened.closes_at)
    page = Client().get(f"/lay-y-kien/{c.code}/")
    assert page.status_code == 200 and "tiếp tục" in page.content.decode()
    assert says(c, cast.bay, "Ba lần.", now=moment(2026, 3, 3)).consultation_id == opinion.consultation_id == c.pk


def test_people_of_the_heir_take_its_next_steps_and_those_of_the_old_body_none(cast, opened, after):
    heir = merged(cast)
    clerk = _person("Võ Mới", (Role.RECEPTION, heir, "Công chức"))
    with pytest.raises(NotTheirs):
        actions.synthesise(opened, by=clerk, now=after)
    clock.take_due_steps(after)
    c = Consultation.objects.get()
    with pytest.raises(NotTheirs):
        actions.synthesise(c, by=cast.minh, now=after)
    assert actions.synthesise(c, by=clerk, now=after).state == "synthesised"


def test_the_clock_hands_over_once(cast, opened):
    merged(cast)
    assert clock.take_due_steps(moment(2026, 3, 2)) == 2  # the consultation and its document
    assert clock.take_due_steps(moment(2026, 3, 2)) == 0


def test_a_parted_body_leaves_the_choice_to_a_leader_of_an_heir(cast, opened):
    one, _other = (merged(cast, SuccessionKind.SPLIT, code) for code in ("mot", "hai"))
    assert clock.take_due_steps(moment(2026, 3, 2)) == 0
    leader = _person("Võ Trưởng", (Role.LEADER, one, "Chủ tịch"))
    with pytest.raises(NotTheirs):
        actions.hand_over(opened, of=cast.body, to=one, by=cast.minh, now=moment(2026, 3, 2))
    with pytest.raises(Refused):
        actions.hand_over(opened, of=cast.body, to=cast.drains, by=CLOCK, now=moment(2026, 3, 2))
    actions.hand_over(opened, of=cast.body, to=one, by=leader, now=moment(2026, 3, 2))
    actions.hand_over(Document.objects.get(), of=cast.body, to=one, by=leader, now=moment(2026, 3, 2))
    assert Consultation.objects.get().body == Document.objects.get().body == one
