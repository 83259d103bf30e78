"""Checks of the news taken away."""

from __future__ import annotations

import pytest

from danchu.law.roles import Role
from danchu.mechanisms.news import commenting, desk, earlier, models, rules
from tests.mutations import Table, all_parts, also, everything, rewritten


def _everyone_sees_drafts(patch: pytest.MonkeyPatch) -> None:
    everything(patch, models.ArticleQuerySet, "visible_to")


def _every_official_keeps_all(patch: pytest.MonkeyPatch) -> None:
    everything(patch, models.ArticleQuerySet, "kept_by")


def _every_comment_is_shown(patch: pytest.MonkeyPatch) -> None:
    everything(patch, models.CommentQuerySet, "visible_to")


def _anybody_wrote_it(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(commenting, "part_played_by", all_parts)


def _what_is_concealed_is_read(patch: pytest.MonkeyPatch) -> None:
    rewritten(patch, earlier, "compared", "article=a, concealed=False", "article=a")


def _handlers_conceal(patch: pytest.MonkeyPatch) -> None:
    also(rules, rules.Step.CONCEAL, rules.State.PUBLISHED, Role.HANDLER)(patch)


def _everybody_edits(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(desk, "_may", lambda a, taken, who: True)


TABLE: Table = {
    "what is not out is shown": (_everyone_sees_drafts, ("news:article",)),
    "every official keeps every article": (_every_official_keeps_all, ("news_desk:article",)),
    "a comment nobody has read is public": (_every_comment_is_shown, ("news:report#waiting",)),
    "anybody is taken for the writer of a comment": (_anybody_wrote_it, ("news:own_comment",)),
    "the handler edits what is not theirs to edit": (_everybody_edits, ("news_desk:edit",)),
    "an earlier text with personal data is public": (_what_is_concealed_is_read, ("news:earlier#concealed",)),
    "the handler conceals": (_handlers_conceal, ("news_desk:earlier",)),
    "the handler publishes": (also(rules, rules.Step.PUBLISH, rules.State.REVIEW, Role.HANDLER),
                              ("news_desk:step#dang",)),
}
