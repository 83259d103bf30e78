"""Every address is found by its first words as it is found by trying every route."""

from django.urls import Resolver404, URLResolver
from django.urls.resolvers import RoutePattern

from danchu.urls import urlpatterns
from tests.worlds.house import CONVERTERS, Route, routes

MISSING = ("", "khong-co/", "ban-lam-viec", "doi-thoai/a/b/c/d/", "viec-chung//", "lich.ics", "cau-hoi/<>/hoi")


FILLED = {"int": "2026", "str": "KN-26-7F3K-Q2MX", "slug": "bien-ban", "uuid": "6f1c7a3e-0000-4000-8000-000000000000",
          "path": "a/b"}


def _told(found: URLResolver, path: str) -> object:
    try:
        match = found.resolve(path)
    except Resolver404:
        return "missing"
    return match.func, match.kwargs, match.route, match.namespaces, match.url_name


def _filled(route: Route) -> str:
    kinds = {name: CONVERTERS[type(by).__name__] for name, by in route.pattern.pattern.converters.items()}
    return route.at(**{name: FILLED[kind] for name, kind in kinds.items()}).lstrip("/")


def test_what_is_found_by_first_words_is_what_trying_each_would_find():
    ours = urlpatterns[0]
    plain = URLResolver(RoutePattern(""), list(ours.url_patterns))
    addresses = [_filled(route) for route in routes()] + list(MISSING)
    assert len(addresses) > 200
    for path in addresses:
        assert _told(ours, path) == _told(plain, path), path
