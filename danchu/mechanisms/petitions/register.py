"""Every public case, newest first: what an address asks for, and the page that answers it; by key, never by offset."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from danchu.ground import rows
from danchu.ground.rows import Written
from danchu.ground.search.asking import ask
from danchu.ground.ui.typed import number_in
from danchu.mechanisms.petitions.models import Publication
from danchu.mechanisms.petitions.rarest import rarest, read_by
from danchu.mechanisms.petitions.rules import HAS_OUTCOME, Kind, Outcome, Stage
from danchu.mechanisms.petitions.words import KINDS, OUTCOMES, STAGES

A_PAGE = 20
ROW = ("petition_id", "code", "title", "kind", "office_name", "state", "due_on", "answered_on", "outcome", "solved")
FILTERS = {
    # in the address: the column, what may stand there, its words
    "loai": ("kind", {k.value: KINDS[k] for k in Kind}),
    "tinh-trang": ("stage", {s.value: STAGES[s] for s in Stage}),
    "ket-qua": ("outcome", {o.value: OUTCOMES[o] for o in Outcome}),
}


@dataclass(frozen=True)
class Asked:
    """What the address asks for, as far as it makes sense; the rest is left out."""

    filters: dict[str, str]
    office: int | None
    query: str
    after: int | None
    before: int | None

    @property
    def impossible(self) -> bool:
        """No case can meet these filters: only what was answered was on time or late."""
        return "ket-qua" in self.filters and self.filters.get("tinh-trang", HAS_OUTCOME) != HAS_OUTCOME

    @property
    def sought(self) -> dict[str, str]:
        """The filters without the one that follows from another: one index is read, not two compared."""
        return {n: value for n, value in self.filters.items() if n != "tinh-trang" or "ket-qua" not in self.filters}

    def link(self, **change: Any) -> str:
        """The address of the same list with something changed; a changed filter begins at page one."""
        now = {**self.filters, "phong": self.office, "q": self.query} | change
        kept = {k: v for k, v in now.items() if v}
        return f"?{urlencode(kept)}" if kept else "?"


def asked_in(request: HttpRequest) -> Asked:
    """Read it from the address."""
    filters = {n: request.GET[n] for n, (_c, words) in FILTERS.items() if request.GET.get(n) in words}
    return Asked(filters, number_in(request.GET.get("phong")), request.GET.get("q", "").strip()[:200],
                 number_in(request.GET.get("sau")), number_in(request.GET.get("truoc")))


def page_of(asked: Asked) -> tuple[list[dict[str, Any]], str | None, str | None, str]:
    """(rows, address of the earlier page, of the later page, how many found)."""
    count = ""
    if asked.impossible:
        return [], None, None, count
    if asked.query:
        hits = ask(asked.query, kind="petition", before=asked.after, limit=A_PAGE)
        rows = _listed(asked, codes=hits.codes)
        count = _("%(n)s kết quả") % {"n": hits.total_capped}
        return rows, None, asked.link(sau=hits.next_key) if hits.next_key else None, count
    if asked.before is not None:
        rows = _listed(asked, newer=True)
        more, rows = len(rows) > A_PAGE, rows[:A_PAGE][::-1]
        return rows, asked.link(truoc=rows[0]["petition_id"]) if more else None, _after(asked, rows), count
    rows = _listed(asked)
    more, rows = len(rows) > A_PAGE, rows[:A_PAGE]
    back = asked.link(truoc=rows[0]["petition_id"]) if asked.after is not None and rows else None
    return rows, back, _after(asked, rows) if more else None, count


def _after(asked: Asked, rows: list[dict[str, Any]]) -> str | None:
    return asked.link(sau=rows[-1]["petition_id"]) if rows else None


def _listed(asked: Asked, *, newer: bool = False, codes: tuple[str, ...] | None = None) -> list[dict[str, Any]]:
    """One page and one more: older than a key, newest first; or newer than a key, the nearest first. Of these codes:
    all there are of them.
    """
    if codes == ():
        return []
    paged = codes is None and (newer or asked.after is not None)
    wanted = {FILTERS[n][0]: v for n, v in asked.sought.items()} | ({"office_id": asked.office} if asked.office else {})
    few = ("", "") if codes else rarest(wanted)
    written = _register(tuple(sorted(asked.sought)), bool(asked.office), paged, newer, codes is not None, few)
    key = asked.before if newer else asked.after
    found = written.rows(**asked.sought, office=asked.office, key=key, **rows.spread("code", codes or (), A_PAGE))
    return [dict(zip(ROW, row, strict=True)) for row in found]


@lru_cache(maxsize=256)
def _register(filters: tuple[str, ...], office: bool, paged: bool, newer: bool, named: bool,
              few: tuple[str, str]) -> Written:
    wanted: dict[str, Any] = {FILTERS[name][0]: rows.words(name) for name in filters}
    wanted |= {"code__in": rows.several("code", A_PAGE)} if named else {}
    wanted |= {"office_id": rows.number("office")} if office else {}
    wanted, aside = read_by(few, wanted) if few[0] else (wanted, {})
    wanted |= {"petition_id__gt" if newer else "petition_id__lt": rows.number("key")} if paged else {}
    listed = Publication.objects.visible_to().alias(**aside).filter(**wanted)
    return Written(listed.order_by("petition_id" if newer else "-petition_id").values_list(*ROW)[: A_PAGE + 1])


def met_by(asked: Asked) -> QuerySet[Publication]:
    """The cases that meet its filters, whatever words it looks for."""
    listed = Publication.objects.none() if asked.impossible else Publication.objects.visible_to()
    for name, value in asked.sought.items():
        listed = listed.filter(**{FILTERS[name][0]: value})
    return listed.filter(office_id=asked.office) if asked.office else listed


def chips_of(asked: Asked) -> list[dict[str, Any]]:
    """The filters by how far a case is and how it ended, each as a link."""
    chips = [{"label": _("Tất cả"), "href": asked.link(**dict.fromkeys(FILTERS, ""), phong=""),
              "current": not asked.filters and not asked.office}]
    for name in ("tinh-trang", "ket-qua"):
        chips += [{"label": words, "href": asked.link(**{name: "" if asked.filters.get(name) == value else value}),
                   "current": asked.filters.get(name) == value} for value, words in FILTERS[name][1].items()]
    return chips
