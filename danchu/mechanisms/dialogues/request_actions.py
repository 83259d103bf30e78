"""All that can happen to a request for a dialogue: opened, signed, counted, met."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from danchu.ground.files import storing
from danchu.ground.files.cleaning import Cleaned
from danchu.ground.journal import steps
from danchu.ground.journal import writing as journal
from danchu.ground.journal.models import Audience
from danchu.ground.journal.steps import NotTheirs, Refused
from danchu.ground.offices.models import Unit
from danchu.ground.people.access import CLOCK, Standing
from danchu.ground.people.models import Person
from danchu.ground.people.throttle import mac
from danchu.ground.text.codes import new_code
from danchu.law.roles import Role
from danchu.mechanisms.dialogues import request_rules as rules
from danchu.mechanisms.dialogues.request_models import DialogueRequest, Sheet, Signature
from danchu.mechanisms.dialogues.request_rules import ENOUGH, RequestState, RequestStep, SignedLevel


@dataclass(frozen=True)
class Wanted:
    """What voters ask for, and against how many voters they are counted."""

    title: str
    text: str
    asked_by: str
    voters: int
    voters_source: str
    voters_on: date


def open_request(wanted: Wanted, *, body: Unit, token: UUID, by: Standing, now: datetime,
                 open_until: date | None = None) -> DialogueRequest:
    """Open it for signatures. The number of voters, its source and day stand from now on. The same token is one."""
    if not _parts(by, body.pk) & {Role.RECEPTION, Role.LEADER}:
        raise NotTheirs(_("Không tìm thấy việc này."))
    if wanted.voters_on > _day(now):
        raise Refused(_("Số cử tri không thể tính đến một ngày chưa tới."))
    known = DialogueRequest.objects.filter(token=token).first()
    if known:
        return known
    try:
        with transaction.atomic():
            request = DialogueRequest.objects.create(
                code=new_code(rules.PREFIX, _day(now).year, secrets.token_bytes(8)), token=token, body=body,
                state=RequestState.OPEN, opened_at=now, open_until=open_until,
                **{name: getattr(wanted, name) for name in Wanted.__dataclass_fields__})
            journal.write(request.code, RequestStep.OPEN_REQUEST.value, at=now, by=by.person, unit=body,
                          role=(Role.LEADER if by.has(Role.LEADER, body.pk) else Role.RECEPTION).value,
                          audience=Audience.PUBLIC, about={"voters": wanted.voters, "source": wanted.voters_source,
                                                           "on": wanted.voters_on.isoformat()})
        return request
    except IntegrityError:
        known = DialogueRequest.objects.filter(token=token).first()
        return known or open_request(wanted, body=body, token=token, by=by, now=now, open_until=open_until)


def sign(request: DialogueRequest, *, by: Standing, now: datetime) -> Signature:
    """A voter signs, with a proven account. Pressed twice it is one signature. The one that makes enough meets it."""
    person = _signer(by)
    with transaction.atomic():
        locked = _open(request, RequestStep.SIGN, now)
        level = rules.LEVEL_OF.get(person.verified_by, SignedLevel.CONTACT)
        signature, new = Signature.objects.get_or_create(
            request=locked, key=key_of(locked, person), defaults={"level": level, "signed_at": now})
        if new:
            _count(locked, RequestStep.SIGN, online=locked.online_n + 1, now=now)
    return signature


def withdraw_signature(request: DialogueRequest, *, by: Standing, now: datetime) -> None:
    """The signer takes it back, as long as there are not enough."""
    person = _signer(by)
    with transaction.atomic():
        locked = _open(request, RequestStep.WITHDRAW_SIGNATURE, now)
        gone, _rows = Signature.objects.filter(request=locked, key=key_of(locked, person)).delete()
        if not gone:
            raise Refused(_("Ông/bà chưa ký đề nghị này."))
        _count(locked, RequestStep.WITHDRAW_SIGNATURE, online=locked.online_n - 1, now=now)


def enter_sheet(request: DialogueRequest, *, serial: str, n: int, scan: Cleaned, by: Standing,
                now: datetime) -> Sheet:
    """A paper sheet, counted from its scan. The same serial number, or the same scan, is refused."""
    _role(RequestStep.ENTER_SHEET, request, by)
    try:
        with transaction.atomic():
            locked = _open(request, RequestStep.ENTER_SHEET, now)
            if storing.is_kept(locked.code, scan) or locked.sheets.filter(serial=serial).exists():
                raise Refused(_("Phiếu này đã nhập rồi: cùng số phiếu hoặc cùng bản chụp."))
            kept = storing.attach(locked.code, scan, Audience.INTERNAL, by.person, now)
            sheet = Sheet.objects.create(request=locked, serial=serial, n=n, scan=kept, scan_sha256=kept.sha256,
                                         entered_by=by.person, entered_at=now)
            _count(locked, RequestStep.ENTER_SHEET, paper=locked.paper_n + n, now=now, by=by,
                   about={"n": n, "serial": serial})
        return sheet
    except IntegrityError:
        raise Refused(_("Phiếu này đã nhập rồi: cùng số phiếu hoặc cùng bản chụp.")) from None


def meet(request: DialogueRequest, *, by: Standing, now: datetime) -> DialogueRequest:
    """Enough have signed: the body owes a dialogue (Law 72/2025 art. 43)."""
    if not ENOUGH.reached(request.signed, request.voters):
        raise Refused(_("Chưa đủ chữ ký."))
    return _take(RequestStep.MEET, request, by=by, now=now, met_at=now,
                 about={"n": request.signed, "voters": request.voters})


def expire(request: DialogueRequest, *, by: Standing, now: datetime) -> DialogueRequest:
    """The last day has passed without enough."""
    if request.open_until is None or _day(now) <= request.open_until:
        raise Refused(_("Chưa hết ngày lấy chữ ký."))
    return _take(RequestStep.EXPIRE, request, by=by, now=now, about={"n": request.signed})


def close_request(request: DialogueRequest, *, why: str, by: Standing, now: datetime) -> DialogueRequest:
    """End it, for a reason everyone reads. One that is met ends only once its dialogue has been held."""
    if not why.strip():
        raise Refused(_("Cần ghi lý do; lý do được báo cho người dân."))
    if request.state == RequestState.MET and not request.dialogues.filter(held_at__isnull=False).exists():
        raise Refused(_("Đề nghị đã đủ chữ ký: phải tổ chức đối thoại rồi mới kết thúc (%(under)s).")
                      % {"under": ENOUGH.under})
    return _take(RequestStep.CLOSE_REQUEST, request, by=by, now=now, why=why.strip(), text=why.strip())


def key_of(request: DialogueRequest, person: Person) -> str:
    """What tells one signer from another within one request, and nowhere else."""
    return mac("signature", f"{request.code}:{person.pk}")


def has_signed(request: DialogueRequest, person: Person | None) -> bool:
    """Whether this person's signature stands on it."""
    return person is not None and request.signatures.filter(key=key_of(request, person)).exists()


# --- how each of them happens ------------------------------------------------------------------

def _signer(by: Standing) -> Person:
    if by.person is None:
        raise NotTheirs(_("Không tìm thấy việc này."))
    return by.person


def _open(request: DialogueRequest, step: RequestStep, now: datetime) -> DialogueRequest:
    """The row, held until the signature is counted: two that come at once are counted one after the other."""
    locked = DialogueRequest.objects.select_for_update().select_related("body").get(pk=request.pk)
    over = locked.open_until is not None and _day(now) > locked.open_until
    if over or (locked.state, step) not in rules.REQUEST_JOURNEY:
        raise Refused(_("Đề nghị này không nhận chữ ký nữa."))
    return locked


def _count(locked: DialogueRequest, step: RequestStep, *, now: datetime, online: int | None = None,
           paper: int | None = None, by: Standing | None = None, about: dict[str, Any] | None = None) -> None:
    """The new figure and its trace; the trace of a signature names nobody. Enough of them meet the request."""
    locked.online_n = locked.online_n if online is None else online
    locked.paper_n = locked.paper_n if paper is None else paper
    if locked.signed > locked.voters:
        raise Refused(_("Số chữ ký nhiều hơn tổng số cử tri. Xin đếm lại."))
    steps.change(locked, {"online_n": locked.online_n, "paper_n": locked.paper_n})
    role = _role(step, locked, by) if by else Role.PUBLIC
    journal.write(locked.code, step.value, at=now, role=role.value, by=by.person if by else None, unit=locked.body,
                  audience=Audience.PUBLIC if by else Audience.INTERNAL, about=about)
    if ENOUGH.reached(locked.signed, locked.voters):
        meet(locked, by=CLOCK, now=now)


def _role(step: RequestStep, request: DialogueRequest, by: Standing) -> Role:
    return steps.role_for(step, request.state, _parts(by, request.body_id), rules.REQUEST_JOURNEY)


def _take(step: RequestStep, request: DialogueRequest, *, by: Standing, now: datetime, text: str = "",
          about: dict[str, Any] | None = None, **changes: Any) -> DialogueRequest:
    return steps.take(step, request, journey=rules.REQUEST_JOURNEY, parts=_parts(by, request.body_id), by=by.person,
                      unit=request.body, now=now, text=text, about=about, **changes)


def _parts(by: Standing, body_id: int) -> frozenset[Role]:
    parts = {role for role in (Role.RECEPTION, Role.LEADER) if by.has(role, body_id)}
    return frozenset(parts | ({Role.CLOCK} if by.is_clock else {Role.PUBLIC}))


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()
