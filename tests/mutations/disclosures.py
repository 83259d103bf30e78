"""Checks of disclosures, taken away."""

from __future__ import annotations

from danchu.law.roles import Role
from danchu.mechanisms.disclosures import actions, cataloguing, desk, rules
from danchu.mechanisms.disclosures.models import DisclosureQuerySet
from danchu.mechanisms.disclosures.rules import State, Step
from tests.mutations import Table, all_parts, also, everything, rewritten

TABLE: Table = {
    "everyone reads what is not public yet": (
        lambda p: everything(p, DisclosureQuerySet, "visible_to"), ("disclosures:disclosure",)),
    "every official keeps everything": (
        lambda p: everything(p, DisclosureQuerySet, "kept_by"), ("disclosures_desk:disclosure",)),
    "every part in every thing": (
        lambda p: p.setattr(actions, "part_played_by", all_parts), ("disclosures_desk:step#dang",)),
    "handlers publish": (also(rules, Step.PUBLISH, State.DUE, Role.HANDLER), ("disclosures_desk:step#dang",)),
    "handlers withdraw": (also(rules, Step.WITHDRAW, State.PUBLISHED, Role.HANDLER), ("disclosures_desk:step#go",)),
    "handlers change": (also(rules, Step.CHANGE, State.PUBLISHED, Role.HANDLER), ("disclosures_desk:step#thay-doi",)),
    "any body's procedures": (
        lambda p: rewritten(p, __import__("danchu.mechanisms.disclosures.desk_catalogues", fromlist=["x"]), "procedure",
                            "body=body, code=code", "code=code", "disclosures_desk:procedure"),
        ("disclosures_desk:procedure",)),
    "any body's instruments": (
        lambda p: rewritten(p, __import__("danchu.mechanisms.disclosures.desk_catalogues", fromlist=["x"]), "_theirs",
                            "body=body_of(who), code=code", "code=code", "disclosures_desk:instrument"),
        ("disclosures_desk:instrument",)),
    "any body's own items": (
        lambda p: rewritten(p, __import__("danchu.mechanisms.disclosures.desk_own_items", fromlist=["x"]), "end_item",
                            ", body=body_of(who)", "", "disclosures_desk:end_item")
        or p.setattr("danchu.mechanisms.disclosures.own_items.keeper", lambda body, by: Role.LEADER),
        ("disclosures_desk:end_item",)),
    "whoever is an official has a body": (
        lambda p: rewritten(p, desk, "body_of", "pk__in=held, ", ""), ("disclosures_desk:register",)),
    "anyone keeps the catalogues": (
        lambda p: p.setattr(cataloguing, "keeper", lambda body, by: Role.LEADER)
        or p.setattr("danchu.mechanisms.disclosures.desk_catalogues.body_of", _any_body),
        ("disclosures_desk:procedures",)),
}


def _any_body(who):
    from danchu.ground.offices.models import Unit
    return Unit.objects.get(code="le-khoi.ubnd")
