"""In-app notices: a person's own, newest first, by key."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, QuerySet

from danchu.ground.post.models import Channel, Delivery
from danchu.ground.rows import Among

PAGE = 30


@dataclass(frozen=True)
class Notice:
    """One line of the list."""

    key: int
    at: datetime
    case: str
    subject: str
    body: str
    link: str
    is_new: bool


def unread_by(person_id: int) -> QuerySet[Delivery]:
    """What a person has not read, to be counted in a statement of one's own."""
    in_app = Among(F("channel"), [Channel.INAPP.value])  # as the index of what is unread says it
    return Delivery.objects.filter(in_app, person=person_id, read_at=None)


def unread(person_id: int | None) -> int:
    """How many a person has not read: the number beside the bell. One statement; none for nobody."""
    return 0 if person_id is None else unread_by(person_id).count()


def notices_of(person_id: int, before: int | None = None) -> tuple[list[Notice], int | None]:
    """A page of them, and the key that begins the next. One statement."""
    rows = Delivery.objects.filter(channel=Channel.INAPP, person=person_id)
    rows = rows if before is None else rows.filter(id__lt=before)
    found = [
        Notice(*r[:-1], is_new=r[-1] is None)
        for r in rows.order_by("-id").values_list(
            "id", "entry__at", "entry__subject", "subject", "body", "link", "read_at"
        )[: PAGE + 1]
    ]
    return found[:PAGE], found[PAGE - 1].key if len(found) > PAGE else None


def mark_read(person_id: int, upto: int, now: datetime) -> int:
    """All up to the newest one the person saw. What came in the meantime stays new."""
    return Delivery.objects.filter(
        channel=Channel.INAPP, person=person_id, read_at=None, id__lte=upto
    ).update(read_at=now)
