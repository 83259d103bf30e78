"""Where the official texts and the calendar lie, when they lie there at all. Read, never copied."""

import csv
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "data"
CALENDAR = FOLDER / "holidays" / "vn_calendar_2017_2027.csv"

needs_calendar = pytest.mark.skipif(
    not CALENDAR.exists(), reason="no ../shared/data/holidays beside the checkout"
)
needs_texts = pytest.mark.skipif(
    not (FOLDER / "legal").exists(), reason="no ../shared/data/legal beside the checkout"
)


def official_rows() -> list[dict[str, str]]:
    """The published calendar without what is only proposed."""
    with CALENDAR.open(encoding="utf-8") as lines:
        return [row for row in csv.DictReader(lines) if row["status"] != "proposed"]


def all_texts() -> str:
    """Every statute we hold, as one text with single spaces."""
    files = [*(FOLDER / "legal").glob("*.txt"), *(FOLDER / "codified-law").glob("*.md")]
    return " ".join(" ".join(path.read_text(encoding="utf-8").split()) for path in files)
