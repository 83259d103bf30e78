"""No number of days stands outside `law/`: there it has an article, a date and a lawyer who can find it.

A span that is the house's own (how long a cookie lives) says so on its line: `# not from law: …`.
"""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.house.source import modules, place, templates, tree

OWN = "not from law"
DAYS = re.compile(r"(^|_)(days?|weeks?|months?)(_|$)", re.I)
IN_WORDS = re.compile(r"(?<![\d/.,])(?:[2-9]|[1-9]\d+) (?:ngày|tháng|tuần)(?: làm việc)?\b")
COUNTERS = {"add_working_days", "timedelta", "relativedelta"}
NO_PROMISE = ("law", "demo", "ground/ui/showcase.py")  # invented people tell stories with days in them
OWN_WORDS = {"kept.html": "7 ngày", "privacy.html": "7 ngày"}  # how long we keep a failed sign-in


def stray_day_counts(code: str) -> Iterator[tuple[int, str]]:
    """(line, what) for each number of days, and each sentence that promises one."""
    lines = code.splitlines()
    documentation = set(_docstrings(ast.parse(code)))
    for node in ast.walk(ast.parse(code)):
        found = list(_numbers(node)) + ([] if id(node) in documentation else list(_words(node)))
        for what in found:
            if getattr(node, "lineno", 0) and (node.lineno, node.col_offset) not in documentation:
                said = "\n".join(lines[node.lineno - 1:node.end_lineno])
                if OWN not in said:
                    yield node.lineno, what


def _numbers(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Call):
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if name in COUNTERS:
            yield from (f"{name}({_number(arg)})" for arg in node.args if _number(arg))
        yield from (f"{word.arg}={_number(word.value)}" for word in node.keywords
                    if word.arg and DAYS.search(word.arg) and _number(word.value))
    elif isinstance(node, ast.Assign | ast.AnnAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        yield from (f"{_name(t)} = {_number(node.value)}" for t in targets
                    if DAYS.search(_name(t)) and _number(node.value))
    elif isinstance(node, ast.Compare):
        sides = [node.left, *node.comparators]
        if any(DAYS.search(_name(side)) for side in sides):
            yield from (f"so với {_number(side)}" for side in sides if _number(side))


def _words(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield from IN_WORDS.findall(node.value)


def _number(node: ast.AST | None) -> int:
    """The number, if it is one that counts days: neither nothing nor the next day."""
    if isinstance(node, ast.UnaryOp):
        return _number(node.operand)
    known = isinstance(node, ast.Constant) and type(node.value) is int and abs(node.value) > 1
    return node.value if known else 0


def _name(node: ast.AST) -> str:
    return getattr(node, "attr", None) or getattr(node, "id", "") or ""


def _docstrings(parsed: ast.Module) -> Iterator[tuple[int, int]]:
    for node in ast.walk(parsed):
        body = getattr(node, "body", None)
        first = body[0] if isinstance(body, list) and body else None
        if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
            yield first.value.lineno, first.value.col_offset


def test_no_module_outside_law_counts_days():
    found = [f"{place(path, line)}: {what}" for path in modules(without=NO_PROMISE)
             for line, what in stray_day_counts(path.read_text("utf-8"))]
    assert not found, "\n".join(found)


def test_no_page_promises_days_by_itself():
    found = [f"{place(path, number)}: {line.strip()}" for path in templates()
             if not {"gallery", "gallery.html"} & set(path.parts)
             for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
             if set(IN_WORDS.findall(line)) - {OWN_WORDS.get(path.name)}]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("planted", [
    "due = start + timedelta(days=10)",
    "due = start + timedelta(10)",
    "due = start + timedelta(weeks=-2)",
    "due = calendar.add_working_days(start, 10)",
    "ANSWER_DAYS = 10",
    "days: int = 10",
    "late = (today - due).days > 30",
    "promise(duty, days=15)",
    'say("Ông/bà nhận trả lời trong 10 ngày làm việc.")',
    'say(f"{name}: trong 30 ngày")',
])
def test_a_planted_day_count_is_found(planted):
    assert list(stray_day_counts(planted)), planted


@pytest.mark.parametrize("harmless", [
    "tomorrow = today + timedelta(days=1)",
    "expires = now + timedelta(minutes=15)",
    'def f():\n    """Within 10 ngày, says the law."""',
    "SESSION_DAYS = 7  # not from law: trust.md",
    'say(f"{n} ngày")',
    'say("mùng 2/9, ngày 10/01")',
])
def test_what_is_no_promise_is_left_alone(harmless):
    assert not list(stray_day_counts(harmless)), harmless


def test_every_module_can_be_read():
    assert [tree(path) for path in modules()]
