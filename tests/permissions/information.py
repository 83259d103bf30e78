"""Who may ask what of requests for information."""

from __future__ import annotations

from tests.permissions import DESK, NOBODY, SENDER, Row, for_, in_, signed, version
from tests.worlds.information import CASES, LISTED

OPEN = ("asked", "term_told")
ANSWERED = ("given", "refused", "published", "unpublished")
EVERY = in_(CASES, "ok", "missing")
PAGE = in_(LISTED, "public", "little")
KEEPERS = (*DESK, "other")


def step(cases, whose=DESK):
    """An official's step: taken in these cases, refused in others, not there for whoever never takes it."""
    return for_({whose: in_(cases, "moved", "form-error"), NOBODY: "desk-sign-in"})


PUBLISHED = {"version": version, "publish-title": "Tên", "publish-question": "Hỏi gì", "publish-answer": "Đáp",
             "publish-checked": "on"}
ROWS = {
    "information:register": Row("ok"),
    "information:ask": Row("ok", "form-error"),
    "information:receipt": Row(for_({SENDER: "little"})),
    "information:one": Row(for_({SENDER: "whole"}, PAGE)),
    "information:open_one": Row("little", "form-error", {"secret": "000 000"}),
    "information:withdraw": Row("no-method", for_({SENDER: in_(OPEN, "moved", "form-error")})),
    "information_desk:waiting": Row(for_({KEEPERS: "ok", NOBODY: "desk-sign-in"})),
    "information_desk:one": Row(for_({DESK: "whole", NOBODY: "desk-sign-in"})),
    "information_desk:step#cung-cap": Row("no-method", step(OPEN), {"version": version, "give-answer": "Đây."},
                                          {"slug": "cung-cap"}),
    "information_desk:step#bao-han": Row("no-method", step(("asked",)), {"version": version, "tell_term-why": "Gom"},
                                         {"slug": "bao-han"}),
    "information_desk:step#gia-han": Row("no-method", for_({
        ("hoa",): in_(("term_told",), "moved", "form-error"), NOBODY: "desk-sign-in"}),
        {"version": version, "extend-why": "Chờ"}, {"slug": "gia-han"}),
    "information_desk:step#tu-choi": Row("no-method", step(OPEN, ("hoa",)), {
        "version": version, "refuse-ground": "not_ours", "refuse-why": "Hỏi nơi khác"}, {"slug": "tu-choi"}),
    "information_desk:step#cong-khai": Row("no-method", step(ANSWERED), PUBLISHED, {"slug": "cong-khai"}),
    "information_desk:step#go": Row("no-method", step(ANSWERED), {"version": version, "unpublish-why": "Còn tên"},
                                    {"slug": "go"}),
    "information_desk:step#khong-co": Row("no-method", signed("missing"), fixed={"slug": "khong-co"}),
    "files:attachment#parties": Row(for_({(*SENDER, *DESK): EVERY}), paper="parties"),
    "files:attachment#internal": Row(for_({DESK: EVERY}), paper="internal"),
    "files:attachment#public": Row(for_({(*SENDER, *DESK): EVERY}, in_(LISTED, "ok", "missing")), paper="public"),
}
