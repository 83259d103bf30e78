"""`danchu work`: the postman, the clock and the index, round after round; one that fails stops no other."""

import logging
import signal
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from typing import Any

from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone

from danchu.ground.files.storing import sweep_orphans
from danchu.ground.people.keeping import forget
from danchu.ground.post.postman import deliver
from danchu.ground.post.sorting import collect
from danchu.ground.post.urgent import hurry
from danchu.ground.search.follow import index_new
from danchu.running.serving import require_current_tables

log = logging.getLogger(__name__)

ROUND = 1.0  # seconds between looks at what is due


@dataclass(frozen=True)
class Part:
    """One thing the worker does: at most once in `every` seconds, with the time as its argument."""

    name: str
    every: float
    do: Callable[[datetime], Any]


def parts() -> Iterator[Part]:
    """What there is to do, in the order it is done."""
    for mechanism in settings.MECHANISMS:
        clock = import_module(f"{mechanism}.clock")
        yield Part(f"đồng hồ của {mechanism}", getattr(clock, "EVERY", 30), clock.take_due_steps)
    yield Part("mã đăng nhập", 1, hurry)
    yield Part("chỉ mục tìm kiếm", 1, lambda now: index_new())
    yield Part("gom thư", 1, collect)
    yield Part("phát thư", 2, deliver)
    yield Part("dọn tệp thừa", 3600, sweep_orphans)
    yield Part("quên điều hết hạn giữ", 3600, forget)


def once() -> int:
    """Each part one time. Exit code 1 if one failed: a timer or a person is looking."""
    require_current_tables()
    return 0 if all([_attempt(part) for part in parts()]) else 1


def until_told_to_stop() -> int:
    """Until SIGTERM or SIGINT; what was begun is finished first."""
    told = threading.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: told.set())
    require_current_tables()
    due = dict.fromkeys(parts(), 0.0)
    while not told.is_set():
        for part in due:
            if time.monotonic() >= due[part] and not told.is_set():
                _attempt(part)
                due[part] = time.monotonic() + part.every
        close_old_connections()
        told.wait(ROUND)
    return 0


def _attempt(part: Part) -> bool:
    """Do it; a failure is logged with its trace and tried again when its turn comes."""
    try:
        part.do(timezone.now())
    except Exception:  # whatever it was: the other parts go on
        log.exception("%s: không xong, sẽ thử lại", part.name)
        close_old_connections()
        return False
    return True
