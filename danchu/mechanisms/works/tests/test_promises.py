"""A promise from the day it is made to the day somebody else says it is kept; and each refusal."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from danchu.conftest import _person, _unit
from danchu.ground.journal import writing as journal
from danchu.ground.journal.kept import score_of
from danchu.ground.journal.linked import linked_to
from danchu.ground.journal.models import Audience, Entry
from danchu.ground.journal.reading import links_of, timeline
from danchu.ground.offices.models import Family, Level, Succession, SuccessionKind, UnitParent
from danchu.ground.people.access import CLOCK, NOBODY, Post, Standing
from danchu.ground.people.models import PostHeld
from danchu.law.roles import Role
from danchu.mechanisms.works import actions, clock, figures, rules
from danchu.mechanisms.works.actions import NotTheirs, Refused, Stale
from danchu.mechanisms.works.models import Commitment, ScoreCount, Statement
from danchu.mechanisms.works.rules import Origin, Score, State, Step
from danchu.mechanisms.works.tests.conftest import drains, moment

ALL_YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def counted(unit) -> dict[str, int]:
    rows = ScoreCount.objects.filter(unit_id=unit.pk, n__gt=0)
    return dict(rows.values_list("score", "n"))


def test_a_promise_is_made_worked_on_reported_confirmed_and_closed(cast, lookers, thursday):
    c = actions.promise(drains(cast), token=uuid4(), by=cast.hoa, now=thursday)
    assert c.code.startswith("CK-26-") and c.state == State.PROMISED and c.head_name == "Chủ tịch Trần Hoa"
    actions.progress(c, text="Đã ký hợp đồng.", shown=True, by=cast.tam, now=thursday)
    assert c.state == State.UNDER_WAY
    actions.report_done(c, text="Đã nạo vét.", by=cast.tam, now=moment(2026, 3, 20))
    assert (c.state, c.score) == (State.REPORTED, Score.OPEN)  # nobody else has looked yet
    actions.confirm(c, text="Đã xem, nước rút.", by=lookers.xuan, now=moment(2026, 4, 10))
    assert (c.state, c.score, c.confirmed_as) == (State.CONFIRMED, Score.KEPT, Role.FRONT)  # done in time, seen later
    assert clock.take_due_steps(moment(2026, 5, 9)) == 0
    assert clock.take_due_steps(moment(2026, 5, 20)) == 1
    c.refresh_from_db()
    assert c.state == State.CLOSED and counted(cast.drains) == {"kept": 1}
    assert [x.verb for x in timeline(c.code, Audience.PUBLIC)] == [
        "promise", "progress", "report_done", "confirm", "close"]


def test_the_same_form_twice_is_one_promise(cast, thursday):
    token = uuid4()
    first = actions.promise(drains(cast), token=token, by=cast.hoa, now=thursday)
    again = actions.promise(drains(cast), token=token, by=cast.hoa, now=thursday)
    assert first.pk == again.pk and counted(cast.drains) == {"open": 1}
    assert Entry.objects.filter(verb="promise").count() == 1


def test_a_promise_knows_the_petition_it_was_made_in_and_the_petition_knows_it(cast, thursday):
    with transaction.atomic():
        journal.write("KN-26-222222", "answer", at=thursday, role="leader", audience=Audience.PUBLIC)
    c = actions.promise(drains(cast, origin=Origin.PETITION, source="KN-26-222222"), token=uuid4(), by=cast.hoa,
                        now=thursday)
    assert links_of(c.code) == [("KN-26-222222", "promised_in", True)]
    told = linked_to("KN-26-222222")
    assert [(x.code, x.words) for x in told] == [(c.code, "Cam kết")]


@pytest.mark.parametrize(("more", "why"), [
    ({"due_on": date(2026, 2, 12)}, "sau hôm nay"),
    ({"measure": " "}, "thế nào là xong"),
    ({"origin": Origin.PETITION}, "mã số phản ánh"),
    ({"source": "KN-26-999999"}, "Không tìm thấy mã"),
])
def test_a_promise_that_cannot_be_followed_is_not_taken(cast, thursday, more, why):
    with pytest.raises(Refused, match=why):
        actions.promise(drains(cast, **more), token=uuid4(), by=cast.hoa, now=thursday)
    assert not Commitment.objects.exists()


@pytest.mark.parametrize("who", ["stranger", "lan", "nobody"])
def test_nobody_promises_for_others(cast, thursday, who):
    by = NOBODY if who == "nobody" else getattr(cast, who)
    with pytest.raises(NotTheirs):
        actions.promise(drains(cast), token=uuid4(), by=by, now=thursday)


# --- who may say that it is kept ---------------------------------------------------------------

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


# --- disputed, postponed, overdue --------------------------------------------------------------

def test_a_dispute_stays_with_both_sides_until_it_is_done_again_and_confirmed(cast, lookers, reported, thursday):
    c = actions.dispute(reported, text="Mưa tối qua vẫn ngập.", by=lookers.sau, now=thursday)
    assert (c.state, c.score, c.disputes, c.done_on) == (State.DISPUTED, Score.DISPUTED, 1, None)
    actions.answer_dispute(c, text="Sẽ làm lại đoạn cuối.", by=cast.tam, now=thursday)
    assert c.state == State.DISPUTED
    actions.report_done(c, text="Đã làm lại.", by=cast.tam, now=moment(2026, 4, 3))
    actions.confirm(c, text="", by=lookers.sau, now=moment(2026, 4, 4))
    assert c.score == Score.KEPT_LATE  # the report that was confirmed is the one that counts
    assert list(Statement.objects.filter(commitment=c).values_list("step", flat=True)) == [
        "report_done", "dispute", "answer_dispute", "report_done"]
    assert counted(cast.drains) == {"kept_late": 1}


def test_what_a_citizen_says_is_read_by_all_only_once_it_is_redacted(cast, lookers, reported, thursday):
    c = actions.dispute(reported, text="Nhà tôi số 47/18 vẫn ngập, gọi 0912345678.", by=cast.lan, now=thursday)
    said = Statement.objects.get(commitment=c, step="dispute")
    assert said.shown == ""
    with pytest.raises(NotTheirs):
        actions.publish_words(c, statement=said, text="…", by=cast.tam, now=thursday)
    actions.publish_words(c, statement=said, text="Nhà tôi vẫn ngập.", by=lookers.xuan, now=thursday)
    said.refresh_from_db()
    assert (said.shown, said.text) == ("Nhà tôi vẫn ngập.", "Nhà tôi số 47/18 vẫn ngập, gọi 0912345678.")


def test_a_confirmed_promise_may_still_be_disputed_until_it_is_closed(cast, lookers, reported, thursday):
    actions.confirm(reported, text="", by=lookers.xuan, now=thursday)
    actions.dispute(reported, text="Chưa xong.", by=cast.lan, now=thursday)
    assert reported.state == State.DISPUTED and counted(cast.drains) == {"disputed": 1}


def test_a_promise_is_postponed_with_a_reason_and_its_first_day_stays_for_ever(cast, lookers, promised, thursday):
    c = actions.postpone(promised, reason="Chờ nước rút.", due_on=date(2026, 4, 30), by=cast.hoa, now=thursday)
    assert (c.first_due_on, c.due_on, c.score) == (date(2026, 3, 31), date(2026, 4, 30), Score.POSTPONED)
    entry = Entry.objects.get(verb="postpone")
    assert entry.about["was"] == "2026-03-31" and entry.audience == "public"
    actions.report_done(c, text="Đã xong.", by=cast.tam, now=moment(2026, 4, 20))
    actions.confirm(c, text="", by=lookers.xuan, now=moment(2026, 4, 20))
    assert c.score == Score.KEPT_LATE  # by the new day, but after the first


@pytest.mark.parametrize(("day", "reason", "when", "why"), [
    (date(2026, 4, 30), " ", moment(2026, 3, 1), "lý do"),
    (date(2026, 3, 31), "Chờ", moment(2026, 3, 1), "phải sau"),
    (date(2026, 4, 30), "Chờ", moment(2026, 4, 1), "Đã quá ngày hứa"),
])
def test_a_promise_is_not_postponed_just_so(cast, promised, day, reason, when, why):
    with pytest.raises(Refused, match=why):
        actions.postpone(promised, reason=reason, due_on=day, by=cast.hoa, now=when)


def test_only_a_leader_postpones(cast, promised, thursday):
    for who in (cast.tam, cast.minh, cast.lan):
        with pytest.raises(NotTheirs):
            actions.postpone(promised, reason="Chờ", due_on=date(2026, 4, 30), by=who, now=thursday)


def test_the_clock_reminds_and_then_says_in_public_that_the_day_has_passed(cast, promised):
    assert clock.take_due_steps(moment(2026, 3, 26)) == 0
    assert clock.take_due_steps(moment(2026, 3, 30)) == 1
    assert clock.take_due_steps(moment(2026, 3, 31)) == 0  # the day itself is not late
    assert clock.take_due_steps(moment(2026, 4, 1)) == 1
    assert clock.take_due_steps(moment(2026, 4, 2)) == 0
    promised.refresh_from_db()
    assert promised.overdue and promised.score == Score.OVERDUE
    assert [x.verb for x in timeline(promised.code, Audience.PUBLIC)] == ["promise", "fall_overdue"]


def test_what_is_late_and_done_after_all_is_kept_late(cast, lookers, promised):
    clock.take_due_steps(moment(2026, 4, 1))
    promised.refresh_from_db()
    actions.report_done(promised, text="Đã xong.", by=cast.tam, now=moment(2026, 4, 9))
    actions.confirm(promised, text="", by=lookers.sau, now=moment(2026, 4, 9))
    assert promised.score == Score.KEPT_LATE


def test_to_report_late_does_not_end_being_late(cast, lookers, promised):
    """An owner whose day has passed cannot press “done” and stand as open again; only a confirmation settles it."""
    c = actions.report_done(promised, text="Đã xong.", by=cast.tam, now=moment(2026, 4, 9))
    assert c.score == Score.OVERDUE and counted(cast.drains) == {"overdue": 1}
    assert actions.confirm(c, text="", by=lookers.sau, now=moment(2026, 4, 9)).score == Score.KEPT_LATE


def test_done_by_the_later_day_but_after_the_first_stands_as_postponed_until_confirmed(cast, lookers, promised):
    actions.postpone(promised, reason="Chờ.", due_on=date(2026, 4, 30), by=cast.hoa, now=moment(2026, 3, 1))
    assert actions.report_done(promised, text="Xong.", by=cast.tam, now=moment(2026, 4, 20)).score == Score.POSTPONED


# --- order of things ---------------------------------------------------------------------------

def test_a_step_out_of_turn_is_refused(cast, lookers, promised, thursday):
    for act, by in ((actions.confirm, lookers.xuan), (actions.dispute, lookers.xuan),
                    (actions.answer_dispute, cast.tam)):
        with pytest.raises(Refused):
            act(promised, text="Có", by=by, now=thursday)
    with pytest.raises(Refused):
        actions.close(promised, by=CLOCK, now=thursday)


@pytest.mark.parametrize("act", [actions.progress, actions.report_done, actions.answer_dispute, actions.dispute])
def test_nothing_is_said_with_no_words(cast, lookers, reported, thursday, act):
    more = {"shown": True} if act is actions.progress else {}
    with pytest.raises(Refused):
        act(reported, text="  ", by=cast.tam, now=thursday, **more)


def test_of_two_who_save_at_once_the_second_is_told(cast, promised, thursday):
    other = Commitment.objects.get(pk=promised.pk)
    actions.progress(promised, text="Đã ký.", shown=True, by=cast.tam, now=thursday)
    with pytest.raises(Stale):
        actions.report_done(other, text="Xong.", by=cast.tam, now=thursday)
    assert Statement.objects.count() == 1


def test_progress_that_is_not_ticked_stays_inside(cast, promised, thursday):
    actions.progress(promised, text="Nhà thầu xin tăng giá.", shown=False, by=cast.tam, now=thursday)
    assert [x.verb for x in timeline(promised.code, Audience.PUBLIC)] == ["promise"]
    assert Statement.objects.get().shown == ""


@pytest.mark.parametrize("wrong", [
    {"due_on": date(2026, 3, 1)}, {"first_due_on": date(2026, 1, 1), "due_on": date(2026, 1, 1)},
    {"postponed": 1}, {"state": "reported"}, {"state": "confirmed", "done_on": date(2026, 3, 1)},
])
def test_the_database_refuses_a_promise_that_makes_no_sense(promised, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Commitment.objects.filter(pk=promised.pk).update(**wrong)


# --- the score ---------------------------------------------------------------------------------

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


def test_published_words_are_hidden_again_with_a_reason_and_may_be_shown_anew(cast, lookers, reported, thursday):
    actions.dispute(reported, text="Nhà chị Ba vẫn ngập.", by=lookers.sau, now=thursday)
    said = Statement.objects.get(step="dispute")
    with pytest.raises(NotTheirs):  # whoever promised does not silence whoever looked
        actions.hide_words(reported, statement=said, reason="Có tên.", by=cast.tam, now=thursday)
    with pytest.raises(Refused, match="vì sao"):
        actions.hide_words(reported, statement=said, reason=" ", by=cast.minh, now=thursday)
    actions.hide_words(reported, statement=said, reason="Có tên một người dân.", by=cast.minh, now=thursday)
    said.refresh_from_db()
    assert (said.shown, said.text) == ("", "Nhà chị Ba vẫn ngập.")
    last = timeline(reported.code, Audience.PUBLIC)[-1]
    assert (last.verb, last.text) == ("hide_words", "Có tên một người dân.")
    with pytest.raises(Refused, match="không còn công khai"):
        actions.hide_words(reported, statement=said, reason="Nữa.", by=cast.minh, now=thursday)
    actions.publish_words(reported, statement=said, text="Nhà một hộ vẫn ngập.", by=lookers.sau, now=thursday)
    said.refresh_from_db()
    assert said.shown == "Nhà một hộ vẫn ngập."


def test_every_state_a_promise_may_stand_in_has_a_way_on_or_is_the_end():
    words = (Step.PUBLISH_WORDS, Step.HIDE_WORDS, Step.MASK)
    ends = {state for state in State if not any(s == state for s, step in rules.JOURNEY if step not in words)}
    assert ends == {State.CLOSED}


def test_a_day_off_moves_no_promise(promised):
    assert clock.recount(moment(2026, 2, 13)) == []
    assert timedelta(0) <= promised.due_on - promised.promised_on
