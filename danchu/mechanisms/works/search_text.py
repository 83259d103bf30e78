"""The texts of promises and of works done together as the search index may hold them: all that anyone may read."""

from __future__ import annotations

from danchu.ground.search.index import DocumentText
from danchu.mechanisms.works.models import Commitment, CommunityWork
from danchu.mechanisms.works.rules import PREFIX, WORK_PREFIX

PROMISE, WORK = "commitment", "community-work"


def documents_for(codes: set[str]) -> dict[str, DocumentText | None]:
    """One text a promise or work: its own words, never what a citizen said of it."""
    ours = {code for code in codes if code.startswith((f"{PREFIX}-", f"{WORK_PREFIX}-"))}
    texts: dict[str, DocumentText | None] = dict.fromkeys(ours)
    for c in Commitment.objects.visible_to().counted().filter(code__in=ours):
        words = "\n".join((c.code, c.detail, c.for_whom, c.measure, c.head_name))
        texts[c.code] = DocumentText(PROMISE, c.code, c.owner_id, c.promised_on, c.title, words)
    for w in CommunityWork.objects.visible_to().filter(code__in=ours):
        words = "\n".join((w.code, w.detail, w.place, w.decision))
        texts[w.code] = DocumentText(WORK, w.code, w.body_id, w.proposed_on, w.title, words)
    return texts
