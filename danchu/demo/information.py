"""Three requests for information in the ward: one answered for all to read, one being gathered, one refused."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction
from django.utils import timezone

from danchu.demo import readers
from danchu.demo.ward import WARD, Ward
from danchu.ground.offices.calendars import calendar_for
from danchu.ground.people.access import Standing, standing_of
from danchu.mechanisms.information import actions
from danchu.mechanisms.information.actions import Question
from danchu.mechanisms.information.models import InformationRequest
from danchu.mechanisms.information.rules import Ground, Way


@transaction.atomic
def load_information(ward: Ward, now: datetime) -> int:
    """Play what has not been played; how many are new. Nobody gets letters."""
    before, today = readers.last_entry(), timezone.localtime(now).date()
    plays = {"rubbish": _answered, "drains": _gathered, "tender": _refused}
    known = set(InformationRequest.objects.values_list("token", flat=True))
    new = [name for name in plays if _token(name) not in known]
    for name in new:
        plays[name](ward, today, _token(name))
    readers.step_over(readers.POSTMAN, before)
    return len(new)


def _answered(ward: Ward, today: date, token: UUID) -> None:
    r = _ask(ward, today - timedelta(days=34), token, "Giá và thời hạn hợp đồng thu gom rác khu phố 2 đang chạy.",
             "Tổ dân phố muốn so với mức phí đang thu.")
    minh = standing_of(ward.people["minh"], today)
    answer = "Hợp đồng từ tháng 1 đến tháng 12, 46 triệu đồng một tháng cho sáu khu phố, ba lượt một tuần."
    r = actions.give(r, answer=answer, papers=[], by=minh, now=_at(today - timedelta(days=32), 10))
    actions.publish(r, title="Hợp đồng thu gom rác của phường giá bao nhiêu, đến khi nào?", answer=answer,
                    question="Giá và thời hạn hợp đồng thu gom rác khu phố 2 đang chạy?", checked=True, by=minh,
                    now=_at(today - timedelta(days=31), 9))


def _gathered(ward: Ward, today: date, token: UUID) -> None:
    r = _ask(ward, today - timedelta(days=6), token, "Số tiền sửa cống, hẻm của từng khu phố trong năm năm qua.",
             "Viết báo cáo cho họp tổ dân phố.")
    actions.tell_term(r, why="Phải tập hợp sổ sách năm năm của phường cũ và phường mới.",
                      by=standing_of(ward.people["minh"], today), calendar=calendar_for(ward.body),
                      now=_at(today - timedelta(days=4), 9))


def _refused(ward: Ward, today: date, token: UUID) -> None:
    r = _ask(ward, today - timedelta(days=20), token, "Hồ sơ dự thầu của các công ty cây xanh.", "Muốn biết.")
    actions.refuse(r, ground=Ground.NO_CONSENT, by=standing_of(ward.people["hoa"], today),
                   why="Hồ sơ dự thầu là bí mật kinh doanh của công ty, các công ty chưa đồng ý. Kết quả chọn thầu "
                       "và giá trúng thầu thì đã công khai, ông/bà xem ở mục Dự án.",
                   now=_at(today - timedelta(days=18), 15))


def _ask(ward: Ward, day: date, token: UUID, asked: str, purpose: str) -> InformationRequest:
    lan = ward.people["lan"]
    said: dict[str, Any] = {"asked": asked, "purpose": purpose, "way": Way.PAGE, "name": lan.name,
                            "email": lan.email or "", "body": ward.body}
    return actions.ask(Question(**said), token=token, by=Standing(lan), calendar=calendar_for(ward.body),
                       now=_at(day, 9))


def _token(name: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"{WARD}:information:{name}")


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=timezone.get_default_timezone())
