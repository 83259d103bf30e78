"""Rows of the news: readers' pages, one's own comment, the desk."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tests.permissions import DESK, NOBODY, Answer, Row, for_, in_, version
from tests.worlds import Share

INSIDE = (*DESK, "tam")
KEEPERS = (*DESK, "other")
BEFORE = ("draft", "review", "scheduled")
OUT = ("published", "withdrawn")  # and corrected twice; the second text is kept inside


def comment(which: str) -> dict[str, Any]:
    return {"code": lambda here, _case: here.more[which].code}


def desk(groups: dict[tuple[str, ...], object]) -> Answer:
    """Answers by groups; the door for whoever is not signed in, nothing for everyone else."""
    return for_({**groups, NOBODY: "desk-sign-in"})


def step(cases: Iterable[str], whose: tuple[str, ...]) -> Answer:
    """Taken in these cases, refused with a reason in others, not there for whoever never takes it."""
    return desk({whose: in_(cases, "moved", "form-error")})


def _slug(slug: str) -> dict[str, str]:
    return {"slug": slug}


def _typed(here: Share, case: str) -> str:
    return "Có bản mới."


OPEN = {"title": "Bài", "html": "Lời.", "kind": "news", "version": version, "note": "Sửa một chữ."}
ROWS: dict[str, Row] = {
    "files:attachment#internal": Row(for_({INSIDE: "ok"}), paper="internal"),
    "files:attachment#public": Row(for_({INSIDE: "ok"}, in_(("published",), "ok", "missing")), paper="public"),
    # --- readers' pages -------------------------------------------------------------------------
    "news:listing": Row("ok"),
    "news:archive": Row("ok"),
    "news:readings": Row("ok"),
    "news:atom": Row("ok"),
    "news:json_feed": Row("ok"),
    "news:month_map": Row("ok", fixed={"month": "2026-02"}),
    "news:site_map": Row("ok"),
    "news:robots": Row("ok"),
    "news:article": Row(for_({}, in_(("published",), "public", "missing") | {"withdrawn": "spent"})),
    "news:earlier": Row(for_({}, in_(("published",), "public", "missing")), fixed={"n": 1}),
    "news:earlier#concealed": Row("missing", fixed={"n": 2}),
    "news:count": Row("no-method", "204"),
    "news:comment": Row(for_({}, in_(("published",), "public", "missing")),
                        for_({}, in_(("published",), "form-error", "missing"))),
    "news:mail": Row(for_({}, in_(("published",), "public", "missing")),
                     for_({}, in_(("published",), "form-error", "missing"))),
    "news:no_letters": Row("missing", "missing", fixed={"token": "khong-co"}),
    "news:own_comment": Row(for_({("lan",): "ok"}), fixed=comment("waiting")),
    "news:report": Row("ok", "ok", fixed=comment("shown")),
    "news:report#waiting": Row("missing", "missing", fixed=comment("waiting")),
    "news:convert": Row("no-method", for_({("lan",): "form-error"}), fixed=comment("waiting")),
    # --- the desk -------------------------------------------------------------------------------
    "news_desk:listing": Row(desk({("minh", "hoa", "tam", "culture", "other", "ended"): "ok"})),
    "news_desk:write": Row(desk({(*INSIDE, "culture", "other"): "ok"}),
                           desk({(*INSIDE, "culture", "other"): "form-error"})),
    "news_desk:shelves": Row(desk({KEEPERS: "ok"}), desk({KEEPERS: "form-error"}), {"do": "shelve"}),
    "news_desk:comments": Row(desk({KEEPERS: "ok"})),
    "news_desk:comment_step": Row("no-method", desk({DESK: "moved"}), {"reason": "off_topic"},
                                  fixed=comment("hidden") | _slug("cho-hien")),
    "news_desk:article": Row(desk({INSIDE: in_(("draft", "discarded"), "public", "whole")})),  # with why it came back
    "news_desk:preview": Row(desk({INSIDE: "public"})),
    "news_desk:earlier": Row(desk({INSIDE: in_(OUT, "public", "missing")}),
                             desk({DESK: in_(OUT, "moved", "missing"), ("tam",): "missing"}),
                             {"do": "conceal"}, fixed={"n": 1}),
    "news_desk:edit": Row(desk({DESK: in_(("withdrawn", "discarded"), "missing", "public"),
                                ("tam",): in_(("draft",), "public", "missing")}),
                          desk({DESK: in_(("withdrawn", "discarded"), "form-error", "moved"),
                                ("tam",): in_(("draft",), "moved", "form-error")}), OPEN),
    "news_desk:attach": Row("no-method", desk({INSIDE: "form-error"})),
    "news_desk:paper": Row("no-method", desk({DESK: in_(("withdrawn", "discarded"), "form-error", "moved"),
                                              ("tam",): in_(BEFORE, "moved", "form-error")}),
                           {"do": "remove"},
                           paper="internal"),
    "news_desk:step#trinh-duyet": Row("no-method", step(("draft",), INSIDE), fixed=_slug("trinh-duyet")),
    "news_desk:step#bo": Row("no-method", step(("draft",), INSIDE), fixed=_slug("bo")),
    "news_desk:step#lay-lai": Row("no-method", step(("discarded",), INSIDE), fixed=_slug("lay-lai")),
    "news_desk:step#tra-lai": Row("no-method", step(("review",), ("hoa",)), {"send_back-why": _typed},
                                  fixed=_slug("tra-lai")),
    "news_desk:step#dang": Row("no-method", step(("review", "scheduled"), ("hoa",)), fixed=_slug("dang")),
    "news_desk:step#bo-hen-gio": Row("no-method", step(("scheduled",), ("hoa",)), fixed=_slug("bo-hen-gio")),
    "news_desk:step#go": Row("no-method", step(("published",), DESK), {"withdraw-why": _typed}, fixed=_slug("go")),
    "news_desk:step#dang-lai": Row("no-method", step(("withdrawn",), ("hoa",)), fixed=_slug("dang-lai")),
    "news_desk:step#bo-ghim": Row("no-method", step(("published",), DESK), fixed=_slug("bo-ghim")),
}
