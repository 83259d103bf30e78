"""Checks of consultations, taken away."""

from __future__ import annotations

import pytest

from danchu.mechanisms.consultations import desk_entry, desk_rows, desk_steps, models, sending
from danchu.mechanisms.consultations.models import ConsultationQuerySet, DocumentQuerySet
from tests.mutations import Table, everything


def _plans_are_open(patch: pytest.MonkeyPatch) -> None:
    everything(patch, ConsultationQuerySet, "visible_to")


def _any_desk(patch: pytest.MonkeyPatch) -> None:
    everything(patch, ConsultationQuerySet, "worked_on_by")


TABLE: Table = {
    "a plan is public": (_plans_are_open, ("consultations:page",)),
    "a plan takes opinions": (_plans_are_open, ("consultations:article",)),
    "any official works on any consultation": (_any_desk, ("consultations_desk:consultation",)),
    "any official keys forms": (
        lambda p: (_any_desk(p), p.setattr(desk_entry.rules, "may", lambda *_: True))[0],
        ("consultations_desk:keying",)),
    "any official reads any document": (
        lambda p: everything(p, DocumentQuerySet, "visible_to"), ("consultations_desk:document",)),
    "a table is public before it is published": (
        lambda p: p.setattr(models.Consultation, "has_table", True), ("consultations:table",)),
    "a table is downloaded before it is published": (
        lambda p: p.setattr(models.Consultation, "has_table", True), ("consultations:table_file",)),
    "anyone's opinion is one's own": (
        lambda p: p.setattr(sending, "_own", lambda request, code: models.Opinion.objects.filter(
            code=code).select_related("consultation", "row").first()), ("consultations:receipt",)),
    "any step by anyone of the body": (
        lambda p: p.setattr(desk_steps, "part_played_by", lambda *_: frozenset(desk_steps.rules.Role))
        or p.setattr("danchu.mechanisms.consultations.actions.part_played_by",
                     lambda *_: frozenset(desk_steps.rules.Role)),
        ("consultations_desk:step#publish",)),
    "words are approved at any stage": (
        lambda p: p.setattr(desk_rows.rules, "may", lambda *_: True), ("consultations_desk:texts",)),
}
