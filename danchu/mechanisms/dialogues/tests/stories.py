"""How the stories of these tests begin: a meeting on the drains of Ward Lê Khôi, the questions asked for it."""

from datetime import datetime, timedelta
from uuid import uuid4

from danchu.conftest import HANOI, Cast
from danchu.law.calendar import Calendar
from danchu.mechanisms.dialogues import actions, question_actions
from danchu.mechanisms.dialogues.actions import Meeting
from danchu.mechanisms.dialogues.models import Dialogue, Question
from danchu.mechanisms.dialogues.question_actions import Asking
from danchu.mechanisms.dialogues.rules import Kind

FRIDAY = datetime(2026, 3, 20, 8, 0, tzinfo=HANOI)  # the meeting, after Tết


def meeting(**more: object) -> Meeting:
    said = {"kind": Kind.PERIODIC, "title": "Đối thoại về thoát nước", "theme": "Ngập ở khu phố 3.",
            "starts_at": FRIDAY, "ends_at": FRIDAY + timedelta(hours=3), "place": "Hội trường phường"} | more
    return Meeting(**said)  # type: ignore[arg-type]


def planned(cast: Cast, now: datetime, **more: object) -> Dialogue:
    return actions.plan(meeting(**more), body=cast.body, token=uuid4(), by=cast.minh, calendar=Calendar.official(),
                        now=now)


def collecting(cast: Cast, now: datetime, **more: object) -> Dialogue:
    dialogue = planned(cast, now, **more)
    actions.announce(dialogue, by=cast.minh, calendar=Calendar.official(), now=now)
    return actions.open(dialogue, by=cast.minh, now=now)


def asked(dialogue: Dialogue, by: object, now: datetime, text: str = "Bao giờ hẻm 47 hết ngập?",
          **more: object) -> Question:
    return question_actions.ask(dialogue, Asking(text=text, **more), token=uuid4(), by=by, now=now)  # type: ignore
