"""Things made public in the ward of the cast: registered, published, looked at."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta
from uuid import uuid4

import pytest
from PIL import Image

from danchu.ground.files.cleaning import clean_upload
from danchu.law.calendar import Calendar
from danchu.law.disclosure import Form
from danchu.mechanisms.disclosures import actions
from danchu.mechanisms.disclosures.actions import Entry, Look

MODEL = "django.contrib.auth.backends.ModelBackend"
CALENDAR = Calendar.official()
MONDAY = date(2026, 3, 2)
HALL, HOUSE = "Trụ sở UBND phường", "Nhà văn hóa khu phố 2"


def at(day, hour=9):
    from danchu.conftest import HANOI
    return datetime.combine(day, time(hour), tzinfo=HANOI)


def later(days, since=MONDAY):
    return since + timedelta(days=days)


def entry(cast, **more):
    said = {"item": 12, "title": "Mức thu phí chợ năm 2026", "summary": "Ai bán ở chợ nộp bao nhiêu một tháng.",
            "decision": "Quyết định 15/QĐ-UBND", "decided_on": MONDAY, "body": cast.body, "office": cast.drains,
            "places": (HALL,)}
    return Entry(**{**said, **more})


def registered(cast, now=None, **more):
    return actions.register(entry(cast, **more), token=uuid4(), by=cast.minh, calendar=CALENDAR,
                            now=now or at(MONDAY))


def published(cast, on=None, **more):
    d = registered(cast, **more)
    return actions.publish(d, checked=True, by=cast.minh, calendar=CALENDAR, now=at(on or later(1)))


def look(d, cast, on, *, up=True, form=Form.POSTING, place=HALL, by=None, note="Bà Sáu ký", **more):
    said = Look(form=form, on=on, up=up, place=place if form is Form.POSTING else "", note=note, **more)
    return actions.observe(d, look=said, by=by or cast.minh, calendar=CALENDAR, now=at(on, 10))


def photo_file(name="bang.jpg"):
    from django.core.files.uploadedfile import SimpleUploadedFile
    out = io.BytesIO()
    Image.new("RGB", (64, 48), "teal").save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def photo():
    return clean_upload(photo_file())


@pytest.fixture
def fees(cast):
    """A fee published the day after its decision."""
    return published(cast)
