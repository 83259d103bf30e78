"""One invented petition as it stands in `cases/*.toml`: the words, who, when, and the steps it took. Pure."""

import re
import tomllib
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path

from danchu.law.calendar import Calendar

CASES = Path(__file__).parent / "cases"
HIDDEN = "[đã che]"
_PERSONAL = re.compile("⟦(.+?)⟧")
_DAY = re.compile(r"\{([+-]\d+)\}")
_SENDER = re.compile(r"(?P<name>[^<;]+?)\s*(?:<(?P<email>.+)>|;\s*(?P<phone>[\d ]+))?")


@dataclass(frozen=True)
class Step:
    """A step of the journey, so many working days after the case came in, and what it is told."""

    verb: str
    after: int
    what: str = ""


@dataclass(frozen=True)
class Sender:
    name: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Case:
    """`ago`: working days before today; `from_tet`: working days from the last Tết, negative before it.

    ⟦…⟧ in a text is personal data, hidden when published; `{+3}` is the third working day after it came in.
    """

    key: str
    kind: str
    channel: str
    at: time
    title: str
    body: str
    steps: tuple[Step, ...]
    sender: str  # a citizen with an account by short name; "Name <e-mail>" or "Name; phone"; nobody
    ago: int | None = None
    from_tet: int | None = None
    operator: str = ""
    lane: str = "public"
    place: str = ""
    area: int | None = None  # khu phố
    office: str = ""
    answer: str = ""
    answer_again: str = ""
    refusal: str = ""
    reason: str = ""
    to: str = ""
    go_to: str = ""
    longer: str = ""
    question: str = ""
    reply: str = ""
    withdrawal: str = ""
    reopen: str = ""
    comment: str = ""
    note: str = ""

    def arrived_on(self, today: date, calendar: Calendar) -> date:
        """The day it came in. Raises OutsideCalendar."""
        if self.from_tet is not None:
            return calendar.add_working_days(last_tet(today, calendar), self.from_tet)
        return calendar.add_working_days(today, -(self.ago or 0))

    @property
    def contact(self) -> Sender:
        """Who sent it, as far as they said."""
        found = _SENDER.fullmatch(self.sender)
        return Sender(**{key: value or "" for key, value in found.groupdict().items()}) if found else Sender()


def read_cases() -> tuple[Case, ...]:
    """Every case, file by file. Raises TypeError on a field nobody knows."""
    tables = (tomllib.loads(file.read_text("utf-8")) for file in sorted(CASES.glob("*.toml")))
    return tuple(_case(key, row) for table in tables for key, row in table.items())


def as_written(text: str) -> str:
    """What the sender really wrote."""
    return _PERSONAL.sub(r"\1", text).strip()


def as_published(text: str) -> str:
    """The same with personal data hidden."""
    return _PERSONAL.sub(HIDDEN, text).strip()


def dated(text: str, arrived: date, calendar: Calendar) -> str:
    """`{+3}` becomes the third working day after `arrived`: "18/11/2026"."""
    return _DAY.sub(lambda n: f"{calendar.add_working_days(arrived, int(n[1])):%d/%m/%Y}", text)


def last_tet(today: date, calendar: Calendar) -> date:
    """The first day of the lunar year, the last one that has passed."""
    return max(day for day, row in calendar.rows.items() if row.name == "Tết Nguyên Đán" and day <= today)


def _case(key: str, row: dict[str, str]) -> Case:
    written = filter(None, row.pop("steps").split(","))
    steps = tuple(_step(step.split(maxsplit=2)) for step in written)
    return Case(key=key, steps=steps, at=time.fromisoformat(row.pop("at")), **row)  # type: ignore[arg-type]


def _step(words: list[str]) -> Step:
    return Step(words[0], int(words[1]), *words[2:])
