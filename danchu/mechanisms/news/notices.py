"""Who hears of it. News goes to whoever comes or subscribes to a feed: no letter is sent for it."""

from __future__ import annotations

from danchu.ground.journal.models import Entry
from danchu.ground.post.letters import Letter


def letters_for(entries: list[Entry]) -> list[tuple[Entry, Letter]]:
    """None."""
    return []
