"""The cast of the house, for promises across packages."""

import logging
from collections.abc import Iterator

import pytest

from danchu.conftest import cast, tet_2026, thursday
from tests.crowd import server

__all__ = ["cast", "quiet", "server", "tet_2026", "thursday"]


@pytest.fixture
def quiet() -> Iterator[None]:
    """Thousands of refusals are asked for on purpose: no line for each."""
    log = logging.getLogger("django.request")
    before, log.disabled = log.disabled, True
    yield
    log.disabled = before
