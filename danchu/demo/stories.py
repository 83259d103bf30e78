"""What happens to a petition of the mass, step by step, as the actions would have it.

A story pauses (`yield`) before each step and says when it comes; whoever tells it stops at the present.
"""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from danchu.demo import shape
from danchu.demo.acts import GROUND, STARS
from danchu.demo.dues import closes_after, counted, owed, reminds_at
from danchu.demo.life import Life
from danchu.law.deadlines import remaining
from danchu.law.limits import Duty
from danchu.law.roles import Role
from danchu.mechanisms.petitions import rules
from danchu.mechanisms.petitions.models import Message
from danchu.mechanisms.petitions.rules import Kind, Lane, Outcome, Reason, Solved, Step

Story = Iterator[datetime]
NIGHT = time(0, 5)  # when the clock goes round
REASONS = (Reason.NOT_OURS, Reason.NOT_OURS, Reason.NO_CONTENT, Reason.ALREADY_DECIDED)
WHERE_TO = "Ông/bà gửi đến cơ quan có thẩm quyền; bộ phận tiếp công dân hướng dẫn trong giờ làm việc."
ELSEWHERE = "Cơ quan chuyên ngành của Thành phố"
LONGER = "Cần thêm thời gian xác minh tại hiện trường."
COUNTED = {Solved.NO: "unsolved", Solved.YES: "solved", Solved.PART: "part"}


def live(life: Life, now: datetime) -> Life:
    """Tell its story up to the present (local time, no zone)."""
    for moment in _story(life):
        if moment > now:
            break
    return life


def _story(life: Life) -> Story:
    life.row |= owed(Kind(life.row["kind"]), Step.SUBMIT, life.last.date(), life.place.calendar)
    helped = life.row["operator_id"] is not None
    life.tell(Step.SUBMIT, Role.RECEPTION if helped else Role.SENDER,
              {"channel": life.row["channel"], "due_on": life.row["due_on"].isoformat()})  # fmt: skip
    life.count("received")
    first = life.in_office_hours(life.last.date(), 1 + int(life.rng.random() * 2))
    yield first
    yield from FATES.pick(life.rng)(life, first)


def _refused(life: Life, when: datetime) -> Story:
    reason = life.rng.choice(REASONS)
    life.take(Step.REFUSE, when, Role.RECEPTION, {"reason": reason}, WHERE_TO,
              refused_for=reason, ended_at=when)  # fmt: skip
    life.count("refused")
    return iter(())


def _redirected(life: Life, when: datetime) -> Story:
    life.take(Step.REDIRECT, when, Role.RECEPTION, {"to": ELSEWHERE}, WHERE_TO, ended_at=when)
    life.count("passed_on")
    return iter(())


def _merged(life: Life, when: datetime) -> Story:
    into = life.into
    if into is None:
        return _answered(life, when)
    life.take(Step.MERGE, when, Role.RECEPTION, {"to": into.row["code"]},
              merged_into_id=into.row["id"], ended_at=when)  # fmt: skip
    life.links.append((life.row["code"], into.row["code"], "merged_into", when))
    into.entries.append((when, into.row["code"], "merge_in", "parties", life.place.reception, Role.RECEPTION,
                         life.place.body, "", {"from": life.row["code"]}))  # fmt: skip
    life.count("merged")
    return iter(())


def _withdrawn(life: Life, when: datetime) -> Story:
    life.take(Step.WITHDRAW, when, Role.SENDER, ended_at=when)
    life.count("withdrawn")
    return iter(())


def _answered(life: Life, when: datetime) -> Story:
    promised = owed(Kind(life.row["kind"]), Step.ACCEPT, when.date(), life.place.calendar)
    life.take(Step.ACCEPT, when, Role.RECEPTION, **promised)
    yield from _worked_on(life, when)
    yield from (_rated(life) if life.rng.random() < shape.RATED else _closed(life))


FATES = shape.Shares({
    _refused: shape.REFUSED, _redirected: shape.REDIRECTED, _merged: shape.MERGED,
    _withdrawn: shape.WITHDRAWN,
    _answered: 1 - shape.REFUSED - shape.REDIRECTED - shape.MERGED - shape.WITHDRAWN,
})  # fmt: skip


def _worked_on(life: Life, begun: datetime) -> Story:
    office, name, officer = life.place.offices[life.topic.office]
    yield (when := life.in_office_hours(begun.date()))
    life.take(Step.ASSIGN, when, Role.LEADER, {"to": name}, office_id=office, officer_id=None)
    yield (when := life.in_office_hours(begun.date(), 1))
    life.take(Step.HAND_TO, when, Role.LEADER, officer_id=officer)
    if life.rng.random() < shape.PUBLISHED_EARLY:
        yield from _published(life, "")
    kept = shape.OUTCOMES.pick(life.rng)
    if kept is Outcome.EXTENDED:
        yield from _extended(life)
    yield from _answer_written(life, kept, officer)
    yield from _published(life, life.answer)


def _extended(life: Life) -> Story:
    due, calendar = life.row["due_on"], life.place.calendar
    when = life.in_office_hours(max(life.last.date(), calendar.add_working_days(due, -1)))
    yield from _clock_until(life, when)
    later = counted(Duty(life.row["due_duty"]), life.row["promised_from"], calendar, extended=True)
    about = {"was": due.isoformat(), "due_on": later["due_on"].isoformat(), "ground": GROUND}
    life.take(Step.EXTEND, when, Role.LEADER, about, LONGER, extended=True, reminded=False, **later)


def _answer_written(life: Life, kept: Outcome, officer: int) -> Story:
    when = life.in_office_hours(life.answer_day(kept))
    yield from _clock_until(life, when)
    life.take(Step.DRAFT, when, Role.HANDLER)
    life.say(Message.Kind.DRAFT, officer)
    yield (when := life.soon())
    life.take(Step.APPROVE, when, Role.LEADER)
    life.say(Message.Kind.DRAFT, life.place.leader)
    yield (when := life.soon())
    told = rules.outcome(when.date() <= life.row["due_on"], life.row["extended"])
    life.take(Step.ANSWER, when, Role.HANDLER, {"outcome": told}, answered_at=when, outcome=told)
    life.say(Message.Kind.ANSWER, officer)
    life.count(told)


def _published(life: Life, answer: str) -> Story:
    if life.row["lane"] == Lane.PUBLIC:
        yield (when := life.soon())
        life.take(Step.PUBLISH, when, Role.RECEPTION)
        life.publication = {"published_at": when, "changed_at": when, **life.publication, "answer": answer}


def _rated(life: Life) -> Story:
    yield (when := life.last + timedelta(minutes=life.rng.randrange(90, 9_000)))
    solved = shape.SOLVED.pick(life.rng)
    life.take(Step.RATE, when, Role.SENDER, {"solved": solved},
              solved=solved, stars=STARS[solved], ended_at=when)  # fmt: skip
    life.count(COUNTED[solved])
    if solved is Solved.NO and life.rng.random() < shape.REOPENED:
        yield from _reopened(life)


def _reopened(life: Life) -> Story:
    yield (when := life.last + timedelta(minutes=life.rng.randrange(5, 1_500)))
    again = owed(Kind(life.row["kind"]), Step.REOPEN, when.date(), life.place.calendar)
    life.take(Step.REOPEN, when, Role.SENDER, {"due_on": again["due_on"].isoformat()}, reopened=1,
              extended=False, reminded=False, overdue=False, ended_at=None, outcome="", **again)  # fmt: skip
    life.count("reopened")
    yield from _worked_on(life, life.in_office_hours(when.date(), 1))
    yield from _closed(life)


def _closed(life: Life) -> Story:
    last = closes_after(life.row["answered_at"].date(), life.place.calendar)
    yield (when := datetime.combine(last + timedelta(days=1), NIGHT))
    life.take(Step.CLOSE, when, Role.CLOCK, ended_at=when)


def _clock_until(life: Life, moment: datetime) -> Story:
    """What the clock does of itself before then: remind, find it overdue. Ends by waiting for the moment."""
    due, calendar = life.row["due_on"], life.place.calendar
    reminds, overdue = reminds_at(due, calendar), datetime.combine(due + timedelta(days=1), NIGHT)
    if max(reminds, life.last) < moment and not life.row["reminded"]:
        yield (when := max(reminds, life.last))
        left = remaining(when.date(), due, calendar)
        life.take(Step.REMIND, when, Role.CLOCK, {"left": left}, reminded=True)
    if overdue < moment:
        yield (when := max(overdue, life.last))
        life.take(Step.FALL_OVERDUE, when, Role.CLOCK, {"to": life.place.head}, overdue=True)
    yield moment
