"""The whole map goes into the database once, and answers by the day."""

from collections import Counter
from datetime import date, timedelta

import pytest

from danchu.ground.offices.loading import load_map
from danchu.ground.offices.models import Level, Succession, SuccessionKind, Unit, UnitName
from danchu.ground.offices.territories import REFORM_ON, the_map

LAST_DAY_BEFORE = REFORM_ON - timedelta(days=1)
TODAY = date(2026, 11, 22)

pytestmark = pytest.mark.django_db


def types_on(day):
    names = UnitName.objects.valid_on(day).filter(unit__level=Level.COMMUNE)
    return Counter(names.values_list("type_name", flat=True))


def test_the_map_loads_once_and_answers_by_the_day():
    given = {"family": "territory", "level": "commune", "name": "?", "full_name": "?", "phone": "028 1022"}
    by_hand = Unit.objects.create(code="X:26743", valid_from=REFORM_ON, **given)  # was there before the map
    first, second = load_map(), load_map()
    by_hand.refresh_from_db()
    assert by_hand.phone == "028 1022" and by_hand.inheritances.exists() and by_hand.names.get()
    assert (first.provinces_before, first.districts_before, first.communes_before) == (63, 696, 10_035)
    assert (first.provinces, first.communes, first.edges) == (34, 3_321, 10_571)
    assert (first.written, second.written) == (14_148, 0)
    assert second.edges == first.edges

    units = Unit.objects
    assert [units.provinces(day).count() for day in (LAST_DAY_BEFORE, REFORM_ON, TODAY)] == [63, 34, 34]
    assert [units.communes(day).count() for day in (LAST_DAY_BEFORE, REFORM_ON, TODAY)] == [
        10_035,
        3_321,
        3_321,
    ]
    assert types_on(REFORM_ON) == {"Xã": 2_621, "Phường": 687, "Đặc khu": 13}
    assert types_on(TODAY) == {"Xã": 2_599, "Phường": 709, "Đặc khu": 13}

    city, ward = units.get(code="T:79"), units.get(code="X:26740")
    assert ward.official_code == "26740" and ward.folded == "phuong sai gon"
    assert ward.parent_on(TODAY) == city and ward.parent_on(LAST_DAY_BEFORE) is None
    assert units.children(city, TODAY).count() == 168
    assert units.children(units.get(code="C:760"), LAST_DAY_BEFORE).count() == 10
    assert not units.children(units.get(code="C:760"), TODAY).exists()

    bo_ha = units.get(code="X:07294")
    assert [bo_ha.name_on(day).type_name for day in (date(2026, 9, 19), date(2026, 9, 20))] == [
        "Xã",
        "Phường",
    ]
    assert bo_ha.type_name == "Phường" and bo_ha.name_on(LAST_DAY_BEFORE) is None

    edges = Succession.objects.filter(successor__code__startswith="X:")
    told = Counter((edge.kind.value, edge.part.value) for edge in the_map().edges)
    assert Counter(edges.values_list("kind", "part")) == told
    kept = Succession.objects.filter(successor__code__startswith="T:", kind=SuccessionKind.UNCHANGED)
    assert kept.count() == 11
