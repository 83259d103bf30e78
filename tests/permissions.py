"""Who may ask what, and what they are told: one row an address. A new address needs a row here, or the build fails.

Words of an answer: `ok` a page; `whole` a page with the sender's own words; `public` one with the redacted words;
`little` one with neither; `moved` another page, or a step taken; `sign-in` and `desk-sign-in` the doors; `missing`
(404, forbidden or not there: the same); `no-method` 405; `form-error` 422 with what was typed; `spent` 410.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from tests.world import CASES, LISTED, VISITORS, WITH_OFFICE, World

Answer = str | dict[str, "str | dict[str, str]"]  # for all; or by visitor, then by case; `*` is everyone else
ANYONE = tuple(VISITORS)
SENDER = ("lan", "device")
DESK = ("minh", "hoa")
OFFICIALS = ("minh", "hoa", "tam", "culture", "other", "ended")
CITIZENS = ("bay", "lan")
NOBODY = ("anonymous", "device", "forged")


@dataclass(frozen=True)
class Row:
    """What each visitor is told on GET and on POST (with `data`, for the cases it is about)."""

    get: Answer
    post: Answer = "no-method"
    data: dict[str, Any] = field(default_factory=dict)
    fixed: dict[str, Any] = field(default_factory=dict)  # parts of the address that name no case
    paper: str = ""  # about an attachment of this audience


def expected(row: Row, method: str, who: str, case: str) -> str:
    """The row's word for one visitor and one case."""
    answer: Any = row.get if method == "GET" else row.post
    if isinstance(answer, dict):
        answer = answer.get(who, answer.get("*"))
    if isinstance(answer, dict):
        answer = answer.get(case, answer.get("*"))
    return str(answer)


def for_(groups: dict[tuple[str, ...], Any], rest: Any = "missing") -> Answer:
    """Answers by groups of visitors; `rest` for everyone else."""
    return {who: answer for names, answer in groups.items() for who in names} | {"*": rest}


def in_(cases: Iterable[str], then: str, rest: str) -> dict[str, str]:
    """Answers by cases."""
    return dict.fromkeys(cases, then) | {"*": rest}


def signed(officials: str, citizens: str = "missing", nobody: str = "desk-sign-in") -> Answer:
    """Answers by how someone is signed in."""
    return for_({OFFICIALS: officials, CITIZENS: citizens, NOBODY: nobody})


OPEN = ("new", "office_only", "waiting", "replied", "drafted", "approved", "published")
ANSWERED = ("answered", "answered_public", "unpublished")
PAGE = in_(LISTED, "public", "little")
CITIZEN_PAGE = for_({SENDER: "whole"}, PAGE)


def step(cases: Iterable[str]) -> Answer:
    """A sender's step: taken in these cases, refused with a reason in others, not there for anyone else."""
    return for_({SENDER: in_(cases, "moved", "form-error")})


OF_OFFICE = in_(WITH_OFFICE, "ok", "missing")
EVERY = in_(CASES, "ok", "missing")



def version(world: World, case: str) -> int:
    """The version the form was opened at: the present one."""
    return world.cases[case].version


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


def own_template(world: World) -> int:
    """A template of the body."""
    return world.template


RECEPTIONS = ("minh", "other")
RECEIVE = for_({RECEPTIONS: "ok", NOBODY: "desk-sign-in"})
KEEPERS = for_({(*DESK, "other"): "ok", NOBODY: "desk-sign-in"})
AT_WORK = ("office_only", "replied", "published")
NOT_OFFICE_ONLY = {"*": "whole", "office_only": "missing"}  # what was sent to the office only has no such page
PUBLISHABLE = ("waiting", "replied", "drafted", "approved", "published", *ANSWERED, "closed")
PUBLISHED = in_(PUBLISHABLE, "moved", "form-error") | {"office_only": "missing"}

ROWS: dict[str, Row] = {
    # --- overview: everyone -------------------------------------------------------------------
    "home:front": Row("ok"),
    "home:search": Row("ok"),
    "home:law": Row("ok"),
    "home:accessibility": Row("ok"),
    "home:privacy": Row("ok"),
    "home:source": Row("ok"),
    "home:health": Row("ok"),
    "gallery": Row("ok", "ok"),
    "gallery_sample": Row("ok", "ok", fixed={"sample": "trang-dau"}),
    "language": Row("moved", "moved", fixed={"code": "en"}),
    # --- people -------------------------------------------------------------------------------
    "sign_in": Row(for_({NOBODY: "ok"}, "moved"), for_({NOBODY: "ok"}, "moved")),
    "sign_in_code": Row("sign-in", "sign-in"),
    "identity_start": Row("missing"),
    "identity_return": Row("bad"),
    "official_sign_in": Row(for_({OFFICIALS: "moved"}, "ok"), for_({OFFICIALS: "moved"}, "ok")),
    "second_step": Row("desk-sign-in", "desk-sign-in"),
    "set_up_factor": Row(for_({OFFICIALS: "moved"}, "desk-sign-in"), for_({OFFICIALS: "moved"}, "desk-sign-in")),
    "sign_in_again": Row(signed("ok"), signed("desk-sign-in")),
    "password_forgotten": Row("ok", "ok"),
    "password_new": Row("spent", "spent", fixed={"uid": "MQ", "token": "a-b"}),
    "sign_out": Row("no-method", "moved"),
    "account": Row(for_({NOBODY: "sign-in"}, "ok"), for_({NOBODY: "sign-in"}, "ok")),
    "leave_account": Row(for_({NOBODY: "sign-in", CITIZENS: "ok"}), for_({NOBODY: "sign-in", CITIZENS: "ok"})),
    "password_change": Row(signed("ok"), signed("ok")),
    "recovery_codes": Row(signed("no-method"), signed("moved")),
    "remove_factor": Row(signed("no-method"), signed("moved")),
    "post:notices": Row(for_({NOBODY: "sign-in"}, "ok"), for_({NOBODY: "sign-in"}, "moved")),
    # --- files --------------------------------------------------------------------------------
    "files:attachment#parties": Row(for_({(*SENDER, *DESK): EVERY, ("tam",): OF_OFFICE}), paper="parties"),
    "files:attachment#internal": Row(for_({DESK: EVERY, ("tam",): OF_OFFICE}), paper="internal"),
    "files:attachment#public": Row(for_({(*SENDER, *DESK): EVERY, ("tam",): OF_OFFICE},
                                        in_(LISTED, "ok", "missing")), paper="public"),
    # --- petitions: citizens' pages -----------------------------------------------------------
    "petitions:register": Row("ok"),
    "petitions:send": Row("ok", "form-error"),
    "petitions:similar": Row("ok"),
    "petitions:figures": Row("ok"),
    "petitions:feed": Row("ok"),
    "petitions:track": Row("ok"),
    "petitions:forget_device": Row("no-method", "moved"),
    "petitions:denunciation": Row("ok"),
    "petitions:receipt": Row(for_({SENDER: "little"})),
    "petitions:case": Row(CITIZEN_PAGE),
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
                                   fixed={"code": lambda world: world.taken_in.code}),
    "desk:leader": Row(KEEPERS),
    "desk:templates": Row(KEEPERS, for_({(*DESK, "other"): "form-error", NOBODY: "desk-sign-in"})),
    "desk:template": Row(for_({DESK: "ok", NOBODY: "desk-sign-in"}),
                         for_({DESK: "form-error", NOBODY: "desk-sign-in"}), fixed={"pk": own_template}),
    "desk:case": Row(inside("whole", "whole")),
    "desk:similar": Row(inside("whole", "whole")),
    "desk:publish": Row(for_({DESK: NOT_OFFICE_ONLY, NOBODY: "desk-sign-in"}),
                        for_({DESK: PUBLISHED, NOBODY: "desk-sign-in"}), {
        "title": "Ngập hẻm", "text": "Hẻm ngập.", "answer": "", "read": "on", "version": version}),
    "desk:attach": Row("no-method", inside("form-error", "form-error")),
    "desk:step#thu-ly": Row("no-method", desk_step(("new",)), {"version": version}, {"slug": "thu-ly"}),
    "desk:step#phan-cong": Row("no-method", desk_step(AT_WORK), {
        "version": version, "assign-office": lambda world, case: world.cast.culture.pk}, {"slug": "phan-cong"}),
    "desk:step#trinh": Row("no-method", desk_step(AT_WORK, ("hoa",), "tam"), {
        "version": version, "draft-text": "Đã nạo vét cống."}, {"slug": "trinh"}),
    "desk:step#duyet": Row("no-method", desk_step(("drafted",), ("hoa",)), {
        "version": version, "approve-text": "Đã nạo vét cống."}, {"slug": "duyet"}),
    "desk:step#ghi-chu": Row("no-method", desk_step(CASES, DESK, "tam"), {
        "version": version, "note-text": "Gọi tổ trưởng."}, {"slug": "ghi-chu"}),
    "desk:step#khong-co": Row("no-method", signed("missing"), fixed={"slug": "khong-co", "code": "KN-26-222222"}),
}
