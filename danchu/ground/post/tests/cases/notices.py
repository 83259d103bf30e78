"""One letter for each address a row names; a row that says `broken` cannot be told."""

from danchu.ground.post.letters import Letter
from danchu.ground.post.models import Channel


def letters_for(entries):
    letters = []
    for entry in entries:
        if entry.about.get("broken"):
            raise KeyError("no words for this")
        for channel, to in entry.about.get("to", []):
            person = int(to) if channel == "inapp" else None
            letters.append(
                (
                    entry,
                    Letter(Channel(channel), to, f"Đơn {entry.subject}", "Đã có trả lời.", person, "/don/"),
                )
            )
    return letters
