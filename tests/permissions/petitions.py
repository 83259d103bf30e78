"""Rows of petitions: their papers, citizens' pages, the desk."""

from __future__ import annotations

from collections.abc import Iterable

from tests.permissions import DESK, NOBODY, SENDER, Answer, Row, for_, in_, signed, version
from tests.worlds.petitions import CASES, LISTED, WITH_OFFICE

OPEN = ("new", "office_only", "waiting", "replied", "drafted", "approved", "published")
ANSWERED = ("answered", "answered_public", "unpublished")
PAGE = in_(LISTED, "public", "little")
CITIZEN_PAGE = for_({SENDER: "whole"}, PAGE)


def step(cases: Iterable[str]) -> Answer:
    """A sender's step: taken in these cases, refused with a reason in others, not there for anyone else."""
    return for_({SENDER: in_(cases, "moved", "form-error")})


OF_OFFICE = in_(WITH_OFFICE, "ok", "missing")
EVERY = in_(CASES, "ok", "missing")


def inside(desk: str, handler: str = "missing") -> Answer:
    """What officials of the body are shown of its cases, and the handler of its office's. Others: there is nothing."""
    return for_({DESK: desk, ("tam",): in_(WITH_OFFICE, handler, "missing"), NOBODY: "desk-sign-in"})


def desk_step(cases: Iterable[str], whose: tuple[str, ...] = DESK, handler: str = "") -> Answer:
    """An official's step: taken in these cases, refused in others, not there for whoever never takes it."""
    taken = in_(cases, "moved", "form-error")
    of_office = {case: expected_in(taken, case) if case in WITH_OFFICE else "missing" for case in CASES}
    return for_({whose: taken, **({(handler,): of_office} if handler else {}), NOBODY: "desk-sign-in"})


def expected_in(answers: dict[str, str], case: str) -> str:
    return answers.get(case, answers["*"])


RECEPTIONS = ("minh", "other")
RECEIVE = for_({RECEPTIONS: "ok", NOBODY: "desk-sign-in"})
KEEPERS = for_({(*DESK, "other"): "ok", NOBODY: "desk-sign-in"})
AT_WORK = ("office_only", "replied", "published")
NOT_OFFICE_ONLY = {"*": "whole", "office_only": "missing"}  # what was sent to the office only has no such page
PUBLISHABLE = ("waiting", "replied", "drafted", "approved", "published", *ANSWERED, "closed")
PUBLISHED = in_(PUBLISHABLE, "moved", "form-error") | {"office_only": "missing"}

ROWS: dict[str, Row] = {
    # --- files --------------------------------------------------------------------------------
    "files:attachment#parties": Row(for_({(*SENDER, *DESK): EVERY, ("tam",): OF_OFFICE}), paper="parties"),
    "files:attachment#internal": Row(for_({DESK: EVERY, ("tam",): OF_OFFICE}), paper="internal"),
    "files:attachment#public": Row(for_({(*SENDER, *DESK): EVERY, ("tam",): OF_OFFICE},
                                        in_(LISTED, "ok", "missing")), paper="public"),
    # --- petitions: citizens' pages -----------------------------------------------------------
    "petitions:register": Row("ok"),
    "petitions:send": Row("ok", "form-error"),
    "petitions:similar": Row("ok"),
    "petitions:on_map": Row("ok"),
    "petitions:areas": Row("ok"),
    "petitions:figures": Row("ok"),
    "petitions:feed": Row("ok"),
    "petitions:track": Row("ok"),
    "petitions:forget_device": Row("no-method", "moved"),
    "petitions:denunciation": Row("ok"),
    "petitions:receipt": Row(for_({SENDER: "little"})),
    "petitions:case": Row(CITIZEN_PAGE),
    "petitions:stop_letters": Row("spent", "spent", fixed={"mark": "x"}),
    "petitions:follow": Row({"*": in_(LISTED, "public", "missing")},
                            {"*": in_(LISTED, "form-error", "missing")}),
    "petitions:confirm": Row("spent", "spent", fixed={"mark": "x"}),
    "petitions:unfollow": Row("spent", "spent", fixed={"mark": "x"}),
    "petitions:case_feed": Row({"*": in_(LISTED, "public", "missing")}),
    "petitions:open_case": Row("little", "form-error", {"secret": "not it"}),
    "petitions:reply": Row("no-method", step(("waiting",)), {"reply-text": "Số 2, đầu hẻm."}),
    "petitions:rate": Row("no-method", step(ANSWERED), {"rate-solved": "yes", "rate-stars": "5"}),
    "petitions:reopen": Row("no-method", step((*ANSWERED, "closed")), {"reopen-why": "Vẫn ngập như cũ."}),
    "petitions:withdraw": Row("no-method", step(OPEN), {"withdraw-why": "Đã hết ngập."}),
    # --- petitions: the desk ------------------------------------------------------------------
    "desk:queue": Row(signed("ok")),
    "desk:intake": Row(RECEIVE, for_({RECEPTIONS: "form-error", NOBODY: "desk-sign-in"}), {"kind": "feedback"}),
    "desk:intake_receipt": Row(signed("missing")),  # of a case the visitor did not take in
    "desk:intake_receipt#own": Row(for_({("minh",): "ok", NOBODY: "desk-sign-in"}),
                                   fixed={"code": lambda here, _: here.more["taken_in"].code}),
    "desk:leader": Row(KEEPERS),
    "desk:templates": Row(KEEPERS, for_({(*DESK, "other"): "form-error", NOBODY: "desk-sign-in"})),
    "desk:template": Row(for_({DESK: "ok", NOBODY: "desk-sign-in"}),
                         for_({DESK: "form-error", NOBODY: "desk-sign-in"}),
                         fixed={"pk": lambda here, _: here.more["template"]}),
    "desk:case": Row(inside("whole", "whole")),
    "desk:similar": Row(inside("whole", "whole")),
    "desk:publish": Row(for_({DESK: NOT_OFFICE_ONLY, NOBODY: "desk-sign-in"}),
                        for_({DESK: PUBLISHED, NOBODY: "desk-sign-in"}), {
        "title": "Ngập hẻm", "text": "Hẻm ngập.", "answer": "", "read": "on", "version": version}),
    "desk:attach": Row("no-method", inside("form-error", "form-error")),
    "desk:step#thu-ly": Row("no-method", desk_step(("new",)), {"version": version}, {"slug": "thu-ly"}),
    "desk:step#phan-cong": Row("no-method", desk_step(AT_WORK), {
        "version": version, "assign-office": lambda here, _: here.cast.culture.pk}, {"slug": "phan-cong"}),
    "desk:step#trinh": Row("no-method", desk_step(AT_WORK, ("hoa",), "tam"), {
        "version": version, "draft-text": "Đã nạo vét cống."}, {"slug": "trinh"}),
    "desk:step#duyet": Row("no-method", desk_step(("drafted",), ("hoa",)), {
        "version": version, "approve-text": "Đã nạo vét cống."}, {"slug": "duyet"}),
    "desk:step#ghi-chu": Row("no-method", desk_step(CASES, DESK, "tam"), {
        "version": version, "note-text": "Gọi tổ trưởng."}, {"slug": "ghi-chu"}),
    "desk:step#tach": Row("no-method", desk_step((), DESK, "tam"), {  # no case here is merged
        "version": version, "separate-why": "Việc khác."}, {"slug": "tach"}),
    "desk:step#khong-co": Row("no-method", signed("missing"), fixed={"slug": "khong-co", "code": "KN-26-222222"}),
}
