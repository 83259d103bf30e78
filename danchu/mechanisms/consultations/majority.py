"""Where a decision differs from what most people said (Law 10/2022 art. 28(4)). Reads; changes nothing."""

from __future__ import annotations

from collections import Counter, defaultdict

from danchu.mechanisms.consultations.models import Consultation, Row
from danchu.mechanisms.consultations.rules import Stance, Verdict


def without_majority(consultation: Consultation) -> list[str]:
    """Articles on which most disagreed and nothing of it was accepted.

    Most of the persons or most of the opinions: what organisations gathered counts as opinions only, and must not be
    lost because nobody knows how many persons stand behind it.
    """
    persons, times = defaultdict[str, Counter[str]](Counter), defaultdict[str, Counter[str]](Counter)
    for article, what, p, t in consultation.counts.filter(what__in=list(Stance)).values_list(
            "article", "what", "persons", "times"):
        persons[article][what] += p
        times[article][what] += t
    against = [a for a in times if _most_disagree(persons[a]) or _most_disagree(times[a])]
    heard = set(Row.objects.filter(consultation=consultation, article__in=against, stance=Stance.DISAGREE,
                                   verdict__in=[Verdict.ACCEPTED, Verdict.PARTLY]).values_list("article", flat=True))
    return [a for a in against if a not in heard]


def _most_disagree(by: Counter[str]) -> bool:
    return 2 * by[Stance.DISAGREE] > by.total()
