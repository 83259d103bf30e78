"""The marked days, 2017-01-01 to 2027-12-31. Written by `build_calendar.py`: change that, not this."""

from datetime import date

from danchu.law.days import DayRow, Kind, Status

FIRST, LAST = date(2017, 1, 1), date(2027, 12, 31)
SETTLED_UNTIL = date(2026, 12, 31)  # later days wait for the yearly notice

_SOURCES = (
    "gói holidays; Tết đối chiếu thông báo của Ban An toàn giao thông Cà Mau",
    "gói holidays; chưa đối chiếu thông báo",
    "gói holidays; ngày hoán đổi theo Công văn 6519/VPCP-KGVX",
    "Công văn 6519/VPCP-KGVX",
    "gói holidays; Tết đối chiếu thông báo của Sở Công Thương Đắk Lắk",
    "Thông báo 4875/TB-LĐTBXH",
    "Thông báo 119/TB-LĐTBXH",
    "Thông báo 5034/TB-LĐTBXH",
    "Thông báo 5015/TB-LĐTBXH, 1570/TB-LĐTBXH; Công văn 2450/VPCP-KGVX",
    "Công văn 2450/VPCP-KGVX",
    "Thông báo 6150/TB-BLĐTBXH",
    "Thông báo 9441/TB-BNV; Công văn 3383/BNV-CVL",
    "Công văn 12729/VPCP-KGVX ngày 25/12/2025",
    "Thông báo 9441/TB-BNV",
    "Nghị quyết 28/2026/QH16, Điều 2",
    "ước tính theo Điều 111, 112 Bộ luật Lao động và âm lịch; chưa có thông báo",
)

# day, kind, status, source (its place above), name
_DAYS = """\
2017-01-01 holiday         official   0 Tết Dương lịch
2017-01-02 compensatory    official   0 Tết Dương lịch (nghỉ bù)
2017-01-26 holiday         official   0 29 Tết
2017-01-27 holiday         official   0 Giao thừa Tết Nguyên Đán
2017-01-28 holiday         official   0 Tết Nguyên Đán
2017-01-29 holiday         official   0 Mùng hai Tết Nguyên Đán
2017-01-30 holiday         official   0 Mùng ba Tết Nguyên Đán
2017-01-31 holiday         official   0 Mùng bốn Tết Nguyên Đán
2017-02-01 holiday         official   0 Mùng năm Tết Nguyên Đán
2017-04-06 holiday         official   0 Ngày Giỗ Tổ Hùng Vương
2017-04-30 holiday         official   0 Ngày Chiến thắng
2017-05-01 holiday         official   0 Ngày Quốc tế Lao động
2017-05-02 compensatory    official   0 Ngày Chiến thắng (nghỉ bù)
2017-09-02 holiday         official   0 Quốc khánh
2017-09-04 compensatory    official   0 Quốc khánh (nghỉ bù)
2018-01-01 holiday         library    1 Tết Dương lịch
2018-02-14 holiday         library    1 29 Tết
2018-02-15 holiday         library    1 Giao thừa Tết Nguyên Đán
2018-02-16 holiday         library    1 Tết Nguyên Đán
2018-02-17 holiday         library    1 Mùng hai Tết Nguyên Đán
2018-02-18 holiday         library    1 Mùng ba Tết Nguyên Đán
2018-02-19 holiday         library    1 Mùng bốn Tết Nguyên Đán
2018-02-20 holiday         library    1 Mùng năm Tết Nguyên Đán
2018-04-25 holiday         library    1 Ngày Giỗ Tổ Hùng Vương
2018-04-30 holiday         library    1 Ngày Chiến thắng
2018-05-01 holiday         library    1 Ngày Quốc tế Lao động
2018-09-02 holiday         library    1 Quốc khánh
2018-09-03 compensatory    library    1 Quốc khánh (nghỉ bù)
2018-12-31 substituted_off library    1 Ngày nghỉ (thay cho ngày 05/01/2019)
2019-01-01 holiday         library    2 Tết Dương lịch
2019-01-05 makeup_work     official   3 làm bù cho ngày 31/12/2018
2019-02-04 holiday         library    2 Giao thừa Tết Nguyên Đán
2019-02-05 holiday         library    2 Tết Nguyên Đán
2019-02-06 holiday         library    2 Mùng hai Tết Nguyên Đán
2019-02-07 holiday         library    2 Mùng ba Tết Nguyên Đán
2019-02-08 holiday         library    2 Mùng bốn Tết Nguyên Đán
2019-04-14 holiday         library    2 Ngày Giỗ Tổ Hùng Vương
2019-04-15 compensatory    library    2 Ngày Giỗ Tổ Hùng Vương (nghỉ bù)
2019-04-29 substituted_off library    2 Ngày nghỉ (thay cho ngày 04/05/2019)
2019-04-30 holiday         library    2 Ngày Chiến thắng
2019-05-01 holiday         library    2 Ngày Quốc tế Lao động
2019-05-04 makeup_work     official   3 làm bù cho ngày 29/04/2019
2019-09-02 holiday         library    2 Quốc khánh
2020-01-01 holiday         official   4 Tết Dương lịch
2020-01-23 holiday         official   4 29 Tết
2020-01-24 holiday         official   4 Giao thừa Tết Nguyên Đán
2020-01-25 holiday         official   4 Tết Nguyên Đán
2020-01-26 holiday         official   4 Mùng hai Tết Nguyên Đán
2020-01-27 holiday         official   4 Mùng ba Tết Nguyên Đán
2020-01-28 holiday         official   4 Mùng bốn Tết Nguyên Đán
2020-01-29 holiday         official   4 Mùng năm Tết Nguyên Đán
2020-04-02 holiday         official   4 Ngày Giỗ Tổ Hùng Vương
2020-04-30 holiday         official   4 Ngày Chiến thắng
2020-05-01 holiday         official   4 Ngày Quốc tế Lao động
2020-09-02 holiday         official   4 Quốc khánh
2021-01-01 holiday         official   5 Tết Dương lịch
2021-02-10 holiday         official   5 29 Tết
2021-02-11 holiday         official   5 Giao thừa Tết Nguyên Đán
2021-02-12 holiday         official   5 Tết Nguyên Đán
2021-02-13 holiday         official   5 Mùng hai Tết Nguyên Đán
2021-02-14 holiday         official   5 Mùng ba Tết Nguyên Đán
2021-02-15 holiday         official   5 Mùng bốn Tết Nguyên Đán
2021-02-16 holiday         official   5 Mùng năm Tết Nguyên Đán
2021-04-21 holiday         official   5 Ngày Giỗ Tổ Hùng Vương
2021-04-30 holiday         official   5 Ngày Chiến thắng
2021-05-01 holiday         official   5 Ngày Quốc tế Lao động
2021-05-03 compensatory    official   5 Ngày Quốc tế Lao động (nghỉ bù)
2021-09-02 holiday         official   5 Quốc khánh
2021-09-03 holiday         official   5 Quốc khánh
2022-01-01 holiday         official   6 Tết Dương lịch
2022-01-03 compensatory    official   6 Tết Dương lịch (nghỉ bù)
2022-01-31 holiday         official   6 Giao thừa Tết Nguyên Đán
2022-02-01 holiday         official   6 Tết Nguyên Đán
2022-02-02 holiday         official   6 Mùng hai Tết Nguyên Đán
2022-02-03 holiday         official   6 Mùng ba Tết Nguyên Đán
2022-02-04 holiday         official   6 Mùng bốn Tết Nguyên Đán
2022-04-10 holiday         official   6 Ngày Giỗ Tổ Hùng Vương
2022-04-11 compensatory    official   6 Ngày Giỗ Tổ Hùng Vương (nghỉ bù)
2022-04-30 holiday         official   6 Ngày Chiến thắng
2022-05-01 holiday         official   6 Ngày Quốc tế Lao động
2022-05-02 compensatory    official   6 Ngày Chiến thắng (nghỉ bù)
2022-05-03 compensatory    official   6 Ngày Quốc tế Lao động (nghỉ bù)
2022-09-01 holiday         official   6 Quốc khánh
2022-09-02 holiday         official   6 Quốc khánh
2023-01-01 holiday         official   7 Tết Dương lịch
2023-01-02 compensatory    official   7 Tết Dương lịch (nghỉ bù)
2023-01-20 holiday         official   7 29 Tết
2023-01-21 holiday         official   7 Giao thừa Tết Nguyên Đán
2023-01-22 holiday         official   7 Tết Nguyên Đán
2023-01-23 holiday         official   7 Mùng hai Tết Nguyên Đán
2023-01-24 holiday         official   7 Mùng ba Tết Nguyên Đán
2023-01-25 holiday         official   7 Mùng bốn Tết Nguyên Đán
2023-01-26 holiday         official   7 Mùng năm Tết Nguyên Đán
2023-04-29 holiday         official   7 Ngày Giỗ Tổ Hùng Vương
2023-04-30 holiday         official   7 Ngày Chiến thắng
2023-05-01 holiday         official   7 Ngày Quốc tế Lao động
2023-05-02 compensatory    official   7 Ngày Giỗ Tổ Hùng Vương (nghỉ bù)
2023-05-03 compensatory    official   7 Ngày Chiến thắng (nghỉ bù)
2023-09-01 holiday         official   7 Quốc khánh
2023-09-02 holiday         official   7 Quốc khánh
2023-09-04 compensatory    official   7 Quốc khánh (nghỉ bù)
2024-01-01 holiday         official   8 Tết Dương lịch
2024-02-08 holiday         official   8 29 Tết
2024-02-09 holiday         official   8 Giao thừa Tết Nguyên Đán
2024-02-10 holiday         official   8 Tết Nguyên Đán
2024-02-11 holiday         official   8 Mùng hai Tết Nguyên Đán
2024-02-12 holiday         official   8 Mùng ba Tết Nguyên Đán
2024-02-13 holiday         official   8 Mùng bốn Tết Nguyên Đán
2024-02-14 holiday         official   8 Mùng năm Tết Nguyên Đán
2024-04-18 holiday         official   8 Ngày Giỗ Tổ Hùng Vương
2024-04-29 substituted_off official   8 Ngày nghỉ (thay cho ngày 04/05/2024)
2024-04-30 holiday         official   8 Ngày Chiến thắng
2024-05-01 holiday         official   8 Ngày Quốc tế Lao động
2024-05-04 makeup_work     official   9 làm bù cho ngày 29/04/2024
2024-09-02 holiday         official   8 Quốc khánh
2024-09-03 holiday         official   8 Quốc khánh
2025-01-01 holiday         official  10 Tết Dương lịch
2025-01-27 holiday         official  10 29 Tết
2025-01-28 holiday         official  10 Giao thừa Tết Nguyên Đán
2025-01-29 holiday         official  10 Tết Nguyên Đán
2025-01-30 holiday         official  10 Mùng hai Tết Nguyên Đán
2025-01-31 holiday         official  10 Mùng ba Tết Nguyên Đán
2025-02-01 holiday         official  10 Mùng bốn Tết Nguyên Đán
2025-04-07 holiday         official  10 Ngày Giỗ Tổ Hùng Vương
2025-04-26 makeup_work     official  10 làm bù cho ngày 02/05/2025
2025-04-30 holiday         official  10 Ngày Chiến thắng
2025-05-01 holiday         official  10 Ngày Quốc tế Lao động
2025-05-02 substituted_off official  10 Ngày nghỉ (thay cho ngày 26/04/2025)
2025-09-01 holiday         official  10 Quốc khánh
2025-09-02 holiday         official  10 Quốc khánh
2026-01-01 holiday         official  11 Tết Dương lịch
2026-01-02 substituted_off official  12 Ngày nghỉ (thay cho ngày 10/01/2026)
2026-01-10 makeup_work     official  12 làm bù cho ngày 02/01/2026
2026-02-16 holiday         official  11 Giao thừa Tết Nguyên Đán
2026-02-17 holiday         official  11 Tết Nguyên Đán
2026-02-18 holiday         official  11 Mùng hai Tết Nguyên Đán
2026-02-19 holiday         official  11 Mùng ba Tết Nguyên Đán
2026-02-20 holiday         official  11 Mùng bốn Tết Nguyên Đán
2026-04-26 holiday         official  11 Ngày Giỗ Tổ Hùng Vương
2026-04-27 compensatory    official  11 Ngày Giỗ Tổ Hùng Vương (nghỉ bù)
2026-04-30 holiday         official  11 Ngày Chiến thắng
2026-05-01 holiday         official  11 Ngày Quốc tế Lao động
2026-08-22 makeup_work     official  13 làm bù cho ngày 31/08/2026
2026-08-31 substituted_off official  11 Ngày nghỉ (thay cho ngày 22/08/2026)
2026-09-01 holiday         official  11 Quốc khánh
2026-09-02 holiday         official  11 Quốc khánh
2026-11-24 holiday         official  14 Ngày Văn hóa Việt Nam
2027-01-01 holiday         estimated 15 Tết Dương lịch
2027-02-04 holiday         estimated 15 29 Tết
2027-02-05 holiday         estimated 15 Giao thừa Tết Nguyên Đán
2027-02-06 holiday         estimated 15 Tết Nguyên Đán
2027-02-07 holiday         estimated 15 Mùng hai Tết Nguyên Đán
2027-02-08 holiday         estimated 15 Mùng ba Tết Nguyên Đán
2027-02-09 holiday         estimated 15 Mùng bốn Tết Nguyên Đán
2027-02-10 holiday         estimated 15 Mùng năm Tết Nguyên Đán
2027-04-16 holiday         estimated 15 Ngày Giỗ Tổ Hùng Vương
2027-04-30 holiday         estimated 15 Ngày Chiến thắng
2027-05-01 holiday         estimated 15 Ngày Quốc tế Lao động
2027-05-03 compensatory    estimated 15 Ngày Quốc tế Lao động (nghỉ bù)
2027-09-02 holiday         estimated 15 Quốc khánh
2027-09-03 holiday         estimated 15 Quốc khánh
2027-11-24 holiday         official  14 Ngày Văn hóa Việt Nam
"""


def _row(line: str) -> DayRow:
    day, kind, status, source, name = line.split(maxsplit=4)
    return DayRow(date.fromisoformat(day), Kind(kind), name, Status(status), _SOURCES[int(source)])


ROWS = tuple(map(_row, _DAYS.splitlines()))
