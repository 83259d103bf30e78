"""A unit's numbers: in order, once each, of its own register; two at once never the same."""

import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from danchu.ground.documents import numbers
from danchu.ground.documents.models import GivenNumber, Register
from danchu.ground.documents.paper import Issuer
from danchu.ground.documents.tests.papers import FRONT, PARTY, WARD
from danchu.law.numbering import NotASymbol
from danchu.law.papers import Family, Kind
from tests.ready_made import own_database
from tests.warm import warm

ROOT = Path(__file__).parents[4]


def give(cast, thursday, to, kind=Kind.NOTICE, issuer=WARD, unit=None, on=None, **more):
    return str(numbers.give(unit or cast.body, kind, issuer=issuer, to=to, on=on or thursday.date(), now=thursday,
                            **more))


def test_numbers_run_from_01_up_within_a_unit_a_kind_and_a_year(cast, thursday):
    assert [give(cast, thursday, f"a{n}") for n in range(3)] == ["01/TB-UBND", "02/TB-UBND", "03/TB-UBND"]
    assert give(cast, thursday, "b", Kind.REPORT) == "01/BC-UBND"
    assert give(cast, thursday, "c", unit=cast.neighbours) == "01/TB-UBND"
    assert give(cast, thursday, "d", on=date(2027, 1, 4)) == "01/TB-UBND"
    assert give(cast, thursday, "e", Kind.DECISION, normative=True) == "01/2026/QĐ-UBND"
    assert give(cast, thursday, "f", Kind.DECISION) == "01/QĐ-UBND"
    assert give(cast, thursday, "g", issuer=FRONT) == "04/TB-MTTQ-BTT"


def test_a_party_body_counts_within_its_term(cast, thursday):
    term = date(2025, 7, 1)
    assert give(cast, thursday, "a", issuer=PARTY, term_from=term) == "01-TB/ĐU"
    assert give(cast, thursday, "b", issuer=PARTY, term_from=term, on=date(2027, 1, 4)) == "02-TB/ĐU"
    with pytest.raises(ValueError, match="nhiệm kỳ"):
        give(cast, thursday, "c", issuer=PARTY)


def test_the_same_paper_asks_twice_and_has_one_number(cast, thursday):
    assert give(cast, thursday, "ĐT-26-0007 thông báo") == give(cast, thursday, "ĐT-26-0007 thông báo")
    assert str(numbers.given_to("ĐT-26-0007 thông báo")) == "01/TB-UBND"
    assert numbers.given_to("another") is None
    assert GivenNumber.objects.count() == 1


def test_an_act_that_fails_takes_no_number(cast, thursday):
    with pytest.raises(RuntimeError, match="act"), transaction.atomic():
        give(cast, thursday, "a")
        raise RuntimeError("the act failed")
    assert give(cast, thursday, "b") == "01/TB-UBND"


def test_a_symbol_nobody_could_read_is_refused_before_it_takes_a_number(cast, thursday):
    with pytest.raises(NotASymbol):
        give(cast, thursday, "a", Kind.CONCLUSION)
    with pytest.raises(NotASymbol):
        give(cast, thursday, "a", issuer=Issuer(Family.STATE, "Tổ", "không phải ký hiệu", "Lê Khôi"))
    assert not Register.objects.exists()


def test_no_number_stands_twice_in_a_register(cast, thursday):
    give(cast, thursday, "a")
    register = Register.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        GivenNumber.objects.create(register=register, number=1, symbol="01/TB-UBND", to="b", on=thursday.date(),
                                   at=thursday)


ONE_BY_ONE = """
from datetime import date
from django.db import transaction
from django.utils import timezone
from danchu.ground.documents import numbers
from danchu.ground.documents.tests.papers import WARD
from danchu.ground.offices.models import Unit
from danchu.law.papers import Kind
unit, _ = Unit.objects.get_or_create(code="u", defaults={"name": "u", "full_name": "u", "family": "state",
                                     "level": "body", "folded": "u"})
for n in range(25):
    with transaction.atomic():
        print(numbers.give(unit, Kind.NOTICE, issuer=WARD, to=f"CLERK-{n}", on=date(2026, 2, 12),
                           now=timezone.now()))
"""


def test_four_clerks_at_once_never_get_the_same_number(tmp_path_factory, _own_database):
    def clerk(name):
        code = ONE_BY_ONE.replace("CLERK", str(name))
        done = subprocess.run([danchu, "manage", "shell", "-v", "0", "-c", code], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout.split()

    with warm(_own_database, tmp_path_factory.mktemp("bin")) as danchu, ThreadPoolExecutor(4) as together:
        given = [symbol for symbols in together.map(clerk, range(4)) for symbol in symbols]
    assert sorted(given) == sorted(f"{n:02}/TB-UBND" for n in range(1, 101))


@pytest.fixture
def _own_database(tmp_path):
    """The environment of a process with a database of its own, on the engine of this run."""
    env = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    with own_database(tmp_path) as where:
        yield env | where | {"DANCHU_DEMO": "1", "DANCHU_VAR": str(tmp_path), "PYTHONPATH": str(ROOT),
                             "DJANGO_SETTINGS_MODULE": "danchu.settings"}
