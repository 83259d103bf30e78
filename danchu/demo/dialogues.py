"""A year of dialogues of the fictional ward, played through the real actions: three meetings, every ending."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction
from django.utils import timezone

from danchu.demo import readers
from danchu.demo.acts import token_of
from danchu.demo.ward import WARD, Ward
from danchu.ground.offices.calendars import calendar_for
from danchu.ground.people.access import Standing, standing_of
from danchu.law.calendar import Calendar
from danchu.law.deadlines import deadline
from danchu.mechanisms.dialogues import actions, question_actions, reception_actions, rules
from danchu.mechanisms.dialogues.actions import Came, Meeting
from danchu.mechanisms.dialogues.forms import AgendaForm
from danchu.mechanisms.dialogues.models import Dialogue, Question, ReceptionDay, YearPlan
from danchu.mechanisms.dialogues.question_actions import Asking
from danchu.mechanisms.dialogues.reception_actions import Hours, PlannedRow, Visitor
from danchu.mechanisms.dialogues.rules import Channel, Kind, Naming, QuestionState, Reason
from danchu.mechanisms.petitions.models import Publication
from danchu.mechanisms.works.models import Commitment

TOLD = Path(__file__).with_name("dialogues.toml")
HOURS = timedelta(hours=1)


@dataclass
class Scene:
    """One meeting on its way."""

    told: dict[str, Any]
    dialogue: Dialogue
    calendar: Calendar
    clerk: Standing
    head: Standing
    now: datetime  # today

    @property
    def starts(self) -> datetime:
        return self.dialogue.starts_at


@transaction.atomic
def play_dialogues(ward: Ward, now: datetime) -> int:
    """Play what has not been played; how many meetings are new. Nobody gets letters."""
    before, calendar, new = readers.last_entry(), calendar_for(ward.body), 0
    for told in tomllib.loads(TOLD.read_text("utf-8"))["dialogue"]:
        if not Dialogue.objects.filter(token=_token(told["key"])).exists():
            _play(told, ward, calendar, now)
            new += 1
    question_actions.fold(now)
    _receptions(ward, calendar, now)
    _plan(ward, now)
    readers.step_over(readers.POSTMAN, before)
    return new


@transaction.atomic
def tie_promises(ward: Ward, now: datetime) -> None:
    """What was answered with a promise ends as that promise, once it is on record. Nobody gets letters."""
    before, clerk = readers.last_entry(), standing_of(ward.people["minh"], timezone.localtime(now).date())
    for told in tomllib.loads(TOLD.read_text("utf-8"))["dialogue"]:
        for n, asked in enumerate(told["question"]):
            made = Commitment.objects.filter(token=token_of(f"promise:{asked.get('promise')}")).first()
            q = Question.objects.select_related("dialogue__body").filter(
                token=_token(f"{told['key']}-{n}"), state=QuestionState.ANSWERED).first() if made else None
            if made and q:
                question_actions.commit(q, code=made.code, text=q.answer, spoke=q.spoke, by=clerk, now=now)
    readers.step_over(readers.POSTMAN, before)


PLAN = (
    PlannedRow("Tháng 6", "Thoát nước, môi trường, thủ tục, đầu tư", "Chủ tịch UBND phường", "Hội trường phường",
               "Nhân dân sáu khu phố"),
    PlannedRow("Tháng 11", "Phân loại rác tại nguồn (giao ban chuyên đề)", "Phó Chủ tịch UBND phường",
               "Nhà văn hóa khu phố 2", "Ban điều hành khu phố, đơn vị thu gom"),
    PlannedRow("Tháng 12", "An toàn giao thông quanh trường học", "Chủ tịch UBND phường", "Trường THCS Bờ Kênh",
               "Phụ huynh, giáo viên, khu phố 3 và 4"),
)
VISITORS = (
    # which day, which slot, who, what about
    (-1, 0, "Nguyễn Văn Út", "Hỏi tiến độ cấp giấy chứng nhận nhà đất.", "Đã hướng dẫn bổ sung một giấy tờ."),
    (-1, 2, "Lê Thị Sáu", "Đề nghị hỗ trợ sửa nhà dột nát.", "Giao phòng Văn hóa – Xã hội khảo sát trong tuần."),
    (0, 1, "Trần Quốc Khánh", "Trình bày việc lối đi chung.", ""),
)


def _receptions(ward: Ward, calendar: Calendar, now: datetime) -> None:
    """A Tuesday morning each week: three that were, four to come."""
    if ReceptionDay.objects.filter(body=ward.body).exists():
        return
    today = timezone.localtime(now).date()
    clerk = standing_of(ward.people["minh"], today)
    tuesday = today + timedelta(days=(1 - today.weekday()) % 7 or 7)
    for week in (-3, -2, -1, 1, 2, 3, 4):
        on = tuesday + timedelta(weeks=week)
        if calendar.is_working(on):
            _one_day(ward, clerk, calendar, week, on, now)


def _one_day(ward: Ward, clerk: Standing, calendar: Calendar, week: int, on: date, now: datetime) -> None:
    drawn = min(_at(on - timedelta(weeks=3), 9), now - HOURS)
    hours = Hours(_at(on, 8), _at(on, 11), 30, "Phòng tiếp công dân, Ủy ban nhân dân phường")
    day = reception_actions.draw_up(hours, body=ward.body, by=clerk, calendar=calendar, now=drawn)
    reception_actions.post(day, by=clerk, calendar=calendar, now=drawn)
    for which, slot, name, about, result in VISITORS:
        if (which == -1) == (week == -1) and week in (-1, 1):
            at = reception_actions.slots_of(day)[slot]
            token = _token(f"{on}-{slot}")
            b = reception_actions.book(day, Visitor(name, about=about), at=at, token=token, by=clerk, now=drawn)
            if result:
                reception_actions.record(b, came=True, result=result, by=clerk, now=at)
    if on < timezone.localtime(now).date():
        reception_actions.hold_reception(day, received=4 + abs(week), by=clerk, now=_at(on, 11))


def _plan(ward: Ward, now: datetime) -> None:
    today = timezone.localtime(now).date()
    if YearPlan.objects.filter(body=ward.body, year=today.year).exists():
        return
    clerk, head = (standing_of(ward.people[who], today) for who in ("minh", "hoa"))
    then = min(now, _at(date(today.year, 1, 9), 9))  # a year's plan is public as the year begins
    plan = reception_actions.draft_plan(ward.body, today.year, rows=list(PLAN), by=clerk, now=then)
    reception_actions.publish_plan(reception_actions.approve_plan(plan, by=head, now=then), by=clerk, now=then)


def _play(told: dict[str, Any], ward: Ward, calendar: Calendar, now: datetime) -> None:
    today = timezone.localtime(now).date()
    starts = _at(calendar.next_working_day(today + timedelta(days=told["when"])), told["hour"])
    kind = Kind(told["kind"])
    announced = _at(deadline(rules.announced_by(kind), starts.date(), calendar).due_on, 9) - timedelta(days=5)
    clerk, head = (standing_of(ward.people[who], announced.date()) for who in ("minh", "hoa"))
    said = Meeting(kind=kind, title=told["title"], theme=told["theme"], starts_at=starts, ends_at=starts + 3 * HOURS,
                   place=told["place"], invited=told["invited"], how_to_join=told["how_to_join"],
                   online_url=told.get("online_url", ""), seats=told.get("seats"))
    planned = announced - timedelta(days=9)
    d = actions.plan(said, body=ward.body, token=_token(told["key"]), by=clerk, calendar=calendar, now=planned)
    scene = Scene(told, d, calendar, clerk, head, now)
    form = AgendaForm({"lines": "\n".join(told["agenda"])})
    form.is_valid()
    actions.arrange(d, items=form.items(), by=clerk, now=planned)
    actions.announce(d, by=clerk, calendar=calendar, now=announced)
    actions.open(d, by=clerk, now=announced + HOURS)
    questions = _asked(scene, announced + 2 * HOURS)
    if told["stage"] != "collecting":
        _held(scene, questions)


def _asked(scene: Scene, opened: datetime) -> list[Question]:
    """Each question is asked, read, shown, backed; those alike are grouped."""
    found: list[Question] = []
    for n, told in enumerate(scene.told["question"]):
        at = min(opened + n * 5 * HOURS, scene.now - HOURS)
        channel = Channel(told.get("channel", "online"))
        if channel == Channel.LIVE:  # asked in the hall, once it has begun
            found.append(None)  # type: ignore[arg-type]
            continue
        found.append(_ask(scene, told, n, channel, at))
    for n, told in enumerate(scene.told["question"]):
        if told.get("group"):
            question_actions.group(found[n], into=found[told["group"] - 1], by=scene.clerk, now=scene.now
                                   if scene.told["stage"] == "collecting" else scene.starts - HOURS)
    return found


def _ask(scene: Scene, told: dict[str, Any], n: int, channel: Channel, at: datetime) -> Question:
    by = scene.clerk if channel != Channel.ONLINE else Standing(None)
    said = Asking(text=told["text"], channel=channel, naming=Naming(told.get("naming", "organiser")),
                  name=told.get("name", ""))
    token = _token(f"{scene.told['key']}-{n}")
    q = question_actions.ask(scene.dialogue, said, token=token, by=by, now=at)
    if told.get("wait"):
        return q
    if told.get("hidden"):
        return question_actions.take(q, by=scene.clerk, now=at + HOURS)
    question_actions.show(q, text=told["text"], name=told.get("name", ""), by=scene.clerk, now=at + HOURS)
    for voice in range(told.get("backers", 0)):
        question_actions.back(q, who=f"demo:{voice}")
    return q


def _held(scene: Scene, questions: list[Question]) -> None:
    d, told, clerk, head = scene.dialogue, scene.told, scene.clerk, scene.head
    actions.begin(d, by=head, now=scene.starts)
    for n, asked in enumerate(told["question"]):
        at = scene.starts + timedelta(minutes=10 * n + 20)
        q = questions[n] or _ask(scene, asked, n, Channel.LIVE, at)
        if asked.get("ends"):
            _ENDS[asked["ends"]](scene, q, asked, at + timedelta(minutes=6))
    named = [Came(*(part.strip() for part in line.split("|"))) for line in told.get("named", [])]
    actions.count(d, attended=told["attended"], named=named, by=clerk, now=scene.starts + 3 * HOURS)
    actions.hold(d, by=clerk, calendar=scene.calendar, now=scene.starts + 3 * HOURS)
    if told["stage"] == "published":
        _published(scene)


def _published(scene: Scene) -> None:
    d, told = scene.dialogue, scene.told
    drafted = _at(scene.starts.date() + timedelta(days=4), 15)
    actions.draft_minutes(d, minutes=told["minutes"], conclusion=told["conclusion"], by=scene.clerk, now=drafted)
    actions.approve(d, minutes=told["minutes"], conclusion=told["conclusion"], by=scene.head, now=drafted + 20 * HOURS)
    actions.publish(d, by=scene.clerk, now=drafted + 24 * HOURS)
    actions.follow_up(d, by=scene.clerk, now=drafted + 25 * HOURS)
    for n, asked in enumerate(told["question"]):
        if asked.get("delivered_after"):
            q = Question.objects.select_related("dialogue__body").get(token=_token(f"{told['key']}-{n}"))
            on = scene.calendar.add_working_days(scene.starts.date(), asked["delivered_after"])
            question_actions.deliver(q, text=asked["written"], by=scene.clerk, now=_at(on, 10))


def _owe(scene: Scene, q: Question, told: dict[str, Any], at: datetime) -> None:
    due = scene.calendar.add_working_days(scene.starts.date(), told["owed_after"])
    question_actions.owe(q, due_on=due, why=told["answer"], spoke=told["spoke"], by=scene.clerk, now=at)


def _pass_on(scene: Scene, q: Question, told: dict[str, Any], at: datetime) -> None:
    petition = Publication.objects.visible_to().filter(received_on__lte=at.date()).order_by("-petition_id").first()
    if petition:  # a ward loaded without its petitions has none to pass on to
        question_actions.pass_on(q, code=petition.code, text=told["answer"], by=scene.clerk, now=at)
    else:
        question_actions.not_take(q, reason=Reason.PRIVATE_MATTER, text=told["answer"], by=scene.clerk, now=at)


_ENDS: dict[str, Callable[[Scene, Question, dict[str, Any], datetime], object]] = {
    "answer": lambda scene, q, told, at: question_actions.answer(
        q, text=told["answer"], spoke=told["spoke"], by=scene.clerk, now=at),
    "owe": _owe,
    "pass_on": _pass_on,
    "not_take": lambda scene, q, told, at: question_actions.not_take(
        q, reason=Reason(told["reason"]), text=told["answer"], by=scene.clerk, now=at),
}


def _token(key: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"{WARD}/dialogues/{key}")


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=timezone.get_default_timezone())
