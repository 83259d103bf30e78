"""What a mechanism says to whom: the contract between `notices.py` of each mechanism and the postman.

A mechanism may have a module `notices` with `letters_for(entries: list[Entry]) -> list[tuple[Entry,
Letter]]`.
It is given every new journal row, of every mechanism, and answers for its own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

from django.conf import settings

from danchu.ground.journal.models import Entry
from danchu.ground.post.models import Channel


@dataclass(frozen=True)
class Letter:
    """One letter. `to` is an address, a telephone number, or for Channel.INAPP the person's number as text.

    `link` is where a notice leads (a path of this site); `unsubscribe` the address that ends such letters
    and does
    nothing else (only for what was asked for, never for what the law makes us send). `calendar` is an event that goes
    with it (`ground.documents.calendars`).
    """

    channel: Channel
    to: str
    subject: str
    body: str
    person_id: int | None = None
    link: str = ""
    unsubscribe: str = ""
    calendar: str = ""


Writer = Callable[[list[Entry]], list[tuple[Entry, Letter]]]


def writers() -> list[Writer]:
    """The mechanisms that have something to say, in the order of the settings."""
    names = [f"{m}.notices" for m in settings.MECHANISMS]
    return [import_module(name).letters_for for name in names if find_spec(name)]
