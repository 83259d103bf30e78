"""The one way to a document's number: inside the transaction of the act that issues it, or not at all."""

from __future__ import annotations

from datetime import date, datetime

from django.db import connection, transaction
from django.db.models import F

from danchu.ground.documents.models import GivenNumber, Register
from danchu.ground.documents.paper import Issuer
from danchu.ground.offices.models import Unit
from danchu.law.numbering import Symbol, parse, series
from danchu.law.papers import Family, Kind


def give(
    unit: Unit, kind: Kind, *, issuer: Issuer, to: str, on: date, now: datetime, normative: bool = False,
    drafter: str = "", term_from: date | None = None,
) -> Symbol:
    """The next number of that unit's register, made into a symbol. `to` names the paper ("ĐT-26-0007 thông báo"):
    asked again for the same, the same number comes back. `term_from`: first day of a Party committee's term, which its
    numbers run in. Raises RuntimeError outside a transaction, NotASymbol where the family knows no such document.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a number is given inside the transaction of the act that issues the paper")
    year = on.year if normative else None
    parse(str(Symbol(issuer.family, 1, kind, issuer.symbol, year, drafter)))  # refused before anything is written
    register = _locked(unit, kind, _series(issuer.family, on, term_from, normative))
    if had := given_to(to):
        return had
    Register.objects.filter(pk=register.pk).update(last=F("last") + 1)
    number = register.last + 1
    symbol = Symbol(issuer.family, number, kind, issuer.symbol, year, drafter)
    GivenNumber.objects.create(register=register, number=number, symbol=str(symbol), to=to, on=on, at=now)
    return symbol


def given_to(to: str) -> Symbol | None:
    """The number a paper has, if it has one."""
    written = GivenNumber.objects.filter(to=to).values_list("symbol", flat=True).first()
    return parse(written) if written else None


def _series(family: Family, on: date, term_from: date | None, normative: bool) -> str:
    """Normative texts of the State have numbers of their own (Decree 30/2020/NĐ-CP, article 15)."""
    return series(family, on, term_from) + ("-qppl" if normative else "")


def _locked(unit: Unit, kind: Kind, series: str) -> Register:
    """The register, ours until the transaction ends: whoever asks at the same moment waits for the next number."""
    with transaction.atomic():  # two may open it at once: the second finds the first's
        register, _ = Register.objects.get_or_create(unit=unit, kind=kind.value, series=series)
    return Register.objects.select_for_update().get(pk=register.pk)
