"""Who takes each step of an invented case, and what the action is told: a table."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone

from danchu.demo.case import Case, Step, as_published, as_written, dated
from danchu.demo.ward import WARD, Ward
from danchu.ground.people.access import CLOCK, Standing, standing_of
from danchu.law.calendar import Calendar
from danchu.law.deadlines import remaining
from danchu.mechanisms.petitions.models import Petition
from danchu.mechanisms.petitions.rules import Reason, Solved
from danchu.mechanisms.petitions.taking import waits_until

STARS = {Solved.YES: 5, Solved.PART: 3, Solved.NO: 2}
GROUND = "Khoản 1 Điều 28 Luật Tiếp công dân số 42/2013/QH13"
SENT_BACK = "Xin ghi rõ ngày làm, phần nào xong, phần nào chưa, và số liệu đo được."
DESK_OF = {"le-khoi.ubnd": ("minh", "hoa"), "le-khoi.mttq": ("xuan", "tuyet")}  # who receives, who leads


@dataclass
class Scene:
    """A case on its way, at the moment of one step."""

    case: Case
    ward: Ward
    calendar: Calendar
    petition: Petition
    step: Step
    now: datetime

    @property
    def arrived(self) -> date:
        return timezone.localtime(self.petition.received_at).date()

    @property
    def answer(self) -> str:
        """The office's own words, of the second round once it was opened again."""
        return as_written(self._dated(self._answer))

    @property
    def shown_answer(self) -> str:
        return self.shown(self._answer) if self.petition.answered_at else ""

    @property
    def refusal(self) -> str:
        return f"{self.case.reason} {self.case.go_to}"

    def shown(self, text: str) -> str:
        return as_published(self._dated(text))

    @property
    def _answer(self) -> str:
        return self.case.answer_again if self.petition.reopened else self.case.answer

    def _dated(self, text: str) -> str:
        return dated(text, self.arrived, self.calendar)


def reception(scene: Scene) -> Standing:
    return _official(scene, DESK_OF[scene.petition.body.code][0])


def leader(scene: Scene) -> Standing:
    return _official(scene, DESK_OF[scene.petition.body.code][1])


def deputy(scene: Scene) -> Standing:
    """The deputy signs for the offices of culture and services, the head for everything else."""
    office = scene.petition.office.code if scene.petition.office else ""
    return _official(scene, "binh") if office in ("le-khoi.vhxh", "le-khoi.tthcc") else leader(scene)


def handler(scene: Scene) -> Standing:
    """The officer in charge; whoever received it as long as there is none."""
    officer = scene.petition.officer
    return standing_of(officer, scene.arrived) if officer else reception(scene)


def sender(scene: Scene) -> Standing:
    """By their account, or by the secret number of their receipt."""
    return Standing(scene.petition.sender, proven=frozenset([scene.petition.code]))


def clock(scene: Scene) -> Standing:
    return CLOCK


def _official(scene: Scene, short: str) -> Standing:
    return standing_of(scene.ward.people[short], scene.arrived)


def token_of(key: str) -> UUID:
    """The form a case came from: always the same, so that no case is played twice."""
    return uuid5(NAMESPACE_URL, f"{WARD}:{key}")


Told = Callable[[Scene], dict[str, Any]]

ACTS: dict[str, tuple[Callable[[Scene], Standing], Told]] = {
    # step         who takes it  what the action is told besides who and when
    "receive": (reception, lambda s: {}),
    "accept": (reception, lambda s: {"calendar": s.calendar}),
    "refuse": (reception, lambda s: {"reason": Reason(s.case.refusal), "where_to": s.refusal}),
    "pass_on": (reception, lambda s: {"to": s.ward.units[s.step.what], "why": s.case.reason}),
    "redirect": (reception, lambda s: {"to": s.case.to, "why": s.refusal}),
    "merge": (reception, lambda s: {"into": Petition.objects.get(token=token_of(s.step.what))}),
    "assign": (leader, lambda s: {"office": s.ward.units[s.step.what]}),
    "hand_to": (leader, lambda s: {"officer": s.ward.people[s.step.what]}),
    "note": (handler, lambda s: {"text": s.case.note}),
    "ask": (handler, lambda s: {"question": s.case.question}),
    "reply": (sender, lambda s: {"text": s.case.reply, "calendar": s.calendar}),
    "resume": (handler, lambda s: {"calendar": s.calendar}),
    "extend": (deputy, lambda s: {"reason": s.case.longer, "ground": GROUND, "calendar": s.calendar}),
    "draft": (handler, lambda s: {"text": s.answer}),
    "send_back": (deputy, lambda s: {"why": SENT_BACK}),
    "approve": (deputy, lambda s: {"text": s.answer}),
    "answer": (handler, lambda s: {}),
    "publish": (
        reception,
        lambda s: {"title": s.shown(s.case.title), "text": s.shown(s.case.body), "answer": s.shown_answer,
                   "point": True},
    ),
    "rate": (
        sender,
        lambda s: {
            "solved": Solved(s.step.what),
            "stars": STARS[Solved(s.step.what)],
            "words": s.case.comment,
        },
    ),
    "reopen": (sender, lambda s: {"why": s.case.reopen, "calendar": s.calendar}),
    "withdraw": (sender, lambda s: {"why": s.case.withdrawal}),
    "clock_resume": (clock, lambda s: {"calendar": s.calendar}),
    "remind": (clock, lambda s: {"left": remaining(_today(s), s.petition.due_on, s.calendar)}),
    "remind_sender": (clock, lambda s: {"until": waits_until(s.petition, s.calendar)}),
    "fall_overdue": (clock, lambda s: {"head": f"Chủ tịch UBND phường {s.ward.people['hoa'].name}"}),
    "close": (clock, lambda s: {}),
}


def _today(scene: Scene) -> date:
    return timezone.localtime(scene.now).date()
