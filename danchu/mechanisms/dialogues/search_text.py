"""The texts of dialogues as the search index may hold them: announced meetings and approved questions, nothing else."""

from __future__ import annotations

from django.utils import timezone

from danchu.ground.search.index import DocumentText
from danchu.mechanisms.dialogues.models import Dialogue, DialogueRequest, Question
from danchu.mechanisms.dialogues.request_rules import PREFIX as REQUEST_PREFIX
from danchu.mechanisms.dialogues.rules import PREFIX, QUESTION_PREFIX

MEETING, QUESTION, REQUEST = "dialogue", "dialogue-question", "dialogue-request"


def documents_for(codes: set[str]) -> dict[str, DocumentText | None]:
    """Public text where it may be read, nothing where it may not."""
    meetings = {code for code in codes if code.startswith(f"{PREFIX}-")}
    questions = {code for code in codes if code.startswith(f"{QUESTION_PREFIX}-")}
    requests = {code for code in codes if code.startswith(f"{REQUEST_PREFIX}-")}
    texts: dict[str, DocumentText | None] = dict.fromkeys(meetings | questions | requests)
    for d in Dialogue.objects.visible_to().filter(code__in=meetings):
        results = f"{d.conclusion}\n{d.minutes}" if d.published_at else ""
        texts[d.code] = DocumentText(MEETING, d.code, d.body_id, timezone.localtime(d.starts_at).date(), d.title,
                                     f"{d.theme}\n{d.place}\n{d.host_words}\n{results}")
    for q in Question.objects.visible_to().filter(code__in=questions).select_related("dialogue"):
        texts[q.code] = DocumentText(QUESTION, q.code, q.dialogue.body_id, timezone.localtime(q.asked_at).date(),
                                     q.text[:120], f"{q.text}\n{q.answer if q.has_ended else ''}")
    for r in DialogueRequest.objects.filter(code__in=requests):
        texts[r.code] = DocumentText(REQUEST, r.code, r.body_id, timezone.localtime(r.opened_at).date(), r.title,
                                     f"{r.text}\n{r.asked_by}")
    return texts
