"""Invented history is nobody's news: who follows the journal steps over it, if they stood right before it."""

from django.db.models import Max

from danchu.ground.journal.models import Entry, Reader

POSTMAN, SEARCH = "postman", "search"


def last_entry() -> int:
    """The number of the newest journal row; 0 where there is none."""
    return Entry.objects.aggregate(last=Max("id"))["last"] or 0


def step_over(name: str, after: int) -> bool:
    """Move a follower who has read up to `after` to the newest row. One who is behind stays and reads on."""
    Reader.objects.get_or_create(name=name)
    return bool(Reader.objects.filter(name=name, upto=after).update(upto=last_entry()))
