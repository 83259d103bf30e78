"""All that can happen to a dialogue (to a question: `question_actions`). Pages and the clock come through here."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from danchu.ground.journal import steps
from danchu.ground.journal import writing as journal
from danchu.ground.journal.models import Audience
from danchu.ground.journal.steps import NotTheirs as NotTheirs
from danchu.ground.journal.steps import Refused as Refused
from danchu.ground.journal.steps import Stale as Stale
from danchu.ground.offices.models import Unit
from danchu.ground.people import following
from danchu.ground.people.access import Standing
from danchu.ground.people.models import PostHeld
from danchu.ground.text.codes import new_code
from danchu.law.calendar import Calendar
from danchu.law.deadlines import Deadline, deadline
from danchu.law.limits import Duty
from danchu.law.roles import Role
from danchu.mechanisms.dialogues import opening, papers, rules
from danchu.mechanisms.dialogues.models import (
    AgendaItem,
    Attendee,
    Dialogue,
    DialogueRequest,
    Follower,
    QuestionQuerySet,
    part_played_by,
)
from danchu.mechanisms.dialogues.request_rules import RequestState
from danchu.mechanisms.dialogues.rules import Kind, QuestionState, State, Step


@dataclass(frozen=True)
class Meeting:
    """What is planned: who meets whom, when, where, about what."""

    kind: Kind
    title: str
    theme: str
    starts_at: datetime
    ends_at: datetime
    invited: str = ""
    place: str = ""
    online_url: str = ""
    how_to_join: str = ""
    seats: int | None = None
    questions_from: datetime | None = None


@dataclass(frozen=True)
class Item:
    """One line of the run sheet, as typed."""

    title: str
    minutes: int | None = None
    speaker: str = ""


@dataclass(frozen=True)
class Came:
    """Someone who wishes to be named among those who came."""

    name: str
    of: str = ""


def plan(said: Meeting, *, body: Unit, token: UUID, by: Standing, calendar: Calendar, now: datetime,
         on_request: DialogueRequest | None = None) -> Dialogue:
    """Put it on the unit's own list. Nobody outside reads it before it is announced. The same token twice is one.
    One on request answers a request that enough voters have signed (Law 72/2025 art. 43)."""
    if not (by.has(Role.RECEPTION, body.pk) or by.has(Role.LEADER, body.pk)):
        raise NotTheirs(_("Không tìm thấy việc này."))
    _answers_a_request(said.kind, on_request, body)
    try:
        with transaction.atomic():
            dialogue = Dialogue.objects.create(
                code=new_code(rules.PREFIX, _day(now).year, secrets.token_bytes(8)), token=token, body=body,
                state=State.PLANNED, on_request=on_request,
                **_head_on(body, _day(said.starts_at)), **_shape(said),
                **_to_announce(said.kind, said.starts_at, calendar))
            role = Role.LEADER if by.has(Role.LEADER, body.pk) else Role.RECEPTION
            journal.write(dialogue.code, Step.PLAN.value, at=now, role=role.value, by=by.person, unit=body,
                          audience=Audience.INTERNAL)
            if on_request:
                journal.link(dialogue.code, on_request.code, "asked_for_by", at=now)
        return dialogue
    except IntegrityError:
        known = Dialogue.objects.filter(token=token).first()
        return known or plan(said, body=body, token=token, by=by, calendar=calendar, now=now, on_request=on_request)


def change(dialogue: Dialogue, *, said: Meeting, by: Standing, calendar: Calendar, now: datetime) -> Dialogue:
    """Correct it. Once people have been told the hour, another hour is a postponement and says why."""
    told = State(dialogue.state) in (State.ANNOUNCED, State.COLLECTING)
    if told and (said.starts_at, said.kind) != (dialogue.starts_at, dialogue.kind):
        raise Refused(_("Ngày giờ đã báo cho người dân. Muốn đổi thì bấm “Hoãn” và ghi lý do, rồi thông báo lại."))
    _answers_a_request(said.kind, dialogue.on_request, dialogue.body)
    what = [name for name, value in _shape(said).items() if getattr(dialogue, name) != value]
    return _take(Step.CHANGE, dialogue, by=by, now=now, about={"what": _called(what)},
                 audience=Audience.PUBLIC if told else Audience.INTERNAL,
                 **_head_on(dialogue.body, _day(said.starts_at)), **_shape(said),
                 **_to_announce(said.kind, said.starts_at, calendar))


def announce(dialogue: Dialogue, *, late_for: str = "", by: Standing, calendar: Calendar, now: datetime) -> Dialogue:
    """Tell the people when, where, what about and how to take part: 7 days before or more (Law 72/2025 art. 43);
    later only for a reason that everyone reads."""
    if dialogue.starts_at <= now:
        raise Refused(_("Ngày giờ họp đã qua. Hãy sửa ngày giờ trước khi thông báo."))
    if not (dialogue.place or dialogue.online_url):
        raise Refused(_("Cần ghi địa điểm hoặc đường dẫn dự trực tuyến trước khi thông báo."))
    by_when = deadline(rules.announced_by(Kind(dialogue.kind)), _day(dialogue.starts_at), calendar)
    late = _day(now) > by_when.due_on
    if late and not late_for.strip():
        raise Refused(_("Phải thông báo chậm nhất ngày %(day)s, %(told)s (%(under)s). Đã quá ngày đó: dời ngày "
                        "họp, hoặc ghi lý do thông báo muộn; lý do được công khai.")
                      % {"day": f"{by_when.due_on:%d/%m/%Y}", "told": by_when.limit.told, "under": by_when.under})
    return _take(Step.ANNOUNCE, dialogue, by=by, now=now, announced_at=now, why="", reminded=False,
                 **opening.score(dialogue.body, _day(now)),
                 announced_late_for=late_for.strip() if late else "", text=late_for.strip() if late else "",
                 about={"starts": _when(dialogue.starts_at)})


def open(dialogue: Dialogue, *, by: Standing, now: datetime) -> Dialogue:
    """Questions may come in from now on."""
    return _take(Step.OPEN, dialogue, by=by, now=now)


def arrange(dialogue: Dialogue, *, items: list[Item], by: Standing, now: datetime) -> Dialogue:
    """The run sheet, written anew: its items in their order."""
    with transaction.atomic():
        taken = _take(Step.ARRANGE, dialogue, by=by, now=now, on_item=None)
        AgendaItem.objects.filter(dialogue=taken).delete()
        AgendaItem.objects.bulk_create([AgendaItem(
            dialogue=taken, at=n, title=item.title, minutes=item.minutes, speaker=item.speaker)
            for n, item in enumerate(items, 1)])
    return taken


def begin(dialogue: Dialogue, *, by: Standing, now: datetime) -> Dialogue:
    """The meeting is opened; questions still come in, from the hall too."""
    if _day(now) < _day(dialogue.starts_at):
        raise Refused(_("Chưa đến ngày họp (%(when)s).") % {"when": _when(dialogue.starts_at)})
    return _take(Step.BEGIN, dialogue, by=by, now=now, begun_at=now, **opening.score(dialogue.body, _day(now)))


def turn_to(dialogue: Dialogue, *, item: AgendaItem, by: Standing, now: datetime) -> Dialogue:
    """The chair goes on to this item of the run sheet; no question is on the floor until one is called."""
    if item.dialogue_id != dialogue.pk:
        raise Refused(_("Mục này không thuộc chương trình của buổi đối thoại."))
    return _take(Step.TURN_TO, dialogue, by=by, now=now, on_item=item, floor=None, about={"item": item.title})


def hold(dialogue: Dialogue, *, by: Standing, calendar: Calendar, now: datetime) -> Dialogue:
    """It has been held; its results are owed to the people by a day (Law 72/2025 art. 43)."""
    if now < dialogue.starts_at:
        raise Refused(_("Chưa đến giờ họp (%(when)s).") % {"when": _when(dialogue.starts_at)})
    owed = _results_by(dialogue, calendar)
    return _take(Step.HOLD, dialogue, by=by, now=now, held_at=now, floor=None, due_on=owed.due_on,
                 due_under=owed.under, provisional=owed.provisional, reminded=False,
                 about={"due_on": owed.due_on.isoformat()})


def count(dialogue: Dialogue, *, attended: int, named: list[Came], by: Standing, now: datetime) -> Dialogue:
    """How many came, and those who wish to be named."""
    with transaction.atomic():
        taken = _take(Step.COUNT, dialogue, by=by, now=now, attended=max(attended, len(named)),
                      about={"n": max(attended, len(named))})
        Attendee.objects.filter(dialogue=taken).delete()
        Attendee.objects.bulk_create([Attendee(dialogue=taken, name=c.name, of=c.of) for c in named])
    return taken


def name_one(dialogue: Dialogue, *, came: Came, by: Standing, now: datetime) -> Dialogue:
    """One more who wishes to be named. The same name of the same place is one: a page may send it again."""
    if dialogue.attendees.filter(name=came.name, of=came.of).exists():
        return dialogue
    attended = max(dialogue.attended or 0, dialogue.attendees.count() + 1)
    with transaction.atomic():
        taken = _take(Step.COUNT, dialogue, by=by, now=now, attended=attended, about={"n": attended})
        Attendee.objects.create(dialogue=taken, name=came.name, of=came.of)
    return taken


def draft_minutes(dialogue: Dialogue, *, minutes: str, conclusion: str, by: Standing, now: datetime) -> Dialogue:
    """Put the minutes and the conclusion before the head."""
    return _take(Step.DRAFT_MINUTES, dialogue, by=by, now=now, minutes=minutes, conclusion=conclusion)


def send_back(dialogue: Dialogue, *, why: str, by: Standing, now: datetime) -> Dialogue:
    """The draft is not good enough yet: say why."""
    return _take(Step.SEND_BACK, dialogue, by=by, now=now, text=why)


def approve(dialogue: Dialogue, *, minutes: str, conclusion: str, by: Standing, now: datetime) -> Dialogue:
    """Agree to them, with the head's own corrections. No question may be left without its ending."""
    _every_question_has_ended(dialogue)
    return _take(Step.APPROVE, dialogue, by=by, now=now, minutes=minutes, conclusion=conclusion)


def publish(dialogue: Dialogue, *, by: Standing, now: datetime) -> Dialogue:
    """The results, for everyone: within 10 days (Law 72/2025 art. 43), or late and said to be late."""
    _every_question_has_ended(dialogue)
    late = dialogue.due_on is not None and _day(now) > dialogue.due_on
    with transaction.atomic():
        taken = _take(Step.PUBLISH, dialogue, by=by, now=now, published_at=now, published_late=late, overdue=late,
                      about={"late": late})
        papers.number(taken, now=now)
    return taken


def follow_up(dialogue: Dialogue, *, by: Standing, now: datetime) -> Dialogue:
    """What was promised in it is followed until it is done."""
    return _take(Step.FOLLOW_UP, dialogue, by=by, now=now, about={"n": _promised(dialogue).count()})


def close(dialogue: Dialogue, *, by: Standing, now: datetime) -> Dialogue:
    """Nothing is owed any more. Commitments go on in their own place, whoever closes this."""
    owed = dialogue.questions.filter(state=QuestionState.OWED).count()
    if owed:
        raise Refused(_("Còn %(n)s câu hỏi chưa được trả lời bằng văn bản như đã hẹn.") % {"n": owed})
    return _take(Step.CLOSE, dialogue, by=by, now=now)


def postpone(dialogue: Dialogue, *, why: str, by: Standing, now: datetime) -> Dialogue:
    """Not on that day. Whoever follows is told why; a new day is announced like the first."""
    _say_why(why)
    return _take(Step.POSTPONE, dialogue, by=by, now=now, why=why, text=why,
                 audience=Audience.PUBLIC if dialogue.announced_at else Audience.INTERNAL)


def cancel(dialogue: Dialogue, *, why: str, by: Standing, now: datetime) -> Dialogue:
    """It will not be held. Whoever follows is told why."""
    _say_why(why)
    return _take(Step.CANCEL, dialogue, by=by, now=now, why=why, text=why,
                 audience=Audience.PUBLIC if dialogue.announced_at else Audience.INTERNAL)


def remind(dialogue: Dialogue, *, due_on: date, by: Standing, now: datetime) -> Dialogue:
    """A day comes near: to announce it, or to publish its results."""
    return _take(Step.REMIND, dialogue, by=by, now=now, reminded=True, about={"due_on": due_on.isoformat()})


def invite(dialogue: Dialogue, *, by: Standing, now: datetime) -> Dialogue:
    """The day of the meeting comes near: whoever follows is reminded, with the event for their calendar."""
    return _take(Step.INVITE, dialogue, by=by, now=now, reminded=True)


def fall_overdue(dialogue: Dialogue, *, head: str, by: Standing, now: datetime) -> Dialogue:
    """The day has passed without results; it stands in public from now on."""
    return _take(Step.FALL_OVERDUE, dialogue, by=by, now=now, overdue=True, about={"to": head})


def recount(dialogue: Dialogue, *, by: Standing, calendar: Calendar, now: datetime) -> Dialogue:
    """A day off was added or taken away: the promise moves with it, old and new day on record."""
    owed = _results_by(dialogue, calendar)
    if dialogue.due_on is None or (owed.due_on, owed.provisional) == (dialogue.due_on, dialogue.provisional):
        return dialogue
    return _take(Step.RECOUNT, dialogue, by=by, now=now, due_on=owed.due_on, provisional=owed.provisional,
                 about={"was": dialogue.due_on.isoformat(), "due_on": owed.due_on.isoformat()})


# --- following it ------------------------------------------------------------------------------

def follow(dialogue: Dialogue, *, email: str, now: datetime) -> Follower:
    """An address wishes to hear of it."""
    return following.wish(Follower, dialogue=dialogue, email=email, now=now)


# --- how each of them happens ------------------------------------------------------------------

def _take(step: Step, dialogue: Dialogue, *, by: Standing, now: datetime, audience: str = "", text: str = "",
          about: dict[str, Any] | None = None, **changes: Any) -> Dialogue:
    return steps.take(
        step, dialogue, journey=rules.JOURNEY, parts=part_played_by(by, dialogue), by=by.person, unit=dialogue.body,
        now=now, audience=audience or rules.AUDIENCES.get(step, Audience.PUBLIC), about=about, text=text,
        changed_at=now, **changes)


def _shape(said: Meeting) -> dict[str, Any]:
    return {name: getattr(said, name) for name in Meeting.__dataclass_fields__}


def _head_on(body: Unit, day: date) -> dict[str, Any]:
    """Whose dialogue it is: the head's post on that day, kept as it was then."""
    head = PostHeld.held_on(day).filter(unit=body, is_head=True).select_related("person").order_by("-held_from").first()
    return {"host": head, "host_words": f"{head.title} {head.person.name}" if head else body.full_name}


def _answers_a_request(kind: Kind, on_request: DialogueRequest | None, body: Unit) -> None:
    if (kind == Kind.ON_REQUEST) != (on_request is not None):
        raise Refused(_("Đối thoại theo đề nghị của cử tri được lên kế hoạch từ trang của đề nghị đã đủ chữ ký."))
    if on_request and (on_request.body_id != body.pk or on_request.state != RequestState.MET):
        raise Refused(_("Đề nghị này chưa đủ chữ ký, hoặc không gửi đến cơ quan này."))


def _to_announce(kind: Kind, starts_at: datetime, calendar: Calendar) -> dict[str, Any]:
    by_when = deadline(rules.announced_by(kind), _day(starts_at), calendar)
    return {"announce_by": by_when.due_on, "announce_under": by_when.under}


def _results_by(dialogue: Dialogue, calendar: Calendar) -> Deadline:
    return deadline(Duty.PUBLISH_DIALOGUE_RESULTS, _day(dialogue.starts_at), calendar)


def _every_question_has_ended(dialogue: Dialogue) -> None:
    left = dialogue.questions.without_an_ending().count()
    if left:
        raise Refused(_("Còn %(n)s câu hỏi chưa có kết cục. Mỗi câu phải được trả lời, hẹn trả lời, thành cam kết, "
                        "chuyển thành đơn, hoặc không nhận có lý do.") % {"n": left})


def _promised(dialogue: Dialogue) -> QuestionQuerySet:
    return dialogue.questions.filter(state__in=[QuestionState.OWED, QuestionState.COMMITTED])


def _say_why(why: str) -> None:
    if not why.strip():
        raise Refused(_("Cần ghi lý do; lý do được báo cho người dân."))


_CALLED = {"title": "tên", "theme": "nội dung", "kind": "loại", "invited": "thành phần", "place": "địa điểm",
           "online_url": "đường dẫn", "how_to_join": "cách tham gia", "seats": "số chỗ", "starts_at": "giờ bắt đầu",
           "ends_at": "giờ kết thúc", "questions_from": "ngày nhận câu hỏi"}


def _called(fields: list[str]) -> str:
    return ", ".join(_CALLED[name] for name in fields) or "không đổi"


def _when(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%H:%M %d/%m/%Y}"


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()
