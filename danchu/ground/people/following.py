"""Letters to whoever follows something without signing in: the address says yes from its own mailbox first.

One place for every mechanism: the letter that asks, links that do one thing for one follower, the pages they open,
how often. Nothing tells anybody who follows what: the page is the same whether an address was known or not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, TypeVar

from django.conf import settings
from django.core import signing
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from danchu.ground.people import urgent
from danchu.ground.people.addresses import Address, Kind
from danchu.ground.people.guesses import too_often

F = TypeVar("F", bound=Model)
DAY = timedelta(hours=24)
HOURS = 72
CONFIRMED_WITHIN = timedelta(hours=HOURS)  # after that the link is spent and the address forgotten
CARRIED_WITHIN = timedelta(minutes=30)  # sign-in codes wait in the same queue: what cannot go soon is dropped
MOST_ASKED = 30  # an hour, from one address on the network: a ward's counter is one
MOST_LETTERS = 3  # a day, to one mailbox, whatever it is asked to follow
ASKED = """Có người, có lẽ là ông/bà, muốn nhận thư báo tin qua địa chỉ này về:
{title}

Đúng vậy thì mở đường dẫn sau trong {hours} giờ và bấm “Nhận thư”:
{link}

Không phải thì bỏ qua thư này; không có thư nào khác được gửi đến.
"""
KNOWN = """Có người, có lẽ là ông/bà, vừa xin nhận thư báo tin qua địa chỉ này về:
{title}

Địa chỉ này đã nhận thư rồi, không phải làm gì thêm.{stop}
"""


class What(StrEnum):
    """What a link does: nothing else, for nobody else."""

    CONFIRM = "confirm"
    STOP = "stop"


@dataclass(frozen=True)
class Followers:
    """How one mechanism keeps its followers: a model with `email`, `asked_at`, `confirmed_at` and what is followed."""

    of: str  # a link of one mechanism says nothing to another
    routes: dict[What, str]  # each with one part: the mark
    model: type[Model]
    followed: str  # the field that names what is followed
    about: Callable[[Any], tuple[str, str]]  # its title, its page

    def link(self, what: What, follower: Any) -> str:
        """The whole address that does this for this follower."""
        mark = signing.dumps(follower.pk, salt=self._salt(what))
        return f"{settings.SITE['url']}{reverse(self.routes[what], args=[mark])}"

    def stop_link(self, follower: Any) -> str:
        """The way out, in the head of every letter and in its words."""
        return self.link(What.STOP, follower)

    def ending(self, follower: Any) -> str:
        """The last lines of every letter."""
        return "\n\nKhông muốn nhận thư này nữa: " + self.stop_link(follower)

    def meant_by(self, what: What, mark: str, now: datetime) -> Any:
        """The follower a link speaks of; None where it is spoilt, too old, or there is nobody any more."""
        try:
            key = int(signing.loads(mark, salt=self._salt(what)))
        except (signing.BadSignature, ValueError, TypeError):
            return None
        found: Any = self.model._default_manager.select_related(self.followed).filter(pk=key).first()
        waits = found is not None and what is What.CONFIRM and found.confirmed_at is None
        return None if waits and found.asked_at <= now - CONFIRMED_WITHIN else found

    def _salt(self, what: What) -> str:
        return f"danchu.follow.{self.of}.{what.value}"


def wish(model: type[F], *, email: str, now: datetime, **followed: Any) -> F:
    """An address wishes to hear of it: nothing goes there but the letter that asks, before it has said yes.

    No journal row: who follows what is nobody's business.
    """
    found, new = model._default_manager.get_or_create(email=email.lower(), **followed, defaults={"asked_at": now})
    if not new:
        model._default_manager.filter(pk=found.pk, confirmed_at=None).update(asked_at=now)
    return found


def agree(follower: Any, now: datetime) -> None:
    """The mailbox said yes."""
    type(follower).objects.filter(pk=follower.pk, confirmed_at=None).update(confirmed_at=now)


def drop_unconfirmed(model: type[Model], now: datetime) -> int:
    """Addresses that never said yes are forgotten; how many."""
    late = model._default_manager.filter(confirmed_at=None, asked_at__lte=now - CONFIRMED_WITHIN)
    return late.delete()[0]


def asked_too_often(request: HttpRequest) -> bool:
    """Count one wish to follow something; whether there were too many from here."""
    return too_often(request, "follow asked", MOST_ASKED)


def wait() -> str:
    """What whoever asked too often is told."""
    return _("Từ mạng này đã xin nhận thư quá nhiều lần. Xin thử lại sau một giờ.")


def write(request: HttpRequest, followers: Followers, follower: Any, *, now: datetime) -> HttpResponse:
    """Ask the mailbox (or tell it that it is known), and the page that says to look there: the same for all."""
    title, href = followers.about(follower)
    if not too_often(request, "follow letter", MOST_LETTERS, of=follower.email, per=DAY):
        if follower.confirmed_at:
            words = KNOWN.format(title=title, stop=followers.ending(follower))
        else:
            words = ASKED.format(title=title, hours=HOURS, link=followers.link(What.CONFIRM, follower))
        subject = f"Đã nhận thư rồi: {title}" if follower.confirmed_at else f"Xác nhận nhận thư: {title}"
        urgent.write(Address(Kind.EMAIL, follower.email), subject, words, now=now, lives=CARRIED_WITHIN)
    return render(request, "people/follow_asked.html", {
        "about": title, "href": href, "most": MOST_LETTERS, "hours": HOURS})


def press(request: HttpRequest, followers: Followers, what: What, mark: str) -> HttpResponse:
    """What a link of a letter opens: one button. A mail program that only looks at links does nothing by it."""
    now = timezone.now()
    follower = followers.meant_by(what, mark, now)
    if follower is None:
        return render(request, "people/follow_spent.html", {"what": what.value, "hours": HOURS}, status=410)
    title, href = followers.about(follower)
    done = what is What.CONFIRM and follower.confirmed_at is not None  # pressed before
    if request.method == "POST" and not done:
        done = True
        if what is What.CONFIRM:
            agree(follower, now)
        else:
            follower.delete()
    return render(request, "people/follow_link.html", {"what": what.value, "done": done, "about": title, "href": href})
