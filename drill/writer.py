"""Takes petitions in through the real action, one by one, and says each code once it is acknowledged."""

import sys
from uuid import uuid4

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.utils import timezone  # noqa: E402

from danchu.ground.offices.calendars import calendar_for  # noqa: E402
from danchu.ground.offices.models import Unit  # noqa: E402
from danchu.ground.people.access import NOBODY  # noqa: E402
from danchu.mechanisms.petitions import actions  # noqa: E402
from danchu.mechanisms.petitions.rules import Kind  # noqa: E402

body = Unit.objects.get(code=settings.SITE["body"])
calendar = calendar_for(body)
while True:
    said = actions.Submission(
        kind=Kind.FEEDBACK, title="Mất điện", text="Diễn tập cắt điện giữa chừng.", body=body)
    petition = actions.submit(said, token=uuid4(), by=NOBODY, calendar=calendar, now=timezone.now())
    sys.stdout.write(f"{petition.code}\n")
    sys.stdout.flush()
