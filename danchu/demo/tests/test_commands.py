"""`danchu demo` at the prompt."""

import pytest

from danchu.demo import commands
from danchu.demo.answer_templates import TEMPLATES
from danchu.demo.case import read_cases
from danchu.demo.volume import MOST
from danchu.mechanisms.petitions.models import AnswerTemplate, Petition

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def loaded(played):
    """All of it, once."""
    assert commands.demo([]) == 0
    return played


def test_the_second_time_it_says_what_is_there_already(loaded, capsys):
    assert commands.demo([]) == 0
    said = capsys.readouterr().out
    assert f"đã có {len(read_cases())} đơn mẫu" in said
    assert "hoa@lekhoi.example" in said
    assert "lan@lekhoi.example" in said
    assert AnswerTemplate.objects.filter(body=loaded.body).count() == len(TEMPLATES)


def test_it_makes_as_many_as_asked_for_and_says_how_fast(loaded, capsys):
    assert commands.demo(["--petitions", "100", "--no-search"]) == 0
    assert "đơn/giây" in capsys.readouterr().out
    assert Petition.objects.count() == 100


def test_too_many_is_one_clear_line(loaded, capsys):
    assert commands.demo(["--petitions", str(MOST + 1)]) == 2
    assert capsys.readouterr().err.startswith("Nhiều nhất 3.000.000 đơn")


def test_outside_the_demo_it_does_nothing(settings, capsys):
    settings.SITE = {**settings.SITE, "demo": False}
    assert commands.demo([]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "DANCHU_DEMO=1" in said.err
