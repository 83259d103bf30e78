"""Who may ask what, and what they are told: one row an address. A new address needs a row here, or the build fails.

Words of an answer: `ok` a page; `whole` a page with the sender's own words; `public` one with the redacted words;
`little` one with neither; `moved` another page, or a step taken; `sign-in` and `desk-sign-in` the doors; `missing`
(404, forbidden or not there: the same); `no-method` 405; `form-error` 422 with what was typed; `spent` 410.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from tests.world import CASES, LISTED, VISITORS, WITH_OFFICE

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

ROWS: dict[str, Row] = {
    # --- overview: everyone -------------------------------------------------------------------
    "home:front": Row("ok"),
    "home:search": Row("moved"),
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
    "petitions:open_case": Row("no-method", "form-error", {"secret": "not it"}),
    "petitions:reply": Row("no-method", step(("waiting",)), {"reply-text": "Số 2, đầu hẻm."}),
    "petitions:rate": Row("no-method", step(ANSWERED), {"rate-solved": "yes", "rate-stars": "5"}),
    "petitions:reopen": Row("no-method", step((*ANSWERED, "closed")), {"reopen-why": "Vẫn ngập như cũ."}),
    "petitions:withdraw": Row("no-method", step(OPEN), {"withdraw-why": "Đã hết ngập."}),
}
