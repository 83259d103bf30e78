"""`danchu import`: older cases from a spreadsheet, after a look at every row."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from django.utils import timezone

from danchu.ground.offices.calendars import calendar_for
from danchu.ground.offices.models import Unit
from danchu.mechanisms.petitions.importing import COLUMNS, Bad, Row, Unreadable, check, read, take_in
from danchu.prompt import Prompt, refuse

SHOWN = 200  # bad rows named one by one; the rest are counted


def import_cases(argv: list[str]) -> int:
    """Check or take in a file. 0: every row is good; 1: some rows were not taken, each named; 2: nothing was done."""
    wanted = _parser().parse_args(argv)
    body = Unit.objects.filter(code=wanted.body).select_related("serves").first()
    if body is None or body.family == "territory":
        return refuse(f"Không có cơ quan mã “{wanted.body}”.")
    try:
        rows = list(read(Path(wanted.file)))
    except Unreadable as problem:
        return refuse(problem)
    calendar, today = calendar_for(body), timezone.localdate()
    looked = [check(number, cells, body, calendar, today) for number, cells in rows]
    good, bad = [r for r in looked if isinstance(r, Row)], [r for r in looked if isinstance(r, Bad)]
    for row in bad[:SHOWN]:
        print(row, file=sys.stderr)
    if len(bad) > SHOWN:
        print(f"… và {len(bad) - SHOWN} dòng hỏng nữa.", file=sys.stderr)
    if wanted.dry_run:
        twice = len(good) - len({r.token for r in good})
        print(f"Xem thử: {len(good)} dòng nhận được ({twice} dòng trùng), {len(bad)} dòng hỏng. Chưa ghi gì.")
    else:
        new, known = take_in(good, calendar, lambda done: _told(done, len(good)))
        print(f"Đã nhận {new} việc; {known} việc đã có từ trước hoặc trùng; {len(bad)} dòng hỏng không nhận.")
    return 1 if bad else 0


def _told(done: int, of: int) -> None:
    """How far it is: over and over on a terminal, each thousand in a log."""
    if sys.stderr.isatty():
        print(f"{done}/{of} dòng…", end="\r", file=sys.stderr)
    elif done % 1000 == 0:
        print(f"{done}/{of} dòng…", file=sys.stderr)


def _parser() -> Prompt:
    columns = "\n".join(f"  {c.header:<15}{'(bắt buộc) ' if c.needed else ''}{c.about}" for c in COLUMNS)
    parser = Prompt(
        prog="danchu import", formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Nạp đơn cũ từ CSV (UTF-8; dấu phẩy, chấm phẩy hoặc tab) hoặc XLSX. Dòng đầu là tên cột,\n"
                    "viết hoa thường, có dấu hay không đều được; cột lạ được bỏ qua.\n\n" + columns,
        epilog="Nhập lại cùng một tệp không tạo thêm việc nào. Việc nhập vào chỉ cơ quan đọc được, không gửi tin\n"
               "cho ai. Việc đã xong có đúng hai dòng nhật ký: đã nhận, và kết quả theo sổ cũ.")
    parser.add_argument("file", metavar="TỆP", help="tệp .csv hoặc .xlsx")
    parser.add_argument("--body", required=True, metavar="MÃ", help="mã cơ quan nhận, ví dụ le-khoi.ubnd")
    parser.add_argument("--dry-run", action="store_true", help="chỉ xem: báo mọi dòng hỏng, không ghi gì")
    return parser
