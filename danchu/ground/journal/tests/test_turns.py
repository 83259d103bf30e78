"""Acts that come at once are stored together, and what fails takes back nobody else's."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from danchu.ground.journal.turns import _together, _Waiting, in_turn


def adds(model: str):
    return lambda: ContentType.objects.create(app_label="turns", model=model).model


def fails():
    ContentType.objects.create(app_label="turns", model="half")
    raise ValueError("no")


def stored():
    return sorted(ContentType.objects.filter(app_label="turns").values_list("model", flat=True))


@pytest.mark.django_db
def test_an_act_gives_what_it_gives_and_raises_what_it_raises():
    assert in_turn(adds("one")) == "one"
    with pytest.raises(ValueError, match="no"):
        in_turn(fails)
    assert stored() == ["one"]


@pytest.mark.django_db
def test_one_that_fails_takes_back_nobody_elses():
    batch = [_Waiting(adds("one")), _Waiting(fails), _Waiting(adds("two"))]
    _together(batch)
    assert all(one.over for one in batch)
    assert (batch[0].answer(), batch[2].answer(), stored()) == ("one", "two", ["one", "two"])
    with pytest.raises(ValueError, match="no"):
        batch[1].answer()


@pytest.mark.django_db
def test_where_the_whole_is_not_stored_all_are_told():
    def stopped():
        raise KeyboardInterrupt

    batch = [_Waiting(adds("one")), _Waiting(stopped), _Waiting(adds("two"))]
    with pytest.raises(KeyboardInterrupt):
        _together(batch)
    for one in batch:
        with pytest.raises(RuntimeError):
            one.answer()
    assert stored() == []


@pytest.mark.django_db
def test_an_act_speaks_the_language_of_whoever_asked():
    with translation.override("en"):
        waiting = _Waiting(lambda: gettext("Lọc"))
    _together([waiting])
    assert waiting.answer() == "Filter"


@pytest.mark.django_db
def test_inside_a_transaction_an_act_is_part_of_it():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        in_turn(adds("one"))
        raise ZeroDivisionError
    assert stored() == []
