"""`danchu consultation check FILE`: anyone may run it on the table they downloaded."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from danchu.mechanisms.consultations.checking import Unreadable, check, read, report


def consultation(argv: list[str]) -> int:
    """0: every opinion is in exactly one row and the sums agree; 2: something is wrong, each fault named."""
    parser = argparse.ArgumentParser(prog="danchu consultation", description="Kiểm bảng tổng hợp ý kiến.")
    asked = parser.add_subparsers(dest="what", required=True).add_parser(
        "check", help="kiểm một tệp CSV hoặc XLSX")
    asked.add_argument("file", metavar="TỆP")
    wanted = parser.parse_args(argv)
    try:
        found = check(read(Path(wanted.file)))
    except Unreadable as problem:
        print(problem, file=sys.stderr)
        return 2
    print(report(found))
    return 2 if found.faults else 0
