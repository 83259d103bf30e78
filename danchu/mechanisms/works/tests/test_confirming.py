"""Who may say that a promise is kept: never whoever made it, wrote it down, or served where it was made."""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from uuid import uuid4

import pytest

from danchu.conftest import _person, _unit
from danchu.ground.offices.models import Family, Level, Succession, SuccessionKind, UnitParent
from danchu.ground.people.access import Post, Standing
from danchu.ground.people.models import PostHeld
from danchu.law.roles import Role
from danchu.mechanisms.works import actions, clock
from danchu.mechanisms.works.actions import NotTheirs, Refused
from danchu.mechanisms.works.rules import State
from danchu.mechanisms.works.tests.conftest import drains, moment


def test_the_asker_the_board_and_the_front_may_each_confirm(cast, lookers, thursday):
    for by, role in ((cast.lan, Role.ASKER), (lookers.sau, Role.INSPECTOR), (lookers.xuan, Role.FRONT)):
        c = actions.promise(drains(cast, asker=cast.lan.person), token=uuid4(), by=cast.hoa, now=thursday)
        actions.report_done(c, text="Đã xong.", by=cast.tam, now=thursday)
        assert actions.confirm(c, text="", by=by, now=thursday).confirmed_as == role


def test_nobody_of_the_owners_house_ever_confirms(cast, lookers, reported, thursday):
    """Not its officers, not the office above it, not one beside it; whatever other role they also hold."""
    inspector = Post(Role.INSPECTOR, lookers.village.pk, "Ủy viên Ban Thanh tra nhân dân")
    front = Post(Role.FRONT, lookers.front.pk, "Ủy viên")
    for who in (cast.tam, cast.hoa, cast.minh):
        for posts in (who.posts, (*who.posts, inspector), (*who.posts, front)):
            with pytest.raises(Refused):
                actions.confirm(reported, text="Xong", by=replace(who, posts=posts), now=thursday)
            with pytest.raises(Refused):
                actions.dispute(reported, text="Chưa", by=replace(who, posts=posts), now=thursday)
    beside = _person("Vũ Bên Cạnh", (Role.HANDLER, cast.culture, "Chuyên viên"),
                     (Role.INSPECTOR, lookers.village, "Ủy viên"))
    with pytest.raises(Refused):
        actions.confirm(reported, text="Xong", by=beside, now=thursday)
    reported.refresh_from_db()
    assert reported.state == State.REPORTED


def test_an_office_above_or_below_by_its_parent_alone_never_confirms_either(cast, lookers, thursday):
    above = _unit("so-xay-dung", "Sở Xây dựng", Level.BODY)
    below = _unit("doi-thoat-nuoc", "Đội thoát nước", Level.OFFICE)
    UnitParent.objects.create(unit=cast.drains, parent=above)
    UnitParent.objects.create(unit=below, parent=cast.drains)
    c = actions.promise(drains(cast), token=uuid4(), by=cast.hoa, now=thursday)
    actions.report_done(c, text="Đã xong.", by=cast.tam, now=thursday)
    for n, unit in enumerate((above, below)):
        who = _person(f"Người {n}", (Role.HANDLER, unit, "Kỹ sư"), (Role.FRONT, lookers.front, "Ủy viên"))
        with pytest.raises(Refused):
            actions.confirm(c, text="Xong", by=who, now=thursday)


def test_whoever_promised_or_wrote_it_down_never_confirms_even_from_another_post(cast, lookers, reported, thursday):
    moved = Standing(cast.hoa.person, (Post(Role.FRONT, lookers.front.pk, "Chủ tịch MTTQ"),))
    with pytest.raises(Refused):
        actions.confirm(reported, text="Xong", by=moved, now=thursday)


def test_an_asker_who_works_for_the_owner_does_not_confirm(cast, lookers, thursday):
    c = actions.promise(drains(cast, asker=cast.tam.person), token=uuid4(), by=cast.hoa, now=thursday)
    actions.report_done(c, text="Đã xong.", by=cast.hoa, now=thursday)
    with pytest.raises(Refused):
        actions.confirm(c, text="Xong", by=cast.tam, now=thursday)


def test_the_board_of_another_place_does_not_confirm(cast, reported, thursday):
    elsewhere = _unit("tan-vinh", "Phường Tân Vĩnh", Level.COMMUNE, Family.TERRITORY)
    village = _unit("tan-vinh.kp1", "Khu phố 1", Level.BODY, Family.RESIDENTIAL, elsewhere)
    with pytest.raises(Refused):
        actions.confirm(reported, text="Xong", by=_person("Lê Ngoài", (Role.INSPECTOR, village, "Ủy viên")),
                        now=thursday)


def test_whoever_worked_for_the_owner_since_the_promise_never_confirms_from_their_next_post(cast, lookers, reported,
                                                                                            thursday):
    """Tâm reports it done on Thursday and moves to the Front on Friday."""
    PostHeld.objects.filter(person=cast.tam.person).update(held_to=date(2026, 2, 13))
    moved = Standing(cast.tam.person, (Post(Role.FRONT, lookers.front.pk, "Chuyên viên"),))
    with pytest.raises(Refused):
        actions.confirm(reported, text="Xong", by=moved, now=moment(2026, 2, 20))
    PostHeld.objects.filter(person=cast.tam.person).update(held_to=date(2026, 2, 1))  # left before it was promised
    assert actions.confirm(reported, text="Xong", by=moved, now=moment(2026, 2, 20)).state == State.CONFIRMED


def test_whoever_comes_from_a_merged_unit_never_confirms_what_it_promised(cast, lookers, promised, thursday):
    """Two mergers later the owner is another authority; those who stood between still answer for it."""
    other = _unit("tan-vinh", "Phường Tân Vĩnh", Level.COMMUNE, Family.TERRITORY)
    line = [cast.drains, _unit("p1", "Phòng đời 1", Level.OFFICE, serves=other),
            _unit("p2", "Phòng đời 2", Level.OFFICE, Family.PARTY, serves=other)]
    front = _unit("tan-vinh.mttq", "MTTQ Tân Vĩnh", Level.BODY, Family.FRONT, serves=other)
    for n, (before, after) in enumerate(pairwise(line)):
        Succession.objects.create(predecessor=before, successor=after, kind=SuccessionKind.MERGE,
                                  effective_on=date(2026, 2, 14 + n))
    clock.take_due_steps(moment(2026, 2, 20))
    clock.take_due_steps(moment(2026, 2, 21))
    promised.refresh_from_db()
    assert promised.owner == line[2]
    leader = _person("Võ Trưởng", (Role.LEADER, line[2], "Trưởng phòng"))
    actions.report_done(promised, text="Đã xong.", by=leader, now=moment(2026, 2, 22))
    for n, unit in enumerate((cast.drains, cast.body, *line[1:])):
        both = _person(f"Hai vai {n}", (Role.HANDLER, unit, "Chuyên viên"), (Role.FRONT, front, "Ủy viên"))
        with pytest.raises(Refused):
            actions.confirm(promised, text="Xong", by=both, now=moment(2026, 2, 22))
    there = _person("Lê Tân", (Role.FRONT, front, "Ủy viên"))
    assert actions.confirm(promised, text="", by=there, now=moment(2026, 2, 22)).confirmed_as == Role.FRONT


@pytest.mark.parametrize("who", ["bay", "stranger"])
def test_nobody_else_confirms(cast, reported, thursday, who):
    with pytest.raises(NotTheirs):
        actions.confirm(reported, text="Xong", by=getattr(cast, who), now=thursday)
