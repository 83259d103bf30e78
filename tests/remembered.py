"""What Django works out at every request and statement though it cannot have changed: remembered between tests.

Twenty thousand times a run the same few hundred addresses are looked for among the same patterns, and the same columns
are told apart by how they were called for. Both answers stay Django's own, found once.
"""

from __future__ import annotations

from typing import Any

from django.db.models.expressions import Col, Expression
from django.urls import URLResolver
from django.utils.functional import cached_property

MOST, LONGEST = 20_000, 200  # addresses, letters: the strange ones are asked once and are not worth keeping
_FOUND: dict[tuple[URLResolver, str], Any] = {}
_look_for = URLResolver.resolve
_told_by_django = Expression.__dict__["identity"].func


def remember() -> None:
    """From now on, in this process."""
    URLResolver.resolve = _resolve  # type: ignore[method-assign]
    Col.identity = known = cached_property(_told_apart)  # type: ignore[misc,assignment]
    known.__set_name__(Col, "identity")


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
