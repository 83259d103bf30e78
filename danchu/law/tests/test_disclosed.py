"""What must be public, tried day by day: told stories first, then a thousand things over three years."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danchu.law.calendar import Calendar
from danchu.law.disclosed import NOT_DONE, Disclosed, Seen, State, cell, owed, worst
from danchu.law.disclosure import ITEMS, Form, Posting, item
from danchu.law.tests.truth import FOLDER, needs_texts

CALENDAR = Calendar.official()
FIRST, LAST = date(2023, 9, 1), date(2026, 8, 31)
POSTED, ALWAYS, ALOUD = item(6), item(4), item(9)


def day(text: str) -> date:
    return date.fromisoformat(text)


def seen(*days: str, form: Form = Form.POSTING, gone: tuple[str, ...] = (), place: str = "") -> tuple[Seen, ...]:
    looks = [Seen(form, day(d), True, place) for d in days] + [Seen(form, day(d), False, place) for d in gone]
    return tuple(sorted(looks, key=lambda s: s.on))


def one(facts: Disclosed, on: str, form: Form = Form.POSTING):
    return next(o for o in owed(facts, day(on), CALENDAR) if o.form is form)


# --- the table -----------------------------------------------------------------------------------

@needs_texts
def test_the_table_is_the_law_s():
    """Clauses named in art. 13 read out of the text itself, not typed again."""
    text = " ".join((FOLDER / "codified-law" / "thuc-hien-dan-chu-o-co-so.md").read_text("utf-8").split())
    posted = re.search(r"niêm yết thông tin quy định tại các khoản ([\d, và]+) Điều 11", text)[1]
    always = re.search(r"Thông tin quy định tại khoản (\d+) và khoản (\d+) Điều 11 của Luật này phải được niêm yết "
                       r"thường xuyên", text)
    aloud = re.search(r"3\. Thông tin quy định tại các khoản ([\d, và]+) Điều 11 của Luật này được công khai trên hệ "
                      r"thống truyền thanh", text)[1]
    numbers = lambda words: {int(n) for n in re.findall(r"\d+", words)}  # noqa: E731
    assert {i.number for i in ITEMS if i.posting is Posting.TERM} == numbers(posted)
    assert {i.number for i in ITEMS if i.posting is Posting.ALWAYS} == {int(always[1]), int(always[2])}
    assert {i.number for i in ITEMS if i.aloud} == numbers(aloud)
    assert [i.number for i in ITEMS] == list(range(1, 15))


def test_every_state_has_its_words():
    assert all(state.label for state in State) and all(form.label and form.under for form in Form)


# --- told stories --------------------------------------------------------------------------------

def test_a_decision_must_be_public_within_five_working_days():
    facts = Disclosed(POSTED, day("2026-03-02"))
    assert one(facts, "2026-03-02").state is State.NOT_YET_DUE
    assert one(facts, "2026-03-09").due_on == day("2026-03-09")
    assert one(facts, "2026-03-05").state is State.DUE_SOON
    late = one(facts, "2026-03-10")
    assert late.state is State.OVERDUE and "Điều 12 khoản 3" in late.why[-1].under


def test_tet_is_no_working_day_but_runs_within_thirty_days():
    facts = Disclosed(POSTED, day("2026-02-12"), seen=seen("2026-02-12"))
    assert one(replace(facts, seen=()), "2026-02-12").due_on == day("2026-02-26")  # Tết from the 14th to the 22nd
    assert one(facts, "2026-02-20").due_on == day("2026-03-16")  # the 14th of March is a Saturday


def test_thirty_days_over_a_leap_day_end_a_day_earlier():
    assert one(Disclosed(POSTED, day("2024-02-01"), seen=seen("2024-02-01")), "2024-02-02").due_on == day("2024-03-04")
    assert one(Disclosed(POSTED, day("2024-01-31"), seen=seen("2024-01-31")), "2024-02-02").due_on == day("2024-03-01")
    assert one(Disclosed(POSTED, day("2025-01-31"), seen=seen("2025-01-31")), "2025-02-04").due_on == day("2025-03-03")


def test_start_middle_and_end_are_proven_or_it_does_not_count():
    facts = Disclosed(POSTED, day("2026-03-02"), seen=seen("2026-03-02", "2026-03-16", "2026-04-01"))
    assert one(facts, "2026-03-20").state is State.IN_PROGRESS
    assert one(facts, "2026-04-01").state is State.DONE and one(facts, "2026-04-01").done_on == day("2026-04-01")
    no_end = replace(facts, seen=facts.seen[:2])
    assert one(no_end, "2026-04-01").state is State.IN_PROGRESS
    assert one(no_end, "2026-04-02").state is State.UNPROVEN and "cuối" in one(no_end, "2026-04-02").why[-1].said
    no_middle = replace(facts, seen=(facts.seen[0], facts.seen[2]))
    assert one(no_middle, "2026-04-02").state is State.UNPROVEN and "giữa" in one(no_middle, "2026-04-02").why[-1].said


def test_a_missing_day_breaks_the_run_and_it_begins_again():
    facts = Disclosed(POSTED, day("2026-03-02"), seen=seen(
        "2026-03-02", "2026-03-10", "2026-03-23", "2026-04-06", "2026-04-22", gone=("2026-03-20",)))
    broken = one(facts, "2026-03-22")
    assert broken.state is State.BROKEN and broken.broken_on == day("2026-03-20")
    assert one(facts, "2026-03-23").state is State.IN_PROGRESS
    assert one(facts, "2026-03-23").due_on == day("2026-04-22")
    done = one(facts, "2026-04-22")
    assert done.state is State.DONE
    assert [r.said.split(",")[0].split(":")[0] for r in done.why] == [
        "Có quyết định", "Bắt đầu niêm yết", "Không còn trên bảng", "Niêm yết lại",
        "Còn niêm yết sau ngày 22/04/2026"]


def test_every_place_is_owed_by_itself():
    facts = Disclosed(POSTED, day("2026-03-02"), places=("Trụ sở", "Nhà văn hóa"),
                      seen=seen("2026-03-02", place="Trụ sở"))
    states = {o.place: o.state for o in owed(facts, day("2026-03-20"), CALENDAR) if o.form is Form.POSTING}
    assert states == {"Trụ sở": State.IN_PROGRESS, "Nhà văn hóa": State.OVERDUE}


def test_loudspeakers_speak_three_days_running():
    facts = Disclosed(ALOUD, day("2026-03-02"), seen=seen(
        "2026-03-03", "2026-03-04", "2026-03-06", "2026-03-07", "2026-03-08", form=Form.LOUDSPEAKER))
    assert one(facts, "2026-03-05", Form.LOUDSPEAKER).state is State.IN_PROGRESS
    assert one(facts, "2026-03-06", Form.LOUDSPEAKER).state is State.IN_PROGRESS
    done = one(facts, "2026-03-08", Form.LOUDSPEAKER)
    assert done.state is State.DONE and any(r.on == day("2026-03-05") and "gián đoạn" in r.said for r in done.why)
    broken = one(replace(facts, seen=facts.seen[:2]), "2026-03-06", Form.LOUDSPEAKER)
    assert broken.state is State.BROKEN and broken.broken_on == day("2026-03-05")


def test_a_unit_without_loudspeakers_owes_none():
    facts = Disclosed(ALOUD, day("2026-03-02"), needs=(Form.PORTAL, Form.POSTING))
    assert [o.form for o in owed(facts, day("2026-03-02"), CALENDAR)] == [Form.PORTAL, Form.POSTING]


def test_what_always_hangs_is_refreshed_on_change_and_looked_at():
    facts = Disclosed(ALWAYS, day("2026-01-05"), published_on=day("2026-01-06"), seen=seen("2026-01-06"))
    assert one(facts, "2026-04-06").state is State.DONE
    assert one(facts, "2026-04-07").state is State.UNPROVEN  # three months and nobody has looked
    looked = replace(facts, seen=seen("2026-01-06", "2026-04-06"))
    assert one(looked, "2026-04-07").state is State.DONE
    changed = replace(looked, changed_on=day("2026-04-10"))
    assert one(changed, "2026-04-10").due_on == day("2026-04-17")
    assert one(changed, "2026-04-20").state is State.OVERDUE
    assert one(changed, "2026-04-20", Form.PORTAL).state is State.OVERDUE
    assert one(replace(changed, refreshed_on=day("2026-04-10")), "2026-04-20").state is State.DONE  # on the very day
    fresh = replace(changed, refreshed_on=day("2026-04-16"))
    assert one(fresh, "2026-04-20").state is State.DONE
    assert one(replace(looked, seen=seen("2026-01-06", gone=("2026-03-01",))), "2026-03-02").state is State.BROKEN


def test_a_merged_unit_hands_the_running_days_on():
    facts = Disclosed(POSTED, day("2025-06-10"), heirs=((day("2025-07-01"), "Phường Lê Khôi"),),
                      seen=seen("2025-06-11", "2025-06-25", "2025-07-11"))
    after = one(facts, "2025-07-05")
    assert after.state is State.IN_PROGRESS and after.due_on == day("2025-07-11")  # not begun again
    assert any("Phường Lê Khôi" in r.said and r.on == day("2025-07-01") for r in after.why)
    assert not any("Phường Lê Khôi" in r.said for r in one(facts, "2025-06-30").why)
    assert one(facts, "2025-07-11").state is State.DONE


def test_taken_off_the_portal_too_early_is_broken():
    facts = Disclosed(POSTED, day("2026-01-05"), published_on=day("2026-01-06"), offline_on=day("2026-02-01"))
    assert one(facts, "2026-01-31", Form.PORTAL).state is State.DONE
    assert one(facts, "2026-02-01", Form.PORTAL).state is State.BROKEN


def test_what_was_published_once_and_is_past_its_period_counts_as_not_done():
    plan = Disclosed(item(1), day("2024-12-20"), published_on=day("2024-12-24"), covers_until=day("2025-12-31"),
                     seen=seen("2024-12-24", "2025-01-10", "2025-01-24"))
    assert cell(item(1), [plan], day("2025-12-31"), CALENDAR).done is True
    stale = cell(item(1), [plan], day("2026-01-01"), CALENDAR)
    assert stale.state is State.EXPIRED and stale.done is False
    assert stale.of[0][1][0].why[-1].on == day("2025-12-31")
    newer = replace(plan, decided_on=day("2025-12-29"), covers_until=day("2026-12-31"), published_on=None, seen=())
    assert cell(item(1), [plan, newer], day("2026-01-02"), CALENDAR).state in (State.NOT_YET_DUE, State.DUE_SOON)


def test_nothing_published_is_a_fault_only_where_every_commune_has_it():
    assert cell(item(2), [], day("2026-01-01"), CALENDAR).done is False
    assert cell(item(8), [], day("2026-01-01"), CALENDAR).done is None


# --- a thousand things, three years --------------------------------------------------------------
# The oracle below turns the pages of a notebook, day by day, and asks nothing of the engine but its enumerations.

def oracle_posting(facts: Disclosed, on: date) -> tuple[State, date | None]:
    """(state, day it was broken) of a thing posted for a term at one place."""
    looks: dict[date, list[bool]] = {}
    for s in facts.seen:
        if s.form is Form.POSTING and s.on <= on:
            looks.setdefault(s.on, []).append(s.up)
    hung, between, lost = None, None, None
    for page in sorted(looks):
        for up in looks[page]:
            if up and hung is None:
                hung, between, lost = page, None, None
            elif up:
                if page >= _month_on(hung) and between is not None and between < page:
                    return State.DONE, None
                between = between or (page if page > hung else None)
            elif hung is not None:
                hung, lost = None, page
    if hung is not None:
        return (State.IN_PROGRESS if on <= _month_on(hung) else State.UNPROVEN), None
    return (State.BROKEN, lost) if lost else (_before_the_start(facts, on), None)


@cache
def _month_on(start: date) -> date:
    end = start
    for _ in range(30):
        end += timedelta(1)
    while not CALENDAR.is_working(end):
        end += timedelta(1)
    return end


@cache
def _five_days_on(start: date) -> date:
    left, walk = 5, start
    while left:
        walk += timedelta(1)
        left -= CALENDAR.is_working(walk)
    return walk


def _before_the_start(facts: Disclosed, on: date) -> State:
    last = _five_days_on(facts.decided_on)
    if on > last:
        return State.OVERDUE
    worked = sum(CALENDAR.is_working(on + timedelta(n)) for n in range(1, (last - on).days + 1))
    return State.DUE_SOON if worked <= 2 else State.NOT_YET_DUE


def oracle_loudspeaker(facts: Disclosed, on: date) -> tuple[State, date | None]:
    spoke = {s.on for s in facts.seen if s.form is Form.LOUDSPEAKER and s.on <= on}
    if not spoke:
        return _before_the_start(facts, on), None
    if any({d, d + timedelta(1), d + timedelta(2)} <= spoke for d in spoke):
        return State.DONE, None
    if on in spoke or on - timedelta(1) in spoke:
        return State.IN_PROGRESS, None
    return State.BROKEN, max(spoke) + timedelta(1)


def oracle_portal(facts: Disclosed, on: date) -> tuple[State, date | None]:
    if facts.published_on is None or on < facts.published_on:
        return _before_the_start(facts, on), None
    if facts.offline_on and on >= facts.offline_on:
        return State.BROKEN, facts.offline_on
    return _stale(facts, on) or State.DONE, None


def oracle_always(facts: Disclosed, on: date) -> tuple[State, date | None]:
    """Of what must always hang: gone, old since a change, or not looked at for three months."""
    looks = [s for s in facts.seen if s.form is Form.POSTING and s.on <= on]
    if not any(s.up for s in looks):
        return _before_the_start(facts, on), None
    if not looks[-1].up:
        return State.BROKEN, looks[-1].on
    if (stale := _stale(facts, on)) is not None:
        return stale, None
    year, month = divmod(looks[-1].on.year * 12 + looks[-1].on.month - 1 + 3, 12)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(1)).day
    by = date(year, month + 1, min(looks[-1].on.day, last))
    while not CALENDAR.is_working(by):
        by += timedelta(1)
    return (State.UNPROVEN if on > by else State.DONE), None


def _stale(facts: Disclosed, on: date) -> State | None:
    """Changed, and the new version not there yet: five working days again, from the change."""
    if facts.changed_on is None or facts.changed_on > on:
        return None
    fresh = facts.refreshed_on is not None and facts.changed_on <= facts.refreshed_on <= on
    return None if fresh else _before_the_start(replace(facts, decided_on=facts.changed_on), on)


ORACLES = {Form.POSTING: oracle_posting, Form.LOUDSPEAKER: oracle_loudspeaker, Form.PORTAL: oracle_portal}


def expected(facts: Disclosed, form: Form, on: date) -> tuple[State, date | None]:
    always = form is Form.POSTING and facts.item.posting is Posting.ALWAYS
    state, broken_on = (oracle_always if always else ORACLES[form])(facts, on)
    past = facts.covers_until is not None and on > facts.covers_until
    return (State.EXPIRED if past and state in (State.DONE, State.IN_PROGRESS) else state), broken_on


def agree(facts: Disclosed, on: date) -> None:
    for one_of in owed(facts, on, CALENDAR):
        if one_of.form in ORACLES:
            there = tuple(s for s in facts.seen if s.place == one_of.place)
            here = replace(facts, seen=there) if one_of.place else facts
            assert (one_of.state, one_of.broken_on) == expected(here, one_of.form, on), (one_of, facts, on)
            the_right_reason(one_of, facts, on)


# state → words of the reason it must end with, and whose day that reason must carry
BECAUSE = {
    State.OVERDUE: ("Đã quá hạn", lambda o, on: on), State.DUE_SOON: ("Hạn phải bắt đầu", lambda o, on: o.due_on),
    State.NOT_YET_DUE: ("Hạn phải bắt đầu", lambda o, on: o.due_on), State.BROKEN: ("", lambda o, on: o.broken_on),
    State.UNPROVEN: ("tính là chưa làm", lambda o, on: o.due_on),
}


def the_right_reason(one_of, facts: Disclosed, on: date) -> None:
    """Its last reason says why, on the right day; the reasons stand in order; whoever took it over is named."""
    why = [r for r in one_of.why if not r.said.startswith("Chuyển sang")]
    if one_of.state in BECAUSE:
        words, whose = BECAUSE[one_of.state]
        assert words in why[-1].said and why[-1].on == whose(one_of, on), (one_of, on)
    if one_of.state is State.EXPIRED:
        assert why[-1].on == facts.covers_until and "Ngày cuối của kỳ" in why[-1].said
    passed = [r.on for r in one_of.why if r.said.startswith("Chuyển sang")]
    assert passed == [day_ for day_, _name in facts.heirs if day_ <= on]


def invented(rng: random.Random) -> Disclosed:
    """A thing as an office might really have kept it: mostly well, sometimes late, sometimes taken down."""
    kind = rng.choice([i for i in ITEMS if i.posting is not Posting.NONE])
    decided = FIRST + timedelta(rng.randrange((LAST - FIRST).days - 60))
    start = decided + timedelta(rng.choice([0, 1, 2, 4, 7, 9, 15]))
    places = rng.choice([(), (), ("Trụ sở", "Nhà văn hóa")])
    looks = [Seen(Form.POSTING, start + timedelta(n), rng.random() > 0.15, place) for place in places or ("",)
             for n in sorted(rng.sample(range(90), rng.randrange(6)))]
    said = [Seen(Form.LOUDSPEAKER, start + timedelta(n)) for n in sorted(rng.sample(range(8), rng.randrange(6)))]
    published = start if rng.random() < 0.8 else None
    offline = published + timedelta(rng.randrange(1, 90)) if published and rng.random() < 0.2 else None
    covers = decided + timedelta(rng.choice([90, 365])) if rng.random() < 0.4 else None
    turns = kind.posting is Posting.ALWAYS and rng.random() < 0.5
    changed = decided + timedelta(rng.randrange(30, 80)) if turns else None
    fresh = changed + timedelta(rng.randrange(12)) if changed and rng.random() < 0.7 else None
    heirs = ((date(2025, 7, 1), "Phường Lê Khôi"),) if rng.random() < 0.3 else ()  # merged in the middle
    return Disclosed(kind, decided, published, offline, covers, changed, fresh, places=places, heirs=heirs,
                     seen=tuple(sorted(looks + said, key=lambda s: s.on)))


def days_to_try(facts: Disclosed) -> list[date]:
    """Every day from the decision to its last turn of fortune and a while after: later days are all alike."""
    last = max([facts.decided_on, facts.covers_until or FIRST, facts.offline_on or FIRST, facts.changed_on or FIRST,
                *(s.on for s in facts.seen)])
    until = min(LAST, last + timedelta(45 if facts.item.posting is Posting.TERM else 100))
    return [facts.decided_on + timedelta(n) for n in range((until - facts.decided_on).days + 1)] + [LAST]


@pytest.mark.parametrize("lot", range(4))
def test_things_kept_well_and_badly_stand_as_the_days_say(lot):
    rng = random.Random(20260101 + lot)
    for _ in range(12):
        facts = invented(rng)
        for on in days_to_try(facts):
            agree(facts, on)


@pytest.mark.slow
def test_a_thousand_things_stand_right_on_every_day_of_three_years():
    rng = random.Random(7)
    every_day = [FIRST + timedelta(n) for n in range((LAST - FIRST).days + 1)]
    for _ in range(1000):
        facts = invented(rng)
        settled = days_to_try(facts)[-2]
        at_last = [o.state for o in owed(facts, LAST, CALENDAR)]
        for on in every_day:
            if facts.decided_on <= on <= settled:
                agree(facts, on)
            elif on > settled:  # the oracle is slow and nothing turns any more: the engine alone, against its last word
                assert [o.state for o in owed(facts, on, CALENDAR)] == at_last


LOOKS = st.lists(st.tuples(st.integers(0, 80), st.booleans()), max_size=8)


@settings(max_examples=150, deadline=None)
@given(decided=st.dates(FIRST, date(2026, 3, 1)), looks=LOOKS, spoke=st.sets(st.integers(0, 9)),
       covers=st.none() | st.integers(0, 100), after=st.integers(0, 130))
def test_whatever_was_seen_the_engine_and_the_notebook_agree(decided, looks, spoke, covers, after):
    seen_ = [Seen(Form.POSTING, decided + timedelta(n), up) for n, up in sorted(looks, key=lambda x: x[0])]
    seen_ += [Seen(Form.LOUDSPEAKER, decided + timedelta(n)) for n in spoke]
    facts = Disclosed(ALOUD, decided, covers_until=None if covers is None else decided + timedelta(covers),
                      seen=tuple(seen_))
    agree(facts, decided + timedelta(after))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000))
def test_what_is_seen_tomorrow_changes_nothing_today(seed):
    facts = invented(random.Random(seed))
    on = facts.decided_on + timedelta(20)
    known = replace(facts, seen=tuple(s for s in facts.seen if s.on <= on))
    assert [o.state for o in owed(facts, on, CALENDAR)] == [o.state for o in owed(known, on, CALENDAR)]


def test_the_worst_of_several_counts():
    assert worst([State.DONE, State.BROKEN, State.OVERDUE]) is State.OVERDUE
    assert worst([]) is State.NOTHING
    assert State.DONE not in NOT_DONE and State.EXPIRED in NOT_DONE
