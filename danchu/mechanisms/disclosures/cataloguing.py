"""Keeping the catalogues: procedures, with what they were; instruments, with how they stand together."""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from danchu.ground.files import storing
from danchu.ground.files.cleaning import Cleaned
from danchu.ground.journal import steps
from danchu.ground.journal import writing as journal
from danchu.ground.journal.models import Audience
from danchu.ground.journal.steps import NotTheirs, Refused
from danchu.ground.offices.models import Unit
from danchu.ground.people.access import Standing
from danchu.ground.text.codes import new_code
from danchu.law.numbering import NotASymbol, parse
from danchu.law.roles import Role
from danchu.mechanisms.disclosures.catalogue import Instrument, InstrumentBond, Procedure, ProcedureWas
from danchu.mechanisms.disclosures.rules import INSTRUMENT, PROCEDURE, Bond, LifeEvent

_TOLD = ("fee", "takes")  # what people are shown the old value of


@dataclass(frozen=True)
class ProcedureText:
    """A procedure as a form or an import hands it over."""

    number: str
    name: str
    life_event: LifeEvent
    field: str
    steps: str
    papers: str
    fee: str
    takes: str
    basis: str
    portal: str = ""


def add_procedure(text: ProcedureText, *, body: Unit, office: Unit | None, by: Standing, now: datetime) -> Procedure:
    """Put a procedure into the catalogue. Raises NotTheirs; Refused where its number stands there already."""
    role = _keeper(body, by)
    if Procedure.objects.filter(body=body, number=text.number).exists():
        raise Refused(_("Thủ tục có mã này đã có trong danh mục."))
    with transaction.atomic():
        made = Procedure.objects.create(code=_code(PROCEDURE, now), body=body, office=office, changed_on=_day(now),
                                        **asdict(text))
        _tell(made.code, "add", body, role, by, now)
    return made


def change_procedure(procedure: Procedure, text: ProcedureText, *, office: Unit | None, by: Standing,
                     now: datetime) -> Procedure:
    """Say how it is from today. A changed fee or time keeps what it was, for everybody to see."""
    role, before = _keeper(procedure.body, by), {name: getattr(procedure, name) for name in (*_TOLD, "basis")}
    with transaction.atomic():
        steps.change(procedure, {**asdict(text), "office_id": office.pk if office else None, "changed_on": _day(now)})
        if any(before[name] != getattr(procedure, name) for name in _TOLD):
            ProcedureWas.objects.create(procedure=procedure, until=_day(now), **before)
        _tell(procedure.code, "change", procedure.body, role, by, now)
    return procedure


def add_instrument(*, symbol: str, title: str, abstract: str, issuer: str, issued_on: date, body: Unit, by: Standing,
                   now: datetime, papers: list[Cleaned] | None = None) -> Instrument:
    """Keep an instrument under its number and symbol, read by the grammar of the State or the Party.

    Raises NotTheirs, and Refused where the symbol is none or is kept already.
    """
    role = _keeper(body, by)
    try:
        read = parse(symbol)
    except NotASymbol as no:
        raise Refused(_("Số, ký hiệu chưa đúng: %(why)s.") % {"why": no}) from no
    if Instrument.objects.filter(symbol=str(read), issued_on=issued_on, issuer=issuer).exists():
        raise Refused(_("Văn bản này đã có trong danh mục."))
    with transaction.atomic():
        made = Instrument.objects.create(
            code=_code(INSTRUMENT, now), symbol=str(read), kind=read.kind.value if read.kind else "", title=title,
            abstract=abstract, issuer=issuer, issued_on=issued_on, body=body)
        for cleaned in papers or []:
            storing.attach(made.code, cleaned, Audience.PUBLIC, by.person, now)
        _tell(made.code, "add", body, role, by, now)
    return made


def bind(source: Instrument, target: Instrument, *, kind: Bond, by: Standing, now: datetime) -> None:
    """Say how one stands to another; what is replaced holds no longer than the day before. Twice is once."""
    role = _keeper(source.body, by)
    if source.pk == target.pk:
        raise Refused(_("Hãy chọn một văn bản khác."))
    with transaction.atomic():
        InstrumentBond.objects.get_or_create(source=source, target=target, kind=kind)
        if kind is Bond.REPLACES:
            Instrument.objects.filter(pk=target.pk).update(in_force_to=source.issued_on)
        _tell(source.code, "bind", source.body, role, by, now)
        _tell(target.code, "bind", source.body, role, by, now)


def _keeper(body: Unit, by: Standing) -> Role:
    role = next((r for r in (Role.RECEPTION, Role.LEADER) if by.has(r, body.pk)), None)
    if role is None:
        raise NotTheirs(_("Không tìm thấy việc này."))
    return role


def _tell(code: str, verb: str, body: Unit, role: Role, by: Standing, now: datetime) -> None:
    journal.write(code, verb, at=now, role=role.value, by=by.person, unit=body, audience=Audience.PUBLIC)


def _code(prefix: str, now: datetime) -> str:
    return new_code(prefix, _day(now).year, secrets.token_bytes(8))


def _day(now: datetime) -> date:
    return timezone.localtime(now).date()
