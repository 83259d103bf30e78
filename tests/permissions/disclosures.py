"""Who may ask what of disclosures and the two catalogues."""

from __future__ import annotations

from django.utils import timezone

from tests.permissions import DESK, NOBODY, Row, for_, in_, signed, version
from tests.worlds.disclosures import HALL, OPEN

KEEPERS = (*DESK, "other")
KEEP = for_({KEEPERS: "ok", NOBODY: "desk-sign-in"})
WRONG = for_({KEEPERS: "form-error", NOBODY: "desk-sign-in"})
INSIDE = for_({(*DESK, "tam"): "whole", NOBODY: "desk-sign-in"})
OURS = for_({DESK: "ok", NOBODY: "desk-sign-in"})
OURS_WRONG = for_({DESK: "form-error", NOBODY: "desk-sign-in"})
SHOWN = ("published", "on_display", "complete")


def step(cases, also=()):
    """An official's step: taken in these cases, refused in others, not there for whoever never takes it."""
    return for_({(*DESK, *also): in_(cases, "moved", "form-error"), NOBODY: "desk-sign-in"})


def today(here, case):
    return timezone.localdate().isoformat()


CATALOGUED = {"procedure": lambda here, case: here.more["procedure"],
              "instrument": lambda here, case: here.more["instrument"]}
ROWS = {
    "disclosures:register": Row("ok"),
    "disclosures:matrix": Row("ok"),
    "disclosures:due_next": Row("ok"),
    "disclosures:due_next_ics": Row("ok"),
    "disclosures:quarter_list": Row("ok"),
    "disclosures:report": Row("ok"),
    "disclosures:report_file#docx": Row("ok", fixed={"ending": "docx"}),
    "disclosures:report_file#khac": Row("missing", fixed={"ending": "exe"}),
    "disclosures:procedures": Row("ok"),
    "disclosures:instruments": Row("ok"),
    "disclosures:procedure": Row("ok", fixed={"code": CATALOGUED["procedure"]}),
    "disclosures:instrument": Row("ok", fixed={"code": CATALOGUED["instrument"]}),
    "disclosures:disclosure": Row({"*": in_(OPEN, "whole", "missing") | {"expired": "public", "withdrawn": "little"}}),
    "disclosures:poster": Row({"*": in_(OPEN, "whole", "missing")}),
    "disclosures:read_aloud": Row({"*": in_(OPEN, "whole", "missing")}),
    "disclosures_desk:due": Row(signed("ok")),
    "disclosures_desk:register": Row(KEEP, WRONG),
    "disclosures_desk:draw_up_list": Row(
        "no-method", for_({KEEPERS: "moved", NOBODY: "desk-sign-in"}), {"year": 2026, "quarter": 1}),
    "disclosures_desk:reporting": Row(KEEP),
    "disclosures_desk:plan_session": Row("no-method", for_({KEEPERS: "moved", NOBODY: "desk-sign-in"}), {
        "name": "Kỳ họp giữa năm", "held_on": today}),
    "disclosures_desk:report_to_session": Row("no-method", for_({DESK: "moved", NOBODY: "desk-sign-in"}), fixed={
        "session": lambda here, case: here.more["session"]}),
    "disclosures_desk:items": Row(KEEP, WRONG),
    "disclosures_desk:end_item": Row("no-method", for_({DESK: "moved", NOBODY: "desk-sign-in"}), fixed={
        "own": lambda here, case: here.more["own"]}),
    "disclosures_desk:procedures": Row(KEEP, WRONG),
    "disclosures_desk:procedure": Row(OURS, OURS_WRONG, fixed={"code": CATALOGUED["procedure"]}),
    "disclosures_desk:instruments": Row(KEEP, WRONG),
    "disclosures_desk:instrument": Row(OURS, OURS_WRONG, fixed={"code": CATALOGUED["instrument"]}),
    "disclosures_desk:unbind": Row("no-method", for_({DESK: "missing", NOBODY: "desk-sign-in"}), fixed={
        "code": CATALOGUED["instrument"]}),
    "disclosures_desk:disclosure": Row(INSIDE),
    "disclosures_desk:attach": Row("no-method", for_({DESK: "form-error", NOBODY: "desk-sign-in"})),
    "disclosures_desk:step#dang": Row("no-method", step(("due",)), {"version": version, "publish-checked": "on"},
                                      {"slug": "dang"}),
    "disclosures_desk:step#ghi-nhan": Row("no-method", step(SHOWN, ("tam",)), {
        "version": version, "observe-form": "posting", "observe-place": HALL, "observe-on": today, "observe-up": "yes",
        "observe-note": "Thấy còn"}, {"slug": "ghi-nhan"}),
    "disclosures_desk:step#thay-doi": Row("no-method", step(SHOWN), {
        "version": version, "change-on": today, "change-why": "Mức mới"}, {"slug": "thay-doi"}),
    "disclosures_desk:step#cap-nhat": Row("no-method", step(SHOWN), {
        "version": version, "refresh-title": "Tên", "refresh-summary": "Lời", "refresh-decision": "16/QĐ-UBND",
        "refresh-checked": "on"}, {"slug": "cap-nhat"}),
    "disclosures_desk:step#go": Row("no-method", step((*SHOWN, "archived", "expired")), {
        "version": version, "withdraw-why": "Sai"}, {"slug": "go"}),
    "disclosures_desk:step#luu-tru": Row("no-method", step(("complete",)), {"version": version}, {"slug": "luu-tru"}),
    "disclosures_desk:step#khong-co": Row("no-method", signed("missing"), fixed={"slug": "khong-co"}),
}
