"""The cast of the tests: Lan petitions, Bảy is her neighbour, Minh receives, Hoa leads, Tâm handles drains."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from danchu.ground.offices.models import Family, Level, Unit
from danchu.ground.people.access import Post, Standing
from danchu.ground.people.models import Person, PostHeld
from danchu.law.calendar import Calendar
from danchu.law.roles import Role

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True)
class Cast:
    """Everyone a story needs, and the bodies they stand in."""

    ward: Unit
    body: Unit
    drains: Unit
    culture: Unit
    neighbours: Unit
    lan: Standing
    bay: Standing
    minh: Standing
    hoa: Standing
    tam: Standing
    stranger: Standing


def _unit(code: str, name: str, level: str, family: str = Family.STATE, serves: Unit | None = None) -> Unit:
    return Unit.objects.create(code=code, name=name, full_name=name, folded=name, family=family, level=level,
                               serves=serves)


def _person(name: str, *posts: tuple[Role, Unit, str]) -> Standing:
    person = Person.objects.create(name=name, email=f"{name.split()[-1].lower()}@lekhoi.example",
                                   is_official=bool(posts), joined_at=datetime(2025, 7, 1, tzinfo=HANOI))
    for role, unit, title in posts:
        PostHeld.objects.create(person=person, unit=unit, role=role, title=title, held_from=date(2025, 7, 1),
                                is_head=role == Role.LEADER)
    return Standing(person, tuple(Post(role, unit.pk, title) for role, unit, title in posts))


def make_cast() -> Cast:
    """They all enter."""
    ward = _unit("le-khoi", "Phường Lê Khôi", Level.COMMUNE, Family.TERRITORY)
    body = _unit("le-khoi.ubnd", "Ủy ban nhân dân phường Lê Khôi", Level.BODY, serves=ward)
    drains = _unit("le-khoi.kt", "Phòng Kinh tế, Hạ tầng và Đô thị", Level.OFFICE, serves=ward)
    culture = _unit("le-khoi.vhxh", "Phòng Văn hóa – Xã hội", Level.OFFICE, serves=ward)
    neighbours = _unit("tan-vinh.ubnd", "Ủy ban nhân dân phường Tân Vĩnh", Level.BODY)
    return Cast(
        ward, body, drains, culture, neighbours,
        lan=_person("Nguyễn Thị Lan"),
        bay=_person("Trần Văn Bảy"),
        minh=_person("Nguyễn Minh", (Role.RECEPTION, body, "Công chức Văn phòng")),
        hoa=_person("Trần Hoa", (Role.LEADER, body, "Chủ tịch")),
        tam=_person("Lê Tâm", (Role.HANDLER, drains, "Chuyên viên")),
        stranger=_person("Phạm Xa", (Role.RECEPTION, neighbours, "Công chức"),
                         (Role.LEADER, neighbours, "Phó Chủ tịch")),
    )


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def tet_2026() -> Calendar:
    return Calendar.official()


@pytest.fixture
def thursday() -> datetime:
    """12 February 2026, half past nine in the morning: the last Thursday before Tết."""
    return datetime(2026, 2, 12, 9, 30, tzinfo=HANOI)
