"""Who hears of it, in which words. A table; never the asker's own words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils import timezone

from danchu.ground.journal.models import Entry
from danchu.ground.people.models import PostHeld
from danchu.ground.post.letters import Letter
from danchu.ground.post.models import Channel
from danchu.law.roles import Role
from danchu.mechanisms.information.models import InformationRequest
from danchu.mechanisms.information.rules import PREFIX, Step


@dataclass(frozen=True)
class Notice:
    """To whom, and what: {code}, {due_on}, {link} are filled in."""

    to: tuple[Role, ...]
    subject: str
    text: str


_SEE = "\n\nXem tại: {link}"
NOTICES: dict[str, Notice] = {
    Step.ASK: Notice((Role.SENDER, Role.RECEPTION), "Đã nhận yêu cầu {code}",
        "Yêu cầu cung cấp thông tin {code} được trả lời trước hết ngày {due_on}." + _SEE),
    Step.TELL_TERM: Notice((Role.SENDER,), "{code}: hẹn ngày {due_on}",
        "Thông tin ông/bà hỏi phải được tập hợp. Hẹn cung cấp trước hết ngày {due_on}." + _SEE),
    Step.EXTEND: Notice((Role.SENDER,), "{code} được gia hạn đến {due_on}",
        "Yêu cầu {code} được gia hạn, hẹn mới {due_on}." + _SEE),
    Step.GIVE: Notice((Role.SENDER,), "{code}: đã có thông tin", "Thông tin ông/bà hỏi đã có." + _SEE),
    Step.REFUSE: Notice((Role.SENDER,), "{code}: từ chối cung cấp",
        "Yêu cầu {code} bị từ chối. Lý do và cách khiếu nại ở trang theo dõi." + _SEE),
    Step.REMIND: Notice((Role.RECEPTION,), "Sắp đến hẹn: {code}", "Yêu cầu thông tin {code} hẹn {due_on}." + _SEE),
    Step.FALL_OVERDUE: Notice((Role.RECEPTION, Role.LEADER), "Quá hẹn: {code}",
        "Yêu cầu thông tin {code} đã quá hẹn {due_on}." + _SEE),
}  # fmt: skip


def letters_for(entries: list[Entry]) -> list[tuple[Entry, Letter]]:
    """The letters these rows call for. Two statements, whatever the number of rows."""
    ours = [e for e in entries if e.subject.startswith(f"{PREFIX}-") and e.verb in NOTICES]
    found = {r.code: r for r in InformationRequest.objects.filter(code__in={e.subject for e in ours})} if ours else {}
    held = PostHeld.held_on(timezone.localdate()).filter(unit_id__in={r.body_id for r in found.values()})
    posts = list(held.select_related("person")) if found else []
    return [(e, letter) for e in ours if e.subject in found for letter in _letters(e, found[e.subject], posts)]


def _letters(entry: Entry, request: InformationRequest, posts: list[PostHeld]) -> list[Letter]:
    notice = NOTICES[entry.verb]
    inside = {p.person_id: p for p in posts if p.role in notice.to and p.unit_id == request.body_id}
    written = [_inside(notice, request, post) for post in inside.values()]
    return written + (_outside(notice, request) if Role.SENDER in notice.to else [])


def _inside(notice: Notice, request: InformationRequest, post: PostHeld) -> Letter:
    link = f"/ban-lam-viec/thong-tin/{request.code}/"
    words = _words(request, settings.SITE["url"] + link)
    return Letter(Channel.INAPP, str(post.person_id), notice.subject.format_map(words),
                  notice.text.removesuffix(_SEE).format_map(words), person_id=post.person_id, link=link)


def _outside(notice: Notice, request: InformationRequest) -> list[Letter]:
    words = _words(request, f"{settings.SITE['url']}/thong-tin/{request.code}/")
    subject, text = notice.subject.format_map(words), notice.text.format_map(words)
    if request.email:
        return [Letter(Channel.EMAIL, request.email, subject, text, person_id=request.sender_id)]
    if request.phone:
        return [Letter(Channel.SMS, request.phone, "", f"{subject}. {words['link']}", person_id=request.sender_id)]
    return []


def _words(request: InformationRequest, link: str) -> dict[str, str]:
    return {"code": request.code, "due_on": _told(request.due_on), "link": link}


def _told(day: date) -> str:
    return f"{day:%d/%m/%Y}"
