"""How a command at the prompt takes its words, and says in one line what is wrong with them. No Django, no law."""

from __future__ import annotations

import argparse
import errno
import os
import re
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

WRONG = 2  # the exit code of a command that was asked wrongly, or that cannot be done
# What argparse says → in Vietnamese; its own words follow in brackets. The first that fits.
SAID: tuple[tuple[str, str], ...] = (
    (r"the following arguments are required: (.+)", "thiếu {0}"),
    (r"one of the arguments (.+) is required", "cần một trong {0}"),
    (r"unrecognized arguments: (.+)", "không có tùy chọn hay phần {0}"),
    (r"argument (.+?): invalid choice: (.+?) \(choose from (.*)\)", "{0} không nhận {1}; chọn một trong {2}"),
    (r"argument (.+?): invalid int value: (.+)", "{0} phải là số nguyên, không phải {1}"),
    (r"argument (.+?): not allowed with argument (.+)", "{0} và {1} không dùng cùng lúc"),
    (r"argument (.+?): expected .*", "{0} cần có giá trị theo sau"),
    (r"argument (.+?): ignored explicit argument (.+)", "{0} không nhận giá trị, bỏ {1} đi"),
    (r"ambiguous option: (.+?) could match (.+)", "{0} có thể là {1}; viết cho đủ"),
    (r"argument (.+?): (.+)", "{0}: {1}"),
)


class Prompt(argparse.ArgumentParser):
    """A parser that is wrong in one line, and helps in Vietnamese; what its verbs are parsed by is the same."""

    def __init__(self, prog: str | None = None, **more: Any) -> None:
        super().__init__(prog, **more | {"add_help": False})
        self._positionals.title, self._optionals.title = "gồm", "tùy chọn"
        self.add_argument("-h", "--help", action="help", help="xem cách dùng rồi thôi")

    def format_usage(self) -> str:
        return super().format_usage().replace("usage:", "Dùng:", 1)

    def format_help(self) -> str:
        return super().format_help().replace("usage:", "Dùng:", 1)

    def error(self, message: str) -> NoReturn:
        self.exit(WRONG, f"Chưa hiểu lệnh: {in_vietnamese(message)}. Xem  {self.prog} --help\n")


def in_vietnamese(message: str) -> str:
    """What argparse says, and its own words after it; what was said in Vietnamese already stays alone."""
    for pattern, words in SAID:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            told = words.format(*found.groups())
            return told if not message.isascii() else f"{told} ({message})"
    return message


def a_day(text: str) -> date:
    """A day as it is typed, 2026-02-12."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” không phải ngày; viết như 2026-02-12") from None


def a_number(least: int, most: int = 10**9) -> Callable[[str], int]:
    """A whole number within these; outside them neither a database nor a network has a place for it."""

    def read(text: str) -> int:
        if text.isascii() and text.isdecimal() and len(text) <= len(str(most)) and least <= int(text) <= most:
            return int(text)
        raise argparse.ArgumentTypeError(f"“{text}” không phải số nguyên từ {least} đến {most}")

    return read


def refuse(why: object) -> int:
    """Say why in one line, and give the exit code."""
    print(" ".join(str(why).split()), file=sys.stderr)
    return WRONG


def require_file(path: Path) -> None:
    """Raises OSError where there is no file there, with what is there instead."""
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not path.exists():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))


def file_trouble(problem: OSError) -> str:
    """Which file, and what to do about it."""
    place = f" “{problem.filename}”" if problem.filename else ""
    words = {
        FileNotFoundError: f"Không có tệp, thư mục{place}: xem lại đường dẫn.",
        IsADirectoryError: f"{place.strip()} là thư mục; cần một tệp.",
        NotADirectoryError: f"Trong đường dẫn{place} có chỗ không phải thư mục.",
        PermissionError: f"Không được phép đọc hoặc ghi{place}: xem lại quyền của tài khoản chạy lệnh này.",
        FileExistsError: f"Đã có{place}: chọn tên khác.",
    }.get(type(problem), f"Không đọc hoặc ghi được{place}.")
    return f"{words} ({problem.strerror or problem})"
