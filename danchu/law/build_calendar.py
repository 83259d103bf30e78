"""Writes `holidays_vn.py` anew from the PyPI package `holidays` and our corrections; never run at start.

    python -m danchu.law.build_calendar

The package is right on lunar dates and late on notices, so what a notice says is kept here, with its source.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from danchu.law.days import DayRow, Kind, Status

FIRST, LAST = date(2017, 1, 1), date(2027, 12, 31)
SETTLED_UNTIL = date(2026, 12, 31)  # the last year whose notice is out

# What the days of a year rest on. A new notice changes a row here, and SETTLED_UNTIL above.
YEARS = {
    2017: (Status.OFFICIAL, "gói holidays; Tết đối chiếu thông báo của Ban An toàn giao thông Cà Mau"),
    2018: (Status.LIBRARY, "gói holidays; chưa đối chiếu thông báo"),
    2019: (Status.LIBRARY, "gói holidays; ngày hoán đổi theo Công văn 6519/VPCP-KGVX"),
    2020: (Status.OFFICIAL, "gói holidays; Tết đối chiếu thông báo của Sở Công Thương Đắk Lắk"),
    2021: (Status.OFFICIAL, "Thông báo 4875/TB-LĐTBXH"),
    2022: (Status.OFFICIAL, "Thông báo 119/TB-LĐTBXH"),
    2023: (Status.OFFICIAL, "Thông báo 5034/TB-LĐTBXH"),
    2024: (Status.OFFICIAL, "Thông báo 5015/TB-LĐTBXH, 1570/TB-LĐTBXH; Công văn 2450/VPCP-KGVX"),
    2025: (Status.OFFICIAL, "Thông báo 6150/TB-BLĐTBXH"),
    2026: (Status.OFFICIAL, "Thông báo 9441/TB-BNV; Công văn 3383/BNV-CVL"),
    2027: (Status.ESTIMATED, "ước tính theo Điều 111, 112 Bộ luật Lao động và âm lịch; chưa có thông báo"),
}

_SWAP_2026 = "Công văn 12729/VPCP-KGVX ngày 25/12/2025"
_CULTURE_DAY = "Nghị quyết 28/2026/QH16, Điều 2"

# What the package does not know (0.109), or knows without its source. These rows win.
CORRECTIONS = tuple(
    DayRow(date.fromisoformat(day), kind, name, Status.OFFICIAL, source)
    for day, kind, name, source in (
        ("2019-01-05", Kind.MAKEUP_WORK, "làm bù cho ngày 31/12/2018", "Công văn 6519/VPCP-KGVX"),
        ("2019-05-04", Kind.MAKEUP_WORK, "làm bù cho ngày 29/04/2019", "Công văn 6519/VPCP-KGVX"),
        ("2024-05-04", Kind.MAKEUP_WORK, "làm bù cho ngày 29/04/2024", "Công văn 2450/VPCP-KGVX"),
        ("2025-04-26", Kind.MAKEUP_WORK, "làm bù cho ngày 02/05/2025", "Thông báo 6150/TB-BLĐTBXH"),
        ("2026-01-02", Kind.SUBSTITUTED_OFF, "Ngày nghỉ (thay cho ngày 10/01/2026)", _SWAP_2026),
        ("2026-01-10", Kind.MAKEUP_WORK, "làm bù cho ngày 02/01/2026", _SWAP_2026),
        ("2026-08-22", Kind.MAKEUP_WORK, "làm bù cho ngày 31/08/2026", "Thông báo 9441/TB-BNV"),
        ("2026-11-24", Kind.HOLIDAY, "Ngày Văn hóa Việt Nam", _CULTURE_DAY),
        ("2027-11-24", Kind.HOLIDAY, "Ngày Văn hóa Việt Nam", _CULTURE_DAY),
    )
)


def from_the_package() -> Iterator[DayRow]:
    """The days off of the PyPI package; worked Saturdays come from our rows, which name the document."""
    import holidays  # here: the package feeds this script only and never costs the server a byte

    years = range(FIRST.year, LAST.year + 1)
    for day, name in sorted(holidays.country_holidays("VN", years=years, language="vi").items()):
        status, source = YEARS[day.year]
        yield DayRow(day, _kind(name), name, status, source)


def _kind(name: str) -> Kind:
    if name.endswith("(nghỉ bù)"):
        return Kind.COMPENSATORY
    return Kind.SUBSTITUTED_OFF if name.startswith("Ngày nghỉ (thay") else Kind.HOLIDAY


def rows() -> list[DayRow]:
    """Package and corrections, in order of days."""
    days = {row.day: row for row in (*from_the_package(), *CORRECTIONS)}
    return [days[day] for day in sorted(days)]


_HEAD = '''"""The marked days, {first} to {last}. Written by `build_calendar.py`: change that, not this."""

from datetime import date

from danchu.law.days import DayRow, Kind, Status

FIRST, LAST = date({first:%Y, %-m, %-d}), date({last:%Y, %-m, %-d})
SETTLED_UNTIL = date({settled:%Y, %-m, %-d})  # later days wait for the yearly notice

_SOURCES = (
{sources}
)

# day, kind, status, source (its place above), name
_DAYS = """\\
{days}
"""


def _row(line: str) -> DayRow:
    day, kind, status, source, name = line.split(maxsplit=4)
    return DayRow(date.fromisoformat(day), Kind(kind), name, Status(status), _SOURCES[int(source)])


ROWS = tuple(map(_row, _DAYS.splitlines()))
'''


def write(found: list[DayRow]) -> str:
    """The whole text of `holidays_vn.py`."""
    sources = list(dict.fromkeys(row.source for row in found))
    lines = (f"{r.day} {r.kind:<15} {r.status:<9} {sources.index(r.source):>2} {r.name}" for r in found)
    return _HEAD.format(
        first=FIRST,
        last=LAST,
        settled=SETTLED_UNTIL,
        sources="\n".join(f'    "{source}",' for source in sources),
        days="\n".join(lines),
    )


if __name__ == "__main__":
    Path(__file__).with_name("holidays_vn.py").write_text(write(rows()), encoding="utf-8")
