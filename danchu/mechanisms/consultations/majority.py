"""Where a decision differs from what most people said (Law 10/2022 art. 28(4)). Reads; changes nothing."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum

from danchu.mechanisms.consultations.models import Consultation, Count, Row
from danchu.mechanisms.consultations.rules import Stance, Verdict


def without_majority(consultation: Consultation) -> list[str]:
    """Articles on which most disagreed and nothing of it was accepted. One statement, two where most disagreed."""
    against = set(_most_disagreed(Count.objects.filter(consultation=consultation)).values_list("article", flat=True))
    if not against:
        return []
    heard = _heard().filter(consultation=consultation, article__in=against).values_list("article", flat=True)
    return sorted(against.difference(heard.distinct()))


def any_without_majority() -> Exists:
    """Whether a consultation has such an article: a column of a query of consultations."""
    heard = _heard().filter(consultation_id=OuterRef("consultation_id"), article=OuterRef("article"))
    return Exists(_most_disagreed(Count.objects.filter(~Exists(heard), consultation_id=OuterRef("pk"))))


def _heard() -> QuerySet[Row]:
    """Disagreement that was accepted, or in part."""
    return Row.objects.filter(stance=Stance.DISAGREE, verdict__in=[Verdict.ACCEPTED, Verdict.PARTLY])


def _most_disagreed(counts: QuerySet[Count]) -> QuerySet[Count, Any]:
    """Most of the persons or most of the opinions: what organisations gathered counts as opinions only, and must not be
    lost because nobody knows how many persons stand behind it.
    """
    no = Q(what=Stance.DISAGREE)
    sums = counts.filter(what__in=list(Stance)).order_by().values("article").annotate(
        all_persons=Sum("persons"), all_times=Sum("times"),
        no_persons=2 * Sum("persons", filter=no), no_times=2 * Sum("times", filter=no))
    return sums.filter(Q(no_persons__gt=F("all_persons")) | Q(no_times__gt=F("all_times")))
