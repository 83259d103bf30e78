"""What is kept in memory never weighs more than it may, and what was asked last stays."""

import pytest
from django.core.cache import cache

from danchu.ground.journal import bounded


@pytest.fixture(autouse=True)
def small(monkeypatch):
    monkeypatch.setattr(bounded, "MOST", 10_000)
    cache.clear()
    yield
    cache.clear()


def test_what_was_asked_longest_ago_leaves_first():
    for name in "abc":
        cache.set(name, b"x" * 3000)
    assert cache.get("a")
    cache.set("d", b"x" * 3000)
    assert [name for name in "abcd" if cache.get(name)] == ["a", "c", "d"]


def test_a_page_too_heavy_for_all_of_it_is_not_kept_and_nothing_fails():
    cache.set("light", 1)
    cache.set("heavy", b"x" * 20_000)
    assert cache.get("heavy") is None
    cache.set("again", 2)
    assert cache.get("again") == 2
    assert cache.get_or_set("heavy", lambda: b"x" * 20_000) in (None, b"x" * 20_000)


def test_the_same_kept_again_weighs_once():
    for _time in range(20):
        cache.set("a", b"x" * 6000)
        cache.set("b", b"x" * 3000)
    assert cache.get("a") and cache.get("b")
