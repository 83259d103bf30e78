"""Checks of dialogues taken away."""

from __future__ import annotations

from danchu.mechanisms.dialogues import asking, models, reception_actions, receptions, views
from danchu.mechanisms.dialogues.models import DialogueQuerySet, QuestionQuerySet
from danchu.mechanisms.dialogues.reception_models import ReceptionDayQuerySet
from tests.mutations import Table, everything, rewritten

TABLE: Table = {
    "every dialogue is every official's": (
        lambda p: everything(p, DialogueQuerySet, "kept_by"),
        ("dialogue_desk:dialogue", "dialogue_desk:change", "dialogue_desk:question")),
    "every reception day is every official's": (
        lambda p: everything(p, ReceptionDayQuerySet, "kept_by"), ("dialogue_desk:reception",)),
    "a question nobody approved can be backed": (
        lambda p: everything(p, QuestionQuerySet, "visible_to"), ("dialogues:back",)),
    "anyone reads what was asked": (
        lambda p: rewritten(p, views, "question", "q.code in who(request).proven", "True", "dialogues:question"),
        ("dialogues:question",)),
    "any device has the receipt": (
        lambda p: rewritten(p, asking, "receipt", "or code not in who(request).proven", "", "dialogues:receipt"),
        ("dialogues:receipt",)),
    "anyone cancels a booking": (
        lambda p: p.setattr(reception_actions, "parts_in", lambda by, body: frozenset({models.Role.RECEPTION})),
        ("dialogues:cancel_booking",)),
    "anyone moves a booking": (
        lambda p: rewritten(p, receptions, "move", "if code not in standing.proven", "if False",
                            "dialogues:move_booking"), ("dialogues:move_booking",)),
    "a link in a letter need not be signed": (
        lambda p: p.setattr(asking.signing, "loads", lambda mark, **more: _first()),
        ("dialogues:confirm",)),
}


def _first() -> int:
    from django.utils import timezone

    dialogue = models.Dialogue.objects.order_by("pk")[0]
    follower, _new = models.Follower.objects.get_or_create(
        dialogue=dialogue, email="a@thu.example", defaults={"asked_at": timezone.now()})
    return int(follower.pk)
