"""With which score a dialogue opens: what became of the questions and promises of the one before it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from danchu.ground.journal import writing as journal
from danchu.ground.journal.kept import score_of
from danchu.ground.journal.models import Audience
from danchu.ground.offices.lineage import line_of
from danchu.ground.offices.models import Unit
from danchu.law.roles import Role
from danchu.mechanisms.dialogues.models import Dialogue
from danchu.mechanisms.dialogues.rules import COMING, COUNTED, QuestionState, Reason, State

SETTLED = (QuestionState.ANSWERED, QuestionState.DELIVERED, QuestionState.PASSED_ON, QuestionState.NOT_TAKEN)


def last_published(body: Unit, day: date) -> Dialogue | None:
    """The body's last dialogue with results, or that of a body it took over: its score opens the next one."""
    bodies = line_of({body.pk}, day)
    return Dialogue.objects.filter(body_id__in=bodies, published_at__isnull=False).order_by("-starts_at").first()


def score(body: Unit, today: date) -> dict[str, Any]:
    """The columns `previous` and `opens_with` of a dialogue of this body, as things stand today."""
    before = last_published(body, today)
    if before is None:
        return {"previous": None, "opens_with": {}}
    since = timezone.localtime(before.starts_at).date()
    with override("vi"):  # labels are kept as their source, and translated when shown
        kept = score_of(body, since, today)
    parts = [[p.label, p.n, p.kind, p.href] for p in kept.parts if p.n] if kept else []
    return {"previous": before, "opens_with": {
        "code": before.code, "title": before.title, "since": since.isoformat(), "until": today.isoformat(),
        "asked": _asked(before, today), "promises": kept and {
            "n": kept.n, "kept": kept.kept, "due": kept.due, "href": kept.href, "parts": parts}}}


def _asked(before: Dialogue, today: date) -> dict[str, int]:
    """Its questions: how many, with an answer or a way on, owed, owed and late, promised. One statement."""
    owed = Q(state=QuestionState.OWED)
    return before.questions.filter(lead=None).exclude(not_taken_for=Reason.DENUNCIATION).aggregate(
        n=Count("id"), settled=Count("id", filter=Q(state__in=SETTLED)), owed=Count("id", filter=owed),
        late=Count("id", filter=owed & Q(due_on__lt=today)),
        promised=Count("id", filter=Q(state=QuestionState.COMMITTED)))


def refresh(now: datetime) -> int:
    """Count anew, once a day, for every dialogue that is still to come. Run by the clock."""
    today, n = timezone.localtime(now).date(), 0
    waiting = [s.value for s in COMING if s != State.IN_SESSION]  # what has begun keeps the score it opened with
    for d in Dialogue.objects.filter(state__in=waiting).select_related("body"):
        if d.opens_with.get("until") != today.isoformat():
            found = score(d.body, today)
            if found["opens_with"] or d.opens_with:
                with transaction.atomic():  # no step: nothing happened but time
                    Dialogue.objects.filter(pk=d.pk).update(**found)
                    journal.write(d.code, COUNTED, at=now, role=Role.CLOCK.value, unit=d.body,
                                  audience=Audience.INTERNAL)
                n += 1
    return n


def shown(d: Dialogue) -> dict[str, Any] | None:
    """The score as pages show it; None where there is none. No statement."""
    kept = d.opens_with
    if not kept:
        return None
    promises = kept["promises"]
    day = {name: date.fromisoformat(kept[name]) for name in ("since", "until")}
    return {**kept, **day, "promises": promises and promises | {"parts": [
        {"label": _(label), "n": n, "kind": kind, "href": href} for label, n, kind, href in promises["parts"]]}}
