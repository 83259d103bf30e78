"""A work done together, and its account: to the đồng, append-only, pressed twice entered once."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from danchu.ground.journal.models import Entry
from danchu.mechanisms.works import rules, work_actions
from danchu.mechanisms.works.models import AccountEntry, CommunityWork, WorkNeed
from danchu.mechanisms.works.notices import letters_for
from danchu.mechanisms.works.rules import Need, Side, WorkState, WorkStep
from danchu.mechanisms.works.tests.conftest import moment
from danchu.mechanisms.works.work_actions import Line, NotTheirs, Proposal, Refused, Wanted


def money(work, side=Side.RECEIVED, amount=5_000_000, **more):
    need = WorkNeed.objects.get(work=work, need=Need.MONEY)
    said = {"about": "Đóng góp đợt 1", "receipt": "PT-01", "on": date(2026, 2, 12)} | more
    return Line(need, side, amount, **said)


def test_a_lane_is_proposed_agreed_paid_for_built_handed_over_and_looked_after(cast, road, thursday):
    by = {"by": cast.minh, "now": thursday}
    work_actions.enter(road, line=money(road, amount=80_000_000, givers=40), token=uuid4(), **by)
    work_actions.enter(road, line=money(road, Side.SPENT, 55_500_000, receipt="PC-01"), token=uuid4(), **by)
    road.refresh_from_db()
    assert (road.income, road.spending, road.balance) == (80_000_000, 55_500_000, 24_500_000)
    road = work_actions.build(road, **by)
    work_actions.tell(road, text="Đã đổ xong 60 m.", **by)
    work_actions.deliver(road, text="Bàn giao khu phố 1.", **by)
    work_actions.maintain(road, care="Khu phố kiểm tra mỗi quý.", **by)
    with pytest.raises(Refused, match=r"24\.500\.000"):  # nobody closes a book with money left in it
        work_actions.finish(road, why="Hết hạn bảo hành.", by=cast.hoa, now=thursday)
    left = money(road, Side.SPENT, 24_500_000, about="Chuyển quỹ bảo trì khu phố", receipt="PC-02")
    work_actions.enter(road, line=left, token=uuid4(), **by)
    road = CommunityWork.objects.get(pk=road.pk)
    work_actions.finish(road, why="Hết hạn bảo hành.", by=cast.hoa, now=thursday)
    assert road.state == WorkState.CLOSED and road.handed_over_on == date(2026, 2, 12)


def test_every_step_of_a_work_is_an_action():
    assert all(callable(getattr(work_actions, step.value)) for step in WorkStep)


def test_a_work_begins_only_once_the_people_have_decided(cast, road, thursday):
    said = Proposal("Cầu nhỏ", "Rạch Cá", cast.body, needs=(Wanted(Need.MONEY, "Tiền", 1),))
    work = work_actions.propose(said, token=uuid4(), by=cast.minh, now=thursday)
    for step in (work_actions.collect, work_actions.build):
        with pytest.raises(Refused):
            step(work, by=cast.minh, now=thursday)
    with pytest.raises(Refused, match="quyết định"):
        work_actions.agree(work, decision=" ", decided_on=date(2026, 2, 1), by=cast.minh, now=thursday)
    with pytest.raises(IntegrityError), transaction.atomic():
        CommunityWork.objects.filter(pk=work.pk).update(state="building")


def test_whoever_supervises_for_the_people_is_told_of_a_work_of_their_place(cast, road, lookers):
    told = letters_for(list(Entry.objects.filter(subject=road.code)))
    heard = {letter.to for _entry, letter in told}
    assert heard == {str(lookers.sau.person.pk), str(lookers.xuan.person.pk)}
    assert [e.verb for e, _letter in told] == ["propose", "propose", "collect", "collect"]
    assert {letter.link for _entry, letter in told} == {f"/viec-chung/{road.code}/"}


@pytest.mark.parametrize("who", ["lan", "stranger"])
def test_nobody_else_keeps_the_account(cast, road, thursday, who):
    with pytest.raises(NotTheirs):
        work_actions.enter(road, line=money(road), token=uuid4(), by=getattr(cast, who), now=thursday)
    assert not AccountEntry.objects.exists()


@pytest.mark.parametrize(("more", "why"), [
    ({"amount": 0}, "lớn hơn không"), ({"amount": -5}, "lớn hơn không"), ({"amount": 10**16}, "lớn hơn không"),
    ({"receipt": " "}, "chứng từ"), ({"on": date(2026, 2, 13)}, "sau hôm nay"),
    ({"side": Side.SPENT, "amount": 1}, "không chi quá"),
])
def test_a_line_that_cannot_be_true_is_refused(cast, road, thursday, more, why):
    with pytest.raises(Refused, match=why):
        work_actions.enter(road, line=money(road, **more), token=uuid4(), by=cast.minh, now=thursday)


def test_a_line_pressed_twice_is_entered_once(cast, road, thursday):
    token = uuid4()
    for _ in range(2):
        work_actions.enter(road, line=money(road), token=token, by=cast.minh, now=thursday)
    road.refresh_from_db()
    assert AccountEntry.objects.count() == 1 and road.income == 5_000_000


def test_a_mistake_is_reversed_and_both_lines_stay(cast, road, thursday):
    by = {"by": cast.minh, "now": thursday}
    wrong = work_actions.enter(road, line=money(road, amount=50_000_000, givers=5), token=uuid4(), **by)
    back = work_actions.correct(road, entry=wrong, why="Gõ thừa một số 0.", token=uuid4(), **by)
    work_actions.enter(road, line=money(road), token=uuid4(), **by)
    road.refresh_from_db()
    assert (back.amount, back.corrects) == (-50_000_000, wrong)
    assert road.balance == 5_000_000 and AccountEntry.objects.count() == 3
    for again in (wrong, back):
        with pytest.raises(Refused):
            work_actions.correct(road, entry=again, why="Nữa.", token=uuid4(), **by)
    assert WorkNeed.objects.get(work=road, need="money").received == 5_000_000


@pytest.mark.parametrize("change", [
    lambda e: AccountEntry.objects.filter(pk=e.pk).update(amount=1),
    lambda e: AccountEntry.objects.filter(pk=e.pk).delete(),
])
def test_the_database_refuses_to_change_or_delete_a_line(cast, road, thursday, change):
    entry = work_actions.enter(road, line=money(road), token=uuid4(), by=cast.minh, now=thursday)
    with pytest.raises(DatabaseError), transaction.atomic():
        change(entry)
    assert AccountEntry.objects.get().amount == 5_000_000


def test_no_line_is_written_over_by_another_of_the_same_number(cast, road, thursday):
    """INSERT OR REPLACE of SQLite deletes without a trigger of DELETE; PostgreSQL knows only ON CONFLICT, an update."""
    entry = work_actions.enter(road, line=money(road), token=uuid4(), by=cast.minh, now=thursday)
    fields = [f.column for f in AccountEntry._meta.concrete_fields]
    names, table = ", ".join(f'"{name}"' for name in fields), AccountEntry._meta.db_table
    with connection.cursor() as db:
        values = ", ".join("1" if name == "amount" else f'"{name}"' for name in fields)
        said = f"INTO {table} ({names}) SELECT {values} FROM {table} WHERE true"
        over = {"sqlite": f"INSERT OR REPLACE {said}",
                "postgresql": f"INSERT {said} ON CONFLICT (id) DO UPDATE SET amount = 1"}
        with pytest.raises(DatabaseError), transaction.atomic():
            db.execute(over[connection.vendor])
    assert AccountEntry.objects.get(pk=entry.pk).amount == 5_000_000


def test_the_database_refuses_sums_that_do_not_add_up(road):
    with pytest.raises(IntegrityError), transaction.atomic():
        CommunityWork.objects.filter(pk=road.pk).update(balance=1)


@given(amounts=some.lists(some.integers(-10**9, 10**9).filter(bool), max_size=12), back=some.integers(0, 11))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_account_adds_up_to_the_dong_whatever_is_entered(cast, road, amounts, back):
    now = moment(2026, 2, 12)
    with transaction.atomic():
        for amount in amounts:
            side = Side.RECEIVED if amount > 0 else Side.SPENT
            try:
                work_actions.enter(road, line=money(road, side, abs(amount)), token=uuid4(), by=cast.minh, now=now)
            except Refused:
                continue
        entries = list(AccountEntry.objects.filter(work=road, corrects=None).order_by("number"))
        if entries:
            work_actions.correct(road, entry=entries[back % len(entries)], why="Nhầm.", token=uuid4(), by=cast.minh,
                                 now=now)
        kept = list(AccountEntry.objects.filter(work=road).order_by("number"))
        book = CommunityWork.objects.get(pk=road.pk)
        transaction.set_rollback(True)
    running = 0
    for line in kept:
        running += line.amount if line.side == Side.RECEIVED else -line.amount
        assert line.balance == running
    assert book.balance == running == book.income - book.spending
    assert [line.number for line in kept] == list(range(1, len(kept) + 1))


def test_only_money_moves_the_purse():
    for need in (Need.LABOUR, Need.LAND, Need.KIND):
        assert rules.after_entry(7, Side.RECEIVED, need, 5) == 7
    assert rules.after_entry(7, Side.PLEDGED, Need.MONEY, 5) == 7
