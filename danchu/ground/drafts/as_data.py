"""A document as plain data (for JSON) and as an outline for people."""

from collections.abc import Iterator
from typing import Any

from danchu.ground.drafts.parts import Document, Kind, Part, counts

_SHOWN = 70  # characters of a text in the outline


def as_data(document: Document) -> dict[str, Any]:
    """Title, counts, remarks, footnotes and the tree; ready for JSON."""
    return {
        "title": document.title,
        "counts": counted(document),
        "remarks": [{"doubt": r.doubt.value, "eid": r.eid, "text": r.text} for r in document.remarks],
        "footnotes": [{"number": f.number, "eid": f.eid, "text": f.text} for f in document.footnotes],
        "parts": [part_as_data(part) for part in document.parts],
    }


def counted(document: Document) -> dict[str, int]:
    """Articles, clauses and points first, always there; then whatever else occurs."""
    found = counts(document)
    first = {"articles": Kind.ARTICLE, "clauses": Kind.CLAUSE, "points": Kind.POINT}
    return {name: found.pop(kind, 0) for name, kind in first.items()} | {k.value: n for k, n in found.items()}


def part_as_data(part: Part) -> dict[str, Any]:
    """One part and all below it."""
    return {"kind": part.kind.value, "number": part.number, "eid": part.eid, "label": part.label,
            "heading": part.heading, "text": part.text,
            "children": [part_as_data(child) for child in part.children]}  # fmt: skip


def outline(document: Document) -> Iterator[str]:
    """A line a part, set in by depth; then the remarks."""
    yield document.title or "(không có tên)"
    for part in document.parts:
        yield from _lines(part, 0)
    count = counted(document)
    yield f"{count['articles']} điều, {count['clauses']} khoản, {count['points']} điểm"
    yield from (f"! {remark.text}" for remark in document.remarks)


def _lines(part: Part, depth: int) -> Iterator[str]:
    said = (part.heading or part.text).replace("\n", " ")
    said = said if len(said) <= _SHOWN else said[: _SHOWN - 1].rstrip() + "…"
    yield f"{'  ' * depth}[{part.eid}] {part.number} {said}".replace("]  ", "] ").rstrip()
    for child in part.children:
        yield from _lines(child, depth + 1)
