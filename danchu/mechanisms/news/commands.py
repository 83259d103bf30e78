"""`danchu news import`: the articles of an earlier portal, after a look at each of them."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from django.utils import timezone

from danchu.ground.documents.books import Unreadable
from danchu.ground.documents.sheets import csv
from danchu.ground.offices.models import Unit
from danchu.mechanisms.news.importing import COLUMNS, bring_over
from danchu.prompt import Prompt, refuse

SHOWN = 500  # lines of the report; the rest are counted


def news(argv: list[str]) -> int:
    """Check or take in a file. 0: everything; 1: something was refused, each named; 2: nothing was done."""
    wanted = _parser().parse_args(argv)
    body = Unit.objects.filter(code=wanted.body).first()
    if body is None or body.family == "territory":
        return refuse(f"Không có cơ quan mã “{wanted.body}”.")
    pictures = Path(wanted.pictures) if wanted.pictures else None
    if pictures and not pictures.is_dir():
        return refuse(f"Không có thư mục ảnh “{pictures}”.")
    try:
        report = bring_over(Path(wanted.file), body=body, pictures=pictures, now=timezone.now(), dry_run=wanted.dry_run)
    except Unreadable as problem:
        return refuse(f"{problem} Những bài đã nhận trước đó vẫn còn; chạy lại thì đi tiếp.")
    lines = [*(("không nhận", r) for r in report.refused), *(("cần xem", r) for r in report.remarks)]
    for what, words in lines[:SHOWN]:
        print(f"{what.capitalize()}: {words}", file=sys.stderr)
    if len(lines) > SHOWN:
        print(f"… và {len(lines) - SHOWN} dòng nữa; thêm --report TỆP.csv để có đủ từng dòng.", file=sys.stderr)
    if wanted.report:
        _write(Path(wanted.report), lines)
    done = "Xem thử, chưa ghi gì: nhận được" if wanted.dry_run else "Đã nhận"
    print(f"{done} {report.new} bài, {report.pictures} ảnh; {report.known} bài đã có từ trước; "
          f"{len(report.refused)} mục không nhận; {len(report.remarks)} điều cần xem.")
    return 1 if report.refused else 0


def _write(place: Path, lines: list[tuple[str, str]]) -> None:
    """Every line, however many, as a table a spreadsheet opens."""
    with place.open("wb") as file:
        file.writelines(csv(("việc", "mục và lý do"), lines))


def _parser() -> Prompt:
    columns = "\n".join(f"  {c.header:<12}{'(bắt buộc) ' if c.needed else ''}{c.about}" for c in COLUMNS)
    parser = Prompt(
        prog="danchu news", formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Nạp bài của cổng cũ: tệp WXR (.xml) xuất từ WordPress, hoặc bảng CSV, XLSX\n"
                    "có các cột:\n\n" + columns,
        epilog="Bài giữ ngày đăng cũ; địa chỉ cũ tự chuyển tới bài mới. Chạy lại cùng một tệp thì đi\n"
               "tiếp, không trùng.")
    parser.add_argument("do", choices=["import"], metavar="import")
    parser.add_argument("file", metavar="TỆP")
    parser.add_argument("--body", required=True, metavar="MÃ", help="mã cơ quan, ví dụ le-khoi.ubnd")
    parser.add_argument("--pictures", metavar="THƯ_MỤC", help="thư mục ảnh của cổng cũ, ví dụ wp-content/uploads")
    parser.add_argument("--report", metavar="TỆP.csv", help="ghi mọi mục không nhận và điều cần xem vào bảng này")
    parser.add_argument("--dry-run", action="store_true", help="chỉ xem: báo mọi mục không nhận, không ghi gì")
    return parser
