"""Every mechanism is made the same way: its steps are actions, only actions write, it names its verbs."""

import ast
import inspect
from importlib import import_module

import pytest
from django.conf import settings

from danchu.law.motto import Verb
from tests.house.source import PACKAGE, modules, place, tree

MECHANISMS = settings.MECHANISMS
WRITING = {"save", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "delete"}
SPEAKING = ("views.py", "desk.py", "api.py", "feeds.py", "public.py")  # they fetch, call one action, answer


def test_every_mechanism_in_the_house_is_in_use():
    there = {f"danchu.mechanisms.{p.parent.name}" for p in PACKAGE.glob("mechanisms/*/rules.py")}
    assert there == set(MECHANISMS)


@pytest.mark.parametrize("mechanism", MECHANISMS)
def test_every_step_of_a_journey_is_an_action(mechanism):
    steps = {step for _, step in import_module(f"{mechanism}.rules").JOURNEY}
    actions = import_module(f"{mechanism}.actions")
    assert not [step.value for step in steps if not inspect.isfunction(getattr(actions, step.value, None))]


@pytest.mark.parametrize("mechanism", MECHANISMS)
def test_every_step_that_is_named_has_an_action(mechanism):
    actions = import_module(f"{mechanism}.actions")
    for step in import_module(f"{mechanism}.rules").Step:
        assert inspect.isfunction(getattr(actions, step.value, None)), step


@pytest.mark.parametrize("mechanism", MECHANISMS)
def test_every_action_takes_the_time_and_says_who_acts(mechanism):
    rules, actions = import_module(f"{mechanism}.rules"), import_module(f"{mechanism}.actions")
    for step in rules.Step:
        asks = inspect.signature(getattr(actions, step.value)).parameters
        assert {"by", "now"} <= set(asks), step


@pytest.mark.parametrize("mechanism", MECHANISMS)
def test_every_mechanism_names_the_verbs_of_the_motto_it_serves(mechanism):
    motto = import_module(f"{mechanism}.rules").MOTTO
    assert motto and all(isinstance(verb, Verb) for verb in motto)


def test_only_actions_write():
    found = [f"{place(path, line)}: .{verb}()" for path in sorted(PACKAGE.glob("mechanisms/*/*.py"))
             if path.name in SPEAKING for line, verb in writes(tree(path))]
    assert not found, "\n".join(found)


def test_nothing_happens_because_something_was_saved():
    found = [place(path, node.lineno) for path in modules() for node in ast.walk(tree(path))
             if (isinstance(node, ast.FunctionDef) and node.name in ("save", "delete") and is_method(node))
             or (isinstance(node, ast.ImportFrom) and (node.module or "").endswith("signals"))]
    assert not found, "\n".join(found)


def writes(parsed):
    """(line, verb) of each call that changes rows."""
    for node in ast.walk(parsed):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITING:
            yield node.lineno, node.func.attr


def is_method(node):
    return bool(node.args.args) and node.args.args[0].arg == "self"


def test_a_planted_write_is_found():
    assert list(writes(ast.parse("Petition.objects.create(x=1)")))
    assert list(writes(ast.parse("petition.save(update_fields=['state'])")))
    assert not list(writes(ast.parse("actions.submit(said, by=by, now=now)")))
