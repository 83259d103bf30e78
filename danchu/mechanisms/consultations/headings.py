"""The contents of a draft: its chapters and articles, to be listed, chosen from and counted beside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from danchu.mechanisms.consultations.models import Part

WHOLE_CODE = "TV"  # on a paper form: the whole draft
_HEADS = ("part", "chapter", "section", "subsection", "article", "attachment", "appendix")


@dataclass(frozen=True)
class Head:
    """A line of the contents."""

    eid: str
    kind: str
    label: str
    heading: str
    depth: int
    place: int
    number: str

    @property
    def is_article(self) -> bool:
        return self.kind == "article"


@lru_cache(maxsize=16)
def contents(edition_id: int, of: str) -> tuple[Head, ...]:
    """Chapters and articles in order, without their text. One statement the first time: an edition never changes.

    `of`: the code of the consultation or document it is read for; drawn at random, it tells two databases apart.
    """
    rows = Part.objects.filter(edition_id=edition_id, kind__in=_HEADS).order_by("place")
    return tuple(Head(*row) for row in rows.values_list("eid", "kind", "label", "heading", "depth", "place", "number"))


def named(label: str, heading: str) -> str:
    """An article as a list of choices names it."""
    return f"{label}{'. ' + heading if heading else ''}"[:120]


def articles(edition_id: int, of: str, chosen: str) -> SafeString:
    """The articles as the choices of a form, this one chosen."""
    return chosen_among(_articles(edition_id, of), chosen)


@lru_cache(maxsize=16)
def _articles(edition_id: int, of: str) -> SafeString:
    return drawn_options((h.eid, named(h.label, h.heading)) for h in contents(edition_id, of) if h.is_article)


def drawn_options(choices: Iterable[tuple[str, str]]) -> SafeString:
    """What may be chosen, as a form draws it: (value, words)."""
    return mark_safe("".join(format_html('<option value="{}">{}</option>', *one) for one in choices))


def chosen_among(drawn: SafeString, value: str) -> SafeString:
    """The same choices with one of them chosen, where it is among them."""
    one = format_html('<option value="{}">', value)
    return mark_safe(drawn.replace(one, f"{one[:-1]} selected>", 1)) if value else drawn  # both were escaped


def paper_codes(articles: list[Head]) -> dict[str, str]:
    """The code of each article on a paper form: its number; a doubled number goes on 5, 5-2."""
    seen: Counter[str] = Counter()
    found = {}
    for head in articles:
        seen[head.number] += 1
        found[head.eid] = head.number + ("" if seen[head.number] == 1 else f"-{seen[head.number]}")
    return found
