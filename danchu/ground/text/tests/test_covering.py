"""Covering takes words away and never puts any there."""

import pytest

from danchu.ground.text.covering import COVERED, cover, only_covers, pieces, places

PROMISE = "Sửa cống trước nhà bà Lan, gọi 0912 345 678, xong trước Tết."


def test_what_the_machine_sees_and_what_a_person_shows_is_covered():
    spans = places(PROMISE)
    said = cover(PROMISE, spans, ["nhà bà Lan"])
    assert "0912" not in said and "bà Lan" not in said and said.endswith("xong trước Tết.")
    assert only_covers(PROMISE, said)
    shown = "".join(p["text"] for p in pieces(PROMISE, spans, {0}))
    assert shown == PROMISE  # nothing is lost between what may be ticked
    assert COVERED in cover("Gọi 0912345678", places("Gọi 0912345678"), most=14)


@pytest.mark.parametrize("after", [
    PROMISE,  # nothing is covered
    PROMISE.replace("Tết", "hè") + COVERED,
    f"Hứa {COVERED} xong trước Tết.",
    f"Sửa cống {COVERED}, xong trước hè.",
    f"Sửa cống trước nhà bà Lan, gọi {COVERED}, gọi {COVERED}, xong trước Tết.",
])
def test_a_promise_is_not_rewritten_by_covering(after):
    assert not only_covers(PROMISE, after)
