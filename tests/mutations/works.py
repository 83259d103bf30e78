"""Checks of promises and works taken away."""

from __future__ import annotations

import pytest

from danchu.law.roles import Role
from danchu.mechanisms.works import desk, models, rules
from tests.mutations import Table


def _anybody_judges(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(rules, "may_judge", lambda units, kin, served: True)


def _everybody_asked(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(models, "_asked", lambda standing, commitment: True)


def _everybody_is_near(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(desk, "parts_played_by", lambda *args: frozenset(Role) - {Role.CLOCK})


def _owners_confirm(patch: pytest.MonkeyPatch) -> None:
    for state in rules.State:
        row = rules.JOURNEY.get((state, rules.Step.CONFIRM))
        if row:
            patch.setitem(rules.JOURNEY, (state, rules.Step.CONFIRM), ((*row[0], *rules.OWNERS), row[1]))


def _owners_take_out(patch: pytest.MonkeyPatch) -> None:
    for state in (rules.State.REPORTED, rules.State.DISPUTED):
        row = rules.JOURNEY[state, rules.Step.RECORD_TWICE]
        patch.setitem(rules.JOURNEY, (state, rules.Step.RECORD_TWICE), ((*row[0], *rules.OWNERS), row[1]))


TABLE: Table = {
    "whoever works for the authority may look at it": (_anybody_judges, ("works_desk:step#xac-nhan",)),
    "anybody is taken for who asked": (_everybody_asked, ("works:confirm",)),
    "anybody plays every part at the desk": (_everybody_is_near, ("works_desk:case",)),
    "the owner takes what is disputed out of the counts": (_owners_take_out, ("works_desk:step#ghi-trung",)),
    "the owner confirms": (_owners_confirm, ("works_desk:step#xac-nhan",)),
}
