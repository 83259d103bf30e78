"""The boards of the room as they are shown: the chair's and the clerk's. `hall_desk` does what is pressed on them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from danchu.ground.text.personal_data import find, mask
from danchu.ground.text.warning_signs import looks_like_denunciation
from danchu.ground.ui.environment import url
from danchu.law.calendar import Calendar
from danchu.law.deadlines import deadline
from danchu.law.limits import Duty
from danchu.law.roles import Role
from danchu.mechanisms.dialogues import rules
from danchu.mechanisms.dialogues.desk_reading import at_hand, to_write
from danchu.mechanisms.dialogues.models import Dialogue, Question
from danchu.mechanisms.dialogues.rules import Naming, QuestionState, Reason, State, Step
from danchu.mechanisms.dialogues.words import QUESTION_STATES, REASONS, STATES

WAITS = (QuestionState.SENT, QuestionState.TAKEN)
_DESK = frozenset({Role.RECEPTION, Role.LEADER})
_NOT_TAKEN = (Reason.NOT_A_QUESTION, Reason.INSULTING, Reason.PRIVATE_MATTER, Reason.NOT_OURS, Reason.NO_TIME,
              Reason.ALREADY_ANSWERED, Reason.DENUNCIATION)


def seen(q: Question) -> str:
    """How a question had ended when a page was made: the page says it back."""
    return f"{q.state} {q.ended_at.isoformat() if q.ended_at else ''}"


def _frame(d: Dialogue, problem: str) -> dict[str, Any]:
    rooms = (("hall:chair", gettext_lazy("Chủ tọa")), ("hall:clerk", gettext_lazy("Thư ký")))
    return {"layout": "wide", "d": d, "state": STATES[State(d.state)], "problem": problem,
            "board": {"lost": _("Mất mạng: trang đang chờ nối lại."),
                      "unsent": _("Mất mạng, chưa ghi được. Bấm lại khi có mạng."),
                      "moved": _("Buổi họp đã sang bước khác. Ghi xong thì tải lại trang.")},
            "nav": [*({"label": label, "url": url(route, d.code)} for route, label in rooms),
                    {"label": _("Màn hình hội trường"), "url": url("hall:screen", d.code)},
                    {"label": _("Về hồ sơ buổi này"), "url": url("dialogue_desk:dialogue", d.code)}]}


def chair_page(request: HttpRequest, d: Dialogue, *, problem: str = "", typed: forms.Form | None = None,
           status: int = 200) -> HttpResponse:
    found = at_hand(d)
    ready, waiting = ([q for q in found if q.state == state] for state in (QuestionState.TAKEN, QuestionState.SENT))
    return render(request, "dialogues/hall/chair.html", {
        **_frame(d, problem), "agenda": _run_sheet(d), "ready": ready, "waiting": [_to_read(q) for q in waiting],
        "n_ready": _all_of(ready), "n_waiting": _all_of(waiting),
        "in_session": d.state == State.IN_SESSION, "may_begin": d.state in (State.ANNOUNCED, State.COLLECTING),
        "reasons": [(r.value, REASONS[r]) for r in _NOT_TAKEN], "typed": typed,
        "lane_words": _("Đây là nội dung tố cáo. Luật giữ kín tên người tố cáo, nên xin gửi theo đường riêng: "
                        "%(where)s") % {"where": f"{settings.SITE['url']}/to-cao/"},
        "said": messages.get_messages(request)}, status=status)


def _run_sheet(d: Dialogue) -> list[dict[str, Any]]:
    """The items with the hour each should begin, as far as their minutes say."""
    at: datetime | None = timezone.localtime(d.begun_at or d.starts_at)
    sheet = []
    for item in d.agenda.all():
        sheet.append({"row": item, "at": f"{at:%H:%M}" if at else ""})
        at = at + timedelta(minutes=item.minutes) if at and item.minutes else None
    return sheet


def _to_read(q: Question) -> dict[str, Any]:
    """A question nobody has read yet: covered, and what speaks for another lane."""
    spans, signs = find(q.asked.text), looks_like_denunciation(q.asked.text)
    return {"row": q, "at": f"{timezone.localtime(q.asked_at):%H:%M}", "covered": mask(q.asked.text, spans),
            "hidden_n": len(spans), "name": q.asked.name if q.naming == Naming.SHOWN else "",
            "signs": list(signs.words)[:3] if signs else []}


def _all_of(found: list[Question]) -> int:
    return found[0].total if found else 0  # type: ignore[attr-defined]  # annotated


def clerk_page(request: HttpRequest, d: Dialogue, *, problem: str = "", typed: forms.Form | None = None,
           status: int = 200) -> HttpResponse:
    """Called ones first, and those that may be called next: with the line down the meeting goes on all the same."""
    day = timezone.localtime(d.starts_at).date()
    return render(request, "dialogues/hall/clerk.html", {
        **_frame(d, problem), "found": to_write(d), "states": {s.value: words for s, words in QUESTION_STATES.items()},
        "named": list(d.attendees.all()), "seen": seen, "may_count": rules.may(State(d.state), Step.COUNT, _DESK),
        "owed_by": deadline(Duty.ANSWER_AFTER_DIALOGUE, day, Calendar.official()).due_on,
        "token": uuid4(), "said": messages.get_messages(request), "waits": WAITS, "typed": typed}, status=status)
