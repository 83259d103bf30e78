"""Which address leads where, found by its first two words: with two hundred routes, trying each in turn costs a page
as much as two statements. What matches, and in which order, stays Django's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import Resolver404, ResolverMatch, URLPattern, URLResolver
from django.urls.resolvers import RoutePattern

Route = URLPattern | URLResolver
Words = tuple[str | None, str | None]  # the first two of an address; None: whatever stands there

ANY: Words = (None, None)


class ByFirstWords(URLResolver):
    """The same routes as a plain `include`, of which only those are tried that begin as the address does."""

    def __init__(self, routes: Sequence[Route]) -> None:
        super().__init__(RoutePattern(""), list(routes))
        self._known: set[Words] | None = None
        self._narrowed: dict[Words, URLResolver] = {}

    def resolve(self, path: str) -> ResolverMatch:
        """As Django's. What matches nothing is tried with every route: the answer tells them all."""
        try:
            return self._beginning_with(path).resolve(path)
        except Resolver404:
            return super().resolve(path)

    def _beginning_with(self, path: str) -> URLResolver:
        begins = self._key(path)
        found = self._narrowed.get(begins)
        if found is None:
            found = self._narrowed[begins] = URLResolver(RoutePattern(""), _only(self.url_patterns, begins))
        return found

    def _key(self, path: str) -> Words:
        """The words as far as any route knows them, so that there are no more keys than routes."""
        if self._known is None:
            self._known = {known for words in _all_words(self.url_patterns) for known in (words, (words[0], None))}
        first, second, _rest = (f"{path}//").split("/", 2)
        for words in ((first, second), (first, None)):
            if words in self._known:
                return words
        return ANY


def _is_plain(pattern: Any) -> bool:
    return type(pattern) is RoutePattern and type(pattern._route) is str  # type: ignore[attr-defined]


def _words(route: Route) -> Words:
    """The two words a route's addresses begin with."""
    pattern: Any = route.pattern
    if not _is_plain(pattern):
        return ANY
    fixed, variable, _rest = pattern._route.partition("<")
    words: list[str | None] = [*fixed.split("/")]
    if variable or not pattern._is_endpoint:  # the last word goes on
        words[-1] = None
    return (*words, None, None)[:2]  # type: ignore[return-value]


def _all_words(routes: Sequence[Any]) -> list[Words]:
    found: list[Words] = []
    for route in routes:
        words = _words(route)
        found += _all_words(route.url_patterns) if words == ANY and isinstance(route, URLResolver) else [words]
    return found


def _only(routes: Sequence[Any], begins: Words) -> list[Any]:
    """Those that can match an address beginning so, in their order; of rooms without a beginning, those within."""
    kept: list[Any] = []
    for route in routes:
        words = _words(route)
        if words == ANY and isinstance(route, URLResolver):
            within = _only(route.url_patterns, begins)
            kept += [URLResolver(route.pattern, within, route.default_kwargs, route.app_name, route.namespace)
                     ] if within else []
        elif all(word is None or word == asked for word, asked in zip(words, begins, strict=True)):
            kept.append(route)
    return kept
