"""The house with one check taken away: each must be noticed by the table of permissions.

Guards of views are taken away by themselves; what else stands alone, each mechanism tells in `TABLE` of its file here.
"""

from __future__ import annotations

import functools
import inspect
import sys
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import pytest

from danchu.law.roles import Role
from tests import remembered
from tests.permissions import HOUSE, rows_of
from tests.worlds.house import routes

Change = Callable[[pytest.MonkeyPatch], None]
Table = dict[str, tuple[Change, tuple[str, ...]]]
GUARDS = ("official_required.<locals>.guarded", "signed_in_required.<locals>.guarded")


@dataclass(frozen=True)
class Mutation:
    """A check taken away, and the rows of the table that ask about it."""

    name: str
    change: Change
    rows: tuple[str, ...]


@contextmanager
def applied(mutation: Mutation) -> Iterator[None]:
    """The house without that check, for a while; what was remembered with it, or without it, is forgotten."""
    with pytest.MonkeyPatch.context() as patch:
        mutation.change(patch)
        _forget()
        try:
            yield
        finally:
            _forget()


def _forget() -> None:
    """A statement written once (`ground/rows`) has the check in its text: written anew, before and after."""
    remembered.forget_addresses()
    for statement in _written(len(sys.modules)):
        statement.cache_clear()


@functools.cache
def _written(_modules: int) -> list[Any]:
    """All there are in as many modules."""
    return [thing for name, module in list(sys.modules.items()) if name.startswith("danchu.")
            for thing in vars(module).values() if isinstance(thing, functools._lru_cache_wrapper)
            and "Written" in str(thing.__wrapped__.__annotations__.get("return"))]


def mutations(owner: str) -> list[Mutation]:
    """Every check we know of that stands alone; where two stand one behind the other, both are taken away."""
    own = {name.partition("#")[0] for name in rows_of(owner)}
    table: Table = {} if owner == HOUSE else import_module(f"tests.mutations.{owner}").TABLE
    return [
        *(Mutation(f"{route.name} without its guard", _without_guard(route.name), (route.name,))
          for route in routes() if route.name in own and _behind(route.pattern.callback)),
        *(Mutation(name, change, rows) for name, (change, rows) in table.items()),
    ]


# --- ways to take a check away ----------------------------------------------------------------------
def everything(patch: pytest.MonkeyPatch, owner: Any, name: str) -> None:
    """A queryset's method hides nothing."""
    patch.setattr(owner, name, lambda self, *args, **more: self.all())


def rewritten(patch: pytest.MonkeyPatch, module: Any, name: str, old: str, new: str, route: str = "") -> None:
    """The same function with some of its source replaced; a view is put into the URL table as well."""
    source = textwrap.dedent(inspect.getsource(inspect.unwrap(getattr(module, name))))
    assert source.count(old) == 1, f"{module.__name__}.{name} no longer says: {old}"
    space = dict(vars(module))
    exec(compile(source.replace(old, new), f"<{name} mutated>", "exec"), space)  # our own source
    if route:
        patch.setattr(pattern(route), "callback", space[name])
    else:
        patch.setattr(module, name, space[name])
        assert getattr(module, name) is space[name]


def pattern(name: str) -> Any:
    """The URL table's own row of this route."""
    return next(route.pattern for route in routes() if route.name == name)


def also(rules: Any, step: Any, state: Any, role: Role) -> Change:
    """One more role may take this step."""
    def change(patch: pytest.MonkeyPatch) -> None:
        roles, after = rules.JOURNEY[state, step]
        patch.setitem(rules.JOURNEY, (state, step), ((*roles, role), after))
    return change


def all_parts(*_: Any) -> frozenset[Role]:
    """Whoever asks plays every part."""
    return frozenset({Role.RECEPTION, Role.LEADER, Role.HANDLER, Role.SENDER})


def _without_guard(route: str) -> Change:
    def change(patch: pytest.MonkeyPatch) -> None:
        patch.setattr(pattern(route), "callback", _behind(pattern(route).callback))
    return change


def _behind(view: Any) -> Any:
    while view is not None and view.__code__.co_qualname not in GUARDS:
        view = getattr(view, "__wrapped__", None)
    return view and view.__wrapped__
