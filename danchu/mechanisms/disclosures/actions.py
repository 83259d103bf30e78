"""All that can happen to a disclosure. Pages, imports and the clock come through here, and only here."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from danchu.ground.files import storing
from danchu.ground.files.cleaning import Cleaned
from danchu.ground.files.models import Attachment
from danchu.ground.journal import steps
from danchu.ground.journal import writing as journal
from danchu.ground.journal.models import Audience
from danchu.ground.journal.steps import NotTheirs as NotTheirs
from danchu.ground.journal.steps import Refused as Refused
from danchu.ground.journal.steps import Stale as Stale
from danchu.ground.offices.models import Unit
from danchu.ground.people.access import Standing
from danchu.ground.text.codes import new_code
from danchu.law.calendar import Calendar
from danchu.law.deadlines import deadline
from danchu.law.disclosed import State as Owes
from danchu.law.publication import NAMES, Document
from danchu.law.roles import Role
from danchu.mechanisms.disclosures import facts, rules
from danchu.mechanisms.disclosures.entries import Entry as Entry
from danchu.mechanisms.disclosures.entries import Look as Look
from danchu.mechanisms.disclosures.entries import check, check_look
from danchu.mechanisms.disclosures.keepers import person_of
from danchu.mechanisms.disclosures.models import Disclosure, Observation, Version, part_played_by
from danchu.mechanisms.disclosures.own_items import inherited
from danchu.mechanisms.disclosures.rules import State, Step
from danchu.mechanisms.disclosures.shelving import shelve

_UNREAD = gettext_lazy("Phải có người đọc lại, không còn dữ liệu cá nhân ngoài phần luật buộc nêu, rồi mới công khai.")


def register(entry: Entry, *, token: UUID, by: Standing, calendar: Calendar, now: datetime) -> Disclosure:
    """Write down that something must be public: five working days from its decision (Law 10/2022 art. 12(3)).

    The same token twice is the same thing. Raises NotTheirs, Refused.
    """
    role = next((r for r in (Role.RECEPTION, Role.LEADER) if by.has(r, entry.body.pk)), None)
    if role is None:
        raise NotTheirs(_("Không tìm thấy việc này."))
    check(entry, now)
    try:
        with transaction.atomic():
            made = Disclosure(code=new_code(rules.PREFIX, _day(now).year, secrets.token_bytes(8)), token=token,
                              state=State.DUE, body=entry.body, registered_at=now, **entry.columns())
            obligations = facts.owed_of(made, (), _day(now), calendar)
            for name, value in facts.reckoned(made, obligations, _day(now), calendar).items():
                setattr(made, name, value)
            made.save(force_insert=True)
            shelve(made.body_id, made.item, made.own_item_id)
            _tell(Step.REGISTER, made, by=by, now=now, role=role, about={"due_on": _iso(made.next_due_on)})
            return made
    except IntegrityError:
        known = Disclosure.objects.filter(token=token).first()
        return known or register(entry, token=token, by=by, calendar=calendar, now=now)  # the code was taken


def revise(disclosure: Disclosure, *, entry: Entry, by: Standing, calendar: Calendar, now: datetime) -> Disclosure:
    """Say it better before anybody has read it."""
    check(entry, now)
    return _take(Step.REVISE, disclosure, by=by, calendar=calendar, now=now, **entry.columns())


def publish(disclosure: Disclosure, *, checked: bool, by: Standing, calendar: Calendar, now: datetime,
            files: frozenset[int] = frozenset()) -> Disclosure:
    """Show it to everybody. `checked`: a person has read it for personal data; `files` are those anyone may open."""
    if not checked:
        raise Refused(_UNREAD)
    today = _day(now)
    until = NAMES[Document(disclosure.document)].until
    names_until = deadline(until, today, calendar).due_on if until else None
    with transaction.atomic():
        taken = _take(Step.PUBLISH, disclosure, by=by, calendar=calendar, now=now, published_on=today,
                      names_until=names_until, approved_by=by.person)
        _keep_version(taken, 1, by, now)
        storing.show(taken.code, files)
        if facts.is_complete(taken, facts.owed_of(taken, (), today, calendar)):  # no law wants it on a board
            taken = complete(taken, by=by, calendar=calendar, now=now)
    return taken


def observe(disclosure: Disclosure, *, look: Look, by: Standing, calendar: Calendar, now: datetime) -> Disclosure:
    """Keep what was seen; when with it everything has run its time, the display is complete (art. 13(2), (3)).

    The same token twice is one look. Raises Refused for a day to come, or without photo and note.
    """
    check_look(disclosure, look, now)
    if Observation.objects.filter(token=look.token).exists():
        return disclosure
    with transaction.atomic():
        steps.role_for(Step.OBSERVE, disclosure.state, part_played_by(by, disclosure), rules.JOURNEY)
        audience = Audience.PUBLIC if look.shown else Audience.INTERNAL
        photo = storing.attach(disclosure.code, look.photo, audience, by.person, now) if look.photo else None
        Observation.objects.create(disclosure=disclosure, token=look.token, form=look.form, place=look.place,
                                   on=look.on, up=look.up, note=look.note, photo=photo, by=person_of(by), at=now)
        taken = _take(Step.OBSERVE, disclosure, by=by, calendar=calendar, now=now, about={
            "form": look.form, "place": look.place, "seen": look.up, "on": _iso(look.on)})
        obligations = facts.owed_of(taken, taken.observations.all(), _day(now), calendar)
        if taken.state != State.DISPLAY_COMPLETE and facts.is_complete(taken, obligations):
            taken = complete(taken, by=by, calendar=calendar, now=now)
    return taken


def complete(disclosure: Disclosure, *, by: Standing, calendar: Calendar, now: datetime) -> Disclosure:
    """Everything with an end has come to it, with proof."""
    obligations = facts.owed_of(disclosure, disclosure.observations.all(), _day(now), calendar)
    if not facts.is_complete(disclosure, obligations):
        raise Refused(_("Chưa đủ thời gian hoặc chưa đủ minh chứng."))
    return _take(Step.COMPLETE, disclosure, by=by, calendar=calendar, now=now)


def change(disclosure: Disclosure, *, on: date, why: str, by: Standing, calendar: Calendar,
           now: datetime) -> Disclosure:
    """The matter itself changed on that day: what is public is old, and a new version is owed (art. 13(2))."""
    if on > _day(now) or on < disclosure.decided_on:
        raise Refused(_("Ngày thay đổi phải từ ngày quyết định đến hôm nay."))
    return _take(Step.CHANGE, disclosure, by=by, calendar=calendar, now=now, text=why, changed_on=on,
                 about={"on": _iso(on)})


def refresh(disclosure: Disclosure, *, title: str, summary: str, decision: str, checked: bool, by: Standing,
            calendar: Calendar, now: datetime, files: frozenset[int] | None = None) -> Disclosure:
    """Put a new version in place of the old one, which is kept. `files`: the papers anyone may open from now on;
    None leaves them as they are.
    """
    if not checked:
        raise Refused(_UNREAD)
    n = disclosure.versions.count() + 1
    with transaction.atomic():
        taken = _take(Step.REFRESH, disclosure, by=by, calendar=calendar, now=now, title=title, summary=summary,
                      decision=decision, refreshed_on=_day(now), approved_by=by.person, about={"n": n})
        _keep_version(taken, n, by, now)
        if files is not None:
            storing.show(taken.code, files | _photos_shown(taken))
    return taken


def _photos_shown(disclosure: Disclosure) -> frozenset[int]:
    shown = disclosure.observations.filter(photo__audience=Audience.PUBLIC)
    return frozenset(shown.values_list("photo_id", flat=True))


def hand_over(disclosure: Disclosure, *, to: Unit, on: date, by: Standing, calendar: Calendar,
              now: datetime) -> Disclosure:
    """Another unit owes it from that day on, as it stands: nothing is counted anew (Law 72/2025 art. 54(8))."""
    heirs = [*disclosure.heirs, [_iso(on), to.full_name]]
    with transaction.atomic():
        return _take(Step.HAND_OVER, disclosure, by=by, calendar=calendar, now=now, heirs=heirs, body=to, office=None,
                     own_item=inherited(disclosure.own_item, to), about={"to": to.full_name, "on": _iso(on)})


def withdraw(disclosure: Disclosure, *, why: str, mistaken: bool, by: Standing, calendar: Calendar,
             now: datetime) -> Disclosure:
    """Take it off the public pages at once. Unless it was a mistake to register it, it counts as broken."""
    if not why.strip():
        raise Refused(_("Cần ghi lý do gỡ: mọi người đọc được lý do này."))
    return _take(Step.WITHDRAW, disclosure, by=by, calendar=calendar, now=now, text=why, offline_on=_day(now),
                 mistaken=mistaken)


def archive(disclosure: Disclosure, *, by: Standing, calendar: Calendar, now: datetime) -> Disclosure:
    """Out of the way, still readable."""
    return _take(Step.ARCHIVE, disclosure, by=by, calendar=calendar, now=now)


def expire(disclosure: Disclosure, *, by: Standing, calendar: Calendar, now: datetime) -> Disclosure:
    """The law let names stand here for a time, which is over: words and files are hidden, the evidence is kept."""
    with transaction.atomic():
        taken = _take(Step.EXPIRE, disclosure, by=by, calendar=calendar, now=now, is_open=False)
        Attachment.objects.filter(subject=taken.code).update(audience=Audience.INTERNAL)
    return taken


def remind(disclosure: Disclosure, *, by: Standing, calendar: Calendar, now: datetime) -> Disclosure:
    """What is next comes near."""
    return _take(Step.REMIND, disclosure, by=by, calendar=calendar, now=now, reminded=True,
                 about={"due_on": _iso(disclosure.next_due_on)})


def fall_overdue(disclosure: Disclosure, *, by: Standing, calendar: Calendar, now: datetime) -> Disclosure:
    """The day has passed and it is not done; everyone can read so."""
    return _take(Step.FALL_OVERDUE, disclosure, by=by, calendar=calendar, now=now, overdue=True,
                 about={"due_on": _iso(disclosure.next_due_on)})


def attach(disclosure: Disclosure, *, papers: list[Cleaned], by: Standing, now: datetime) -> None:
    """The papers themselves. Not public until somebody publishes them; the same file once."""
    parts = part_played_by(by, disclosure) & {Role.RECEPTION, Role.LEADER}
    if not parts:
        raise NotTheirs(_("Không tìm thấy việc này."))
    with transaction.atomic():
        fresh = [cleaned for cleaned in papers if not storing.is_kept(disclosure.code, cleaned)]
        for cleaned in fresh:
            storing.attach(disclosure.code, cleaned, Audience.PARTIES, by.person, now)
        if fresh:
            _tell(Step.ATTACH, disclosure, by=by, now=now, role=min(parts), about={"n": len(fresh)})


def turn(disclosure: Disclosure, *, by: Standing, calendar: Calendar, now: datetime) -> Disclosure:
    """A day has come, or the calendar changed: where it stands now. Told, for every board shows it from this moment."""
    was = disclosure.standing, disclosure.next_due_on
    with transaction.atomic():
        reckon(disclosure, calendar=calendar, now=now)
        if (disclosure.standing, disclosure.next_due_on) != was:
            _tell(Step.TURN, disclosure, by=by, now=now, role=Role.CLOCK, about={"standing": disclosure.standing})
    return disclosure


def reckon(disclosure: Disclosure, *, calendar: Calendar, now: datetime) -> Disclosure:
    """Work the sorted-by columns out again. No step, no new version, no trace: see `turn`."""
    obligations = facts.owed_of(disclosure, disclosure.observations.all(), _day(now), calendar)
    columns = facts.reckoned(disclosure, obligations, _day(now), calendar)
    if columns["next_due_on"] != disclosure.next_due_on:
        columns |= {"reminded": False, "overdue": False}
    Disclosure.objects.filter(pk=disclosure.pk).update(**columns)
    for name, value in columns.items():
        setattr(disclosure, name, value)
    return disclosure


# --- how each of them happens ------------------------------------------------------------------

_QUIET = {Step.REMIND, Step.FALL_OVERDUE}  # they tell of a standing and change none


def _take(step: Step, disclosure: Disclosure, *, by: Standing, calendar: Calendar, now: datetime,
          about: dict[str, Any] | None = None, text: str = "", **changes: Any) -> Disclosure:
    was = _place_of(disclosure), disclosure.state
    with transaction.atomic():
        taken = steps.take(step, disclosure, journey=rules.JOURNEY, parts=part_played_by(by, disclosure),
                           by=by.person, unit=disclosure.body, now=now, text=text, about=about,
                           audience=rules.AUDIENCES.get(step, "public"), **changes)
        if (_place_of(taken), taken.state) != was:
            for body, item, own in sorted({was[0], _place_of(taken)}):
                shelve(body, item, own or None)
        return taken if step in _QUIET else reckon(taken, calendar=calendar, now=now)


def _place_of(disclosure: Disclosure) -> tuple[int, int, int]:
    return disclosure.body_id, disclosure.item, disclosure.own_item_id or 0


def _tell(step: Step, disclosure: Disclosure, *, by: Standing, now: datetime, role: Role,
          about: dict[str, Any]) -> None:
    journal.write(disclosure.code, step.value, at=now, role=role.value, by=by.person, unit=disclosure.body,
                  audience=Audience(rules.AUDIENCES.get(step, "public")), about=about)


def _keep_version(disclosure: Disclosure, n: int, by: Standing, now: datetime) -> None:
    Version.objects.create(disclosure=disclosure, n=n, title=disclosure.title, summary=disclosure.summary,
                           decision=disclosure.decision, decided_on=disclosure.decided_on, approved_by=person_of(by),
                           at=now)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _day(now: datetime) -> date:
    return timezone.localtime(now).date()


def is_late(disclosure: Disclosure) -> bool:
    """Whether its standing is one everybody should be told of."""
    return facts.is_not_done(disclosure.standing) and disclosure.standing != Owes.EXPIRED
