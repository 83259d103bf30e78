"""`danchu consultation check FILE`: anyone may run it on the table they downloaded."""

from __future__ import annotations

from pathlib import Path

from danchu.mechanisms.consultations.checking import Unreadable, check, read, report
from danchu.prompt import Prompt, refuse


def consultation(argv: list[str]) -> int:
    """0: every opinion is in exactly one row and the sums agree; 2: something is wrong, each fault named."""
    parser = Prompt(prog="danchu consultation", description="Kiểm bảng tổng hợp ý kiến.")
    asked = parser.add_subparsers(dest="what", required=True, metavar="check").add_parser(
        "check", help="kiểm một tệp CSV hoặc XLSX")
    asked.add_argument("file", metavar="TỆP")
    asked.add_argument("--mark", metavar="DẤU", default="", help="dấu trên giấy biên nhận: ý kiến ấy nằm ở hàng nào")
    wanted = parser.parse_args(argv)
    try:
        found = check(read(Path(wanted.file)), wanted.mark.strip().lower())
    except Unreadable as problem:
        return refuse(problem)
    print(report(found))
    if wanted.mark and found.row_of_mark is None:
        print("Không có dấu này trong tệp.")
        return 2
    if wanted.mark:
        print(f"Ý kiến có dấu này nằm ở hàng {found.row_of_mark}: {found.answer}")
    return 2 if found.faults else 0
