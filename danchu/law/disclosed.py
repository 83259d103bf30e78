"""What is owed of one thing to be made public, form by form, on a day: the state, and how it follows from the facts.

Everything is worked out anew from what was decided, published and seen (Law 10/2022/QH15 art. 11–13): no tick is
kept anywhere. A day later than `today` is not known yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from operator import attrgetter

from danchu.law.calendar import Calendar
from danchu.law.deadlines import deadline, remaining
from danchu.law.disclosure import Form, Item, Posting
from danchu.law.limits import Duty, limit_for

_ONE_DAY = timedelta(days=1)
_PASSED = "Chuyển sang {}; thời gian đã tính giữ nguyên"
_DAY = attrgetter("on")


class State(StrEnum):
    """How an obligation stands. The worst first."""

    OVERDUE = "overdue"  # quá hạn chưa công khai
    BROKEN = "broken"  # bị gián đoạn, phải làm lại
    UNPROVEN = "unproven"  # đã hết thời gian mà thiếu minh chứng: tính là chưa làm
    EXPIRED = "expired"  # nội dung đã hết kỳ: tính là chưa làm
    MISSING = "missing"  # phải có mà chưa công khai lần nào
    DUE_SOON = "due_soon"  # sắp đến hạn
    NOT_YET_DUE = "not_yet_due"  # chưa đến hạn
    IN_PROGRESS = "in_progress"  # đang thực hiện
    DONE = "done"  # đã làm đủ
    NOTHING = "nothing"  # chưa ghi nhận việc gì phải công khai

    @property
    def label(self) -> str:
        """In Vietnamese, as a board says it."""
        return _LABELS[self]


_LABELS = {
    State.OVERDUE: "quá hạn",
    State.BROKEN: "bị gián đoạn",
    State.UNPROVEN: "thiếu minh chứng",
    State.EXPIRED: "đã hết kỳ",
    State.MISSING: "chưa công khai",
    State.DUE_SOON: "sắp đến hạn",
    State.NOT_YET_DUE: "chưa đến hạn",
    State.IN_PROGRESS: "đang thực hiện",
    State.DONE: "đã làm đủ",
    State.NOTHING: "chưa ghi nhận",
}
_GRAVITY = {state: place for place, state in enumerate(State)}
NOT_DONE = frozenset({State.OVERDUE, State.BROKEN, State.UNPROVEN, State.EXPIRED, State.MISSING})


@dataclass(frozen=True)
class Seen:
    """Somebody looked (or broadcast, or told) on this day: still there, or gone. Of one day, the last word holds."""

    form: Form
    on: date
    up: bool = True
    place: str = ""


@dataclass(frozen=True)
class Disclosed:
    """The facts of one thing to be made public. `needs` leaves out a form the unit has not (no loudspeakers).

    `covers_until` is the last day of the period it speaks of; `offline_on` the day it left the portal; `heirs` are
    the units it passed to, with the day: the clock does not begin again.
    """

    item: Item
    decided_on: date
    published_on: date | None = None
    offline_on: date | None = None
    covers_until: date | None = None
    changed_on: date | None = None  # the matter itself changed (items always posted)
    refreshed_on: date | None = None
    seen: tuple[Seen, ...] = ()
    needs: tuple[Form, ...] | None = None
    places: tuple[str, ...] = ()
    heirs: tuple[tuple[date, str], ...] = ()


@dataclass(frozen=True)
class Reason:
    """One line of a derivation: on which day, what, under which article."""

    on: date
    said: str
    under: str = ""


@dataclass(frozen=True)
class Owed:
    """One obligation on a day. `due_on` is when the next thing must be done; None where nothing is left to do."""

    form: Form
    state: State
    place: str = ""
    due_on: date | None = None
    done_on: date | None = None
    broken_on: date | None = None
    why: tuple[Reason, ...] = ()

    @property
    def under(self) -> str:
        return self.form.under


def owed(facts: Disclosed, today: date, calendar: Calendar) -> tuple[Owed, ...]:
    """Every obligation of it as it stands on `today`. Raises OutsideCalendar, NoSuchLimit."""
    told = tuple(s for s in facts.seen if s.on <= today)
    needs = facts.item.forms if facts.needs is None else facts.needs
    found = [one for form in needs for one in _WAYS[form](facts, form, told, today, calendar)]
    passed = [Reason(on, _PASSED.format(name)) for on, name in facts.heirs if on <= today]
    if passed:
        found = [replace(one, why=tuple(sorted((*one.why, *passed), key=_DAY))) for one in found]
    return tuple(_of_its_period(one, facts) for one in found) if _past(facts, today) else tuple(found)


def worst(states: Iterable[State]) -> State:
    """The gravest of them; NOTHING of none."""
    return min(states, key=_GRAVITY.__getitem__, default=State.NOTHING)


@dataclass(frozen=True)
class Cell:
    """How a unit stands with one item: the state, what it follows from, and which of the things told it is."""

    item: Item
    state: State
    of: tuple[tuple[int, tuple[Owed, ...]], ...] = ()  # (place among the facts given, its obligations)

    @property
    def done(self) -> bool | None:
        """Counted as done or not; None where nothing is due."""
        if self.state in NOT_DONE:
            return False
        return None if self.state is State.NOTHING else True


def cell(item: Item, told: Sequence[Disclosed], today: date, calendar: Calendar) -> Cell:
    """Where a unit stands with an item: the worst of what still covers today, or why nothing does.

    What was published once and is past its period counts as not done.
    """
    known = [(n, facts) for n, facts in enumerate(told) if facts.decided_on <= today]
    current = [(n, f) for n, f in known if not _past(f, today)]
    if not known:
        return Cell(item, State.MISSING if item.expected else State.NOTHING)
    looked_at = current or [max(known, key=lambda pair: (pair[1].covers_until or date.max, pair[0]))]
    of = tuple((n, owed(facts, today, calendar)) for n, facts in looked_at)
    return Cell(item, worst(one.state for _n, all_of in of for one in all_of), of)


# --- when it must begin --------------------------------------------------------------------------

@lru_cache(maxsize=8192)
def _begin_by(decided_on: date, calendar: Calendar) -> tuple[date, str]:
    found = deadline(Duty.PUBLISH_DECISION, decided_on, calendar)
    return found.due_on, found.under


@lru_cache(maxsize=8192)
def _posted_until(start: date, calendar: Calendar) -> tuple[date, str]:
    found = deadline(Duty.POST_DISCLOSURE, start, calendar)
    return found.due_on, found.under


@lru_cache(maxsize=8192)
def _look_again_by(seen_on: date, calendar: Calendar) -> tuple[date, str]:
    found = deadline(Duty.LOOK_AT_POSTING, seen_on, calendar)
    return found.due_on, found.under


@lru_cache(maxsize=8192)
def _must_begin(decided_on: date, article: str, form: Form, calendar: Calendar) -> tuple[date, tuple[Reason, ...]]:
    due_on, under = _begin_by(decided_on, calendar)
    return due_on, (Reason(decided_on, "Có quyết định, văn bản", article),
                    Reason(due_on, f"Hạn phải bắt đầu: {form.label}", under))


def _not_begun(facts: Disclosed, form: Form, today: date, calendar: Calendar, place: str = "") -> Owed:
    due_on, why = _must_begin(facts.decided_on, facts.item.under, form, calendar)
    if today > due_on:
        late = Reason(today, "Đã quá hạn mà chưa làm", why[-1].under)
        return Owed(form, State.OVERDUE, place, due_on, why=(*why, late))
    soon = remaining(today, due_on, calendar) <= limit_for(Duty.DUE_SOON, today).amount
    return Owed(form, State.DUE_SOON if soon else State.NOT_YET_DUE, place, due_on, why=why)


def _begun(facts: Disclosed, on: date, words: str, calendar: Calendar) -> tuple[Reason, ...]:
    return _decided_and_begun(facts.decided_on, facts.item.under, on, words, calendar)


@lru_cache(maxsize=8192)
def _decided_and_begun(decided_on: date, article: str, on: date, words: str,
                       calendar: Calendar) -> tuple[Reason, ...]:
    due_on, under = _begin_by(decided_on, calendar)
    late = f", muộn so với hạn {due_on:%d/%m/%Y}" if on > due_on else ""
    return (Reason(decided_on, "Có quyết định, văn bản", article), Reason(on, words + late, under))


# --- form by form --------------------------------------------------------------------------------

def _on_portal(facts: Disclosed, form: Form, told: tuple[Seen, ...], today: date,
               calendar: Calendar) -> Iterator[Owed]:
    on = facts.published_on
    if on is None or on > today:
        yield _not_begun(facts, form, today, calendar)
        return
    why = _begun(facts, on, "Đăng trên cổng", calendar)
    if facts.offline_on and facts.offline_on <= today:
        gone = Reason(facts.offline_on, "Không còn trên cổng khi chưa hết kỳ", form.under)
        yield Owed(form, State.BROKEN, broken_on=facts.offline_on, why=(*why, gone))
    elif _unrefreshed(facts, today):
        yield _to_refresh(facts, form, today, calendar, why)
    else:
        yield Owed(form, State.DONE, done_on=on, why=why)


def _unrefreshed(facts: Disclosed, today: date) -> bool:
    changed = facts.changed_on
    fresh = facts.refreshed_on if facts.refreshed_on and facts.refreshed_on <= today else None
    return changed is not None and changed <= today and (fresh is None or fresh < changed)


def _to_refresh(facts: Disclosed, form: Form, today: date, calendar: Calendar, why: tuple[Reason, ...],
                place: str = "") -> Owed:
    """The matter changed and what hangs there is old: five working days again, from the change."""
    assert facts.changed_on is not None
    again = _not_begun(replace(facts, decided_on=facts.changed_on), form, today, calendar, place)
    changed = Reason(facts.changed_on, "Nội dung thay đổi, bản đang công khai đã cũ", "Điều 13 khoản 2")
    return replace(again, why=(*why, changed, *again.why[1:]))


def _told_once(facts: Disclosed, form: Form, told: tuple[Seen, ...], today: date,
               calendar: Calendar) -> Iterator[Owed]:
    on = min((s.on for s in told if s.form is form and s.up), default=None)
    if on is None:
        yield _not_begun(facts, form, today, calendar)
    else:
        yield Owed(form, State.DONE, done_on=on, why=_begun(facts, on, f"Đã làm: {form.label}", calendar))


def _posted(facts: Disclosed, form: Form, told: tuple[Seen, ...], today: date,
            calendar: Calendar) -> Iterator[Owed]:
    mine = sorted((s for s in told if s.form is form), key=_DAY)
    way = _always if facts.item.posting is Posting.ALWAYS else _for_a_term
    for place in facts.places or tuple(dict.fromkeys(s.place for s in mine)) or ("",):
        here = [s for s in mine if s.place == place]
        if any(s.up for s in here):
            yield way(facts, form, here, today, calendar, place)
        else:
            yield _not_begun(facts, form, today, calendar, place)


@dataclass
class _Run:
    """Days on which it was seen hanging, none between them on which it was seen gone."""

    days: list[date]
    gone_on: date | None = None

    def done_on(self, until: date) -> date | None:
        """The day of the look that proves it: at the end, after one at the start and one between."""
        start, between = self.days[0], False
        for day in self.days[1:]:
            if day >= until and between:
                return day
            between = between or day > start
        return None


def _runs(here: list[Seen]) -> list[_Run]:
    runs: list[_Run] = []
    for look in here:
        hanging = bool(runs) and runs[-1].gone_on is None
        if look.up and hanging:
            if look.on != runs[-1].days[-1]:
                runs[-1].days.append(look.on)
        elif look.up:
            runs.append(_Run([look.on]))
        elif hanging:
            runs[-1].gone_on = look.on
    return runs


def _for_a_term(facts: Disclosed, form: Form, here: list[Seen], today: date, calendar: Calendar,
                place: str) -> Owed:
    runs = _runs(here)
    why = _begun(facts, runs[0].days[0], "Bắt đầu niêm yết", calendar)
    for n, run in enumerate(runs):
        until, under = _posted_until(run.days[0], calendar)
        if n:
            why = (*why, Reason(run.days[0], "Niêm yết lại, tính lại từ đầu", under))
        done_on = run.done_on(until)
        if done_on:
            shown = Reason(done_on, f"Còn niêm yết sau ngày {until:%d/%m/%Y}: đủ thời gian liên tục", under)
            return Owed(form, State.DONE, place, done_on=done_on, why=(*why, shown))
        if run.gone_on:
            why = (*why, Reason(run.gone_on, "Không còn trên bảng: bị gián đoạn, phải niêm yết lại từ đầu", under))
    if runs[-1].gone_on:
        return Owed(form, State.BROKEN, place, broken_on=runs[-1].gone_on, why=why)
    if today <= until:
        running = Reason(until, "Ngày cuối phải còn niêm yết, có ảnh hoặc ghi nhận", under)
        return Owed(form, State.IN_PROGRESS, place, until, why=(*why, running))
    wanting = "giữa" if runs[-1].days[-1] >= until else "cuối"
    return Owed(form, State.UNPROVEN, place, until, why=(*why, Reason(
        until, f"Hết thời gian niêm yết mà không có minh chứng {wanting} kỳ: tính là chưa làm", under)))


def _always(facts: Disclosed, form: Form, here: list[Seen], today: date, calendar: Calendar, place: str) -> Owed:
    first, last = next(s.on for s in here if s.up), here[-1]
    why = _begun(facts, first, "Bắt đầu niêm yết", calendar)
    if not last.up:
        gone = Reason(last.on, "Không còn trên bảng: mục này phải luôn được niêm yết", form.under)
        return Owed(form, State.BROKEN, place, broken_on=last.on, why=(*why, gone))
    if _unrefreshed(facts, today):
        return _to_refresh(facts, form, today, calendar, why, place)
    by, under = _look_again_by(last.on, calendar)
    why = (*why, Reason(last.on, "Nhìn thấy còn niêm yết", form.under))
    if today > by:
        unseen = Reason(by, "Quá ngày này mà chưa ai xem lại: tính là chưa làm", under)
        return Owed(form, State.UNPROVEN, place, by, why=(*why, unseen))
    why = (*why, Reason(by, "Ngày cuối phải xem lại", under))
    return Owed(form, State.DONE, place, by, done_on=last.on, why=why)


def _broadcast(facts: Disclosed, form: Form, told: tuple[Seen, ...], today: date,
               calendar: Calendar) -> Iterator[Owed]:
    days = sorted({s.on for s in told if s.form is form and s.up})
    if not days:
        yield _not_begun(facts, form, today, calendar)
        return
    limit = limit_for(Duty.BROADCAST_DISCLOSURE, days[0])
    why, begun, nth = _begun(facts, days[0], "Bắt đầu phát loa", calendar), days[0], 1
    for before, day in zip([None, *days], days, strict=False):
        if before and day - before > _ONE_DAY:
            why = (*why, Reason(before + _ONE_DAY, "Không phát: bị gián đoạn, phải phát lại từ đầu", limit.under))
            begun = day
        nth = (day - begun).days + 1
        if nth >= limit.amount:
            shown = Reason(day, f"Phát đủ {limit.amount} ngày liên tục", limit.under)
            yield Owed(form, State.DONE, done_on=day, why=(*why, shown))
            return
    due_on = days[-1] + _ONE_DAY
    if today > due_on:
        gone = Reason(due_on, "Không phát: bị gián đoạn, phải phát lại từ đầu", limit.under)
        yield Owed(form, State.BROKEN, broken_on=due_on, why=(*why, gone))
    else:
        running = Reason(days[-1], f"Đã phát {nth} trên {limit.amount} ngày", limit.under)
        yield Owed(form, State.IN_PROGRESS, due_on=due_on, why=(*why, running))


_WAYS = {form: _told_once for form in Form} | {
    Form.PORTAL: _on_portal, Form.POSTING: _posted, Form.LOUDSPEAKER: _broadcast}  # fmt: skip


# --- what holds for all of them ------------------------------------------------------------------

def _past(facts: Disclosed, today: date) -> bool:
    return facts.covers_until is not None and today > facts.covers_until


def _of_its_period(one: Owed, facts: Disclosed) -> Owed:
    """Past its period whatever was done once is not done any more; what was never done stays so."""
    if one.state not in (State.DONE, State.IN_PROGRESS):
        return one
    assert facts.covers_until is not None
    over = Reason(facts.covers_until, "Ngày cuối của kỳ; sau ngày này tính là chưa làm cho kỳ mới", facts.item.under)
    return replace(one, state=State.EXPIRED, due_on=None, why=(*one.why, over))
