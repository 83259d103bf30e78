"""Who looks whether a promise is kept: Sáu of the Inspection Board, Xuân of the Front; and a promise to look at."""

import io
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from danchu.conftest import HANOI, Cast, _person, _unit
from danchu.ground.files.cleaning import Cleaned, clean_upload
from danchu.ground.offices.models import Family, Level, Unit
from danchu.ground.people.access import Standing
from danchu.law.roles import Role
from danchu.mechanisms.works import actions, work_actions
from danchu.mechanisms.works.actions import Promise
from danchu.mechanisms.works.rules import Need
from danchu.mechanisms.works.work_actions import Proposal, Wanted


@dataclass(frozen=True)
class Lookers:
    """Those who may confirm, and their units."""

    village: Unit
    front: Unit
    sau: Standing
    xuan: Standing


@pytest.fixture
def lookers(cast: Cast) -> Lookers:
    village = _unit("le-khoi.kp1", "Khu phố 1", Level.BODY, Family.RESIDENTIAL, cast.ward)
    front = _unit("le-khoi.mttq", "Ủy ban MTTQ phường Lê Khôi", Level.BODY, Family.FRONT, cast.ward)
    return Lookers(village, front,
                   sau=_person("Đỗ Sáu", (Role.INSPECTOR, village, "Ủy viên Ban Thanh tra nhân dân")),
                   xuan=_person("Cung Xuân", (Role.FRONT, front, "Ủy viên thường trực")))


def drains(cast: Cast, **more: object) -> Promise:
    said = {"title": "Nạo vét cống hẻm 47", "for_whom": "Bà con hẻm 47", "measure": "Mưa 30 phút không ngập",
            "owner": cast.drains, "due_on": date(2026, 3, 31)} | more
    return Promise(**said)  # type: ignore[arg-type]


@pytest.fixture
def promised(cast, lookers, thursday):
    return actions.promise(drains(cast, asker=cast.lan.person), token=uuid4(), by=cast.hoa, now=thursday)


@pytest.fixture
def reported(cast, promised, thursday):
    return actions.report_done(promised, text="Đã nạo vét 62 m cống.", by=cast.tam, now=thursday)


@pytest.fixture
def road(cast, lookers, thursday):
    """A lane to be paved, agreed on and open for contributions."""
    said = Proposal("Bê tông hóa hẻm 12", "Hẻm 12, khu phố 1", cast.body, village=lookers.village, needs=(
        Wanted(Need.MONEY, "Tiền", 120_000_000), Wanted(Need.LABOUR, "Ngày công", 90),
        Wanted(Need.LAND, "Đất mở rộng hẻm", 36), Wanted(Need.KIND, "Xi măng", 200, "bao")))
    work = work_actions.propose(said, token=uuid4(), by=cast.minh, now=thursday)
    work_actions.agree(work, decision="Nghị quyết số 02/NQ-KP1", decided_on=date(2026, 2, 1), by=cast.minh,
                       now=thursday)
    return work_actions.collect(work, by=cast.minh, now=thursday)


def drawn(name: str) -> Cleaned:
    """A photo of nothing, each with its own colour."""
    out = io.BytesIO()
    Image.new("RGB", (80, 60), (sum(name.encode()) % 256, 90, 120)).save(out, "JPEG")
    return clean_upload(SimpleUploadedFile(f"{name}.jpg", out.getvalue(), "image/jpeg"))


def moment(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 9, 0, tzinfo=HANOI)
