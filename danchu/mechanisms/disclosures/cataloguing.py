"""Keeping the catalogues: procedures, with what they were; instruments, with how they stand together."""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from danchu.ground.files import storing
from danchu.ground.files.cleaning import Cleaned
from danchu.ground.files.models import Attachment
from danchu.ground.journal import steps
from danchu.ground.journal import writing as journal
from danchu.ground.journal.models import Audience
from danchu.ground.journal.steps import Refused
from danchu.ground.offices.lineage import only_succession_of
from danchu.ground.offices.models import Unit
from danchu.ground.people.access import Standing
from danchu.ground.text.codes import new_code
from danchu.law.numbering import NotASymbol, parse
from danchu.law.roles import Role
from danchu.mechanisms.disclosures.catalogue import Instrument, InstrumentBond, Procedure, ProcedureWas
from danchu.mechanisms.disclosures.keepers import keeper
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
    role = keeper(body, by)
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
    role, before = keeper(procedure.body, by), {name: getattr(procedure, name) for name in (*_TOLD, "basis")}
    with transaction.atomic():
        steps.change(procedure, {**asdict(text), "office_id": office.pk if office else None, "changed_on": _day(now)})
        if any(before[name] != getattr(procedure, name) for name in _TOLD):
            ProcedureWas.objects.create(procedure=procedure, until=_day(now), **before)
        _tell(procedure.code, "change", procedure.body, role, by, now)
    return procedure


@dataclass(frozen=True)
class InstrumentText:
    """An instrument as a form or an import hands it over."""

    symbol: str
    title: str
    abstract: str
    issuer: str
    issued_on: date


def add_instrument(*, symbol: str, title: str, abstract: str, issuer: str, issued_on: date, body: Unit, by: Standing,
                   now: datetime, papers: list[Cleaned] | None = None, checked: bool = False) -> Instrument:
    """Keep an instrument under its number and symbol, read by the grammar of the State or the Party.

    Its papers are public at once: `checked` says that a person has read them for personal data. Raises NotTheirs, and
    Refused where nobody has, or the symbol is none or is kept already.
    """
    role = keeper(body, by)
    _must_be_read(bool(papers), checked)
    said = _read(InstrumentText(symbol, title, abstract, issuer, issued_on))
    with transaction.atomic():
        made = Instrument.objects.create(code=_code(INSTRUMENT, now), body=body, **said)
        for cleaned in papers or []:
            storing.attach(made.code, cleaned, Audience.PUBLIC, by.person, now)
        _tell(made.code, "add", body, role, by, now)
    return made


def correct_instrument(instrument: Instrument, text: InstrumentText, *, in_force_to: date | None, by: Standing,
                       now: datetime, papers: list[Cleaned], shown: frozenset[int],
                       checked: bool = False) -> Instrument:
    """Put right what was typed wrong; `shown` are the kept papers anyone may open, `checked` as above.

    Raises NotTheirs, Refused, Stale.
    """
    role = keeper(instrument.body, by)
    hidden = Attachment.objects.filter(subject=instrument.code, pk__in=shown).exclude(audience=Audience.PUBLIC)
    _must_be_read(bool(papers) or hidden.exists(), checked)
    if in_force_to and in_force_to < text.issued_on:
        raise Refused(_("Ngày hết hiệu lực không thể trước ngày ban hành."))
    with transaction.atomic():
        steps.change(instrument, {**_read(text, instrument), "in_force_to": in_force_to})
        storing.show(instrument.code, shown)
        for cleaned in papers:
            if not storing.is_kept(instrument.code, cleaned):
                storing.attach(instrument.code, cleaned, Audience.PUBLIC, by.person, now)
        _tell(instrument.code, "change", instrument.body, role, by, now)
    return instrument


def _must_be_read(shows_more: bool, checked: bool) -> None:
    if shows_more and not checked:
        raise Refused(_("Tệp này ai cũng mở được: đọc lại, không còn dữ liệu cá nhân thì đánh dấu rồi lưu."))


def _read(text: InstrumentText, known: Instrument | None = None) -> dict[str, Any]:
    """Its columns. Raises Refused where the symbol is none, or another instrument has it already."""
    try:
        symbol = parse(text.symbol)
    except NotASymbol as no:
        raise Refused(_("Số, ký hiệu chưa đúng: %(why)s.") % {"why": no}) from no
    same = Instrument.objects.filter(symbol=str(symbol), issued_on=text.issued_on, issuer=text.issuer)
    if (same.exclude(pk=known.pk) if known else same).exists():
        raise Refused(_("Văn bản này đã có trong danh mục."))
    return asdict(text) | {"symbol": str(symbol), "kind": symbol.kind.value if symbol.kind else ""}


def bind(source: Instrument, target: Instrument, *, kind: Bond, by: Standing, now: datetime) -> None:
    """Say how one stands to another; what is replaced holds no longer than the day before. Twice is once.

    Only a body's own, or those of a body merged into it, are replaced or amended. Raises NotTheirs, Refused.
    """
    role = keeper(source.body, by)
    if source.pk == target.pk:
        raise Refused(_("Hãy chọn một văn bản khác."))
    if kind is not Bond.IMPLEMENTS and not _inherits(source.body_id, target.body, _day(now)):
        raise Refused(_("Chỉ thay thế, sửa đổi được văn bản của cơ quan mình, hoặc của cơ quan đã sáp nhập vào."))
    with transaction.atomic():
        InstrumentBond.objects.get_or_create(source=source, target=target, kind=kind)
        if kind is Bond.REPLACES:
            Instrument.objects.filter(pk=target.pk).update(in_force_to=source.issued_on)
        _tell_both(source, target, "bind", role, by, now)


def unbind(source: Instrument, target: Instrument, *, kind: Bond, by: Standing, now: datetime) -> None:
    """Take back a bond made by mistake; what nothing replaces any more is in force again. Twice is once."""
    role = keeper(source.body, by)
    with transaction.atomic():
        gone, _each = InstrumentBond.objects.filter(source=source, target=target, kind=kind).delete()
        if gone and kind is Bond.REPLACES:
            others = InstrumentBond.objects.filter(target=target, kind=kind).order_by("source__issued_on")
            Instrument.objects.filter(pk=target.pk).update(
                in_force_to=others.values_list("source__issued_on", flat=True).first())
        if gone:
            _tell_both(source, target, "unbind", role, by, now)


def _inherits(body: int, of: Unit, today: date) -> bool:
    passed = None if of.pk == body else only_succession_of(of, today)
    return of.pk == body or (passed is not None and passed.successor_id == body)


def _tell_both(source: Instrument, target: Instrument, verb: str, role: Role, by: Standing, now: datetime) -> None:
    for each in (source, target):
        _tell(each.code, verb, source.body, role, by, now)


def _tell(code: str, verb: str, body: Unit, role: Role, by: Standing, now: datetime) -> None:
    journal.write(code, verb, at=now, role=role.value, by=by.person, unit=body, audience=Audience.PUBLIC)


def _code(prefix: str, now: datetime) -> str:
    return new_code(prefix, _day(now).year, secrets.token_bytes(8))


def _day(now: datetime) -> date:
    return timezone.localtime(now).date()
