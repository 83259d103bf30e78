"""`danchu document parse | diff`: a draft at the prompt, without a database."""

import argparse
import json
from pathlib import Path

from danchu.ground.drafts.akn import to_akn
from danchu.ground.drafts.as_data import as_data, outline
from danchu.ground.drafts.changes_as_data import comparison_as_data, comparison_outline
from danchu.ground.drafts.compare import compare
from danchu.ground.drafts.lines import LIMITS, Unreadable
from danchu.ground.drafts.parse import parse
from danchu.ground.drafts.parts import Document
from danchu.ground.drafts.reading import read
from danchu.prompt import Prompt, file_trouble, refuse


def document(argv: list[str]) -> int:
    """`danchu document parse TỆP [--json | --akn]`; `danchu document diff CŨ MỚI [--json]`."""
    about = "Đọc dự thảo (.docx, .md, .txt, .pdf) thành điều, khoản, điểm."
    parser = Prompt(prog="danchu document", description=about)
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="việc")
    one = verbs.add_parser("parse", help="chia văn bản thành phần, chương, mục, điều, khoản, điểm")
    one.add_argument("file", metavar="TỆP", type=Path)
    form = one.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="cây JSON: số, mã, tên gọi, nội dung, nhận xét")
    form.add_argument("--akn", action="store_true", help="Akoma Ntoso XML")
    both = verbs.add_parser("diff", help="so hai bản theo điều, khoản, điểm")
    both.add_argument("old", metavar="BẢN_CŨ", type=Path)
    both.add_argument("new", metavar="BẢN_MỚI", type=Path)
    both.add_argument("--json", action="store_true", help="từng phần: trạng thái, mã cũ, mã mới, chữ thêm, chữ bỏ")
    asked = parser.parse_args(argv)
    try:
        return _parse(asked) if asked.verb == "parse" else _diff(asked)
    except Unreadable as problem:
        return refuse(problem)


def _parse(asked: argparse.Namespace) -> int:
    found = loaded(asked.file)
    if asked.json:
        print(json.dumps(as_data(found), ensure_ascii=False, indent=1))
    elif asked.akn:
        print(to_akn(found))
    else:
        print("\n".join(outline(found)))
    return 0


def _diff(asked: argparse.Namespace) -> int:
    found = compare(loaded(asked.old), loaded(asked.new))
    if asked.json:
        print(json.dumps(comparison_as_data(found), ensure_ascii=False, indent=1))
    else:
        print("\n".join(comparison_outline(found)))
    return 0


def loaded(path: Path) -> Document:
    """The document in a file. Raises Unreadable."""
    try:
        with path.open("rb") as file:
            content = file.read(LIMITS.file_bytes + 1)
    except OSError as problem:
        raise Unreadable(file_trouble(problem)) from None
    return parse(read(path.name, content))
