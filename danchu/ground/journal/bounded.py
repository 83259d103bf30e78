"""The memory of a process for pages and parts, bounded by what it weighs: three hundred long pages are 70 MB."""

from __future__ import annotations

from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.locmem import LocMemCache

MOST = 6_000_000  # bytes: the front page, a few lists, and the three hundred cases asked last


class BoundedMemory(LocMemCache):
    """Django's own, in which what was asked longest ago also leaves where all together weigh too much."""

    _cache: Any
    _expire_info: Any

    def _set(self, key: str, value: bytes, timeout: Any = DEFAULT_TIMEOUT) -> None:
        super()._set(key, value, timeout)  # type: ignore[misc]
        weight = sum(map(len, self._cache.values()))
        while weight > MOST:
            gone, held = self._cache.popitem()
            del self._expire_info[gone]
            weight -= len(held)
