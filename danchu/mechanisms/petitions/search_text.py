"""The texts of petitions as the search index may hold them: the public's redacted one, and the desk's own."""

from __future__ import annotations

from django.utils import timezone

from danchu.ground.search.index import DocumentText
from danchu.mechanisms.petitions.models import Petition, Publication
from danchu.mechanisms.petitions.rules import PREFIX

PUBLIC, DESK = "petition", "petition-desk"


def desk_code(code: str) -> str:
    """Under which code the desk's text of a case stands, apart from what the public may find."""
    return f"desk:{code}"


def documents_for(codes: set[str]) -> dict[str, DocumentText | None]:
    """Public text where a case is listed, nothing where it is not; the whole text for the desk's own kind.

    In the order the cases came in: what the index takes up later, it finds first.
    """
    ours = {code for code in codes if code.startswith(f"{PREFIX}-")}
    texts: dict[str, DocumentText | None] = {}
    for p in Publication.objects.visible_to().filter(code__in=ours).order_by("petition_id"):
        texts[p.code] = DocumentText(PUBLIC, p.code, p.body_id, p.received_on, p.title, f"{p.text}\n{p.answer}")
    texts |= dict.fromkeys(ours - texts.keys())
    for case in Petition.objects.filter(code__in=ours).select_related("original").order_by("pk"):
        code = desk_code(case.code)
        texts[code] = DocumentText(DESK, code, case.body_id, timezone.localtime(case.received_at).date(), case.title,
                                   f"{case.code}\n{case.original.text}\n{case.original.place_text}")
    return texts
