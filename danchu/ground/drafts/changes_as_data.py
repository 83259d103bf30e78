"""A comparison as plain data (for JSON) and as lines for people."""

from collections.abc import Iterator
from typing import Any

from danchu.ground.drafts.compare import Change, Comparison, Status
from danchu.ground.drafts.parts import CLAUSES, Kind, Part
from danchu.ground.drafts.word_changes import Op

LABELS = {
    Status.SAME: "giữ nguyên", Status.CHANGED: "sửa đổi", Status.MOVED: "chuyển chỗ", Status.RENUMBERED: "đổi số",
    Status.SPLIT: "tách ra từ", Status.MERGED: "nhập vào", Status.ADDED: "thêm mới", Status.REMOVED: "bỏ",
}  # fmt: skip
_SIGNS = {Op.EQUAL: "{}", Op.DELETE: "[-{}-]", Op.INSERT: "{{+{}+}}"}


def comparison_as_data(comparison: Comparison) -> dict[str, Any]:
    """Counts of articles, clauses and points by status, and every part; ready for JSON."""
    kinds = {"articles": (Kind.ARTICLE,), "clauses": tuple(CLAUSES), "points": (Kind.POINT,)}
    return {
        "counts": {name: {s.value: n for s, n in comparison.counts(*of).items()} for name, of in kinds.items()},
        "changes": [_change(change) for change in comparison.changes],
    }


def _change(change: Change) -> dict[str, Any]:
    said: dict[str, Any] = {"status": change.status.value, "kind": change.part.kind.value, "changed": change.changed,
            "inside": change.inside, "old": _part(change.old), "new": _part(change.new)}  # fmt: skip
    if change.changed:
        said["segments"] = [{"op": piece.op.value, "text": piece.text} for piece in change.segments()]
    return said


def _part(part: Part | None) -> dict[str, str] | None:
    if part is None:
        return None
    return {"eid": part.eid, "number": part.number, "label": part.label, "heading": part.heading}


def comparison_outline(comparison: Comparison) -> Iterator[str]:
    """A line for each part that is not the same, its words below; then the sums."""
    for change in comparison.changes:
        if change.status is not Status.SAME:
            yield _line(change)
            if change.changed and change.old and change.new:
                yield "    " + "".join(_SIGNS[s.op].format(s.text) for s in change.segments()).replace("\n", " ")
    for name, kinds in (("điều", (Kind.ARTICLE,)), ("khoản", tuple(CLAUSES)), ("điểm", (Kind.POINT,))):
        counted = comparison.counts(*kinds)
        said = ", ".join(f"{LABELS[status]} {counted[status]}" for status in Status if status in counted)
        yield f"{name}: {said or 'không có'}"


def _line(change: Change) -> str:
    names = [part.label for part in (change.old, change.new) if part]
    also = "; có sửa chữ" if change.changed and change.status in (Status.MOVED, Status.RENUMBERED) else ""
    if change.status is Status.SPLIT:
        names.reverse()
    return f"{LABELS[change.status]}{also}: {' ← '.join(names) if change.status is Status.SPLIT else ' → '.join(names)}"
