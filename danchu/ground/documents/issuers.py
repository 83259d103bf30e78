"""A unit as it stands at the top of its papers on a day: its name then, whom it stood under, its symbol, its place."""

from datetime import date

from danchu.ground.documents.paper import Issuer
from danchu.ground.offices.models import Level, Unit
from danchu.law.papers import Family, party_above, symbol_of


def issuer(unit: Unit, on: date, *, symbol: str = "") -> Issuer:
    """The masthead of a unit. A committee of the State stands alone, its offices under it; Party and Front bodies under
    the body above them. `symbol` where the unit has fixed its own. Four statements: for papers, not for lists."""
    family = Family(unit.family) if unit.family in set(Family) else Family.STATE
    above = unit.parent_on(on) if unit.level == Level.OFFICE or family is not Family.STATE else None
    name, parent = _name(unit, on), _name(above, on) if above else ""
    own = symbol or symbol_of(name, family, parent if unit.level == Level.OFFICE else "")
    return Issuer(family, name, own, _place(unit, above), party_above(parent) if family is Family.PARTY else parent)


def _name(unit: Unit, on: date) -> str:
    then = unit.name_on(on)
    return then.full_name if then else unit.full_name


def _place(unit: Unit, above: Unit | None) -> str:
    """The proper name of the ward or commune it serves: no "phường" before it (Decree 30/2020/NĐ-CP, Appendix I)."""
    served = unit.serves or (above.serves if above else None)
    return served.name if served else ""
