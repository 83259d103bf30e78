"""Fifty people press on one reception slot at once, against a real server: one is received, the rest are told."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

from tests.crowd import form, post, python

POSTED = """
import django; django.setup()
from datetime import timedelta
from django.utils import timezone
from danchu.ground.offices.models import Unit
from danchu.ground.people.access import Post, Standing
from danchu.law.calendar import Calendar
from danchu.law.roles import Role
from danchu.mechanisms.dialogues import reception_actions as actions
from danchu.mechanisms.dialogues.models import ReceptionDay
body, calendar, now = Unit.objects.get(code="le-khoi.ubnd"), Calendar.official(), timezone.now()
hoa = Standing(None, (Post(Role.RECEPTION, body.pk, ""),))
at = timezone.localtime(now).replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=20)
while not calendar.is_working(at.date()):
    at += timedelta(days=1)
hours = actions.Hours(at, at + timedelta(hours=1), 30, "Phòng tiếp công dân")
day = actions.draw_up(hours, body=body, by=hoa, calendar=calendar, now=now)
actions.post(day, by=hoa, calendar=calendar, now=now)
print(day.code, actions.slots_of(ReceptionDay.objects.get())[0].isoformat())
"""
COUNT = """
import django; django.setup()
from danchu.mechanisms.dialogues.models import Booking
print(Booking.objects.count())
"""


def test_fifty_presses_on_one_slot_are_one_booking(server):
    port, env = server
    code, slot = python(env, "-c", POSTED).split()
    csrf, cookies = form(port)

    def press(n: int) -> tuple[int, str, str]:
        typed = {"csrfmiddlewaretoken": csrf, "token": str(uuid4()), "slot": slot, "name": f"Người {n}",
                 "phone": "", "about": "", "consent": "on"}
        return post(port, f"/tiep-cong-dan/{code}/hen/", typed, cookies)

    with ThreadPoolExecutor(50) as crowd:
        statuses = [status for status, _to, _c in crowd.map(press, range(50))]
    assert (statuses.count(302), statuses.count(422)) == (1, 49), statuses
    assert python(env, "-c", COUNT).split() == ["1"]
