"""The shared truth, read where it lies beside the checkout; absent, the test is skipped and says so."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[5] / "shared" / "data"


def shared(name: str) -> Path:
    """The file `name` of the shared data, or a skip that says which is absent."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"shared data absent: {name}")
    return path
