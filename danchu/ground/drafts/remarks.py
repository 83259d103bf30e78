"""How often a number was used, and what is odd about the row of numbers. Nothing is put right here."""

from collections import Counter

from danchu.ground.drafts.naming import NAMES
from danchu.ground.drafts.numbers import POINT_LETTERS, follows, place, point_place
from danchu.ground.drafts.parts import Doubt, Kind, Remark

_COUNTED = frozenset({Kind.PART, Kind.CHAPTER, Kind.SECTION, Kind.SUBSECTION, Kind.ARTICLE, Kind.CLAUSE, Kind.POINT,
                      Kind.APPENDIX})  # fmt: skip


class Numbering:
    """Follows each row of numbers: articles through a whole text, all others inside their parent."""

    def __init__(self) -> None:
        self._times: Counter[tuple[str, Kind, str]] = Counter()
        self._last: dict[tuple[str, Kind], str] = {}
        self._remarks: list[Remark] = []

    def times(self, kind: Kind, number: str, row: str) -> int:
        """1 the first time a number is used in its row, then 2, 3…; always 1 for parts without numbers."""
        kind = Kind.CLAUSE if kind is Kind.STRAY_CLAUSE else kind
        if kind not in _COUNTED or not number:
            return 1
        self._times[row, kind, number.casefold()] += 1
        return self._times[row, kind, number.casefold()]

    def look_at(self, kind: Kind, number: str, row: str, *, times: int, eid: str, label: str) -> None:
        """Remark on what is doubled, missing or out of order; of one number, one remark."""
        counted = Kind.CLAUSE if kind is Kind.STRAY_CLAUSE else kind
        if counted not in _COUNTED or not number:
            return
        last = self._last.get((row, counted), "")
        self._last[row, counted] = number
        if times > 1:
            self._say(Doubt.DOUBLED, eid, f"{label}: số {number} đã dùng cho một {_NOUNS[counted]} trước đó.")
        elif counted is Kind.POINT:
            self._point(number, last, eid, label)
        elif kind is Kind.STRAY_CLAUSE and not (last and follows(number, last)):  # a run of them: said once
            after = f"sau khoản {last}" if last else "ở đầu"
            self._say(Doubt.OUT_OF_ORDER, eid, f"{label}: đứng {after}, không theo thứ tự.")
        elif counted is not Kind.CLAUSE:
            self._gap(kind, number, last, eid, label)

    def _gap(self, kind: Kind, number: str, last: str, eid: str, label: str) -> None:
        if follows(number, last) or (not last and kind is not Kind.ARTICLE):
            return
        if place(number) < place(last):
            self._say(Doubt.OUT_OF_ORDER, eid, f"{label}: đứng sau {NAMES[kind]} {last}, không theo thứ tự.")
        else:
            where = f"giữa {NAMES[kind]} {last} và {NAMES[kind]} {number}" if last else f"trước {NAMES[kind]} {number}"
            self._say(Doubt.MISSING, eid, f"{label}: thiếu số {where}.")

    def _point(self, letter: str, last: str, eid: str, label: str) -> None:
        at, before = point_place(letter), point_place(last) if last else -1
        if at < 0:
            self._say(
                Doubt.NOT_A_LETTER, eid, f"{label}: không có chữ {letter} trong thứ tự điểm (a, b, c, d, đ, e, g…)."
            )
        elif at > before + 1 and not (last and before < 0):
            missing = ", ".join(POINT_LETTERS[before + 1 : at])
            self._say(Doubt.MISSING, eid, f"{label}: thiếu điểm {missing} ở trước.")
        elif at < before:
            self._say(Doubt.OUT_OF_ORDER, eid, f"{label}: đứng sau điểm {last}, không theo thứ tự.")

    def no_articles(self) -> None:
        """Said once, of the whole document."""
        self._say(Doubt.NO_ARTICLES, "", "Không thấy điều nào (dòng bắt đầu bằng “Điều 1.”).")

    def _say(self, doubt: Doubt, eid: str, text: str) -> None:
        self._remarks.append(Remark(doubt, eid, text))

    def remarks(self) -> list[Remark]:
        """In the order of the document."""
        return self._remarks


_NOUNS = {Kind.PART: "phần", Kind.CHAPTER: "chương", Kind.SECTION: "mục", Kind.SUBSECTION: "tiểu mục",
          Kind.ARTICLE: "điều", Kind.CLAUSE: "khoản", Kind.POINT: "điểm", Kind.APPENDIX: "phụ lục"}  # fmt: skip
