"""Acts that come all at once, stored together: one commit, and one wait for the disk, for all who stand in the queue.

SQLite has one writer. Whoever gets the turn takes along the acts of all who wait, each behind a savepoint of its own,
and nobody is answered before the commit that holds their act.
"""

import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Generic, TypeVar

from django.db import connection, transaction
from django.utils import translation

T = TypeVar("T")


class _Waiting(Generic[T]):
    """An act in the queue, and what came of it once its turn is over."""

    def __init__(self, act: Callable[[], T]) -> None:
        self.act, self.language = act, translation.get_language() or ""
        self.over = False
        self.error: Exception | None = None
        self.result: T | None = None

    def go(self) -> None:
        """Do it, behind a savepoint: what fails takes back nobody else's."""
        try:
            with translation.override(self.language), transaction.atomic():
                self.result = self.act()
        except Exception as error:
            self.error = error

    def answer(self) -> T:
        """What the act gave. Raises what it raised."""
        if self.error:
            raise self.error
        return self.result  # type: ignore[return-value]


_QUEUE: deque[_Waiting] = deque()
_TURN = threading.Lock()
MOST = 64  # acts of one commit: the first of them waits for the last


def in_turn(act: Callable[[], T]) -> T:
    """Do `act` in a transaction, durably stored when this returns; on SQLite with all others that wait for their turn.

    Raises what `act` raises; then nothing of it is stored. Another thread may do it: all it needs, it brings along.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        with transaction.atomic():
            return act()
    mine = _Waiting(act)
    _QUEUE.append(mine)
    with _TURN:
        while not mine.over:
            _together([_QUEUE.popleft() for _n in range(min(len(_QUEUE), MOST))])
    return mine.answer()


@contextmanager
def alone() -> Iterator[None]:
    """The same turn for a block that cannot be handed to another thread: a commit, and a wait, of its own."""
    waits = connection.vendor == "sqlite" and not connection.in_atomic_block
    with _TURN if waits else nullcontext(), transaction.atomic():
        yield


def _together(batch: list[_Waiting]) -> None:
    """All of a batch in one transaction; where that cannot be stored, nobody's is, and all are told."""
    try:
        with transaction.atomic():
            for one in batch:
                one.go()
    except BaseException as error:
        for one in batch:
            one.error = error if isinstance(error, Exception) else RuntimeError("the writer was stopped")
        if not isinstance(error, Exception):
            raise
    finally:
        for one in batch:
            one.over = True
