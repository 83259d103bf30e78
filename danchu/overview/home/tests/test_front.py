"""The front page: nothing about fewer cases than may be shown."""

from uuid import uuid4

from django.utils import timezone

from danchu.law.calendar import Calendar
from danchu.mechanisms.petitions import actions
from danchu.mechanisms.petitions.rules import Kind, Reason


def test_a_month_with_few_cases_shows_no_figure_at_all(client, cast):
    now = timezone.now()
    said = actions.Submission(kind=Kind.FEEDBACK, title="Ngập", text="Hẻm ngập.", body=cast.body)
    p = actions.submit(said, token=uuid4(), by=cast.lan, calendar=Calendar.official(), now=now)
    actions.refuse(p, reason=Reason.NOT_OURS, where_to="Gửi phường bạn.", by=cast.minh, now=now)
    page = client.get("/").content.decode()
    assert "Chưa đủ số liệu" in page and "Không thụ lý 1" not in page
