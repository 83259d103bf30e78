"""The texts of requests as the search index may hold them: what a person let everybody read, nothing else."""

from __future__ import annotations

from danchu.ground.search.index import DocumentText
from danchu.mechanisms.information.models import InformationRequest
from danchu.mechanisms.information.rules import PREFIX

KIND = "information"


def documents_for(codes: set[str]) -> dict[str, DocumentText | None]:
    """The approved words of what is listed; None for what nobody may find any more."""
    ours = {code for code in codes if code.startswith(f"{PREFIX}-")}
    texts: dict[str, DocumentText | None] = dict.fromkeys(ours)
    for r in InformationRequest.objects.published().filter(code__in=ours):
        texts[r.code] = DocumentText(KIND, r.code, r.body_id, r.answered_on or r.due_on, r.title,
                                     f"{r.public_question}\n{r.public_answer}")
    return texts
