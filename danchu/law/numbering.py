"""Numbers and symbols of documents, composed and read. Two grammars: the State's `15/TB-UBND` and the Party's
`15-TB/ĐU`. The Front writes as the State does.

State: Appendix I, section II.3, Decree 30/2020/NĐ-CP. Party: section II.1.3, Guidance 36-HD/VPTW (2018).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from danchu.law.papers import KINDS, Family, Kind, may_issue

LEAST = 2  # a number below ten is written with a nought before it
_WORD = r"[A-ZĐÂĂÊÔƠƯ][A-Za-zĐđ0-9]*"
_BODY = rf"{_WORD}(?:[-/&.]{_WORD})*"
_STATE = re.compile(rf"(?P<number>\d{{1,6}})/(?:(?P<year>[12]\d{{3}})/)?(?P<rest>{_BODY})")
_PARTY = re.compile(rf"(?P<number>\d{{1,6}})-(?P<kind>{_WORD})/(?P<body>{_BODY})")
_FRONT = re.compile(r"(?:UB)?MT(?:TQ|TW)?(?:$|-)")
_STATE_KINDS = {row.state: kind for kind, row in KINDS.items() if row.state}
_PARTY_KINDS = {row.party: kind for kind, row in KINDS.items() if row.party}


class NotASymbol(ValueError):
    """The text is no number and symbol of a document, or that family cannot write it."""


@dataclass(frozen=True)
class Symbol:
    """A document's number and symbol. `year`: normative texts of the State only. `kind` is empty where the symbol
    does not say it: laws and resolutions of the National Assembly (`10/2022/QH15`). `drafter`: who wrote it (`VX`)."""

    family: Family
    number: int
    kind: Kind | None
    body: str
    year: int | None = None
    drafter: str = ""

    def __post_init__(self) -> None:
        if self.number < 1:
            raise NotASymbol("số văn bản bắt đầu từ 01")
        if self.kind and not may_issue(self.family, self.kind):
            raise NotASymbol(f"{self.family} không ban hành {self.kind.label}")
        if self.year and (self.family is not Family.STATE or not (self.kind is None or KINDS[self.kind].normative)):
            raise NotASymbol("chỉ văn bản quy phạm pháp luật mang năm ban hành")

    def __str__(self) -> str:
        return _written_by_party(self) if self.family is Family.PARTY else _written_by_state(self)

    @property
    def line(self) -> str:
        """As it stands on the paper: "Số: 15/TB-UBND"; the Party writes no colon."""
        return f"Số {self}" if self.family is Family.PARTY else f"Số: {self}"


def _written_by_state(symbol: Symbol) -> str:
    number = f"{symbol.number:0{LEAST}}" + (f"/{symbol.year}" if symbol.year else "")
    abbreviation = KINDS[symbol.kind].state if symbol.kind else ""
    return f"{number}/" + "-".join(filter(None, (abbreviation, symbol.body, symbol.drafter)))


def _written_by_party(symbol: Symbol) -> str:
    abbreviation = KINDS[symbol.kind].party if symbol.kind else ""
    return f"{symbol.number:0{LEAST}}-{abbreviation}/{symbol.body}"


def parse(text: str) -> Symbol:
    """Read a symbol, with or without "Số:". Raises NotASymbol."""
    plain = re.sub(r"^\s*số\s*:?\s*", "", text, flags=re.I).strip()
    if found := _PARTY.fullmatch(plain):
        kind = _PARTY_KINDS.get(found["kind"])
        if kind is None:
            raise NotASymbol(f"không có loại văn bản {found['kind']}")
        return Symbol(Family.PARTY, int(found["number"]), kind, found["body"])
    if found := _STATE.fullmatch(plain):
        return _of_the_state(int(found["number"]), int(found["year"] or 0) or None, found["rest"])
    raise NotASymbol(f"không đọc được số, ký hiệu: {text}")


def _of_the_state(number: int, year: int | None, rest: str) -> Symbol:
    first, _, after = rest.partition("-")
    kind = _STATE_KINDS.get(first) if after else None
    body, drafter = (after, "") if kind else (rest, "")
    if year:
        return Symbol(Family.STATE, number, kind, body, year)  # several bodies may issue one: NQLT-UBTVQH15-CP
    if _FRONT.match(body):
        return Symbol(Family.FRONT, number, kind or Kind.LETTER, body)
    body, _, drafter = body.partition("-")
    return Symbol(Family.STATE, number, kind or Kind.LETTER, body, None, drafter)


def series(family: Family, issued_on: date, term_from: date | None = None) -> str:
    """Within what numbers run from 01 up: a calendar year for the State and the Front; a Party committee's term,
    named by its first day, which the caller knows. Raises ValueError where a Party body's term is not given."""
    if family is not Family.PARTY:
        return f"{issued_on.year}"
    if term_from is None or term_from > issued_on:
        raise ValueError("số văn bản của Đảng tính theo nhiệm kỳ cấp ủy: thiếu ngày đầu nhiệm kỳ")
    return f"nk-{term_from.isoformat()}"
