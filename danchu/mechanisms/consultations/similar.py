"""Which opinions of one article and one stance say the same: exact, then nearly. Pure; knows texts, not people."""

from __future__ import annotations

from danchu.ground.text.near import near_groups


def near_duplicates(texts: list[str]) -> list[list[int]]:
    """Positions of texts that say the same, each position once, in order of first appearance."""
    return near_groups(texts)
