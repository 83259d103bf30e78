"""The rows of a table and the bar of a figure, joined as text: a call a cell would cost more than the page around it.

`components.html` calls these, and pages call it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from numbers import Number
from typing import Any

from markupsafe import Markup, escape

from danchu.ground.ui.words import number


def table_rows(columns: Sequence[Mapping[str, Any]], rows: Iterable[Sequence[Any]], stacks: bool = False,
               last: bool = False) -> Markup:
    """<tr>s of `rows`: the first cell of each is its name. `last`: they are the sum.

    A cell is text, a number, {text, href}, or {parts, whole} for a bar.
    """
    opens = [_opens(column, stacks, first=not at) for at, column in enumerate(columns)]
    begin = '<tr class="sum">' if last else "<tr>"
    lines = ["".join([f"{before}{_shown(cell)}{after}" for (before, after), cell in zip(opens, row, strict=False)])
             for row in rows]
    return Markup("\n".join([f"{begin}{line}</tr>" for line in lines]))


def bar(parts: Iterable[Mapping[str, Any]], whole: int) -> Markup:
    """Parts {n, kind} of a whole as one bar; decoration, the words beside it say the same."""
    return _bar(tuple([(part["n"], part["kind"]) for part in parts if part["n"]]), whole)


@lru_cache(maxsize=2048)
def _bar(parts: tuple[tuple[int, str], ...], whole: int) -> Markup:
    drawn, x = [], 0.0
    for at, (n, kind) in enumerate(parts if whole else ()):
        wide = 1000 * n / whole
        shown = wide if at == len(parts) - 1 else max(wide - 3, 2)  # a hair's breadth between two parts
        drawn.append(f'<rect class="{escape(kind)}" x="{x:.1f}" width="{shown:.1f}" height="12"/>')
        x += wide
    return Markup('<svg class="bar" viewBox="0 0 1000 12" width="1000" height="12" preserveAspectRatio="none" '
                  f'aria-hidden="true"><rect class="track" width="1000" height="12"/>{"".join(drawn)}</svg>')


def _opens(column: Mapping[str, Any], stacks: bool, *, first: bool) -> tuple[str, str]:
    """What stands before and after each cell of a column, worked out once a table."""
    kind = ' class="num"' if column.get("num") else ' class="named"' if column.get("named") else ""
    label = f' data-label="{escape(column["label"])}"' if stacks and not first else ""
    return (f'<th scope="row"{kind}{label}>', "</th>") if first else (f"<td{kind}{label}>", "</td>")


def _shown(cell: Any) -> str:
    kind = type(cell)
    if kind is str or kind is Markup:
        return escape(cell)
    if kind is int:
        return number(cell)
    if isinstance(cell, Mapping):
        return bar(cell["parts"], cell["whole"]) if "parts" in cell else (
            f'<a href="{escape(cell["href"])}">{_shown(cell["text"])}</a>')
    return number(cell) if isinstance(cell, Number) and kind is not bool else escape(cell)  # type: ignore[arg-type]
