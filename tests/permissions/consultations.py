"""Rows of consultations: citizens' pages, the desk."""

from __future__ import annotations

from tests.permissions import DESK, NOBODY, Answer, Row, for_, in_, version
from tests.worlds.consultations import LISTED, WITH_TABLE

AT_WORK = ("tam", "other")  # work on drafts of another body or office
TYPED_IN = ("open", "closed")  # papers that came in time are typed in until it is grouped
ANSWERING = frozenset({"synthesised", "answered", "published", "decided"})


def desk(answer: Answer | str) -> Answer:
    """What the body's own are shown; others find nothing."""
    return for_({DESK: answer, NOBODY: "desk-sign-in"})


def step(stage: str, whose: tuple[str, ...] = DESK) -> Answer:
    """Taken at this stage by these, told why not by the others of the body."""
    taken = in_((stage,), "moved", "form-error")
    others = tuple(who for who in DESK if who not in whose)
    return for_({whose: taken, **({others: "missing"} if others else {}), NOBODY: "desk-sign-in"})


_DOCUMENT = {"code": lambda here, _: here.more["document"]}
_EVERY_OFFICIAL_AT_WORK = for_({(*DESK, *AT_WORK, "culture"): "ok", NOBODY: "desk-sign-in"})

ROWS: dict[str, Row] = {
    # --- citizens' pages ------------------------------------------------------------------------
    "consultations:listing": Row("ok"),
    "consultations:find": Row("moved"),
    "consultations:opinion": Row("ok", "form-error", {"secret": "000000"},
                                 {"code": lambda here, _: here.more["opinion"]}),
    "consultations:receipt": Row("missing", fixed={"code": lambda here, _: here.more["opinion"]}),
    "consultations:confirm": Row("spent", "spent", fixed={"mark": "x"}),
    "consultations:unfollow": Row("spent", "spent", fixed={"mark": "x"}),
    "consultations:page": Row({"*": in_(LISTED, "public", "missing")}),
    "consultations:article": Row({"*": in_(LISTED, "little", "missing")}, {"*": in_(LISTED, "form-error", "missing")},
                                 fixed={"eid": "art_3"}),
    "consultations:whole": Row({"*": in_(LISTED, "little", "missing")}, {"*": in_(LISTED, "form-error", "missing")}),
    "consultations:follow": Row({"*": in_(LISTED, "little", "missing")}, {"*": in_(LISTED, "form-error", "missing")}),
    "consultations:paper": Row({"*": in_(LISTED, "little", "missing")}),
    "consultations:compare": Row({"*": in_((), "little", "missing")}),
    "consultations:draft_file": Row({"*": in_(LISTED, "little", "missing")},
                                    fixed={"which": "lay-y-kien", "kind": "xml"}),
    "consultations:table": Row({"*": in_(WITH_TABLE, "little", "missing")}),
    "consultations:table_file": Row({"*": in_(WITH_TABLE, "ok", "missing")}, fixed={"kind": "csv"}),
    # --- the desk -------------------------------------------------------------------------------
    "consultations_desk:listing": Row(for_({NOBODY: "desk-sign-in", (*DESK, *AT_WORK, "culture", "ended"): "ok"})),
    "consultations_desk:new_document": Row(_EVERY_OFFICIAL_AT_WORK,
                                           for_({(*DESK, *AT_WORK, "culture"): "form-error", NOBODY: "desk-sign-in"})),
    "consultations_desk:document": Row(desk("ok"), fixed=_DOCUMENT),
    "consultations_desk:draft_file": Row(desk("ok"), fixed=_DOCUMENT | {"no": 1, "kind": "xml"}),
    "consultations_desk:new_version": Row(desk("ok"), desk("form-error"), fixed=_DOCUMENT),
    "consultations_desk:compare": Row(desk("ok"), fixed=_DOCUMENT),
    "consultations_desk:plan": Row("no-method", desk("form-error"), fixed=_DOCUMENT),
    "consultations_desk:document_step": Row("no-method", desk("form-error"), {"version": "0"},
                                            _DOCUMENT | {"name": "review"}),
    "consultations_desk:consultation": Row(desk("little")),
    "consultations_desk:step#ask_synthesis": Row("no-method", step("closed"), {"version": version},
                                              {"name": "ask_synthesis"}),
    "consultations_desk:step#publish": Row("no-method", step("answered", ("hoa",)), {"version": version},
                                           {"name": "publish_table"}),
    "consultations_desk:plan_paper": Row(desk("little"), fixed={"kind": "docx"}),
    "consultations_desk:entry": Row(desk(in_(TYPED_IN, "little", "missing")),
                                    desk(in_(TYPED_IN, "form-error", "missing"))),
    "consultations_desk:keying": Row(desk(in_(TYPED_IN, "little", "missing")),
                                     desk(in_(TYPED_IN, "form-error", "missing"))),
    "consultations_desk:drop_form": Row("no-method", desk(in_(("open",), "moved", "missing")),
                                        fixed={"pk": lambda here, _: here.more["keying"]}),
    "consultations_desk:import": Row(desk(in_(("open",), "little", "missing")),
                                     desk(in_(("open",), "form-error", "missing"))),
    "consultations_desk:import_pattern": Row(desk(in_(("open",), "ok", "missing"))),
    "consultations_desk:rows": Row(desk(in_(ANSWERING, "whole", "missing"))),
    "consultations_desk:merge": Row("no-method", desk(in_(ANSWERING, "form-error", "missing"))),
    "consultations_desk:row": Row(desk(in_(("synthesised",), "whole", "missing")),
                                  desk(in_(("synthesised",), "form-error", "missing")),
                                  fixed={"pk": lambda here, _: here.more["row"]}),
    "consultations_desk:split": Row("no-method", desk(in_(("synthesised",), "form-error", "missing")),
                                    fixed={"pk": lambda here, _: here.more["row"]}),
    "consultations_desk:correct": Row("no-method", desk(in_(("synthesised",), "form-error", "missing")),
                                      fixed={"pk": lambda here, _: here.more["row"]}),
    "consultations_desk:texts": Row(desk({"synthesised": "whole", "answered": "little", "*": "missing"}),
                                    desk(in_(("synthesised", "answered"), "moved", "missing"))),
}
