"""Counters taken up from opinions after they came, so that taking one in is a single insert. Part of `actions`."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F

from danchu.mechanisms.consultations.models import Consultation, Count, Opinion
from danchu.mechanisms.consultations.rules import State

A_BATCH = 2000
LATE = "late"  # instead of a stance: came in time, typed in after it had closed


def fold(*, at_most: int = 50_000) -> int:
    """Take up new opinions into the counters; where a person wrote again, the earlier one no longer stands."""
    done = 0
    waiting = Opinion.objects.filter(folded=False)
    for pk in list(waiting.order_by().values_list("consultation_id", flat=True).distinct()):
        while done < at_most and (taken := _fold_some(pk)):
            done += taken
    return done


_FOLDED = ("id", "article", "stance", "channel", "author", "answers", "gathering_id")


def _fold_some(consultation: int) -> int:
    with transaction.atomic():
        fresh = list(Opinion.objects.select_for_update(skip_locked=True).filter(
            consultation_id=consultation, folded=False).order_by("id").values(*_FOLDED)[:A_BATCH])
        if fresh:
            gone, later = _superseded(consultation, fresh), _typed_later(consultation, fresh)
            _add_up(consultation, fresh, gone, late=bool(later))
            Opinion.objects.filter(id__in=[o["id"] for o in gone]).update(stands=False)
            Opinion.objects.filter(id__in=[o["id"] for o in fresh]).update(folded=True)
            Consultation.objects.filter(pk=consultation).update(times=F("times") + len(fresh), **later)
    return len(fresh)


def _typed_later(consultation: int, fresh: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """What changes in the figures settled at closing: persons nobody had counted, a paper form being one."""
    if not Consultation.objects.filter(pk=consultation, state=State.CLOSED).exists():
        return {}
    own = [o for o in fresh if o["gathering_id"] is None]
    authors = {o["author"] for o in own if o["author"]}
    known = Opinion.objects.filter(consultation_id=consultation, author__in=authors, folded=True) if authors else []
    new = len(authors - {o.author for o in known}) + sum(not o["author"] for o in own)
    return {"persons": F("persons") + new, "typed_later": F("typed_later") + len(fresh)}


def _superseded(consultation: int, fresh: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Opinions that no longer stand: the same person wrote again on the same article."""
    authors = {o["author"] for o in fresh if o["author"]}
    earlier = Opinion.objects.filter(consultation_id=consultation, author__in=authors, folded=True, stands=True,
                                     gathering=None).values(*_FOLDED) if authors else []
    last: dict[tuple[str, str], dict[str, Any]] = {}
    gone = []
    for o in sorted([*earlier, *(o for o in fresh if o["author"])], key=lambda o: o["id"]):
        where = (o["author"], o["article"])
        if where in last:
            gone.append(last[where])
        last[where] = o
    return gone


def _add_up(consultation: int, fresh: Iterable[dict[str, Any]], gone: Iterable[dict[str, Any]], *, late: bool) -> None:
    sums: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    for o in fresh:
        for where in [*_cells(o), *([(o["article"], LATE, "")] if late else [])]:
            sums[where]["times"] += 1
            sums[where]["persons"] += o["gathering_id"] is None
    for o in gone:
        for where in _cells(o):
            sums[where]["persons"] -= 1
    known = set(Count.objects.filter(consultation_id=consultation).values_list("article", "what", "channel"))
    Count.objects.bulk_create([Count(consultation_id=consultation, article=a, what=w, channel=c)
                               for a, w, c in sorted(sums.keys() - known)], ignore_conflicts=True)
    for (article, what, channel), n in sorted(sums.items()):
        Count.objects.filter(consultation_id=consultation, article=article, what=what, channel=channel).update(
            times=F("times") + n["times"], persons=F("persons") + n["persons"])


ANSWERED = "n"  # q<question>:n: how many answered the question at all


def _cells(opinion: dict[str, Any]) -> list[tuple[str, str, str]]:
    chosen = [("", f"q{question}:{choice}", opinion["channel"])
              for question, choices in (opinion["answers"] or {}).items() for choice in (*choices, ANSWERED)]
    return [(opinion["article"], opinion["stance"], opinion["channel"]), *chosen]


