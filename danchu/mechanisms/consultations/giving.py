"""How opinions come in: one insert each, whatever the channel; counters are folded from them later.

Part of `actions`, called through it.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import date, datetime, time
from hashlib import blake2b
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from danchu.ground import rows
from danchu.ground.files.models import Attachment
from danchu.ground.journal import writing as journal
from danchu.ground.journal.models import Audience
from danchu.ground.journal.steps import NotTheirs, Refused
from danchu.ground.journal.turns import in_turn
from danchu.ground.people import following
from danchu.ground.people.access import Standing
from danchu.ground.people.throttle import mac
from danchu.ground.text.codes import new_code
from danchu.law.roles import Role
from danchu.mechanisms.consultations import rules
from danchu.mechanisms.consultations.models import (
    Consultation,
    Follower,
    Gathering,
    Keying,
    Opinion,
    part_played_by,
)
from danchu.mechanisms.consultations.rules import GATHERED, Channel, Level, Stance, State, Step

LONGEST = 20_000  # characters of one opinion
CAME_AT = time(8)  # of a paper only the day is known
DAY, SURVEY = "@", "?"  # lines of a typed form that are no opinion: the day it came; the choices of a question
FORMS_OF = UUID("5b0c9a52-7d3e-4a51-9f0e-2b6f6c1d7a90")  # names of paper forms become tokens below this


class TooLate(Refused):
    """It has closed; the message says since when."""


@dataclass(frozen=True)
class Said:
    """One opinion, already cleaned by a form or an import."""

    article: str
    stance: Stance
    text: str = ""
    eid: str = ""
    answers: dict[str, list[int]] = field(default_factory=dict)


def give(consultation: Consultation, said: Said, *, token: UUID, by: Standing, now: datetime) -> Opinion:
    """An opinion sent on the network. One insert: the same token twice is the same opinion."""
    _in_time(consultation, now)
    author = mac("opinion", f"{consultation.code}:{by.person.pk}")[:40] if by.person else ""
    return _insert(consultation, said, token=token, now=now, channel=Channel.WEB, level=_level(by), author=author)


def enter(consultation: Consultation, said: Said, *, channel: Channel, token: UUID, by: Standing, now: datetime,
          gathering: Gathering | None = None, serial: str = "", scan: Attachment | None = None,
          came_on: date | None = None) -> Opinion:
    """An opinion somebody of the office or the Front types in: who typed it stays on record.

    Once it has closed, only what came on paper in time (`came_on`) and can be looked at: a scan, the minutes.
    """
    _theirs(consultation, Step.ENTER, by)
    with transaction.atomic():
        proof = scan or (gathering.minutes if gathering else None)
        came = _in_time_at_desk(consultation, now, gathering.held_on if gathering else came_on, proof)
        return _enter(consultation, said, channel=channel, token=token, by=by, came=came, gathering=gathering,
                      serial=serial, scan=scan)


def _enter(consultation: Consultation, said: Said, *, channel: Channel, token: UUID, by: Standing, came: datetime,
           gathering: Gathering | None, serial: str, scan: Attachment | None) -> Opinion:
    if (channel in GATHERED) != (gathering is not None):
        raise Refused(_("Ý kiến qua tổ chức hoặc tại hội nghị phải thuộc một đợt góp ý đã ghi."))
    paper = serial.partition("/")[0]
    return _insert(consultation, said, token=token, now=came, channel=channel, level=Level.MET, serial=serial,
                   operator_id=by.person.pk if by.person else None, gathering=gathering, scan=scan,
                   author=mac("paper", f"{consultation.code}:{paper}")[:40] if paper else "")


def gather(consultation: Consultation, *, channel: Channel, name: str, held_on: date, people: int, token: UUID,
           minutes: Attachment | None, by: Standing, now: datetime) -> Gathering:
    """An organisation's round of opinions, or a meeting: its name, its day, how many took part, the minutes."""
    _theirs(consultation, Step.GATHER, by)
    known = Gathering.objects.filter(token=token).first()
    if known:
        return known
    if channel not in GATHERED or people < 1 or not name.strip():
        raise Refused(_("Cần tên tổ chức hoặc cuộc họp và số người dự."))
    with transaction.atomic():
        _in_time_at_desk(consultation, now, held_on, minutes)
        made = Gathering.objects.create(consultation=consultation, token=token, channel=channel, name=name.strip(),
                                        held_on=held_on, people=people, minutes=minutes, operator=by.person)
        journal.write(consultation.code, Step.GATHER.value, at=now, role=Role.RECEPTION.value, by=by.person,
                      unit=consultation.body, audience=Audience.INTERNAL, about={"people": people})
    return made


Keyed = list[list[str]]  # [article, stance, text] in the order of the form; before them [DAY, …], [SURVEY + id, …]


def key(consultation: Consultation, *, serial: str, typed: Keyed, scan: Attachment | None, by: Standing,
        now: datetime) -> Keying:
    """A paper form, typed. Once: it waits. A second person typed the same: it counts. Not the same: both are shown."""
    _theirs(consultation, Step.KEY, by)
    if all(line[0] == DAY for line in typed) or not serial.strip() or by.person is None:
        raise Refused(_("Cần số phiếu và ít nhất một ý kiến."))
    with transaction.atomic():
        known = Keying.objects.filter(consultation=consultation, serial=serial.strip()).first()
        _in_time_at_desk(consultation, now, day_of(typed), scan or (known.scan if known else None))
        keying, new = Keying.objects.select_for_update().get_or_create(
            consultation=consultation, serial=serial.strip(),
            defaults={"first": typed, "first_by": by.person, "scan": scan, "at": now})
        if new:
            return keying
        if keying.done:
            raise Refused(_("Phiếu số %(serial)s đã nhập đủ hai lần.") % {"serial": serial})
        if keying.first_by_id == by.person.pk:
            keying.first, keying.second, keying.second_by = typed, [], None
        else:
            keying.second, keying.second_by = typed, by.person
        keying.scan = keying.scan or scan  # whoever had the scanner: the first copy stays
        keying.done = keying.first == keying.second
        keying.save(update_fields=["first", "second", "second_by", "scan", "done"])
        if keying.done:
            _take_form(keying, by=by, now=now)
    return keying


def _take_form(keying: Keying, *, by: Standing, now: datetime) -> None:
    for n, said in enumerate(_opinions_of(keying.first), 1):
        enter(keying.consultation, said, channel=Channel.PAPER, by=by, now=now, came_on=day_of(keying.first),
              token=uuid5(FORMS_OF, f"{keying.consultation.code}:{keying.serial}:{n}"),
              serial=f"{keying.serial}/{n}", scan=keying.scan)


def day_of(typed: Keyed) -> date | None:
    """The day a paper form came, where that was typed."""
    found = next((line[1] for line in typed if line[0] == DAY), "")
    return date.fromisoformat(found) if found else None


def _opinions_of(typed: Keyed) -> list[Said]:
    """The opinions of a form; its answers to the survey go with the one on the whole draft."""
    answers = {line[0].removeprefix(SURVEY): [int(n) for n in line[1].split(",")]
               for line in typed if line[0].startswith(SURVEY)}
    lines = [line for line in typed if line[0] != DAY and not line[0].startswith(SURVEY)]
    if answers and all(line[0] for line in lines):
        lines = [*lines, ["", Stance.OTHER.value, ""]]
    return [Said(article, Stance(stance), text, answers={} if article else answers) for article, stance, text in lines]


def drop_form(keying: Keying, *, by: Standing, now: datetime) -> None:
    """A form typed under a wrong number, or only once and never again: taken away before it counts."""
    consultation = keying.consultation
    _theirs(consultation, Step.DROP_FORM, by)
    with transaction.atomic():
        if not Keying.objects.filter(pk=keying.pk, done=False).delete()[0]:
            raise Refused(_("Phiếu số %(serial)s đã nhập đủ hai lần.") % {"serial": keying.serial})
        journal.write(consultation.code, Step.DROP_FORM.value, at=now, role=Role.RECEPTION.value, by=by.person,
                      unit=consultation.body, audience=Audience.INTERNAL, about={"serial": keying.serial})


def follow(consultation: Consultation, *, email: str, by: Standing, now: datetime) -> Follower:
    """An address wishes to hear how it ends. Not tied to any opinion."""
    return following.wish(Follower, consultation=consultation, email=email, now=now)


def _insert(consultation: Consultation, said: Said, *, token: UUID, now: datetime, channel: Channel, level: Level,
            author: str, **more: Any) -> Opinion:
    """One INSERT. A token that is there is the same opinion; a code that is there is drawn again."""
    year, mark = timezone.localtime(now).year, mark_of(said.text)

    def act() -> Opinion:
        while True:
            new = Opinion(code=new_code(rules.OPINION_PREFIX, year, secrets.token_bytes(8)), token=token,
                          consultation=consultation, article=said.article, eid=said.eid, stance=said.stance,
                          text=said.text, answers=said.answers, mark=mark, channel=channel, level=level, author=author,
                          received_at=now, **more)
            if rows.add(new, unless_there=True):
                return new
            known = Opinion.objects.filter(token=token).first()
            if known:
                return known
            if more.get("serial") and consultation.opinions.filter(serial=more["serial"]).exists():
                raise Refused(_("Phiếu số %(serial)s đã được nhập.") % {"serial": more["serial"]})

    return in_turn(act)


def mark_of(text: str) -> str:
    """Equal for equal texts, letter for letter; which differ only a little is worked out once it has closed."""
    return blake2b(" ".join(text.split()).encode(), digest_size=16).hexdigest() if text else ""


def _level(by: Standing) -> Level:
    known = {"vneid": Level.IDENTITY, "email": Level.CONTACT, "phone": Level.CONTACT}
    return known.get(by.person.verified_by, Level.CONTACT) if by.person else Level.NONE


def _in_time(consultation: Consultation, now: datetime) -> None:
    """Raises TooLate from the midnight that ends the last day, to the second."""
    if consultation.takes_opinions(now):
        return
    if consultation.closes_at and now >= consultation.closes_at:
        raise TooLate(_("Đợt lấy ý kiến đã hết hạn lúc hết ngày %(day)s.") % {
            "day": f"{consultation.closes_on:%d/%m/%Y}"})
    raise Refused(_("Đợt lấy ý kiến này không nhận ý kiến lúc này."))


def _in_time_at_desk(consultation: Consultation, now: datetime, came_on: date | None,
                     proof: Attachment | None) -> datetime:
    """When an opinion typed in at the desk came. To be asked within a transaction.

    Papers handed in on the last day are typed in on the days after; until grouping is asked for, with a copy to
    look at. Raises TooLate where it came after the last day, Refused where it cannot be shown.
    """
    if consultation.takes_opinions(now):
        return now
    ends = consultation.closes_at
    if consultation.state not in (State.OPEN, State.CLOSED) or ends is None or now < ends:
        raise Refused(_("Đợt lấy ý kiến này không nhận ý kiến lúc này."))
    waits = Consultation.objects.select_for_update().filter(pk=consultation.pk, synthesis_asked_at=None)
    if not waits.filter(state__in=[State.OPEN, State.CLOSED]).exists():
        raise TooLate(_("Đợt lấy ý kiến đã chuyển sang tổng hợp, không nhập thêm được."))
    first, last = timezone.localdate(consultation.opens_at), consultation.closes_on
    if came_on is None or last is None or not first <= came_on <= last:
        raise TooLate(_("Đợt lấy ý kiến đã hết hạn lúc hết ngày %(day)s: chỉ nhập tiếp phiếu giấy và ý kiến qua "
                        "tổ chức, hội nghị đã nhận trong hạn. Ghi ngày nhận.") % {"day": f"{last:%d/%m/%Y}"})
    if proof is None:
        raise Refused(_("Nhập sau khi hết hạn thì kèm ảnh chụp phiếu hoặc biên bản, để ai cũng xem lại được."))
    return timezone.make_aware(datetime.combine(came_on, CAME_AT))


def _theirs(consultation: Consultation, step: Step, by: Standing) -> None:
    parts = part_played_by(by, consultation)
    if not any(rules.may(state, step, parts) for state in State):
        raise NotTheirs(_("Không tìm thấy việc này."))
