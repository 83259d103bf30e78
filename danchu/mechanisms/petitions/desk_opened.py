"""One case as its page tells it: what was written, by whom, what hangs on it. Reads; changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from danchu.ground.people.access import Standing
from danchu.ground.text.personal_data import find
from danchu.law.roles import Role
from danchu.mechanisms.petitions import rules, shown
from danchu.mechanisms.petitions.desk_case import Papers, Said, papers_of
from danchu.mechanisms.petitions.desk_today import Today, badge_of
from danchu.mechanisms.petitions.models import Message, Petition, part_played_by
from danchu.mechanisms.petitions.rules import Channel, Kind, Lane, Outcome, Reason, State, Step
from danchu.mechanisms.petitions.words import CHANNELS, KINDS, LANES, OUTCOMES, REASONS, SOLVED, STATES

INSIDE = frozenset({Role.RECEPTION, Role.HANDLER, Role.LEADER})


@dataclass
class Opened:
    """A case someone deals with: the parts they play, the steps open to them, all that hangs on it."""

    petition: Petition
    who: Standing
    parts: frozenset[Role]
    steps: frozenset[Step]
    papers: Papers
    today: Today


def open_case(petition: Petition, who: Standing, today: Today) -> Opened:
    """What this person may do with it now, and everything that hangs on it. One statement."""
    parts = part_played_by(who, petition) & INSIDE
    steps = frozenset(rules.steps_open_to(State(petition.state), parts, Lane(petition.lane)))
    return Opened(petition, who, parts, steps, papers_of(petition, steps, today.day), today)


def told_of(opened: Opened) -> dict[str, Any]:
    """What the page says of the case."""
    p, papers, today = opened.petition, opened.papers, opened.today
    text = str(papers.original.get("text", ""))
    spans = find(text)
    return {
        "p": p, "due": badge_of(p, today), "cells": shown.cells(p, today.calendar, today.day), "text": text,
        "spans": spans, "spans_words": _spans_words(len(spans)), "state": STATES[State(p.state)],
        "meta": _meta(p), "about": _about(p, papers), "lines": [shown.told(x, names=True) for x in papers.lines],
        "notes": [{"text": s.text, "who": s.who, "at": s.at} for s in papers.said if s.kind == Message.Kind.NOTE],
        "exchanged": _exchanged(opened), "exchanged_words": _EXCHANGED, "reach": _reach(p, papers),
        "photos": [f for f in papers.files if f["kind"] == "image"],
        "other_files": [f for f in papers.files if f["kind"] != "image"],
        "along": _along(papers), "returned": _returned(papers),
        "is_listed": papers.publication.get("listed") in ("true", "1"), "pause_note": _pause_note(p),
    }


def _along(papers: Papers) -> list[str]:
    """The codes of the cases merged into this one, whose senders read its answer too."""
    codes: dict[str, bool] = {}
    for line in papers.lines:
        if line.verb in ("merge_in", "separate_out"):
            codes[str(line.about.get("from", ""))] = line.verb == "merge_in"
    return [code for code, still in codes.items() if still]


def _returned(papers: Papers) -> str:
    """Why the leader gave the draft back; empty once another was put forward."""
    turn = next((x for x in reversed(papers.lines) if x.verb in (Step.DRAFT, Step.SEND_BACK)), None)
    if turn is None or turn.verb != Step.SEND_BACK:
        return ""
    return next((s.text for s in papers.said if s.kind == Message.Kind.NOTE and s.at == turn.at), "")


_EXCHANGED = {
    Message.Kind.QUESTION: gettext_lazy("Đã hỏi người gửi"), Message.Kind.REPLY: gettext_lazy("Người gửi bổ sung"),
    Message.Kind.ANSWER: gettext_lazy("Đã trả lời"), Message.Kind.COMPLAINT: gettext_lazy("Người gửi nói thêm"),
    Message.Kind.DRAFT: gettext_lazy("Bản trình"),
}  # fmt: skip


def _exchanged(opened: Opened) -> list[Said]:
    """Words that went to and fro. A draft only while others wait for it: elsewhere it stands in a form already."""
    waits = opened.petition.state == State.DRAFTED and Step.APPROVE not in opened.steps
    last = max((n for n, s in enumerate(opened.papers.said) if s.kind == Message.Kind.DRAFT), default=-1)
    return [s for n, s in enumerate(opened.papers.said)
            if s.kind in _EXCHANGED and (s.kind != Message.Kind.DRAFT or (waits and n == last))]


def _reach(p: Petition, papers: Papers) -> str:
    """Whom to call and where to go, in one line under the words."""
    o = papers.original
    known = (o.get("name") or _("không để lại tên"), o.get("phone"), o.get("email"), o.get("place"),
             p.place.full_name if p.place else "", _unreached(p, papers))
    return " · ".join(str(x) for x in known if x)


def _unreached(p: Petition, papers: Papers) -> str:
    """Said where no letter finds the sender: a question asked now waits until they look by themselves."""
    o, stopped = papers.original, any(line.verb == Step.STOP_LETTERS for line in papers.lines)
    if o.get("email") and stopped:
        return _("đã thôi nhận thư, tự xem bằng mã số")
    return "" if o.get("email") or o.get("phone") or p.sender_id else _("không để lại cách liên lạc, tự xem bằng mã số")


def _spans_words(n: int) -> str:
    return _("%(n)s chỗ có dữ liệu cá nhân, sẽ được che khi công khai.") % {"n": n} if n else ""


def _meta(p: Petition) -> str:
    how = CHANNELS[Channel(p.channel)]
    taken = _("%(who)s tiếp nhận hộ") % {"who": p.operator.name} if p.operator else ""
    sent = _("gửi %(day)s %(how)s") % {"day": f"{timezone.localtime(p.received_at):%d/%m/%Y}", "how": how}
    return " · ".join(filter(None, [p.code, str(KINDS[Kind(p.kind)]).lower(), sent, taken]))


def _about(p: Petition, papers: Papers) -> list[dict[str, str]]:
    o = papers.original
    point = f"{o['lat']:.5f}, {o['lon']:.5f}" if o.get("lat") and o.get("lon") else ""
    rows = [
        (_("Người chứng kiến"), o.get("witness", "")), (_("Tọa độ"), point), (_("Ai được đọc"), LANES[Lane(p.lane)]),
        (_("Phòng, ban"), p.office.full_name if p.office else _("chưa giao")),
        (_("Cán bộ"), p.officer.name if p.officer else ""),
        (_("Lý do không thụ lý"), REASONS[Reason(p.refused_for)] if p.refused_for else ""),
        (_("Gộp vào"), p.merged_into.code if p.merged_into else ""),
        (_("Kết quả"), OUTCOMES[Outcome(p.outcome)] if p.outcome else ""),
        (_("Người gửi đánh giá"), _rated(p)),
    ]
    return [{"label": label, "value": str(value)} for label, value in rows if value]


def _rated(p: Petition) -> str:
    stars = _("%(n)s trên 5 điểm phục vụ") % {"n": p.stars} if p.stars else ""
    return ", ".join(filter(None, [str(SOLVED.get(p.solved, "")), stars]))  # type: ignore[call-overload]


def _pause_note(p: Petition) -> str:
    stopped = p.state == State.WAITING and p.paused_on
    return _("Đồng hồ đang dừng từ %(day)s.") % {"day": f"{p.paused_on:%d/%m/%Y}"} if stopped else ""
