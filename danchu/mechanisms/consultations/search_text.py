"""The texts of consultations as the search index may hold them: the draft as it was opened, never an opinion."""

from __future__ import annotations

from django.utils import timezone

from danchu.ground.search.index import DocumentText
from danchu.mechanisms.consultations.models import Consultation, Part
from danchu.mechanisms.consultations.rules import PREFIX

PUBLIC = "consultation"
MOST = 60_000  # characters of a draft that are searched


def documents_for(codes: set[str]) -> dict[str, DocumentText | None]:
    """What has been opened; nothing of a plan."""
    ours = {code for code in codes if code.startswith(f"{PREFIX}-")}
    texts: dict[str, DocumentText | None] = dict.fromkeys(ours)
    for c in Consultation.objects.visible_to().filter(code__in=ours):
        words = "\n".join(f"{heading} {text}" for heading, text in Part.objects.filter(
            edition_id=c.edition_id).order_by("place").values_list("heading", "text"))
        texts[c.code] = DocumentText(PUBLIC, c.code, c.body_id, timezone.localtime(c.opens_at or c.planned_at).date(),
                                     c.title, f"{c.summary}\n{words}"[:MOST])
    return texts
