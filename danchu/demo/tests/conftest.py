"""A day to stand on, the city the ward lies in, and the ward."""

from datetime import datetime

import pytest
from django.db import transaction

from danchu.conftest import HANOI
from danchu.demo.case import read_cases
from danchu.demo.playing import play
from danchu.demo.ward import PROVINCE, load_ward
from danchu.ground.offices.models import Family, Level, Unit


@pytest.fixture(scope="module")
def today() -> datetime:
    """A Sunday evening, the Monday after which is worked and the Tuesday is not."""
    return datetime(2026, 11, 22, 20, 0, tzinfo=HANOI)


@pytest.fixture(scope="module")
def ward(django_db_setup, django_db_blocker, today):
    """Loaded once a module and rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield _ward(today)
        transaction.set_rollback(True)


def _ward(today):
    Unit.objects.create(code=PROVINCE, family=Family.TERRITORY, level=Level.PROVINCE, name="Hồ Chí Minh",
                        full_name="Thành phố Hồ Chí Minh", folded="thanh pho ho chi minh")
    return load_ward(today)


@pytest.fixture(scope="module")
def played(ward, today):
    play(read_cases(), ward, today)
    return ward
