"""All that can happen to a petition. Pages, API, imports and the clock come through here, and only here."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from danchu.ground import rows
from danchu.ground.files import storing
from danchu.ground.files.cleaning import Cleaned
from danchu.ground.journal import steps
from danchu.ground.journal import writing as journal
from danchu.ground.journal.models import Audience
from danchu.ground.journal.steps import NotTheirs as NotTheirs
from danchu.ground.journal.steps import Refused as Refused
from danchu.ground.journal.steps import Stale as Stale
from danchu.ground.offices.models import Unit
from danchu.ground.people import following
from danchu.ground.people.access import CLOCK, Standing
from danchu.ground.people.models import Person
from danchu.ground.text.codes import new_code
from danchu.law.calendar import Calendar
from danchu.law.deadlines import deadline
from danchu.law.limits import Duty
from danchu.law.promises import promise
from danchu.law.roles import Role
from danchu.mechanisms.petitions import rules
from danchu.mechanisms.petitions.models import (
    Follower,
    Message,
    Original,
    Petition,
    Publication,
    part_played_by,
)
from danchu.mechanisms.petitions.rules import Channel, Kind, Lane, Reason, Solved, State, Step
from danchu.mechanisms.petitions.taking import day_of, go_on, promised, role_of, shown_of, take, tell
from danchu.mechanisms.petitions.tallying import count
from danchu.mechanisms.petitions.tallying import fold_tallies as fold_tallies


@dataclass(frozen=True)
class Submission:
    """What a sender says, already cleaned by a form or an import."""

    kind: Kind
    title: str
    text: str
    body: Unit
    lane: Lane = Lane.PUBLIC
    channel: Channel = Channel.WEB
    place: Unit | None = None
    place_text: str = ""
    lat: float | None = None
    lon: float | None = None
    point_public: bool = False  # the sender lets everybody see the point
    name: str = ""
    email: str = ""
    phone: str = ""
    witness: str = ""
    about: str = ""  # the code of what it speaks of: a procedure found burdensome


def submit(said: Submission, *, token: UUID, by: Standing, calendar: Calendar, now: datetime) -> Petition:
    """Take it in: a code, a lawful day, a trace. The same token twice is the same petition (Law 42/2013 art. 28)."""
    with transaction.atomic(savepoint=False):
        taken = None
        while taken is None:  # unless the token is known, it was the code that was taken: draw again
            with rows.gathered():
                taken = _take_in(said, token=token, by=by, calendar=calendar, now=now)
            taken = taken or _known(token)
        return taken


def _known(token: UUID) -> Petition | None:
    return Petition.objects.filter(token=token).first()


def _take_in(said: Submission, *, token: UUID, by: Standing, calendar: Calendar,
             now: datetime) -> Petition | None:
    """None where its token or its code is there already."""
    person, helped = by.person, said.channel != Channel.WEB
    petition = Petition(
        code=new_code(rules.PREFIX, day_of(now).year, secrets.token_bytes(8)), token=token,
        kind=said.kind, kind_said=said.kind, lane=said.lane, channel=said.channel, state=State.SUBMITTED,
        title=said.title, place=said.place, body=said.body, received_at=now,
        sender=None if helped else person, operator=person if helped else None,
        **promised(said.kind, Step.SUBMIT, start=day_of(now), calendar=calendar))
    if not rows.add(petition, unless_there=True):
        return None
    rows.add(Original(
        petition=petition, text=said.text, place_text=said.place_text, lat=said.lat, lon=said.lon,
        point_public=said.point_public, name=said.name, email=said.email, phone=said.phone,
        witness=said.witness, consented_at=now))
    tell(Step.SUBMIT, petition, by=by, now=now, role=Role.RECEPTION if helped else Role.SENDER,
          about={"channel": said.channel, "due_on": petition.due_on.isoformat()})
    if said.about:
        journal.link(petition.code, said.about, "about", at=now)
    count("received", petition.body_id, petition.office_id, now=now)
    return petition


def receive(petition: Petition, *, by: Standing, now: datetime) -> Petition:
    """Say that somebody has read it."""
    return take(Step.RECEIVE, petition, by=by, now=now)


def reclassify(petition: Petition, *, kind: Kind, by: Standing, calendar: Calendar, now: datetime) -> Petition:
    """Another kind than the sender said. The promise is counted again, from the same day it came in."""
    owed = promised(kind, Step.SUBMIT, start=day_of(petition.received_at), calendar=calendar)
    return take(Step.RECLASSIFY, petition, by=by, now=now, kind=kind, about={"kind": kind}, **owed)


def accept(petition: Petition, *, by: Standing, calendar: Calendar, now: datetime) -> Petition:
    """Take it up. A complaint now runs towards its decision (Law 02/2011 art. 28)."""
    owed = promised(Kind(petition.kind), Step.ACCEPT, start=day_of(now), calendar=calendar)
    return take(Step.ACCEPT, petition, by=by, now=now, **owed)


def refuse(petition: Petition, *, reason: Reason, where_to: str, by: Standing, now: datetime) -> Petition:
    """Do not take it up: a coded reason, and where to go with it instead."""
    if not where_to.strip():
        raise Refused(_("Cần ghi rõ người gửi nên làm gì, đến đâu tiếp theo."))
    return take(Step.REFUSE, petition, by=by, now=now, refused_for=reason, ended_at=now, text=where_to,
                 about={"reason": reason}, counts=("refused",))


def pass_on(petition: Petition, *, to: Unit, why: str, by: Standing, now: datetime) -> Petition:
    """Hand the case to another body here, as it stands: the trail is kept, the clock is not restarted."""
    if to.pk == petition.body_id:
        raise Refused(_("Cơ quan này đang giữ đơn. Hãy chọn cơ quan khác."))
    return take(Step.PASS_ON, petition, by=by, now=now, text=why, counts=("passed_on",),
                 about={"to": to.full_name, "from": petition.body_id}, body=to, office=None, officer=None)


def redirect(petition: Petition, *, to: str, why: str, by: Standing, now: datetime) -> Petition:
    """Send it to a body that is not on the platform; here the case ends, and says where it went."""
    if not to.strip():
        raise Refused(_("Cần ghi tên cơ quan nhận."))
    return take(Step.REDIRECT, petition, by=by, now=now, ended_at=now, text=why, about={"to": to},
                 counts=("passed_on",))


def assign(petition: Petition, *, office: Unit, by: Standing, now: datetime) -> Petition:
    """Hand it to an office of the body, which now owes the answer by the day already promised."""
    return take(Step.ASSIGN, petition, by=by, now=now, about={"to": office.full_name}, office=office, officer=None)


def hand_to(petition: Petition, *, officer: Person, by: Standing, now: datetime) -> Petition:
    """Name the officer who works on it."""
    return take(Step.HAND_TO, petition, by=by, now=now, officer=officer)


def draft(petition: Petition, *, text: str, by: Standing, now: datetime) -> Petition:
    """Put an answer before the leader."""
    officer = petition.officer if petition.officer_id else by.person
    return take(Step.DRAFT, petition, by=by, now=now, says=(Message.Kind.DRAFT, text), officer=officer)


def send_back(petition: Petition, *, why: str, by: Standing, now: datetime) -> Petition:
    """The draft is not good enough yet: say why."""
    return take(Step.SEND_BACK, petition, by=by, now=now, says=(Message.Kind.NOTE, why))


def approve(petition: Petition, *, text: str, by: Standing, now: datetime) -> Petition:
    """Agree to the answer, with the leader's own corrections if any."""
    return take(Step.APPROVE, petition, by=by, now=now, says=(Message.Kind.DRAFT, text))


def answer(petition: Petition, *, by: Standing, now: datetime) -> Petition:
    """Send the approved answer. Here the promise is kept, or broken."""
    approved = petition.messages.filter(kind=Message.Kind.DRAFT).order_by("-id").values_list("text", flat=True).first()
    kept = rules.outcome(day_of(now) <= petition.due_on, petition.extended)
    with transaction.atomic():
        taken = take(Step.ANSWER, petition, by=by, now=now, answered_at=now, outcome=kept, counts=(kept.value,),
                      says=(Message.Kind.ANSWER, approved or ""), about={"outcome": kept.value})
        if taken.reopened:  # what the public read was the first answer; this one waits until a person has read it
            Publication.objects.filter(petition=taken).update(answer="")
    return taken


def publish(petition: Petition, *, title: str, text: str, answer: str, by: Standing, now: datetime,
            papers: frozenset[int] = frozenset(), point: bool = False) -> Petition:
    """Show the public a redacted text that a person has read and approved. The original stays where it is.

    `point`: and where it is, on the map, if the sender agreed to that.
    """
    if petition.lane != Lane.PUBLIC:
        raise Refused(_("Người gửi chỉ cho cơ quan đọc, nên không công khai được."))
    with transaction.atomic():
        was = Publication.objects.filter(petition=petition).values_list("listed", "answer").first() or (False, "")
        taken = take(Step.PUBLISH, petition, by=by, now=now, about=_newly_shown(*was, answer))
        read = {"title": title, "text": text, "answer": answer, "approved_by": by.person, **_point_of(taken, point)}
        Publication.objects.update_or_create(petition=taken, defaults={**read, "listed": True}, create_defaults={
            **read, "code": taken.code, "published_at": now, **shown_of(taken, now)})
        storing.show(taken.code, papers)
    return taken


def _newly_shown(listed: bool, was: str, answer: str) -> dict[str, str] | None:
    """What the public reads now and did not before: the answer, or the page; not a word put right."""
    if answer and not (listed and was):
        return {"shown": "answer"}
    return None if listed else {"shown": "page"}


def _point_of(petition: Petition, wanted: bool) -> dict[str, float | None]:
    """Where the public sees it on the map: nowhere unless the sender and the officer both want it."""
    agreed = Original.objects.filter(petition=petition, point_public=True, lat__isnull=False, lon__isnull=False)
    lat, lon = (agreed.values_list("lat", "lon").first() if wanted else None) or (None, None)
    return {"lat": lat, "lon": lon}


def unpublish(petition: Petition, *, why: str, by: Standing, now: datetime) -> Petition:
    """Take it off the public pages, at once and everywhere."""
    with transaction.atomic():
        taken = take(Step.UNPUBLISH, petition, by=by, now=now, text=why)
        Publication.objects.filter(petition=taken).update(listed=False, changed_at=now)
    return taken


def ask(petition: Petition, *, question: str, by: Standing, now: datetime) -> Petition:
    """Ask the sender for what is missing. The clock stops, and says so."""
    return take(Step.ASK, petition, by=by, now=now, says=(Message.Kind.QUESTION, question),
                 paused_on=day_of(now), state_before=petition.state, reminded=False)


def reply(petition: Petition, *, text: str, by: Standing, calendar: Calendar, now: datetime) -> Petition:
    """The sender says what was missing; the clock goes on."""
    return go_on(Step.REPLY, petition, by=by, calendar=calendar, now=now, says=(Message.Kind.REPLY, text))


def resume(petition: Petition, *, by: Standing, calendar: Calendar, now: datetime) -> Petition:
    """Work on without the sender's word; the clock goes on."""
    return go_on(Step.RESUME, petition, by=by, calendar=calendar, now=now)


def extend(petition: Petition, *, reason: str, ground: str, by: Standing, calendar: Calendar,
           now: datetime) -> Petition:
    """A longer time, once, before the day has passed, with a reason, a legal ground and a notice to the sender."""
    if petition.extended:
        raise Refused(_("Việc này đã gia hạn một lần; không gia hạn nữa."))
    if day_of(now) > petition.due_on:
        raise Refused(_("Đã quá hẹn: gia hạn lúc này không che được ngày quá hẹn. Hãy trả lời sớm nhất có thể."))
    if not (reason.strip() and ground.strip()):
        raise Refused(_("Gia hạn cần có lý do và căn cứ pháp lý."))
    later = promise(Duty(petition.due_duty), petition.promised_from, calendar, extended=True,
                    pauses=petition.pause_spans())
    return take(Step.EXTEND, petition, by=by, now=now, text=reason, extended=True, due_on=later.due_on,
                 due_under=later.under, provisional=later.provisional, reminded=False,
                 about={"was": petition.due_on.isoformat(), "due_on": later.due_on.isoformat(), "ground": ground})


def merge(petition: Petition, *, into: Petition, by: Standing, now: datetime) -> Petition:
    """One matter, two cases: this one ends in the other. Both keep their history."""
    if into.pk == petition.pk or State(into.state) in rules.ENDED_UNANSWERED:
        raise Refused(_("Hãy chọn một việc khác để gộp vào: đang giải quyết, hoặc đã có trả lời."))
    if not rules.may(State(into.state), Step.NOTE, part_played_by(by, into)):
        raise NotTheirs(_("Không tìm thấy việc này."))
    if into.lane != Lane.PUBLIC and (into.sender_id is None or into.sender_id != petition.sender_id):
        raise Refused(_("Việc kia chỉ gửi cho cơ quan đọc nên người gửi việc này không được đọc trả lời: hãy trả lời "
                        "riêng từng việc."))
    role = role_of(Step.MERGE, petition, by)
    with transaction.atomic():
        taken = take(Step.MERGE, petition, by=by, now=now, merged_into=into, ended_at=now,
                      about={"to": into.code}, counts=("merged",), state_before=petition.state)
        journal.link(petition.code, into.code, "merged_into", at=now)
        journal.write(into.code, "merge_in", at=now, role=role, by=by.person,
                      audience=Audience.PARTIES, about={"from": petition.code})
        for carried in Petition.objects.filter(merged_into=petition).select_related("body"):
            steps.change(carried, {"merged_into": into})  # whoever was sent to this one is sent on, and told
            journal.link(carried.code, into.code, "merged_into", at=now)
            tell(Step.MERGE, carried, by=by, now=now, role=role, about={"to": into.code})
    return taken


def separate(petition: Petition, *, why: str, by: Standing, now: datetime) -> Petition:
    """A merged case goes its own way again, from where it stood and with the day promised then."""
    into = petition.merged_into
    role = role_of(Step.SEPARATE, petition, by)
    petition.state_before = petition.state_before or State.RECEIVED  # merged before this was kept
    with transaction.atomic():
        taken = take(Step.SEPARATE, petition, by=by, now=now, merged_into=None, ended_at=None, text=why, about={
            "from": into.code if into else "", "due_on": petition.due_on.isoformat()})
        _leave(petition, into, by=by, now=now, role=role)
    return taken


def _leave(petition: Petition, into: Petition | None, *, by: Standing, now: datetime, role: Role) -> None:
    """It goes along with the other no more; the other's story says so."""
    count("merged", petition.body_id, petition.office_id, now=now, n=-1)
    if into is not None:
        journal.unlink(petition.code, into.code, "merged_into")
        journal.write(into.code, "separate_out", at=now, role=role, by=by.person, audience=Audience.PARTIES,
                      about={"from": petition.code})


def withdraw(petition: Petition, *, why: str, by: Standing, now: datetime) -> Petition:
    """The sender takes it back; what was public is public no more. Others merged into it did not take theirs back."""
    into, merged = petition.merged_into, petition.state == State.MERGED
    with transaction.atomic():
        taken = take(Step.WITHDRAW, petition, by=by, now=now, says=(Message.Kind.COMPLAINT, why), ended_at=now,
                      merged_into=None, counts=("withdrawn",))
        if merged:
            _leave(petition, into, by=by, now=now, role=Role.SENDER)
        for other in Petition.objects.filter(merged_into=petition).select_related("body", "office", "place"):
            separate(other, why="", by=CLOCK, now=now)
    return taken


def rate(petition: Petition, *, solved: Solved, stars: int, words: str, by: Standing, now: datetime) -> Petition:
    """The sender says whether it is solved, and how they were served (1 to 5)."""
    return take(Step.RATE, petition, by=by, now=now, solved=solved, stars=stars, ended_at=now,
                 says=(Message.Kind.COMPLAINT, words), about={"solved": solved},
                 counts=({Solved.NO: "unsolved", Solved.YES: "solved", Solved.PART: "part"}[solved],))


def reopen(petition: Petition, *, why: str, by: Standing, calendar: Calendar, now: datetime) -> Petition:
    """Not solved: once, and with a new day to hear by."""
    if petition.reopened:
        raise Refused(_("Việc này đã mở lại một lần. Ông/bà có thể gửi phản ánh mới và ghi mã số cũ."))
    last = deadline(Duty.REOPEN, day_of(petition.answered_at or now), calendar).due_on
    if day_of(now) > last:
        raise Refused(_("Đã hết thời gian đề nghị mở lại (%(day)s). Ông/bà có thể gửi phản ánh mới.")
                      % {"day": f"{last:%d/%m/%Y}"})
    owed = promised(Kind(petition.kind), Step.REOPEN, start=day_of(now), calendar=calendar)
    return take(Step.REOPEN, petition, by=by, now=now, says=(Message.Kind.COMPLAINT, why), reopened=1,
                 extended=False, reminded=False, overdue=False, ended_at=None, pauses=[], outcome="",
                 solved="", stars=None, answered_at=None,
                 about={"due_on": owed["due_on"].isoformat()}, counts=("reopened",), **owed)


def close(petition: Petition, *, by: Standing, now: datetime) -> Petition:
    """The sender has said nothing for the time the house waits."""
    return take(Step.CLOSE, petition, by=by, now=now, ended_at=now)


def stop_letters(petition: Petition, *, by: Standing, now: datetime) -> Petition:
    """No more e-mail about this case: the sender wished so, or the letters went to the wrong mailbox."""
    return take(Step.STOP_LETTERS, petition, by=by, now=now)


def follow(publication: Publication, *, email: str, now: datetime) -> Follower:
    """An address wishes to hear of a public case. Not tied to whoever sent it; no line of the journal."""
    return following.wish(Follower, publication=publication, email=email, now=now)


def forget_followers(ended_before: datetime) -> int:
    """Addresses whose case, or the one it was merged into, ended before this are not kept longer; how many went."""
    here = Q(publication__petition__merged_into=None, publication__petition__ended_at__lte=ended_before)
    along = Q(publication__petition__merged_into__ended_at__lte=ended_before)
    return Follower.objects.filter(here | along).delete()[0]


def note(petition: Petition, *, text: str, by: Standing, now: datetime) -> Petition:
    """Something for colleagues only."""
    return take(Step.NOTE, petition, by=by, now=now, says=(Message.Kind.NOTE, text))


def attach(petition: Petition, *, papers: list[Cleaned], by: Standing, now: datetime) -> Petition:
    """Photos and papers of the office, for the sender to see: what was done, and that it was. The same file once."""
    papers = [cleaned for cleaned in papers if not storing.is_kept(petition.code, cleaned)]
    if not papers:
        return petition
    with transaction.atomic():
        taken = take(Step.ATTACH, petition, by=by, now=now, about={"n": len(papers)})
        for cleaned in papers:
            storing.attach(taken.code, cleaned, Audience.PARTIES, by.person, now)
    return taken


def remind(petition: Petition, *, left: int, by: Standing, now: datetime) -> Petition:
    """The day comes near (`left` working days)."""
    return take(Step.REMIND, petition, by=by, now=now, reminded=True, about={"left": left})


def remind_sender(petition: Petition, *, until: date, by: Standing, now: datetime) -> Petition:
    """The question is still open, and the house does not wait much longer than this day."""
    return take(Step.REMIND_SENDER, petition, by=by, now=now, reminded=True, about={"until": until.isoformat()})


def fall_overdue(petition: Petition, *, head: str, by: Standing, now: datetime) -> Petition:
    """The day has passed without an answer; the head is told."""
    return take(Step.FALL_OVERDUE, petition, by=by, now=now, overdue=True, about={"to": head})


def recount(petition: Petition, *, by: Standing, calendar: Calendar, now: datetime) -> Petition:
    """A day off was added or taken away: the promise moves with it, old and new day on record."""
    due = promise(Duty(petition.due_duty), petition.promised_from, calendar, extended=petition.extended,
                  pauses=petition.pause_spans())
    if (due.due_on, due.provisional) == (petition.due_on, petition.provisional):
        return petition
    about = {"was": petition.due_on.isoformat(), "due_on": due.due_on.isoformat()}
    return take(Step.RECOUNT, petition, by=by, now=now, due_on=due.due_on, provisional=due.provisional, about=about)


def record(petition: Petition, *, answer: str, by: Standing, now: datetime) -> Petition:
    """An old case answered before this house stood: its answer and its day as the book says, no step made up."""
    _only_from_a_book(petition)
    kept = rules.outcome(day_of(now) <= petition.due_on, petition.extended)
    return take(Step.RECORD, petition, by=by, now=now, answered_at=now, outcome=kept, counts=(kept.value,),
                 says=(Message.Kind.ANSWER, answer), about={"outcome": kept.value})


def record_refusal(petition: Petition, *, why: str, by: Standing, now: datetime) -> Petition:
    """An old case that was not taken up: as the book says, in its words; the reason was not coded then."""
    _only_from_a_book(petition)
    return take(Step.RECORD_REFUSAL, petition, by=by, now=now, ended_at=now, text=why, counts=("refused",))


def record_passing_on(petition: Petition, *, where: str, by: Standing, now: datetime) -> Petition:
    """An old case that went elsewhere: where to, as the book says."""
    _only_from_a_book(petition)
    return take(Step.RECORD_PASSING_ON, petition, by=by, now=now, ended_at=now, text=where, counts=("passed_on",))


def _only_from_a_book(petition: Petition) -> None:
    if petition.channel != Channel.IMPORT:
        raise Refused(_("Chỉ ghi lại trả lời cũ cho việc chuyển từ sổ cũ."))
