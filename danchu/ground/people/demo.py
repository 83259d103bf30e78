"""The demo ward's sign-ins: known passwords and codes, shown on the page; nothing works outside the demo."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from danchu.ground.people.models import Person, PostHeld
from danchu.ground.people.second_factor import next_totp, set_totp

PASSWORD = "dan-biet-dan-ban"
TOTP_SECRET = "DANCHUDEMODANCHUDEMODANCHUDEMO23"


class OnlyInTheDemo(Exception):
    """Known passwords are given out in the demo and nowhere else."""


@dataclass(frozen=True)
class DemoOfficial:
    name: str
    title: str
    email: str


def _must_be_demo() -> None:
    if not settings.SITE["demo"]:
        raise OnlyInTheDemo


@transaction.atomic
def open_doors(person: Person) -> None:
    """Give an official of the demo ward the known password and the known second step."""
    _must_be_demo()
    person.set_password(PASSWORD)
    person.save(update_fields=["password"])
    set_totp(person, TOTP_SECRET)


def officials(now: datetime) -> list[DemoOfficial]:
    """Whom a newcomer may sign in as: officials with a post today. Empty outside the demo."""
    if not settings.SITE["demo"]:
        return []
    posts = PostHeld.held_on(timezone.localdate(now)).filter(person__is_official=True, person__is_active=True)
    rows = posts.order_by("-is_head", "id").values_list("person__name", "title", "person__email")
    once: dict[str, DemoOfficial] = {}
    for name, title, email in rows[:60]:
        once.setdefault(email or "", DemoOfficial(name, title, email or ""))
    return list(once.values())[:12]


def notice(person: Person | None, now: datetime) -> dict[str, Any]:
    """What the sign-in pages show in the demo: who there is, the password, the code of the moment."""
    if not settings.SITE["demo"]:
        return {}
    code = next_totp(person, now) if person else ""
    return {"demo_officials": officials(now), "demo_password": PASSWORD, "demo_code": code}
