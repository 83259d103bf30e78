"""Who may ask what, and what they are told: one row an address. A new address needs a row here, or the build fails.

The rows of the house itself stand in `house.py`, each mechanism's in a file of its name (see `tests/worlds`).

Words of an answer: `ok` a page; `whole` a page with the sender's own words; `public` one with the redacted words;
`little` one with neither; `moved` another page, or a step taken; `sign-in` and `desk-sign-in` the doors; `missing`
(404, forbidden or not there: the same); `no-method` 405; `form-error` 422 with what was typed; `spent` 410.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import Any

from tests.worlds import Share, brought

Answer = str | dict[str, "str | dict[str, str]"]  # for all; or by visitor, then by case; `*` is everyone else
Later = Callable[[Share, str], Any]  # (here, case): what is known when the world stands
SENDER = ("lan", "device")
DESK = ("minh", "hoa")
OFFICIALS = ("minh", "hoa", "tam", "culture", "other", "ended")
CITIZENS = ("bay", "lan")
NOBODY = ("anonymous", "device", "forged")


@dataclass(frozen=True)
class Row:
    """What each visitor is told on GET and on POST (with `data`, for the cases it is about)."""

    get: Answer
    post: Answer = "no-method"
    data: dict[str, Any | Later] = field(default_factory=dict)
    fixed: dict[str, Any | Later] = field(default_factory=dict)  # other parts of the address, or of_case: no case then
    paper: str = ""  # about an attachment of this audience


def expected(row: Row, method: str, who: str, case: str) -> str:
    """The row's word for one visitor and one case."""
    answer: Any = row.get if method == "GET" else row.post
    if isinstance(answer, dict):
        answer = answer.get(who, answer.get("*"))
    if isinstance(answer, dict):
        answer = answer.get(case, answer.get("*"))
    return str(answer)


def for_(groups: dict[tuple[str, ...], Any], rest: Any = "missing") -> Answer:
    """Answers by groups of visitors; `rest` for everyone else."""
    return {who: answer for names, answer in groups.items() for who in names} | {"*": rest}


def in_(cases: Iterable[str], then: str, rest: str) -> dict[str, str]:
    """Answers by cases."""
    return dict.fromkeys(cases, then) | {"*": rest}


def signed(officials: str, citizens: str = "missing", nobody: str = "desk-sign-in") -> Answer:
    """Answers by how someone is signed in."""
    return for_({OFFICIALS: officials, CITIZENS: citizens, NOBODY: nobody})


def version(here: Share, case: str) -> int:
    """The version the form was opened at: the present one."""
    return int(here.cases[case].version)


# --- all rows -------------------------------------------------------------------------------------
HOUSE = "house"


def owners() -> list[str]:
    """Whose rows there are: the house's, and each mechanism's that brings its own."""
    return [HOUSE, *brought("permissions")]


@cache
def rows_of(owner: str) -> dict[str, Row]:
    """{route, or route#which: row}."""
    rows: dict[str, Row] = import_module(f"tests.permissions.{owner}").ROWS
    return rows
