"""The score of promises: each counted once, by unit and by the head of the day, through every merger."""

from datetime import date
from itertools import pairwise
from uuid import uuid4

import pytest

from danchu.conftest import _person, _unit
from danchu.ground.journal.kept import score_of
from danchu.ground.journal.models import Audience
from danchu.ground.journal.reading import timeline
from danchu.ground.offices.models import Level, Succession, SuccessionKind
from danchu.ground.people.access import CLOCK
from danchu.ground.people.models import PostHeld
from danchu.law.roles import Role
from danchu.mechanisms.works import actions, clock, figures
from danchu.mechanisms.works.actions import NotTheirs, Refused
from danchu.mechanisms.works.models import ScoreCount
from danchu.mechanisms.works.tests.conftest import drains, moment

ALL_YEAR = (date(2026, 1, 1), date(2026, 12, 31))

def counted(unit) -> dict[str, int]:
    rows = ScoreCount.objects.filter(unit_id=unit.pk, n__gt=0)
    return dict(rows.values_list("score", "n"))


def test_every_promise_is_counted_in_one_score_and_the_scores_add_up(cast, lookers, thursday):
    made = [actions.promise(drains(cast), token=uuid4(), by=cast.hoa, now=thursday) for _ in range(4)]
    for c in made[:2]:
        actions.report_done(c, text="Xong.", by=cast.tam, now=thursday)
        actions.confirm(c, text="", by=lookers.sau, now=thursday)
    actions.postpone(made[2], reason="Chờ.", due_on=date(2026, 5, 1), by=cast.hoa, now=thursday)
    found = score_of(cast.drains, *ALL_YEAR)
    assert (found.n, found.kept, found.due) == (4, 2, 2)
    assert {p.label: p.n for p in found.parts if p.n} == {"Giữ đúng ngày": 2, "Đã lùi ngày": 1, "Còn mở": 1}
    assert score_of(cast.body, *ALL_YEAR).n == 4  # a body answers for its offices
    assert score_of(cast.drains, date(2026, 3, 1), date(2026, 12, 31)).n == 0
    assert score_of(cast.neighbours, *ALL_YEAR).n == 0


def test_a_head_who_left_keeps_what_they_promised(cast, lookers, thursday):
    actions.promise(drains(cast), token=uuid4(), by=cast.hoa, now=thursday)
    PostHeld.objects.filter(person=cast.hoa.person).update(held_to=date(2026, 3, 1))
    new = _person("Bùi Mới", (Role.LEADER, cast.body, "Chủ tịch"))
    PostHeld.objects.filter(person=new.person).update(held_from=date(2026, 3, 1))
    c = actions.promise(drains(cast), token=uuid4(), by=new, now=moment(2026, 3, 2))
    assert c.head_name == "Chủ tịch Bùi Mới"
    assert sorted((r.name, r.n) for r in figures.board(*ALL_YEAR, date(2026, 3, 31))[1]) == [
        ("Bùi Mới, Chủ tịch", 1), ("Trần Hoa, Chủ tịch", 1)]


def test_a_unit_merged_away_hands_open_promises_and_score_to_its_heir(cast, lookers, promised, thursday):
    heir = _unit("le-khoi.kt2", "Phòng Kinh tế mới", Level.OFFICE, serves=cast.ward)
    Succession.objects.create(predecessor=cast.drains, successor=heir, kind=SuccessionKind.MERGE,
                              effective_on=date(2026, 3, 1))
    assert clock.take_due_steps(moment(2026, 2, 27)) == 0
    assert clock.take_due_steps(moment(2026, 3, 2)) == 1
    promised.refresh_from_db()
    assert (promised.owner, promised.promised_by) == (heir, cast.drains)
    assert (promised.due_on, promised.first_due_on) == (date(2026, 3, 31),) * 2  # the clock is not restarted
    assert score_of(heir, *ALL_YEAR).n == 1
    assert [(r.name, r.n) for r in figures.board(*ALL_YEAR, date(2026, 3, 2))[0]] == [("Phòng Kinh tế mới", 1)]


def test_a_unit_parted_among_several_leaves_its_promises_to_a_leader_who_takes_them(cast, lookers, promised, thursday):
    parts = [_unit(f"p{n}", f"Phòng {n}", Level.OFFICE, serves=cast.ward) for n in (1, 2)]
    for part in parts:
        Succession.objects.create(predecessor=cast.drains, successor=part, kind=SuccessionKind.SPLIT,
                                  effective_on=date(2026, 3, 1))
    assert clock.take_due_steps(moment(2026, 3, 2)) == 0
    with pytest.raises(NotTheirs):
        actions.hand_over(promised, to=parts[0], by=cast.tam, now=moment(2026, 3, 2))
    with pytest.raises(Refused):
        actions.hand_over(promised, to=cast.culture, by=CLOCK, now=moment(2026, 3, 2))
    leader = _person("Võ Trưởng", (Role.LEADER, parts[0], "Trưởng phòng"))
    with pytest.raises(Refused, match="vì sao"):
        actions.hand_over(promised, to=parts[0], by=leader, now=moment(2026, 3, 2))
    took = actions.hand_over(promised, to=parts[0], reason="Hẻm 47 thuộc địa bàn phòng.", by=leader,
                             now=moment(2026, 3, 2))
    assert took.owner == parts[0] and timeline(took.code, Audience.PUBLIC)[-1].text == "Hẻm 47 thuộc địa bàn phòng."


def test_the_board_follows_all_generations_of_heirs(cast, lookers, promised, thursday):
    line = [cast.drains, *(_unit(f"h{n}", f"Phòng đời {n}", Level.OFFICE, serves=cast.ward) for n in (1, 2, 3))]
    for n, (before, after) in enumerate(pairwise(line)):
        Succession.objects.create(predecessor=before, successor=after, kind=SuccessionKind.RENAMED,
                                  effective_on=date(2026, 3, 1 + n))
    for day, name in ((2, "Phòng đời 2"), (3, "Phòng đời 3")):
        assert [(r.name, r.n) for r in figures.board(*ALL_YEAR, date(2026, 3, day))[0]] == [(name, 1)]
    assert score_of(line[-1], *ALL_YEAR).n == 1
