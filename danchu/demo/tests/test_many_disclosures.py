"""A ward full of disclosures: as many as asked, topped up, on the same boards as any other."""

import pytest
from django.utils import timezone

from danchu.demo.many_disclosures import RUN, fill_disclosures
from danchu.ground.offices.calendars import calendar_for
from danchu.mechanisms.disclosures.boards import boards
from danchu.mechanisms.disclosures.models import Disclosure, Observation

pytestmark = pytest.mark.django_db


def test_a_ward_is_filled_and_topped_up_and_its_board_still_stands(ward):
    now = timezone.now()
    assert (fill_disclosures(30, ward, now), fill_disclosures(50, ward, now), fill_disclosures(50, ward, now)) == (
        30, 20, 0)
    assert Disclosure.objects.count() == 50 and Observation.objects.count() == 2 * 50  # fewer than RUN: all still run
    assert RUN > 50
    board = boards([ward.body], timezone.localdate(), calendar_for(ward.body))[0]
    assert sum(len(s.told) for s in board.squares) == 50
