"""Ids and names of parts: `chp_2__art_15__para_3__point_dd` (Akoma Ntoso), “điểm đ khoản 3 Điều 15 Chương II”."""

from danchu.ground.drafts.numbers import in_an_id
from danchu.ground.drafts.parts import Kind

PREFIX = {
    Kind.PREAMBLE: "preamble", Kind.CITATION: "cit", Kind.FORMULA: "formula", Kind.PART: "part", Kind.CHAPTER: "chp",
    Kind.SECTION: "sec", Kind.SUBSECTION: "subsec", Kind.ARTICLE: "art", Kind.CLAUSE: "para", Kind.STRAY_CLAUSE: "para",
    Kind.POINT: "point", Kind.CONCLUSION: "conclusions", Kind.ATTACHMENT: "att", Kind.APPENDIX: "app",
}  # fmt: skip
NAMES = {
    Kind.PREAMBLE: "Phần mở đầu", Kind.CITATION: "Căn cứ", Kind.FORMULA: "Lời ban hành", Kind.PART: "Phần",
    Kind.CHAPTER: "Chương", Kind.SECTION: "Mục", Kind.SUBSECTION: "Tiểu mục", Kind.ARTICLE: "Điều",
    Kind.CLAUSE: "khoản", Kind.STRAY_CLAUSE: "khoản", Kind.POINT: "điểm", Kind.CONCLUSION: "Phần kết thúc",
    Kind.ATTACHMENT: "Văn bản kèm theo", Kind.APPENDIX: "Phụ lục",
}  # fmt: skip
ALONE = frozenset({Kind.PREAMBLE, Kind.FORMULA, Kind.CONCLUSION})  # one of each: no number


def new_eid(kind: Kind, number: str, above: str, taken: set[str], times: int = 1) -> str:
    """An id nobody has yet. `times` says this number is used for the second, third… time: `art_5-2`."""
    said = "" if kind in ALONE else in_an_id(number) or "1"
    stem = "_".join(filter(None, (PREFIX[kind], said)))
    stem = f"{above}__{stem}" if above else stem
    eid = stem if times == 1 else f"{stem}-{times}"
    while eid in taken:
        times += 1
        eid = f"{stem}-{times}"
    taken.add(eid)
    return eid


def new_label(kind: Kind, number: str, above: str, times: int = 1) -> str:
    """How people cite it, from the smallest part to the largest."""
    again = f" (lần thứ {times})" if times > 1 else ""
    return f"{' '.join(filter(None, (NAMES[kind], number)))}{again} {above}".strip()
