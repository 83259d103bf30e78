"""Rows of dialogues: citizens' pages, reception days, the desk, the hall."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from tests.permissions import DESK, NOBODY, Row, for_, in_
from tests.worlds import Share
from tests.worlds.dialogues import LISTED

KEEPERS = for_({(*DESK, "other"): "ok", NOBODY: "desk-sign-in"})
KEEPERS_FORM = for_({(*DESK, "other"): "form-error", NOBODY: "desk-sign-in"})
OURS = for_({DESK: "ok", NOBODY: "desk-sign-in"})
OURS_FORM = for_({DESK: "form-error", NOBODY: "desk-sign-in"})
OURS_STEP = for_({DESK: "form-error", NOBODY: "desk-sign-in"})  # without the version that was open: told, not taken
NOTHING = for_({NOBODY: "desk-sign-in"})
UNKNOWN = {"mark": "x"}


def _of(name: str) -> Callable[[Share, str], Any]:
    return lambda here, case: here.more[name].code


MEETING, DAY, BOOKING = {"code": _of("dialogue")}, {"code": _of("day")}, {"code": _of("booking")}
QUESTION = {"code": lambda here, case: here.cases["new"].dialogue.code,
            "question": lambda here, case: here.cases["new"].code}
REQUEST = {"code": _of("request")}
SIGNED_IN = for_({NOBODY: "sign-in"}, "ok")
SIGNED_IN_FORM = for_({NOBODY: "sign-in"}, "form-error")
SIGNED_IN_MOVED = for_({NOBODY: "sign-in"}, "moved")
SIGNERS = for_({NOBODY: "sign-in"})  # nobody of this world has signed

ROWS: dict[str, Row] = {
    # --- citizens' pages ------------------------------------------------------------------------
    "dialogues:list": Row("ok"),
    "dialogues:feed": Row("ok"),
    "dialogues:questions": Row("ok"),
    "dialogues:calendar": Row("ok"),
    "dialogues:duties": Row("ok"),
    "dialogues:year": Row("missing", fixed={"year": 2026}),
    "dialogues:dialogue": Row("ok", fixed=MEETING),
    "dialogues:event": Row("ok", fixed=MEETING),
    "dialogues:paper": Row("missing", fixed=MEETING | {"slug": "bien-ban", "form": "docx"}),  # nothing is published
    "dialogues:ask": Row("ok", "form-error", fixed=MEETING),
    "dialogues:follow": Row("ok", "form-error", fixed=MEETING),
    "dialogues:confirm": Row("spent", "spent", fixed=UNKNOWN),
    "dialogues:unfollow": Row("spent", "spent", fixed=UNKNOWN),
    "dialogues:question": Row(for_({("device",): in_(LISTED, "public", "whole")}, in_(LISTED, "public", "little"))),
    "dialogues:receipt": Row(for_({("device",): "little"})),
    "dialogues:back": Row("no-method", for_({}, in_(LISTED, "moved", "missing"))),
    # --- requests of voters ----------------------------------------------------------------------
    "dialogues:requests": Row("ok"),
    "dialogues:request": Row("ok", fixed=REQUEST),
    "dialogues:sign": Row(SIGNED_IN, SIGNED_IN_FORM, fixed=REQUEST),
    "dialogues:signed": Row(SIGNERS, fixed=REQUEST),
    "dialogues:withdraw": Row("no-method", SIGNED_IN_MOVED, fixed=REQUEST),
    # --- reception days --------------------------------------------------------------------------
    "dialogues:receptions": Row("ok"),
    "dialogues:reception": Row("ok", fixed=DAY),
    "dialogues:book": Row("ok", "form-error", fixed=DAY),
    "dialogues:booking": Row("ok", fixed=BOOKING),
    "dialogues:booking_event": Row("ok", fixed=BOOKING),
    "dialogues:move_booking": Row("no-method", for_({}), fixed=BOOKING),
    "dialogues:cancel_booking": Row("no-method", for_({DESK: "moved"}), fixed=BOOKING),
    # --- the desk --------------------------------------------------------------------------------
    "dialogue_desk:list": Row(KEEPERS),
    "dialogue_desk:plan": Row(KEEPERS, KEEPERS_FORM),
    "dialogue_desk:dialogue": Row(OURS, fixed=MEETING),
    "dialogue_desk:change": Row(OURS, OURS_FORM, fixed=MEETING),
    "dialogue_desk:take_in": Row(OURS, OURS_FORM, fixed=MEETING),
    "dialogue_desk:question": Row(OURS, fixed=QUESTION),
    "dialogue_desk:question_step": Row("no-method", OURS_STEP, fixed=QUESTION | {"slug": "nhan"}),
    "dialogue_desk:step": Row("no-method", OURS_STEP, fixed=MEETING | {"slug": "hoan"}),
    "dialogue_desk:year": Row(KEEPERS, KEEPERS, fixed={"year": timezone.localdate().year}),
    "dialogue_desk:requests": Row(KEEPERS, KEEPERS_FORM),
    "dialogue_desk:request": Row(OURS, fixed=REQUEST),
    "dialogue_desk:sheet": Row("no-method", OURS_FORM, fixed=REQUEST),
    "dialogue_desk:close_request": Row("no-method", OURS_FORM, fixed=REQUEST),
    "dialogue_desk:receptions": Row(KEEPERS, KEEPERS_FORM),
    "dialogue_desk:reception": Row(OURS, fixed=DAY),
    "dialogue_desk:reception_step": Row("no-method", OURS_STEP, fixed=DAY | {"slug": "nghi-tiep"}),
    "dialogue_desk:record": Row("no-method", OURS_FORM, fixed=DAY | {"booking": _of("booking")}),
    # --- the hall --------------------------------------------------------------------------------
    "hall:worker": Row("ok"),  # the same script for everybody; it keeps nothing for whoever is not let in
    "hall:screen": Row("ok", fixed=MEETING),
    "hall:pulse": Row("ok", fixed=MEETING),
    "hall:chair": Row(OURS, NOTHING, fixed=MEETING),  # no press named: there is nothing to do
    "hall:clerk": Row(OURS, NOTHING, fixed=MEETING),
}
