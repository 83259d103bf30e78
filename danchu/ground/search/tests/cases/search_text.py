"""The text of a case is what its last row says; an empty one was withdrawn."""

from datetime import date

from danchu.ground.journal.models import Entry
from danchu.ground.search.index import DocumentText


def documents_for(codes):
    texts = {}
    for entry in Entry.objects.filter(subject__in=codes).order_by("id"):
        text = DocumentText("case", entry.subject, None, date(2026, 3, 2), entry.text, "")
        texts[entry.subject] = text if entry.text else None
    if any(t and t.title == "broken" for t in texts.values()):
        raise KeyError("no text for this")
    return texts
