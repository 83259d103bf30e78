"""Cases that belong together, whatever mechanism keeps them."""

from importlib import import_module

import pytest
from django.conf import settings

from danchu.ground.journal import writing as journal
from danchu.ground.journal.linked import linked_to
from danchu.ground.ui.pages import page_of


def test_every_code_has_a_page_and_its_mechanism_names_what_is_public():
    for prefix, (mechanism, _route) in settings.CODE_PAGES.items():
        assert page_of(f"{prefix}-26-222222")
        assert callable(import_module(f"{mechanism}.models").public_titles)
        assert mechanism in settings.MECHANISMS


def test_a_code_nobody_gives_out_leads_nowhere():
    assert page_of("ZZ-26-222222") is None


@pytest.mark.django_db
def test_a_case_nobody_may_read_is_not_named_by_its_neighbour(thursday):
    journal.link("KN-26-222222", "KN-26-333333", "merged_into", at=thursday)
    journal.link("KN-26-222222", "ZZ-26-333333", "merged_into", at=thursday)
    assert linked_to("KN-26-222222") == []


