"""The shared truth, read where it lies beside the checkout; absent, the test is skipped and says so."""

from pathlib import Path

import pytest

LEGAL = Path(__file__).resolve().parents[5] / "shared" / "data" / "legal"


def texts_of_the_law() -> list[Path]:
    """The JSON files of the nineteen texts."""
    found = sorted(LEGAL.glob("*.json"))
    if not found:
        pytest.skip("shared data absent: legal")
    return found
