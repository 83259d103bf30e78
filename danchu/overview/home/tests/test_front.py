"""The front page: nothing about fewer cases than may be shown."""

from datetime import timedelta
from uuid import uuid4

from django.core.cache import cache
from django.utils import timezone

from danchu.law.calendar import Calendar
from danchu.mechanisms.petitions import actions
from danchu.mechanisms.petitions.models import TallyChange
from danchu.mechanisms.petitions.rules import Kind, Reason
from danchu.mechanisms.petitions.sending import receiving_body


def test_a_month_with_few_cases_shows_no_figure_at_all(client, cast):
    now = timezone.now()
    said = actions.Submission(kind=Kind.FEEDBACK, title="Ngập", text="Hẻm ngập.", body=cast.body)
    p = actions.submit(said, token=uuid4(), by=cast.lan, calendar=Calendar.official(), now=now)
    actions.refuse(p, reason=Reason.NOT_OURS, where_to="Gửi phường bạn.", by=cast.minh, now=now)
    page = client.get("/").content.decode()
    assert "Chưa đủ số liệu" in page and "Không thụ lý 1" not in page


def test_where_the_month_says_too_little_the_last_twelve_months_speak(client, cast):
    today = timezone.localdate()
    long_ago = (today.replace(day=1) - timedelta(days=60)).replace(day=1)
    too_long_ago = long_ago.replace(year=long_ago.year - 1)
    for month, n in ((long_ago, 11), (too_long_ago, 50)):
        TallyChange.objects.create(body_id=cast.body.pk, office_id=0, month=month, what="on_time", n=n)
    page = client.get("/").content.decode()
    assert "Lời hứa mười hai tháng qua" in page and "trên 11 việc" in page and "trên 61" not in page
    TallyChange.objects.create(body_id=cast.body.pk, office_id=0, month=today.replace(day=1), what="late", n=10)
    cache.clear()  # nothing was written in the journal, so the page is still kept
    assert "Lời hứa tháng này" in client.get("/").content.decode()


def test_what_comes_stands_on_the_front_page_with_its_day(client, cast):
    from danchu.mechanisms.dialogues.tests.stories import collecting

    now = timezone.now()
    collecting(cast, now, starts_at=now + timedelta(days=20), ends_at=now + timedelta(days=20, hours=2))
    page = client.get("/").content.decode()
    assert "Đối thoại về thoát nước" in page and f"{timezone.localtime(now) + timedelta(days=20):%d/%m/%Y}" in page
    assert "1 buổi đối thoại sắp tới" in page


def test_the_front_page_costs_six_statements_at_most(client, cast, django_assert_max_num_queries):
    receiving_body()  # kept in memory for a while
    with django_assert_max_num_queries(6):
        client.get("/")
