"""While parsing: is this line somebody else's text, quoted by the article that changes it?"""

import re
from collections.abc import Sequence

from danchu.ground.drafts.markers import Marker
from danchu.ground.drafts.numbers import follows
from danchu.ground.drafts.parts import Doubt, Kind, Remark
from danchu.ground.drafts.quotes import quoted

_ANNOUNCES = re.compile(r"(?:sửa đổi|bổ sung|thay thế)\b.*như sau\s*:$", re.I)
_AMENDS = re.compile(r"(?:Sửa đổi|Bổ sung|Bãi bỏ|Thay thế|Thay cụm|Bỏ cụm|Thay đổi|Hủy bỏ)\b")
_OPEN = "{}: ngoặc kép mở mà không đóng; phần sau được coi là nội dung trích cho đến điều hoặc khoản kế tiếp."
_BARE = "{}: nội dung sửa đổi không đặt trong ngoặc kép; được coi là trích cho đến điều hoặc khoản kế tiếp."


class Quotation:
    """Quotations between marks are known beforehand; those without an end are followed line by line."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._inside, unclosed = quoted(texts)
        self._unclosed = list(reversed(unclosed))
        self._began: int | None = None
        self._remarks: list[Remark] = []

    def holds(self, at: int) -> bool:
        """Is the line inside a quotation that is opened and closed?"""
        return at in self._inside

    def is_loose(self, at: int, found: Marker, article: str, last_clause: str, *, eid: str, label: str) -> bool:
        """Is this marker inside a quotation that has no end? `article` is the open one (“” if none)."""
        if self._began is None:
            self._begin(at, found, article, eid, label)
        elif self._ends(at, found, article, last_clause):
            self._began = None
        return self._began is not None

    def _begin(self, at: int, found: Marker, article: str, eid: str, label: str) -> None:
        open_mark = False
        while self._unclosed and self._unclosed[-1] < at:
            self._unclosed.pop()
            open_mark = True
        bare = found.kind is Kind.ARTICLE and at > 0 and bool(_ANNOUNCES.search(self._texts[at - 1]))
        if article and (open_mark or bare):
            self._began = at
            doubt, said = (Doubt.OPEN_QUOTE, _OPEN) if open_mark else (Doubt.UNQUOTED, _BARE)
            self._remarks.append(Remark(doubt, eid, said.format(label)))
            if open_mark and self._ends(at, found, article, ""):
                self._began = None

    def _ends(self, at: int, found: Marker, article: str, last_clause: str) -> bool:
        if found.kind is Kind.ARTICLE:
            return follows(found.number, article)
        amends = found.kind is Kind.CLAUSE and bool(_AMENDS.match(found.rest))
        return amends and follows(found.number, last_clause)

    def remarks(self) -> list[Remark]:
        """What was quoted without marks, or without an end."""
        return self._remarks
