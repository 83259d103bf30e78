"""Shelves and banners: a body's own order of its news. No journey: each stands by itself. The only writer."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from danchu.ground.journal import writing as journal
from danchu.ground.journal.models import Audience
from danchu.ground.journal.steps import NotTheirs, Refused
from danchu.ground.offices.models import Unit
from danchu.ground.people.access import Standing
from danchu.law.roles import Role
from danchu.mechanisms.news.actions import slug_of
from danchu.mechanisms.news.models import Banner, Category
from danchu.mechanisms.news.rules import Arrangement


def shelve(body: Unit, name: str, *, by: Standing, now: datetime) -> Category:
    """A category of this body, last on the list; the same name is the same shelf."""
    _may_arrange(by, body)
    with transaction.atomic():
        at = Category.objects.filter(body=body).count()
        shelf, new = Category.objects.get_or_create(body=body, slug=slug_of(name), defaults={"name": name, "at": at})
        if new:
            _arranged(body, Arrangement.SHELVE, by, now, name)
    return shelf


def unshelve(category: Category, *, by: Standing, now: datetime) -> None:
    """Take an empty category away. Raises Refused while articles stand in it."""
    _may_arrange(by, category.body)
    if category.articles.exists():
        raise Refused(_("Mục này đang có bài nên chưa bỏ được. Hãy chuyển bài sang mục khác trước."))
    with transaction.atomic():
        category.delete()
        _arranged(category.body, Arrangement.UNSHELVE, by, now, category.name)


def hang(body: Unit, *, words: str, href: str, from_on: date, to_on: date, by: Standing, now: datetime) -> Banner:
    """A line above the news, from a day to a day."""
    _may_arrange(by, body)
    if to_on < from_on:
        raise Refused(_("Ngày cuối phải từ ngày đầu trở đi."))
    with transaction.atomic():
        made = Banner.objects.create(body=body, words=words, href=href, from_on=from_on, to_on=to_on)
        _arranged(body, Arrangement.HANG, by, now, words)
    return made


def take_down(banner: Banner, *, by: Standing, now: datetime) -> None:
    """The line goes, at once."""
    _may_arrange(by, banner.body)
    with transaction.atomic():
        banner.delete()
        _arranged(banner.body, Arrangement.TAKE_DOWN, by, now, banner.words)


def _may_arrange(by: Standing, body: Unit) -> None:
    if not by.is_clock and not any(by.has(role, body.pk) for role in (Role.RECEPTION, Role.LEADER)):
        raise NotTheirs(_("Không tìm thấy việc này."))


def _arranged(body: Unit, what: Arrangement, by: Standing, now: datetime, name: str) -> None:
    """Kept pages are asked anew as soon as the journal has a new row."""
    role = Role.CLOCK if by.is_clock else next(r for r in (Role.RECEPTION, Role.LEADER) if by.has(r, body.pk))
    journal.write(arranged_by(body), what, at=now, role=role, by=by.person, unit=body, audience=Audience.INTERNAL,
                  about={"name": name})


def arranged_by(body: Unit) -> str:
    """What the journal calls the shelves and banners of a body."""
    return f"banner:{body.pk}"
