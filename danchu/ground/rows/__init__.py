"""Statements Django writes once: on a hot page, writing one costs it ten times what the database takes to answer.

A query is written as usual, with a slot (`slots.py`) wherever a value changes from request to request; kept as a
`Written` (in a constant or an `lru_cache` by its shape), only its text is remembered, never an answer (`asking.py`).
Rows are added the same way (`adding.py`).
"""

from danchu.ground.rows.adding import add, counted_anew, gathered, tell
from danchu.ground.rows.asking import (
    Asking,
    Row,
    Written,
    ahead,
    by_hand,
    columns,
    counted,
    made,
    read,
    value,
)
from danchu.ground.rows.slots import (
    Among,
    HowMany,
    Slot,
    day,
    moment,
    number,
    several,
    spread,
    words,
)

__all__ = [
    "Among", "Asking", "HowMany", "Row", "Slot", "Written", "add", "ahead", "by_hand", "columns", "counted",
    "counted_anew", "day", "gathered", "made", "moment", "number", "read", "several", "spread", "tell", "value",
    "words",
]  # fmt: skip
