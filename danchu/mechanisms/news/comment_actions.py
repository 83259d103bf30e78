"""All that can happen to a reader's comment. A person reads it before anyone else does."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from danchu.ground.journal import steps
from danchu.ground.journal import writing as journal
from danchu.ground.journal.models import Audience
from danchu.ground.journal.steps import NotTheirs as NotTheirs
from danchu.ground.journal.steps import Refused as Refused
from danchu.ground.people.access import CLOCK, Standing
from danchu.ground.text.codes import new_code
from danchu.law.roles import Role
from danchu.mechanisms.news import rules
from danchu.mechanisms.news.models import Article, Comment
from danchu.mechanisms.news.rules import CommentState, CommentStep, Reason, State


def comment(article: Article, *, text: str, name: str, to: Comment | None, token: UUID, by: Standing,
            now: datetime) -> Comment:
    """A reader says something. It waits until a person has read it. The same token twice is the same comment."""
    if article.state != State.PUBLISHED or not article.comments_open:
        raise Refused(_("Bài này không nhận ý kiến nữa."))
    if to is not None and (to.article_id != article.pk or to.state != CommentState.SHOWN):
        raise Refused(_("Ý kiến ông/bà muốn trả lời không còn hiện nữa."))
    try:
        with transaction.atomic():
            said = Comment.objects.create(
                code=new_code(rules.COMMENT_PREFIX, now.year, secrets.token_bytes(8)), token=token, article=article,
                to=to.to or to if to else None, state=CommentState.SENT, name=name, text=text,
                sender=by.person, sent_at=now)
            journal.write(said.code, CommentStep.COMMENT, at=now, role=Role.SENDER, by=by.person, unit=article.body,
                          audience=Audience.INTERNAL)
            return said
    except IntegrityError:
        known = Comment.objects.filter(token=token).first()
        return known or comment(article, text=text, name=name, to=to, token=token, by=by, now=now)


def show(said: Comment, *, by: Standing, now: datetime) -> Comment:
    """Let everyone read it."""
    return _counted(said, CommentStep.SHOW, by=by, now=now, hidden_for="", reports=0)


def hide(said: Comment, *, reason: Reason, by: Standing, now: datetime) -> Comment:
    """Do not show it: a coded reason, which its writer can read by its code."""
    return _counted(said, CommentStep.HIDE, by=by, now=now, hidden_for=reason, about={"reason": reason})


def report(said: Comment, *, now: datetime) -> Comment:
    """A reader finds it bad. At HIDDEN_AT_REPORTS of them it waits, unseen, for a person to look again."""
    with transaction.atomic():
        Comment.objects.filter(pk=said.pk).update(reports=F("reports") + 1)
        journal.write(said.code, CommentStep.REPORT, at=now, role=Role.PUBLIC, audience=Audience.INTERNAL)
        said.refresh_from_db()
        if said.reports >= rules.HIDDEN_AT_REPORTS and said.state == CommentState.SHOWN:
            _counted(said, CommentStep.RECHECK, by=CLOCK, now=now)
    return said


def offer(said: Comment, *, by: Standing, now: datetime) -> Comment:
    """This is really a petition: invite its writer to make it one. Nothing is made of it without their word."""
    return _take(CommentStep.OFFER, said, by=by, now=now, offered=True)


def convert(said: Comment, *, code: str, by: Standing, now: datetime) -> Comment:
    """Its writer has sent it as a petition, whose code this is."""
    with transaction.atomic():
        _counted(said, CommentStep.CONVERT, by=by, now=now, about={"to": code})
        journal.link(said.code, code, "passed_on_as", at=now)
    return said


def part_played_by(by: Standing, said: Comment) -> frozenset[Role]:
    """The parts someone plays in this comment; its writer by account, or by the device it was sent from."""
    parts = {role for role in (Role.RECEPTION, Role.LEADER) if by.has(role, said.article.body_id)}
    mine = by.person is not None and by.person.pk == said.sender_id
    if mine or said.code in by.proven:
        parts.add(Role.SENDER)
    if by.is_clock:
        parts.add(Role.CLOCK)
    return frozenset(parts)


def _counted(said: Comment, step: CommentStep, *, by: Standing, now: datetime, about: dict[str, Any] | None = None,
             **changes: Any) -> Comment:
    """A step after which the article shows one comment more or fewer."""
    before = said.state == CommentState.SHOWN
    with transaction.atomic():
        _take(step, said, by=by, now=now, about=about, **changes)
        more = (said.state == CommentState.SHOWN) - before
        if more:
            Article.objects.filter(pk=said.article_id).update(comments_n=F("comments_n") + more)
    return said


def _take(step: CommentStep, said: Comment, *, by: Standing, now: datetime, about: dict[str, Any] | None = None,
          **changes: Any) -> Comment:
    return steps.take(step, said, journey=rules.COMMENT_JOURNEY, parts=part_played_by(by, said), by=by.person,
                      unit=said.article.body, now=now, audience=rules.AUDIENCES.get(step, "public"), about=about,
                      **changes)
