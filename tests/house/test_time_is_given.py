"""`law/`, `text/` and every `rules.py` ask no clock: the same question has the same answer tomorrow."""

import ast

import pytest

from tests.house.source import PACKAGE, modules, place, tree

PURE = ("law/", "ground/text/", "ground/drafts/")
CLOCKS = {("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"),
          ("timezone", "now"), ("time", "time"), ("timezone", "localdate")}


def pure_modules():
    """A command may ask the clock once, where a person typed none; what it calls may not."""
    for path in modules():
        where = path.relative_to(PACKAGE).as_posix()
        if (where.startswith(PURE) or path.name == "rules.py") and path.name != "commands.py":
            yield path


def clocks(parsed):
    for node in ast.walk(parsed):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            name = getattr(owner, "attr", getattr(owner, "id", ""))
            if (name, node.func.attr) in CLOCKS:
                yield node.lineno


def test_nothing_pure_asks_the_clock():
    found = [place(path, line) for path in pure_modules() for line in clocks(tree(path))]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("planted", ["date.today()", "datetime.datetime.now()", "timezone.now()"])
def test_a_planted_clock_is_found(planted):
    assert list(clocks(ast.parse(planted)))
