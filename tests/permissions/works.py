"""Rows of promises and works: citizens' pages, who may confirm, the desk, the account."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.utils import timezone

from danchu.mechanisms.works.models import Statement
from tests.permissions import NOBODY, Answer, Row, for_, in_, version

INSIDE = ("minh", "hoa", "tam")
OWNS = ("minh", "hoa", "tam", "culture", "other", "both")  # hold a post that promises things somewhere
OFFICIALS = (*OWNS, "ended", "sau")
UNDONE = ("under_way", "disputed", "told")
DISPUTED = ("disputed", "told")
WORK = {"code": lambda here, _: here.more["work"].code}


def desk(groups: dict[tuple[str, ...], object]) -> Answer:
    """Answers by groups; the door for whoever is not signed in, nothing for everyone else."""
    return for_({**groups, NOBODY: "desk-sign-in"})


def step(cases: Iterable[str], whose: tuple[str, ...] = INSIDE) -> Answer:
    """Taken in these cases, refused with a reason in others, not there for whoever never takes it."""
    return desk({whose: in_(cases, "moved", "form-error")})


def asker(cases: Iterable[str]) -> Answer:
    """What only whoever asked may say, on the public page."""
    return for_({("lan",): in_(cases, "moved", "form-error")})


def _slug(slug: str) -> dict[str, str]:
    return {"slug": slug}


def _later(here: object, case: str) -> str:
    return (timezone.localdate() + timedelta(days=90)).isoformat()


def _words(here: object, case: str) -> int:
    found = Statement.objects.filter(commitment=here.cases[case], step="dispute").first()  # type: ignore[attr-defined]
    return found.pk if found else 0


def _another(here: object, case: str) -> str:
    return here.cases["under_way" if case == "closed" else "closed"].code  # type: ignore[attr-defined]


ROWS: dict[str, Row] = {
    "files:attachment#internal": Row(for_({INSIDE: "ok"}), paper="internal"),
    "files:attachment#public": Row(for_({}, "ok"), paper="public"),
    # --- citizens' pages ------------------------------------------------------------------------
    "works:commitments": Row("ok"),
    "works:board": Row("ok"),
    "works:feed": Row("ok"),
    "works:commitment": Row("public"),
    "works:commitment_feed": Row("public"),
    "works:confirm": Row("no-method", asker(("reported", "confirmed")), {"confirm-text": ""}),
    "works:dispute": Row("no-method", asker(("reported", "confirmed")), {"dispute-text": "Vẫn còn ngập."}),
    "works:works": Row("ok"),
    "works:works_feed": Row("ok"),
    "works:work_feed": Row("ok", fixed=WORK),
    "works:account": Row("ok", fixed=WORK),
    "works:account_sheet#csv": Row("ok", fixed={**WORK, "kind": "csv"}),
    "works:account_sheet#xlsx": Row("ok", fixed={**WORK, "kind": "xlsx"}),
    "works:account_sheet#doc": Row("missing", fixed={**WORK, "kind": "doc"}),
    "works:work": Row("ok", fixed=WORK),
    # --- the desk -------------------------------------------------------------------------------
    "works_desk:queue": Row(desk({OFFICIALS: "ok"})),
    "works_desk:new": Row(desk({OWNS: "ok"}), desk({OWNS: "form-error"})),
    "works_desk:case": Row(desk({INSIDE: "whole", ("sau",): "public"})),
    "works_desk:step#tien-do": Row("no-method", step(UNDONE), {
        "version": version, "progress-text": "Đã làm thêm."}, _slug("tien-do")),
    "works_desk:step#bao-xong": Row("no-method", step(UNDONE), {
        "version": version, "report_done-text": "Đã xong."}, _slug("bao-xong")),
    "works_desk:step#tra-loi": Row("no-method", step(DISPUTED), {
        "version": version, "answer_dispute-text": "Sẽ làm lại."}, _slug("tra-loi")),
    "works_desk:step#lui-ngay": Row("no-method", step(("under_way",), ("hoa",)), {
        "version": version, "postpone-reason": "Chờ nước rút.", "postpone-due_on": _later}, _slug("lui-ngay")),
    "works_desk:step#xac-nhan": Row("no-method", step(("reported",), ("sau",)), {
        "version": version, "confirm-text": ""}, _slug("xac-nhan")),
    "works_desk:step#chua-xong": Row("no-method", step(("reported", "confirmed"), ("sau",)), {
        "version": version, "dispute-text": "Chưa xong."}, _slug("chua-xong")),
    "works_desk:step#cong-khai-loi": Row("no-method", step(("disputed",), ("minh", "hoa", "sau")), {
        "version": version, "publish_words-text": "Vẫn ngập.", "publish_words-statement": _words},
        _slug("cong-khai-loi")),
    "works_desk:step#che-lai-loi": Row("no-method", step(("told",), ("minh", "sau")), {
        "version": version, "hide_words-reason": "Có tên người dân.", "hide_words-statement": _words},
        _slug("che-lai-loi")),
    "works_desk:step#nhan-ban-giao": Row("no-method", step((), ("hoa",)), {  # nobody here leads an heir
        "version": version, "hand_over-reason": "Địa bàn của phòng."}, _slug("nhan-ban-giao")),
    "works_desk:mask": Row(desk({("minh", "sau"): "public"}), desk({("minh", "sau"): "form-error"})),
    "works_desk:step#ghi-trung": Row("no-method", desk({
        ("minh", "hoa"): in_(("under_way",), "moved", "form-error"),  # once disputed or reported, only from outside
        ("sau",): in_((*UNDONE, "reported"), "moved", "form-error")}), {
        "version": version, "record_twice-other": _another, "record_twice-reason": "Cùng một cống."},
        _slug("ghi-trung")),
    "works_desk:step#bo-ghi-trung": Row("no-method", step(("twice",), ("minh", "hoa", "sau")), {
        "version": version, "not_twice-reason": "Hai cống khác nhau."}, _slug("bo-ghi-trung")),
    "works_desk:step#khong-co": Row("no-method", desk({}), fixed={"slug": "khong-co", "code": "CK-26-222222"}),
    # --- works and their account ----------------------------------------------------------------
    "works_desk:works": Row(desk({OWNS: "ok"})),
    "works_desk:new_work": Row(desk({("minh", "hoa", "other"): "ok"}), desk({("minh", "hoa", "other"): "form-error"})),
    "works_desk:work": Row(desk({(*INSIDE, "culture", "both"): "ok"}), fixed=WORK),
    "works_desk:enter": Row("no-method", desk({(*INSIDE, "culture", "both"): "form-error"}), fixed=WORK),
    "works_desk:correct": Row("no-method", desk({(*INSIDE, "culture", "both"): "form-error"}), fixed=WORK),
    "works_desk:work_step#khoi-cong": Row("no-method", desk({(*INSIDE, "culture", "both"): "moved"}), {
        "version": lambda here, _: here.more["work"].version}, {**WORK, "slug": "khoi-cong"}),
}
