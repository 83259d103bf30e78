"""Who owes a dialogue this year, reception days this month: heads that change, Tết, units merged away."""

from datetime import date

import pytest

from danchu.law.calendar import Calendar
from danchu.law.obligations import OBLIGATIONS, Bound, Held, Standing, Term, Unit, What, owed

YEAR = Calendar.official()
BORN = date(2025, 7, 1)


def ward(**more):
    said = {"code": "w", "bound": Bound.COMMUNE_COMMITTEE, "since": BORN, "terms": (Term("Hoa", BORN),)} | more
    return Unit(**said)


def asked(unit, held=(), *, first=date(2026, 1, 1), last=date(2026, 12, 31), today, what=What.DIALOGUE):
    return [o for o in owed([unit], held, first, last, today, YEAR) if o.rule.what is what]


@pytest.mark.parametrize(("today", "held_on", "standing"), [
    (date(2026, 6, 1), None, Standing.OPEN), (date(2026, 10, 5), None, Standing.SOON),
    (date(2027, 1, 1), None, Standing.BROKEN), (date(2026, 6, 1), date(2026, 5, 4), Standing.KEPT),
    (date(2027, 1, 1), date(2025, 12, 31), Standing.BROKEN), (date(2026, 6, 1), date(2026, 8, 1), Standing.OPEN)])
def test_a_dialogue_is_owed_every_year(today, held_on, standing):
    held = [Held("w", What.DIALOGUE, held_on)] if held_on else []
    [told] = asked(ward(), held, today=today)
    assert (told.need, told.standing) == (1, standing) and "Điều 43" in told.rule.under


def test_the_week_of_tet_owes_no_reception_day():
    told = asked(ward(), today=date(2026, 3, 1), first=date(2026, 2, 1), last=date(2026, 3, 1), what=What.RECEPTION)
    weeks = [o.first for o in told]
    assert date(2026, 2, 16) not in weeks  # 16 to 20 February 2026 are all days off
    assert weeks == [date(2026, 1, 26), date(2026, 2, 2), date(2026, 2, 9), date(2026, 2, 23)]


def test_two_receptions_on_one_day_are_one_day():
    party = ward(bound=Bound.COMMUNE_PARTY)
    held = [Held("w", What.RECEPTION, date(2026, 4, 7))] * 2
    [told] = asked(party, held, today=date(2026, 5, 1), first=date(2026, 4, 1), last=date(2026, 4, 30),
                   what=What.RECEPTION)
    assert (told.need, told.done, told.standing) == (2, 1, Standing.BROKEN)


def test_a_head_who_comes_mid_year_owes_only_their_own_months():
    party = ward(bound=Bound.COMMUNE_PARTY, terms=(
        Term("Cũ", BORN, date(2026, 6, 16)), Term("Mới", date(2026, 6, 16))))
    told = asked(party, today=date(2026, 9, 1), first=date(2026, 5, 1), last=date(2026, 8, 31), what=What.RECEPTION)
    assert [(o.last.month, o.head) for o in told] == [(5, "Cũ"), (6, "Mới"), (7, "Mới"), (8, "Mới")]


def test_a_unit_merged_away_owes_nothing_more_and_its_successor_goes_on_with_what_was_held():
    gone = ward(until=date(2026, 7, 1))
    heir = ward(code="h", since=date(2026, 7, 1), took_over=("w",))
    held = [Held("w", What.DIALOGUE, date(2026, 3, 3))]
    assert asked(gone, held, today=date(2026, 12, 1)) == []
    [told] = asked(heir, held, today=date(2026, 12, 1))
    assert told.standing is Standing.KEPT and told.first == date(2026, 7, 1)
    [told] = asked(heir, today=date(2026, 12, 1))
    assert told.standing is Standing.SOON


def test_a_unit_born_on_the_last_day_off_of_a_year_owes_nothing_of_it():
    assert asked(ward(since=date(2026, 12, 31)), today=date(2027, 2, 1))[0].need == 1  # a Thursday, worked
    assert asked(ward(bound=Bound.COMMUNE_PARTY, since=date(2026, 5, 30)), today=date(2026, 6, 1),
                 first=date(2026, 5, 1), last=date(2026, 5, 31), what=What.RECEPTION) == []  # a weekend


def test_the_chair_s_weekly_day_ends_with_the_law_that_set_it():
    told = asked(ward(), today=date(2026, 8, 1), first=date(2026, 6, 1), last=date(2026, 7, 31), what=What.RECEPTION)
    assert max(o.last for o in told) <= date(2026, 6, 30)


def test_every_rule_stands_beside_its_article():
    assert all(rule.article and rule.source and rule.times for rule in OBLIGATIONS)
