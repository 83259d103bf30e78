"""Two editions of a draft side by side: what became of each article, and because of whom. Reads; changes nothing."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from danchu.ground.drafts.compare import Change, Status, compare
from danchu.ground.drafts.parts import Document, Kind
from danchu.ground.drafts.parts import Part as Parsed
from danchu.ground.drafts.word_changes import Segment
from danchu.mechanisms.consultations.drafting import spoken_name
from danchu.mechanisms.consultations.models import Consultation, Part, Row

WORDS = {
    Status.SAME: _("giữ nguyên"), Status.CHANGED: _("sửa"), Status.MOVED: _("chuyển chỗ"),
    Status.RENUMBERED: _("đổi số"), Status.SPLIT: _("tách ra"), Status.MERGED: _("nhập vào điều khác"),
    Status.ADDED: _("thêm mới"), Status.REMOVED: _("bỏ"),
}  # fmt: skip
MOST_ROWS = 12  # of an article, those most people gave


@dataclass(frozen=True)
class Told:
    """One part that is not the same: what became of it, and its words."""

    label: str
    words: str
    segments: tuple[Segment, ...]


@dataclass
class Article:
    """One article of the new edition, or one that is gone."""

    eid: str
    label: str
    heading: str
    status: str = ""
    changes: list[Told] = field(default_factory=list)
    rows: list[dict[str, Any]] = field(default_factory=list)


_READ = ("depth", "kind", "number", "eid", "label", "heading", "text")


def tree(edition_id: int) -> Document:
    """An edition as the engine of comparison reads it. One statement."""
    return trees(edition_id)[0]


def trees(*edition_ids: int) -> list[Document]:
    """The same of several editions, in the order asked. One statement."""
    flat: dict[int, list[tuple[Any, ...]]] = {pk: [] for pk in edition_ids}
    rows = Part.objects.filter(edition_id__in=flat).order_by("edition_id", "place")
    for edition, *part in rows.values_list("edition_id", *_READ):
        flat[edition].append(tuple(part))
    return [_tree(flat[pk]) for pk in edition_ids]


def _tree(flat: list[tuple[Any, ...]]) -> Document:
    def below(at: int, depth: int) -> tuple[list[Parsed], int]:
        found: list[Parsed] = []
        while at < len(flat) and flat[at][0] >= depth:
            _depth, kind, number, eid, label, heading, text = flat[at]
            children, at = below(at + 1, depth + 1)
            found.append(Parsed(Kind(kind), number, eid, label, heading, text, tuple(children)))
        return found, at

    return Document("", tuple(below(0, 0)[0]))


def editions(old: int, new: int, *, all_of_them: bool = False) -> list[Article]:
    """The articles that changed between two editions (or all of them). One statement."""
    found: list[Article] = []
    for change in compare(*trees(old, new)).changes:
        _put(change, found)
    return [a for a in found if all_of_them or a.changes or a.status]


def articles(c: Consultation, *, all_of_them: bool = False) -> list[Article]:
    """The articles that changed (or all), with the rows of the table that changed them. Two statements."""
    because: dict[str, list[dict[str, Any]]] = defaultdict(list)
    wanted = Row.objects.filter(consultation=c).exclude(change_eid="").order_by("change_eid", "-times")
    for row in wanted.values("change_eid", "no", "times", "change"):
        because[row["change_eid"]].append(dict(row))
    found = editions(c.edition_id, c.final_id or c.edition_id, all_of_them=True)
    for article in found:
        mine = [row for eid, rows in because.items() for row in rows
                if eid == article.eid or eid.startswith(f"{article.eid}__")]
        article.rows = mine[:MOST_ROWS]
    return [a for a in found if all_of_them or a.changes or a.rows or a.status]


def _put(change: Change, found: list[Article]) -> None:
    part, kind = change.part, change.part.kind
    if kind is Kind.ARTICLE:
        status = "" if change.status in (Status.SAME, Status.CHANGED) else _became(change)
        found.append(Article(part.eid, spoken_name(kind.value, part.label), part.heading, status))
    if not found or (change.status is Status.SAME and not change.changed):
        return
    segments = change.segments()
    if segments and any(s.op != "equal" for s in segments):
        found[-1].changes.append(Told(spoken_name(kind.value, part.label), _became(change), segments))


def _became(change: Change) -> str:
    """What became of it, and under which name it stood before where that is another."""
    said, old = str(WORDS[change.status]), change.old
    if old is None or change.new is None or change.status is Status.MERGED or old.label == change.part.label:
        return said
    return gettext("%(became)s, trước là %(name)s") % {"became": said, "name": spoken_name(old.kind.value, old.label)}
