"""What the hall sees right now, as a few bytes that thousands ask for every second.

Each process works it out at most once in FRESH seconds, whoever asks; everyone else is given the same bytes.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from functools import cache
from hashlib import blake2b
from typing import Any, NamedTuple

from django.db import close_old_connections, connection

from danchu.ground import rows
from danchu.ground.rows import Written
from danchu.mechanisms.dialogues.models import Dialogue, Question

FRESH = 0.4  # seconds: with a screen that asks every second, a new question stands in the hall within two
MOST_KNOWN = 64  # dialogues at once; more than a province holds in one hour
NEWEST = 4  # questions shown besides the one on the floor


class Pulse(NamedTuple):
    """The bytes of the answer, and their mark: the same mark, the same hall."""

    body: bytes
    mark: str


_KNOWN: dict[str, tuple[float, Pulse | None]] = {}
_TURN = threading.Lock()


def pulse_of(code: str, now: Callable[[], float] = time.monotonic) -> Pulse | None:
    """The state of the hall; None where no announced dialogue has this code. No statement while it is fresh, two else.

    While one thread works it out, the others are given what was true a moment ago.
    """
    at, pulse = _KNOWN.get(code, (float("-inf"), None))
    if now() - at < FRESH or not _TURN.acquire(blocking=at == float("-inf")):
        return pulse
    try:
        if len(_KNOWN) >= MOST_KNOWN:
            _KNOWN.clear()
        _KNOWN[code] = (now(), pulse := _worked_out(code))
        return pulse
    finally:
        _TURN.release()


def forget() -> None:
    """For tests: nothing is known of any hall."""
    _KNOWN.clear()


def hall_of(code: str) -> dict[str, Any] | None:
    """The same as a dictionary, for the page as it is first shown. Two statements."""
    found = _dialogue().row(code=code)
    if found is None:
        return None
    pk, state, item, speaker, on_floor, floor_code, text, name, shown = found
    newest = [{"code": c, "text": t, "name": n} for c, t, n in _newest().rows(dialogue=pk)]
    return {"state": state, "item": item or "", "speaker": speaker or "",
            "floor": {"code": floor_code, "text": text if shown else "", "name": name if shown else ""}
            if on_floor else None, "newest": [q for q in newest if q["code"] != floor_code][:NEWEST]}


def _worked_out(code: str) -> Pulse | None:
    if not connection.in_atomic_block:  # asked outside Django's own round of a request, nobody else would
        close_old_connections()
    hall = hall_of(code)
    if hall is None:
        return None
    body = json.dumps(hall, ensure_ascii=False, separators=(",", ":")).encode()
    return Pulse(body, blake2b(body, digest_size=9).hexdigest())


@cache
def _dialogue() -> Written:
    public = Dialogue.objects.visible_to().filter(code=rows.words("code")).order_by()
    return Written(public.values_list("pk", "state", "on_item__title", "on_item__speaker", "floor_id", "floor__code",
                                      "floor__text", "floor__asker_name", "floor__listed"))


@cache
def _newest() -> Written:
    """Questions anyone may read that have no answer yet, the latest first."""
    public = Question.objects.visible_to().without_an_ending().filter(dialogue_id=rows.number("dialogue"))
    return Written(public.order_by("-id").values_list("code", "text", "asker_name")[: NEWEST + 1])
