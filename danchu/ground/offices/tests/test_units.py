"""What the database refuses, and which calendar counts for whom."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from danchu.ground.offices.calendars import calendar_for
from danchu.ground.offices.models import CalendarDay, Succession, Unit, UnitName, UnitParent
from danchu.law.calendar import Calendar

pytestmark = pytest.mark.django_db

FLOOD_ON = date(2026, 8, 12)  # a Wednesday
BEGUN, ENDED = date(2026, 1, 1), date(2026, 6, 1)


def unit(code, **more):
    given = {"family": "territory", "level": "commune", "name": code, "full_name": f"Xã {code}"} | more
    return Unit.objects.create(code=code, **given)


@pytest.fixture
def house():
    """A province, its commune, and the commune's People's Committee."""
    province, commune = unit("T:1", level="province"), unit("X:1")
    UnitParent.objects.create(unit=commune, parent=province)
    return province, commune, unit("ubnd-1", family="state", level="body", serves=commune)


def day_off(place, name, kind="unit_off", day=FLOOD_ON):
    return CalendarDay.objects.create(unit=place, day=day, kind=kind, name=name, source="thông báo")


def test_without_added_days_the_calendar_is_the_laws(house):
    assert calendar_for(None) == calendar_for(house[2]) == Calendar.official()


def test_a_flood_day_of_a_commune_counts_for_its_committee_and_for_nobody_else(house):
    province, commune, committee = house
    day_off(commune, "nghỉ lũ")
    works = {
        place: calendar_for(place).is_working(FLOOD_ON) for place in (None, province, commune, committee)
    }
    assert works == {None: True, province: True, commune: False, committee: False}


def test_a_day_of_the_province_reaches_its_communes_and_their_committees(house):
    day_off(house[0], "lễ hội tỉnh")
    assert not any(calendar_for(place).is_working(FLOOD_ON) for place in house)


def test_the_nearer_word_beats_the_farther_one(house):
    _, commune, committee = house
    day_off(None, "cả nước nghỉ", kind="holiday")
    day_off(committee, "làm bù", kind="makeup_work")
    assert not calendar_for(commune).is_working(FLOOD_ON)
    assert calendar_for(committee).is_working(FLOOD_ON)


def test_a_changed_day_is_seen_at_once(house):
    added = day_off(None, "cả nước nghỉ", kind="holiday")
    assert not calendar_for(None).is_working(FLOOD_ON)
    added.delete()
    assert calendar_for(None).is_working(FLOOD_ON)


def test_a_calendar_costs_one_statement(house, django_assert_num_queries):
    with django_assert_num_queries(1):
        calendar_for(house[2])


def test_a_unit_is_there_from_its_first_day_up_to_its_last(house):
    short = unit("X:2", valid_from=BEGUN, valid_to=ENDED)
    days = (date(2025, 12, 31), BEGUN, date(2026, 5, 31), ENDED)
    assert [short.exists_on(day) for day in days] == [False, True, True, False]
    assert [Unit.objects.valid_on(day).filter(pk=short.pk).exists() for day in days] == [
        False,
        True,
        True,
        False,
    ]


def test_bodies_are_found_by_the_territory_they_serve(house):
    assert list(Unit.objects.serving(house[1])) == [house[2]]


REFUSED = {
    "a_unit_begins_before_it_ends": lambda p, c: unit("X:3", valid_from=ENDED, valid_to=BEGUN),
    "a_territory_serves_no_other": lambda p, c: unit("X:3", serves=c),
    "a_unit_has_a_name": lambda p, c: unit("X:3", full_name=""),
    "one code, one unit": lambda p, c: unit("X:1"),
    "a_unit_is_not_its_own_parent": lambda p, c: UnitParent.objects.create(unit=p, parent=p),
    "one latest parent": lambda p, c: UnitParent.objects.create(unit=c, parent=p),
    "no_unit_succeeds_itself": lambda p, c: Succession.objects.create(
        predecessor=c, successor=c, kind="full", effective_on=BEGUN
    ),
    "one latest name": lambda p, c: [
        UnitName.objects.create(unit=c, name="a", full_name="a", valid_from=since) for since in (BEGUN, ENDED)
    ],
    "a_name_begins_before_it_ends": lambda p, c: UnitName.objects.create(
        unit=c, name="a", full_name="a", valid_from=ENDED, valid_to=BEGUN
    ),
    "one word a day for the country": lambda p, c: [day_off(None, name) for name in "ab"],
    "one word a day for a unit": lambda p, c: [day_off(c, name) for name in "ab"],
}


@pytest.mark.parametrize(("name", "wrong"), REFUSED.items(), ids=REFUSED)
def test_the_database_refuses_what_cannot_be(house, name, wrong):
    said = "(?i)unique" if name.startswith("one ") else name  # only checks are named by both engines
    with pytest.raises(IntegrityError, match=said), transaction.atomic():
        wrong(house[0], house[1])
