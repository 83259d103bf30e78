"""All that can happen to a question asked in a dialogue. Every one ends in exactly one way; none disappears."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from danchu.ground.files import storing
from danchu.ground.files.cleaning import Cleaned
from danchu.ground.journal import steps
from danchu.ground.journal import writing as journal
from danchu.ground.journal.models import Audience, Entry
from danchu.ground.journal.steps import NotTheirs, Refused
from danchu.ground.people.access import Standing
from danchu.ground.people.throttle import mac
from danchu.ground.text.codes import new_code, read_code
from danchu.law.roles import Role
from danchu.mechanisms.dialogues import rules
from danchu.mechanisms.dialogues.models import Asked, Backing, Dialogue, Question, part_played_by
from danchu.mechanisms.dialogues.rules import Channel, Naming, QuestionState, QuestionStep, Reason, State

_ATTACHED = gettext_lazy("Xem văn bản trả lời kèm theo.")  # stands where nothing was typed


@dataclass(frozen=True)
class Asking:
    """What someone asks, already cleaned by a form."""

    text: str
    channel: Channel = Channel.ONLINE
    naming: Naming = Naming.ORGANISER
    name: str = ""
    email: str = ""
    phone: str = ""


def ask(dialogue: Dialogue, said: Asking, *, token: UUID, by: Standing, now: datetime) -> Question:
    """Take a question in: a code at once, public only once a person has read it. The same token twice is one."""
    _only_while(QuestionStep.ASK, dialogue)
    helped = said.channel not in (Channel.ONLINE, Channel.LIVE)
    if helped and not part_played_by(by, dialogue):
        raise NotTheirs(_("Không tìm thấy việc này."))
    try:
        with transaction.atomic():
            return _take_in(dialogue, said, token=token, operator=by if part_played_by(by, dialogue) else None, now=now)
    except IntegrityError:
        known = Question.objects.filter(token=token).first()
        return known or ask(dialogue, said, token=token, by=by, now=now)  # the code was taken: draw again


def _take_in(dialogue: Dialogue, said: Asking, *, token: UUID, operator: Standing | None, now: datetime) -> Question:
    code = new_code(rules.QUESTION_PREFIX, timezone.localtime(now).year, secrets.token_bytes(8))
    question = Question.objects.create(
        code=code, token=token, dialogue=dialogue, channel=said.channel, naming=said.naming, asked_at=now,
        state=QuestionState.SENT, operator=operator.person if operator else None)
    Asked.objects.create(question=question, text=said.text, name=said.name, email=said.email, phone=said.phone,
                         consented_at=now)
    journal.write(code, QuestionStep.ASK.value, at=now, role=(Role.RECEPTION if operator else Role.SENDER).value,
                  by=operator.person if operator else None, unit=dialogue.body, audience=Audience.PARTIES,
                  about={"channel": said.channel})
    return question


def show(question: Question, *, text: str, name: str = "", by: Standing, now: datetime) -> Question:
    """Let everyone read it, in words a person has read and freed of personal data; the name only where asked for."""
    if not text.strip():
        raise Refused(_("Cần có câu hỏi để công khai."))
    if question.not_taken_for == Reason.DENUNCIATION:
        raise Refused(_("Nội dung này là tố cáo, không bao giờ được công khai."))
    shown = name if question.naming == Naming.SHOWN else ""
    return _take(QuestionStep.SHOW, question, by=by, now=now, listed=True, text=text, asker_name=shown,
                 approved_by=by.person)


def take(question: Question, *, by: Standing, now: datetime) -> Question:
    """Take it up without showing its words: only the organiser reads it."""
    return _take(QuestionStep.TAKE, question, by=by, now=now)


def hide(question: Question, *, why: str, by: Standing, now: datetime) -> Question:
    """Take its words off the public pages; it keeps its place and its ending."""
    if not why.strip():
        raise Refused(_("Cần ghi lý do gỡ."))
    return _take(QuestionStep.HIDE, question, by=by, now=now, listed=False, note=why)


def group(question: Question, *, into: Question, by: Standing, now: datetime) -> Question:
    """One matter, two questions: this one is answered with the other. Both keep their code and those who back them."""
    if into.pk == question.pk or into.dialogue_id != question.dialogue_id or into.state == QuestionState.GROUPED:
        raise Refused(_("Hãy chọn một câu khác của buổi này, chưa bị gộp, để gộp vào."))
    if question.grouped.exists():
        raise Refused(_("Câu này đang có câu khác gộp vào. Hãy gộp ngược lại."))
    return _take(QuestionStep.GROUP, question, by=by, now=now, lead=into, state_before=question.state,
                 about={"to": into.code})


def ungroup(question: Question, *, by: Standing, now: datetime) -> Question:
    """They were not the same after all."""
    was = question.lead.code if question.lead else ""
    return _take(QuestionStep.UNGROUP, question, by=by, now=now, lead=None, about={"from": was})


def call(question: Question, *, by: Standing, now: datetime) -> Question:
    """The chair puts it on the floor: the hall's screen follows."""
    with transaction.atomic():
        taken = _take(QuestionStep.CALL, question, by=by, now=now, called_at=now)
        Dialogue.objects.filter(pk=question.dialogue_id).update(floor=taken)  # no version: nobody types it
    return taken


def answer(question: Question, *, text: str, spoke: str, by: Standing, now: datetime,
           papers: Sequence[Cleaned] = ()) -> Question:
    """Answered in the room: what was said, and by whom; the paper it was read from, where there is one."""
    if not papers:
        _say(text, _("Cần ghi câu trả lời, hoặc kèm văn bản trả lời."))
    _say(spoke, _("Cần ghi ai trả lời."))
    with transaction.atomic():
        taken = _end(QuestionStep.ANSWER, question, by=by, now=now, answer=text or str(_ATTACHED), spoke=spoke)
        _keep(taken, papers, by, now)
    return taken


def owe(question: Question, *, due_on: date, why: str, spoke: str, by: Standing, now: datetime) -> Question:
    """A written answer is owed by a day, said in the room."""
    _say(spoke, _("Cần ghi ai hẹn."))
    if due_on < timezone.localtime(now).date():
        raise Refused(_("Ngày hẹn trả lời phải từ hôm nay trở đi."))
    return _end(QuestionStep.OWE, question, by=by, now=now, answer=why, spoke=spoke, due_on=due_on,
                about={"due_on": due_on.isoformat()})


def commit(question: Question, *, code: str, text: str, spoke: str, by: Standing, now: datetime) -> Question:
    """It became a commitment, followed under its own code until somebody else says it is kept."""
    known = _case(code)
    taken = _end(QuestionStep.COMMIT, question, by=by, now=now, answer=text, spoke=spoke, other_code=known,
                 about={"to": known}, link=(known, question.code, "promised_in"))
    return taken


def pass_on(question: Question, *, code: str, text: str, by: Standing, now: datetime) -> Question:
    """A matter of its own: it goes on as a petition, with its own lawful day."""
    known = _case(code)
    return _end(QuestionStep.PASS_ON, question, by=by, now=now, answer=text, other_code=known, about={"to": known},
                link=(question.code, known, "passed_on_as"))


def not_take(question: Question, *, reason: Reason, text: str, by: Standing, now: datetime) -> Question:
    """Not taken, for a coded reason and a word of where to go with it."""
    _say(text, _("Cần ghi người hỏi nên làm gì, đến đâu."))
    secret = reason == Reason.DENUNCIATION  # no trace of one may be public: neither words, nor number, nor that it is
    return _end(QuestionStep.NOT_TAKE, question, by=by, now=now, answer=text, not_taken_for=reason,
                audience=Audience.INTERNAL if secret else Audience.PUBLIC, about={"reason": reason},
                listed=question.listed and not secret)


def deliver(question: Question, *, text: str, by: Standing, now: datetime,
            papers: Sequence[Cleaned] = ()) -> Question:
    """The written answer that was owed, for everyone to read: typed, attached, or both."""
    if not papers:
        _say(text, _("Cần ghi câu trả lời, hoặc kèm văn bản trả lời."))
    today = timezone.localtime(now).date()
    with transaction.atomic():
        taken = _take(QuestionStep.DELIVER, question, by=by, now=now, answer=text or str(_ATTACHED),
                      delivered_on=today, overdue=question.due_on is not None and today > question.due_on)
        _keep(taken, papers, by, now)
    return taken


def owe_overdue(question: Question, *, by: Standing, now: datetime) -> Question:
    """The day of a written answer has passed; it stands in public from now on."""
    return _take(QuestionStep.OWE_OVERDUE, question, by=by, now=now, overdue=True)


def back(question: Question, *, who: str) -> bool:
    """ "I ask this too." `who` tells one person or device from another and is kept nowhere: only a fingerprint that
    is different for each question. True where it is counted now, False where it was before."""
    if not question.listed or State(question.dialogue.state) not in (State.COLLECTING, State.IN_SESSION):
        raise Refused(_("Câu hỏi này không nhận đồng tình nữa."))
    key = mac("backing", f"{question.code}:{who}")
    return Backing.objects.get_or_create(question=question, key=key)[1]


def fold(now: datetime, *, at_most: int = 5000) -> int:
    """Fold appended backings into the figure each question shows. Run by the clock; pages read both meanwhile.

    A backing has no journal row of its own (who asks what is nobody's business); the new figures of a dialogue have
    one, which names nobody: a page kept for everybody is made anew.
    """
    with transaction.atomic():
        rows = list(Backing.objects.select_for_update(skip_locked=True).filter(folded=False).order_by("id")[:at_most])
        sums: dict[int, int] = {}
        for row in rows:
            sums[row.question_id] = sums.get(row.question_id, 0) + 1
        for question, n in sorted(sums.items()):
            Question.objects.filter(pk=question).update(backed=F("backed") + n)
        Backing.objects.filter(id__in=[row.id for row in rows]).update(folded=True)
        of_meetings = Dialogue.objects.filter(questions__in=sums).distinct().order_by("id")
        for d in of_meetings.only("code", "body_id").select_related("body"):
            journal.write(d.code, rules.COUNTED, at=now, role=Role.CLOCK.value, unit=d.body, audience=Audience.INTERNAL)
    return len(rows)


# --- how each of them happens ------------------------------------------------------------------

def _end(step: QuestionStep, question: Question, *, by: Standing, now: datetime, about: dict[str, Any] | None = None,
         link: tuple[str, str, str] | None = None, **changes: Any) -> Question:
    """One ending; another one corrects it, and nothing of the former stays."""
    blank = {"answer": "", "spoke": "", "due_on": None, "other_code": "", "not_taken_for": "", "overdue": False}
    with transaction.atomic():
        taken = _take(step, question, by=by, now=now, about=about, ended_at=now, **(blank | changes))
        if link:
            journal.link(*link, at=now)
    return taken


def _take(step: QuestionStep, question: Question, *, by: Standing, now: datetime, note: str = "",
          audience: str = "", about: dict[str, Any] | None = None, **changes: Any) -> Question:
    """Ask the rules, change the row if nobody else did, leave the trace. `note` is for the journal only."""
    _only_while(step, question.dialogue)
    body = question.dialogue.body
    parts = part_played_by(by, question.dialogue)
    role = steps.role_for(step, question.state, parts, rules.QUESTION_JOURNEY)
    after = rules.QUESTION_JOURNEY[QuestionState(question.state), step][1]
    if after is not None:
        changes["state"] = question.state_before if after == rules.RETURN else after
    with transaction.atomic():
        steps.change(question, changes)
        journal.write(question.code, step.value, at=now, role=role.value, by=by.person, unit=body, text=note,
                      audience=Audience(audience or rules.AUDIENCES.get(step, "public")), about=about)
    return question


def _only_while(step: QuestionStep, dialogue: Dialogue) -> None:
    if State(dialogue.state) not in rules.WHEN[step]:
        raise Refused(_("Buổi đối thoại đang ở bước khác, nên không làm việc này với câu hỏi được."))


def _keep(question: Question, papers: Sequence[Cleaned], by: Standing, now: datetime) -> None:
    """The papers of an answer, read by whoever may read the question. The same file twice is one."""
    for cleaned in papers:
        if not storing.is_kept(question.code, cleaned):
            storing.attach(question.code, cleaned, Audience.PUBLIC, by.person, now)


def _say(text: str, problem: str) -> None:
    if not text.strip():
        raise Refused(problem)


def _case(code: str) -> str:
    """The code as it is written, of something that is really there. Whatever mechanism keeps it: the journal knows."""
    known = read_code(code)
    if known is None or not Entry.objects.filter(subject=known).exists():
        raise Refused(_("Không tìm thấy mã “%(code)s”.") % {"code": code[:40]})
    return known
