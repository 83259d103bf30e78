"""The cast of the sign-in pages: Lan is a citizen, Hoa leads, Minh receives and has no second step yet."""

import time
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from danchu.ground.offices.models import Unit
from danchu.ground.people import commands, second_factor, urgent
from danchu.ground.people.models import Person, UrgentLetter
from danchu.law.roles import Role

PASSWORD = "chuyện của dân, lo cho dân"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def ward(db) -> Unit:
    return Unit.objects.create(
        code="x.ubnd", family="state", level="body", name="UBND", full_name="UBND phường Lê Khôi"
    )


@pytest.fixture
def minh(ward) -> Person:
    return _official("minh@lekhoi.vn", "Minh", ward, Role.RECEPTION)


@pytest.fixture
def hoa(ward) -> Person:
    person = _official("hoa@lekhoi.vn", "Trần Thị Hoa", ward, Role.LEADER)
    second_factor.set_totp(person, SECRET)
    return person


@pytest.fixture
def lan(db) -> Person:
    person = Person(email="lan@vidu.vn", name="Lan", verified_by="email", joined_at=timezone.now())
    person.set_unusable_password()
    person.save()
    return person


def _official(email: str, name: str, ward: Unit, role: Role) -> Person:
    now = timezone.now()
    person = commands.new_official(email, name, now)
    commands.give_post(person, ward, role, "Chủ tịch", by="test", now=now, held_from=timezone.localdate(now))
    person.set_password(PASSWORD)
    person.save()
    return person


def totp(secret: str = SECRET, steps: int = 0) -> str:
    """The code an app shows now, or some 30-second steps away."""
    return second_factor.code_at(secret, int(time.time()) // 30 + steps)


def sign_in_hoa(client: Client, code: str | None = None):
    client.post("/dang-nhap/can-bo/", {"email": "hoa@lekhoi.vn", "password": PASSWORD})
    return client.post("/dang-nhap/can-bo/buoc-hai/", {"code": code or totp()})


def letters() -> list[urgent.Letter]:
    """What waits for the postman, oldest first."""
    return [letter for row in UrgentLetter.objects.order_by("id") if (letter := urgent.opened(row))]


@pytest.fixture
def noon() -> datetime:
    return datetime(2026, 3, 3, 5, tzinfo=UTC)


@pytest.fixture
def emptied_after(transactional_db):
    """Lets the test runner empty the tables afterwards: on PostgreSQL the journal refuses, as it should."""

    def allow(execute, sql, params, many, context):
        if sql.startswith("TRUNCATE"):
            connection.execute_wrappers.remove(allow)
            context["cursor"].execute("SET LOCAL session_replication_role = replica")
        return execute(sql, params, many, context)

    if connection.vendor == "postgresql":
        connection.execute_wrappers.append(allow)
