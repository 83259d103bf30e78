"""What a unit adds to the fourteen and takes off again. The only writer of it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from danchu.ground.journal.steps import Refused
from danchu.ground.offices.models import Unit
from danchu.ground.people.access import Standing
from danchu.law.disclosure import Posting
from danchu.mechanisms.disclosures.keepers import keeper, tell
from danchu.mechanisms.disclosures.models import OwnItem
from danchu.mechanisms.disclosures.rules import BodyStep


@dataclass(frozen=True)
class OwnItemText:
    """One of them as a form hands it over."""

    name: str
    about: str
    basis: str
    posting: Posting = Posting.NONE
    aloud: bool = False
    expected: bool = True


def add_item(text: OwnItemText, *, body: Unit, by: Standing, now: datetime) -> OwnItem:
    """Owe one thing more than the law's fourteen. Ended before, it is owed again. Raises NotTheirs, Refused."""
    role = keeper(body, by)
    said = asdict(text) | {"added_on": _day(now), "by": by.person, "ended_on": None}
    known = OwnItem.objects.filter(body=body, name=text.name).first()
    if known and known.ended_on is None:
        raise Refused(_("Nội dung có tên này đã có."))
    with transaction.atomic():
        made, _new = OwnItem.objects.update_or_create(body=body, name=text.name, defaults=said)
        tell(BodyStep.ADD_ITEM, body, role=role, by=by, now=now, about={"name": text.name})
    return made


def end_item(own: OwnItem, *, by: Standing, now: datetime) -> None:
    """Owe it no more; what was made public under it stays. Twice is once."""
    role = keeper(own.body, by)
    with transaction.atomic():
        if OwnItem.objects.filter(pk=own.pk, ended_on=None).update(ended_on=_day(now)):
            tell(BodyStep.END_ITEM, own.body, role=role, by=by, now=now, about={"name": own.name})


def inherited(own: OwnItem | None, to: Unit) -> OwnItem | None:
    """The same among what another unit owes, for what passes to it."""
    if own is None:
        return None
    kept = ("about", "basis", "posting", "aloud", "expected", "added_on", "by")
    return OwnItem.objects.get_or_create(body=to, name=own.name, defaults={n: getattr(own, n) for n in kept})[0]


def owned_by(body: Unit) -> list[OwnItem]:
    """What it owes besides the fourteen."""
    return list(OwnItem.objects.filter(body=body, ended_on=None).order_by("id"))


def _day(now: datetime) -> date:
    return timezone.localtime(now).date()
