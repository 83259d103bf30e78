"""The texts of disclosures as the search index may hold them: what is public and not expired, nothing else."""

from __future__ import annotations

from danchu.ground.search.index import DocumentText
from danchu.mechanisms.disclosures.models import Disclosure
from danchu.mechanisms.disclosures.rules import PREFIX

KIND = "disclosure"


def documents_for(codes: set[str]) -> dict[str, DocumentText | None]:
    """Title, summary and the decision of what anyone may read; None for what nobody may find any more."""
    ours = {code for code in codes if code.startswith(f"{PREFIX}-")}
    texts: dict[str, DocumentText | None] = dict.fromkeys(ours)
    for d in Disclosure.objects.visible_to().filter(code__in=ours, is_open=True):
        texts[d.code] = DocumentText(KIND, d.code, d.body_id, d.published_on or d.decided_on, d.title,
                                     f"{d.code}\n{d.summary}\n{d.decision}")
    return texts
