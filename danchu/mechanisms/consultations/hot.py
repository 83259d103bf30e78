"""What sending an opinion reads: two statements, written once. Reads; changes nothing."""

from __future__ import annotations

from functools import lru_cache

from danchu.ground.rows import Written, columns, made, number, words
from danchu.mechanisms.consultations.models import Consultation, Part


@lru_cache(maxsize=1)
def _consultation() -> Written:
    public = Consultation.objects.visible_to().filter(code=words("code"))
    return Written(public.values_list(*columns(Consultation)))


@lru_cache(maxsize=1)
def _parts() -> Written:
    inside = Part.objects.filter(edition_id=number("edition"), article=words("article"))
    return Written(inside.order_by("place").values_list("eid", "label"))


def consultation(code: str) -> Consultation | None:
    """The consultation anyone may read under this code. One statement."""
    row = _consultation().row(code=code)
    return made(Consultation, columns(Consultation), row) if row else None


def parts(edition_id: int, article: str) -> list[tuple[str, str]]:
    """(id, name) of an article and of what stands in it, in order. One statement."""
    return [(eid, label) for eid, label in _parts().rows(edition=edition_id, article=article)]
