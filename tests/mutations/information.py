"""Checks of requests for information, taken away."""

from __future__ import annotations

from danchu.law.roles import Role
from danchu.mechanisms.information import actions, models, rules, views
from danchu.mechanisms.information.models import RequestQuerySet
from danchu.mechanisms.information.rules import State, Step
from tests.mutations import Table, all_parts, also, everything, rewritten

TABLE: Table = {
    "every request is one's own": (
        lambda p: everything(p, RequestQuerySet, "sent_by"), ("information:one", "information:withdraw")),
    "everything is published": (lambda p: everything(p, RequestQuerySet, "published"), ("information:one",)),
    "every official answers": (lambda p: everything(p, RequestQuerySet, "kept_by"), ("information_desk:one",)),
    "every part in every request": (
        lambda p: p.setattr(actions, "part_played_by", all_parts), ("information_desk:step#tu-choi",)),
    "reception refuses": (also(rules, Step.REFUSE, State.ASKED, Role.RECEPTION), ("information_desk:step#tu-choi",)),
    "reception extends": (
        also(rules, Step.EXTEND, State.TERM_TOLD, Role.RECEPTION), ("information_desk:step#gia-han",)),
    "any secret number opens": (
        lambda p: p.setattr(views, "is_secret_of", lambda *_: True), ("information:open_one",)),
    "internal papers to the asker": (
        lambda p: rewritten(p, models, "may_read_attachment", "not inside or", "True or"),
        ("files:attachment#internal",)),
    "public papers of what is not listed": (
        lambda p: rewritten(p, models, "may_read_attachment", "and listed.exists()", ""),
        ("files:attachment#public",)),
}
