"""What Django works out at every request and statement though it cannot have changed: remembered between tests.

Twenty thousand times a run the same few hundred addresses are looked for among the same patterns, and the same columns
are told apart by how they were called for. All answers stay Django's own, found once. Templates are compiled once a run
and not once a worker.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from django.db.models.expressions import Col, Expression
from django.db.models.sql.compiler import SQLCompiler
from django.template import engines
from django.urls import URLResolver
from django.utils.functional import cached_property
from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket

from tests.ready_made import COMPILED

MOST, LONGEST = 20_000, 200  # addresses, letters: the strange ones are asked once and are not worth keeping
_FOUND: dict[tuple[URLResolver, str], Any] = {}
_look_for = URLResolver.resolve
_told_by_django = Expression.__dict__["identity"].func
_compile = SQLCompiler.compile


def remember() -> None:
    """From now on, in this process."""
    URLResolver.resolve = _resolve  # type: ignore[method-assign]
    Col.identity = known = cached_property(_told_apart)  # type: ignore[misc,assignment]
    known.__set_name__(Col, "identity")
    SQLCompiler.compile = _written  # type: ignore[method-assign]
    folder = Path(os.environ.get(COMPILED) or os.environ["DANCHU_TEST_VAR"]) / "compiled"
    folder.mkdir(parents=True, exist_ok=True)
    engines["jinja2"].env.bytecode_cache = _Compiled(str(folder))  # type: ignore[attr-defined]


def forget_addresses() -> None:
    """A pattern leads elsewhere now."""
    _FOUND.clear()


def _resolve(self: URLResolver, path: Any) -> Any:
    """Whole addresses only: what stands within the root is asked for the rest of one. A miss is not kept."""
    if type(path) is not str or not path.startswith("/") or len(path) > LONGEST:
        return _look_for(self, path)
    if (found := _FOUND.get((self, path))) is None:
        found = _look_for(self, path)
        if len(_FOUND) < MOST:
            _FOUND[self, path] = found
    return found


def _told_apart(self: Col) -> Any:
    """Equal exactly where Django's is: made of the same class, alias, field, and field to read it as."""
    given, by_name = self._constructor_args  # type: ignore[attr-defined]
    if by_name:
        return _told_by_django(self)
    alias, target, read_as = given if len(given) == 3 else (*given, None)
    named = self._identity  # type: ignore[attr-defined]
    return (self.__class__, ("alias", alias), ("target", named(target)), ("output_field", named(read_as)))


def _written(self: SQLCompiler, node: Any) -> Any:
    """A column is its table's name and its own, as this statement writes them; nothing else is asked of it."""
    if type(node) is not Col or not node.alias:
        return _compile(self, node)
    named = self.quote_name_unless_alias
    return f"{named(node.alias)}.{named(node.target.column)}", []


class _Compiled(FileSystemBytecodeCache):
    """Jinja2's own, by the text of the template; in each language other words are compiled in."""

    def get_bucket(self, environment: Any, name: str, filename: str | None, source: str) -> Bucket:
        return super().get_bucket(environment, f"{environment.language}/{name}", filename, source)
