"""A short draft, and a consultation on it at every stage a test needs."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest

from danchu.law.calendar import Calendar
from danchu.mechanisms.consultations import actions
from danchu.mechanisms.consultations.actions import Brought, Plan, Said
from danchu.mechanisms.consultations.rules import Kind, Matter, Stance


@dataclass(frozen=True)
class P:
    """A part, as the parser hands it over."""

    kind: str
    number: str
    eid: str
    label: str
    heading: str = ""
    text: str = ""
    children: tuple["P", ...] = ()


def article(n: int, *clauses: str) -> P:
    return P("article", str(n), f"art_{n}", f"Điều {n}", f"Về việc {n}", "", tuple(
        P("clause", str(k), f"art_{n}__cl_{k}", f"Khoản {k} Điều {n}", "", text) for k, text in enumerate(clauses, 1)))


PARTS = (
    P("chapter", "I", "chp_1", "Chương I", "QUY ĐỊNH CHUNG",
      children=(article(1, "Phạm vi."), article(2, "Một.", "Hai."))),
    P("chapter", "II", "chp_2", "Chương II", "ĐỐI THOẠI",
      children=(article(3, "Mỗi năm một lần.", "Báo trước."),)),
)


@pytest.fixture
def document(cast, thursday):
    return actions.bring_in(
        Brought("Dự thảo Quy chế tiếp xúc, đối thoại", Kind.REGULATION, Matter.DEMOCRACY, cast.body),
        PARTS, token=uuid4(), source="paste", by=cast.minh, now=thursday)


@pytest.fixture
def planned(cast, document, thursday):
    return actions.plan(document, Plan("Lấy ý kiến Quy chế", "Quy chế về đối thoại.", "Cổng", questions=[
        actions.Asked("Ông/bà muốn dự lúc nào?", ("Buổi tối", "Cuối tuần"))]),
        token=uuid4(), by=cast.minh, now=thursday)


@pytest.fixture
def opened(cast, planned, thursday):
    actions.send_plan(planned, council="12/UBND", front="13/UBND", sent_on=thursday.date(), by=cast.minh, now=thursday)
    return actions.open_up(planned, closes_on=date(2026, 3, 20), calendar=Calendar.official(), by=cast.hoa,
                           now=thursday)


def says(opened, by, text: str, stance: Stance = Stance.DISAGREE, on: str = "art_3", *, now: datetime, **more: object):
    return actions.give(opened, Said(on, stance, text, **more), token=uuid4(), by=by, now=now)  # type: ignore[arg-type]


@pytest.fixture
def after(opened) -> datetime:
    """The minute after it closed."""
    return opened.closes_at + timedelta(minutes=1)
