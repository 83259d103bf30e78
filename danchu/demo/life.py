"""One petition of the mass while it lives: its row, and what each step leaves in the other tables."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from danchu.demo.phrases import Topic
from danchu.law.calendar import Calendar
from danchu.law.roles import Role
from danchu.mechanisms.petitions import rules
from danchu.mechanisms.petitions.models import Message
from danchu.mechanisms.petitions.rules import Outcome, State, Step

About = dict[str, Any] | None
UNSEEN = {Step.NOTE, Step.REMIND, Step.PUBLISH}  # change nothing a public page shows
OPENS, OPEN_MINUTES = time(8), 480


@dataclass(frozen=True)
class Place:
    """Ids and names of the ward, looked up once."""

    body: int
    body_name: str
    head: str
    reception: int
    leader: int
    offices: dict[str, tuple[int, str, int]]  # short name → id, full name, its officer
    areas: list[tuple[int, str]]  # residential groups: id, full name
    calendar: Calendar


@dataclass
class Life:
    """Moments are local and know no zone. `entries`, `messages` and `links` are the rows of those tables."""

    place: Place
    rng: Random
    row: dict[str, Any]
    topic: Topic
    body: list[str]
    spot: str
    area: str
    last: datetime
    into: "Life | None" = None  # an earlier case it may be merged into
    entries: list[tuple[Any, ...]] = field(default_factory=list)
    messages: list[tuple[Any, ...]] = field(default_factory=list)
    links: list[tuple[Any, ...]] = field(default_factory=list)
    counts: Counter[tuple[int, date, str]] = field(default_factory=Counter)
    publication: dict[str, Any] = field(default_factory=dict)

    @property
    def state(self) -> State:
        return State(self.row["state"])

    @property
    def text(self) -> str:
        return " ".join(self.body)

    @property
    def answer(self) -> str:
        return self.topic.answers[self.row["id"] % len(self.topic.answers)]

    # --- how a step is written -------------------------------------------------------------------
    def take(
        self, step: Step, when: datetime, role: Role, about: About = None, text: str = "", **changes: Any
    ) -> None:
        """As `actions._take`: the rules are asked, the row changes, the journal is told; or ValueError."""
        after = rules.next_state(self.state, step, None)
        if after is None or role not in rules.JOURNEY[self.state, step][0]:
            raise ValueError(f"{step} may not be taken by {role} from {self.state}")
        self.row |= changes
        self.row["state"] = after
        self.row["version"] += 1
        self.last = when
        if self.publication and step not in UNSEEN:
            self.publication["changed_at"] = when
        self.tell(step, role, about, text)

    def tell(self, step: Step, role: Role, about: About, text: str = "") -> None:
        """A row of the journal."""
        audience = rules.AUDIENCES.get(step, "public")
        self.entries.append((
            self.last, self.row["code"], step, audience, self._who(role), role,
            self.place.body, text, about or {},
        ))  # fmt: skip

    def say(self, kind: Message.Kind, by: int) -> None:
        """The answer, as a draft or as sent."""
        self.messages.append((self.row["id"], kind, self.answer, by, self.last))

    def count(self, what: str) -> None:
        self.counts[self.row["office_id"] or 0, self.last.date().replace(day=1), what] += 1

    def _who(self, role: Role) -> int | None:
        known = {Role.RECEPTION: self.place.reception, Role.LEADER: self.place.leader}
        return self.row["officer_id"] if role is Role.HANDLER else known.get(role)

    # --- when ------------------------------------------------------------------------------------
    def soon(self) -> datetime:
        """A few minutes after the last step."""
        return self.last + timedelta(minutes=1 + int(self.rng.random() * 12))

    def in_office_hours(self, day: date, later: int = 0) -> datetime:
        """So many working days after `day`, and after what came before."""
        calendar = self.place.calendar
        worked = calendar.add_working_days(day, later) if later else calendar.next_working_day(day)
        moment = datetime.combine(worked, OPENS) + timedelta(minutes=int(self.rng.random() * OPEN_MINUTES))
        return max(self.soon(), moment)

    def answer_day(self, kept: Outcome) -> date:
        """In time: more often near the day than early. Late: by a few days, now and then by many."""
        calendar, due = self.place.calendar, self.row["due_on"]
        if kept is Outcome.LATE:
            return calendar.add_working_days(due, 1 + int(self.rng.expovariate(0.25)))
        left = max(0, calendar.working_days_between(self.last.date(), due))
        return calendar.add_working_days(due, -int(self.rng.triangular(0, left, 0)))
