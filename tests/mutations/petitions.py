"""Checks of petitions, and of the ground as petitions meet it, taken away."""

from __future__ import annotations

from typing import Any

import pytest

from danchu.ground.files import policy
from danchu.ground.offices.models import Unit
from danchu.ground.people import access, proof
from danchu.ground.people import following as mailbox
from danchu.ground.people.access import Standing
from danchu.ground.people.models import Person, PostHeld
from danchu.law.roles import Role
from danchu.mechanisms.petitions import (
    actions,
    desk_publish,
    desk_similar,
    desk_steps,
    desk_templates,
    following,
    intake,
    leader,
    models,
    neighbours,
    rules,
    sending,
    taking,
    views,
)
from danchu.mechanisms.petitions.models import PetitionQuerySet, PublicationQuerySet
from danchu.mechanisms.petitions.rules import State, Step
from tests.mutations import Table, all_parts, also, everything, rewritten


def _unsigned(patch: pytest.MonkeyPatch) -> None:
    from django.core.signing import JSONSerializer as Json
    from django.core.signing import b64_decode
    patch.setattr(proof.signing, "loads", lambda cookie, **more: Json().loads(
        b64_decode(cookie.split(":")[0].encode())) if cookie else [])


def _anyone(theirs: Any) -> Any:
    """`theirs` asked as if by someone of the body."""
    def mutated(request: Any, code: str, *more: Any) -> Any:
        body = models.Petition.objects.filter(code=code).values_list("body_id", flat=True).first()
        known = access.standing(request)
        request._standing = Standing(known.person, (access.Post(Role.LEADER, body or 0, ""),))
        return theirs(request, code, *more)
    return mutated


_RECEIPT_CHECK = " or Role.SENDER not in part_played_by(standing, petition)"
TABLE: Table = {
    "whole cases are visible to all": (
        lambda p: everything(p, PetitionQuerySet, "visible_to"), ("files:attachment#parties",)),
    "what is not listed is public": (
        lambda p: everything(p, PublicationQuerySet, "visible_to"), ("petitions:case",)),
    "what is not listed has a feed": (
        lambda p: rewritten(p, views, "case_feed", ".visible_to()", "", "petitions:case_feed"),
        ("petitions:case_feed",)),
    "what is not listed is followed": (
        lambda p: rewritten(p, neighbours, "follow", ".visible_to()", "", "petitions:follow"),
        ("petitions:follow",)),
    "a link in a letter need not be signed": (
        lambda p: p.setattr(mailbox.signing, "loads", lambda mark, **more: _first()), ("petitions:unfollow",)),
    "any file to anyone": (lambda p: p.setattr(policy, "may_read", lambda *_: True) or p.setattr(
        "danchu.ground.files.views.may_read", lambda *_: True), ("files:attachment#internal",)),
    "a mechanism's files to anyone": (
        lambda p: p.setattr(models, "may_read_attachment", lambda *_: True), ("files:attachment#parties",)),
    "internal papers to the sender": (
        lambda p: rewritten(p, models, "may_read_attachment", "not inside or", "True or"),
        ("files:attachment#internal",)),
    "public papers of what is not listed": (
        lambda p: rewritten(p, models, "may_read_attachment", "and public.exists()", ""),
        ("files:attachment#public",)),
    "officials play the sender": (
        lambda p: p.setattr(following, "part_played_by", all_parts), ("petitions:rate", "petitions:case")),
    "the sender's page to officials": (
        lambda p: rewritten(p, following, "own_case", _RECEIPT_CHECK, ""), ("petitions:case",)),
    "the receipt to officials": (
        lambda p: rewritten(p, sending, "receipt", _RECEIPT_CHECK, "", "petitions:receipt"), ("petitions:receipt",)),
    "any secret number opens": (
        lambda p: p.setattr(following, "is_secret_of", lambda *_: True), ("petitions:open_case",)),
    "the device's cookie unsigned": (_unsigned, ("petitions:receipt",)),
    "every role everywhere": (lambda p: p.setattr(Standing, "has", lambda *_: True), ("desk:step",)),
    "every role in every unit": (lambda p: p.setattr(Standing, "units", lambda *_: frozenset(
        Unit.objects.values_list("pk", flat=True))), ("desk:case", "desk:leader")),
    "posts never end": (
        lambda p: p.setattr(PostHeld, "held_on", staticmethod(lambda on: PostHeld.objects.all())), ("desk:case",)),
    "everyone is an official": (
        lambda p: p.setattr(Person, "is_official", property(lambda me: True, lambda me, value: None)),
        ("desk:queue", "password_change")),
    "steps without a part, twice": (
        lambda p: p.setattr(desk_steps, "part_played_by", all_parts) or p.setattr(
            taking, "part_played_by", all_parts), ("desk:step#duyet",)),
    "steps in any state": (
        lambda p: p.setattr(taking, "role_of", lambda step, petition, by: Role.LEADER), ("desk:step#thu-ly",)),
    "reception approves": (also(rules, Step.APPROVE, State.DRAFTED, Role.RECEPTION), ("desk:step#duyet",)),
    "handlers assign": (also(rules, Step.ASSIGN, State.IN_HAND, Role.HANDLER), ("desk:step#phan-cong",)),
    "handlers publish": (also(rules, Step.PUBLISH, State.IN_HAND, Role.HANDLER), ("desk:publish",)),
    "what only the office may read is published": (
        lambda p: rewritten(p, actions, "publish", "petition.lane != Lane.PUBLIC", "False"), ("desk:publish",)),
    "any officer's receipts": (
        lambda p: rewritten(p, intake, "receipt", ", operator=who.person", "", "desk:intake_receipt"),
        ("desk:intake_receipt",)),
    "anyone receives": (
        lambda p: rewritten(p, intake, "receiving", "pk__in=who.units(Role.RECEPTION)", "level='body'"),
        ("desk:intake",)),
    "anyone leads": (
        lambda p: p.setattr(leader, "_body", lambda who: Unit.objects.get(code="le-khoi.ubnd").pk), ("desk:leader",)),
    "templates of other bodies": (
        lambda p: rewritten(p, desk_templates, "template", ", body_id__in=_bodies(who)", "", "desk:template"),
        ("desk:template",)),
    "templates by anyone": (
        lambda p: p.setattr(desk_templates, "_bodies", lambda who: frozenset(
            Unit.objects.values_list("pk", flat=True))), ("desk:templates",)),
    "likenesses of others' cases": (
        lambda p: p.setattr(desk_similar, "theirs", _anyone(desk_similar.theirs)), ("desk:similar",)),
    "redaction of others' cases": (
        lambda p: p.setattr(desk_publish, "theirs", _anyone(desk_publish.theirs)), ("desk:publish",)),
}


def _first() -> int:
    return int(models.Follower.objects.order_by("pk").values_list("pk", flat=True)[0])
