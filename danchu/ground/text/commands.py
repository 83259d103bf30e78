"""`danchu text …`: the text tools on lines of standard input, UTF-8, one answer a line."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator

from danchu.ground.text.fold import fold
from danchu.ground.text.group import group
from danchu.ground.text.normalise import clean, tone_style
from danchu.ground.text.personal_data import find
from danchu.ground.text.sort import sort_key
from danchu.prompt import Prompt


def _each(tool: Callable[[str], str]) -> Callable[[list[str]], Iterable[str]]:
    return lambda lines: map(tool, lines)


def _personal_data(line: str) -> str:
    return json.dumps([{"type": s.type.value, "start": s.start, "end": s.end} for s in find(line)])


def _groups(lines: list[str]) -> Iterator[str]:
    for places in group(lines):
        yield json.dumps({"lines": [p + 1 for p in places], "text": lines[places[0]]}, ensure_ascii=False)


_TOOLS: dict[str, tuple[str, Callable[[list[str]], Iterable[str]]]] = {
    "normalise": ("dạng chuẩn để lưu", _each(lambda line: tone_style(clean(line, lines=False)))),
    "fold": ("chữ thường, không dấu", _each(fold)),
    "sort": ("xếp theo thứ tự tiếng Việt", lambda lines: sorted(lines, key=sort_key)),
    "personal-data": ("tìm dữ liệu cá nhân, mỗi dòng một danh sách JSON", _each(_personal_data)),
    "group": ("gộp các dòng giống nhau", _groups),
}


def text(argv: list[str]) -> int:
    """Read lines, write lines; bytes that are not UTF-8 become U+FFFD; `sort` keeps every byte."""
    parser = Prompt(prog="danchu text", description="Công cụ cho chữ tiếng Việt.")
    tools = parser.add_subparsers(dest="tool", required=True, metavar="công cụ")
    for name, (what, _) in _TOOLS.items():
        tools.add_parser(name, help=what)
    tool = parser.parse_args(argv).tool
    errors = "surrogateescape" if tool == "sort" else "replace"
    read = sys.stdin.buffer.read().decode("utf-8", errors)
    lines = [
        line.removesuffix("\r") if tool != "sort" else line for line in read.removesuffix("\n").split("\n")
    ]
    answers = _TOOLS[tool][1](lines if read else [])
    for answer in answers:
        sys.stdout.buffer.write(answer.encode("utf-8", errors) + b"\n")
    sys.stdout.buffer.flush()
    return 0
